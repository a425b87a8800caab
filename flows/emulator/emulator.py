"""The server's whole state in one place."""

import hmac
from dataclasses import dataclass, field

from flows.emulator.clock import Clock
from flows.emulator.delivery import Connections
from flows.emulator.faults.rules import Faults
from flows.emulator.grants import Grants
from flows.emulator.push import Push
from flows.emulator.rate_limits import RateLimits
from flows.emulator.store import Store
from flows.emulator.switches import Switches
from flows.emulator.traffic import Traffic

DEMO_CLIENT_ID = "12345"
DEMO_CLIENT_SECRET = "emulator-secret"  # noqa: S105 - not a secret: the emulator's documented default
"""What the emulator accepts unless told otherwise. It guards synthetic data on loopback."""


@dataclass
class Emulator:
    """An athlete, an app, and everything that can be switched."""

    store: Store
    client_id: str = DEMO_CLIENT_ID
    client_secret: str = field(default=DEMO_CLIENT_SECRET, repr=False)
    clock: Clock = field(default_factory=Clock)
    switches: Switches = field(default_factory=Switches)  # type: ignore[arg-type]
    faults: Faults = field(default_factory=Faults)
    traffic: Traffic = field(default_factory=Traffic)
    connections: Connections = field(default_factory=Connections)

    def __post_init__(self) -> None:
        self.grants = Grants(self.clock)
        self.limits = RateLimits(self.switches)
        self.push = Push(self.switches, self.clock.now)

    @property
    def athlete_id(self) -> int:
        """Whose activities these are."""
        return int(self.store.profile["id"])

    def is_app(self, client_id: str, client_secret: str) -> bool:
        """Whether these are the app's credentials."""
        return client_id == self.client_id and hmac.compare_digest(client_secret.encode(), self.client_secret.encode())
