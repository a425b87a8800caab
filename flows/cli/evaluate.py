"""The command that says how well the classifiers do."""

from typing import Annotated

import typer

from flows.cli.output import AsJson, console, print_json, print_table
from flows.progress import progress, progress_bars
from flows.settings import load_settings

#: What can be made and searched in well under a minute.
RECORDINGS = 400


def evaluate(
    recordings: Annotated[
        int, typer.Option(min=40, max=20_000, help="How many to make; the committed figures are of 2,000.")
    ] = RECORDINGS,
    seed: Annotated[
        int | None, typer.Option(min=0, max=1_000_000, help="Other recordings; by default those never tuned on.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Measure the classifiers on recordings and texts with known truth, and draw their worst misses.

    Example: fivefold evaluate --recordings 2000
    """
    from flows.evaluation.detect import SEED, evaluated
    from flows.evaluation.report import (
        HARDEST_HEADINGS,
        HEADINGS,
        as_dict,
        confusion_rows,
        hardest_rows,
        headline_rows,
        write_report,
    )

    with progress_bars():
        with progress("Finding sprints in recordings") as advance:
            evaluation = evaluated(recordings, SEED if seed is None else seed, advance)
        with progress("Drawing the worst misses") as advance:
            path = write_report(evaluation, load_settings().home / "evaluation", advance)
    if as_json:
        print_json(as_dict(evaluation) | {"report": path})
        return
    print_table(HEADINGS, headline_rows(evaluation), "Figures with a goal or a floor")
    print_table(*confusion_rows(evaluation), "Sessions of runs: recordings by the kind expected and the kind found")
    print_table(HARDEST_HEADINGS, hardest_rows(evaluation), "Where fewest hill sprints are found")
    console.print(f"The report, with the ten worst misses: {path}", soft_wrap=True)
