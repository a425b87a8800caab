"""What Superset is told of each column of a table: written from the table's class, so that it cannot go stale."""

import re

import orjson
import polars as pl

from schemas.table import Table
from schemas.tables import BY_NAME
from warehouse.ddl import sql_type

#: How a unit at the end of a column's name is written for people.
UNITS = {"m": "m", "s": "s", "c": "°C", "kg": "kg", "bpm": "bpm", "mps": "m/s", "pct": "%"}
#: The columns come last in a dataset's file.
COLUMNS = re.compile(r"^columns:\n.*", re.DOTALL | re.MULTILINE)
NAME = re.compile(r"^table_name: (\w+)$", re.MULTILINE)
SCHEMA = re.compile(r"^schema: (\w+)$", re.MULTILINE)


def with_columns(dataset: str) -> str:
    """The YAML of a dataset with the columns of the table that it stands for; of one over a query, as it is.

    Raises `KeyError` for a table that there is not.
    """
    if "\nsql: null\n" not in dataset:
        return dataset
    table = BY_NAME[f"{SCHEMA.findall(dataset)[0]}.{NAME.findall(dataset)[0]}"]
    return COLUMNS.sub("", dataset) + "columns:\n" + "".join(described(table, name) for name in table.columns())


def described(table: type[Table], name: str) -> str:
    """One column as an item of YAML. A list can be neither grouped nor filtered."""
    dtype = table.dtypes()[name]
    is_time = isinstance(dtype, pl.Datetime) or dtype == pl.Date
    is_scalar = not isinstance(dtype, pl.List)
    fields = {
        "column_name": name,
        "verbose_name": for_people(name),
        "type": sql_type(dtype),
        "is_dttm": is_time,
        "groupby": is_scalar,
        "filterable": is_scalar,
        "description": str(table.to_schema().columns[name].description),
    }
    # JSON's notation of texts and truth values is also YAML's.
    lines = [f"{key}: {orjson.dumps(value).decode()}" for key, value in fields.items()]
    return "- " + "\n  ".join(lines) + "\n"


def for_people(name: str) -> str:
    """A column's name in words, its unit in brackets."""
    *words, last = name.split("_")
    if words and last in UNITS:
        return f"{' '.join(words).capitalize()} ({UNITS[last]})"
    return name.replace("_", " ").capitalize()
