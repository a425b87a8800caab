from itertools import pairwise

import numpy as np
import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from flows.derive.batch import boiled_down
from schemas.streams import Streams
from tests.hill_simulator import easy, hill_sprint_run, record
from tests.hill_verdicts import activities_of
from tests.laws import law
from transforms.sample_order import begins, in_order, of_activities

ORDER = Streams.key()


def samples(*activities):
    """Samples of (athlete, activity, seconds)."""
    return pl.DataFrame(
        [(athlete, activity, time_s) for athlete, activity, times in activities for time_s in times],
        schema=dict.fromkeys(ORDER, pl.Int64),
        orient="row",
    )


def test_samples_in_order_are_not_moved():
    these = samples((1, 7, [0, 1, 5]), (2, -3, [0, 2]))
    assert in_order(these, *ORDER) is these


def test_of_all_activities_nothing_is_moved_either():
    these = samples((1, 7, [0, 1]), (1, 9, [0]))
    assert of_activities(these, pl.DataFrame({"activity_id": [9, 7, 8]})) is these


def test_the_samples_of_some_activities_are_told_by_both_ids():
    these = samples((1, 7, [0, 1]), (2, 7, [0]), (2, 8, [0]))
    asked = pl.DataFrame({"athlete_id": [2, 1], "activity_id": [7, 8]})
    assert of_activities(these, asked).rows() == [(2, 7, 0)]


def test_no_samples_begin_nothing():
    assert begins(np.zeros(0, dtype=np.int64)).tolist() == []
    assert in_order(samples(), *ORDER).is_empty()
    assert of_activities(samples(), pl.DataFrame({"activity_id": [1]})).is_empty()


@law
@given(st.data(), st.sets(st.tuples(st.integers(1, 3), st.integers(-3, 3), st.integers(0, 6)), max_size=40))
def test_order_is_that_of_sorting_however_samples_lie(data, keys):
    shuffled = pl.DataFrame(
        data.draw(st.permutations(sorted(keys))), schema=dict.fromkeys(ORDER, pl.Int64), orient="row"
    )
    assert in_order(shuffled, *ORDER).equals(shuffled.sort(ORDER))


@law
@given(st.data(), st.lists(st.tuples(st.integers(1, 3), st.integers(1, 9)), max_size=8))
def test_stretches_out_of_order_are_put_in_order(data, cuts):
    these = samples(*((athlete, 10 * athlete, range(20)) for athlete in range(1, 4)))
    at = sorted({0, these.height, *(20 * (athlete - 1) + second for athlete, second in cuts)})
    pieces = [these[a:b] for a, b in pairwise(at)]
    assert in_order(pl.concat(data.draw(st.permutations(pieces))), *ORDER).equals(these)


@law
@given(st.lists(st.integers(0, 30), min_size=2, max_size=4, unique=True), st.integers(0, 3), st.integers(0, 999))
def test_what_is_boiled_down_depends_on_neither_batch_nor_order(seeds, coarse, shuffle):
    runs = [record([*hill_sprint_run(seed)[0], *easy(20)], seed, 10 + seed).streams for seed in seeds]
    # Some recordings are smart ones, with gaps of several seconds.
    kept = [run.filter(pl.col("time_s") % 3 < 2) if number < coarse else run for number, run in enumerate(runs)]
    streams = pl.concat(kept)
    known = activities_of(streams, moving_time_s=3600)
    together = boiled_down(streams.sample(fraction=1, shuffle=True, seed=shuffle), known)
    alone = [boiled_down(run, known.filter(activity_id=10 + seed)) for run, seed in zip(kept, seeds, strict=True)]
    for table, frame in together.items():
        assert frame.equals(pl.concat(one[table] for one in alone).sort(table.key())), table
