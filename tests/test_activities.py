from datetime import UTC, date, datetime

import orjson
import polars as pl
import pytest

from schemas.activities import Activities
from tests.strava_shapes import ABSENT, ATHLETE_ID, detail, summary
from transforms.activities import activities, with_samples

AT = datetime(2026, 5, 5, 3, tzinfo=UTC)


def record(body, payload_id=1, kind="summary", http_status=200, activity_id=12_000_000_001):
    return {
        "athlete_id": ATHLETE_ID,
        "activity_id": activity_id,
        "payload_id": payload_id,
        "kind": kind,
        "http_status": http_status,
        "body": orjson.dumps(body).decode(),
        "fetched_at": AT,
    }


def derive(*records):
    good, bad = activities(pl.DataFrame(records))
    return Activities.validate(good), bad


def test_a_summary_becomes_a_row():
    good, bad = derive(record(summary()))
    row = good.row(0, named=True)
    assert bad.is_empty()
    assert (row["name"], row["sport_type"], row["sport_group"]) == ("Morning Run", "Run", "run")
    assert (row["distance_m"], row["moving_time_s"], row["elapsed_time_s"]) == (8000.4, 2700, 2760)
    assert row["timezone"] == "Europe/Helsinki"


def test_the_local_start_is_wall_time_though_strava_calls_it_utc():
    late = summary(start=datetime(2026, 5, 4, 22, 30, tzinfo=UTC))
    row = derive(record(late))[0].row(0, named=True)
    assert row["start_at"] == datetime(2026, 5, 4, 22, 30, tzinfo=UTC)
    assert row["local_start_at"] == datetime(2026, 5, 5, 1, 30)
    assert row["local_date"] == date(2026, 5, 5)
    assert row["utc_offset_s"] == 10_800


@pytest.mark.parametrize("missing", ["average_heartrate", "average_cadence", "average_temp", "workout_type", "gear_id"])
def test_a_field_that_strava_leaves_out_is_null_and_no_error(missing):
    good, bad = derive(record(summary(**{missing: ABSENT})))
    assert good.height == 1
    assert bad.is_empty()


def test_an_unknown_sport_and_unknown_fields_are_data():
    good, bad = derive(record(summary(sport_type="Sauna", brand_new={"deep": [1]})))
    assert good["sport_type"].to_list() == ["Sauna"]
    assert bad.is_empty()


def test_whole_numbers_may_come_as_fractions_and_fractions_as_whole_numbers():
    row = derive(record(summary(elapsed_time=2760.0, total_elevation_gain=42, distance=8000)))[0].row(0, named=True)
    assert (row["elapsed_time_s"], row["elevation_gain_m"], row["distance_m"]) == (2760, 42.0, 8000.0)


def test_a_value_of_the_wrong_type_rejects_that_record_and_no_other():
    good, bad = derive(record(summary(distance="far")), record(summary(2, distance=5000), activity_id=2))
    assert good["activity_id"].to_list() == [2]
    assert bad["record_id"].to_list() == ["12000000001"]
    assert bad["reason"].item() == "distance_m is 'far', which is no number"


def test_a_negative_distance_is_rejected_with_its_rule():
    good, bad = derive(record(summary(distance=-5.0)))
    assert good.is_empty()
    assert bad["rule"].item() == "distance_m: greater_than_or_equal_to(0)"


def test_a_missing_start_is_rejected():
    good, bad = derive(record(summary(start_date=ABSENT)))
    assert good.is_empty()
    assert "start_at is missing" in bad["reason"].to_list()


def test_the_newer_record_wins_and_what_only_the_older_has_stays():
    old = record(detail(summary(name="Old name"), description="kept"), payload_id=1, kind="activity")
    new = record(summary(name="New name"), payload_id=2)
    row = derive(old, new)[0].row(0, named=True)
    assert (row["name"], row["description"]) == ("New name", "kept")


def test_the_order_of_records_does_not_matter():
    records = [record(detail(summary()), 2, "activity"), record(summary(name="x"), 1)]
    assert derive(*records)[0].equals(derive(*reversed(records))[0])


def test_a_wrong_summary_does_not_lose_an_activity_whose_detail_is_right():
    good, bad = derive(record(summary(distance="far"), 1), record(detail(summary()), 2, "activity"))
    assert good["distance_m"].to_list() == [8000.4]
    assert bad.height == 1


def test_an_activity_whose_detail_is_gone_makes_no_row():
    gone = record({"message": "Record Not Found"}, 2, "activity", http_status=404)
    good, bad = derive(record(summary(), 1), gone)
    assert good.is_empty()
    assert bad.is_empty()


def test_a_heart_rate_that_no_heart_has_is_null_and_the_run_stays():
    row = derive(record(summary(average_heartrate=0, max_heartrate=511)))[0].row(0, named=True)
    assert (row["mean_heartrate_bpm"], row["max_heartrate_bpm"], row["distance_m"]) == (None, None, 8000.4)


@pytest.mark.parametrize(("said", "known"), [(True, True), (False, False), (ABSENT, None)])
def test_estimated_power_is_told_from_measured(said, known):
    good = derive(record(summary(average_watts=180.5, device_watts=said)))[0]
    assert good.select("mean_watts", "has_power_meter").rows() == [(180.5, known)]


def test_a_title_is_kept_character_by_character():
    title = """It's "fine" \U0001f3c3 <b>&amp;</b> '; DROP TABLE x; --\n\u202e"""
    assert derive(record(summary(name=title)))[0]["name"].item() == title


def test_an_activity_with_samples_says_so():
    good = derive(record(summary()), record(summary(2), activity_id=2))[0]
    samples = pl.DataFrame({"athlete_id": [ATHLETE_ID] * 2, "activity_id": [2, 2], "source": "strava_api"})
    assert good["has_streams"].to_list() == [False, False]
    assert with_samples(good, samples).select("activity_id", "has_streams", "samples_source").rows() == [
        (2, True, "strava_api"),
        (12_000_000_001, False, None),
    ]


def test_no_records_make_no_rows():
    empty = pl.DataFrame([record(summary())]).clear()
    good, bad = activities(empty)
    assert Activities.validate(good).is_empty()
    assert bad.is_empty()
