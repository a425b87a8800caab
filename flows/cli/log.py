"""Commands that log what no device recorded."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from flows.cli.output import AsJson, console, plain, print_json, print_rows, print_table
from flows.progress import progress_bars
from flows.settings import load_settings

if TYPE_CHECKING:
    from flows.word.log import Kept

app = typer.Typer(help="Log a session that no device recorded.", no_args_is_help=True)

OnDate = Annotated[
    datetime | None, typer.Option("--date", formats=["%Y-%m-%d"], help="The day; today if not said.", metavar="DATE")
]
AtTime = Annotated[
    datetime | None,
    typer.Option(
        "--time",
        formats=["%H:%M"],
        metavar="HH:MM",
        help="When it began, by this machine's clock. If not said: it ends now, or began at noon of another day.",
    ),
]
Note = Annotated[str | None, typer.Option(help="Your words about it.")]
Minutes = Annotated[float, typer.Option(help="How long it took.", show_default=False)]


@app.command()
def heat(
    kind: Annotated[str, typer.Argument(metavar="sauna|hot_tub|steam|passive_other", help="What it was.")],
    minutes: Minutes,
    date: OnDate = None,
    time: AtTime = None,
    note: Note = None,
    as_json: AsJson = False,
) -> None:
    """Log passive heat.

    Example: fivefold log heat sauna --minutes 25 --date 2026-01-05 --time 18:30
    """
    keep("heat", kind, minutes, date, time, as_json, note=note)


@app.command()
def strength(
    minutes: Minutes,
    sets: Annotated[str | None, typer.Option(help='Such as "Squat 5x5 @ 100 kg; Deadlift 3x3 @ 140 kg".')] = None,
    date: OnDate = None,
    time: AtTime = None,
    note: Note = None,
    as_json: AsJson = False,
) -> None:
    """Log strength training, with its sets.

    Example: fivefold log strength --minutes 45 --sets "Squat 5x5 @ 100 kg; Deadlift 3x3 @ 140 kg"
    """
    keep("strength", "strength", minutes, date, time, as_json, sets=sets, note=note)


@app.command("cross-training")
def cross_training(
    kind: Annotated[str, typer.Argument(metavar="ride|swim|pool_run|elliptical|row|…", help="What it was.")],
    hours: Annotated[float, typer.Option(help="How long it took.", show_default=False)],
    is_easy: Annotated[
        bool | None, typer.Option("--easy/--hard", help="How hard it was; hard does not count.", show_default=False)
    ] = None,
    date: OnDate = None,
    time: AtTime = None,
    note: Note = None,
    as_json: AsJson = False,
) -> None:
    """Log cross-training of low impact.

    Example: fivefold log cross-training ride --hours 1.5 --easy
    """
    keep("cross_training", kind, 60 * hours, date, time, as_json, is_easy=is_easy, note=note)


@app.command("list")
def list_logged(as_json: AsJson = False) -> None:
    """List what was logged, the newest first.

    Example: fivefold log list
    """
    from flows.word.log import logs

    logged = logs(load_settings())
    if as_json:
        print_rows(logged)
    elif logged.is_empty():
        console.print("Nothing is logged. Log a session with: fivefold log heat sauna --minutes 25")
    else:
        print_table(
            ["id", "began", "intervention", "kind", "minutes", "counts", "note"],
            (
                (
                    row["activity_id"],
                    f"{row['local_start_at']:%Y-%m-%d %H:%M}",
                    row["intervention"].replace("_", " "),
                    (row["kind"] or "").replace("_", " "),
                    row["minutes"],
                    "yes" if row["counts"] else "no",
                    row["note"],
                )
                for row in logged.to_dicts()
            ),
        )


# The ids of what was logged are negative.
@app.command(context_settings={"ignore_unknown_options": True})
def remove(
    log_id: Annotated[int, typer.Argument(help="Its id, as `log list` names it.", show_default=False)],
    as_json: AsJson = False,
) -> None:
    """Take back what was logged.

    Example: fivefold log remove -3
    """
    from datetime import UTC

    from flows.word.log import remove as take_back

    with progress_bars():
        take_back(load_settings(), log_id, datetime.now(UTC))
    if as_json:
        print_json({"removed": log_id})
    else:
        console.print(f"What was logged as {log_id} is taken back. See what is left with: fivefold log list")


def keep(
    intervention: str,
    kind: str,
    minutes: float,
    date: datetime | None,
    time: datetime | None,
    as_json: bool,
    **details: Any,
) -> None:
    """Log a session and say what became of it."""
    from datetime import UTC

    from flows.errors import UsageError
    from flows.word.log import SPORTS, Said, log
    from flows.word.wall_clock import began

    known = SPORTS[intervention]
    name = kind.strip().lower().replace("-", "_").replace(" ", "_")
    if name not in known:
        raise UsageError(f"{kind!r} is no kind of {intervention.replace('_', ' ')}. Say one of: {', '.join(known)}")
    now = datetime.now(UTC)
    start = began(now, minutes, date.date() if date else None, time.time() if time else None)
    with progress_bars():
        kept = log(load_settings(), Said(intervention, name, minutes, start, **details), now)
    if as_json:
        print_json(
            {"log_id": kept.log_id, "session": kept.session, "sets": kept.sets.to_dicts(), "same_day": kept.same_day}
        )
    else:
        print_kept(kept, start)


def print_kept(kept: "Kept", start: datetime) -> None:
    """What was understood, whether it counts, and how to take it back."""
    for row in (
        kept.sets.group_by("exercise", "reps", "weight_kg", "rpe", "is_warmup", maintain_order=True).len().to_dicts()
    ):
        weight = "" if row["weight_kg"] is None else f" @ {row['weight_kg']:g} kg"
        warm_up = " (warm-up)" if row["is_warmup"] else ""
        console.print(f"  {plain(row['exercise']) or '?'}: {row['len']} × {row['reps']}{weight}{warm_up}")
    verdict = "It counts." if kept.session["counts"] else "It does not count."
    console.print(f"Kept as {kept.log_id}, {start:%Y-%m-%d %H:%M}. {plain(kept.session['reason'])} {verdict}")
    if kept.same_day:
        others = ", ".join(map(str, kept.same_day))
        console.print(f"On that day this counts too: activity {others}. If it is the same session, take yours back:")
    console.print(f"To take it back: fivefold log remove {kept.log_id}")
