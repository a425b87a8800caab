"""The webhook as `fivefold serve` opens it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Self

from flows.errors import UsageError
from flows.settings import Settings
from flows.strava.client import utc_now
from flows.strava.token_store import TokenStore
from flows.webhook.address import Address, Callback
from flows.webhook.inbox import Inbox
from flows.webhook.pace import Pace
from flows.webhook.receiver import Receiver, listening
from flows.webhook.say import say
from flows.webhook.subscription import WordStore, subscription


@dataclass(frozen=True)
class Webhook:
    """Where to listen, and where Strava reaches it."""

    address: Address
    callback: Callback | None
    """None: somebody else makes the subscription, with the word in `webhook.json`."""

    @classmethod
    def of(cls, address: str | None, callback: str | None) -> Self | None:
        """From the command's options; None if no webhook is asked for. Raises `UsageError`."""
        if address is None:
            if callback is not None:
                raise UsageError("--callback needs an address to listen at: add --webhook HOST:PORT")
            return None
        return cls(Address.of(address), None if callback is None else Callback.of(callback))


@contextmanager
def open_webhook(settings: Settings, webhook: Webhook | None) -> Iterator[Pace]:
    """Events are taken while the block runs, and set the pace that is handed out; without a webhook there are none.

    Raises what `listening` and `subscription` raise.
    """
    pace = Pace()
    if webhook is None:
        yield pace
        return
    store = WordStore(settings.home)
    receiver = Receiver(
        Inbox(settings.home),
        TokenStore(settings.token_path),
        store.read().verify_token,
        webhook.callback.path if webhook.callback else "/",
        heard=lambda: pace.heard(utc_now()),
    )
    with listening(receiver, webhook.address):
        if webhook.callback is None:
            say(f"Waiting for events at {webhook.address}. The verify token for the subscription is in {store.path}.")
            yield pace
            return
        with subscription(settings, store, webhook.callback) as receiver.subscription_id:
            say(f"Waiting for Strava's events at {webhook.address}.")
            yield pace
