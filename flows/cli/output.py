"""What commands print: tables for people, JSON and CSV for programs."""

import csv
import sys
from collections.abc import Iterable, Sequence
from typing import Annotated, Any

import orjson
import polars as pl
import typer
from rich.console import Console
from rich.measure import Measurement
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

#: Every command has it.
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]

#: Wider than any table: a file or a pipe has no width of its own.
WIDEST = 10_000
#: No markup: paths, titles and columns are printed as they are.
console = Console(highlight=False, markup=False, emoji=False, width=None if sys.stdout.isatty() else WIDEST)


def print_json(value: Any) -> None:
    """One JSON document."""
    sys.stdout.write(orjson.dumps(value, default=str, option=orjson.OPT_INDENT_2).decode() + "\n")


def print_rows(frame: pl.DataFrame) -> None:
    """Rows as a JSON list of objects, times in ISO 8601."""
    print_json(frame.to_dicts())


def print_csv(frame: pl.DataFrame) -> None:
    """Rows as CSV with a header; lists as JSON texts."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(frame.columns)
    writer.writerows(
        [orjson.dumps(cell, default=str).decode() if isinstance(cell, list) else cell for cell in row]
        for row in frame.rows()
    )


def print_table(headings: Sequence[str], rows: Iterable[Sequence[Any]], title: str | None = None) -> None:
    """A table for people, under its title if it has one."""
    if title:
        console.print(plain(title), style="bold", soft_wrap=True)
    console.print(made_table(headings, rows))


def made_table(headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> Table:
    """A table whose cells are plain text: nothing that an athlete wrote is taken for markup or control codes."""
    table = Table()
    for heading in headings:
        table.add_column(Text(plain(heading)))
    for row in rows:
        table.add_row(*(Text(plain(cell)) for cell in row))
    return table


def print_frame(frame: pl.DataFrame) -> None:
    """A frame as a table for people; where it is wider than the terminal, a row becomes a block of lines."""
    table = made_table(frame.columns, frame.rows())
    if Measurement.get(console, console.options.update(width=WIDEST), table).maximum <= console.width:
        console.print(table)
        return
    for number, row in enumerate(frame.rows(), start=1):
        console.print(Rule(f"{number} of {frame.height}", align="left", style="dim"))
        console.print(block(frame.columns, row))


def block(names: Sequence[str], row: Sequence[Any]) -> Table:
    """One row, a column a line."""
    lines = Table.grid(padding=(0, 2))
    for name, cell in zip(names, row, strict=True):
        lines.add_row(Text(name, style="bold"), Text(plain(cell)))
    return lines


def plain(cell: Any) -> str:
    """A cell as text without control characters; floats without noise."""
    if cell is None:
        return ""
    text = f"{cell:.6g}" if isinstance(cell, float) and abs(cell) < 1e6 else str(cell)
    return "".join(character if character.isprintable() else " " for character in text)
