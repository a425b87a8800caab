"""Whatever bytes come as GPX or TCX: a recording or one sentence, soon, and nothing is fetched or expanded."""

import random
import time
from collections.abc import Callable
from datetime import UTC, datetime

import polars as pl
import pytest

from flows.files.decoded import LAPPED, RECORDED, SAMPLED, Decoded, UnreadableFile
from flows.files.track.gpx import read_gpx
from flows.files.track.tcx import read_tcx
from schemas.bounds import EARLIEST, FURTHEST_M, LATEST, LONGEST_S
from tests.laws import IS_LONG
from tests.written.gpx import gpx_file
from tests.written.tcx import tcx_file
from tests.written.workout import SAMPLES, Lap, Workout

MUTANTS = 12_000 if IS_LONG else 500
#: No mutant of a few kilobytes takes longer, s; a loaded machine is forgiven much.
SOON_S = 20
SECONDS = 12
WALK = Workout(
    datetime(2026, 5, 1, 6, tzinfo=UTC),
    SECONDS - 1,
    name="Schlüchtern & <zurück>",
    description="a\tb\nc",
    samples=pl.DataFrame(
        {
            "time_s": range(SECONDS),
            "distance_m": [1.4 * second for second in range(SECONDS)],
            "altitude_m": [100.0] * SECONDS,
            "speed_mps": [1.4] * SECONDS,
            "heartrate_bpm": [100] * SECONDS,
            "cadence": [55.0] * SECONDS,
            "watts": [90.0] * SECONDS,
            "temp_c": [20.0] * SECONDS,
            "lat": [46.0 + second / 80_000 for second in range(SECONDS)],
            "lon": [14.0] * SECONDS,
        },
        schema=SAMPLES,
    ),
    laps=(Lap(0, 6, 8.4, 100), Lap(6, 5, 7.0, 101)),
)
Reader = Callable[[bytes], Decoded]
WHOLE: list[tuple[Reader, bytes]] = [
    (read_gpx, gpx_file(WALK, "garmin")),
    (read_gpx, gpx_file(WALK, "cluetrust")),
    (read_gpx, gpx_file(WALK, "strava")),
    (read_tcx, tcx_file(WALK)),
]
#: What is worth putting in: other numbers, markup out of place, other encodings' bytes.
HOSTILE = [
    *(b"NaN", b"inf", b"-1e308", b"1e999", b"99999", b"-0", b"0x10", b"1,5", b"\t", b"\n", b'"', b"'", b"&#0;", b"&x;"),
    *(b"<", b">", b"</trkseg>", b"<trkpt/>", b"<trk>", b"</gpx>", b"<Lap/>", b"<Track>", b"</Activity>", b"<![CDATA["),
    *(b"]]>", b"<!--", b"-->", b"<?xml?>", b"<!DOCTYPE gpx []>", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xe9"),
    *(b"1970-01-01T00:00:00Z", b"2099-12-31T23:59:60Z", b"+262000-01-01T00:00:00Z", b"0000-00-00", b"24:00:00Z"),
    *(b'encoding="UTF-16"', b'encoding="UTF-7"', b'xmlns="x"', "😀".encode(), b" " * 300, b"9" * 400),
]


def mutant(whole: bytes, chance: random.Random) -> bytes:
    """A file with a few things wrong with it."""
    text = bytearray(whole)
    for _ in range(chance.choice([1, 1, 2, 4, 16])):
        at, length = chance.randrange(len(text) + 1), chance.choice([0, 1, 3, 30, 300])
        match chance.randrange(5):
            case 0:
                text[at : at + length] = chance.choice(HOSTILE)
            case 1:
                text[at : at + length] = chance.randbytes(chance.choice([1, 2, 8]))
            case 2:
                text[at : at + length] = text[at : at + length] * 2
            case 3:
                del text[at : at + length]
            case 4 if chance.random() < 0.3:
                del text[at:]
    return bytes(text)


def outcome(read: Reader, data: bytes) -> Decoded | UnreadableFile:
    """What a reader makes of bytes, checked; any other error is the test's failure."""
    begun = time.monotonic()
    try:
        decoded = read(data)
    except UnreadableFile as refusal:
        return refusal
    finally:
        assert time.monotonic() - begun < SOON_S
    recordings, samples = decoded.recordings, decoded.samples
    assert (recordings.schema, samples.schema, decoded.laps.schema) == (RECORDED, SAMPLED, LAPPED)
    assert recordings["part_number"].to_list() == list(range(1, len(recordings) + 1))
    assert recordings["start_at"].is_between(EARLIEST, LATEST, closed="left").all()
    assert recordings["elapsed_time_s"].is_between(0, LONGEST_S).all()
    assert (recordings["moving_time_s"].fill_null(0) <= recordings["elapsed_time_s"]).all()
    assert recordings["distance_m"].fill_null(0).is_between(0, FURTHEST_M).all()
    assert samples["lat"].fill_null(0).is_between(-90, 90).all()
    assert samples.select("part_number", "at").is_unique().all()
    return decoded


def test_a_damaged_file_is_a_recording_or_a_sentence() -> None:
    outcomes = [
        outcome(read, mutant(whole, random.Random(seed)))  # noqa: S311
        for seed in range(MUTANTS)
        for read, whole in [WHOLE[seed % len(WHOLE)]]
    ]
    refusals = [one for one in outcomes if isinstance(one, UnreadableFile)]
    assert 0 < len(refusals) < MUTANTS / 2
    assert all(": " in refusal.rule and refusal.reason for refusal in refusals)


BOMBS = {
    "billion laughs": '<!DOCTYPE gpx [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in zip("abcdefghi", "bcdefghij", strict=True))
    + "]><gpx><trk><name>&j;</name></trk></gpx>",
    "billion laughs in an attribute": '<!DOCTYPE gpx [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in zip("abcdefghi", "bcdefghij", strict=True))
    + ']><gpx creator="&j;"/>',
    "quadratic": f'<!DOCTYPE gpx [<!ENTITY a "{"x" * 50_000}">]><gpx><name>{"&a;" * 20_000}</name></gpx>',
    "external entity": '<!DOCTYPE gpx [<!ENTITY a SYSTEM "file:///etc/passwd">]><gpx><trk><name>&a;</name></trk></gpx>',
    "parameter entity": '<!DOCTYPE gpx [<!ENTITY % a SYSTEM "http://127.0.0.1:9/a.dtd"> %a;]><gpx/>',
    "external subset": '<!DOCTYPE gpx SYSTEM "http://127.0.0.1:9/gpx.dtd"><gpx/>',
    "endless parameter entity": '<!DOCTYPE gpx [<!ENTITY % a "&#37;b;"><!ENTITY % b "&#37;a;"> %a;]><gpx/>',
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_document_type_is_refused_and_nothing_expanded(bomb: str) -> None:
    refusal = outcome(read_gpx, BOMBS[bomb].encode())
    assert isinstance(refusal, UnreadableFile)
    assert "root:" not in refusal.reason


def test_a_document_type_that_hides_in_another_encoding_is_refused() -> None:
    hidden = b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE gpx+AD4APA-gpx/+AD4-'
    assert isinstance(outcome(read_gpx, hidden), UnreadableFile)
    assert isinstance(outcome(read_gpx, "<!DOCTYPE gpx><gpx/>".encode("utf-16")), UnreadableFile)


@pytest.mark.parametrize("read", [read_gpx, read_tcx])
@pytest.mark.parametrize(
    "data",
    {
        "empty": b"",
        "blank": b" \r\n\t",
        "no XML": b"\x1f\x8b\x08\x00garbage",
        "HTML": b"<!doctype html><html><body><p>404</body></html>",
        "deep": b"<gpx>" + b"<trk>" * 100_000,
        "deep point": b"<gpx><trk><trkseg><trkpt>" + b"<extensions>" * 200 + b"1" + b"</extensions>" * 200,
        "huge attribute": b'<gpx creator="' + b"x" * 11_000_000 + b'"/>',
        "huge": b"<gpx>" + b" " * 64_000_000 + b"</gpx>",
        "many attributes": b"<gpx " + b" ".join(b'a%d="1"' % one for one in range(50_000)) + b"/>",
        "many namespaces": b"<gpx>" + b"".join(b'<a xmlns:n%d="u%d"/>' % (one, one) for one in range(20_000)),
        "tracks in tracks": b"<gpx>" + b"<trk><trkseg>" * 100 + b"<trkpt/>" * 10_000,
        "sessions": b"<TrainingCenterDatabase><Activities>" + b"<Activity/>" * 50_000,
    }.items(),
    ids=lambda item: item[0],
)
def test_what_is_no_recording_is_refused_soon(read: Reader, data: tuple[str, bytes]) -> None:
    assert isinstance(outcome(read, data[1]), UnreadableFile)
