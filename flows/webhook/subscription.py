"""The application's push subscription at Strava, made when serving begins and ended with it."""

import logging
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import orjson
import requests
from tenacity.wait import wait_base

from flows.errors import FivefoldError, StravaUnreachable, UsageError, WarehouseUnavailable
from flows.settings import Settings
from flows.strava.answers import ApiError, Transient, first_error, parse, retrying, sent
from flows.strava.oauth import application, application_refused
from flows.strava.session import STRAVA, open_session
from flows.webhook.address import Callback
from flows.webhook.say import say
from warehouse.durable import write_private

NAME = "webhook.json"
SUBSCRIPTIONS = STRAVA + "api/v3/push_subscriptions"
AGAIN = "then run again: fivefold serve"


@dataclass(frozen=True)
class Word:
    """What Strava has to say in its handshake, and which subscription was made with it."""

    verify_token: str = field(default_factory=lambda: secrets.token_urlsafe(24), repr=False)
    subscription_id: int | None = None
    """None: none was made by fivefold, or it was ended."""


class WordStore:
    """`webhook.json` in the home folder, readable by its owner alone."""

    def __init__(self, home: Path) -> None:
        self.path = home / NAME

    def read(self) -> Word:
        """The stored word; a new one, stored, where there is none or it cannot be read."""
        try:
            stored = orjson.loads(self.path.read_bytes())
            return Word(str(stored["verify_token"]), stored["subscription_id"])
        except (OSError, ValueError, KeyError, TypeError):
            word = Word()
            self.write(word)
            return word

    def write(self, word: Word) -> None:
        """Replace it in one step. Raises `WarehouseUnavailable` where nothing can be written."""
        try:
            write_private(self.path, orjson.dumps(asdict(word), option=orjson.OPT_INDENT_2))
        except OSError as error:
            raise WarehouseUnavailable(
                f"{self.path} cannot be written ({error.strerror}). Make its folder writable, {AGAIN}"
            ) from None


class PushSubscriptions:
    """Strava's own calls for it, made by the application and not for an athlete.

    Each may raise `NotLoggedIn`, `AppInactive`, `StravaUnreachable` and `UsageError`.
    """

    def __init__(self, settings: Settings, session: requests.Session, backoff: wait_base | None = None) -> None:
        client_id, client_secret = application(settings)
        self._app = {"client_id": str(client_id), "client_secret": client_secret.get_secret_value()}
        self._session = session
        self._backoff = backoff

    def listed(self) -> list[dict[str, Any]]:
        """The application's subscriptions: one or none."""
        # A listing is the one call that takes the secret in its address and nowhere else; urllib3 logs addresses.
        with unlogged("urllib3.connectionpool"):
            entries = self._call("GET", SUBSCRIPTIONS, params=self._app)
        if not isinstance(entries, list):
            raise StravaUnreachable(f"Strava sent a list of subscriptions that is none. Wait a little, {AGAIN}")
        return [entry for entry in entries if isinstance(entry, dict) and isinstance(entry.get("id"), int)]

    def create(self, callback: Callback, verify_token: str) -> int:
        """Make one: Strava calls the callback before it answers. Returns its id."""
        asked = {"callback_url": callback.url, "verify_token": verify_token}
        made = self._call("POST", SUBSCRIPTIONS, data=self._app | asked)
        if not isinstance(made, dict) or not isinstance(made.get("id"), int):
            raise StravaUnreachable(f"Strava made a subscription without a number. Wait a little, {AGAIN}")
        return int(made["id"])

    def end(self, subscription_id: int) -> None:
        """End one; that it is gone already is fine."""
        self._call("DELETE", f"{SUBSCRIPTIONS}/{subscription_id}", data=self._app)

    def _call(self, method: str, url: str, **content: Any) -> Any:
        try:
            return retrying(self._backoff)(self._ask_once, method, url, content)
        except Transient as error:
            raise StravaUnreachable(
                f"Strava gave no usable answer about the webhook's subscription ({error.reason}). Check the network "
                f"and https://status.strava.com, {AGAIN}"
            ) from None

    def _ask_once(self, method: str, url: str, content: dict[str, Any]) -> Any:
        response = sent(self._session, method, url, **content)
        if method == "DELETE" and (response.ok or response.status_code == 404):
            return None
        if response.ok:
            return parse(response)
        raise refused(first_error(response), response.status_code)


def refused(error: ApiError | None, status: int) -> FivefoldError:
    """What a refusal means."""
    match error:
        case ApiError("PushSubscription", _, "already exists"):
            return taken("another address")
        case ApiError("PushSubscription", _, code):
            return UsageError(
                f"Strava tried the webhook's callback and was not content ({code}). Let the tunnel or reverse proxy "
                f"pass the whole path on to --webhook HOST:PORT, see that --callback names its public address, {AGAIN}"
            )
    return application_refused(error) or StravaUnreachable(
        f"Strava refused the webhook's subscription (status {status}). Wait a little, {AGAIN}"
    )


def taken(where: str) -> UsageError:
    """The application's one subscription is somebody else's."""
    return UsageError(
        f"Strava gives an application one webhook, and this one's goes to {where} already; it was left as it is. "
        "End it where it was made, or make fivefold an application of its own at https://www.strava.com/settings/api"
    )


def subscribed(subscriptions: PushSubscriptions, store: WordStore, callback: Callback) -> int:
    """The subscription that goes to `callback`: the one there is, or a new one in place of one that we made before.

    Raises `UsageError` if the application has one that somebody else made.
    """
    word = store.read()
    for entry in subscriptions.listed():
        if entry.get("callback_url") == callback.url:
            store.write(replace(word, subscription_id=entry["id"]))
            return int(entry["id"])
        if entry.get("id") != word.subscription_id:
            raise taken(host_of(entry.get("callback_url")))
        subscriptions.end(entry["id"])
    made = subscriptions.create(callback, word.verify_token)
    store.write(replace(word, subscription_id=made))
    return made


def host_of(url: Any) -> str:
    """Its host: the path may be meant to stay unknown."""
    try:
        return Callback.of(str(url)).host
    except UsageError:
        return "another address"


@contextmanager
def subscription(
    settings: Settings, store: WordStore, callback: Callback, backoff: wait_base | None = None
) -> Iterator[int]:
    """Strava sends events to `callback` while the block runs. The receiver listens already, for the handshake.

    At the end the subscription is ended: Strava would go on calling an address where nobody answers. After a kill the
    next start finds it.
    """
    with open_session(settings.strava_api_url, settings.strava_oauth_url) as session:
        subscriptions = PushSubscriptions(settings, session, backoff)
        made = subscribed(subscriptions, store, callback)
        try:
            yield made
        finally:
            try:
                subscriptions.end(made)
                store.write(replace(store.read(), subscription_id=None))
            except FivefoldError:
                say("Strava could not be told that the webhook ends. The next start with --callback takes it over.")


@contextmanager
def unlogged(name: str) -> Iterator[None]:
    """Nothing is logged under this name while the block runs."""

    def nothing(record: logging.LogRecord) -> bool:
        return False

    quiet = logging.getLogger(name)
    quiet.addFilter(nothing)
    try:
        yield
    finally:
        quiet.removeFilter(nothing)
