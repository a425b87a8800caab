import orjson
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.streams import Streams
from tests.laws import law
from transforms.streams import streams

RUNS = pl.DataFrame({"athlete_id": [1], "activity_id": [10]})
NO_RUNS = RUNS.clear()


def sets(*bodies, http_status=200):
    return pl.DataFrame(
        {
            "athlete_id": [1] * len(bodies),
            "activity_id": list(range(10, 10 + len(bodies))),
            "payload_id": list(range(1, 1 + len(bodies))),
            "http_status": [http_status] * len(bodies),
            "body": [body if isinstance(body, str) else orjson.dumps(body).decode() for body in bodies],
        }
    )


def stream_set(**arrays):
    return {key: {"data": data, "series_type": "distance", "resolution": "high"} for key, data in arrays.items()}


def derive(*bodies, runs=NO_RUNS, **how):
    good, bad = streams(sets(*bodies, **how), runs)
    return Streams.validate(good), bad


def test_each_sample_is_a_row_and_a_missing_stream_is_null():
    good, bad = derive(stream_set(time=[0, 1, 4], distance=[0.0, 3.1, 12]))
    assert good.select("time_s", "distance_m", "heartrate_bpm").rows() == [
        (0, 0.0, None),
        (1, 3.1, None),
        (4, 12.0, None),
    ]
    assert bad.is_empty()


def test_cadence_of_runs_counts_both_legs_and_that_of_rides_stays():
    ridden = stream_set(time=[0], cadence=[85])
    assert derive(ridden, runs=RUNS)[0]["cadence_spm"].to_list() == [170.0]
    assert derive(ridden)[0]["cadence_spm"].to_list() == [85.0]


def test_a_heart_rate_of_zero_is_a_drop_out():
    good, _ = derive(stream_set(time=[0, 1], heartrate=[0, 140]))
    assert good["heartrate_bpm"].to_list() == [None, 140]


def test_coordinates_may_be_missing_for_a_sample():
    good, bad = derive(stream_set(time=[0, 1], latlng=[[47.1, 8.5], None]))
    assert good.select("lat", "lon").rows() == [(47.1, 8.5), (None, None)]
    assert bad.is_empty()


def test_an_impossible_reading_is_null_and_the_sample_stays():
    good, bad = derive(stream_set(time=[0, 1], altitude=[99999, 400.2], distance=[0, 2]))
    assert good.select("altitude_m", "distance_m").rows() == [(None, 0.0), (400.2, 2.0)]
    assert bad.is_empty()


def test_a_404_is_an_activity_without_samples():
    good, bad = derive({"message": "Resource Not Found", "errors": []}, http_status=404)
    assert good.is_empty()
    assert bad.is_empty()


def test_one_wrong_stream_set_does_not_take_the_others_with_it():
    right = stream_set(time=[0, 1])
    good, bad = derive(right, stream_set(time=["soon", 1]), right)
    assert good["activity_id"].unique().sort().to_list() == [10, 12]
    assert bad.select("payload_id", "record_id").rows() == [(2, "11")]


@pytest.mark.parametrize(
    ("wrong", "rule"),
    [
        (stream_set(distance=[1.0]), "stream set: time"),
        (stream_set(time=[0, 1], distance=[1.0]), "stream set: aligned"),
        ({"time": 7}, "stream set: type"),
        (stream_set(time=[-5]), "time_s: greater_than_or_equal_to(0)"),
        (stream_set(time=[None]), "time_s: not_nullable"),
        (stream_set(time=[0, 8 * 86_400]), "stream set: length"),
        (stream_set(time=[0, 1e300]), "stream set: length"),
    ],
)
def test_a_misshapen_set_is_rejected_by_name(wrong, rule):
    good, bad = derive(wrong)
    assert good.is_empty()
    assert bad["rule"].to_list() == [rule]


def test_of_two_samples_of_one_second_the_first_stays():
    good, bad = derive(stream_set(time=[0, 0, 1], distance=[1.0, 2.0, 3.0]))
    assert good["distance_m"].to_list() == [1.0, 3.0]
    assert bad.is_empty()


def test_an_empty_set_has_no_samples():
    good, bad = derive(stream_set(time=[], distance=[]))
    assert good.is_empty()
    assert bad.is_empty()


@law
@given(st.lists(st.integers(0, 100_000), unique=True, max_size=30).map(sorted))
def test_times_come_back_as_they_were(times):
    good, bad = derive(stream_set(time=times))
    assert good["time_s"].to_list() == times
    assert bad.is_empty()
