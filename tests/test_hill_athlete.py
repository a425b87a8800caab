"""The synthetic athlete's hills as the pipeline sees them, against those that were really run."""

import polars as pl
import pytest

from tests.hill_athlete import reps_run, seen
from tests.hill_verdicts import pairs_of
from tests.laws import first_of

pytestmark = pytest.mark.slow
#: No constant was chosen on these.
SEEDS = first_of([24, 25])


@pytest.mark.parametrize("seed", SEEDS)
def test_hills_are_told_apart_as_the_athlete_ran_them(seed):
    year = seen(seed)
    run = {one["activity_id"]: one["hill"] for one in year.truth["activities"]}
    pairs = year.reps.select("hill_id", hill=pl.col("activity_id").replace_strict(run)).unique()
    assert year.reps["hill_id"].null_count() == 0
    assert pairs.height >= 3
    assert pairs["hill_id"].is_unique().all()
    assert pairs["hill"].is_unique().all()


@pytest.mark.parametrize("seed", SEEDS)
def test_every_session_that_counts_is_on_a_hill(seed):
    year = seen(seed)
    counted = year.sessions.filter(pl.col("kind") == "hill_sprints")
    assert set(year.progress["activity_id"]) == set(counted["activity_id"])
    assert year.progress["reps"].sum() == counted["dose"].sum()


@pytest.mark.parametrize("seed", SEEDS)
def test_medians_are_right_within_the_stated_error(seed):
    # Early starts take 0.3 m off every rep; the rest is what `speed_error_mps` says, 19 times out of 20.
    year = seen(seed)
    pairs = pairs_of(reps_run(year.truth), year.reps).drop_nulls(["first_8s_distance_m", "first_8s_distance_m_found"])
    bias_m = (pairs["first_8s_distance_m_found"] - pairs["first_8s_distance_m"]).mean()
    assert bias_m == pytest.approx(-0.3, abs=0.3)
    medians = pairs.group_by("activity_id").agg(true_mps=(pl.col("first_8s_distance_m").median() + bias_m) / 8)
    off = year.progress.join(medians, on="activity_id").select(
        (pl.col("median_first_8s_speed_mps") - pl.col("true_mps")).abs() <= pl.col("speed_error_mps")
    )
    assert off.to_series().mean() >= 0.85
