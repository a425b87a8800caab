"""A night after the athlete's word: what was logged by hand is nothing to fetch, and stays."""

from datetime import timedelta

import pytest

from tests.homes import NOW, ask, copy_of, serving

pytestmark = [pytest.mark.prefect, pytest.mark.slow]

LOGGED = "SELECT activity_id, kind, dose, counts, decided_by FROM mart.sessions WHERE activity_id < 0"


def test_a_night_fetches_nothing_for_what_was_logged_and_keeps_it(season, folder):
    with serving(season.life) as server:
        home = copy_of(season.home, folder, server)
        said = home.run("log", "heat", "sauna", "--minutes", "25", "--date", "2025-11-18", "--time", "20:00")
        assert said.code == 0, said.err
        run = home.nightly(now=NOW + timedelta(hours=2))
    assert (run.outcome, run.details_fetched, run.activities_pending) == ("nothing_new", 0, 0)
    assert ask(home.published, LOGGED).rows() == [(-1, "sauna", 25.0, True, "log")]
