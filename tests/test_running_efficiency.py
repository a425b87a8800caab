from datetime import date

import numpy as np
import polars as pl
import pytest

from schemas.activities import Activities
from schemas.easy_windows import EasyWindows
from schemas.running_efficiency import RunningEfficiency
from tests.frames import rows
from transforms.running_efficiency import running_efficiency

HIGHEST = pl.DataFrame({"athlete_id": [1], "field_maximum_bpm": [190.0]})


def window(activity_id, value, number=0, bpm=140.0):
    start = {"activity_id": activity_id, "start_time_s": 600 + 300 * number}
    return start | {"mean_heartrate_bpm": bpm, "metres_per_heartbeat": float(value), "duration_s": 300}


def run(activity_id, month=1, **other):
    return {"activity_id": activity_id, "local_date": date(2026, month, 5)} | other


def efficiency(windows, runs, highest=HIGHEST):
    table = running_efficiency(rows(EasyWindows, *windows), rows(Activities, *runs), highest)
    return RunningEfficiency.validate(table)


def noisy(activity_ids, seed=0):
    """Ten windows a run around 1.3 m per heartbeat; runs differ by 0.05, windows of a run by 0.02."""
    random = np.random.default_rng(seed)
    return [
        window(activity_id, 1.3 + shift + 0.02 * random.standard_normal(), number)
        for activity_id in activity_ids
        for shift in [0.05 * random.standard_normal()]
        for number in range(10)
    ]


def test_the_median_of_the_windows_of_a_month():
    table = efficiency([window(1, 1.2), window(1, 1.3, 1), window(2, 1.5)], [run(1), run(2)])
    assert table.select("month", "runs", "windows", "metres_per_heartbeat").rows() == [(date(2026, 1, 1), 2, 3, 1.3)]


def test_the_spread_is_the_interquartile_range():
    table = efficiency([window(1, value, n) for n, value in enumerate([1.0, 1.1, 1.2, 1.3, 1.4])], [run(1)])
    assert table["metres_per_heartbeat_iqr"][0] == pytest.approx(0.2)


@pytest.mark.parametrize(("bpm", "is_easy"), [(123.0, False), (124.0, True), (152.0, True), (153.0, False)])
def test_easy_is_from_65_to_80_percent_of_the_highest_heart_rate(bpm, is_easy):
    assert efficiency([window(1, 1.3, bpm=bpm)], [run(1)]).height == is_easy


def test_duplicates_are_left_out():
    table = efficiency([window(1, 1.2), window(2, 1.4)], [run(1), run(2, duplicate_of=1)])
    assert table.select("runs", "metres_per_heartbeat").rows() == [(1, 1.2)]


def test_an_athlete_without_a_highest_heart_rate_has_no_rows():
    assert efficiency([window(1, 1.3)], [run(1)], HIGHEST.clear()).is_empty()


def test_the_interval_holds_the_median():
    table = efficiency(noisy(range(1, 11)), [run(n) for n in range(1, 11)])
    low, middle, high = (table[f"metres_per_heartbeat{end}"][0] for end in ("_low", "", "_high"))
    assert low < middle < high
    assert high - low < 0.2


def test_more_runs_make_the_interval_narrower():
    def width(count):
        ids = range(1, count + 1)
        table = efficiency(noisy(ids), [run(n) for n in ids])
        return (table["metres_per_heartbeat_high"] - table["metres_per_heartbeat_low"])[0]

    assert width(40) < 0.6 * width(5)


def test_the_interval_holds_the_truth_about_as_often_as_it_says():
    held = 0
    for seed in range(40):
        ids = range(1000 * seed + 1, 1000 * seed + 11)
        table = efficiency(noisy(ids, seed), [run(n) for n in ids])
        held += table["metres_per_heartbeat_low"][0] <= 1.3 <= table["metres_per_heartbeat_high"][0]
    assert held >= 34  # of 40; 38 expected


def test_one_run_has_an_interval_too():
    table = efficiency(noisy([1]), [run(1)])
    assert table["metres_per_heartbeat_low"][0] < table["metres_per_heartbeat_high"][0]


def test_one_window_is_its_own_interval():
    table = efficiency([window(1, 1.3)], [run(1)])
    assert table.select("metres_per_heartbeat_low", "metres_per_heartbeat_high").rows() == [(1.3, 1.3)]


def test_a_month_does_not_depend_on_other_months_or_on_the_order_of_rows():
    first, second = noisy([1, 2], 1), noisy([3, 4, 5], 2)
    alone = efficiency(second, [run(n, 2) for n in (3, 4, 5)])
    both = efficiency([*second[::-1], *first], [*(run(n, 2) for n in (5, 3, 4)), run(1), run(2)])
    assert both.filter(pl.col("month") == date(2026, 2, 1)).equals(alone)


def test_nothing_gives_an_empty_table():
    empty = running_efficiency(EasyWindows.none(), Activities.none(), HIGHEST)
    assert RunningEfficiency.validate(empty).is_empty()
