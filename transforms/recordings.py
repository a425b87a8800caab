"""What readers made of files becomes rows of core.recordings, each with an id made from its content."""

import polars as pl

from schemas.recordings import Recordings
from transforms.rejects import keep_valid, rejects

#: Bits of an id: those of the file's hash, and those of the part's number. 52 in all, which every program holds.
HASH_BITS, PART_BITS = 42, 10
#: A bulk export's list has many rows, and there are few such lists.
LIST_HASH_BITS, ROW_BITS = 32, 20
#: Characters of a title and of a description that are kept. Strava's own are shorter; a file may hold millions, which
#: every screen, page and search for words would then carry along.
MOST_OF_TITLE, MOST_OF_DESCRIPTION = 1_000, 100_000
#: How a reject names its recording: by the file, and by the part where that is not the whole.
RECORD = pl.format("{} part {}", "name_of_file", "part_number")


def each_once(found: pl.DataFrame) -> pl.DataFrame:
    """Recordings by their ids, each once: the same file may have come alone and with an export, which says more of it.

    Of copies alike the one with the first name counts.
    """
    return found.sort(
        "athlete_id", "recording_id", pl.col("source") != "strava_export", "file_name", "payload_id", nulls_last=True
    ).unique(Recordings.key(), keep="first", maintain_order=True)


def recordings(decoded: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Rows of `Recordings`, each still of an activity of its own, and rejects.

    `decoded` has the columns of `Recordings` without `recording_id`, `activity_id` and `used_utc_offset_s`, and
    `body_sha256` and `name_of_file` (the file's own name; a row of a list names another).
    """
    is_row = pl.col("format") == "csv"
    numbered = decoded.with_columns(recording_id=pl.when(is_row).then(_id(LIST_HASH_BITS, ROW_BITS)).otherwise(_id()))
    candidates = numbered.with_columns(
        activity_id="recording_id",
        used_utc_offset_s=pl.col("utc_offset_s").fill_null(0),
        sport_type=pl.col("sport_type").replace("", None),
        name=pl.col("name").str.slice(0, MOST_OF_TITLE),
        description=pl.col("description").str.slice(0, MOST_OF_DESCRIPTION),
    )
    fits = pl.col("part_number") < pl.when(is_row).then(2**ROW_BITS).otherwise(2**PART_BITS)
    good, broken = keep_valid(Recordings, each_once(candidates.filter(fits)), RECORD)
    beyond = rejects(
        candidates.filter(~fits), Recordings, "part_number: limit", "the file holds more activities than any", RECORD
    )
    return good, pl.concat([broken, beyond])


def _id(hash_bits: int = HASH_BITS, part_bits: int = PART_BITS) -> pl.Expr:
    """A negative id of the file's content and the part's number."""
    digits = -(-hash_bits // 4)
    number = pl.col("body_sha256").str.head(digits).str.to_integer(base=16, strict=False)
    of_file = number // (1 << 4 * digits - hash_bits)
    # Above all ids of what is logged by hand, which count -1, -2, -3 …
    base = pl.lit(-(1 << hash_bits + part_bits), dtype=pl.Int64)
    return base - of_file * (1 << part_bits) - pl.col("part_number")
