from datetime import UTC, datetime, timedelta

import pytest

from flows.books.standing import STALE_AFTER, Standing

NOW = datetime(2026, 5, 5, 9, tzinfo=UTC)


def standing(ended_at=NOW, **freshness):
    known = {"last_success_at": NOW, "activities_pending": 0, "calls_left_today": 100, "calls_per_day": 1000}
    return Standing(NOW, known | freshness, {"outcome": "ok", "ended_at": ended_at})


@pytest.mark.parametrize(("late", "is_stale"), [(timedelta(0), False), (timedelta(minutes=1), True)])
def test_it_is_stale_a_day_and_a_half_after_the_last_good_run(late, is_stale):
    assert standing(last_success_at=NOW - STALE_AFTER - late).is_stale is is_stale


def test_without_a_good_run_it_is_stale():
    assert standing(last_success_at=None).is_stale
    assert Standing(NOW, {}, {}).is_stale


@pytest.mark.parametrize(
    ("pending", "done_at"),
    [
        (0, None),
        (50, NOW),
        (51, datetime(2026, 5, 6, tzinfo=UTC)),
        (550, datetime(2026, 5, 6, tzinfo=UTC)),
        (551, datetime(2026, 5, 7, tzinfo=UTC)),
    ],
)
def test_the_back_fill_ends_when_the_days_calls_allow(pending, done_at):
    assert standing(activities_pending=pending).backfill_done_at == done_at


def test_what_needs_one_call_is_not_counted_as_two():
    fresh = standing(activities_pending=100).freshness
    assert Standing(NOW, fresh, {"ended_at": NOW, "calls_pending": 100}).backfill_done_at == NOW
    assert Standing(NOW, fresh, {"ended_at": NOW, "calls_pending": 101}).backfill_done_at > NOW


def test_the_listing_s_calls_are_not_there_for_the_back_fill():
    fresh = standing(activities_pending=1000, calls_left_today=0).freshness
    run = {"ended_at": NOW, "calls": 1000, "details_fetched": 480, "streams_fetched": 470}
    known = [Standing(NOW, fresh, run | {"calls_pending": calls}).backfill_done_at for calls in (950, 951, 1901)]
    assert [at.day for at in known] == [6, 7, 8]


def test_on_another_day_all_calls_are_there_again():
    yesterday = standing(ended_at=NOW - timedelta(hours=10), calls_left_today=0)
    assert yesterday.calls_left_today == 1000
    assert standing(calls_left_today=0).calls_left_today == 0


def test_before_anything_was_synced_all_lines_are_there():
    assert dict(Standing(NOW, {}, {}).lines())["last run"] == "never"
