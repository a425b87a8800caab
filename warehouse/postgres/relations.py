"""What PostgreSQL is to hold: each published table with its types, key and comments, and each view, as a table."""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from schemas.table import Table
from warehouse.database import Warehouse
from warehouse.ddl import literal
from warehouse.publish import PUBLISHED

#: The same names as in DuckDB: a query typed there is answered here.
SCHEMAS = {
    "core": "validated, in SI units, one row per real thing",
    "mart": "what people query: sessions, volume, records, adherence",
    "ops": "each run, what was rejected and changed, and how fresh everything is",
}


@dataclass(frozen=True)
class Column:
    """One column, its type as PostgreSQL spells it."""

    name: str
    type: str
    is_required: bool = False
    description: str | None = None


@dataclass(frozen=True)
class Relation:
    """One table of PostgreSQL's."""

    name: str
    """`schema.table`."""
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    description: str | None

    @property
    def stem(self) -> str:
        """The name without its schema."""
        return self.name.split(".")[1]

    @property
    def is_by_activity(self) -> bool:
        """Whether an activity has many rows in it: then each activity's rows are renewed for themselves."""
        return "activity_id" in self.key[:-1] and "athlete_id" in self.key

    @property
    def names(self) -> str:
        """The columns, for a statement of either database."""
        return ", ".join(quoted(column.name) for column in self.columns)

    def create(self, name: str) -> str:
        """`CREATE TABLE`, under another name if need be; the key is called as PostgreSQL would call it."""
        lines = [f"{quoted(c.name)} {c.type}{' NOT NULL' if c.is_required else ''}" for c in self.columns]
        if self.key:
            lines.append(f"PRIMARY KEY ({', '.join(quoted(column) for column in self.key)})")
        return f"CREATE TABLE {quoted(name)} ({', '.join(lines)})"

    def comments(self, said: Mapping[str, str | None]) -> list[str]:
        """The `COMMENT ON` statements for what is not `said` yet, by column, and under '' for the table itself."""
        means = {"": self.description} | {column.name: column.description for column in self.columns}
        table = quoted(self.name)
        return [
            f"COMMENT ON {f'COLUMN {table}.{quoted(name)}' if name else f'TABLE {table}'} IS {literal(text)}"
            for name, text in means.items()
            if text and said.get(name) != text
        ]


#: What the tables hold, so that the next publish renews only what differs, and which are ours: where it has other
#: columns none is, and all are refused. Whoever changes them lets `known_contents` read the former ones.
CONTENTS = Relation(
    "ops.contents",
    (
        Column("table_name", "text", True, "Table, with its schema."),
        Column("athlete_id", "bigint", False, "Strava's athlete id; null for a table that is renewed as a whole."),
        Column("activity_id", "bigint", False, "Activity; null for a table that is renewed as a whole."),
        Column("content", "text", True, "Number of rows, and the sum of their hashes."),
    ),
    (),
    "What each table here holds, as a hash: the next publish renews only what differs.",
)


def relations(copy: Warehouse) -> tuple[Relation, ...]:
    """Every table and view of a published copy, with the columns that are let out there."""
    listed = copy.query(
        "SELECT schema_name || '.' || table_name AS name, NULL AS comment, FALSE AS is_view FROM duckdb_tables()"
        " UNION ALL SELECT schema_name || '.' || view_name, comment, TRUE FROM duckdb_views()"
        " WHERE schema_name IN ('core', 'mart') ORDER BY name"
    )
    tables = set(listed.filter(~pl.col("is_view"))["name"])
    views = listed.filter("is_view").select("name", "comment").rows()
    return (
        *(table_relation(copy, table) for table in PUBLISHED if table.full_name() in tables),
        *(view_relation(copy, name, comment) for name, comment in views),
    )


def table_relation(copy: Warehouse, table: type[Table]) -> Relation:
    """A table as its class declares it; coordinates are in it where they are in the copy."""
    held = shape(copy, table.full_name())
    columns = tuple(
        Column(name, postgres_type(held[name]), not column.nullable or name in table.key(), str(column.description))
        for name, column in table.to_schema().columns.items()
        if name in held
    )
    return Relation(table.full_name(), columns, tuple(table.key()), table.told().summary)


def view_relation(copy: Warehouse, name: str, comment: str | None) -> Relation:
    """A view becomes a table: its SQL need not be PostgreSQL's, and its numbers are those of the copy."""
    columns = tuple(Column(column, postgres_type(dtype)) for column, dtype in shape(copy, name).items())
    return Relation(name, columns, (), comment)


def shape(copy: Warehouse, name: str) -> dict[str, pl.DataType]:
    """The columns of a table or view of the copy and their types."""
    return dict(copy.query(f"SELECT * FROM {name} LIMIT 0").schema)


def postgres_type(dtype: pl.DataType) -> str:
    """PostgreSQL's type, spelled as its catalogue spells it. Raises KeyError for one that has no counterpart."""
    if isinstance(dtype, pl.Datetime):
        return f"timestamp {'with' if dtype.time_zone else 'without'} time zone"
    if isinstance(dtype, pl.List):
        return f"{postgres_type(pl.Series(dtype=dtype.inner).dtype)}[]"
    if dtype.is_decimal():
        return "numeric"
    if dtype.is_integer():
        return "bigint"
    return {
        pl.Float64: "double precision",
        pl.Float32: "double precision",
        pl.String: "text",
        pl.Date: "date",
        pl.Boolean: "boolean",
    }[dtype.base_type()]


def quoted(name: str) -> str:
    """A name, with or without its schema, as an SQL identifier."""
    return ".".join(f'"{part}"' for part in name.split("."))
