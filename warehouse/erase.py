"""Rows of one source are erased: those of raw, what the books say of them, and what core made of them."""

from dataclasses import dataclass
from datetime import datetime

import polars as pl

from schemas.derivation import Derivation
from schemas.table import Table
from warehouse.database import Warehouse, forget_derivation

API = "strava_api"
KEY = ["athlete_id", "activity_id"]


@dataclass(frozen=True)
class Order:
    """What is to be erased."""

    source: str
    """`strava_api`, `strava_export` or `file`."""
    before: datetime | None = None
    """Only what was fetched, or imported, before this instant; None: all of it."""
    only_gone: bool = False
    """Only activities that Strava says are gone."""


@dataclass(frozen=True)
class Doomed:
    """The rows of raw that an order is about."""

    answers: pl.DataFrame
    """Rows of raw.payloads or raw.files: athlete_id, payload_id, made_at (when they were fetched or imported)."""
    whole: pl.DataFrame
    """Activities of which nothing of the source's stays: athlete_id, activity_id."""
    scope: pl.DataFrame
    """Activities about which anything is erased: athlete_id, activity_id."""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to erase."""
        return self.answers.is_empty() and self.scope.is_empty()


@dataclass(frozen=True)
class Erased:
    """What was erased."""

    doomed: Doomed
    mark: dict[str, object] | None
    """How far core had come (a row of ops.derivation) before; None where it is to be made anew from the beginning."""


#: Activities that the source has said are gone, and not listed since.
GONE = """
SELECT athlete_id, activity_id FROM (
    SELECT athlete_id, activity_id, payload_id, 200 AS http_status FROM raw.summaries UNION ALL
    SELECT athlete_id, activity_id, payload_id, http_status FROM raw.payloads
    WHERE kind = 'activity' AND source = 'strava_api'
) GROUP BY ALL HAVING arg_max(http_status, payload_id) = 404
"""
#: Activities that an import tells of too.
IN_FILES = """
SELECT athlete_id, activity_id FROM core.recordings
UNION SELECT athlete_id, named_activity_id FROM core.recordings WHERE named_activity_id IS NOT NULL
"""
#: Activities whose newest detail, or newest samples, are too old; of one that was never fetched, its listing entry.
#: The rest of them goes too: half an activity would be judged as if that were all of it.
TOO_OLD = """
WITH fetched AS (
    SELECT athlete_id, activity_id, max(fetched_at) FILTER (kind = 'activity') AS detail_at,
           max(fetched_at) FILTER (kind = 'streams') AS streams_at
    FROM raw.payloads WHERE source = 'strava_api' AND kind IN ('activity', 'streams') GROUP BY ALL
), listed AS (
    SELECT s.athlete_id, s.activity_id, max(fetched_at) AS listed_at
    FROM raw.summaries s JOIN raw.payloads p ON p.athlete_id = s.athlete_id AND p.payload_id = s.payload_id
    GROUP BY ALL
)
SELECT athlete_id, activity_id FROM fetched FULL JOIN listed USING (athlete_id, activity_id)
WHERE coalesce(least(detail_at, streams_at), listed_at) < coalesce($before, 'infinity'::TIMESTAMPTZ)
"""
#: The answers of the API that go. The last word on an activity that is gone stays where an import tells of it, or it
#: would come back from there. What was asked about the air of an activity goes with it.
ANSWERS = f"""
WITH gone AS ({GONE}), in_files AS ({IN_FILES}), tombstones AS (
    SELECT athlete_id, max(payload_id) AS payload_id FROM raw.payloads
    SEMI JOIN gone USING (athlete_id, activity_id) SEMI JOIN in_files USING (athlete_id, activity_id)
    WHERE kind = 'activity' AND source = 'strava_api' AND http_status = 404 GROUP BY athlete_id, activity_id
)
SELECT athlete_id, payload_id, activity_id, fetched_at AS made_at FROM raw.payloads p
ANTI JOIN tombstones USING (athlete_id, payload_id)
WHERE CASE source
    WHEN 'strava_api' THEN (NOT $only_gone AND fetched_at < coalesce($before, 'infinity'::TIMESTAMPTZ))
        OR EXISTS (FROM whole w WHERE w.athlete_id = p.athlete_id AND w.activity_id = p.activity_id)
    WHEN 'open_meteo' THEN CASE
        WHEN activity_id IS NULL THEN NOT $only_gone AND fetched_at < coalesce($before, 'infinity'::TIMESTAMPTZ)
        ELSE EXISTS (FROM whole w WHERE w.athlete_id = p.athlete_id AND w.activity_id = p.activity_id)
            AND NOT EXISTS (FROM in_files f WHERE f.athlete_id = p.athlete_id AND f.activity_id = p.activity_id)
        END
    ELSE FALSE END
"""
FILES = """
SELECT athlete_id, payload_id, imported_at AS made_at FROM raw.files
WHERE source = $source AND imported_at < coalesce($before, 'infinity'::TIMESTAMPTZ)
"""
#: Listing pages that stay, without the entries of activities that do not.
CUT_PAGES = """
WITH pages AS (
    SELECT athlete_id, payload_id, json_extract(body, '$[*]') AS entries FROM raw.payloads
    ANTI JOIN answers USING (athlete_id, payload_id) WHERE kind = 'activity_page'
), entries AS (
    SELECT athlete_id, payload_id, unnest(entries)::VARCHAR AS entry, generate_subscripts(entries, 1) AS position
    FROM pages
), told AS (
    SELECT e.*, EXISTS (FROM whole w WHERE w.athlete_id = e.athlete_id
                        AND w.activity_id = try_cast(json_extract_string(entry, '$.id') AS BIGINT)) AS goes
    FROM entries e
)
SELECT athlete_id, payload_id,
       '[' || coalesce(string_agg(entry, ',' ORDER BY position) FILTER (NOT goes), '') || ']' AS body
FROM told GROUP BY ALL HAVING bool_or(goes)
"""


def doomed(warehouse: Warehouse, order: Order) -> Doomed:
    """The rows of raw that an order is about."""
    if order.source != API:
        files = warehouse.query(FILES, {"source": order.source, "before": order.before})
        scope = warehouse.query(
            "SELECT DISTINCT athlete_id, activity_id FROM core.recordings"
            " SEMI JOIN files USING (athlete_id, payload_id) ORDER BY ALL",
            files=files,
        )
        return Doomed(files, scope.clear(), scope)
    whole = warehouse.query(GONE) if order.only_gone else warehouse.query(TOO_OLD, {"before": order.before})
    chosen: dict[str, object] = {"before": order.before, "only_gone": order.only_gone}
    answers = warehouse.query(ANSWERS, chosen, whole=whole)
    listed = warehouse.query(
        "SELECT DISTINCT athlete_id, activity_id FROM raw.summaries s WHERE"
        " EXISTS (FROM answers a WHERE a.athlete_id = s.athlete_id AND a.payload_id = s.payload_id)"
        " OR EXISTS (FROM whole w WHERE w.athlete_id = s.athlete_id AND w.activity_id = s.activity_id)",
        answers=answers.select("athlete_id", "payload_id"),
        whole=whole,
    )
    scope = pl.concat([answers.select(KEY).drop_nulls(), listed]).unique().sort(KEY)
    # What is gone but for its tombstone has been erased before.
    return Doomed(answers.drop("activity_id"), whole.join(scope, on=KEY, how="semi"), scope)


def has_any(warehouse: Warehouse, order: Order) -> bool:
    """Whether an order would erase anything: asked every night, so a look at the times is all for an order by age."""
    if order.only_gone:
        return not warehouse.query(GONE).is_empty() and not doomed(warehouse, order).is_empty
    table, at = ("raw.payloads", "fetched_at") if order.source == API else ("raw.files", "imported_at")
    oldest = warehouse.query(f"SELECT min({at}) FROM {table} WHERE source = $source", {"source": order.source}).item()
    if oldest is None or (order.before is not None and oldest >= order.before):
        return False
    return not doomed(warehouse, order).is_empty


def kept_of(warehouse: Warehouse, found: Doomed) -> int:
    """How many of the activities that an order is about an import tells of too."""
    return warehouse.query(
        f"FROM scope SEMI JOIN ({IN_FILES}) USING (athlete_id, activity_id)", scope=found.scope
    ).height


def erase(warehouse: Warehouse, order: Order, per_activity: tuple[type[Table], ...]) -> Erased:
    """Erase in one transaction; `per_activity` are the tables of core that are made of one activity each.

    Until what is left has been derived, core counts as to be made anew from the beginning: a kill leaves it so.
    """
    found = doomed(warehouse, order)
    marks = warehouse.read(Derivation, "stage = 'core'").to_dicts()
    with warehouse.transaction():
        if order.source == API:
            erase_answers(warehouse, order, found)
        else:
            delete(warehouse, "raw.files", found.answers.select("athlete_id", "payload_id"))
            delete(warehouse, "core.recordings", found.answers.select("athlete_id", "payload_id"))
        erase_books(warehouse, order, found)
        for table in (*(one.full_name() for one in per_activity), "mart.sessions"):
            delete(warehouse, table, found.scope)
        forget_derivation(warehouse)
    return Erased(found, marks[0] if marks and order.source == API else None)


def erase_answers(warehouse: Warehouse, order: Order, found: Doomed) -> None:
    """Erase answers of the API; the entries of a page go with it, and those of an activity with the activity."""
    rows = found.answers.select("athlete_id", "payload_id")
    if order.before is not None or order.only_gone:
        cut = warehouse.query(CUT_PAGES, answers=rows, whole=found.whole)
        warehouse.execute(
            "UPDATE raw.payloads p SET body = c.body, body_sha256 = sha256(c.body) FROM cut c"
            " WHERE p.athlete_id = c.athlete_id AND p.payload_id = c.payload_id",
            cut=cut,
        )
    delete(warehouse, "raw.summaries", rows)
    delete(warehouse, "raw.summaries", found.whole)
    delete(warehouse, "raw.payloads", rows)


def erase_books(warehouse: Warehouse, order: Order, found: Doomed) -> None:
    """Erase what ops says of it: old and new values, reasons, and which activities were to be asked for again.

    Runs and imports stay: they hold counts, and what fivefold said of its own doings.
    """
    delete(warehouse, "ops.changes", found.scope)
    delete(warehouse, "ops.quarantine", found.answers.select("athlete_id", "payload_id"))
    for table in ("ops.suspects", "ops.rereads"):
        delete(warehouse, table, found.whole)
    warehouse.execute(
        "DELETE FROM ops.quarantine q USING whole w WHERE q.athlete_id = w.athlete_id"
        " AND split_part(q.record_id, ' ', 1) = w.activity_id::VARCHAR",
        whole=found.whole,
    )
    if order.only_gone:
        return
    rows = "raw.payloads" if order.source == API else "raw.files"
    warehouse.execute(
        "DELETE FROM ops.coverage c WHERE source = $source AND ($before IS NULL OR NOT EXISTS"
        f" (FROM {rows} r WHERE r.athlete_id = c.athlete_id AND r.source = $source))",
        {"source": order.source, "before": order.before},
    )
    if order.source == API and order.before is not None:
        ask_from(warehouse, order.before)


def ask_from(warehouse: Warehouse, instant: datetime) -> None:
    """Ask Strava no more for what started before an instant, until a whole listing has been read from elsewhere on."""
    warehouse.execute(
        "UPDATE ops.coverage SET listed_from = greatest(listed_from, $at) WHERE source = $source"
        " AND coalesce(listed_from < $at, TRUE)",
        {"at": instant, "source": API},
    )


def restore_mark(warehouse: Warehouse, mark: dict[str, object]) -> None:
    """Let core count as brought up to what it was before an erasure, or to what is left.

    The newest payload may be gone, and the next to land gets its number: it must not count as derived.
    """
    warehouse.execute(
        "INSERT OR REPLACE INTO ops.derivation BY NAME SELECT 'core' AS stage,"
        " least($until, coalesce(max(payload_id), 0)) AS payload_id, $inputs AS inputs_sha256"
        " FROM (SELECT payload_id FROM raw.payloads UNION ALL SELECT payload_id FROM raw.files)",
        {"until": mark["payload_id"], "inputs": mark["inputs_sha256"]},
    )
    warehouse.execute(
        "UPDATE ops.derivation SET payload_id = least(payload_id,"
        " (SELECT payload_id FROM ops.derivation WHERE stage = 'core')) WHERE stage <> 'core'"
    )


def delete(warehouse: Warehouse, table: str, rows: pl.DataFrame) -> None:
    """Delete the rows of a table that share the columns of `rows` with one of them."""
    if not rows.is_empty():
        columns = ", ".join(rows.columns)
        warehouse.execute(f"DELETE FROM {table} WHERE ({columns}) IN (SELECT ({columns}) FROM rows)", rows=rows)
