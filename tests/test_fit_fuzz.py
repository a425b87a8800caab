"""No FIT file, however broken, does more than be refused with a sentence."""

import random
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import polars as pl
import pytest

from flows.files.decoded import LAPPED, RECORDED, SAMPLED, SET, Decoded, UnreadableFile
from flows.files.fit.reader import read_fit
from schemas.recordings import Recordings
from schemas.split import split
from tests.laws import IS_LONG
from tests.written.fit import checksum, fit_file, messages
from tests.written.short_run import AT, ran, run, with_developers_field
from tests.written.workout import Lap, LiftedSet
from transforms.filled import filled

MANY = 10_000 if IS_LONG else 500
#: A file of some kilobytes is read in milliseconds; a loaded machine may take a hundred times as long.
LONGEST_S = 5.0
SEEDS = (
    fit_file(run(laps=(Lap(0, 30, 90.0, 140), Lap(30, 30, 90.0, 150)), more={"pauses": [(10, 20)]})),
    fit_file(run(sport_type="Swim"), run(start_at=AT + timedelta(minutes=2), sport_type="Ride")),
    fit_file(
        run(sport_type="WeightTraining", sets=(LiftedSet(0, 30, "squat", 5, 100.0), LiftedSet(90, 30, None, 8, None)))
    ),
    fit_file(run(more={"without": ("session", "activity")})),
    fit_file(
        replace(run(samples=ran(20)), more={"messages": messages(264, [(0, "uint16", [28]), (2, "string", ["A"])])})
    ),
    with_developers_field("Power", 240, 150),
    with_developers_field("heart_rate", 77, 150),
    fit_file(run(samples=ran(10))) + fit_file(run(start_at=AT + timedelta(days=1), samples=ran(10))),
)


def broken(file: bytes, by: random.Random) -> bytes:
    """A file in which something is wrong; mostly with checksums that are right, so that decoders go on."""
    data = bytearray(file)
    for _ in range(by.choice((1, 1, 2, 4, 16))):
        at = by.randrange(len(data))
        kind = by.randrange(7)
        if kind == 0:
            data[at] ^= 1 << by.randrange(8)
        elif kind == 1:
            data[at] = by.choice((0, 1, 0x40, 0x60, 0x7F, 0x80, 0xFE, 0xFF, by.randrange(256)))
        elif kind == 2:
            del data[at : at + by.choice((1, 2, 10, len(data)))]
        elif kind == 3:
            data[at:at] = by.randbytes(by.choice((1, 2, 30)))
        elif kind == 4:
            data[by.randrange(min(14, len(data)))] = by.randrange(256)
        elif kind == 5:
            other = by.randrange(len(data))
            data[at:at] = data[other : other + by.randrange(1, 200)]
        else:
            data[at : at + 4] = by.choice((b"\0\0\0\0", b"\xff\xff\xff\xff", b"\xff\xff\xff\x7f", b"\0\0\0\x80"))
        if not data:
            return b""
    return resealed(bytes(data)) if by.random() < 0.8 else bytes(data)


def resealed(data: bytes) -> bytes:
    """The file with the size and checksums of a single one."""
    if len(data) < 16:
        return data
    header = bytes([14, *data[1:4]]) + (len(data) - 16).to_bytes(4, "little") + b".FIT"
    whole = header + checksum(header).to_bytes(2, "little") + data[14:-2]
    return whole + checksum(whole).to_bytes(2, "little")


def read_or_refused(data: bytes) -> Decoded | None:
    """What is read; None for what is refused as it should be."""
    began = time.monotonic()
    try:
        return read_fit(data)
    except UnreadableFile:
        return None
    finally:
        assert time.monotonic() - began < LONGEST_S


def row(decoded: Decoded, number: int) -> pl.DataFrame:
    """Recordings as they go into the warehouse."""
    whole = decoded.recordings.with_columns(
        athlete_id=pl.lit(1, pl.Int64),
        recording_id=-pl.col("part_number") - 1000 * number,
        payload_id=pl.lit(number, pl.Int64),
        source=pl.lit("file"),
        format=pl.lit("fit"),
        file_name=pl.lit("a.fit"),
        activity_id=pl.lit(-1, pl.Int64),
        used_utc_offset_s=0,
        has_samples=pl.lit(decoded.samples.height > 0),
        imported_at=pl.lit(datetime(2026, 1, 1, tzinfo=UTC), Recordings.dtypes()["imported_at"]),
    )
    return filled(whole, Recordings.dtypes())


@pytest.mark.parametrize("seed", range(10))
def test_a_broken_file_is_read_or_refused_and_what_is_read_keeps_the_rules(seed: int) -> None:
    by = random.Random(seed)  # noqa: S311 the same for everybody
    rows = []
    for number in range(1, MANY // 10 + 1):
        data = broken(by.choice(SEEDS), by)
        decoded = read_or_refused(data)
        if decoded is not None:
            frames = (
                (decoded.samples, SAMPLED),
                (decoded.laps, LAPPED),
                (decoded.sets, SET),
                (decoded.recordings, RECORDED),
            )
            assert all(frame.schema == schema for frame, schema in frames), data.hex()
            assert decoded.samples["at"].is_sorted(), data.hex()
            assert set(decoded.samples["part_number"]) <= set(decoded.recordings["part_number"]), data.hex()
            rows.append(row(decoded, number))
    assert rows, "nothing was read at all"
    _, broken_rules = split(Recordings, pl.concat(rows))
    assert broken_rules.is_empty(), broken_rules


@pytest.mark.parametrize("seed", range(2))
def test_noise_behind_a_header_is_read_or_refused(seed: int) -> None:
    by = random.Random(seed)  # noqa: S311 the same for everybody
    for _ in range(MANY // 20):
        read_or_refused(resealed(bytes(14) + by.randbytes(by.randrange(2, 2000))))


def test_a_cut_anywhere_is_read_or_refused() -> None:
    whole = SEEDS[0]
    for end in range(0, len(whole), 1 if IS_LONG else 23):
        decoded = read_or_refused(whole[:end])
        assert decoded is None or decoded.notes
