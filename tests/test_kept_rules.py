"""The quick question whether a frame keeps its rules has pandera's answer, whatever the frame."""

import math
from datetime import UTC, datetime
from typing import Annotated

import pandera.polars as pa
import polars as pl
import pytest

from schemas.kept_rules import ASKED, keeps_rules
from schemas.table import Table
from schemas.tables import TABLES
from tests.frames import rows

NOON = datetime(2026, 5, 20, 12, tzinfo=UTC)


class Ruled(Table):
    """A column for each kind of rule."""

    number: pl.Int64 = pa.Field(gt=0)
    measured: pl.Float64 = pa.Field(ge=0, le=9)
    guessed: pl.Float64 = pa.Field(ge=0, lt=9, nullable=True)
    named: pl.String = pa.Field(isin=["a", "b"], nullable=True)
    told: pl.String
    at: Annotated[pl.Datetime, "us", "UTC"] = pa.Field(lt=NOON)

    class Config:
        name = "core.ruled"
        unique = ["number", "told"]  # noqa: RUF012


GOOD = {"number": 1, "measured": 1.5, "guessed": 2.5, "named": "a", "told": "", "at": NOON.replace(hour=11)}
NUMBERS = [None, math.nan, -math.inf, -0.5, 0.0, 8.5, 9.0, 9.5, math.inf]
ODD = {
    "number": [None, -1, 0, 1],
    "measured": NUMBERS,
    "guessed": NUMBERS,
    "named": [None, "", "a", "c"],
    "told": [None, "?"],
    "at": [None, NOON, NOON.replace(hour=13)],
}


def ruled(*values):
    return pl.DataFrame(list(values), schema=Ruled.dtypes(), orient="row")


def pandera_says(frame):
    try:
        pa.DataFrameModel.validate.__func__(Ruled, frame)
    except pa.errors.SchemaError:
        return False
    return True


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in ODD.items() for value in values])
def test_of_odd_values_it_says_what_pandera_says(name, value):
    frame = ruled(GOOD | {"number": 2}, GOOD | {name: value, "told": "odd"} if name != "told" else GOOD | {name: value})
    assert keeps_rules(Ruled, frame) == pandera_says(frame)


@pytest.mark.parametrize(
    ("frame", "is_kept"),
    [
        (ruled(GOOD), True),
        (Ruled.none(), True),
        (ruled(GOOD, GOOD | {"number": 2}), True),
        (ruled(GOOD, GOOD | {"measured": 2.5}), False),
        (ruled(GOOD).select(reversed(Ruled.columns())), False),
        (ruled(GOOD).with_columns(more=1), False),
        (ruled(GOOD).drop("guessed"), False),
        (ruled(GOOD).cast({"number": pl.Int32}), False),
        (ruled(GOOD).cast({"at": pl.Datetime("ms", "UTC")}), False),
    ],
    ids=["one", "none", "two", "a key twice", "disordered", "one column more", "one less", "small numbers", "coarse"],
)
def test_of_frames_of_any_shape_it_says_what_pandera_says(frame, is_kept):
    assert keeps_rules(Ruled, frame) is pandera_says(frame) is is_kept


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.full_name())
def test_it_knows_every_rule_of_every_table(table):
    assert {check.name for column in table.to_schema().columns.values() for check in column.checks} <= ASKED.keys()
    assert not table.to_schema().checks
    assert keeps_rules(table, rows(table, {}))
