"""What the demo fills: what it prints, for README, and its answers to the recipes.

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
from flows.docs.blocks import markdown_table
from flows.home import published_copy
from flows.recipes import answer_to, for_people
from flows.settings import Settings
from warehouse.cookbook import recipes

SEED = 0
YEARS = 3.0
#: A Wednesday evening in the middle of a month, long past; the tests' demo is the same one.
NOW = datetime(2025, 11, 19, 21, tzinfo=UTC)
NOTHING = "Nothing: the demo holds no such row."


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


def answers_of(settings: Settings) -> dict[str, str]:
    """What this warehouse answers to each recipe, as Markdown. Raises `UsageError` for SQL that is wrong."""
    with published_copy(settings) as copy:
        return {name: shown(for_people(answer_to(recipe, copy))) for name, recipe in recipes().items()}


def shown(answer: pl.DataFrame) -> str:
    """An answer as a Markdown table, or a sentence where it has no row."""
    return f"{NOTHING if answer.is_empty() else markdown_table(answer)}\n"
