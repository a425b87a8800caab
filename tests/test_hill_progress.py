from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.activities import Activities
from schemas.hill_progress import HillProgress
from schemas.hill_sprint_reps import HillSprintReps
from schemas.sessions import Sessions
from tests.frames import rows
from tests.laws import law
from transforms.hill_progress import hill_progress

DAY = date(2026, 3, 3)


def on(day: int, *distances_m: float | None, hill: str = "1-1", **more: Any) -> dict[str, Any]:
    """A session so many days after the first: the first 8 s of each rep."""
    return {"day": day, "distances_m": distances_m, "hill": hill, "activity_id": 1 + day} | more


def tables(*sessions: dict[str, Any]) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    reps, verdicts, runs = [], [], []
    for one in sessions:
        run = {"athlete_id": one.get("athlete_id", 1), "activity_id": one["activity_id"]}
        local_date = DAY + timedelta(days=one["day"])
        start_at = datetime.combine(local_date, time(6), UTC)
        runs.append(run | {"local_date": local_date, "start_at": start_at, "mean_temp_c": one.get("temp_c")})
        runs[-1]["duplicate_of"] = one.get("duplicate_of")
        verdicts.append(run | {"intervention": "hill_sprints", "kind": one.get("kind", "hill_sprints")})
        verdicts[-1] |= {"counts": one.get("counts", True), "decided_by": one.get("decided_by", "rule")}
        reps += [
            run
            | {"rep_number": number, "first_8s_distance_m": distance_m, "hill_id": one["hill"], "confidence": 0.9}
            | {"mean_grade_pct": one.get("grade", 10.0), "first_8s_speed_mps": distance_m and distance_m / 8}
            for number, distance_m in enumerate(one["distances_m"], start=1)
        ]
    return rows(HillSprintReps, *reps), rows(Sessions, *verdicts), rows(Activities, *runs)


def progress(*sessions: dict[str, Any]) -> list[dict[str, Any]]:
    made = HillProgress.validate(hill_progress(*tables(*sessions)))
    return made.sort("hill_number", "session_number").rows(named=True)


def weekly(*medians_m: float, reps: int = 6) -> list[dict[str, Any]]:
    return [on(7 * week, *[median] * reps) for week, median in enumerate(medians_m)]


def test_a_session_shows_the_median_and_the_best_of_its_reps():
    row = progress(on(0, 38.0, 40.0, 36.0, temp_c=12.0, grade=9.5))[0]
    assert (row["reps"], row["measured_reps"], row["mean_grade_pct"], row["mean_temp_c"]) == (3, 3, 9.5, 12.0)
    assert (row["median_first_8s_distance_m"], row["best_first_8s_distance_m"]) == (38.0, 40.0)
    assert (row["median_first_8s_speed_mps"], row["best_first_8s_speed_mps"]) == (4.75, 5.0)


def test_reps_that_were_not_measured_are_counted_and_not_zero():
    row = progress(on(0, 38.0, None, None))[0]
    assert (row["reps"], row["measured_reps"], row["median_first_8s_distance_m"]) == (3, 1, 38.0)


def test_a_session_without_a_measured_rep_has_no_speed_and_is_skipped_by_the_changes():
    first, nothing, third = progress(on(0, 38.0), on(7, None, None), on(14, 40.0))
    assert [nothing[name] for name in ("median_first_8s_speed_mps", "speed_error_mps")] == [None, None]
    assert [nothing[name] for name in ("change_from_previous_mps", "is_change_from_previous_measurable")] == [None] * 2
    assert third["change_from_previous_mps"] == 0.25
    assert (first["trend_sessions"], nothing["trend_sessions"], third["trend_sessions"]) == (1, 1, 2)


def test_more_reps_make_the_median_surer():
    one, ten = progress(on(0, 38.0), on(7, *[38.0] * 10))
    assert ten["speed_error_mps"] < 0.5 * one["speed_error_mps"]


def test_a_change_within_the_measuring_error_is_not_measurable():
    rows_ = progress(*weekly(38.0, 38.4, 41.0))
    assert [row["change_from_previous_mps"] for row in rows_] == [None, 0.05, 0.325]
    assert [row["is_change_from_previous_measurable"] for row in rows_] == [None, False, True]


def test_a_change_that_another_grade_may_make_is_not_measurable():
    same, steeper = ([on(0, *[38.0] * 6), on(7, *[36.5] * 6, grade=grade)] for grade in (10.0, 13.0))
    flags = [progress(*life)[1]["is_change_from_previous_measurable"] for life in (same, steeper)]
    assert flags == [True, False]


def test_a_trend_that_goes_with_the_grade_is_not_measurable():
    def last(*grades):
        return progress(*[on(7 * week, *[38.0 + week] * 6, grade=grade) for week, grade in enumerate(grades)])[-1]

    assert last(12.0, 12.0, 12.0, 12.0)["is_trend_measurable"] is True
    assert last(14.0, 12.5, 11.5, 10.5)["is_trend_measurable"] is False


def test_the_first_three_sessions_are_what_later_ones_are_compared_with():
    rows_ = progress(*weekly(38.0, 60.0, 39.0, 41.0))
    assert [row["change_from_first_mps"] for row in rows_] == [None, None, None, 0.25]
    assert rows_[3]["is_change_from_first_measurable"] is True


def test_a_trend_needs_three_sessions():
    rows_ = progress(*weekly(38.0, 38.8, 39.6))
    assert [row["trend_sessions"] for row in rows_] == [1, 2, 3]
    assert [row["trend_mps_per_week"] for row in rows_] == [None, None, 0.1]


def test_one_odd_day_does_not_bend_the_trend():
    assert progress(*weekly(38.0, 38.8, 39.6, 30.0, 41.2, 42.0, 42.8))[-1]["trend_mps_per_week"] == pytest.approx(0.1)


def test_a_trend_looks_back_twelve_weeks():
    rows_ = progress(on(0, 30.0), on(83, 38.0), on(84, 38.0), on(90, 38.0))
    assert [row["trend_sessions"] for row in rows_] == [1, 2, 2, 3]
    assert rows_[-1]["trend_mps_per_week"] == 0.0


def test_a_small_trend_over_a_few_weeks_is_not_measurable_over_many_it_is():
    rows_ = progress(*weekly(*[38.0 + 0.2 * week for week in range(12)]))
    assert [row["is_trend_measurable"] for row in rows_][:4] == [None, None, False, False]
    assert rows_[-1]["is_trend_measurable"] is True


def test_sessions_on_one_day_make_no_slope():
    rows_ = progress(*[on(0, 38.0 + number, activity_id=number) for number in range(1, 4)])
    assert [row["trend_mps_per_week"] for row in rows_] == [None] * 3
    assert [row["is_trend_measurable"] for row in rows_] == [None] * 3


def test_hills_do_not_mix_and_are_numbered_by_first_use():
    rows_ = progress(on(0, 38.0, hill="9-1"), on(7, 44.0, hill="8-1"), on(14, 39.0, hill="9-1"))
    assert [(row["hill_number"], row["session_number"]) for row in rows_] == [(1, 1), (1, 2), (2, 1)]
    assert [row["change_from_previous_mps"] for row in rows_] == [None, 0.125, None]


@pytest.mark.parametrize("kind", ["possible_hill_sprints", "hill_repeats", "insufficient_resolution"])
def test_only_sessions_of_hill_sprints_are_progress(kind):
    assert progress(on(0, 38.0, 39.0, kind=kind)) == []


def test_what_the_athlete_labelled_as_something_else_is_no_progress():
    assert progress(on(0, 38.0, counts=False, decided_by="label")) == []
    assert len(progress(on(0, 38.0, decided_by="label"), on(7, 38.0, counts=False))) == 2


def test_duplicates_are_left_out():
    assert [row["activity_id"] for row in progress(on(0, 38.0), on(1, 38.0, duplicate_of=1))] == [1]


def test_reps_on_no_hill_are_left_out():
    assert progress(on(0, 38.0, hill=None)) == []


def test_athletes_do_not_mix():
    rows_ = progress(on(0, 38.0), on(7, 40.0, athlete_id=2))
    assert [row["change_from_previous_mps"] for row in rows_] == [None, None]
    assert [row["hill_number"] for row in rows_] == [1, 1]


def test_nothing_makes_nothing():
    assert hill_progress(HillSprintReps.none(), Sessions.none(), Activities.none()).equals(HillProgress.none())


LIVES = st.lists(
    st.tuples(st.integers(0, 200), st.sampled_from(["1-1", "2-1"]), st.lists(st.integers(300, 450), min_size=1)),
    min_size=1,
    max_size=10,
    unique_by=lambda one: one[0],
).map(lambda life: [on(day, *(tenths / 10 for tenths in reps), hill=hill) for day, hill, reps in life])


@law
@given(LIVES, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(life, random):
    mixed = list(life)
    random.shuffle(mixed)
    assert hill_progress(*tables(*mixed)).equals(hill_progress(*tables(*life)))


@law
@given(LIVES)
def test_a_later_session_changes_no_earlier_row(life):
    life = sorted(life, key=lambda one: one["day"])
    made = hill_progress(*tables(*life))
    earlier = made.filter(pl.col("activity_id") != life[-1]["activity_id"])
    if len(life) > 1:
        assert earlier.equals(hill_progress(*tables(*life[:-1])))
