"""Open-Meteo's archive of weather: the hours of some days at one place.

Free without a key for use that is not commercial (10,000 calls a day, of at most two weeks each), under CC BY 4.0; or
a server of one's own. What is asked holds a place, so it must not get into any log: no error here holds an address.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from importlib.metadata import version

import orjson
import requests
from urllib3.exceptions import HTTPError

from flows.strava.answers import failure_of
from flows.strava.session import Patience, PatientAdapter, TooLarge, session_of
from transforms.weather import HOURLY

USER_AGENT = f"fivefold/{version('fivefold')}"
#: Two weeks of hours are 10 kB, and take less than a second.
PATIENCE = Patience(connect_s=10.0, silence_s=20.0, answer_s=30.0, largest_bytes=2**20)
#: Loggers that write whole addresses: at the level of debugging each, at that of warnings those that went wrong.
TELLING = ("urllib3.connection", "urllib3.connectionpool", "urllib3.util.retry")


class NoAnswer(Exception):
    """Nothing came, or word that nothing will for a while. `str` says why."""


class UselessAnswer(Exception):
    """An answer came that is none to this question. `str` says what it was."""


class OpenMeteo:
    """An archive of weather at an address."""

    def __init__(self, session: requests.Session, url: str) -> None:
        self._session, self._url = session, url

    def hours(self, lat: float, lon: float, first: date, last: date) -> str:
        """The answer, word for word: the hours of the days from `first` to `last` (UTC) near a place.

        Raises `NoAnswer` and `UselessAnswer`.
        """
        asked = {
            "latitude": f"{lat:.1f}",
            "longitude": f"{lon:.1f}",
            "start_date": first.isoformat(),
            "end_date": last.isoformat(),
            "hourly": ",".join(HOURLY.values()),
            "wind_speed_unit": "ms",
            "timezone": "GMT",
        }
        try:
            with unheard():
                answer = self._session.get(self._url, params=asked)
        except TooLarge:
            raise UselessAnswer("it is too large to be weather") from None
        except (requests.RequestException, HTTPError) as error:
            raise NoAnswer(failure_of(error).reason) from None
        return body_of(answer)


def body_of(answer: requests.Response) -> str:
    """The body of an answer that tells of hours. What a refusal says is not repeated: it may name the place."""
    status = answer.status_code
    if status == 429:
        raise NoAnswer("it says that too many calls were made")
    if status >= 500 or status == 408:
        raise NoAnswer(f"it answered {status}")
    if status != 200:
        raise UselessAnswer(f"it answered {status}")
    try:
        told = orjson.loads(answer.content)
    except orjson.JSONDecodeError:
        raise UselessAnswer("it is no JSON") from None
    if not isinstance(told, dict) or not isinstance(told.get("hourly"), dict):
        raise UselessAnswer("it tells of no hours")
    return answer.content.decode()


@contextmanager
def open_meteo(url: str, patience: Patience = PATIENCE) -> Iterator[OpenMeteo]:
    """Open-Meteo, or the server of one's own that stands at `url`; the connections are closed at the end."""
    with session_of(url, PatientAdapter(patience, url)) as session:
        session.headers["User-Agent"] = USER_AGENT
        yield OpenMeteo(session, url)


@contextmanager
def unheard() -> Iterator[None]:
    """While the block lasts, nothing that would hold an address is logged."""
    for name in TELLING:
        logging.getLogger(name).addFilter(_nothing)
    try:
        yield
    finally:
        for name in TELLING:
            logging.getLogger(name).removeFilter(_nothing)


def _nothing(record: logging.LogRecord) -> bool:
    return False
