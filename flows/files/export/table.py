"""Strava's lists as tables of cells: from bytes in whatever encoding and with whatever separator."""

import csv
import io

import polars as pl

from flows.files.decoded import UnreadableFile

_SEPARATORS = (",", ";", "\t")
#: Strava's lists have 103 columns, a few more each year, and a row per activity.
_MOST_COLUMNS, _MOST_ROWS = 1000, 1_000_000


def cells(data: bytes) -> pl.DataFrame:
    """All rows of a list, the headers first, as columns `0`, `1` … of text; an empty cell is null.

    Rows are as long as the first: what is missing is null, what is beyond is left out. Raises `UnreadableFile`.
    """
    text = _text(data)
    first_line = text.split("\n", 1)[0]
    separator = max(_SEPARATORS, key=first_line.count)
    if first_line.count(separator) >= _MOST_COLUMNS:
        raise _too_wide()
    try:
        table = _parsed(text, separator)
    except pl.exceptions.PolarsError:
        table = _parsed_when_mended(text, separator)
    if table.width > _MOST_COLUMNS:
        raise _too_wide()
    if table.height > _MOST_ROWS:
        raise UnreadableFile("list: rows", f"The list has more than {_MOST_ROWS:,} rows.")
    table.columns = [str(number) for number in range(table.width)]
    return table.with_columns(pl.when(pl.all().str.strip_chars() != "").then(pl.all()))


def _too_wide() -> UnreadableFile:
    return UnreadableFile("list: columns", f"The list has more than {_MOST_COLUMNS:,} columns.")


def _text(data: bytes) -> str:
    try:
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError:
        # Spreadsheet programs of Western Europe save so.
        text = data.decode("cp1252", errors="replace")
    text = text.lstrip("\ufeff\r\n ")
    if not text:
        raise UnreadableFile("list: empty", "The list is empty.")
    if "\0" in text:
        raise UnreadableFile("list: no text", "The list is no text: it holds zero bytes.")
    return text


def _parsed(text: str, separator: str) -> pl.DataFrame:
    return pl.read_csv(
        text.encode("utf-8", errors="replace"),
        has_header=False,
        infer_schema=False,
        separator=separator,
        truncate_ragged_lines=True,
    )


def _parsed_when_mended(text: str, separator: str) -> pl.DataFrame:
    """The table after its quotation marks were made as they should be: one that stands alone fails the whole file."""
    mended = io.StringIO()
    writer = csv.writer(mended, delimiter=separator, quoting=csv.QUOTE_ALL, lineterminator="\n")
    try:
        writer.writerows(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
        return _parsed(mended.getvalue(), separator)
    except (csv.Error, pl.exceptions.PolarsError) as error:
        raise UnreadableFile("list: no CSV", "The list cannot be parted into rows and cells.") from error
