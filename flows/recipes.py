"""Kept questions, in the words of the command line."""

from difflib import get_close_matches

import polars as pl

from flows.errors import UsageError
from warehouse.cookbook import Recipe, recipes
from warehouse.database import Warehouse
from warehouse.errors import QueryError


def recipe_named(name: str) -> Recipe:
    """The recipe of this name. Raises `UsageError` for one that there is not, with names that come near."""
    known = recipes()
    if name in known:
        return known[name]
    near = get_close_matches(name, known)
    meant = f"; did you mean {' or '.join(near)}?" if near else "."
    raise UsageError(f"There is no recipe {name}{meant} See all of them with: fivefold sql --recipes")


def answer_to(recipe: Recipe, copy: Warehouse) -> pl.DataFrame:
    """What a published copy answers. Raises `UsageError` for a copy of an earlier version that cannot."""
    try:
        return copy.ask(recipe.sql)
    except QueryError as error:
        raise UsageError(
            f"The published copy cannot answer {recipe.name}: {error} Renew it with: fivefold publish"
        ) from error


def for_people(answer: pl.DataFrame) -> pl.DataFrame:
    """An answer without the athlete's id where there is but one athlete."""
    return answer.drop("athlete_id") if answer["athlete_id"].n_unique() <= 1 else answer
