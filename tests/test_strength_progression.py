from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import polars as pl
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from schemas.activities import Activities
from schemas.strength_progression import LIFTS, StrengthProgression
from schemas.strength_sets import StrengthSets
from tests.frames import rows
from tests.laws import law
from transforms.strength_lifts import MAIN_LIFTS
from transforms.strength_progression import strength_progression
from transforms.strength_sets import RECORDED
from transforms.strength_text import KG_PER_LB

MONDAY = date(2026, 3, 2)
WEEK = timedelta(weeks=1)
#: After this many reps Epley's estimate is twice the load.
DOUBLE = 30


def done(*sets: tuple[Any, ...], week: int = 0, day: int = 0, hour: int = 12, **more: Any) -> dict[str, Any]:
    """A session: sets of (exercise, reps, kg) or (exercise, reps, kg, is_warmup)."""
    return {"sets": sets, "local_date": MONDAY + week * WEEK + timedelta(days=day), "hour": hour} | more


def tables(*sessions: dict[str, Any]) -> tuple[pl.DataFrame, pl.DataFrame]:
    lifted, lines = [], []
    for number, session in enumerate(sessions, start=1):
        more = {name: value for name, value in session.items() if name not in ("sets", "hour")}
        start_at = datetime.combine(session["local_date"], time(session["hour"]), UTC)
        activity = {"activity_id": number, "sport_group": "strength", "start_at": start_at, "elapsed_time_s": 2700}
        activity |= more
        lifted.append(activity)
        lines += [
            {
                "athlete_id": activity.get("athlete_id", 1),
                "activity_id": activity["activity_id"],
                "set_number": set_number,
                **dict(zip(("exercise", "reps", "weight_kg", "is_warmup"), one, strict=False)),
            }
            for set_number, one in enumerate(session["sets"], start=1)
        ]
    return rows(Activities, *lifted), rows(StrengthSets, *lines)


def progress(*sessions: dict[str, Any]) -> list[dict[str, Any]]:
    return StrengthProgression.validate(strength_progression(*tables(*sessions))).rows(named=True)


def squats(*tops_kg: float | None) -> list[dict[str, Any]]:
    """The weeks after squatting to these estimates (None: not at all), week after week."""
    sessions = (done(("Squat", DOUBLE, top / 2), week=n) for n, top in enumerate(tops_kg) if top is not None)
    return progress(*sessions)


def with_tonnage(*tonnages_kg: float | None) -> list[bool]:
    """Whether each week with so much tonnage is a deload."""
    sessions = (done(("Squat", 10, kg / 10), week=n) for n, kg in enumerate(tonnages_kg) if kg is not None)
    return [week["is_deload"] for week in progress(*sessions)]


def slopes(weeks: list[dict[str, Any]]) -> list[float | None]:
    return [week["e1rm_slope_kg_per_week"] for week in weeks]


def test_a_week_has_its_best_estimate_its_tonnage_and_its_sets():
    week = progress(done(("Squat", 6, 100.0), ("Squat", 3, 105.0)), done(("Back squat", 5, 90.0), day=3))
    assert week == [
        {
            "athlete_id": 1,
            "week_start": MONDAY,
            "lift": "squat",
            "top_e1rm_kg": 120.0,
            "tonnage_kg": 600.0 + 315.0 + 450.0,
            "sets": 3,
            "e1rm_slope_kg_per_week": None,
            "is_deload": False,
        }
    ]


def test_estimates_are_kept_to_a_tenth_of_a_kilogram():
    # 100 (1 + 5/30) = 116.67
    assert progress(done(("Squat", 5, 100.0)))[0]["top_e1rm_kg"] == 116.7


def test_weeks_begin_on_monday_by_local_date():
    weeks = progress(done(("Squat", 5, 100.0), day=6), done(("Squat", 5, 100.0), week=1))
    assert [week["week_start"] for week in weeks] == [MONDAY, MONDAY + WEEK]


def test_warm_ups_light_sets_and_sets_without_load_are_left_out():
    work, warm_up, light = ("Squat", 5, 100.0), ("Squat", 20, 150.0, True), ("Squat", 30, 89.0)
    week = progress(done(warm_up, light, work, ("Squat", 10, None), ("Squat", None, 100.0)))[0]
    # The warm-up is the heaviest of the day: 60 % of it are 90.
    assert (week["sets"], week["tonnage_kg"]) == (1, 500.0)


def test_lifts_have_rows_of_their_own_and_other_exercises_none():
    lifted = progress(done(("Squat", 5, 100.0), ("Kreuzheben", 5, 140.0), ("Leg Press", 5, 200.0), (None, 5, 50.0)))
    assert [(week["lift"], week["tonnage_kg"]) for week in lifted] == [("deadlift", 700.0), ("squat", 500.0)]


def test_the_schema_knows_all_main_lifts():
    assert list(MAIN_LIFTS) == LIFTS


def test_a_watch_and_an_app_of_the_same_hour_count_once():
    app = done(("Squat", 5, 100.0), ("Squat", 5, 100.0))
    again = done(("Squat", 5, 100.0), duplicate_of=1)
    assert progress(done(), app, again)[0]["sets"] == 2


def test_where_the_watch_counted_and_the_app_has_words_the_words_count_once():
    watch = done(*[("barbell back squat", 5, 100.0)] * 4, elapsed_time_s=5000)
    app = done(("Squat", 5, 100.0), ("Squat", 5, 100.0), duplicate_of=1)
    activities, sets = tables(watch, app)
    by_watch = pl.when(pl.col("activity_id") == 1).then(pl.lit(RECORDED)).otherwise("source_text")
    told = strength_progression(activities, sets.with_columns(source_text=by_watch))
    assert told.select("sets", "tonnage_kg").rows() == [(2, 1000.0)]


def test_two_sessions_of_a_day_count_both():
    assert progress(done(("Squat", 5, 100.0), hour=8), done(("Squat", 5, 100.0), hour=18))[0]["sets"] == 2


def test_sets_of_an_activity_that_is_gone_or_no_strength_are_left_out():
    activities, sets = tables(done(("Squat", 5, 100.0)), done(("Squat", 5, 100.0), week=1, sport_group="other"))
    assert strength_progression(activities.filter(pl.col("activity_id") > 1), sets).is_empty()


def test_athletes_stay_apart():
    tops = [done(("Squat", DOUBLE, 50.0), week=n, athlete_id=1) for n in range(3)]
    tops += [done(("Squat", DOUBLE, 50.0 + n), week=n, athlete_id=2) for n in range(3)]
    assert [week["e1rm_slope_kg_per_week"] for week in progress(*tops) if week["week_start"] == MONDAY + 2 * WEEK] == [
        0.0,
        2.0,
    ]


def test_the_slope_needs_three_weeks_of_the_last_four():
    assert slopes(squats(100, 102)) == [None, None]
    assert slopes(squats(100, None, 104, 106)) == [None, None, 2.0]
    assert slopes(squats(100, None, None, 106, 108)) == [None, None, None]


def test_the_slope_sees_four_weeks_and_no_more():
    assert slopes(squats(500, 100, 102, 104, 106))[-1] == 2.0


def test_one_odd_week_does_not_turn_the_slope():
    # Slopes of pairs: 2, 2, 2 and the odd week's -18, -46 and -40 / 3.
    assert slopes(squats(100, 102, 104, 60))[-1] == pytest.approx((2 - 40 / 3) / 2, abs=0.001)
    assert slopes(squats(100, 60, 104, 106))[-1] == 2.0


def test_slopes_that_cancel_each_other_are_zero_without_a_sign():
    assert [str(slope) for slope in slopes(squats(100.0, 101.2, 101.0, 100.6))[-1:]] == ["0.0"]


@pytest.mark.parametrize(("kg", "is_deload"), [(780, True), (781, False), (300, True)])
def test_a_deload_is_a_third_less_after_three_rising_weeks(kg, is_deload):
    assert with_tonnage(1000, 1100, 1200, kg) == [False, False, False, is_deload]


@pytest.mark.parametrize("before", [(1000, 1200, 1200), (1200, 1100, 1200), (1000, 1200), (900, 1000, None, 1200)])
def test_less_is_no_deload_unless_three_weeks_rose(before):
    assert not with_tonnage(*before, 500)[-1]


def test_a_week_off_is_no_row():
    assert with_tonnage(1000, 1100, 1200, None, 1000) == [False] * 4


def test_nothing_lifted_makes_no_rows():
    assert StrengthProgression.validate(strength_progression(Activities.none(), StrengthSets.none())).is_empty()
    assert strength_progression(*tables(done(("Leg Press", 5, 200.0)))).is_empty()


# ----------------------------------------------------------------------------------------------------------- laws

SETS = st.tuples(
    st.sampled_from(["Squat", "Deadlift", "Curls"]),
    st.integers(1, 12),
    # Some are light: the working sets begin at 60 % of the top.
    st.integers(200, 400).map(lambda n: round(n * KG_PER_LB, 3)),
)
SESSIONS = st.builds(
    lambda sets, week, day: done(*sets, week=week, day=day),
    st.lists(SETS, max_size=8),
    st.integers(0, 9),
    st.integers(0, 6),
)
LIVES = st.lists(SESSIONS, min_size=1, max_size=12, unique_by=lambda session: session["local_date"])


@law
@given(LIVES, st.randoms())
def test_the_order_of_rows_does_not_matter(life, chance):
    activities, sets = tables(*life)
    shuffled = [frame.sample(fraction=1, shuffle=True, seed=chance.randrange(1000)) for frame in (activities, sets)]
    assert strength_progression(*shuffled).equals(strength_progression(activities, sets))


@law
@given(st.integers(400, 1200), st.integers(-40, 40), st.sets(st.integers(0, 3), min_size=3))
def test_the_slope_of_a_straight_line_is_its_slope(first, step, trained):
    tops = [(first + step * n) / 10 if n in trained else None for n in range(4)]
    assert slopes(squats(*tops))[-1] == step / 10


@law
@given(LIVES, SESSIONS)
def test_a_session_more_changes_only_the_four_weeks_that_look_back_on_it(life, more):
    life = [session for session in life if session["local_date"] != more["local_date"]]
    assume(life)
    added_in = more["local_date"] - timedelta(days=more["local_date"].weekday())
    is_touched = pl.col("week_start").is_between(added_in, added_in + 3 * WEEK)
    before, after = (strength_progression(*tables(*sessions)).filter(~is_touched) for sessions in (life, [*life, more]))
    assert after.equals(before)


@law
@given(LIVES, LIVES)
def test_an_athlete_is_judged_as_if_alone(mine, theirs):
    others = [session | {"athlete_id": 2} for session in theirs]
    both = strength_progression(*tables(*mine, *others))
    assert both.filter(pl.col("athlete_id") == 1).equals(strength_progression(*tables(*mine)))
