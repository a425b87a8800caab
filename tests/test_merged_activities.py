from datetime import UTC, datetime, timedelta

import polars as pl

from schemas.activities import Activities
from schemas.recordings import Recordings
from tests.frames import rows
from transforms.merged_activities import merged_activities

AT = datetime(2026, 5, 12, 23, 30, tzinfo=UTC)
NOBODY = pl.DataFrame(schema={"athlete_id": pl.Int64, "activity_id": pl.Int64})


def answer(**values) -> dict:
    """What the API says."""
    plain = {
        "athlete_id": 7,
        "activity_id": 500,
        "source": "strava_api",
        "sport_type": "Run",
        "start_at": AT,
        "local_start_at": datetime(2026, 5, 13, 1, 30),
        "utc_offset_s": 7200,
        "elapsed_time_s": 3600,
        "moving_time_s": 3500,
        "updated_at": AT,
    }
    return plain | values


def recording(format: str, **values) -> dict:
    """What a file, or the row of a list, says of the same activity."""
    plain = {
        "athlete_id": 7,
        "recording_id": -1,
        "activity_id": 500,
        "source": "strava_export" if format == "csv" else "file",
        "format": format,
        "start_at": AT,
        "elapsed_time_s": 3600,
        "used_utc_offset_s": 7200,
        "imported_at": AT + timedelta(days=1),
    }
    return plain | values


def merged(answers: list[dict], recordings: list[dict], detailed: pl.DataFrame = NOBODY) -> dict:
    good, bad = merged_activities(rows(Activities, *answers), detailed, rows(Recordings, *recordings))
    assert bad.is_empty(), bad
    return good.row(0, named=True)


def test_an_activity_without_files_is_what_the_api_says():
    answers = rows(Activities, answer())
    good, bad = merged_activities(answers, NOBODY, Recordings.none())
    assert good.equals(answers)
    assert bad.is_empty()


def test_each_field_is_that_of_the_first_source_that_says_anything():
    row = merged(
        [answer(name="From the API")],
        [
            recording("gpx", recording_id=-4, name="From GPX", mean_temp_c=9.0, device_name="gpx"),
            recording("tcx", recording_id=-3, mean_watts=203.0, device_name="tcx"),
            recording("fit", recording_id=-2, mean_watts=202.0, mean_cadence=82.0),
            recording("csv", recording_id=-5, name="From the list", mean_cadence=81.0, distance_m=10_001.0,
                      distance_source="recorded"),
        ],
    )  # fmt: skip
    assert (row["name"], row["distance_m"], row["mean_cadence"]) == ("From the API", 10_001.0, 81.0)
    assert (row["mean_watts"], row["device_name"], row["mean_temp_c"]) == (202.0, "tcx", 9.0)


def test_the_source_is_the_best_that_tells_of_the_activity():
    assert merged([answer()], [recording("csv")])["source"] == "strava_api"
    assert merged([], [recording("csv"), recording("fit", recording_id=-2)])["source"] == "strava_export"
    assert merged([], [recording("fit")])["source"] == "file"


def test_of_two_lists_the_later_one_is_right_whichever_came_first():
    old = recording("csv", recording_id=-1, name="Old title", listed_until=AT)
    new = recording("csv", recording_id=-2, name="New title", listed_until=AT + timedelta(days=300))
    assert merged([], [old, new])["name"] == merged([], [new, old])["name"] == "New title"


def test_a_description_that_was_taken_away_at_strava_does_not_come_back_from_an_older_list():
    lists = [recording("csv", description="Legs felt heavy")]
    detailed = pl.DataFrame({"athlete_id": [7], "activity_id": [500]})
    assert merged([answer()], lists)["description"] == "Legs felt heavy"
    assert merged([answer()], lists, detailed)["description"] is None


def test_the_local_day_of_a_file_is_that_of_its_own_wall_clock():
    row = merged([], [recording("fit")])
    assert (row["local_start_at"], row["utc_offset_s"]) == (datetime(2026, 5, 13, 1, 30), 7200)
    assert str(row["local_date"]) == "2026-05-13"


def test_an_activity_that_a_list_names_no_file_of_was_typed_in():
    assert merged([], [recording("csv")])["is_manual"]
    assert not merged([], [recording("csv", file_name="activities/1.fit")])["is_manual"]


def test_a_file_that_tells_no_sport_is_a_workout():
    row = merged([], [recording("gpx")])
    assert (row["sport_type"], row["sport_group"]) == ("Workout", "other")


def test_a_file_without_a_timer_moved_all_the_time():
    assert merged([], [recording("gpx", elapsed_time_s=1800)])["moving_time_s"] == 1800


def test_a_distance_of_coordinates_is_marked_until_somebody_tells_it():
    file = recording("gpx", distance_m=9_990.0, distance_source="coordinates")
    assert merged([], [file])["distance_source"] == "coordinates"
    told = answer(distance_m=10_000.0, distance_source="recorded")
    assert merged([told], [file])["distance_source"] == "recorded"


def test_it_was_told_last_when_the_newest_source_came():
    assert merged([answer()], [recording("fit")])["updated_at"] == AT + timedelta(days=1)
