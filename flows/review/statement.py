"""A statement of the review: one `.sql` file, with the words that the rows of its query become.

Comments at its head hold the words: `-- some: {sessions session|sessions} …` are the sentences for a row whose column
`said` holds `some`, `-- table: …` and `-- figure: …` are captions. A line that begins with `--   ` goes on with the
one before. What a sentence is, even which one it is, comes from the query; no words hold a number of their own.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import polars as pl

from flows.errors import WarehouseUnavailable
from flows.review.words import said
from warehouse.database import Warehouse
from warehouse.errors import QueryError
from warehouse.sql_files import split_comment

QUERIES = Path(__file__).parent / "queries"
WORDS = re.compile(r"^(\w+): (.*(?:\n  .*)*)", re.MULTILINE)
#: How DuckDB begins to say that a table or a column is not there.
UNKNOWN_NAME = ("Binder Error", "Catalog Error")
#: A value that may stand in a query: a whole number, or a word of ours.
Parameters = Mapping[str, int | str]


@dataclass(frozen=True)
class Statement:
    """What can be said, and the query that says it."""

    name: str
    words: Mapping[str, str]
    """Sentences by what the column `said` holds, or a caption by `table` or `figure`."""
    query: str
    """With `$year`, `$athlete_id` and the like in it."""


@dataclass(frozen=True)
class Told:
    """A statement with the answer of one warehouse."""

    statement: Statement
    reference: int
    """Its number in the document."""
    query: str
    """As it was asked, to be asked again with `fivefold sql`."""
    rows: pl.DataFrame

    @property
    def sentences(self) -> list[str]:
        """One text of sentences per row; none for a table or a figure."""
        if self.caption:
            return []
        return [said(self.statement.words[row["said"]], row) for row in self.rows.to_dicts()]

    @property
    def caption(self) -> str | None:
        """What a table or a figure shows; None for sentences."""
        return self.statement.words.get("table") or self.statement.words.get("figure")

    @property
    def is_figure(self) -> bool:
        """It is only drawn; a table beside it has the same in numbers."""
        return "figure" in self.statement.words


@cache
def statement(name: str) -> Statement:
    """The statement in `queries/NAME.sql`."""
    comment, query = split_comment((QUERIES / f"{name}.sql").read_text(encoding="utf-8"))
    return Statement(name, {key: " ".join(words.split()) for key, words in WORDS.findall(comment)}, query)


def told(copy: Warehouse, name: str, reference: int, parameters: Parameters) -> Told:
    """Ask the published copy. Raises `WarehouseUnavailable` for a copy that lacks a table or column asked for."""
    asked = statement(name)
    query = filled(asked.query, parameters)
    try:
        return Told(asked, reference, query, copy.ask(query))
    except QueryError as error:
        if not str(error).startswith(UNKNOWN_NAME):
            raise
        raise WarehouseUnavailable(
            f"The published copy lacks what the review asks for ({error}). Renew it with: fivefold publish"
        ) from error


def filled(query: str, parameters: Parameters) -> str:
    """The query with its parameters written out, as somebody would type it."""
    return re.sub(r"\$(\w+)", lambda found: literal(parameters[found[1]]), query)


def literal(value: int | str) -> str:
    """A number or a word of ours in SQL."""
    return str(value) if isinstance(value, int) else f"'{value}'"
