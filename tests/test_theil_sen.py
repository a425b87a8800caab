import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.laws import law
from transforms.theil_sen import shown, theil_sen

POINTS = st.lists(st.tuples(st.integers(-50, 50), st.integers(-100, 100)), min_size=2, max_size=12)


def slope(points):
    frame = pl.DataFrame(points, schema={"x": pl.Int64, "y": pl.Float64}, orient="row").with_columns(one=pl.lit(1))
    found = theil_sen(frame, ["one"], "x", "y")
    return found["slope"].item() if found.height else None


@law
@given(POINTS)
def test_the_slope_is_the_median_of_all_pairs(points):
    pairs = [(y2 - y1) / (x2 - x1) for x1, y1 in points for x2, y2 in points if x2 > x1]
    assert slope(points) == (pytest.approx(np.median(pairs)) if pairs else None)


def test_a_point_that_is_missing_is_left_out():
    assert slope([(0, 1.0), (1, None), (2, 5.0)]) == 2.0


def test_slopes_that_cancel_are_plain_zero():
    seen = pl.DataFrame({"slope": [-0.00001, 0.12345, None]}).select(shown(pl.col("slope"), 3))["slope"]
    assert [str(one) for one in seen] == ["0.0", "0.123", "None"]
