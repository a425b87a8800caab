from datetime import UTC, date, datetime

import polars as pl

from schemas.activities import Activities
from schemas.coverage import Coverage
from schemas.history import History
from tests.frames import rows
from transforms.history import history, local_day

ERASED = {
    "source": "strava_api",
    "listed_until": datetime(2026, 3, 10, tzinfo=UTC),
    "listed_from": datetime(2026, 3, 3, tzinfo=UTC),
}
NONE_WAITING = pl.DataFrame(schema={"athlete_id": pl.Int64, "activity_id": pl.Int64})


def known(activities, coverage, waiting=NONE_WAITING):
    return History.validate(history(rows(Activities, *activities), rows(Coverage, *coverage), waiting))


def test_history_begins_with_the_first_activity_and_is_complete_to_the_day_before_the_listing():
    found = known(
        [{"local_date": date(2026, 1, 5)}, {"activity_id": 2, "local_date": date(2026, 3, 1)}],
        [{"listed_until": datetime(2026, 3, 10, 3, tzinfo=UTC)}],
    )
    assert found.select("first_date", "complete_until").row(0) == (date(2026, 1, 5), date(2026, 3, 9))


def test_the_last_complete_day_is_the_athletes_not_greenwichs():
    ahead = {"utc_offset_s": 12 * 3600, "local_date": date(2026, 3, 1)}
    found = known([ahead], [{"listed_until": datetime(2026, 3, 10, 22, tzinfo=UTC)}])
    assert found["complete_until"].item() == date(2026, 3, 10)


def test_without_a_listing_nothing_is_complete():
    assert known([{"local_date": date(2026, 3, 1)}], [])["complete_until"].item() == date(2026, 2, 28)


def test_days_with_an_activity_still_to_be_fetched_are_pending():
    waiting = pl.DataFrame({"athlete_id": [1], "activity_id": [2]})
    found = known([{}, {"activity_id": 2, "local_date": date(2026, 3, 1)}], [], waiting)
    assert found["pending_dates"].to_list() == [[date(2026, 3, 1)]]


def test_an_athlete_without_activities_has_no_history():
    assert known([], [{"listed_until": datetime(2026, 3, 10, tzinfo=UTC)}]).is_empty()


def test_today_is_the_day_where_the_newest_activity_was():
    now = datetime(2026, 3, 10, 22, tzinfo=UTC)
    home, away = {"utc_offset_s": 0}, {"activity_id": 2, "utc_offset_s": 12 * 3600, "start_at": now}
    assert local_day(rows(Activities, home, away), now) == date(2026, 3, 11)
    assert local_day(Activities.none(), now) == date(2026, 3, 10)


def test_of_two_activities_that_began_at_once_the_order_of_rows_does_not_tell_the_day():
    now = datetime(2026, 3, 10, 22, tzinfo=UTC)
    both = rows(Activities, {"utc_offset_s": 0}, {"activity_id": 2, "utc_offset_s": 12 * 3600})
    assert local_day(both, now) == local_day(both.reverse(), now) == date(2026, 3, 11)


def test_what_was_logged_by_hand_moves_neither_end_of_the_history_nor_the_day():
    recorded = {"local_date": date(2026, 3, 1), "start_at": datetime(2026, 3, 1, tzinfo=UTC)}
    log = {"activity_id": -1, "source": "manual_log", "utc_offset_s": 12 * 3600}
    logs = [
        log | {"local_date": date(2025, 3, 1), "start_at": datetime(2025, 3, 1, tzinfo=UTC)},
        log | {"activity_id": -2, "local_date": date(2026, 3, 9), "start_at": datetime(2026, 3, 9, tzinfo=UTC)},
    ]
    listed = [{"listed_until": datetime(2026, 3, 10, 22, tzinfo=UTC)}]
    assert known([recorded, *logs], listed).equals(known([recorded], listed))
    assert local_day(rows(Activities, recorded, *logs), datetime(2026, 3, 10, 22, tzinfo=UTC)) == date(2026, 3, 10)


def test_days_whose_activities_were_erased_are_unknown_up_to_the_day_from_which_on_strava_is_asked():
    early, late = {"local_date": date(2026, 2, 27)}, {"activity_id": 2, "local_date": date(2026, 3, 5)}
    for activities, first in (([early, late], date(2026, 2, 27)), ([late], date(2026, 3, 3))):
        found = known(activities, [ERASED])
        assert found.select("unknown_from", "unknown_until").row(0) == (first, date(2026, 3, 3))


def test_days_that_an_export_tells_of_are_known_though_what_the_api_said_of_them_was_erased():
    for made_on, unknown in ((2, (date(2026, 3, 2), date(2026, 3, 3))), (4, (None, None))):
        export = {"source": "strava_export", "listed_until": datetime(2026, 3, made_on, tzinfo=UTC)}
        found = known([{"local_date": date(2026, 1, 1)}], [ERASED, export])
        assert found.select("unknown_from", "unknown_until").row(0) == unknown


def test_a_listing_that_goes_back_to_the_beginning_leaves_no_day_unknown():
    found = known([{}], [{"listed_until": datetime(2026, 3, 10, tzinfo=UTC)}])
    assert found.select("unknown_from", "unknown_until").row(0) == (None, None)
