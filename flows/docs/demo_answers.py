"""README's parts that the demo fills: what it prints, and the answers to README's questions.

The demo is always the same one here (the same athlete, the same day), so its answers stay the same until the code that
makes them changes.
"""

import io
import re
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
from rich.console import Console

from flows.demo.run import Demo, run_demo
from flows.demo.show import show
from flows.docs.blocks import fill, markdown_table
from flows.home import published_copy, query_of_user
from flows.settings import Settings

SEED = 0
YEARS = 3.0
#: A Wednesday evening in the middle of a month, long past; the tests' demo is the same one.
NOW = datetime(2025, 11, 19, 21, tzinfo=UTC)
#: A question in SQL, and the answer that stands under it.
QUESTION = re.compile(r"(```sql\n(?P<sql>[^`]*)```\n\n<!-- answer -->\n).*?(<!-- /answer -->)", re.DOTALL)


def with_demo(readme: str, done: Demo) -> str:
    """README with what this demo printed and what it answers. Raises `UsageError` for SQL that is wrong."""
    return answered(fill(readme, {"demo": f"```text\n{printed(done)}\n```"}), done.settings)


def make_demo(home: Path) -> Demo:
    """README's demo, made in `home`."""
    return run_demo(home, YEARS, SEED, port=0, now=NOW)


def printed(done: Demo) -> str:
    """What a demo prints, without what differs between machines and without all but the first sprint session."""
    console = Console(file=io.StringIO(), width=80, highlight=False)
    show(console, done)
    text = console.file.getvalue().replace(str(done.settings.home), "~/fivefold/.demo")  # type: ignore[attr-defined]
    text = re.sub(r" in \d+ s\.", " in … s.", text)
    first, *others, last = re.split(r"(?=^Hill sprints on )|(?=^The warehouse: )", text, flags=re.MULTILINE)[1:]
    before = text[: text.index(first)]
    shown = f"{before}{first}… and {len(others)} more sessions\n\n{last}"
    return "\n".join(line.rstrip() for line in shown.strip().splitlines())


def answered(readme: str, settings: Settings) -> str:
    """README with the answer of this warehouse under each question. Raises `UsageError` for SQL that is wrong."""
    with published_copy(settings) as copy:

        def answer(found: re.Match[str]) -> str:
            return f"{found[1]}{markdown_table(tidy(query_of_user(copy, found['sql'])))}\n{found[3]}"

        return QUESTION.sub(answer, readme)


def tidy(frame: pl.DataFrame) -> pl.DataFrame:
    """Months and days as ISO texts without a time of day."""
    return frame.with_columns(pl.selectors.datetime().dt.strftime("%Y-%m-%d"))
