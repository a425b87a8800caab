import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.grade import minetti_factor


def test_running_on_the_flat_costs_what_it_costs():
    assert minetti_factor(np.zeros(1, dtype=np.float32))[0] == pytest.approx(1)


@pytest.mark.parametrize(("grade", "cost"), [(0.10, 5.97), (0.20, 9.02), (-0.10, 2.15), (-0.20, 1.80), (0.45, 19.43)])
def test_costs_are_those_that_minetti_published(grade, cost):
    # The polynomial by hand, J/kg/m; Minetti measured 18.93 ± 1.74 at +45 % and a minimum of 1.73 at −20 %.
    assert 3.6 * minetti_factor(np.array([grade], dtype=np.float32))[0] == pytest.approx(cost, abs=0.06)


def test_a_gentle_descent_is_cheaper_than_the_flat():
    assert minetti_factor(np.array([-0.05], dtype=np.float32))[0] < 1


def test_beyond_the_steepest_treadmill_the_cost_stays():
    factors = minetti_factor(np.array([0.45, 3.0], dtype=np.float32))
    assert factors[0] == factors[1]


def test_columns_and_arrays_agree():
    grades = np.linspace(-0.5, 0.5, 21)
    in_polars = pl.DataFrame({"grade": grades}).select(minetti_factor(pl.col("grade"))).to_series().to_numpy()
    assert np.allclose(in_polars, minetti_factor(grades))


@given(st.lists(st.floats(-0.5, 0.5), min_size=2, max_size=20))
def test_a_grade_costs_the_same_to_the_last_bit_alone_and_among_others(grades):
    table = pl.DataFrame({"grade": grades})
    alone = [table[n : n + 1].select(minetti_factor(pl.col("grade"))).item() for n in range(len(grades))]
    assert table.select(minetti_factor(pl.col("grade"))).to_series().to_list() == alone
