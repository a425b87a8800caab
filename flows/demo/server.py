"""The bundled server in the foreground, for whoever wants to point something else at it."""

from collections.abc import Callable
from datetime import datetime

from flows.emulator.emulator import DEMO_CLIENT_ID, DEMO_CLIENT_SECRET, Emulator
from flows.emulator.server import Address, serve_forever
from flows.emulator.store import Store
from flows.errors import UsageError
from flows.synthetic_athlete import live


def serve_athlete(host: str, port: int, years: float, seed: int, until: datetime, say: Callable[[str], None]) -> None:
    """Serve a synthetic athlete's life until interrupted. Raises `UsageError` when the port is taken."""
    say("Inventing an athlete …")
    life = live(seed, until, years)
    server = Emulator(Store.of(life.profile, life.zones, life.activities))
    grant = server.grants.issue()

    def introduce(address: Address) -> None:
        say(f"{len(life.activities)} activities at {address.api_url}. To sync from it, in another terminal:")
        say(f"  export FIVEFOLD_HOME=$(mktemp -d) STRAVA_REFRESH_TOKEN={grant.refresh_token}")
        say(f"  export STRAVA_CLIENT_ID={DEMO_CLIENT_ID} STRAVA_CLIENT_SECRET={DEMO_CLIENT_SECRET}")
        say(f"  export FIVEFOLD_STRAVA_API_URL={address.api_url} FIVEFOLD_STRAVA_OAUTH_URL={address.oauth_url}")
        say("  fivefold sync --max-calls 90")
        say("Its limits are Strava's: 100 calls in 15 minutes, 1,000 a day. Stop it with Ctrl-C.")

    try:
        serve_forever(server, host, port, introduce)
    except OSError as error:
        raise UsageError(
            f"The server cannot listen on {host}:{port} ({error.strerror}). Take another: fivefold emulator --port 0"
        ) from error
