from datetime import UTC, datetime, timedelta
from time import perf_counter

import numpy as np
import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from schemas.activities import Activities
from tests.frames import rows
from tests.laws import law
from transforms.duplicates import duplicates

MORNING = datetime(2026, 3, 2, 7, 0, tzinfo=UTC)


def activity(activity_id, minute=0, minutes=60, **other):
    plain = {"start_at": MORNING + timedelta(minutes=minute), "elapsed_time_s": 60 * minutes, "distance_m": 10_000.0}
    return plain | {"activity_id": activity_id, "has_streams": True} | other


def found(*activities):
    return {row[1]: row[2] for row in duplicates(rows(Activities, *activities)).iter_rows()}


def test_a_watch_and_a_phone_on_one_run_are_one_run():
    assert found(activity(1), activity(2, minute=1, minutes=58)) == {2: 1}


def test_two_runs_of_one_day_are_two_runs():
    assert found(activity(1), activity(2, minute=60)) == {}


def test_more_than_four_fifths_of_the_shorter_must_overlap():
    assert found(activity(1), activity(2, minute=12)) == {}
    assert found(activity(1), activity(2, minute=11)) == {2: 1}


def test_a_short_recording_inside_a_long_one_is_a_duplicate():
    assert found(activity(1, minutes=300), activity(2, minute=100, minutes=30, distance_m=10_000.0)) == {2: 1}


def test_different_sport_groups_are_different_workouts():
    assert found(activity(1), activity(2, sport_group="cross_training")) == {}


def test_a_watch_and_an_app_on_one_strength_hour_are_one_workout():
    watch, app = activity(1, sport_group="strength"), activity(2, minute=5, minutes=45, sport_group="strength")
    assert found(watch, app | {"is_manual": True, "has_streams": False}) == {2: 1}


def rest(activity_id, **other):
    return activity(activity_id, sport_group="recovery", sport_type="Workout", distance_m=None, **other)


def test_the_same_sauna_recorded_twice_is_one():
    assert found(rest(1, minutes=25), rest(2, minute=1, minutes=29)) == {2: 1}


def test_a_sauna_within_an_hour_of_rest_is_a_workout_of_its_own():
    assert found(rest(1), rest(2, minute=20, minutes=25)) == {}


def test_hours_of_rest_that_were_both_typed_in_prove_nothing():
    assert found(rest(1, is_manual=True), rest(2, is_manual=True)) == {}
    assert found(rest(1), rest(2, is_manual=True)) == {2: 1}


def ride(activity_id, **other):
    return activity(activity_id, sport_group="cross_training", sport_type="Ride", **other)


def workout(activity_id, **other):
    return activity(activity_id, sport_group="other", sport_type="Workout", **other)


def test_a_ride_that_the_phone_took_for_a_workout_is_kept_as_the_ride():
    assert found(workout(1, mean_heartrate_bpm=120.0), ride(2, minute=4, has_streams=False)) == {1: 2}
    assert found(workout(1, distance_m=None), ride(2)) == {1: 2}


def test_a_run_inside_a_long_workout_is_a_workout_of_its_own():
    assert found(workout(1, minutes=180), activity(2, minute=30, minutes=50)) == {}
    assert found(workout(1, minutes=180), activity(2, minutes=50)) == {}


def test_a_workout_and_a_ride_that_do_not_agree_are_two():
    assert found(workout(1), ride(2, minute=6)) == {}
    assert found(workout(1, minutes=66), ride(2)) == {}
    assert found(workout(1, minutes=8), ride(2, minute=2, minutes=8)) == {}
    assert found(workout(1, distance_m=9_400.0), ride(2)) == {}
    assert found(workout(1, is_manual=True), ride(2)) == {}


def test_athletes_are_told_apart():
    assert found(activity(1), activity(2, athlete_id=2)) == {}


def test_the_one_with_samples_is_kept():
    assert found(activity(1, has_streams=False, device_name="Watch"), activity(2)) == {1: 2}


def test_a_manual_entry_steps_back():
    assert found(activity(1, has_streams=False, is_manual=True), activity(2, has_streams=False)) == {1: 2}


def test_the_one_with_heart_rate_is_kept():
    assert found(activity(1), activity(2, mean_heartrate_bpm=140.0)) == {1: 2}


def test_a_recording_that_was_cut_short_steps_back():
    assert found(activity(1, minutes=20, distance_m=3_000.0), activity(2)) == {1: 2}


def test_a_slightly_shorter_distance_is_no_reason_to_step_back():
    assert found(activity(1, distance_m=9_800.0), activity(2)) == {2: 1}


def test_the_one_with_a_device_is_kept():
    assert found(activity(1), activity(2, device_name="Watch")) == {1: 2}


def test_distance_comes_before_the_device():
    cut = activity(1, minutes=20, distance_m=3_000.0, mean_heartrate_bpm=140.0, device_name="Watch")
    assert found(cut, activity(2)) == {1: 2}


def test_three_recordings_collapse_to_one():
    assert found(activity(3), activity(1, minute=1), activity(2, minute=2)) == {2: 1, 3: 1}


def test_two_halves_beside_a_forgotten_stop_are_both_kept_when_they_are_better():
    forgotten = activity(1, minutes=300, has_streams=False)
    assert found(forgotten, activity(2), activity(3, minute=200)) == {1: 2}


def test_a_workout_without_duration_is_no_duplicate():
    assert found(activity(1), activity(2, minute=5, minutes=0)) == {}


def test_the_reason_names_the_share_and_the_one_kept():
    reasons = duplicates(rows(Activities, activity(1), activity(2, minute=3)))["reason"]
    assert reasons.to_list() == [
        "95 % of the shorter recording lies within the other one, activity 1, which is kept (with samples, "
        "recorded, not typed in, whole)."
    ]


def test_nothing_gives_an_empty_frame_of_the_same_shape():
    empty, full = duplicates(Activities.none()), duplicates(rows(Activities, activity(1), activity(2)))
    assert empty.is_empty()
    assert empty.schema == full.schema


drawn = st.lists(
    st.builds(
        activity,
        st.integers(1, 10**9),
        minute=st.integers(0, 300),
        minutes=st.integers(0, 120),
        has_streams=st.booleans(),
        is_manual=st.booleans(),
        sport_group=st.sampled_from(["run", "cross_training", "strength", "recovery", "other"]),
        sport_type=st.sampled_from(["Workout", "x"]),
        distance_m=st.one_of(st.none(), st.floats(0, 30_000)),
        athlete_id=st.integers(1, 2),
    ),
    min_size=1,
    max_size=12,
    unique_by=lambda row: row["activity_id"],
)


@law
@given(drawn, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(activities, random):
    shuffled = random.sample(activities, len(activities))
    assert duplicates(rows(Activities, *activities)).equals(duplicates(rows(Activities, *shuffled)))


@law
@given(drawn)
def test_the_one_kept_is_never_itself_a_duplicate(activities):
    table = duplicates(rows(Activities, *activities))
    assert not set(table["duplicate_of"]) & set(table["activity_id"])
    assert table["activity_id"].is_unique().all()


@law
@given(drawn)
def test_none_that_are_kept_overlap_too_much(activities):
    first = rows(Activities, *activities)
    kept = first.join(duplicates(first), on=["athlete_id", "activity_id"], how="anti")
    assert duplicates(kept).is_empty()


def test_ten_thousand_activities_take_well_under_a_second():
    random = np.random.default_rng(1)
    n = 10_000
    plain = rows(Activities, activity(1)).drop("activity_id", "start_at", "elapsed_time_s")
    seconds = pl.Series(random.integers(0, 10 * 365 * 86400, n))
    many = plain.join(
        pl.DataFrame(
            {
                "activity_id": np.arange(n),
                "start_at": MORNING + pl.select(pl.duration(seconds=seconds)).to_series(),
                "elapsed_time_s": random.integers(600, 20_000, n),
            }
        ),
        how="cross",
    ).select(Activities.columns())
    began = perf_counter()
    assert duplicates(many).height > 100
    assert perf_counter() - began < 2  # 0.05 s here: the limit is for a busy machine


def test_the_reason_tells_what_speaks_for_the_one_kept_not_for_the_other():
    (reason,) = duplicates(rows(Activities, activity(1), activity(2, has_streams=False, device_name="x")))["reason"]
    assert reason.endswith("activity 1, which is kept (with samples, recorded, not typed in, whole).")
