"""A server that answers as Open-Meteo's archive does, and remembers what it was asked."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit

import orjson

#: Status, body and further headers of an answer.
Answer = tuple[int, bytes, dict[str, str]]


def hours(first: str, last: str, temp_c: float | None = 20.0) -> dict[str, list[object]]:
    """The hours of some days, all of them alike."""
    days = (date.fromisoformat(last) - date.fromisoformat(first)).days + 1
    begin = datetime.fromisoformat(first)
    times: list[object] = [f"{begin + timedelta(hours=n):%Y-%m-%dT%H:%M}" for n in range(24 * days)]
    numbers = {
        "temperature_2m": temp_c,
        "relative_humidity_2m": 60,
        "apparent_temperature": None if temp_c is None else temp_c + 1,
        "wind_speed_10m": 2.5,
    }
    return {"time": times} | {name: [number] * len(times) for name, number in numbers.items()}


def as_asked(asked: dict[str, str], temp_c: float | None = 20.0) -> Answer:
    """The answer to a question, snapped to the archive's grid as the real one is."""
    told = {
        "latitude": float(asked["latitude"]) + 0.004,
        "longitude": float(asked["longitude"]) - 0.003,
        "generationtime_ms": 0.1,
        "utc_offset_seconds": 0,
        "timezone": "GMT",
        "hourly_units": {"time": "iso8601", "temperature_2m": "°C", "wind_speed_10m": "m/s"},
        "hourly": hours(asked["start_date"], asked["end_date"], temp_c),
    }
    return 200, orjson.dumps(told), {}


@dataclass
class Archive:
    """The server."""

    url: str
    answer: Callable[[dict[str, str]], Answer] = as_asked
    asked: list[dict[str, str]] = field(default_factory=list)
    """The parameters of each call, and its `User-Agent`."""

    def places(self) -> list[tuple[str, str]]:
        return [(one["latitude"], one["longitude"]) for one in self.asked]

    def days(self) -> list[tuple[str, str]]:
        return [(one["start_date"], one["end_date"]) for one in self.asked]

    def always(self, status: int = 200, body: bytes = b"", **headers: str) -> None:
        self.answer = lambda asked: (status, body, headers)


@contextmanager
def archive() -> Iterator[Archive]:
    """A server on this machine, while the block lasts."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked = {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
            served.asked.append(asked | {"User-Agent": self.headers["User-Agent"]})
            status, body, headers = served.answer(asked)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Quiet."""

    class Server(ThreadingHTTPServer):
        def handle_error(self, request: object, client_address: object) -> None:
            """A client that turns away is none of the test's business."""

    with Server(("127.0.0.1", 0), Handler) as server:
        served = Archive(f"http://127.0.0.1:{server.server_port}/v1/archive")
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield served
        finally:
            server.shutdown()
            thread.join()
