"""A table class becomes DDL: columns, nullability, key and comments. Ranges stay in pandera."""

import polars as pl

from schemas.table import Table


def sql_type(dtype: pl.DataType) -> str:
    """DuckDB type of a polars type. Raises KeyError for a type that no table uses."""
    if isinstance(dtype, pl.Datetime):
        return "TIMESTAMPTZ" if dtype.time_zone else "TIMESTAMP"
    if isinstance(dtype, pl.List):
        return f"{sql_type(pl.Series(dtype=dtype.inner).dtype)}[]"
    return {
        pl.Int64: "BIGINT",
        pl.Float64: "DOUBLE",
        pl.String: "VARCHAR",
        pl.Date: "DATE",
        pl.Boolean: "BOOLEAN",
        pl.Binary: "BLOB",
    }[dtype.base_type()]


def literal(text: str) -> str:
    """A text as an SQL string literal."""
    return "'" + text.replace("'", "''") + "'"


def create_table(table: type[Table], catalog: str = "", only: list[str] | None = None) -> list[str]:
    """`CREATE TABLE` and the `COMMENT ON` statements of one table, in `catalog` if one is named.

    `only` names the columns to keep, for the published copy.
    """
    schema = table.to_schema()
    columns = [column for name, column in schema.columns.items() if only is None or name in only]
    where = f"{catalog}." if catalog else ""
    lines = [f"{c.name} {sql_type(c.dtype.type)}{'' if c.nullable else ' NOT NULL'}" for c in columns]
    return [
        f"CREATE SCHEMA IF NOT EXISTS {where}{table.layer()}",
        f"CREATE TABLE IF NOT EXISTS {where}{schema.name} ({', '.join(lines)}, PRIMARY KEY ({', '.join(table.key())}))",
        f"COMMENT ON TABLE {where}{schema.name} IS {literal(table.told().summary)}",
        *(f"COMMENT ON COLUMN {where}{schema.name}.{c.name} IS {literal(str(c.description))}" for c in columns),
    ]
