"""Whatever the bytes, reading an export's list gives a list whose rows are possible, or says why it cannot be read."""

import random
from datetime import UTC, datetime

import polars as pl

from flows.files.decoded import LISTED, TOLD_WEATHER, UnreadableFile
from flows.files.export.activities_csv import read_export_csv
from flows.files.export.profile_csv import athlete_of_profile
from schemas.bounds import EARLIEST, LATEST
from tests.laws import IS_LONG
from tests.written.export import activities_csv, old_activities_csv, profile_csv
from tests.written.export_headers import HEADERS
from tests.written.workout import Workout

MUTATED = 10_000 if IS_LONG else 500
TOKENS = [
    b'"',
    b",",
    b";",
    b"\t",
    b"\n",
    b"\r\n",
    b"\0",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"1e999",
    b"NaN",
    b"-1",
    b"9" * 30,
]
TOKENS += [b"31/12/99999", b"0000-00-00 99:99:99", "１２".encode(), b"activities/", b'""""', "\u202f".encode(), b"=1+1"]


def seeds() -> list[bytes]:
    at = datetime(2026, 5, 12, 8, 7, 59, tzinfo=UTC)
    weather = {"temp_c": 13.4, "apparent_temp_c": 12.2, "humidity_pct": 41.0, "wind_mps": 4.9}
    workouts = [
        Workout(at, 3600, distance_m=10_000.5, description='said "go",\nthen went', more={"weather": weather}),
        Workout(at.replace(month=11), 60, sport_type="Swim", name="", more={"perceived_exertion": 7}),
    ]
    lists = [activities_csv(workouts, language, lambda _: ("fit.gz", b"")) for language in HEADERS]
    return [*lists, old_activities_csv(workouts), activities_csv(workouts, separator=";", newline="\r\n")]


def mutated(data: bytes, chance: random.Random) -> bytes:
    """The bytes with a few of them changed, cut out, doubled or put in."""
    mutant = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        # Half of all changes hit the headers and the first cells, where most is decided.
        start = chance.randrange(max(1, len(mutant) // chance.choice([1, 20])) if mutant else 1)
        length = chance.choice([1, 1, 4, 40, 400])
        match chance.randrange(5):
            case 0:
                mutant[start : start + 1] = bytes([chance.randrange(256)])
            case 1:
                del mutant[start : start + length]
            case 2:
                mutant[start:start] = mutant[start : start + length]
            case 3:
                mutant[start:start] = chance.choice(TOKENS)
            case _:
                del mutant[len(mutant) - min(length, len(mutant)) :]
    return bytes(mutant)


def test_every_mutated_list_is_read_or_refused() -> None:
    chance, lists = random.Random(6), seeds()  # noqa: S311
    refused: list[UnreadableFile] = []
    for number in range(MUTATED):
        data = mutated(lists[number % len(lists)], chance)
        try:
            read = read_export_csv(data)
        except UnreadableFile as error:
            refused.append(error)
            continue
        assert read.recordings.schema == LISTED
        assert read.weather.schema == TOLD_WEATHER
        assert read.recordings["named_activity_id"].is_unique().all()
        assert read.recordings.select(pl.col("start_at").is_between(EARLIEST, LATEST, closed="left").all()).item()
        assert read.recordings["elapsed_time_s"].null_count() == 0
        assert read.recordings["distance_m"].is_between(0, 2_000_000).all()
        assert read.weather["humidity_pct"].is_between(0, 100).all()
        assert not {part for part, _, _ in read.notes} & set(read.recordings["part_number"])
    assert 0 < len(refused) < MUTATED / 2
    assert all(error.rule.startswith("list: ") and error.reason.endswith(".") for error in refused)


def test_every_mutated_profile_names_an_athlete_or_none() -> None:
    chance, profile = random.Random(7), profile_csv(4711, "de")  # noqa: S311
    for _ in range(MUTATED // 10):
        found = athlete_of_profile(mutated(profile, chance))
        assert found is None or found > 0
