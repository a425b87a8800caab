"""How much of what costs time runs: few examples and one seed, and with FIVEFOLD_LONG=1 all of them."""

import os
from collections.abc import Sequence

from hypothesis import settings

#: Whether tests take the time that they would take if nobody waited for them.
IS_LONG = os.environ.get("FIVEFOLD_LONG") == "1"


def examples(many: int, few: int) -> settings:
    """How a test runs whose examples are dear, and without a deadline: a loaded machine has no bound."""
    return settings(deadline=None, max_examples=many if IS_LONG else few)


def first_of(seeds: Sequence[int], few: int = 1) -> Sequence[int]:
    """Seeds of which each takes seconds."""
    return seeds if IS_LONG else seeds[:few]


#: Property tests over whole tables: each example builds tables.
law = examples(40, 12)
