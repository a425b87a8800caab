"""An export's list of activities tells the same in every language, unit, year and spelling."""

import csv
import gzip
import io
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.files.decoded import LISTED, ExportList
from flows.files.export import words as export_words
from flows.files.export.activities_csv import read_export_csv
from tests.laws import examples
from tests.written.export import activities_csv, as_folder, as_zip, export_files, old_activities_csv
from tests.written.export_headers import HEADERS
from tests.written.workout import SAMPLES, Workout

AT = datetime(2026, 5, 12, 8, 7, 59, tzinfo=UTC)
RUN = Workout(AT, 3700, moving_time_s=3600, distance_m=10_012.3, elevation_gain_m=120.0, strava_id=9_000_000_001)
WEATHER = {"temp_c": 28.5, "apparent_temp_c": 31.2, "humidity_pct": 64.0, "wind_mps": 2.5}
LANGUAGES = sorted(HEADERS)


def fit(workout: Workout) -> tuple[str, bytes] | None:
    """Every workout came as a packed FIT file, but weights, which were entered by hand."""
    return None if workout.sport_type == "WeightTraining" else ("fit.gz", b"fit")


def life() -> list[Workout]:
    """Half a year of everything that languages write differently."""
    samples = pl.DataFrame(
        {"heartrate_bpm": [140, 151], "cadence": [84.0, 86.0], "watts": [250.0, 261.0], "temp_c": [27.0, 28.0]},
        schema={name: SAMPLES[name] for name in ("heartrate_bpm", "cadence", "watts", "temp_c")},
    )
    sampled = SAMPLES.to_frame().clear().pipe(lambda none: pl.concat([none, samples], how="diagonal"))
    months = [AT.replace(month=month, hour=(month * 5) % 24) for month in range(1, 13)]
    return [
        replace(RUN, samples=sampled, description='He said "go",\nso we went; 1,5 km', more={"weather": WEATHER}),
        Workout(AT.replace(day=13), 5400, "WeightTraining", name="Heavy", more={"perceived_exertion": 8.0}),
        Workout(AT.replace(day=14), 1800, "Swim", distance_m=1500.0, name=""),
        Workout(AT.replace(day=15), 4000, "Ride", distance_m=1_234_567.8),
        Workout(AT.replace(day=16), 4000, "Sauna"),
        *(Workout(month, 60, "Workout") for month in months),
    ]


def rewritten(data: bytes, change: dict[str, str]) -> bytes:
    """A list with cells, headers or anything in them changed."""
    text = data.decode()
    for old, new in change.items():
        assert old in text
        text = text.replace(old, new)
    return text.encode()


def listed(*cells: tuple[str, ...]) -> bytes:
    """A list of these rows."""
    text = io.StringIO()
    csv.writer(text).writerows(cells)
    return text.getvalue().encode()


def only(read: ExportList) -> dict[str, object]:
    """What a list of one row tells of it."""
    assert read.notes == ()
    return read.recordings.row(0, named=True)


ENGLISH = read_export_csv(activities_csv(life(), "en", fit))


def test_a_list_tells_what_happened() -> None:
    first, second = ENGLISH.recordings.rows(named=True)[:2]
    told = {name: value for name, value in first.items() if value is not None}
    assert told == {
        "part_number": 1,
        "named_activity_id": 9_000_000_001,
        "name": "Morning Run",
        "description": 'He said "go",\nso we went; 1,5 km',
        "sport_type": "Run",
        "start_at": AT,
        "distance_m": 10_012.3,
        "distance_source": "recorded",
        "moving_time_s": 3600,
        "elapsed_time_s": 3700,
        "elevation_gain_m": 120.0,
        "mean_heartrate_bpm": 145.5,
        "max_heartrate_bpm": 151.0,
        "mean_cadence": 85.0,
        "mean_watts": 255.5,
        "mean_temp_c": 27.5,
        "file_name": "activities/10000000001.fit",
    }
    assert (second["sport_type"], second["perceived_exertion"], second["file_name"]) == ("WeightTraining", 8.0, None)
    assert ENGLISH.weather.rows(named=True) == [{"part_number": 1, **WEATHER}]
    assert ENGLISH.notes == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_tells_the_same(language: str) -> None:
    read = read_export_csv(activities_csv(life(), language, fit))
    assert read.recordings.equals(ENGLISH.recordings)
    assert read.weather.equals(ENGLISH.weather)
    assert read.notes == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_headers_that_nobody_knows_are_known_by_their_place(language: str) -> None:
    known = activities_csv(life(), language, fit).decode().split("\n", 1)
    unknown = ",".join(f"Rubrik {number}" for number in range(len(HEADERS[language])))
    read = read_export_csv(f"{unknown}\n{known[1]}".encode())
    assert read.recordings.equals(ENGLISH.recordings)
    assert read.weather.equals(ENGLISH.weather)


@given(
    name=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40),
    description=st.text(
        st.sampled_from("\"',;\t\r\n| a1é日🎵=") | st.characters(exclude_categories=["Cs"], exclude_characters="\0")
    ),
    language=st.sampled_from(LANGUAGES),
    separator=st.sampled_from([",", ";", "\t"]),
    newline=st.sampled_from(["\n", "\r\n"]),
)
@examples(300, 60)
def test_any_title_and_description_come_back(
    name: str, description: str, language: str, separator: str, newline: str
) -> None:
    workouts = [replace(RUN, name=name, description=description), replace(RUN, strava_id=2), replace(RUN, strava_id=3)]
    read = read_export_csv(activities_csv(workouts, language, fit, separator=separator, newline=newline))
    told = read.recordings.select("name", "description", "named_activity_id").rows()
    blank = pl.Series([name, description]).str.strip_chars() == ""
    expected = [None if is_blank else text for text, is_blank in zip((name, description), blank, strict=True)]
    assert told == [(*expected, RUN.strava_id), ("Morning Run", None, 2), ("Morning Run", None, 3)]


def test_a_date_that_could_be_two_is_left_out_and_said() -> None:
    rows = [(str(number), date, "60") for number, date in enumerate(["05/06/2026 08:00", "06/06/2026 08:00"], 1)]
    read = read_export_csv(listed(("Activity ID", "Activity Date", "Elapsed Time"), *rows))
    assert read.recordings["part_number"].to_list() == [2]
    reason = "Row 1 of the list begins on '05/06/2026 08:00', where the day cannot be told from the month."
    assert read.notes == ((1, "list: day and month", reason),)


@pytest.mark.parametrize(("unit_m", "first"), [(1000.0, "10.01"), (1609.344, "6.22")])
def test_without_the_second_distance_the_first_is_in_the_unit_that_the_other_rows_show(
    unit_m: float, first: str
) -> None:
    workouts = [RUN, replace(RUN, strava_id=2, distance_m=5000.0)]
    data = rewritten(activities_csv(workouts, unit_m=unit_m), {f",{first},": f",{first},", ",10012.3,": ",,"})
    assert read_export_csv(data).recordings["distance_m"].to_list() == pytest.approx([10_012.3, 5000.0], rel=1e-3)


def test_the_first_distance_of_a_swim_is_in_metres() -> None:
    rows = [("1", "2026-05-12 08:00:00", "Swim", "1800", "1,500", "a/1.fit"), ("2", *RIDE_OF_LIST)]
    headers = ("Activity ID", "Activity Date", "Activity Type", "Elapsed Time", "Distance", "Filename")
    assert read_export_csv(listed(headers, *rows)).recordings["distance_m"].to_list() == [1500.0, 1_234_560.0]


RIDE_OF_LIST = ("2026-05-13 08:00:00", "Ride", "86400", "1,234.56", "a/2.fit")


def test_a_list_from_before_2019_is_in_metres() -> None:
    told = only(read_export_csv(old_activities_csv([RUN], fit)))
    assert (told["distance_m"], told["elapsed_time_s"], told["start_at"]) == (10_012.3, 3700, AT)
    assert told["file_name"] == "activities/10000000001.fit"


@pytest.mark.parametrize(
    "changed",
    [
        lambda text: b"\xef\xbb\xbf" + text.encode(),
        lambda text: text.encode("utf-16"),
        lambda text: text.encode("cp1252", errors="replace"),
        lambda text: ("\r\n\n" + text.replace("\n", "\r\n") + "\r\n\r\n,,,\r\n").encode(),
    ],
    ids=["byte order mark", "UTF-16", "Windows", "blank lines"],
)
def test_any_encoding_and_ending_of_lines_is_read(changed) -> None:  # type: ignore[no-untyped-def]
    workout = replace(RUN, name="Löyly à São Paulo")
    text = activities_csv([workout], "de", fit).decode()
    assert only(read_export_csv(changed(text)))["name"] == "Löyly à São Paulo"


@pytest.mark.parametrize("language", LANGUAGES)
def test_columns_may_come_in_any_order_and_others_between_them(language: str) -> None:
    read = read_export_csv(activities_csv(life(), language, fit, columns=[*range(20, 50), *range(20)]))
    known = ["named_activity_id", "name", "sport_type", "start_at", "elapsed_time_s", "file_name", "elevation_gain_m"]
    assert read.recordings.select(known).equals(ENGLISH.recordings.select(known))


def test_lists_without_heart_rates_and_notes_before_the_file_are_older_and_read_as_well() -> None:
    columns = [number for number in range(len(HEADERS["it"])) if number not in (7, 10)]
    read = read_export_csv(activities_csv(life(), "it", fit, columns=columns))
    assert read.recordings.equals(ENGLISH.recordings)
    assert read.weather.equals(ENGLISH.weather)


def test_a_header_without_translation_is_known_by_strava_s_own_name() -> None:
    name = "translation missing: en-GB.lib.export.portability_exporter.activities.horton_values.elevation_gain"
    span = f'"<span class=""translation_missing"" title=""{name}"">Elevation Gain</span>"'
    for header in (name, span):
        data = rewritten(activities_csv([RUN]), {"Elevation Gain": header})
        assert only(read_export_csv(data))["elevation_gain_m"] == 120.0


def test_a_short_row_tells_what_it_has() -> None:
    headers, row = activities_csv([RUN]).decode().split("\n")[:2]
    assert only(read_export_csv(f"{headers}\n{row[: row.index(',Run,')]},Run,,3700".encode()))["elapsed_time_s"] == 3700


def test_a_lone_quotation_mark_costs_no_other_row() -> None:
    data = rewritten(activities_csv([RUN, replace(RUN, strava_id=2, name="Second")]), {"Second": 'the 12" wheel'})
    assert read_export_csv(data).recordings["name"].to_list() == ["Morning Run", 'the 12" wheel']


def test_rows_that_tell_too_little_are_named_and_the_rest_is_good() -> None:
    rows = [
        ("1", "2026-05-12 08:00:00", "Run", "60"),
        ("", "2026-05-12 08:00:00", "Run", "60"),
        ("4e9", "2026-05-12 08:00:00", "Run", "60"),
        ("5", "yesterday", "Run", "60"),
        ("6", "1970-01-01 00:00:00", "Run", "60"),
        ("7", "2026-02-30 08:00:00", "Run", "60"),
        ("8", "2026-05-12 08:00:00", "Run", "99999999"),
        ("9", "2026-05-12 08:00:00", "Run", "60"),
        ("10", "2099-01-01 00:00:00", "Run", "60"),
    ]
    read = read_export_csv(listed(("Activity ID", "Activity Date", "Activity Type", "Elapsed Time"), *rows))
    assert read.recordings["part_number"].to_list() == [1, 8]
    assert read.notes == (
        (2, "list: activity id", "Row 2 of the list names no activity: its id is ''."),
        (3, "list: activity id", "Row 3 of the list names no activity: its id is '4e9'."),
        (4, "list: date", "Row 4 of the list does not tell when it began: its date is 'yesterday'."),
        (5, "list: date", "Row 5 of the list begins on '1970-01-01 00:00:00', which cannot be."),
        (6, "list: date", "Row 6 of the list does not tell when it began: its date is '2026-02-30 08:00:00'."),
        (7, "list: elapsed time", "Row 7 of the list does not tell how long it took."),
        (9, "list: date", "Row 9 of the list begins on '2099-01-01 00:00:00', which cannot be."),
    )


def test_of_two_rows_of_one_activity_the_last_stays() -> None:
    read = read_export_csv(activities_csv([RUN, replace(RUN, name="Corrected")]))
    assert read.recordings.select("part_number", "name").rows() == [(2, "Corrected")]


def test_a_number_that_cannot_be_is_null() -> None:
    more = {"perceived_exertion": 11, "weather": {"temp_c": 400.0, "humidity_pct": 50.0, "wind_mps": -1.0}}
    read = read_export_csv(activities_csv([replace(RUN, distance_m=9e9, elevation_gain_m=-5.0, more=more)]))
    told = only(read)
    assert [told[name] for name in ("distance_m", "distance_source", "elevation_gain_m", "perceived_exertion")] == [
        None
    ] * 4
    assert read.weather.rows() == [(1, None, None, 50.0, None)]


def test_humidity_is_a_fraction_or_already_per_cent() -> None:
    headers = ("Activity ID", "Activity Date", "Elapsed Time", "Humidity")
    rows = [(str(number), "2026-05-12 08:00:00", "60", "64.0") for number in (1, 2)]
    assert read_export_csv(listed(headers, *rows)).weather["humidity_pct"].to_list() == [64.0, 64.0]


def test_a_sport_that_strava_does_not_know_stays_as_it_is() -> None:
    assert (
        only(read_export_csv(activities_csv([replace(RUN, sport_type="Aqua-Jogging am See")])))["sport_type"]
        == "Aqua-Jogging am See"
    )


@pytest.mark.parametrize("table", [export_words._HEADERS, export_words._SPORTS, export_words._MONTHS])
def test_no_word_means_two_things(table: dict[str, str]) -> None:
    words = [(word, key) for key in table for word in export_words._by_word({key: table[key]})]
    assert dict(words) == export_words._by_word(table)
    assert len({word for word, _ in words}) == len(words)


def test_an_archive_has_every_file_that_its_list_names(tmp_path: Path) -> None:
    members = export_files(life(), "fr", fit)
    folder = as_folder(members, tmp_path)
    named = read_export_csv((folder / "activities.csv").read_bytes()).recordings["file_name"].drop_nulls()
    assert (
        sorted(path.removesuffix(".gz") for path in members if path.startswith("activities/")) == named.sort().to_list()
    )
    assert {gzip.decompress(path.read_bytes()) for path in (folder / "activities").iterdir()} == {b"fit"}
    assert zipfile.ZipFile(io.BytesIO(as_zip(members))).namelist() == list(members)


def test_a_list_without_a_row_is_empty() -> None:
    read = read_export_csv(activities_csv([]))
    assert (read.recordings.height, read.recordings.schema, read.weather.height, read.notes) == (0, LISTED, 0, ())
