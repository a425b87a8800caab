from datetime import UTC, datetime, timedelta

import orjson
import polars as pl
import pytest

from tests.strava_shapes import activity
from transforms.rereads import due, says_the_same

NOW = datetime(2026, 5, 20, 21, 0, tzinfo=UTC)


def read(started_days_ago, read_days_ago, activity_id=1):
    at = {"start_at": NOW - timedelta(days=started_days_ago), "read_at": NOW - timedelta(days=read_days_ago)}
    return pl.DataFrame([{"athlete_id": 1, "activity_id": activity_id, **at}]).cast(
        {"start_at": pl.Datetime("us", "UTC"), "read_at": pl.Datetime("us", "UTC")}
    )


@pytest.mark.parametrize(
    ("started", "last_read", "is_due"),
    [
        (1, 1, True),
        (2, 0.5, False),
        (2, 0.9, True),
        (9, 1, False),
        (9, 3, True),
        (29, 5, False),
        (29, 10, True),
        (31, 31, False),
        (-1, 1, False),
    ],
)
def test_an_activity_is_read_again_when_it_is_half_as_old_again_and_not_twice_a_day(started, last_read, is_due):
    assert due(read(started, last_read), NOW).height == is_due


def test_the_newest_come_first():
    assert due(pl.concat([read(5, 5, 1), read(2, 2, 2), read(9, 9, 3)]), NOW)["activity_id"].to_list() == [2, 1, 3]


def test_read_every_night_it_is_read_seven_times_in_all():
    reads = [0.3]
    for age in (night + 0.3 for night in range(1, 40)):
        if due(read(age, age - reads[-1]), NOW).height:
            reads.append(age)
    assert len(reads) - 1 == 7


def same(known, new):
    bodies = {"known_body": [orjson.dumps(known).decode()], "body": [orjson.dumps(new).decode()]}
    return pl.DataFrame(bodies).select(says_the_same()).item()


@pytest.mark.parametrize("field", ["description", "name", "perceived_exertion", "device_name", "laps"])
def test_a_detail_that_says_something_else_differs(field):
    detail = activity().detail
    assert same(detail, detail)
    assert not same(detail, detail | {field: None if detail[field] else "new"})


def test_kudos_and_the_shoes_mileage_are_nothing_new():
    detail = activity().detail
    assert same(detail, detail | {"kudos_count": 50, "gear": {"id": "g777", "distance": 1}, "embed_token": "x"})
