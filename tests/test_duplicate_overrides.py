"""The athlete's word about duplicates outranks the rules, however it contradicts itself."""

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from schemas.activities import Activities
from tests.frames import rows
from tests.laws import law
from tests.test_duplicates import activity, drawn
from transforms.duplicate_overrides import OVERRIDES
from transforms.duplicate_pairs import duplicate_pairs
from transforms.duplicates import duplicates


def words(said, athlete_id=1):
    """Overrides from {activity_id: duplicate_of}."""
    return pl.DataFrame([(athlete_id, *word) for word in said.items()], schema=OVERRIDES, orient="row")


def table(said, *activities):
    return duplicates(rows(Activities, *activities), words(said))


def found(said, *activities):
    return {row[1]: row[2] for row in table(said, *activities).iter_rows() if row[2] is not None}


def reasons(said, *activities):
    return dict(table(said, *activities).select("activity_id", "reason").iter_rows())


THREE = (activity(1), activity(2, minute=1), activity(3, minute=2))


def test_what_the_athlete_calls_no_duplicate_counts_and_says_so():
    assert found({2: None}, activity(1), activity(2, minute=1)) == {}
    assert reasons({2: None}, activity(1), activity(2)) == {2: "By the athlete's word it counts on its own."}


def test_worse_recordings_still_step_back_for_what_counts_on_its_own():
    assert found({2: None}, *THREE) == {3: 1}
    assert found({2: None}, activity(1), activity(2, minute=5), activity(3, minute=14)) == {3: 2}


def test_two_workouts_that_no_rule_takes_for_one_are_one_if_the_athlete_says_so():
    assert found({2: 1}, activity(1), activity(2, minute=500, sport_group="strength")) == {2: 1}
    assert reasons({2: 1}, activity(1), activity(2, minute=500)) == {
        2: "By the athlete's word activity 1 is kept instead."
    }


def test_the_kept_one_and_the_other_change_places():
    assert found({1: 2}, activity(1), activity(2)) == {1: 2}


def test_the_one_chosen_has_the_rank_of_the_one_it_replaces():
    assert found({1: 3}, *THREE) == {1: 3, 2: 3}
    assert reasons({1: 3}, *THREE)[2].endswith(
        "activity 3, which is kept (the athlete's choice, with samples, recorded, not typed in, whole)."
    )


def test_copies_follow_the_one_that_steps_back():
    elsewhere = activity(9, minute=500)
    assert found({1: 9}, activity(1), activity(2), elsewhere) == {1: 9, 2: 9}
    assert reasons({1: 9}, activity(1), activity(2), elsewhere)[2] == (
        "Activities 1 and 2 have 100 % of the shorter one in common, and by the athlete's word activity 9 is the one "
        "kept (the athlete's choice)."
    )


def test_naming_one_that_steps_back_by_the_rules_leads_to_the_one_kept():
    stray = activity(9, minute=500)
    assert found({9: 2}, activity(1), activity(2), stray) == {2: 1, 9: 1}
    assert reasons({9: 2}, activity(1), activity(2), stray)[9] == (
        "By the athlete's word it goes with activity 2, instead of which activity 1 is kept."
    )


def test_a_chain_of_words_ends_at_its_last():
    assert found({1: 2, 2: 3}, *THREE) == {1: 3, 2: 3}


def test_words_in_a_circle_are_void():
    assert found({1: 2, 2: 1}, *THREE) == {2: 1, 3: 1}
    assert found({2: 2}, *THREE) == {2: 1, 3: 1}


def test_a_word_that_leads_into_a_circle_ends_where_it_meets_it():
    stray = activity(9, minute=500)
    assert found({9: 2, 2: 1, 1: 2}, activity(1), activity(2), stray) == {2: 1, 9: 1}


def test_words_about_what_is_not_there_are_void():
    assert found({1: 77, 88: 1, 89: None}, activity(1), activity(2)) == {2: 1}


def test_another_athletes_activity_cannot_be_named():
    assert found({1: 2}, activity(1), activity(2, athlete_id=2)) == {}


said_of = st.dictionaries(st.integers(0, 11), st.one_of(st.none(), st.integers(0, 13)), max_size=8)


def with_ids(activities, said):
    """Words about the drawn activities, by place; places beyond the last are activities that are not there."""
    ids = [one["activity_id"] for one in activities]
    name = dict(enumerate([*ids, *range(-1, -14, -1)]))
    about = [
        (activities[about]["athlete_id"] if about < len(activities) else 1, name[about], of if of is None else name[of])
        for about, of in said.items()
    ]
    return pl.DataFrame(about, schema=OVERRIDES, orient="row")


@law
@given(drawn, said_of, st.randoms(use_true_random=False))
def test_the_order_of_activities_and_words_does_not_matter(activities, said, random):
    overrides = with_ids(activities, said)
    shuffled = random.sample(activities, len(activities))
    other = duplicates(rows(Activities, *shuffled), overrides.sample(fraction=1, shuffle=True, seed=1))
    assert duplicates(rows(Activities, *activities), overrides).equals(other)


@law
@given(drawn, said_of)
def test_whatever_is_said_each_duplicate_points_at_one_that_counts(activities, said):
    first = rows(Activities, *activities)
    judged = duplicates(first, with_ids(activities, said))
    copies = judged.drop_nulls("duplicate_of")
    assert judged.select("athlete_id", "activity_id").is_unique().all()
    target = ["athlete_id", "duplicate_of"]
    counted = first.join(copies, on=["athlete_id", "activity_id"], how="anti")
    kept = copies.join(counted, left_on=target, right_on=["athlete_id", "activity_id"], how="semi")
    assert kept.height == copies.height


@law
@given(drawn, said_of)
def test_each_workout_counts_once_save_where_the_athlete_wants_it_twice(activities, said):
    first, overrides = rows(Activities, *activities), with_ids(activities, said)
    judged = duplicates(first, overrides)
    counted = first.join(judged.drop_nulls("duplicate_of"), on=["athlete_id", "activity_id"], how="anti")
    twice = overrides.filter(pl.col("duplicate_of").is_null())
    both = duplicate_pairs(counted).join(twice, on=["athlete_id", "activity_id"], how="anti")
    assert both.join(
        twice, left_on=["athlete_id", "other_id"], right_on=["athlete_id", "activity_id"], how="anti"
    ).is_empty()


@law
@given(drawn, said_of)
def test_words_withdrawn_leave_nothing_behind(activities, said):
    first = rows(Activities, *activities)
    judged = duplicates(first, with_ids(activities, said)).rename({"reason": "duplicate_reason"})
    stored = first.drop("duplicate_of", "duplicate_reason").join(judged, on=["athlete_id", "activity_id"], how="left")
    assert duplicates(stored.select(Activities.columns())).equals(duplicates(first))
