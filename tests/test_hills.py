from datetime import UTC, datetime, timedelta
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.activities import Activities
from schemas.efforts import Efforts
from schemas.hill_progress import HillProgress
from schemas.hill_sprint_reps import HillSprintReps
from tests.frames import rows
from tests.hill_simulator import Stretch, Watch, easy, record
from tests.hill_verdicts import efforts_of
from tests.laws import law
from transforms.hill_sprint_reps import reps_among
from transforms.hills import on_hills

NORTH, EAST, SOUTH = (1, 0), (0, 1), (-1, 0)
START = datetime(2026, 3, 1, 7, tzinfo=UTC)
DEGREE_M = 111_320.0


def session(
    day: int = 0, at: tuple[float, float] | None = (0, 0), to=NORTH, grade: float = 10.0, reps: int = 3, **more
):
    """A run with reps whose feet lie at metres north and east of a village, 1,000 km from the equator."""
    return {"day": day, "at": at, "to": to, "grade": grade, "reps": reps, "activity_id": 100 + day} | more


def tables(*sessions: dict[str, Any], lon: float = 7.0) -> tuple[pl.DataFrame, pl.DataFrame]:
    """core.efforts and core.activities of the sessions; the third rep's foot is 20 m from the first's."""
    found, runs = [], []
    for one in sessions:
        shared = {"athlete_id": one.get("athlete_id", 1), "activity_id": one["activity_id"]}
        duplicate = {"duplicate_of": one.get("duplicate_of")}
        runs.append(shared | duplicate | {"start_at": START + timedelta(days=one["day"]), "sport_group": "run"})
        for rep in range(one["reps"]):
            effort = shared | {"start_time_s": 900.0 + 109 * rep, "duration_s": 9.0, "effort_kind": "hill_sprint"}
            effort |= {"distance_m": 45.0, "elevation_gain_m": 0.45 * one["grade"], "mean_grade_pct": one["grade"]}
            effort |= {"mean_speed_mps": 5.0, "mean_grade_adjusted_speed_mps": 7.0, "peak_speed_mps": 6.0}
            effort |= {"cadence_share": 1.0, "start_rest_s": 0, "end_rest_s": 0, "rest_before_s": 30}
            effort |= {"rest_after_s": 30, "start_distance_m": 0.0, "end_distance_m": 45.0, "easy_effort_mps": 2.9}
            if one["at"] is not None:
                foot = [metres + 10 * rep * way for metres, way in zip(one["at"], one["to"], strict=True)]
                top = [metres + 45 * way for metres, way in zip(foot, one["to"], strict=True)]
                for name, (north_m, east_m) in {"": foot, "end_": top}.items():
                    effort[f"{name}lat"] = 9.0 + north_m / DEGREE_M
                    effort[f"{name}lon"] = (lon + east_m / DEGREE_M / 0.98769 + 180) % 360 - 180
            found.append(effort)
    return rows(Efforts, *found), rows(Activities, *runs)


def hills_of(*sessions: dict[str, Any], **more: Any) -> dict[int, list[str | None]]:
    """`hill_id` of every rep, by activity."""
    found, runs = tables(*sessions, **more)
    reps = HillSprintReps.validate(on_hills(reps_among(found), found, runs))
    return {key[0]: group["hill_id"].to_list() for key, group in reps.group_by("activity_id", maintain_order=True)}


def count(*sessions: dict[str, Any], **more: Any) -> int:
    return len({one for found in hills_of(*sessions, **more).values() for one in found})


def test_a_hill_is_named_by_the_activity_and_rep_of_its_first_use():
    assert hills_of(session(0), session(1)) == {100: ["100-1"] * 3, 101: ["100-1"] * 3}


@pytest.mark.parametrize("at", [(60, 0), (-60, 0), (0, 60), (15, -15)])
def test_starts_sixty_metres_apart_are_on_one_hill(at):
    assert count(session(0), session(1, at)) == 1


@pytest.mark.parametrize("at", [(300, 0), (0, -300)])
def test_hills_three_hundred_metres_apart_are_two(at):
    assert count(session(0), session(1, at)) == 2


def test_opposite_directions_from_one_foot_are_two_hills():
    assert count(session(0, to=NORTH), session(1, to=SOUTH)) == 2


def test_a_hill_that_bends_a_little_is_one():
    assert count(session(0, to=NORTH), session(1, to=(0.8, 0.6))) == 1


def test_clearly_different_grades_from_one_foot_are_two_hills():
    assert count(session(0, grade=6.0), session(1, grade=14.0)) == 2


def test_a_grade_that_is_measured_a_little_differently_is_one_hill():
    assert count(session(0, grade=9.0), session(1, grade=11.5)) == 1


def test_two_hills_of_one_session_are_two():
    found, runs = tables(session(0), session(1, (400, 0)))
    later_s = pl.when(pl.col("activity_id") == 101).then(600.0).otherwise(0.0)
    found = found.with_columns(pl.lit(100).alias("activity_id"), pl.col("start_time_s") + later_s)
    assert on_hills(reps_among(found), found, runs)["hill_id"].to_list() == ["100-1"] * 3 + ["100-4"] * 3


def test_a_rep_without_coordinates_is_on_no_hill():
    assert hills_of(session(0), session(1, at=None)) == {100: ["100-1"] * 3, 101: [None] * 3}


def test_reps_of_which_the_end_is_unknown_are_on_the_hill_of_their_foot():
    found, runs = tables(session(0, to=NORTH), session(1, to=SOUTH))
    ends = [pl.when(pl.col("activity_id") != 101).then(name).alias(name) for name in ("end_lat", "end_lon")]
    found = found.with_columns(ends)
    assert on_hills(reps_among(found), found, runs)["hill_id"].to_list() == ["100-1"] * 6


def test_a_duplicate_is_on_no_hill_and_founds_none():
    found = hills_of(session(0, duplicate_of=101), session(1))
    assert found == {100: [None] * 3, 101: ["101-1"] * 3}


def test_athletes_do_not_share_hills():
    assert count(session(0), session(1, athlete_id=2)) == 2


def test_a_hill_across_the_date_line_is_one():
    assert count(session(0), session(1, (0, 40)), lon=179.9999) == 1


def test_of_two_hills_the_nearer_is_taken():
    assert hills_of(session(0), session(1, (200, 0)), session(2, (120, 0)))[102] == ["101-1"] * 3


def test_no_reps_are_on_no_hills():
    assert on_hills(HillSprintReps.none(), Efforts.none(), Activities.none()).equals(HillSprintReps.none())


PLACES = st.tuples(st.integers(-400, 400), st.integers(-400, 400))
LIVES = st.lists(
    st.tuples(PLACES, st.sampled_from([NORTH, EAST, SOUTH]), st.floats(5, 20)), min_size=1, max_size=12
).map(lambda life: [session(day, at, to, round(grade, 1)) for day, (at, to, grade) in enumerate(life)])


@law
@given(LIVES, st.randoms(use_true_random=False))
def test_the_order_in_which_sessions_arrive_does_not_matter(life, random):
    mixed = list(life)
    random.shuffle(mixed)
    assert hills_of(*mixed) == hills_of(*life)


@law
@given(LIVES)
def test_a_later_session_renames_no_hill(life):
    before = hills_of(*life[:-1]) if life[:-1] else {}
    assert {key: found for key, found in hills_of(*life).items() if key in before} == before


@law
@given(LIVES)
def test_a_hill_is_named_after_its_earliest_session(life):
    for activity_id, found in hills_of(*life).items():
        assert all(int(one.split("-")[0]) <= activity_id for one in found)


def test_the_ends_of_recorded_reps_give_the_direction():
    sprints = [Stretch(9, 5.2, 0.1), Stretch(100, 0.46, -0.1)] * 4
    recordings = [record([*easy(15), *sprints, *easy(5)], seed, 1 + seed, Watch()) for seed in range(3)]
    found = efforts_of(pl.concat(one.streams for one in recordings))
    known = rows(
        Activities, *({"activity_id": 1 + seed, "start_at": START + timedelta(days=seed)} for seed in range(3))
    )
    assert set(on_hills(reps_among(found), found, known)["hill_id"]) == {"1-1"}


def test_no_coordinate_leaves_with_the_marts():
    assert not {"lat", "lon"} & {*HillSprintReps.columns(), *HillProgress.columns()}
    assert {"lat", "lon", "end_lat", "end_lon"} <= set(Efforts.gps_columns())
