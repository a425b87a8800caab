"""The command that says why each verdict on an activity fell as it did."""

from typing import TYPE_CHECKING, Annotated, Any

import polars as pl
import typer
from rich.text import Text

from flows.cli.output import AsJson, console, plain, print_json, print_table
from flows.settings import load_settings

if TYPE_CHECKING:
    from flows.explain.gather import Explained

#: Lines of the table of efforts: with more, nothing would fit on a screen.
MOST_EFFORTS = 12


def explain(
    activity_id: Annotated[int, typer.Argument(help="The activity, as Strava numbers it.", show_default=False)],
    as_json: AsJson = False,
) -> None:
    """Say why each verdict on an activity fell as it did, and draw it: speed, effort and altitude, with every rep.

    Example: fivefold explain 12345678901
    """
    from flows.explain.gather import explained
    from flows.explain.page import no_picture, page
    from flows.pages.document import write

    settings = load_settings()
    about = explained(settings, activity_id)
    path = settings.home / "explain" / f"{activity_id}.html"
    has_picture = not about.series.is_empty()
    if has_picture:
        write(path, page(about))
    if as_json:
        print_json(
            {
                "activity": about.activity,
                "verdicts": about.verdicts.to_dicts(),
                "criteria": about.criteria.to_dicts(),
                "efforts": about.efforts.to_dicts(),
                "picture": path if has_picture else None,
            }
        )
        return
    show(about)
    console.print(f"The picture: {path}" if has_picture else no_picture(about), soft_wrap=True)


def show(about: "Explained") -> None:
    """Verdicts, their conditions and the efforts behind them, on one screen."""
    from flows.explain.page import facts, verdict_said
    from flows.pages.document import titled

    one = about.activity
    console.print(plain(titled(one["name"])), style="bold", soft_wrap=True)
    console.print(plain(facts(one)), soft_wrap=True)
    for row in about.verdicts.to_dicts():
        named = Text(f"{row['intervention'].replace('_', ' ')}: ", style="bold")
        said = " ".join(text for text in (row["reason"], row["would_change"]) if text)
        console.print(named.append(f"{verdict_said(row)}. ").append(plain(said), style="not bold"), soft_wrap=True)
    print_table(("intervention", "condition", "found", "needed", "met"), conditions(about.criteria))
    if not about.efforts.is_empty():
        shown = most_telling(about.efforts)
        left = about.efforts.height - shown.height
        print_table(
            ("effort", "kind", "length", "grade", "effort", "speed", "rest beside", "what it misses"),
            shown.select(
                "subject",
                "kind",
                "length",
                "grade",
                "effort",
                "speed",
                "rest beside",
                pl.coalesce("prescribed", "misses"),
            ).rows(),
            f"Efforts of this run{f', without {left} that came less near' if left else ''}",
        )


def conditions(criteria: pl.DataFrame) -> list[tuple[Any, ...]]:
    """Rows about sessions, the intervention named once."""
    of = pl.col("intervention")
    return (
        criteria.filter(pl.col("subject").is_in(["session", "fastest moment"]))
        .select(
            pl.when(of != of.shift().fill_null("")).then(of).otherwise(pl.lit("")).str.replace("_", " "),
            "criterion",
            "found",
            "needed",
            pl.when("is_met").then(pl.lit("yes")).otherwise(pl.lit("no")),
        )
        .rows()
    )


def most_telling(efforts: pl.DataFrame) -> pl.DataFrame:
    """At most a dozen efforts, those that are or nearly were hill sprints before the others, in the order of time."""
    return efforts.sort("n_missed", "start_time_s").head(MOST_EFFORTS).sort("start_time_s")
