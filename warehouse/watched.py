"""A warehouse that remembers what it was asked about: whoever drew from these tables may keep the drawing."""

import re

import polars as pl

from warehouse.database import Warehouse

#: Tables and views are found by their layer alone: a query cannot leave it out.
NAMED = re.compile(r"\b(?:raw|core|mart|ops)\.[a-z_]+")


class Watched(Warehouse):
    """The same warehouse; `tables` grows with each query by the tables and views that it names."""

    def __init__(self, warehouse: Warehouse) -> None:
        super().__init__(warehouse.connection, warehouse.path)
        self.tables: set[str] = set()

    def query(self, sql: str, parameters: dict[str, object] | None = None, **frames: pl.DataFrame) -> pl.DataFrame:
        """The rows of a query."""
        self.tables.update(NAMED.findall(sql))
        return super().query(sql, parameters, **frames)
