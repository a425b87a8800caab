from typing import Any

import polars as pl
from hypothesis import given
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from schemas.activity_samples import ActivitySamples
from schemas.streams import Streams
from tests.frames import rows
from tests.laws import examples
from transforms.activity_samples import activity_samples
from transforms.believable_heart_rate import LOWEST_BPM


def stream(heart: list[int | None], activity_id: int = 1, **more: Any) -> list[dict[str, Any]]:
    """A sample a second."""
    return [
        {"activity_id": activity_id, "time_s": second, "heartrate_bpm": bpm} | more for second, bpm in enumerate(heart)
    ]


def boiled(*samples: dict[str, Any]) -> pl.DataFrame:
    return ActivitySamples.validate(activity_samples(rows(Streams, *samples)))


def one(*samples: dict[str, Any]) -> dict[str, Any]:
    return boiled(*samples).row(0, named=True)


def seconds_at(row: dict[str, Any]) -> dict[int, int]:
    return {LOWEST_BPM + n: seconds for n, seconds in enumerate(row["heartrate_seconds"]) if seconds}


def test_seconds_in_motion_stand_at_their_heart_rate():
    assert seconds_at(one(*stream([100, 100, 101]))) == {100: 2, 101: 1}


def test_standing_still_is_not_counted():
    row = one(*stream([100] * 5), *({**s, "time_s": s["time_s"] + 5, "is_moving": False} for s in stream([90] * 5)))
    assert (row["moving_time_s"], seconds_at(row)) == (5, {100: 5})


def test_a_gap_of_smart_recording_counts_and_a_pause_does_not():
    samples = [{"time_s": time, "heartrate_bpm": 100} for time in (0, 10, 21)]
    assert one(*samples)["moving_time_s"] == 10 + 1 + 1


def test_a_drop_out_is_not_counted_as_heart_rate():
    row = one(*stream([100, None, 100, 20]))
    assert (row["moving_time_s"], row["heartrate_time_s"]) == (4, 2)


def test_a_spike_is_not_counted():
    row = one(*stream([120] * 20 + [190] * 8 + [120] * 20 + [60] * 5 + [120] * 20))
    assert seconds_at(row) == {120: 60}
    assert row["peak_heartrate_bpm"] == 120


def test_a_real_rise_is_no_spike():
    rise = [*range(110, 181), *[180] * 15, *range(180, 110, -1)]
    assert one(*stream(list(rise)))["peak_heartrate_bpm"] == 180


def test_the_peak_is_held_for_five_samples():
    assert one(*stream([150] * 5 + [155] * 4 + [150] * 5))["peak_heartrate_bpm"] == 150
    assert one(*stream([150] * 5 + [155] * 5 + [150] * 5))["peak_heartrate_bpm"] == 155


def test_without_heart_rate_there_is_no_peak():
    row = one(*stream([None] * 10))
    assert (row["peak_heartrate_bpm"], row["heartrate_time_s"]) == (None, 0)


def test_warmth_is_measured_from_twenty_minutes_on():
    samples = [{"time_s": time, "temp_c": 35.0 if time < 1200 else 29.0} for time in range(0, 1800, 10)]
    assert one(*samples)["mean_temp_after_20min_c"] == 29.0


def test_a_short_or_blind_activity_has_no_temperature():
    assert one(*({"time_s": time, "temp_c": 35.0} for time in range(100)))["mean_temp_after_20min_c"] is None


def test_no_samples_make_no_rows():
    assert ActivitySamples.validate(activity_samples(Streams.none())).is_empty()


HEARTS = st.lists(st.one_of(st.none(), st.integers(1, 260)), min_size=1, max_size=60)


@examples(30, 8)
@given(st.lists(HEARTS, min_size=1, max_size=4), st.randoms(use_true_random=False))
def test_neither_order_nor_neighbours_change_a_row(hearts, random):
    samples = [sample for number, heart in enumerate(hearts, start=1) for sample in stream(heart, number)]
    together = boiled(*samples)
    alone = pl.concat([boiled(*stream(heart, number)) for number, heart in enumerate(hearts, start=1)])
    random.shuffle(samples)
    assert_frame_equal(together, alone)
    assert_frame_equal(boiled(*samples), together)


@examples(30, 8)
@given(HEARTS)
def test_heart_rate_is_never_counted_for_longer_than_motion(heart):
    row = one(*stream(heart))
    assert sum(row["heartrate_seconds"]) == row["heartrate_time_s"] <= row["moving_time_s"] == len(heart)
