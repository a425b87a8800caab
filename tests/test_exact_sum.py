import polars as pl
from hypothesis import example, given
from hypothesis import strategies as st

from tests.laws import law
from transforms.exact_sum import DOSE_STEPS, exact_sum


def sums(*groups, steps=1000):
    table = pl.DataFrame({"group": range(len(groups)), "value": groups}).explode("value")
    return table.group_by("group", maintain_order=True).agg(exact_sum(pl.col("value"), steps))["value"].to_list()


def test_tenths_add_up_to_what_a_person_would_write():
    assert sums([0.1] * 10 + [0.2]) == [1.2]


def test_three_times_forty_minutes_are_two_hours():
    assert sums([40 / 60] * 3, [1.0], steps=DOSE_STEPS) == [2.0, 1.0]


def test_nothing_is_zero():
    assert sums([None]) == [0.0]


@law
@given(st.lists(st.integers(0, 10**6).map(lambda n: n / 10), min_size=1), st.randoms(use_true_random=False))
@example([0.05], None)
def test_neither_the_order_nor_the_company_of_a_group_changes_its_sum(values, random):
    shuffled = random.sample(values, len(values)) if random else values
    for steps in (1000, DOSE_STEPS):
        assert sums(values, steps=steps)[0] == sums(shuffled, [1.0], [2.0], steps=steps)[0]
