"""The admin route `/emulator`, which no real server has: switches, faults, clock, books, activities and grants."""

from collections.abc import Awaitable, Callable
from dataclasses import asdict
from typing import Any

import orjson
from pydantic import TypeAdapter, ValidationError
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from flows.emulator.emulator import Emulator
from flows.emulator.faults.rules import Fault
from flows.emulator.grants import EVERYTHING_READABLE, SCOPES
from flows.emulator.store import PlainActivity

FAULTS = TypeAdapter(list[Fault])
Work = Callable[[Emulator, Any, Request], Any]


class WrongUse(Exception):
    """The admin asked for something that is not there or makes no sense; says what."""


def admin_routes(emulator: Emulator) -> list[Route]:
    """The routes below `/emulator`."""

    def route(path: str, method: str, work: Work) -> Route:
        return Route(path, _endpoint(emulator, work), methods=[method])

    return [
        route("/switches", "GET", _switches),
        route("/switches", "PATCH", _change_switches),
        route("/faults", "GET", _faults),
        route("/faults", "PUT", _replace_faults),
        route("/faults", "POST", _add_fault),
        route("/clock", "GET", _clock),
        route("/clock", "PATCH", _move_clock),
        route("/usage", "PATCH", _use_up),
        route("/traffic", "GET", _traffic),
        route("/traffic", "DELETE", _clear_traffic),
        route("/requests", "GET", _requests),
        route("/activities", "GET", _activities),
        route("/activities", "POST", _create),
        route("/activities/{id:int}", "PATCH", _edit),
        route("/activities/{id:int}", "DELETE", _delete),
        route("/activities/{id:int}/crop", "POST", _crop),
        route("/activities/{id:int}/restore", "POST", _restore),
        route("/grants", "POST", _grant),
        route("/grants", "DELETE", _revoke),
        route("/grants/expire", "POST", _expire),
        route("/grants/rotate", "POST", _rotate),
    ]


def _endpoint(emulator: Emulator, work: Work) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        try:
            body = await request.body()
            result = work(emulator, orjson.loads(body) if body else {}, request)
        except (WrongUse, ValidationError, orjson.JSONDecodeError) as wrong:
            return Response(orjson.dumps({"message": str(wrong)}), 400, media_type="application/json")
        return Response(orjson.dumps(result), media_type="application/json")

    return endpoint


def _switches(emulator: Emulator, body: Any, request: Request) -> Any:
    return emulator.switches.model_dump()


def _change_switches(emulator: Emulator, body: Any, request: Request) -> Any:
    changed = type(emulator.switches).model_validate({**emulator.switches.model_dump(), **_object(body)})
    for name, value in changed:
        setattr(emulator.switches, name, value)
    return changed.model_dump()


def _faults(emulator: Emulator, body: Any, request: Request) -> Any:
    return [fault.model_dump() for fault in emulator.faults.listed()]


def _replace_faults(emulator: Emulator, body: Any, request: Request) -> Any:
    emulator.faults.replace(FAULTS.validate_python(body))
    return _faults(emulator, body, request)


def _add_fault(emulator: Emulator, body: Any, request: Request) -> Any:
    emulator.faults.add(Fault.model_validate(body))
    return _faults(emulator, body, request)


def _clock(emulator: Emulator, body: Any, request: Request) -> Any:
    return {"now_s": emulator.clock.now(), "offset_s": emulator.clock.offset_s}


def _move_clock(emulator: Emulator, body: Any, request: Request) -> Any:
    """Set `offset_s`, or go `advance_s` on from where the clock stands."""
    match _object(body):
        case {"offset_s": int() | float() as offset, **rest} if not rest:
            emulator.clock.offset_s = float(offset)
        case {"advance_s": int() | float() as advance, **rest} if not rest:
            emulator.clock.offset_s += float(advance)
        case _:
            raise WrongUse("send either offset_s or advance_s, in seconds")
    return _clock(emulator, body, request)


def _use_up(emulator: Emulator, body: Any, request: Request) -> Any:
    """Pretend that other programs of the app have used calls in the present windows."""
    now, limits = emulator.clock.now(), emulator.limits
    windows = {
        "read_15_min": limits.read_quarter,
        "read_day": limits.read_day,
        "overall_15_min": limits.overall_quarter,
        "overall_day": limits.overall_day,
    }
    for name, used in _object(body).items():
        if name not in windows or not isinstance(used, int) or used < 0:
            raise WrongUse(f"usage takes whole numbers for {', '.join(windows)}")
        windows[name].set(now, used)
    return {name: window.used(now) for name, window in windows.items()}


def _traffic(emulator: Emulator, body: Any, request: Request) -> Any:
    return emulator.traffic.report()


def _clear_traffic(emulator: Emulator, body: Any, request: Request) -> Any:
    emulator.traffic.clear()
    return emulator.traffic.report()


def _requests(emulator: Emulator, body: Any, request: Request) -> Any:
    return [asdict(asked) for asked in emulator.traffic.requests]


def _activities(emulator: Emulator, body: Any, request: Request) -> Any:
    return [entry.activity_id for entry in emulator.store.newest_first()]


def _create(emulator: Emulator, body: Any, request: Request) -> Any:
    """Add or replace an activity from `summary`, `detail` and, unless it has none, `streams`."""
    match _object(body):
        case {"summary": {"id": int(), "start_date": str()} as summary, "detail": dict() as detail, **rest}:
            activity = PlainActivity(summary, detail, rest.get("streams"))
        case _:
            raise WrongUse("an activity needs a summary with id and start_date, and a detail")
    try:
        emulator.store.put(activity)
    except (ValueError, TypeError) as error:
        raise WrongUse(f"start_date is not a time: {error}") from None
    emulator.push.activity(emulator.athlete_id, "create", activity.activity_id)
    return {"id": activity.activity_id}


def _edit(emulator: Emulator, body: Any, request: Request) -> Any:
    try:
        emulator.store.edit(request.path_params["id"], _object(body))
        emulator.push.activity(emulator.athlete_id, "update", request.path_params["id"], body)
    except KeyError:
        raise WrongUse(f"there is no activity {request.path_params['id']}") from None
    except (ValueError, TypeError) as error:
        raise WrongUse(f"start_date is not a time: {error}") from None
    return {"id": request.path_params["id"]}


def _delete(emulator: Emulator, body: Any, request: Request) -> Any:
    try:
        emulator.store.delete(request.path_params["id"])
        emulator.push.activity(emulator.athlete_id, "delete", request.path_params["id"])
    except KeyError:
        raise WrongUse(f"there is no activity {request.path_params['id']}") from None
    return {"id": request.path_params["id"]}


def _crop(emulator: Emulator, body: Any, request: Request) -> Any:
    """Cut off what lies before `start_s` and after `end_s` (default: nothing) on the stream's clock."""
    match {"start_s": 0, "end_s": None} | _object(body):
        case {"start_s": int() as start, "end_s": int() | None as end, **rest} if not rest:
            pass
        case _:
            raise WrongUse("send start_s and end_s, in whole seconds")
    try:
        emulator.store.crop(request.path_params["id"], start, end)
    except KeyError:
        raise WrongUse(f"there is no activity {request.path_params['id']}") from None
    except ValueError as error:
        raise WrongUse(str(error)) from None
    return {"id": request.path_params["id"]}


def _restore(emulator: Emulator, body: Any, request: Request) -> Any:
    try:
        emulator.store.restore(request.path_params["id"])
    except KeyError:
        raise WrongUse(f"no activity {request.path_params['id']} was deleted") from None
    return {"id": request.path_params["id"]}


def _grant(emulator: Emulator, body: Any, request: Request) -> Any:
    """Tokens as if the athlete had just agreed to `scope` (comma-separated; default: read everything)."""
    scopes = frozenset(str(_object(body).get("scope", ",".join(EVERYTHING_READABLE))).split(","))
    if scopes - set(SCOPES):
        raise WrongUse(f"the scopes are {', '.join(SCOPES)}")
    return emulator.grants.token_body(emulator.grants.issue(scopes))


def _revoke(emulator: Emulator, body: Any, request: Request) -> Any:
    emulator.grants.revoke_all()
    emulator.push.withdrawn(emulator.athlete_id)
    return {}


def _expire(emulator: Emulator, body: Any, request: Request) -> Any:
    emulator.grants.expire_all()
    return {}


def _rotate(emulator: Emulator, body: Any, request: Request) -> Any:
    return [emulator.grants.token_body(grant) for grant in emulator.grants.rotate_all()]


def _object(body: Any) -> dict[str, Any]:
    if not isinstance(body, dict):
        raise WrongUse("send a JSON object")
    return body
