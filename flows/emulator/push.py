"""Push subscriptions: the app asks for events, and the server tells a callback of what changes.

Events are sent from a thread of its own, so nothing here ever waits for a callback. As at Strava they carry no
signature and hardly more than an id, are sent up to three times until the callback answers 200 within two seconds, and
by switch come twice or out of order.
"""

import queue
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

import requests

from flows.emulator.answer import Answer, bad_request, json_answer, record_not_found, refusal
from flows.emulator.switches import Switches

ANSWER_WITHIN_S = 2.0
ATTEMPTS = 3
#: Strava waits minutes.
BETWEEN_ATTEMPTS_S = 0.2
#: With `events_reordered`, what happens within this time is told backwards.
REORDERED_WITHIN_S = 0.2
LONGEST_CALLBACK = 255
#: The fields of an activity that events name, and what they are called there.
TOLD = {"name": "title", "sport_type": "type", "private": "private"}


@dataclass(frozen=True)
class Subscription:
    """The app's one subscription."""

    id: int
    application_id: int
    callback_url: str
    created_at: str
    updated_at: str
    resource_state: int = 2


class Push:
    """The subscription, if there is one, and the events that are on their way to it."""

    def __init__(self, switches: Switches, now: Callable[[], float]) -> None:
        self.subscription: Subscription | None = None
        self._switches = switches
        self._now = now
        self._events: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
        self._sender: threading.Thread | None = None

    def subscribe(self, application_id: str, form: dict[str, str]) -> Answer:
        """Make the subscription after the handshake. Waits for the callback: call it from a thread."""
        callback_url, verify_token = form.get("callback_url", ""), form.get("verify_token", "")
        if self.subscription is not None:
            raise bad_request("PushSubscription", "", "already exists")
        if not callback_url.startswith(("http://", "https://")) or len(callback_url) > LONGEST_CALLBACK:
            raise bad_request("PushSubscription", "callback url", "invalid")
        if not verify_token:
            raise bad_request("PushSubscription", "verify token", "invalid")
        _shake_hands(callback_url, verify_token)
        at = datetime.fromtimestamp(self._now(), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        self.subscription = Subscription(
            200_000 + secrets.randbelow(100_000), int(application_id), callback_url, at, at
        )
        return json_answer({"id": self.subscription.id}, 201)

    def listed(self) -> Answer:
        """All subscriptions of the app: one or none."""
        return json_answer([asdict(self.subscription)] if self.subscription else [])

    def end(self, subscription_id: int) -> Answer:
        """End the subscription."""
        if self.subscription is None or self.subscription.id != subscription_id:
            raise record_not_found("PushSubscription")
        self.subscription = None
        return Answer(b"", 204)

    def activity(self, owner_id: int, aspect: str, activity_id: int, changed: dict[str, Any] | None = None) -> None:
        """Tell that an activity was created, updated or deleted; an update that shows in no event is not told."""
        updates = {TOLD[name]: _as_text(value) for name, value in (changed or {}).items() if name in TOLD}
        if aspect != "update" or updates:
            self._tell("activity", activity_id, aspect, owner_id, updates)

    def withdrawn(self, owner_id: int) -> None:
        """Tell that the athlete has taken the access away."""
        self._tell("athlete", owner_id, "update", owner_id, {"authorized": "false"})

    def _tell(self, object_type: str, object_id: int, aspect: str, owner_id: int, updates: dict[str, str]) -> None:
        if self.subscription is None:
            return
        event = {
            "aspect_type": aspect,
            "event_time": int(self._now()),
            "object_id": object_id,
            "object_type": object_type,
            "owner_id": owner_id,
            "subscription_id": self.subscription.id,
            "updates": updates,
        }
        for _ in range(2 if self._switches.events_twice else 1):
            self._events.put(event)
        if self._sender is None:
            self._sender = threading.Thread(target=self._send_for_ever, name="push", daemon=True)
            self._sender.start()

    def _send_for_ever(self) -> None:
        while True:
            told = [self._events.get()]
            if self._switches.events_reordered:
                time.sleep(REORDERED_WITHIN_S)
                while not self._events.empty():
                    told.insert(0, self._events.get())
            for event in told:
                if self.subscription is not None:
                    _post(self.subscription.callback_url, event)


def check_app(is_app: bool) -> None:
    """Refuse an app that is unknown or shows a wrong secret."""
    if not is_app:
        raise refusal(401, "Authorization Error", ("Application", "", "invalid"))


def _shake_hands(callback_url: str, verify_token: str) -> None:
    challenge = secrets.token_hex(8)
    query = {"hub.mode": "subscribe", "hub.challenge": challenge, "hub.verify_token": verify_token}
    try:
        answer = _call("GET", callback_url, params=query)
    except requests.RequestException:
        raise bad_request("PushSubscription", "callback url", "not verifiable") from None
    if answer.status_code != 200:
        raise bad_request("PushSubscription", "callback url", "GET to callback URL does not return 200")
    try:
        echoed = answer.json()["hub.challenge"]
    except (ValueError, KeyError, TypeError):
        echoed = None
    if echoed != challenge:
        raise bad_request("PushSubscription", "callback url", "not verifiable")


def _post(callback_url: str, event: dict[str, Any]) -> None:
    for attempt in range(ATTEMPTS):
        time.sleep(BETWEEN_ATTEMPTS_S if attempt else 0)
        try:
            if _call("POST", callback_url, json=event).status_code == 200:
                return
        except requests.RequestException:
            continue


def _call(method: str, callback_url: str, **content: Any) -> requests.Response:
    with requests.Session() as session:
        session.trust_env = False  # a callback on this machine is behind no proxy
        return session.request(method, callback_url, timeout=ANSWER_WITHIN_S, allow_redirects=False, **content)


def _as_text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
