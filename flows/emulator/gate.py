"""Every call passes here: latency, token, app, rate limits, faults, and the books."""

import asyncio
from collections.abc import Awaitable, Callable
from email.utils import formatdate

from starlette.requests import Request
from starlette.responses import Response

from flows.emulator import traffic
from flows.emulator.answer import Answer, Refusal, bad_access_token, inactive_app, rate_limited
from flows.emulator.api import Call, Handler
from flows.emulator.delivery import Delivery
from flows.emulator.emulator import Emulator
from flows.emulator.faults.happenings import happen
from flows.emulator.faults.rules import happens_instead
from flows.emulator.faults.spoiling import FULL_PAGE, spoil

Endpoint = Callable[[Request], Awaitable[Response]]
Work = Callable[[Request, bool], Awaitable[Answer]]
NOTHING_DONE = Answer(b"{}")
WITHOUT_HEADERS = frozenset({"streams"})
"""Streams count, and carry no rate-limit headers."""


def api_endpoint(emulator: Emulator, kind: str, handler: Handler) -> Endpoint:
    """A data call: authenticated, counted against the limits, then handled."""

    async def work(request: Request, is_skipped: bool) -> Answer:
        grant = emulator.grants.authenticate(_bearer(request))
        if emulator.switches.inactive_app:
            raise inactive_app()
        now = emulator.clock.now()
        emulator.limits.count(now)
        is_told = emulator.switches.rate_limit_headers and kind not in WITHOUT_HEADERS
        headers = emulator.limits.headers(now) if is_told else {}
        try:
            if limit := emulator.limits.exceeded(now):
                raise rate_limited(limit)
            call = Call(emulator, grant, request.query_params, request.path_params.get("id"))
            answer = NOTHING_DONE if is_skipped else handler(call)
        except Refusal as refused:
            answer = refused.answer
        return Answer(answer.body, answer.status, answer.content_type, headers)

    return guarded(emulator, kind, work, keeps_query=True)


def guarded(emulator: Emulator, kind: str, work: Work, keeps_query: bool = False) -> Endpoint:
    """Latency before, faults after, and an entry in the books; refusals become answers.

    `work` is told whether a fault strikes before it may do anything. Queries of OAuth can hold tokens and are not kept.
    """

    async def endpoint(request: Request) -> Response:
        if emulator.switches.latency_ms:
            await asyncio.sleep(emulator.switches.latency_ms / 1000)
        path_id = request.path_params.get("id")
        due = emulator.faults.due(kind, path_id if isinstance(path_id, int) else None)
        happen(emulator, due)
        try:
            answer = await work(request, happens_instead(due))
        except Refusal as refused:
            answer = refused.answer
        if due:
            newest = [entry.recorded.summary for entry in emulator.store.newest_first()[:FULL_PAGE]]
            answer = await spoil(answer, due, request.query_params, newest)
        query = request.url.query if keeps_query else ""
        emulator.traffic.record(traffic.Request(kind, request.url.path, query, answer.status))
        delivery = Delivery(answer, emulator.connections)
        delivery.headers["date"] = formatdate(emulator.clock.now(), usegmt=True)
        return delivery

    return endpoint


def _bearer(request: Request) -> str:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        raise bad_access_token()
    return token.strip()
