"""`fivefold purge`, and what `logout` and `status` say of what is kept."""

import io
import sys

import orjson
import pytest

from flows.passes import PLAIN
from flows.purge.standing_order import give
from flows.settings import load_settings
from flows.strava import answers
from tests.homes import Home, ask, copy_of, home_at
from tests.nights import nights
from tests.purged import Marked, days_ago, traces
from tests.strava_session import NO_PAUSE
from warehouse.erase import Order

RUN = Marked.number(1)


@pytest.fixture(scope="module")
def synced(tmp_path_factory):
    """A home after a sync, with a page that tells of its activity."""
    with nights(tmp_path_factory.mktemp("synced"), [RUN.recorded(days_ago(1))]) as synced:
        synced.sync(steps=PLAIN)
        home = home_at(synced.settings.home, synced.server, is_logged_in=False)
        (home.folder / "review").mkdir()
        (home.folder / "review" / "2026.md").write_text(RUN.title)
        yield home, synced.server


@pytest.fixture
def home(synced, tmp_path):
    """The same in a folder of its own."""
    home, server = synced
    return copy_of(home, tmp_path / "home", server)


def rows_of_raw(home: Home) -> int:
    return int(ask(home.warehouse, "SELECT count(*) FROM raw.payloads").item())


def test_it_says_what_it_will_erase_and_what_it_erased(home):
    ended = home.run("purge", "--source", "strava-api")
    assert (ended.code, ended.err) == (0, "")
    for words in (
        "This erases 5 answers of Strava's API from 2026-05-21 to 2026-05-21",
        "about 1 activities",
        "Erased 5 answers",
        "Beyond fivefold's reach",
        "The next sync fetches again",
    ):
        assert words in ended.out
    assert rows_of_raw(home) == 0
    assert traces(home.folder, [RUN]) == []
    again = home.run("purge", "--source", "strava-api")
    assert (again.code, again.out) == (0, "There is nothing to erase: no answers of Strava's API are here.\n")


def test_for_programs_it_is_one_document(home):
    ended = home.run("purge", "--source", "strava-api", "--older-than", "1h", "--yes", "--json")
    told = orjson.loads(ended.out)
    assert (told["source"], told["rows"], told["activities"], told["not_removed"]) == ("strava-api", 5, 1, [])
    assert told["bytes_after"] < told["bytes_before"]


@pytest.mark.parametrize("age", ["500w", "9999d"])
def test_what_is_younger_stays(home, age):
    ended = home.run("purge", "--source", "strava-api", "--older-than", age)
    assert "There is nothing to erase" in ended.out
    assert rows_of_raw(home) == 5


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--source", "garmin"], "--source must be one of strava-api, strava-export, file"),
        (["--source", "strava-api", "--older-than", "7"], "--older-than must be a number of hours, days or weeks"),
        (["--source", "strava-api", "--older-than", "-7d"], "--older-than must be"),
        (["--source", "strava-api", "--older-than", "9999999999d"], "--older-than must be"),
    ],
)
def test_what_it_cannot_be_asked_is_told_in_a_sentence(home, arguments, said):
    ended = home.run("purge", *arguments)
    assert ended.code == 2
    assert said in ended.err
    assert rows_of_raw(home) == 5


def test_without_a_source_nothing_is_erased(home):
    assert home.run("purge").code == 2
    assert rows_of_raw(home) == 5


def test_a_plan_that_cannot_be_read_is_told_before_anything_is_erased(home):
    (home.folder / "plan.toml").write_text("nonsense")
    ended = home.run("purge", "--source", "strava-api")
    assert ended.code == 2
    assert rows_of_raw(home) == 5


class Terminal(io.StringIO):
    """Somebody who types."""

    def isatty(self) -> bool:
        return True


def test_on_a_terminal_it_asks(home, monkeypatch):
    monkeypatch.setattr(sys, "stdin", Terminal("n\n"))
    ended = home.run("purge", "--source", "strava-api")
    assert ended.code == 1
    assert "Erase it?" in ended.err
    assert rows_of_raw(home) == 5


def test_while_a_purge_is_unfinished_other_commands_say_how_to_finish_it(home):
    give(load_settings(home=home.folder), Order("strava_api"))
    ended = home.run("publish")
    assert ended.code == 15
    assert "finished by: fivefold purge --source strava-api" in ended.err
    assert home.run("purge", "--source", "strava-api").code == 0
    assert home.run("publish").code == 0


def test_status_says_for_how_long_what_is_kept(home):
    told = home.run("status", FIVEFOLD_API_RETENTION_DAYS="7").out
    assert "for 7 days; the oldest was fetched 2026-05-21 21:05 UTC" in told
    assert "strava api 1" in told
    assert "until you erase it with: fivefold purge" in home.run("status").out
    document = orjson.loads(home.run("status", "--json").out)
    assert (document["api_retention_days"], document["activities_from"]) == (None, {"strava_api": 1})


def test_logout_erases_with_retention_and_names_the_command_without(home, monkeypatch):
    monkeypatch.setattr(answers, "BACKOFF", NO_PAUSE)
    local = home.run("logout", "--local", FIVEFOLD_API_RETENTION_DAYS="7")
    assert "To erase it: fivefold purge --source strava-api" in local.out
    assert rows_of_raw(home) == 5, "Strava was not told: the access goes on"


def test_a_login_that_has_ended_takes_what_came_through_it_along(home, monkeypatch):
    monkeypatch.setattr(answers, "BACKOFF", NO_PAUSE)
    ended = home.run("logout", FIVEFOLD_API_RETENTION_DAYS="7")
    assert "Strava has ended the access" in ended.out
    assert "What came through the API is erased" in ended.out
    assert rows_of_raw(home) == 0
    assert traces(home.folder, [RUN]) == []
