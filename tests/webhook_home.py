"""A webhook that listens in a home folder, and somebody who sends it things."""

from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests

from flows.prefect_server import LOOPBACK, free_port
from flows.strava.token_store import Tokens, TokenStore
from flows.webhook.address import Address
from flows.webhook.inbox import Inbox
from flows.webhook.receiver import Receiver, listening
from tests.strava_shapes import ATHLETE_ID

VERIFY_TOKEN = "the-word"
PATH = "/hook"
ACTIVITY_ID = 5_000_000_001


def event(activity_id: Any = ACTIVITY_ID, aspect: str = "update", **changes: Any) -> dict[str, Any]:
    """An event about an activity, as Strava sends it."""
    return {
        "aspect_type": aspect,
        "event_time": 1_764_000_000,
        "object_id": activity_id,
        "object_type": "activity",
        "owner_id": ATHLETE_ID,
        "subscription_id": 1,
        "updates": {"title": "Hills"} if aspect == "update" else {},
    } | changes


def withdrawal(**changes: Any) -> dict[str, Any]:
    """The event by which an athlete takes the access away."""
    return event(ATHLETE_ID, object_type="athlete", updates={"authorized": "false"}) | changes


@dataclass
class Hook:
    """A receiver that answers at `url`."""

    url: str
    receiver: Receiver
    inbox: Inbox
    heard: list[None]

    def post(self, sent: Any = None, **content: Any) -> requests.Response:
        return requests.post(self.url, timeout=10, **(content or {"json": sent}))

    def kept(self) -> list[int | None]:
        """The activities of the events kept so far."""
        return [kept.activity_id for kept in self.inbox.take()]


@contextmanager
def hook_at(home: Path, athlete_id: int | None = ATHLETE_ID):
    """A receiver for a home where `athlete_id` is logged in."""
    tokens = TokenStore(home / "token.json")
    tokens.write(Tokens("a", "r", 0, athlete_id))
    address, heard = Address(LOOPBACK, free_port()), []
    receiver = Receiver(Inbox(home), tokens, VERIFY_TOKEN, PATH, heard=lambda: heard.append(None))
    with listening(receiver, address):
        yield Hook(f"http://{address}{PATH}", receiver, Inbox(home), heard)
