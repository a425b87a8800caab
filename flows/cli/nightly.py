"""Commands that bring the warehouse up to date: sync, rebuild, publish, serve."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from flows.cli.output import AsJson, console, print_json
from flows.cli.process_list import blot_out
from flows.progress import progress_bars
from flows.settings import load_settings

if TYPE_CHECKING:
    from flows.books.run import Run


def sync(
    full: Annotated[bool, typer.Option("--full", help="Read the whole listing, not only recent weeks.")] = False,
    max_calls: Annotated[int | None, typer.Option(min=1, help="Make at most so many calls to Strava.")] = None,
    no_backfill: Annotated[bool, typer.Option("--no-backfill", help="Leave older activities for another run.")] = False,
    as_json: AsJson = False,
) -> None:
    """Run the nightly flow once: pull, validate, load, transform, publish.

    Example: fivefold sync --max-calls 200
    """
    from flows.nightly import run_nightly

    with progress_bars():
        run = run_nightly(full=full, max_calls=max_calls, backfill=not no_backfill)
    if as_json:
        print_json(asdict(run))
    else:
        print_run(run)


def print_run(run: "Run") -> None:
    """What a run did, in a few lines."""
    console.print(
        f"{run.activities_listed} activities listed, {run.activities_changed} new or changed; "
        f"{run.details_fetched} details and {run.streams_fetched} stream sets fetched in {run.calls} calls."
    )
    if run.records_rejected:
        console.print(f"{run.records_rejected} records were rejected. See why with: fivefold quarantine list")
    if run.activities_pending:
        console.print(f"{run.activities_pending} activities are still to be fetched. See when with: fivefold status")
    if run.message:
        console.print(run.message)
    console.print(f"Published in {load_settings().published_path}. Next: fivefold status")


def rebuild(
    diff: Annotated[bool, typer.Option("--diff", help="Show which verdicts would change, and change nothing.")] = False,
    as_json: AsJson = False,
) -> None:
    """Make core and mart anew from raw, offline, and publish them.

    Example: fivefold rebuild --diff
    """
    from flows.cli.diff import show_diff
    from flows.derive.rebuild import rebuild as rebuild_all

    if diff:
        show_diff(load_settings(), as_json)
        return
    with progress_bars():
        activities = rebuild_all(load_settings())
    if as_json:
        print_json({"activities": activities})
    else:
        console.print(f"Made {activities} activities anew from what is in raw. Next: fivefold status")


def publish(
    postgres: Annotated[
        str | None,
        typer.Option(
            metavar="URL", help="Publish into this PostgreSQL too; every run does with FIVEFOLD_POSTGRES_URL."
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Replace the read-only copy for SQL and BI.

    Example: fivefold publish --postgres postgresql://fivefold@localhost/fivefold
    """
    from flows.derive.rebuild import publish_only

    if postgres:
        blot_out(postgres)
    settings = load_settings(**{} if postgres is None else {"postgres_url": postgres})
    with progress_bars():
        delivered = publish_only(settings)
    if as_json:
        print_json({"published": settings.published_path, "postgres": delivered and asdict(delivered)})
        return
    console.print(f'Published in {settings.published_path}. Next: fivefold sql "SHOW ALL TABLES"')
    if delivered:
        console.print(
            f"PostgreSQL has it too, in the schemas core, mart and ops: {delivered.rows} rows in "
            f"{delivered.tables} tables were sent. The other rows are as they were."
        )
        if not delivered.has_reader:
            console.print(
                "It has no role fivefold_reader, and this user may not make one. Its owner can, and the next publish "
                "lets that role read: CREATE ROLE fivefold_reader NOLOGIN"
            )


def serve(
    cron: Annotated[str, typer.Option(help="When to run: minute hour day month weekday.")] = "0 3 * * *",
    timezone: Annotated[str, typer.Option(help="IANA time zone of the schedule, such as Europe/Zurich.")] = "UTC",
    webhook: Annotated[
        str | None,
        typer.Option(metavar="HOST:PORT", help="Take Strava's events at this address, and sync soon after them."),
    ] = None,
    callback: Annotated[
        str | None,
        typer.Option(metavar="URL", help="The public address that leads there; subscribes it at Strava while serving."),
    ] = None,
) -> None:
    """Run the nightly flow on schedule, as a Prefect deployment, until interrupted.

    Example: fivefold serve --cron "0 3 * * *" --timezone Europe/Zurich
    """
    from flows.serve import serve as serve_nightly
    from flows.webhook.open import Webhook

    serve_nightly(cron, timezone, Webhook.of(webhook, callback))
