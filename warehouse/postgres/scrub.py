"""The files of our tables in PostgreSQL, written anew: a deleted row's bytes stay in the old ones until others come."""

from contextlib import suppress

import psycopg

from warehouse.database import Warehouse
from warehouse.postgres.relations import CONTENTS, quoted, relations
from warehouse.postgres.server import connected, execute


def scrub(copy: Warehouse, url: str) -> list[str]:
    """Write anew the files of every table that shows what a published copy holds; returns those that could not be.

    A table is kept from its readers while it is written, and none is waited for longer than a few seconds: one that
    somebody reads all the time stays as it is. Statistics and the server's own log and backups are not ours to clear.
    Raises `PostgresUnavailable`.
    """
    left = []
    with connected(url) as connection:
        execute(connection, "SET lock_timeout = '5s'; SET statement_timeout = 0; SET client_min_messages = warning")
        for relation in (*relations(copy), CONTENTS):
            try:
                execute(connection, f"VACUUM (FULL, ANALYZE) {quoted(relation.name)}")
            except (psycopg.errors.LockNotAvailable, psycopg.errors.InsufficientPrivilege):
                left.append(relation.name)
        with suppress(psycopg.Error):
            # The old files go with a checkpoint, which only some users may ask for.
            execute(connection, "CHECKPOINT")
    return left
