"""Entries of a listing become versions of activities, each with a fingerprint."""

import polars as pl

from schemas.summaries import Summaries
from transforms.json_records import JsonField
from transforms.rejects import rejects

ATHLETE_ID = JsonField("$.athlete.id", pl.Int64)
ACTIVITY_ID = JsonField("$.id", pl.Int64)
#: Hexadecimal digits of its SHA-256 that name an entry: no two in a life's listing share 48 bits by chance.
DIGITS = 12

#: A change of one of these makes the detail and the streams that were fetched before stale. What others do to an
#: activity (kudos, comments, photos, achievements) is not among them.
STABLE_FIELDS = [
    "name",
    "type",
    "sport_type",
    "start_date",
    "start_date_local",
    "utc_offset",
    "distance",
    "moving_time",
    "elapsed_time",
    "total_elevation_gain",
    "average_speed",
    "average_heartrate",
    "average_cadence",
    "trainer",
    "manual",
    "private",
    "visibility",
    "gear_id",
    "start_latlng",
    "upload_id",
]


def summaries(entries: pl.DataFrame, athlete_id: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Split listing entries (`payload_id`, `body`, `body_sha256`) into versions (`Summaries`) and rejects.

    An entry without a whole-number id, or of another athlete, is rejected under a name made from its content: its place
    on the page is another every night. Of several entries of one activity on one page the last stays.
    """
    listed = entries.with_columns(
        athlete_id=pl.lit(athlete_id, dtype=pl.Int64),
        activity_id=ACTIVITY_ID.value(),
        owner_id=ATHLETE_ID.value(),
        fingerprint=pl.concat_str(
            [pl.col("body").str.json_path_match(f"$.{field}").fill_null("") for field in STABLE_FIELDS],
            separator="\x1f",
        ),
    )
    is_known = pl.col("activity_id").is_not_null()
    is_mine = pl.col("owner_id").is_null() | (pl.col("owner_id") == athlete_id)
    good = (
        listed.filter(is_known & is_mine)
        .unique(["payload_id", "activity_id"], keep="last", maintain_order=True)
        .select(Summaries.columns())
        .sort(Summaries.key())
    )
    entry = entry_name()
    strangers = pl.format("the entry belongs to athlete {}", "owner_id")
    bad = pl.concat(
        [
            rejects(listed.filter(~is_known), Summaries, "id: whole number", "the entry has no id", entry),
            rejects(listed.filter(is_known & ~is_mine), Summaries, "athlete: same account", strangers, entry),
        ]
    )
    return good, bad


def entry_name() -> pl.Expr:
    """How quarantine names a listing entry (with its `body_sha256`) that it cannot name by its activity."""
    return pl.format("entry {}", pl.col("body_sha256").str.head(DIGITS))
