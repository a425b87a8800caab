"""One night into PostgreSQL, in one transaction: whoever reads sees the night before or this one, whole."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass

import polars as pl
import psycopg

from warehouse.database import Warehouse
from warehouse.ddl import literal
from warehouse.errors import PostgresUnavailable
from warehouse.postgres.load import contents, delete, held_contents, insert, insert_frames, lacking, no_contents
from warehouse.postgres.relations import CONTENTS, SCHEMAS, Relation, quoted, relations
from warehouse.postgres.server import begin_publish, connected, execute

#: Whoever is a member of it may read, and nothing else.
READER = "fivefold_reader"
#: How the comment of a schema begins that fivefold made, or was given empty.
MARK = "fivefold: "

#: What stands in our schemas: of each table its columns with types, and its comments ('' for its own); its key.
CATALOGUE = """
SELECT n.nspname || '.' || c.relname, c.relkind::text,
       coalesce(array_agg(a.attname::text ORDER BY a.attnum) FILTER (WHERE a.attnum > 0), '{}'),
       coalesce(array_agg(format_type(a.atttypid, a.atttypmod) ORDER BY a.attnum) FILTER (WHERE a.attnum > 0), '{}'),
       coalesce(array_agg(a.attnotnull ORDER BY a.attnum) FILTER (WHERE a.attnum > 0), '{}'),
       coalesce(array_agg(col_description(c.oid, a.attnum) ORDER BY a.attnum) FILTER (WHERE a.attnum > 0), '{}'),
       obj_description(c.oid, 'pg_class'),
       coalesce((SELECT array_agg(k.attname::text ORDER BY place)
                 FROM pg_index i CROSS JOIN unnest(i.indkey) WITH ORDINALITY AS part(attnum, place)
                 JOIN pg_attribute k ON k.attrelid = c.oid AND k.attnum = part.attnum
                 WHERE i.indrelid = c.oid AND i.indisprimary), '{}')
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND NOT a.attisdropped
WHERE n.nspname = ANY(%s) AND c.relkind IN ('r', 'p', 'v', 'm', 'f') GROUP BY c.oid, n.nspname, c.relname, c.relkind
"""
#: Each of our schemas that is there: whose it says it is, whether this user may fill it, and whether it is empty.
STANDING = """
SELECT nspname::text, obj_description(oid, 'pg_namespace'), pg_has_role(nspowner, 'USAGE'),
       NOT EXISTS (SELECT FROM pg_class c WHERE c.relnamespace = n.oid)
FROM pg_namespace n WHERE nspname = ANY(%s)
"""


@dataclass(frozen=True)
class Delivered:
    """What a publish to PostgreSQL changed."""

    tables: int
    """How many tables differed."""
    rows: int
    """Rows that were sent."""
    has_reader: bool
    """Whether the role that may read is there."""


@dataclass(frozen=True)
class Found:
    """A table as it stands in PostgreSQL."""

    kind: str
    columns: tuple[tuple[str, str, bool], ...]
    comments: dict[str, str | None]
    key: tuple[str, ...]

    def is_like(self, relation: Relation) -> bool:
        """Whether it can hold the relation's rows as it is."""
        declared = tuple((column.name, column.type, column.is_required) for column in relation.columns)
        return (self.kind, self.columns, self.key) == ("r", declared, relation.key)


def publish(copy: Warehouse, url: str, progress: Callable[[int, int], None] = lambda done, total: None) -> Delivered:
    """Let PostgreSQL show what a published copy holds; only what differs is sent.

    Rows are deleted and inserted in one transaction, which keeps no reader waiting; a table whose columns changed is
    made beside the old one and takes its place at the end. Tables and views of others in these schemas are left alone.
    `progress` takes tables done and their number. Raises `PostgresUnavailable`, and then nothing has changed.
    """
    wanted = relations(copy)
    with connected(url) as connection:
        with connection.transaction():
            begin_publish(connection)
            make_schemas(connection)
            sent = renew(connection, copy, wanted, progress)
            has_reader = let_read(connection, [*wanted, CONTENTS])
        tidy(connection, list(sent))
    return Delivered(len(sent), sum(sent.values()), has_reader)


def make_schemas(connection: psycopg.Connection) -> None:
    """Make our schemas where they are missing. Raises `PostgresUnavailable` for one of that name that is not ours."""
    standing = {name: rest for name, *rest in connection.execute(STANDING, [list(SCHEMAS)]).fetchall()}
    for name, purpose in SCHEMAS.items():
        comment, is_owner, is_empty = standing.get(name, (None, True, True))
        if (comment or "").startswith(MARK):
            continue
        if not (is_owner and is_empty):
            raise PostgresUnavailable(
                f"This database has a schema {name} that fivefold did not make, and it is left as it is. Give fivefold "
                "a database of its own: CREATE DATABASE fivefold"
            )
        if name not in standing:
            execute(connection, f"CREATE SCHEMA {quoted(name)}")
        execute(connection, f"COMMENT ON SCHEMA {quoted(name)} IS {literal(MARK + purpose)}")


def catalogue(connection: psycopg.Connection) -> dict[str, Found]:
    """What stands in our schemas."""
    return {
        name: Found(
            kind,
            tuple(zip(names, types, required, strict=True)),
            dict(zip(names, comments, strict=True)) | {"": comment},
            tuple(key),
        )
        for name, kind, names, types, required, comments, comment, key in connection.execute(
            CATALOGUE, [list(SCHEMAS)]
        ).fetchall()
    }


def renew(
    connection: psycopg.Connection,
    copy: Warehouse,
    wanted: tuple[Relation, ...],
    progress: Callable[[int, int], None],
) -> dict[str, int]:
    """Bring every table up to the copy; the rows sent to each that differed."""
    standing = catalogue(connection)
    held = known_contents(connection, standing)
    refuse_others(standing, wanted, held)
    now = contents(copy, wanted)
    sent = {}
    for number, relation in enumerate(wanted):
        progress(number, len(wanted))
        is_of_it = pl.col("table_name") == relation.name
        found, before, after = standing.get(relation.name), held.filter(is_of_it), now.filter(is_of_it)
        if found is None or not found.is_like(relation):
            into = draft_of(relation) if found else relation.name
            execute(connection, relation.create(into))
            sent[relation.name] = insert(connection, relation, into, copy, after)
        elif not (gone := lacking(before, after)).is_empty() or not lacking(after, before).is_empty():
            delete(connection, relation, gone)
            sent[relation.name] = insert(connection, relation, relation.name, copy, lacking(after, before))
    remember(connection, standing.get(CONTENTS.name), held, now)
    # Only this takes tables from their readers, so it comes last.
    for relation in wanted:
        put_in_place(connection, relation, standing.get(relation.name))
    drop_former(connection, standing, wanted, held)
    progress(len(wanted), len(wanted))
    return sent


def known_contents(connection: psycopg.Connection, standing: dict[str, Found]) -> pl.DataFrame:
    """What `ops.contents` says that the tables hold; nothing before the first publish."""
    is_known = CONTENTS.name in standing and standing[CONTENTS.name].is_like(CONTENTS)
    return held_contents(connection) if is_known else no_contents()


def refuse_others(standing: dict[str, Found], wanted: tuple[Relation, ...], held: pl.DataFrame) -> None:
    """Raise `PostgresUnavailable` if a table or view that somebody else made has the name of one of ours."""
    others = standing.keys() & {relation.name for relation in wanted} - set(held["table_name"])
    if others:
        raise PostgresUnavailable(
            f"In PostgreSQL, {min(others)} was not made by fivefold, and it is left as it is. Rename or drop it."
        )


def remember(connection: psycopg.Connection, found: Found | None, held: pl.DataFrame, now: pl.DataFrame) -> None:
    """Note in `ops.contents` what the tables hold now."""
    if found is None or not found.is_like(CONTENTS):
        execute(connection, f"DROP TABLE IF EXISTS {quoted(CONTENTS.name)}")
        execute(connection, CONTENTS.create(CONTENTS.name))
        execute(connection, "; ".join(CONTENTS.comments({})))
    if not (lacking(held, now).is_empty() and lacking(now, held).is_empty()):
        delete(connection, CONTENTS, held)
        insert_frames(connection, CONTENTS, CONTENTS.name, [now])


def put_in_place(connection: psycopg.Connection, relation: Relation, found: Found | None) -> None:
    """Let a table made beside the old one take its place; say what its columns mean, where that is not said yet.

    Waits for whoever reads the old one, at most `LOCK_TIMEOUT`.
    """
    if found and not found.is_like(relation):
        draft = draft_of(relation)
        execute(
            connection,
            f"DROP TABLE {quoted(relation.name)}; ALTER TABLE {quoted(draft)} RENAME TO {quoted(relation.stem)}",
        )
        if relation.key:
            execute(connection, f"ALTER INDEX {quoted(f'{draft}_pkey')} RENAME TO {quoted(f'{relation.stem}_pkey')}")
    said = found.comments if found and found.is_like(relation) else {}
    execute(connection, "; ".join(relation.comments(said)))


def draft_of(relation: Relation) -> str:
    """What a table is called while it is made beside the old one, which nobody but its maker sees."""
    return f"{relation.name}__draft"


def drop_former(
    connection: psycopg.Connection, standing: dict[str, Found], wanted: tuple[Relation, ...], held: pl.DataFrame
) -> None:
    """Drop the tables of ours that are published no longer."""
    former = standing.keys() & set(held["table_name"]) - {relation.name for relation in wanted}
    for name in sorted(former):
        execute(connection, f"DROP TABLE {quoted(name)}")


def let_read(connection: psycopg.Connection, relations: Iterable[Relation]) -> bool:
    """Let the role `fivefold_reader` read every table, after making it if this user may; whether there is one."""
    is_there, may_make = connection.execute(
        "SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = %s), rolcreaterole OR rolsuper"
        " FROM pg_roles WHERE rolname = current_user",
        [READER],
    ).fetchall()[0]
    if not (is_there or may_make):
        return False
    if not is_there:
        execute(connection, f"CREATE ROLE {READER} NOLOGIN")
    unread = connection.execute(
        "SELECT name FROM unnest(%s::text[]) AS listed(name) WHERE NOT has_table_privilege(%s, name, 'SELECT')",
        [[relation.name for relation in relations], READER],
    ).fetchall()
    execute(connection, f"GRANT USAGE ON SCHEMA {', '.join(SCHEMAS)} TO {READER}")
    if unread:
        execute(connection, f"GRANT SELECT ON {', '.join(quoted(name) for (name,) in unread)} TO {READER}")
    return True


def tidy(connection: psycopg.Connection, tables: list[str]) -> None:
    """Give back the room of deleted rows, and let the planner know the new ones. A publish stands without it too."""
    if tables:
        with suppress(psycopg.Error):
            names = ", ".join(quoted(name) for name in [*tables, CONTENTS.name])
            execute(connection, f"VACUUM (ANALYZE, SKIP_LOCKED) {names}")
