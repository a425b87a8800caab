"""What the source sent: land it verbatim, and find the newest of each thing."""

import polars as pl

from schemas.payloads import Payloads
from schemas.precedence import BETTER_THAN_API
from schemas.summaries import Summaries
from warehouse.database import Warehouse

#: The last time that each activity's detail answered 404.
GONE = """
SELECT athlete_id, activity_id, max(payload_id) AS gone_in FROM raw.payloads {scope}
WHERE kind = 'activity' AND http_status = 404 GROUP BY ALL
"""

#: What an athlete may change there and back: texts that the listing and the detail show alike, named alike in core.
CAN_BE_UNDONE = ("name", "sport_type", "visibility", "gear_id")


def entries(warehouse: Warehouse, pages: pl.DataFrame) -> pl.DataFrame:
    """The entries of listing pages, in their order: `payload_id`, `body` (JSON text) and its `body_sha256`."""
    return warehouse.query(
        "SELECT payload_id, body, sha256(body) AS body_sha256 FROM ("
        " SELECT payload_id, position, bodies[position + 1]::VARCHAR AS body FROM ("
        " SELECT payload_id, json_extract(body, '$[*]') AS bodies,"
        " unnest(range(json_array_length(body)::BIGINT)) AS position FROM pages)) ORDER BY payload_id, position",
        pages=pages.select("payload_id", "body"),
    )


def known_versions(warehouse: Warehouse, athlete_id: int, entries: pl.DataFrame) -> pl.DataFrame:
    """Those of an athlete's `entries` that have landed before, word for word, as versions (`Summaries`)."""
    return warehouse.query(
        "SELECT DISTINCT s.athlete_id, s.activity_id, e.payload_id, s.fingerprint, e.body"
        " FROM raw.summaries s JOIN entries e ON s.body = e.body WHERE s.athlete_id = $id ORDER BY ALL",
        {"id": athlete_id},
        entries=entries,
    ).select(Summaries.columns())


def next_payload_id(warehouse: Warehouse) -> int:
    """The id that the next landed payload or file gets."""
    return int(
        warehouse.query(
            "SELECT coalesce(max(payload_id), 0) + 1 AS next FROM"
            " (SELECT max(payload_id) AS payload_id FROM raw.payloads UNION ALL SELECT max(payload_id) FROM raw.files)"
        ).item()
    )


def known_athletes(warehouse: Warehouse, source: str | None = None) -> list[int]:
    """Everybody of whom anything has landed, or anything from this source."""
    athletes = warehouse.query(
        "SELECT DISTINCT athlete_id FROM (SELECT athlete_id, source FROM raw.payloads"
        " UNION ALL SELECT athlete_id, source FROM raw.files)"
        " WHERE source = coalesce($source, source) ORDER BY athlete_id",
        {"source": source},
    )
    return athletes["athlete_id"].to_list()


def changed_summaries(warehouse: Warehouse, summaries: pl.DataFrame) -> pl.DataFrame:
    """Those rows of `summaries` whose activity is new, has come back, or differs from its newest version here.

    One that has come back is listed again after its detail had answered 404. One that is listed as before may differ
    all the same: where a change was taken back after the detail had shown it, core says what the detail said.
    """
    undone = " OR ".join(
        f"(json_type(s.body, '$.{name}') = 'VARCHAR' AND json_extract_string(s.body, '$.{name}') <> a.{name})"
        for name in CAN_BE_UNDONE
    )
    return warehouse.query(
        "WITH newest AS (SELECT athlete_id, activity_id, arg_max(body, payload_id) AS body,"
        " max(payload_id) AS payload_id"
        " FROM raw.summaries SEMI JOIN summaries USING (athlete_id, activity_id) GROUP BY ALL),"
        " detail AS (SELECT athlete_id, activity_id, max(payload_id) AS detail_in FROM raw.payloads"
        " WHERE kind = 'activity' GROUP BY ALL),"
        f" gone AS ({GONE.format(scope='')})"
        " SELECT s.* FROM summaries s LEFT JOIN newest n USING (athlete_id, activity_id)"
        " LEFT JOIN gone USING (athlete_id, activity_id) LEFT JOIN detail USING (athlete_id, activity_id)"
        " LEFT JOIN core.activities a USING (athlete_id, activity_id)"
        " WHERE n.body IS NULL OR n.body <> s.body OR gone_in > n.payload_id"
        # Landed once, it is newer than the detail, and said no more.
        f" OR (detail_in > n.payload_id AND ({undone})) ORDER BY s.payload_id, s.activity_id",
        summaries=summaries,
    )


def land_pages(warehouse: Warehouse, pages: pl.DataFrame, changed: pl.DataFrame) -> None:
    """Keep the versions in `changed` and the pages that brought them; pages without news are not kept."""
    news = pages.join(changed.select("payload_id").unique(), on="payload_id", how="semi")
    with warehouse.transaction():
        warehouse.append(Payloads, news)
        warehouse.append(Summaries, changed)


def land(warehouse: Warehouse, payloads: pl.DataFrame) -> int:
    """Keep bodies that differ from the newest of the same athlete, kind and activity; return how many.

    `payloads` has the columns of `Payloads` with a `payload_id` counted from `next_payload_id`.
    A detail that is the same again still lands: it says that the change in the listing has been looked into.
    """
    fresh = warehouse.query(
        "WITH newest AS (SELECT athlete_id, kind, activity_id, arg_max(body_sha256, payload_id) AS body_sha256"
        " FROM raw.payloads WHERE kind IN ('zones', 'athlete') GROUP BY ALL)"
        " SELECT p.* FROM payloads p LEFT JOIN newest n ON p.athlete_id = n.athlete_id AND p.kind = n.kind"
        " AND p.activity_id IS NOT DISTINCT FROM n.activity_id"
        " WHERE n.body_sha256 IS NULL OR n.body_sha256 <> p.body_sha256 ORDER BY p.payload_id",
        payloads=payloads,
    )
    with warehouse.transaction():
        warehouse.append(Payloads, fresh)
    return fresh.height


#: Whether asking for an activity's samples can bring any, by its listing entry: a call saved, so only when sure.
#: An entry typed in by hand has none. Neither has one that came from no upload and shows no sign of a sensor: that is
#: how sessions look that a program created. An entry that says nothing about an upload may have had one.
NOTHING = "('null', 'false', '0', '0.0', '\"\"', '[]')"
CAN_HAVE_STREAMS = f"""
coalesce(json_extract(body, '$.manual')::VARCHAR, 'false') <> 'true' AND (
    coalesce(json_extract(body, '$.upload_id')::VARCHAR, 'unknown') NOT IN {NOTHING}
    OR coalesce(json_extract(body, '$.start_latlng')::VARCHAR, 'null') NOT IN {NOTHING}
    OR coalesce(json_extract(body, '$.average_heartrate')::VARCHAR, 'null') NOT IN {NOTHING}
    OR coalesce(json_extract(body, '$.distance')::VARCHAR, 'null') NOT IN {NOTHING}
)
"""

#: A device's own file has what Strava's samples are a copy of: those are not asked for then.
HAS_A_BETTER_FILE = f"""
SELECT 1 FROM core.recordings r
WHERE r.athlete_id = stale.athlete_id AND r.activity_id = stale.activity_id
  AND r.format IN {BETTER_THAN_API} AND r.has_samples
"""
#: From when on each athlete's activities are asked for: what came of those that started before was erased.
ASKED_FROM = "(SELECT athlete_id, listed_from FROM ops.coverage WHERE source = 'strava_api')"
#: Whether an activity is, by its listing entry.
IS_ASKED_FOR = "coalesce(try_cast(json_extract_string(body, '$.start_date') AS TIMESTAMPTZ) >= listed_from, TRUE)"

#: When each activity's listing entry last changed in a way that makes detail and streams stale. A change there and
#: back is two changes, so the comparison is with the version just before, not with all that ever were. To be listed
#: again after a 404 is such a change too; one that has not been listed since waits for nothing.
LAST_CHANGE = f"""
WITH gone AS ({GONE}), versions AS (
    SELECT athlete_id, activity_id, payload_id, body,
           fingerprint IS DISTINCT FROM lag(fingerprint) OVER history
           OR coalesce(gone_in > lag(payload_id) OVER history AND gone_in < payload_id, FALSE) AS is_change
    FROM raw.summaries {{scope}} LEFT JOIN gone USING (athlete_id, activity_id)
    WINDOW history AS (PARTITION BY athlete_id, activity_id ORDER BY payload_id)
), last_change AS (
    SELECT athlete_id, activity_id, max(payload_id) FILTER (is_change) AS changed_in, max(payload_id) AS payload_id,
           arg_max(body, payload_id) AS body
    FROM versions GROUP BY ALL
), fetched AS (
    SELECT athlete_id, activity_id, max(payload_id) FILTER (kind = 'activity') AS detail_in,
           max(payload_id) FILTER (kind = 'streams') AS streams_in
    FROM raw.payloads {{scope}} WHERE kind IN ('activity', 'streams') GROUP BY ALL
), stale AS (
    SELECT l.*, coalesce(detail_in < changed_in, TRUE) AS needs_detail,
           coalesce(streams_in < changed_in, TRUE) AS lacks_streams,
           detail_in IS NOT NULL AS was_fetched, gone_in IS NOT NULL AS was_gone
    FROM last_change l LEFT JOIN fetched USING (athlete_id, activity_id) LEFT JOIN gone USING (athlete_id, activity_id)
    WHERE (needs_detail OR lacks_streams) AND NOT coalesce(gone_in = detail_in AND gone_in > changed_in, FALSE)
)
SELECT athlete_id, activity_id, payload_id, body, needs_detail,
       lacks_streams AND {CAN_HAVE_STREAMS} AND NOT EXISTS ({HAS_A_BETTER_FILE}) AS needs_streams,
       was_fetched, was_gone
FROM stale LEFT JOIN {ASKED_FROM} USING (athlete_id) WHERE (needs_detail OR needs_streams) AND {IS_ASKED_FOR}
ORDER BY activity_id
"""


def waiting(warehouse: Warehouse, scope: pl.DataFrame | None = None) -> pl.DataFrame:
    """Activities, of those in `scope` (athlete_id, activity_id) if given, that wait for their detail or their streams.

    They are new, have come back, or have changed since these were fetched; those that started before
    `ops.coverage.listed_from` wait for nothing. Columns: athlete_id, activity_id, payload_id
    and body of the newest listing entry, needs_detail, needs_streams, was_fetched (its detail was asked for before),
    was_gone (its detail answered 404 once).
    """
    if scope is None:
        return warehouse.query(LAST_CHANGE.format(scope=""))
    within = LAST_CHANGE.format(scope="SEMI JOIN scope USING (athlete_id, activity_id)")
    return warehouse.query(within, scope=scope.select("athlete_id", "activity_id"))


#: What lands about single activities, in an answer.
ABOUT_ACTIVITIES = """
SELECT athlete_id, activity_id, payload_id FROM raw.summaries UNION ALL
SELECT athlete_id, activity_id, payload_id FROM raw.payloads WHERE kind IN ('activity', 'streams', 'weather')
"""


def landed_since(warehouse: Warehouse, payload_id: int) -> pl.DataFrame:
    """What landed after `payload_id`: athlete_id, activity_id and the newest payload_id about it, in that order.

    A file is a row of its own, whose activity_id is null.
    """
    return warehouse.query(
        f"SELECT athlete_id, activity_id, max(payload_id) AS payload_id FROM ({ABOUT_ACTIVITIES})"
        " WHERE payload_id > $after GROUP BY ALL"
        " UNION ALL SELECT athlete_id, NULL, payload_id FROM raw.files WHERE payload_id > $after"
        " ORDER BY payload_id, activity_id",
        {"after": payload_id},
    )


def touched_since(warehouse: Warehouse, payload_id: int) -> pl.DataFrame:
    """athlete_id, activity_id and newest payload_id of activities about which something landed after `payload_id`."""
    return warehouse.query(
        f"SELECT athlete_id, activity_id, max(payload_id) AS payload_id FROM ({ABOUT_ACTIVITIES}"
        " UNION ALL SELECT athlete_id, activity_id, payload_id FROM core.recordings)"
        " WHERE payload_id > $after GROUP BY ALL ORDER BY payload_id, activity_id",
        {"after": payload_id},
    )


def newest_summaries(warehouse: Warehouse, scope: pl.DataFrame) -> pl.DataFrame:
    """Newest listing entry of the activities in `scope` (athlete_id, activity_id).

    Columns: athlete_id, activity_id, payload_id, kind ('summary'), http_status (200), body, fetched_at.
    """
    return warehouse.query(
        "SELECT s.athlete_id, s.activity_id, s.payload_id, 'summary' AS kind, 200::BIGINT AS http_status, s.body,"
        " p.fetched_at FROM (SELECT * FROM raw.summaries SEMI JOIN scope USING (athlete_id, activity_id)) s"
        " JOIN raw.payloads p USING (athlete_id, payload_id)"
        " QUALIFY row_number() OVER (PARTITION BY s.athlete_id, s.activity_id ORDER BY s.payload_id DESC) = 1"
        " ORDER BY s.athlete_id, s.activity_id",
        scope=scope,
    )


def newest_answers(warehouse: Warehouse, scope: pl.DataFrame) -> pl.DataFrame:
    """Newest detail and newest stream set of the activities in `scope` (athlete_id, activity_id).

    Columns: athlete_id, activity_id, payload_id, kind ('activity' or 'streams'), http_status, body, fetched_at.
    """
    newest = warehouse.query(
        "SELECT athlete_id, max(payload_id) AS payload_id FROM raw.payloads"
        " SEMI JOIN scope USING (athlete_id, activity_id)"
        " WHERE kind IN ('activity', 'streams') GROUP BY athlete_id, activity_id, kind",
        scope=scope,
    )
    return payloads(warehouse, newest)


def newest_details(warehouse: Warehouse, scope: pl.DataFrame) -> pl.DataFrame:
    """Newest detail of the activities in `scope` (athlete_id, activity_id), with the columns of `newest_answers`."""
    newest = warehouse.query(
        "SELECT athlete_id, max(payload_id) AS payload_id FROM raw.payloads"
        " SEMI JOIN scope USING (athlete_id, activity_id) WHERE kind = 'activity' GROUP BY athlete_id, activity_id",
        scope=scope,
    )
    return payloads(warehouse, newest)


def newest_weather(warehouse: Warehouse, scope: pl.DataFrame) -> pl.DataFrame:
    """Newest look-up of the weather of the activities in `scope` (athlete_id, activity_id), like `newest_answers`.

    What was asked about a file on its own tells of the activity that it turned out to be of.
    """
    newest = warehouse.query(
        "WITH names AS (SELECT athlete_id, activity_id, activity_id AS asked_as FROM scope UNION"
        " SELECT athlete_id, activity_id, recording_id FROM core.recordings SEMI JOIN scope USING"
        " (athlete_id, activity_id))"
        " SELECT n.athlete_id, n.activity_id, max(payload_id) AS payload_id FROM raw.payloads p"
        " JOIN names n ON p.athlete_id = n.athlete_id AND p.activity_id = n.asked_as"
        " WHERE kind = 'weather' GROUP BY ALL",
        scope=scope,
    )
    told = payloads(warehouse, newest)
    return told.drop("activity_id").join(newest, on=["athlete_id", "payload_id"]).select(told.columns)


def read_more_than_once(warehouse: Warehouse, scope: pl.DataFrame) -> pl.DataFrame:
    """Those activities in `scope` (athlete_id, activity_id) of which more than one detail has landed."""
    return warehouse.query(
        "SELECT athlete_id, activity_id FROM raw.payloads SEMI JOIN scope USING (athlete_id, activity_id)"
        " WHERE kind = 'activity' AND http_status = 200 GROUP BY ALL HAVING count(*) > 1 ORDER BY ALL",
        scope=scope,
    )


def newest_status(warehouse: Warehouse, scope: pl.DataFrame) -> pl.DataFrame:
    """Whether the source has the activities in `scope` (athlete_id, activity_id), as far as it has said.

    Columns: athlete_id, activity_id, http_status (200, or 404 for one that is gone). Of what it never spoke no row.
    """
    return warehouse.query(
        "SELECT athlete_id, activity_id, arg_max(http_status, payload_id) AS http_status FROM ("
        " SELECT athlete_id, activity_id, payload_id, 200 AS http_status FROM raw.summaries UNION ALL"
        " SELECT athlete_id, activity_id, payload_id, http_status FROM raw.payloads WHERE kind = 'activity')"
        " SEMI JOIN scope USING (athlete_id, activity_id) GROUP BY ALL",
        scope=scope,
    )


def answers_of_athletes(warehouse: Warehouse, kind: str, after: int) -> pl.DataFrame:
    """All 'zones' or profiles ('athlete') of each athlete about whom one landed after payload `after`.

    With the columns of `newest_answers`, the oldest first.
    """
    named = warehouse.query(
        "SELECT athlete_id, payload_id FROM raw.payloads WHERE kind = $kind"
        " QUALIFY max(payload_id) OVER (PARTITION BY athlete_id) > $after",
        {"kind": kind, "after": after},
    )
    return payloads(warehouse, named).sort("athlete_id", "payload_id")


def payloads(warehouse: Warehouse, named: pl.DataFrame) -> pl.DataFrame:
    """The payloads that `named` names (athlete_id, payload_id), with the columns of `newest_answers`.

    Bodies are most of the file, and unpacking them is what reading takes. The bounds keep DuckDB away from the bodies
    that lie outside of them; without any id they are null, and nothing is read.
    """
    return warehouse.query(
        "SELECT athlete_id, activity_id, payload_id, kind, http_status, body, fetched_at FROM raw.payloads"
        " SEMI JOIN named USING (athlete_id, payload_id) WHERE payload_id BETWEEN $first AND $last"
        " ORDER BY athlete_id, activity_id, kind",
        {"first": named["payload_id"].min(), "last": named["payload_id"].max()},
        named=named,
    )
