from typing import Any

import polars as pl

from schemas.activities import Activities
from schemas.activity_samples import ActivitySamples
from tests.frames import rows
from transforms.heart_rate import field_maximum


def seen(peaks: list[int], **more: Any) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Activities with these peaks, and their samples."""
    ids = range(1, len(peaks) + 1)
    return (
        rows(Activities, *({"activity_id": n, "has_streams": True} | more for n in ids)),
        rows(
            ActivitySamples, *({"activity_id": n, "peak_heartrate_bpm": bpm} for n, bpm in zip(ids, peaks, strict=True))
        ),
    )


def maximum(peaks: list[int]) -> list[float]:
    return field_maximum(*seen(peaks))["field_maximum_bpm"].to_list()


def test_the_maximum_is_the_highest_peak():
    assert maximum([150] * 9 + [185, 188]) == [188.0]


def test_one_faulty_strap_does_not_make_the_maximum():
    assert maximum([150] * 9 + [185, 225]) == [190.0]


def test_few_activities_say_nothing_about_the_maximum():
    assert maximum([185] * 9) == []
    assert maximum([185] * 10) == [185.0]


def test_where_no_samples_were_fetched_the_activitys_own_maximum_stands_in():
    activities = rows(Activities, *({"activity_id": n, "max_heartrate_bpm": 180.0} for n in range(1, 11)))
    assert field_maximum(activities, ActivitySamples.none())["field_maximum_bpm"].to_list() == [180.0]
