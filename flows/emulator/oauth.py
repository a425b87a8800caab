"""OAuth: the athlete's consent, tokens, and their end."""

import base64
import binascii
import html
from urllib.parse import parse_qs, parse_qsl, quote, urlencode, urlsplit, urlunsplit

from starlette.requests import Request

from flows.emulator.answer import HTML, Answer, bad_access_token, bad_request, json_answer
from flows.emulator.emulator import Emulator
from flows.emulator.grants import SCOPES

LOOPBACK = frozenset({"localhost", "127.0.0.1"})
LONGEST_FORM = 64_000

PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Authorize</title>
<style>body{{font:16px sans-serif;max-width:34rem;margin:3rem auto}}label{{display:block;margin:.5rem 0}}</style></head>
<body><h1>Authorize app {client_id}</h1>
<p>This is the emulator, not Strava. The athlete here is synthetic.</p>
<form method="post">
{hidden}
<fieldset><legend>It would like to</legend>
{boxes}
</fieldset>
<button name="decision" value="authorize">Authorize</button>
<button name="decision" value="cancel">Cancel</button>
</form></body></html>
"""
PAGE_HEADERS = {
    # The form's answer redirects to the app on loopback, which `form-action` covers in some browsers.
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; "
    "form-action 'self' http://localhost:* http://127.0.0.1:*",
    "cache-control": "no-store",
}
KEPT = ("client_id", "redirect_uri", "response_type", "approval_prompt", "scope", "state")
"""The parameters that the page hands on to its own form."""


def authorize_page(emulator: Emulator, parameters: dict[str, str]) -> Answer:
    """The page with one box per scope asked for; with `approval_prompt=auto` an old consent redirects at once."""
    scopes = _checked(emulator, parameters)
    if parameters.get("approval_prompt") != "force" and emulator.grants.covers(scopes):
        return _redirect_with_code(emulator, parameters, scopes)
    hidden = "\n".join(
        f'<input type="hidden" name="{name}" value="{html.escape(parameters[name])}">'
        for name in KEPT
        if name in parameters
    )
    boxes = "\n".join(
        f'<label><input type="checkbox" name="granted" value="{scope}" checked> {scope}</label>'
        for scope in SCOPES
        if scope in scopes
    )
    page = PAGE.format(client_id=html.escape(parameters["client_id"]), hidden=hidden, boxes=boxes)
    return Answer(page.encode(), content_type=HTML, headers=PAGE_HEADERS)


def decide(emulator: Emulator, parameters: dict[str, str], granted: list[str]) -> Answer:
    """The athlete clicked: back to the app with a code and the ticked scopes, or with `access_denied`."""
    asked = _checked(emulator, parameters)
    if parameters.get("decision") != "authorize":
        return _redirect(parameters, {"error": "access_denied"})
    return _redirect_with_code(emulator, parameters, asked & frozenset(granted))


def token(emulator: Emulator, form: dict[str, str]) -> Answer:
    """A code or a refresh token against an access token."""
    if not emulator.is_app(form.get("client_id", ""), form.get("client_secret", "")):
        raise bad_request("Application", "client_id")
    grant_type = form.get("grant_type")
    if grant_type == "authorization_code":
        grant = emulator.grants.exchange(form.get("code", ""))
        return json_answer({**emulator.grants.token_body(grant), "athlete": emulator.store.profile})
    if grant_type == "refresh_token":
        return json_answer(emulator.grants.token_body(emulator.grants.refresh(form.get("refresh_token", ""))))
    raise bad_request("Authorize", "grant_type")


def deauthorize(emulator: Emulator, access_token: str) -> Answer:
    """The app gives its access back, named by its access token."""
    grant = emulator.grants.authenticate(access_token)
    emulator.grants.revoke(grant)
    emulator.push.withdrawn(emulator.athlete_id)
    return json_answer({"access_token": access_token})


def revoke(emulator: Emulator, form: dict[str, str], authorization: str) -> Answer:
    """What replaces `deauthorize`: any token with the app's credentials; an unknown token is no error (RFC 7009)."""
    client_id, client_secret = _basic(authorization) or (form.get("client_id", ""), form.get("client_secret", ""))
    if not emulator.is_app(client_id, client_secret):
        raise bad_request("Application", "client_id")
    if grant := emulator.grants.find(form.get("token", "")):
        emulator.grants.revoke(grant)
        emulator.push.withdrawn(emulator.athlete_id)
    return json_answer({})


async def read_form(request: Request) -> dict[str, list[str]]:
    """The fields of a URL-encoded body; one that is too long or not text is refused."""
    body = await request.body()
    if len(body) > LONGEST_FORM:
        raise bad_request("Authorize", "body")
    try:
        return parse_qs(body.decode(), keep_blank_values=True, max_num_fields=50)
    except ValueError:
        raise bad_request("Authorize", "body") from None


def access_token_of(request: Request, form: dict[str, list[str]]) -> str:
    """The access token, from the header, the form or the query."""
    scheme, _, bearer = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return bearer.strip()
    found = form.get("access_token", [request.query_params.get("access_token", "")])[0]
    if not found:
        raise bad_access_token()
    return found


def _checked(emulator: Emulator, parameters: dict[str, str]) -> frozenset[str]:
    """The scopes asked for, after everything about the request was found in order."""
    if parameters.get("client_id") != emulator.client_id:
        raise bad_request("Application", "client_id")
    try:
        target = urlsplit(parameters.get("redirect_uri", ""))
        is_allowed = target.scheme in ("http", "https") and target.hostname in LOOPBACK and target.username is None
        _ = target.port  # raises for a port that is no number
    except ValueError:
        is_allowed = False
    if not is_allowed:
        raise bad_request("Application", "redirect_uri")
    if parameters.get("response_type") != "code":
        raise bad_request("Authorize", "response_type")
    scopes = frozenset(scope for scope in parameters.get("scope", "").split(",") if scope)
    if not scopes or scopes - set(SCOPES):
        raise bad_request("Authorize", "scope")
    return scopes


def _redirect_with_code(emulator: Emulator, parameters: dict[str, str], scopes: frozenset[str]) -> Answer:
    granted = ",".join(scope for scope in SCOPES if scope in scopes)
    return _redirect(parameters, {"code": emulator.grants.code(scopes), "scope": granted})


def _redirect(parameters: dict[str, str], result: dict[str, str]) -> Answer:
    target = urlsplit(parameters["redirect_uri"])
    query = urlencode([*parse_qsl(target.query), ("state", parameters.get("state", "")), *result.items()])
    location = urlunsplit((target.scheme, target.netloc, quote(target.path, safe="/%"), query, ""))
    return Answer(b"", 302, headers={"location": location, "cache-control": "no-store"})


def _basic(authorization: str) -> tuple[str, str] | None:
    scheme, _, encoded = authorization.partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        client_id, _, client_secret = base64.b64decode(encoded, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return ("", "")
    return client_id, client_secret
