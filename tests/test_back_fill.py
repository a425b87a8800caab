"""A back-fill of many days, night by night, by simulated clocks of both sides, over HTTP against the real limits.

The full size, 5,000 activities at Strava's limits for a new application, takes minutes:

    FIVEFOLD_LONG=1 python -m pytest tests/test_back_fill.py -s -k full_size
"""

import time
from datetime import timedelta

import pytest

from flows.emulator.server import running
from flows.strava.pull import BATCH
from tests.back_fill import OtherProgram, World, athlete_of, one_night, refused_of_ours
from tests.homes import ask, home_at
from tests.laws import IS_LONG

pytestmark = pytest.mark.slow

#: A twentieth of what a new application may do in a day, in two quarters of an hour.
SMALL = {"read_per_15_min": 40, "read_per_day": 50, "overall_per_15_min": 80, "overall_per_day": 100}
ROOMY = {"read_per_15_min": 100, "read_per_day": 300, "overall_per_15_min": 200, "overall_per_day": 600}


def nights(home, server, world):
    """Night after night, until nothing is left."""
    seen = []
    while not seen or seen[-1].run.activities_pending:
        assert len(seen) < 30
        seen.append(one_night(home, server, world))
    return seen


def back_filled(folder, count, world, switches, other=None):
    """All nights of a back-fill, after checking what holds for every one.

    `other` lets another program make a call at each so many looks of ours at the clock, a call being four looks. Never
    to be refused beside it is a matter of luck in the end: it may use what was left between an answer and our next
    call. One that makes a tenth of the calls has no such luck within what the budget leaves to it.
    """
    with running(athlete_of(count), clock=world.strava_s, switches=switches) as server:
        program = OtherProgram(server)
        if other:
            world.after[other] = program.call
        home = home_at(folder, server)
        seen = nights(home, server, world)
        newest_first = [entry.activity_id for entry in server.emulator.store.newest_first()]
        refused = refused_of_ours(server)
    assert refused == 0
    assert bool(program.calls) is bool(other)
    full = [night.used / switches["read_per_day"] for night in seen[:-1]]
    assert all(0.98 <= share <= 1 for share in full), full
    landed = ask(
        home.warehouse,
        "SELECT kind, activity_id FROM raw.payloads WHERE kind IN ('activity', 'streams')"
        " GROUP BY ALL ORDER BY min(payload_id)",
    )
    details = landed.filter(kind="activity")["activity_id"].to_list()
    assert sorted(details) == sorted(newest_first)
    recorded = [newest_first[i] for i in range(count) if i % 10]
    assert sorted(landed.filter(kind="streams")["activity_id"]) == sorted(recorded)
    assert sum(night.run.streams_fetched for night in seen) == len(recorded)
    # Newest first, from where the night before stopped. What was under way or had to be repeated when calls ran out
    # comes after the rest of its batch.
    place = {activity_id: number for number, activity_id in enumerate(newest_first)}
    assert max(abs(place[activity_id] - number) for number, activity_id in enumerate(details)) < BATCH
    return seen


def test_a_back_fill_of_ten_days_uses_each_day_and_is_never_refused(folder):
    seen = back_filled(folder, 235, World(), SMALL)
    assert len(seen) >= 10
    assert {night.run.outcome for night in seen[:-1]} == {"budget_spent"}
    # What `status` says of the end is right to the day, but for the first night: it knows little of the others.
    ended_on = seen[-1].run.started_at.date()
    off = [(night.standing.backfill_done_at.date() - ended_on).days for night in seen[:-1]]
    assert max(map(abs, off)) <= 1
    assert off[-3:] == [0, 0, 0]


def test_the_same_where_strava_tells_neither_limits_nor_use(folder):
    back_filled(folder, 150, World(), ROOMY | {"rate_limit_headers": False})


def test_the_same_beside_another_program(folder):
    back_filled(folder, 320, World(), ROOMY, other=60)


def test_the_same_with_a_clock_ten_minutes_ahead_that_is_set_right_in_mid_run(folder):
    world = World(skew=timedelta(minutes=10))
    world.after[500] = lambda world: setattr(world, "skew", timedelta())
    back_filled(folder, 150, world, ROOMY)


@pytest.mark.skipif(not IS_LONG, reason="takes minutes; FIVEFOLD_LONG=1 turns it on")
@pytest.mark.parametrize("other", [None, 60])
def test_the_full_size(folder, other):
    began = time.monotonic()
    limits = {"read_per_15_min": 100, "read_per_day": 1000, "overall_per_15_min": 200, "overall_per_day": 2000}
    seen = back_filled(folder, 5000, World(), limits, other)
    for night in seen:
        print(night.used, night.run.calls, night.run.activities_pending, night.standing.backfill_done_at)
    print(f"{time.monotonic() - began:.0f} s")
