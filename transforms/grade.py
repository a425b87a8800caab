"""What a slope costs a runner."""

from typing import TypeVar

import numpy as np
import polars as pl
from numpy.typing import NDArray

Grade = TypeVar("Grade", pl.Expr, NDArray[np.float32])

#: Minetti's treadmill went to ±45 %; beyond, the polynomial means nothing.
STEEPEST_GRADE = 0.45
#: Energy cost of running on the flat, J/kg/m: the polynomial's constant term.
FLAT_COST = 3.6


def minetti_factor(grade: Grade) -> Grade:
    """Metabolic cost of running at a grade (rise over run, 0.1 = 10 %) over that on the flat.

    Speed × factor is grade-adjusted speed: the speed on the flat of the same cost. Below 1 on gentle
    descents on purpose. Source: Minetti et al. 2002, J Appl Physiol 93:1039, C(i) in J/kg/m.
    """
    i = grade.clip(-STEEPEST_GRADE, STEEPEST_GRADE)
    cost: Grade = ((((155.4 * i - 30.4) * i - 43.3) * i + 46.3) * i + 19.5) * i + FLAT_COST
    # A product: a quotient by a number would differ in its last bit for a column of one row (transforms.exact_sum).
    return cost * (1 / FLAT_COST)
