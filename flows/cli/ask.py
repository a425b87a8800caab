"""The command that answers questions in SQL."""

from typing import TYPE_CHECKING, Annotated

import polars as pl
import typer

from flows.cli.output import AsJson, console, print_csv, print_frame, print_rows
from flows.settings import load_settings

if TYPE_CHECKING:
    from warehouse.cookbook import Recipe


def sql(
    query: Annotated[str | None, typer.Argument(help="A query in DuckDB's SQL.", show_default=False)] = None,
    recipe: Annotated[
        str | None, typer.Option(metavar="NAME", help="Ask a kept question instead.", show_default=False)
    ] = None,
    recipes: Annotated[bool, typer.Option("--recipes", help="List the kept questions.")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV.")] = False,
    as_json: AsJson = False,
) -> None:
    """Ask the published copy in SQL, or one of the kept questions.

    Example: fivefold sql "SELECT month, km, is_record FROM mart.running_months ORDER BY month DESC LIMIT 12"
    """
    from flows.errors import UsageError
    from flows.home import published_copy, query_of_user
    from flows.recipes import answer_to, recipe_named

    if as_csv and as_json:
        raise UsageError("Choose one of --csv and --json.")
    if sum((query is not None, recipe is not None, recipes)) > 1:
        raise UsageError("Choose one of a query, --recipe and --recipes.")
    if recipes:
        show(listed(), as_csv, as_json)
    elif recipe is not None:
        kept = recipe_named(recipe)
        with published_copy(load_settings()) as copy:
            answer = answer_to(kept, copy)
        if as_csv or as_json:
            show(answer, as_csv, as_json)
        else:
            tell(kept, answer)
    elif query is None or not query.strip(" ;\n\t"):
        raise UsageError('Type a query, such as: fivefold sql "SHOW ALL TABLES", or pick one: fivefold sql --recipes')
    else:
        with published_copy(load_settings()) as copy:
            answer = query_of_user(copy, query)
        show(answer, as_csv, as_json)


def show(answer: pl.DataFrame, as_csv: bool, as_json: bool) -> None:
    """Print an answer in the form that was asked for."""
    if as_csv:
        print_csv(answer)
    elif as_json:
        print_rows(answer)
    else:
        print_frame(answer)


def listed() -> pl.DataFrame:
    """The kept questions by name."""
    from warehouse.cookbook import recipes

    return pl.DataFrame([(one.name, one.question) for one in recipes().values()], ["recipe", "question"], orient="row")


def tell(recipe: "Recipe", answer: pl.DataFrame) -> None:
    """Print a kept question, how to read its answer, and the answer."""
    from flows.recipes import for_people

    console.print(recipe.question, style="bold")
    console.print(recipe.reading)
    if answer.is_empty():
        console.print("Nothing that is known answers this yet.")
    else:
        print_frame(for_people(answer))
