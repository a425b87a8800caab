"""Rows on their way from the published copy into PostgreSQL: what differs, by COPY, in batches."""

from collections.abc import Iterable
from contextlib import closing

import polars as pl
import psycopg

from warehouse.database import Warehouse
from warehouse.postgres.relations import CONTENTS, Relation, quoted
from warehouse.publish import SUMMED

#: Rows on their way at once: some ten megabytes.
BATCH = 100_000
IDS = ["athlete_id", "activity_id"]


def contents(copy: Warehouse, relations: Iterable[Relation]) -> pl.DataFrame:
    """What the copy holds, as rows of `ops.contents`: a hash per table, or per activity where that has many rows."""
    return copy.query(" UNION ALL ".join(summed(relation) for relation in relations))


def summed(relation: Relation) -> str:
    """The query for what a table holds, whatever the order of its rows."""
    table = f"(SELECT {relation.names} FROM {relation.name}) t"
    whole = f"SELECT '{relation.name}' AS table_name, NULL::BIGINT AS athlete_id, NULL::BIGINT AS activity_id"
    if not relation.is_by_activity:
        return f"{whole}, {SUMMED} AS content FROM {table}"
    # Without a row of its own an empty table would not be known as ours.
    return (
        f"{whole}, 'by activity' AS content"
        f" UNION ALL SELECT '{relation.name}', athlete_id, activity_id, {SUMMED} FROM {table} GROUP BY ALL"
    )


def held_contents(connection: psycopg.Connection) -> pl.DataFrame:
    """What `ops.contents` in PostgreSQL says."""
    rows = connection.execute(f"SELECT {CONTENTS.names} FROM {quoted(CONTENTS.name)}".encode()).fetchall()
    return no_contents().vstack(pl.DataFrame(rows, schema=no_contents().schema, orient="row"))


def no_contents() -> pl.DataFrame:
    """Nothing held."""
    return pl.DataFrame(
        schema={"table_name": pl.String, "athlete_id": pl.Int64, "activity_id": pl.Int64, "content": pl.String}
    )


def lacking(some: pl.DataFrame, others: pl.DataFrame) -> pl.DataFrame:
    """The rows of `some` that are not in `others`."""
    return some.join(others, on=some.columns, how="anti", nulls_equal=True)


def delete(connection: psycopg.Connection, relation: Relation, parts: pl.DataFrame) -> None:
    """Delete the rows of some activities, or all. Readers see them until the transaction ends, and wait for nothing."""
    if relation.is_by_activity:
        connection.execute(
            f"DELETE FROM {quoted(relation.name)} t USING unnest(%s::bigint[], %s::bigint[])"
            " AS gone(athlete_id, activity_id)"
            " WHERE t.athlete_id = gone.athlete_id AND t.activity_id = gone.activity_id".encode(),
            [parts["athlete_id"].to_list(), parts["activity_id"].to_list()],
        )
    else:
        connection.execute(f"DELETE FROM {quoted(relation.name)}".encode())


def insert(connection: psycopg.Connection, relation: Relation, into: str, copy: Warehouse, parts: pl.DataFrame) -> int:
    """Copy the rows of some activities, or all, into the table of that name; how many there were."""
    query = f"SELECT {relation.names} FROM {relation.name} t"
    if relation.is_by_activity:
        query += f" SEMI JOIN parts USING ({', '.join(IDS)})"
    with closing(copy.batches(query, BATCH, parts=parts.select(IDS))) as frames:
        return insert_frames(connection, relation, into, frames)


def insert_frames(connection: psycopg.Connection, relation: Relation, into: str, frames: Iterable[pl.DataFrame]) -> int:
    """Copy frames into the table of that name; how many rows they had."""
    rows = 0
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {quoted(into)} ({relation.names}) FROM STDIN (FORMAT csv)".encode()) as sink,
    ):
        for frame in frames:
            sink.write(as_csv(frame))
            rows += frame.height
    return rows


def as_csv(frame: pl.DataFrame) -> bytes:
    """Rows as PostgreSQL reads them: null is nothing, an empty text is "", a list is {1,2}.

    A text may hold NUL characters, which no text of PostgreSQL's can: they become U+FFFD.
    """
    arrays = [as_array(name, dtype) for name, dtype in frame.schema.items() if isinstance(dtype, pl.List)]
    return (
        frame.with_columns(arrays)
        .with_columns(pl.col(pl.String).str.replace_all("\0", "\ufffd", literal=True))
        .write_csv(include_header=False)
        .encode()
    )


def as_array(name: str, dtype: pl.List) -> pl.Expr:
    """A column of lists in PostgreSQL's notation."""
    element = pl.element().cast(pl.String)
    if dtype.inner == pl.String:
        element = '"' + element.str.replace_all(r'(["\\])', r"\${1}") + '"'
    texts = pl.col(name).list.eval(element.fill_null("NULL")).list.join(",")
    return pl.format("{{{}}}", texts).alias(name)
