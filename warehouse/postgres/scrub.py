"""The files of our tables in PostgreSQL, written anew: a deleted row's bytes stay in the old ones until others come."""

from contextlib import suppress

import psycopg

from warehouse.database import Warehouse
from warehouse.postgres.relations import CONTENTS, Relation, quoted, relations
from warehouse.postgres.server import connected, execute

SESSION = "SET lock_timeout = '5s'; SET statement_timeout = 0; SET client_min_messages = warning"


def scrub(copy: Warehouse, url: str) -> list[str]:
    """Write anew the files of every table that shows what a published copy holds; returns those that could not be.

    A table is kept from its readers while it is written, and none is waited for longer than a few seconds: one that
    somebody reads all the time stays as it is. What the server keeps beside, its log and backups, is not ours to clear.
    Raises `PostgresUnavailable`.
    """
    left = []
    with connected(url) as connection:
        execute(connection, SESSION)
        for relation in (*relations(copy), CONTENTS):
            try:
                forget_statistics(connection, relation)
                execute(connection, f"VACUUM (FULL, ANALYZE) {quoted(relation.name)}")
            except (psycopg.errors.LockNotAvailable, psycopg.errors.InsufficientPrivilege):
                left.append(relation.name)
        with suppress(psycopg.Error):
            # The old files go with a checkpoint, which only some users may ask for.
            execute(connection, "CHECKPOINT")
    return left


def forget_statistics(connection: psycopg.Connection, relation: Relation) -> None:
    """Let the planner forget the values of a table that has become empty: of one without rows it keeps what it knew.

    A row without content is there for the time of counting, and nobody sees it.
    """
    table = quoted(relation.name)
    if connection.execute(f"SELECT EXISTS (SELECT FROM {table})".encode()).fetchall() == [(True,)]:
        return
    plain = ", ".join(f"{nothing(c.type)} AS {quoted(c.name)}" if c.is_required else f"NULL::{c.type}"
                      for c in relation.columns)  # fmt: skip
    with connection.transaction():
        execute(connection, f"INSERT INTO {table} SELECT {plain}; ANALYZE {table}; DELETE FROM {table}")


def nothing(postgres_type: str) -> str:
    """The plainest value of a type."""
    if postgres_type.endswith("[]"):
        return f"'{{}}'::{postgres_type}"
    if postgres_type.startswith(("timestamp", "date")):
        return f"'2000-01-01'::{postgres_type}"
    return {"text": "''", "boolean": "FALSE"}.get(postgres_type, f"0::{postgres_type}")
