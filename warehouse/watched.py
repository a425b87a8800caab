"""A warehouse that remembers what it was asked about: whoever drew from these tables may keep the drawing."""

import re

import polars as pl

from warehouse.database import Warehouse

#: Tables and views are found by their layer alone: a query cannot leave it out.
NAMED = re.compile(r"\b(?:raw|core|mart|ops)\.[a-z_]+")

CONTENTS = "SELECT table_name, content_sha256 FROM ops.contents"
HAS_CONTENTS = "SELECT count(*) > 0 FROM duckdb_views() WHERE schema_name = 'ops' AND view_name = 'contents'"


class Watched(Warehouse):
    """The same warehouse; `tables` grows with each query by the tables and views that it names."""

    def __init__(self, warehouse: Warehouse) -> None:
        super().__init__(warehouse.connection, warehouse.path)
        self.tables: set[str] = set()

    def query(self, sql: str, parameters: dict[str, object] | None = None, **frames: pl.DataFrame) -> pl.DataFrame:
        """The rows of a query."""
        self.tables.update(NAMED.findall(sql))
        return super().query(sql, parameters, **frames)


def hashes(copy: Warehouse) -> dict[str, str]:
    """What each table of core and mart in a published copy holds, as a hash; empty where the copy does not say it.

    The books are not told of: each run renews them.
    """
    if not copy.query(HAS_CONTENTS).item():
        return {}
    held = dict(copy.query(CONTENTS).rows())
    return {name: sha256 for name, sha256 in held.items() if name.startswith(("core.", "mart."))}
