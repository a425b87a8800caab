"""Generated parts of a Markdown file, between two comments that GitHub does not show."""

import re
from collections.abc import Mapping, Sequence

import polars as pl

from flows.cli.output import plain

BLOCK = re.compile(r"(<!-- generated: (?P<name>[a-z0-9 -]+) -->\n).*?(<!-- /generated -->)", re.DOTALL)


def fill(text: str, blocks: Mapping[str, str]) -> str:
    """The text with each of `blocks` between its marks, which stay. Raises `ValueError` for one that has no marks.

    Marked parts that are not in `blocks` are left as they are.
    """
    if missing := set(blocks) - {found["name"] for found in BLOCK.finditer(text)}:
        raise ValueError(f"there is no <!-- generated: {sorted(missing)[0]} --> … <!-- /generated -->")

    def filled(found: re.Match[str]) -> str:
        return f"{found[1]}{blocks[found['name']]}\n{found[3]}" if found["name"] in blocks else found[0]

    return BLOCK.sub(filled, text)


def markdown_table(frame: pl.DataFrame) -> str:
    """A frame as a Markdown table, numbers to the right."""
    ruler = ["---:" if dtype.is_numeric() else "---" for dtype in frame.dtypes]
    return "\n".join(row(cells) for cells in (frame.columns, ruler, *frame.rows()))


def row(cells: Sequence[object]) -> str:
    """One line of a Markdown table."""
    return f"| {' | '.join(plain(cell).replace('|', chr(92) + '|') for cell in cells)} |"
