"""The command `fivefold`: every command by name, and errors as one sentence with an exit code."""

import io
import os
import sys
import tempfile
import traceback
from collections.abc import Callable
from pathlib import Path

import typer

from flows.cli import (
    account,
    ask,
    bring_in,
    dashboard,
    demo,
    evaluate,
    explain,
    label,
    log,
    nightly,
    plan,
    purge,
    quarantine,
    review,
    status,
    superset,
)
from flows.errors import FivefoldError

app = typer.Typer(
    name="fivefold",
    help="A runner's wearable data, kept as a warehouse: am I doing the five things, and is it working?",
    epilog="New here? Run: fivefold demo",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)

COMMANDS: tuple[Callable[..., None], ...] = (
    demo.demo,
    demo.emulator,
    account.login,
    account.logout,
    nightly.sync,
    bring_in.import_,
    nightly.rebuild,
    nightly.publish,
    nightly.serve,
    purge.purge,
    status.status,
    status.notify,
    ask.sql,
    dashboard.dashboard,
    review.review,
    superset.superset,
    evaluate.evaluate,
)
for command in COMMANDS:
    # `import` is a word of Python's own.
    app.command(command.__name__.rstrip("_"))(command)
# The ids of what was logged by hand are negative.
app.command(context_settings={"ignore_unknown_options": True})(label.label)
app.command(context_settings={"ignore_unknown_options": True})(explain.explain)
app.add_typer(log.app, name="log")
app.add_typer(plan.app, name="plan")
app.add_typer(quarantine.app, name="quarantine")


def main() -> None:
    """Run a command. An expected failure is one sentence on standard error and its exit code, never a traceback."""
    # Prefect's own account of a failure is a traceback; ours is a sentence. Whoever wants Prefect's sets its level.
    os.environ.setdefault("PREFECT_LOGGING_LEVEL", "CRITICAL")
    if isinstance(sys.stdout, io.TextIOWrapper):
        # Titles and notes hold anything: what the output's encoding lacks becomes a question mark.
        sys.stdout.reconfigure(errors="replace")
    try:
        app()
    except FivefoldError as error:
        typer.echo(str(error), err=True)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        # The reader of our output has seen enough; Python would complain once more when it closes the pipe.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception:
        log = keep_traceback()
        typer.echo(
            f"Something went wrong that should not: {log} tells where. Please report it with that file.", err=True
        )
        sys.exit(1)


def keep_traceback() -> Path:
    """Write the traceback of the error at hand to a new file that only its owner can read; return where.

    What an unexpected error says may hold anything, so it is not printed.
    """
    with tempfile.NamedTemporaryFile("w", prefix="fivefold-error-", suffix=".log", delete=False) as log:
        traceback.print_exc(file=log)
    return Path(log.name)
