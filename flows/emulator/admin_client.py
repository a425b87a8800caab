"""The admin route from outside, for tests and the demo."""

from typing import Any

import requests

Json = Any
"""What the server answered, parsed."""


class Admin:
    """Moves the switches of a running emulator over HTTP. A wrong use raises `requests.HTTPError` with the reason."""

    def __init__(self, base_url: str) -> None:
        self._url = f"{base_url}/emulator"

    def switches(self, **changes: Any) -> Json:
        """Change switches by name; returns all of them."""
        return self._send("PATCH", "switches", changes)

    def faults(self, *faults: dict[str, Any]) -> Json:
        """Put these fault rules in force instead of all others; none clears them."""
        return self._send("PUT", "faults", list(faults))

    def add_fault(self, **fault: Any) -> Json:
        """Put one more fault rule in force."""
        return self._send("POST", "faults", fault)

    def advance_clock(self, seconds: float) -> Json:
        """Let the server's clock jump."""
        return self._send("PATCH", "clock", {"advance_s": seconds})

    def now_s(self) -> float:
        """The server's present time, seconds since 1970."""
        return float(self._send("GET", "clock")["now_s"])

    def use_up(self, **used: int) -> Json:
        """Set the app's usage: `read_15_min`, `read_day`, `overall_15_min`, `overall_day`."""
        return self._send("PATCH", "usage", used)

    def traffic(self) -> Json:
        """Counts since the start or the last `clear_traffic`."""
        return self._send("GET", "traffic")

    def clear_traffic(self) -> None:
        """Start counting again."""
        self._send("DELETE", "traffic")

    def requests(self) -> Json:
        """The latest requests in order: kind, path, query, status."""
        return self._send("GET", "requests")

    def activity_ids(self) -> Json:
        """Every activity's id, the latest start first."""
        return self._send("GET", "activities")

    def create(self, summary: dict[str, Any], detail: dict[str, Any], streams: dict[str, Any] | None = None) -> None:
        """Add an activity, or replace the one with its id."""
        self._send("POST", "activities", {"summary": summary, "detail": detail, "streams": streams})

    def edit(self, activity_id: int, **fields: Any) -> None:
        """Change fields in the detail, and in the summary where it has them; what goes with them follows."""
        self._send("PATCH", f"activities/{activity_id}", fields)

    def delete(self, activity_id: int) -> None:
        """Remove an activity."""
        self._send("DELETE", f"activities/{activity_id}")

    def crop(self, activity_id: int, start_s: int = 0, end_s: int | None = None) -> None:
        """Cut off what lies before and after these seconds of the stream's clock."""
        self._send("POST", f"activities/{activity_id}/crop", {"start_s": start_s, "end_s": end_s})

    def restore(self, activity_id: int) -> None:
        """Bring a deleted activity back, byte for byte."""
        self._send("POST", f"activities/{activity_id}/restore")

    def grant(self, *scopes: str) -> Json:
        """Fresh tokens for these scopes; for everything readable if none is named."""
        return self._send("POST", "grants", {"scope": ",".join(scopes)} if scopes else {})

    def revoke_grants(self) -> None:
        """The athlete withdraws every consent."""
        self._send("DELETE", "grants")

    def expire_access_tokens(self) -> None:
        """Every access token is expired from now on."""
        self._send("POST", "grants/expire")

    def rotate_refresh_tokens(self) -> Json:
        """Replace every refresh token behind its holder's back; returns the new tokens."""
        return self._send("POST", "grants/rotate")

    def _send(self, method: str, path: str, body: Any = None) -> Any:
        answer = requests.request(method, f"{self._url}/{path}", json=body, timeout=30)
        if answer.status_code == 400:
            raise requests.HTTPError(answer.json()["message"], response=answer)
        answer.raise_for_status()
        return answer.json()
