"""The application: which path leads to which function."""

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.routing import Mount, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from flows.emulator import api, oauth
from flows.emulator.admin import admin_routes
from flows.emulator.answer import Answer, resource_not_found
from flows.emulator.delivery import Delivery
from flows.emulator.emulator import Emulator
from flows.emulator.gate import api_endpoint, guarded
from flows.emulator.push import check_app

API_PREFIX = "/api/v3"


def application(emulator: Emulator) -> ASGIApp:
    """The API under `/api/v3` (and bare, by switch), OAuth at both of its addresses, and the admin route."""
    data = _data_routes(emulator)
    consent = _oauth_routes(emulator)

    async def bare(scope: Scope, receive: Receive, send: Send) -> None:
        await (bare_app if emulator.switches.bare_host else nowhere)(scope, receive, send)

    async def nowhere(scope: Scope, receive: Receive, send: Send) -> None:
        await Delivery(resource_not_found().answer, emulator.connections)(scope, receive, send)

    bare_app = Starlette(routes=[*data, Mount("", nowhere)])
    return Starlette(
        routes=[
            Mount(f"{API_PREFIX}/oauth", routes=consent),
            Mount(API_PREFIX, routes=[*data, Mount("", nowhere)]),
            Mount("/oauth", routes=consent),
            Mount("/emulator", routes=admin_routes(emulator)),
            Mount("", bare),
        ]
    )


def _data_routes(emulator: Emulator) -> list[Route]:
    return [
        Route("/athlete", api_endpoint(emulator, "athlete", api.athlete)),
        Route("/athlete/activities", api_endpoint(emulator, "listing", api.listing)),
        Route("/athlete/zones", api_endpoint(emulator, "zones", api.zones)),
        Route("/activities/{id:int}", api_endpoint(emulator, "detail", api.detail)),
        Route("/activities/{id:int}/streams", api_endpoint(emulator, "streams", api.streams)),
        Route("/athletes/{id:int}/stats", api_endpoint(emulator, "stats", api.stats)),
        Route("/gear/{id}", api_endpoint(emulator, "gear", api.gear)),
        *_subscription_routes(emulator),
    ]


def _subscription_routes(emulator: Emulator) -> list[Route]:
    """The app itself asks, with its id and secret; only a listing takes them in the address."""

    async def listed(request: Request, is_skipped: bool) -> Answer:
        query = request.query_params
        check_app(emulator.is_app(query.get("client_id", ""), query.get("client_secret", "")))
        return emulator.push.listed()

    async def subscribe(request: Request, is_skipped: bool) -> Answer:
        fields = await app_form(request)
        return await run_in_threadpool(emulator.push.subscribe, emulator.client_id, fields)

    async def end(request: Request, is_skipped: bool) -> Answer:
        await app_form(request)
        return emulator.push.end(request.path_params["id"])

    async def app_form(request: Request) -> dict[str, str]:
        fields = {name: values[0] for name, values in (await oauth.read_form(request)).items()}
        check_app(emulator.is_app(fields.get("client_id", ""), fields.get("client_secret", "")))
        return fields

    return [
        Route("/push_subscriptions", guarded(emulator, "subscriptions", listed), methods=["GET"]),
        Route("/push_subscriptions", guarded(emulator, "subscriptions", subscribe), methods=["POST"]),
        Route("/push_subscriptions/{id:int}", guarded(emulator, "subscriptions", end), methods=["DELETE"]),
    ]


def _oauth_routes(emulator: Emulator) -> list[Route]:
    async def show(request: Request, is_skipped: bool) -> Answer:
        return oauth.authorize_page(emulator, dict(request.query_params))

    async def decide(request: Request, is_skipped: bool) -> Answer:
        form = await oauth.read_form(request)
        return oauth.decide(emulator, {name: values[0] for name, values in form.items()}, form.get("granted", []))

    async def token(request: Request, is_skipped: bool) -> Answer:
        form = await oauth.read_form(request)
        if is_skipped:
            return Answer(b"{}")
        return oauth.token(emulator, {name: values[0] for name, values in form.items()})

    async def deauthorize(request: Request, is_skipped: bool) -> Answer:
        form = await oauth.read_form(request)
        if is_skipped:
            return Answer(b"{}")
        return oauth.deauthorize(emulator, oauth.access_token_of(request, form))

    async def revoke(request: Request, is_skipped: bool) -> Answer:
        form = await oauth.read_form(request)
        if is_skipped:
            return Answer(b"{}")
        fields = {name: values[0] for name, values in form.items()}
        return oauth.revoke(emulator, fields, request.headers.get("authorization", ""))

    return [
        Route("/authorize", guarded(emulator, "authorize", show), methods=["GET"]),
        Route("/authorize", guarded(emulator, "authorize", decide), methods=["POST"]),
        Route("/token", guarded(emulator, "token", token), methods=["POST"]),
        Route("/deauthorize", guarded(emulator, "deauthorize", deauthorize), methods=["POST"]),
        Route("/revoke", guarded(emulator, "revoke", revoke), methods=["POST"]),
    ]
