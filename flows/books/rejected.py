"""What is in quarantine, as people and programs are told: what it is, why, since when, and what to do next."""

from typing import NamedTuple

import polars as pl

from flows.books.described_file import described_file
from schemas.athletes import Athletes
from schemas.heart_rate_zones import HeartRateZones
from schemas.logged_sessions import LoggedSessions
from schemas.payloads import Payloads
from schemas.split import rule_in_words
from transforms.summaries import ACTIVITY_ID, entry_name
from warehouse import quarantine, raw
from warehouse.database import Warehouse

RETRY = "fivefold quarantine retry"
MEND = f"Correct it at Strava, and the next sync takes it; after an update of fivefold, try: {RETRY}"
IN_SETTINGS = f"Correct it in your settings at Strava, then: fivefold sync --full; after an update, try: {RETRY}"
OF_FILE = f"The file is kept as it is. After an update of fivefold, try: {RETRY}"
#: What to do about the rejects of a table; of all others: `MEND`, or `OF_FILE` for what an imported file holds.
NEXT = {
    Payloads.full_name(): "The next sync asks Strava for it again, after all others.",
    LoggedSessions.full_name(): "Take it back with `fivefold log remove` and log it again.",
    Athletes.full_name(): IN_SETTINGS,
    HeartRateZones.full_name(): IN_SETTINGS,
}

#: Where a record stands in the payload that holds it, if it is not the whole of it.
PLACE = (
    pl.when(pl.col("record_id").str.contains(r"^-?\d+ lap \d+$"))
    .then(pl.format("$.laps[{}]", pl.col("record_id").str.extract(r"(\d+)$").cast(pl.Int64) - 1))
    .when(pl.col("record_id").str.contains(r"^zone \d+$"))
    .then(pl.format("$.heart_rate.zones[{}]", pl.col("record_id").str.extract(r"(\d+)$").cast(pl.Int64) - 1))
    .otherwise(pl.lit("$"))
)


def rejected(warehouse: Warehouse, about: int | None = None) -> pl.DataFrame:
    """Rejected records, those of payload or activity `about` if given, grouped by table and rule.

    The columns of ops.quarantine, `activity_id`, `name` and `local_date` where known, `broken` (the rule in words) and
    `next` (what to do). What an imported file holds has the file's name, where it is of no known activity.
    """
    told = quarantine.rejected(warehouse)
    found = told.with_columns(
        broken=rule_in_words(pl.col("rule")),
        # What a failed call says goes on with advice to whoever made it.
        reason=pl.when(pl.col("table_name") == Payloads.full_name())
        .then(pl.col("reason").str.extract(r"^(.*?\S)(?:\. |$)"))
        .otherwise("reason"),
        next=pl.when("is_file")
        .then(pl.lit(OF_FILE))
        .otherwise(pl.col("table_name").replace_strict(NEXT, default=MEND)),
    ).drop("is_file")
    if about is None:
        return found
    return found.filter((pl.col("payload_id") == about) | (pl.col("activity_id") == about).fill_null(False))


class Records(NamedTuple):
    """Rejected records, and what holds them."""

    found: pl.DataFrame
    """With `record`: its text cut out of its payload, or what its file is and how it begins. Null where neither is."""
    payloads: pl.DataFrame
    """Rows of raw.payloads."""
    files: pl.DataFrame
    """Rows of raw.files, without their bytes."""


def records(warehouse: Warehouse, rejected: pl.DataFrame) -> Records:
    """What `rejected` records are."""
    payloads, files = quarantine.payloads_of(warehouse, rejected), quarantine.files_of(warehouse, rejected)
    described = files.select(
        "athlete_id",
        "payload_id",
        described=pl.Series([described_file(file) for file in files.to_dicts()], dtype=pl.String),
    )
    entries = raw.entries(warehouse, payloads.filter(pl.col("kind") == "activity_page"))
    by_name = pl.concat(
        entries.select("payload_id", record_id=name, entry="body")
        for name in (entry_name(), ACTIVITY_ID.value().cast(pl.String))
    ).unique(["payload_id", "record_id"], keep="last")
    found = (
        rejected.join(payloads.select("athlete_id", "payload_id", "body"), on=["athlete_id", "payload_id"], how="left")
        .join(by_name, on=["payload_id", "record_id"], how="left", maintain_order="left")
        .join(described, on=["athlete_id", "payload_id"], how="left", maintain_order="left")
        .with_columns(record=pl.coalesce("entry", pl.col("body").str.json_path_match(PLACE), "body", "described"))
        .drop("body", "entry", "described")
    )
    return Records(found, payloads, files.drop("body"))


def groups(rejected: pl.DataFrame) -> pl.DataFrame:
    """How many records each rule of each table rejected, the most first: table_name, broken, next, records."""
    return (
        rejected.group_by("table_name", "broken", "next", maintain_order=True)
        .agg(records=pl.struct("athlete_id", "record_id").n_unique())
        .sort("records", descending=True, maintain_order=True)
    )
