"""The recipes: questions worth keeping, each in a file of SQL with a word on how to read its answer."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from warehouse.sql_files import RECIPES, split_comment


@dataclass(frozen=True)
class Recipe:
    """A question to the published copy. Its answer has an `athlete_id`, and mixes no two athletes."""

    name: str
    """What people type: the name of its file."""
    question: str
    """The file's first line."""
    reading: str
    """The rest of its first comment: how to read the answer, and what would mislead."""
    sql: str
    """One query."""


@cache
def recipes() -> dict[str, Recipe]:
    """All recipes by name, in the order of their names."""
    return {file.stem: recipe_in(file) for file in sorted(RECIPES.glob("*.sql"))}


def recipe_in(file: Path) -> Recipe:
    """The recipe that a file holds."""
    comment, sql = split_comment(file.read_text(encoding="utf-8"))
    question, _, reading = comment.partition("\n")
    return Recipe(file.stem, question, " ".join(reading.split()), sql)
