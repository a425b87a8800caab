"""Commands about rejected records."""

from typing import Annotated

import polars as pl
import typer

from flows.cli.output import AsJson, console, plain, print_frame, print_json, print_rows
from flows.progress import progress_bars
from flows.settings import load_settings

app = typer.Typer(help="Rejected records, their reasons, and another try.", no_args_is_help=True)

#: Records of one rule that are listed for people; `--table` lists them all.
MOST_LISTED = 10
#: Characters of one record that are shown for people: a stream set has a million.
MOST_SHOWN = 10_000
#: The ids of what was logged by hand are negative.
WITH_NEGATIVE_IDS = {"ignore_unknown_options": True}
ListedId = typer.Argument(help="The payload or the activity, as `quarantine list` names it.", show_default=False)


@app.command("list")
def list_rejected(
    table: Annotated[
        str | None, typer.Option(help="All that did not enter this table, such as core.streams.", show_default=False)
    ] = None,
    as_json: AsJson = False,
) -> None:
    """List rejected records by what is wrong with them, with what each one is and what to do next.

    Example: fivefold quarantine list
    """
    from flows.books.rejected import rejected
    from flows.home import private_or_any_warehouse

    with private_or_any_warehouse(load_settings()) as warehouse:
        found = rejected(warehouse)
    if table is not None:
        found = found.filter(pl.col("table_name") == table)
    if as_json:
        print_rows(found)
    elif found.is_empty():
        console.print(f"No record of {plain(table)} is in quarantine." if table else "No record is in quarantine.")
    else:
        console.print(f"In quarantine: {how_many(found)}, by what is wrong.\n")
        print_groups(found, most=None if table else MOST_LISTED)
        console.print("Look at one with: fivefold quarantine show ID (payload or activity)")


def print_groups(rejected: pl.DataFrame, most: int | None) -> None:
    """Each rule of each table with its number of records, the first `most` of them, and what to do next."""
    from flows.books.rejected import groups

    for group in groups(rejected).to_dicts():
        of = rejected.filter(pl.col("table_name") == group["table_name"], pl.col("broken") == group["broken"])
        console.print(
            f"{group['records']} × {group['table_name']}: {plain(group['broken'])}", style="bold", soft_wrap=True
        )
        print_frame(
            of.head(most or of.height).select(
                "payload_id",
                "record_id",
                pl.col("local_date").alias("date"),
                pl.when(pl.col("name") != pl.col("record_id")).then("name").alias("title"),
                "reason",
                pl.col("first_seen_at").dt.strftime("%Y-%m-%d %H:%M UTC").alias("since"),
            )
        )
        if most and of.height > most:
            console.print(f"… and {of.height - most} more: fivefold quarantine list --table {group['table_name']}")
        console.print(f"{group['next']}\n", soft_wrap=True)


@app.command(context_settings=WITH_NEGATIVE_IDS)
def show(listed_id: Annotated[int, ListedId], as_json: AsJson = False) -> None:
    """Print what was rejected from one payload or of one activity, and each record as it came.

    Example: fivefold quarantine show 17
    """
    from flows.books.rejected import records, rejected
    from flows.home import private_warehouse

    with private_warehouse(load_settings()) as warehouse:
        found, payloads, files = records(warehouse, rejected(warehouse, listed_id))
    if found.is_empty():
        raise nothing_of(listed_id)
    if as_json:
        print_json({"rejected": found.to_dicts(), "payload": payloads.to_dicts(), "file": files.to_dicts()})
        return
    print_frame(found.select("table_name", "record_id", "name", "reason", "next"))
    for record in found["record"].drop_nulls().unique(maintain_order=True):
        console.print(plain(record[:MOST_SHOWN]), soft_wrap=True)
        if len(record) > MOST_SHOWN:
            console.print(f"… {len(record):,} characters in all: fivefold quarantine show {listed_id} --json")


@app.command(context_settings=WITH_NEGATIVE_IDS)
def retry(listed_id: Annotated[int | None, ListedId] = None, as_json: AsJson = False) -> None:
    """Try rejected records again, offline: all of them, or those of one payload or activity.

    Example: fivefold quarantine retry
    """
    from flows.derive.retry import retry as try_again

    with progress_bars():
        home, still = try_again(load_settings(), listed_id)
    if listed_id is not None and home.is_empty() and still.is_empty():
        raise nothing_of(listed_id)
    if as_json:
        print_json({"came_home": home.to_dicts(), "still_rejected": still.to_dicts()})
        return
    if home.is_empty() and still.is_empty():
        console.print("No record is in quarantine.")
        return
    console.print(f"{how_many(home)} came home, {how_many(still)} did not.")
    print_groups(still, MOST_LISTED)
    if not home.is_empty():
        console.print("The published copy has what came home. Next: fivefold sync")


def how_many(rejected: pl.DataFrame) -> str:
    """So many records."""
    number = rejected.select("athlete_id", "table_name", "record_id").n_unique() if rejected.height else 0
    return f"{number} record{'s' * (number != 1)}"


def nothing_of(listed_id: int) -> Exception:
    """What to say of a payload or an activity that broke no rule."""
    from flows.errors import UsageError

    return UsageError(f"Nothing of {listed_id} is in quarantine. List what is with: fivefold quarantine list")
