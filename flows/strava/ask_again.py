"""What is asked for once more: suspects, what core did not take, and recent details: no listing shows descriptions."""

from datetime import datetime

import polars as pl

from flows.books.run import Run, save_budget
from flows.errors import MassDeletion
from flows.strava.client import StravaSource
from flows.strava.fetch import calls_for, fetch
from flows.strava.landing import rows
from flows.strava.pull import BATCH, UNUSABLE, confirmed
from schemas.payloads import Payloads
from schemas.rereads import Rereads
from schemas.suspects import Suspects
from transforms.rejects import REJECT
from transforms.rereads import LEAST, RECENT, due, due_again, says_the_same
from warehouse import raw, suspects
from warehouse.database import Warehouse
from warehouse.ops import release_named

KEY = ["athlete_id", "activity_id"]
#: Details of recent activities that are read again in one night, at most.
MOST_REREADS = 30


def to_ask(warehouse: Warehouse, athlete_id: int, max_deleted_share: float, now: datetime) -> pl.DataFrame:
    """The activities that are to be asked for once more: suspects, then those rejected and the recent that are due.

    Columns: athlete_id, activity_id, is_suspect, with_streams (its samples are to be asked for, too). Where too many
    are missing, those are not asked for at all.
    """
    suspected = suspects.suspects(warehouse, athlete_id)
    are_too_many = missing_too_many(warehouse, athlete_id, max_deleted_share) is not None
    asked = suspected.filter(pl.col("reason") != "missing") if are_too_many else suspected
    read = suspects.details_read(warehouse, athlete_id, now - RECENT)
    done = read_tonight(warehouse, athlete_id, now)
    rejected = due_again(suspects.rejected(warehouse, athlete_id), now).select(*KEY, "with_streams")
    recent = due(read, now).join(rejected, on=KEY, how="anti").with_columns(with_streams=pl.lit(False))
    again = pl.concat([rejected, recent]).head(max(0, MOST_REREADS - done)).join(suspected, on=KEY, how="anti")
    columns = [*KEY, "is_suspect", "with_streams"]
    return pl.concat(
        [
            asked.with_columns(is_suspect=pl.lit(True), with_streams=pl.lit(False)).select(columns),
            again.with_columns(is_suspect=pl.lit(False)).select(columns),
        ]
    )


def read_tonight(warehouse: Warehouse, athlete_id: int, now: datetime) -> int:
    """How many details were read again since the last night."""
    where = "athlete_id = $id AND read_at BETWEEN $since AND $now"
    return warehouse.read(Rereads, where, {"id": athlete_id, "since": now - LEAST, "now": now}).height


def missing_too_many(warehouse: Warehouse, athlete_id: int, max_deleted_share: float) -> tuple[int, int] | None:
    """How many of how many known activities are missing, where that is more than may be taken for deleted at once."""
    missing = warehouse.read(Suspects, "athlete_id = $id AND reason = 'missing'", {"id": athlete_id}).height
    if not missing:
        return None
    known = suspects.count_known(warehouse, athlete_id)
    return (missing, known) if missing / max(known, 1) > max_deleted_share else None


def mass_deletion(warehouse: Warehouse, athlete_id: int, max_deleted_share: float) -> MassDeletion | None:
    """What to say where more activities are missing than may be taken for deleted at once."""
    found = missing_too_many(warehouse, athlete_id, max_deleted_share)
    if found is None:
        return None
    missing, known = found
    return MassDeletion(
        f"Strava's list lacks {missing} of {known} activities, a larger share than FIVEFOLD_MAX_DELETED_SHARE allows: "
        "nothing is taken for deleted, and the published copy stays as it was. If they were deleted at Strava, run: "
        "FIVEFOLD_MAX_DELETED_SHARE=1 fivefold sync --full. If not, run this when Strava lists them again: fivefold "
        "sync --full"
    )


def ask_again(
    warehouse: Warehouse, source: StravaSource, run: Run, athlete_id: int, asked: pl.DataFrame, now: datetime
) -> None:
    """Ask for the details of the activities in `asked` (of `to_ask`) and land what is new, a batch at a time.

    A suspect that answered is none any more. Raises what ended the asking early, after landing.
    """
    for first in range(0, asked.height, BATCH):
        batch = asked[first : first + BATCH]
        with_streams = set(batch.filter("with_streams")["activity_id"])
        fetched = confirmed(source, fetch(source, calls_for(batch["activity_id"], with_streams)))
        answers = rows(run, athlete_id, raw.next_payload_id(warehouse), fetched.payloads)
        news = worth_landing(warehouse, answers.join(batch, on=KEY))
        raw.land(warehouse, news)
        save_budget(warehouse, source.budget, source.clock())
        run.details_fetched += news.filter(pl.col("kind") == "activity").height
        run.streams_fetched += news.filter(pl.col("kind") == "streams").height
        settle(warehouse, answers.select(KEY).unique(maintain_order=True), now)
        if fetched.stopped is not None:
            raise fetched.stopped


def worth_landing(warehouse: Warehouse, answers: pl.DataFrame) -> pl.DataFrame:
    """The rows of raw.payloads, of `answers` (with is_suspect), that say something new.

    That an activity is gone is believed of a suspect alone, and said once. An activity that nobody knows cannot go.
    """
    scope = answers.select(KEY)
    is_of_streams = pl.col("kind") == "streams"
    sampled = answers.filter(is_of_streams).select(KEY)
    known = pl.concat(
        [
            raw.newest_details(warehouse, scope.unique()),
            raw.newest_answers(warehouse, sampled).filter(is_of_streams),
        ]
    )
    is_there = raw.newest_status(warehouse, scope).filter(pl.col("http_status") == 200).select(*KEY, is_there=True)
    is_detail = pl.col("kind") == "activity"
    is_gone = is_detail & (pl.col("http_status") == 404)
    is_said = (pl.col("known_status") == pl.col("http_status")) & (
        (is_detail & says_the_same()) | (pl.col("body") == pl.col("known_body"))
    )
    return (
        answers.join(
            known.select(*KEY, "kind", known_body="body", known_status="http_status"), on=[*KEY, "kind"], how="left"
        )
        .join(is_there, on=KEY, how="left")
        .filter(pl.when(is_gone).then(pl.col("is_suspect") & pl.col("is_there")).otherwise(~is_said.fill_null(False)))
        .select(Payloads.columns())
        .sort("payload_id")
    )


def settle(warehouse: Warehouse, answered: pl.DataFrame, now: datetime) -> None:
    """Activities that answered are no suspects, have been read now, and do not stand back as unusable."""
    record = answered.select(
        "athlete_id", table_name=pl.lit(UNUSABLE["table_name"]), record_id=pl.col("activity_id").cast(pl.String)
    )
    with warehouse.transaction():
        suspects.release_suspects(warehouse, answered)
        warehouse.upsert(Rereads, answered.with_columns(read_at=pl.lit(now, dtype=pl.Datetime("us", "UTC"))))
        release_named(warehouse, record, pl.DataFrame(schema=REJECT))
