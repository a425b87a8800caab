from datetime import UTC, datetime, timedelta

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.recordings import Recordings
from tests.frames import rows
from tests.laws import law
from transforms.same_activity import KNOWN, same_activity

AT = datetime(2026, 5, 12, 8, 0, tzinfo=UTC)


def recording(number: int, **values) -> dict:
    """A run of an hour in a FIT file of its own, unless said otherwise."""
    plain = {
        "athlete_id": 7,
        "recording_id": -number,
        "activity_id": -number,
        "payload_id": number,
        "source": "file",
        "format": "fit",
        "file_name": f"{number}.fit",
        "sport_type": "Run",
        "start_at": AT,
        "elapsed_time_s": 3600,
        "used_utc_offset_s": 0,
    }
    return plain | values


def listed(number: int, strava_id: int, **values) -> dict:
    """A row of a bulk export's list."""
    return recording(
        number,
        **{"source": "strava_export", "format": "csv", "named_activity_id": strava_id, "file_name": None} | values,
    )


def known(*activities: dict) -> pl.DataFrame:
    plain = {"athlete_id": 7, "start_at": AT, "elapsed_time_s": 3600, "sport_type": "Run", "is_gone": False}
    return pl.DataFrame([plain | activity for activity in activities], schema=KNOWN)


def found(recordings: list[dict], *activities: dict) -> dict[int, int]:
    """Activity by recording."""
    settled = same_activity(rows(Recordings, *recordings), known(*activities))
    return dict(settled.select("recording_id", "activity_id").iter_rows())


def test_a_row_of_a_list_is_of_the_activity_that_it_names():
    assert found([listed(1, 500)]) == {-1: 500}


def test_a_file_is_of_the_activity_whose_row_names_it_whatever_its_clock_says():
    row = listed(1, 500, file_name="activities/77.fit")
    file = recording(2, source="strava_export", file_name="activities/77.FIT.gz", start_at=AT - timedelta(days=400))
    assert found([row, file]) == {-1: 500, -2: 500}


def test_a_file_that_came_alone_is_not_named_by_a_list():
    row = listed(1, 500, file_name="activities/77.fit")
    file = recording(2, file_name="activities/77.fit", start_at=AT - timedelta(days=400))
    assert found([row, file]) == {-1: 500, -2: -2}


def test_the_number_in_the_name_of_an_exports_file_is_that_of_the_upload():
    file = recording(1, source="strava_export", file_name="activities/77.fit.gz", start_at=AT - timedelta(days=400))
    assert found([file], {"activity_id": 500, "upload_id": 77}) == {-1: 500}


def test_the_parts_of_a_multisport_file_go_to_the_activities_that_began_nearest():
    later = AT + timedelta(hours=1, minutes=2)
    parts = [
        recording(number, source="strava_export", file_name="activities/77.fit.gz", part_number=number, start_at=at)
        for number, at in ((1, AT), (2, later))
    ]
    lists = [
        listed(8, 500, file_name="activities/77.fit"),
        listed(9, 501, file_name="activities/77.fit", start_at=later),
    ]
    assert found([*parts, *lists]) == {-1: 500, -2: 501, -8: 500, -9: 501}


def test_what_strava_cut_or_moved_is_known_by_the_time_of_its_file_too():
    lists = [listed(8, 500, file_name="activities/77.fit")]
    file = recording(1, source="strava_export", file_name="activities/77.fit.gz")
    copies = [recording(2, format="gpx", file_name="run.gpx"), recording(3, format="tcx", file_name="run.tcx")]
    for told in ({"elapsed_time_s": 1800}, {"start_at": AT + timedelta(hours=1)}, {"sport_type": "Ride"}):
        assert set(found([*lists, file, *copies], {"activity_id": 500} | told).values()) == {500}


@pytest.mark.parametrize(
    ("changed", "is_same"),
    [
        ({}, True),
        ({"start_at": AT + timedelta(seconds=30)}, True),
        ({"start_at": AT - timedelta(seconds=30)}, True),
        ({"start_at": AT + timedelta(seconds=31)}, False),
        ({"elapsed_time_s": 3250}, True),
        ({"elapsed_time_s": 3200}, False),
        ({"sport_type": "Ride", "start_at": AT + timedelta(seconds=3)}, False),
        ({"sport_type": "Ride", "elapsed_time_s": 3603}, False),
        ({"sport_type": "Ride", "start_at": AT + timedelta(seconds=2), "elapsed_time_s": 3599}, True),
        ({"sport_type": "TrailRun"}, True),
        ({"sport_type": "Workout"}, True),
        ({"sport_type": None}, True),
        ({"athlete_id": 8}, False),
    ],
)
def test_a_file_that_shares_start_time_and_sport_with_an_activity_at_strava_is_of_it(changed, is_same):
    assert found([recording(1, **changed)], {"activity_id": 500}) == {-1: 500 if is_same else -1}


def test_an_activity_that_only_a_list_tells_of_takes_files_by_their_time_too():
    assert found([listed(1, 500), recording(2)]) == {-1: 500, -2: 500}


def test_of_two_activities_at_one_time_the_nearer_one_takes_the_file():
    near, far = {"activity_id": 600, "start_at": AT + timedelta(seconds=2)}, {"activity_id": 500}
    assert found([recording(1, start_at=AT + timedelta(seconds=3))], far, near) == {-1: 600}


def test_a_file_of_a_deleted_activity_goes_with_it_unless_it_was_uploaded_anew():
    gone = {"activity_id": 500, "is_gone": True}
    assert found([recording(1)], gone) == {-1: 500}
    assert found([recording(1)], gone, {"activity_id": 600, "start_at": AT + timedelta(seconds=20)}) == {-1: 600}


def test_files_of_one_workout_that_strava_does_not_know_are_one_activity_called_by_the_best():
    files = [recording(1, format="gpx"), recording(2, format="fit"), recording(3, format="tcx")]
    assert found(files) == {-1: -2, -2: -2, -3: -2}


def test_what_matches_is_followed_from_one_to_the_next():
    files = [recording(number, start_at=AT + timedelta(seconds=20 * number)) for number in range(1, 6)]
    assert set(found(files).values()) == {-5}


def test_other_workouts_stay_apart():
    files = [recording(1), recording(2, start_at=AT + timedelta(days=1))]
    assert found(files) == {-1: -1, -2: -2}


def offsets(recordings: list[dict], *activities: dict) -> dict[int, int]:
    settled = same_activity(rows(Recordings, *recordings), known(*activities))
    return dict(settled.select("recording_id", "used_utc_offset_s").iter_rows())


def test_the_local_time_of_a_file_is_its_own():
    assert offsets([recording(1, utc_offset_s=7200)], {"activity_id": 500, "utc_offset_s": 3600}) == {-1: 7200}


def test_a_file_that_tells_no_local_time_has_that_of_the_activity_nearest_in_time():
    day = timedelta(days=1)
    files = [recording(1), recording(2, start_at=AT + 2 * day, utc_offset_s=-3600)]
    assert offsets(files, {"activity_id": 500, "start_at": AT - day, "utc_offset_s": 7200}) == {-1: 7200, -2: -3600}


def test_where_nobody_tells_a_local_time_it_is_that_of_greenwich():
    assert offsets([recording(1)]) == {-1: 0}


SECONDS = st.integers(0, 90)
FILES = st.lists(
    st.tuples(SECONDS, st.sampled_from(["fit", "gpx", "tcx"]), st.sampled_from(["Run", "Ride", None])), max_size=8
)


@law
@given(FILES, st.lists(SECONDS, max_size=3, unique=True), st.randoms())
def test_the_order_in_which_sources_came_plays_no_part(files, starts, random):
    recordings = [
        recording(number, start_at=AT + timedelta(seconds=second), format=kind, sport_type=sport)
        for number, (second, kind, sport) in enumerate(files, start=1)
    ]
    activities = [{"activity_id": 500 + second, "start_at": AT + timedelta(seconds=second)} for second in starts]
    first = found(recordings, *activities)
    random.shuffle(recordings)
    random.shuffle(activities)
    assert found(recordings, *activities) == first
