"""Whether a frame keeps every rule of a table class, asked in one query.

pandera asks a query for each rule of each column, which took a quarter of a quiet night. It still says what is wrong.
"""

from collections.abc import Callable
from functools import cache

import pandera.polars as pa
import polars as pl

#: pandera's names of checks, and how polars asks for the same of a column.
ASKED: dict[str, Callable[..., pl.Expr]] = {
    "greater_than_or_equal_to": lambda column, min_value: column >= min_value,
    "greater_than": lambda column, min_value: column > min_value,
    "less_than_or_equal_to": lambda column, max_value: column <= max_value,
    "less_than": lambda column, max_value: column < max_value,
    "isin": lambda column, allowed_values: column.is_in(allowed_values),
}


def keeps_rules(table: type[pa.DataFrameModel], frame: pl.DataFrame) -> bool:
    """Whether `frame` has the table's columns, in order and of its types, and its rows keep all its rules."""
    schema = table.to_schema()
    if frame.schema != pl.Schema({name: column.dtype.type for name, column in schema.columns.items()}):
        return False
    return all(frame.select(asked(table)).row(0))


def or_null(table: type[pa.DataFrameModel], *names: str) -> list[pl.Expr]:
    """Columns of a table, null where a value breaks a rule of its column; those without a rule are not among them."""
    checks = {name: table.to_schema().columns[name].checks for name in names}
    return [
        pl.when(*(ASKED[check.name](pl.col(name), **check.statistics) for check in checks[name])).then(name).alias(name)
        for name in names
        if checks[name]
    ]


@cache
def asked(table: type[pa.DataFrameModel]) -> list[pl.Expr]:
    """The rules of a table, each as an expression that is true or false of a whole frame.

    Raises KeyError for a kind of check that `ASKED` does not know.
    """
    schema = table.to_schema()
    rules = [pl.struct(*schema.unique).n_unique() == pl.len()] if schema.unique else []
    for name, column in schema.columns.items():
        values = pl.col(name)
        if not column.nullable:
            rules.append(values.null_count() == 0)
            if column.dtype.type.is_float():
                rules.append(~values.is_nan().any())
        rules += [ASKED[check.name](values, **check.statistics).all() for check in column.checks]
    return [rule.alias(str(number)) for number, rule in enumerate(rules)]
