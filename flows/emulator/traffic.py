"""What was asked of the server, for tests and for the curious."""

from collections import Counter, deque
from dataclasses import dataclass
from typing import Any

KEPT_REQUESTS = 20_000


@dataclass(frozen=True)
class Request:
    """One request as it was answered; tokens and bodies are not kept."""

    kind: str
    path: str
    query: str
    status: int


class Traffic:
    """Counts by kind of path and by status, and the latest requests in order."""

    def __init__(self) -> None:
        self.by_kind: Counter[str] = Counter()
        self.by_status: Counter[int] = Counter()
        self.requests: deque[Request] = deque(maxlen=KEPT_REQUESTS)

    def record(self, request: Request) -> None:
        """Count one answered request."""
        self.by_kind[request.kind] += 1
        self.by_status[request.status] += 1
        self.requests.append(request)

    def clear(self) -> None:
        """Start counting again."""
        self.by_kind.clear()
        self.by_status.clear()
        self.requests.clear()

    def report(self) -> dict[str, Any]:
        """The counts: `calls` in all, `by_kind`, `by_status`, and how many were `rate_limited`."""
        return {
            "calls": self.by_kind.total(),
            "by_kind": dict(self.by_kind),
            "by_status": {str(status): count for status, count in self.by_status.items()},
            "rate_limited": self.by_status[429],
        }
