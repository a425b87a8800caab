"""What `fivefold rebuild --diff` shows."""

import polars as pl

from flows.cli.output import console, print_json, print_table
from flows.derive.diff import rebuild_diff
from flows.progress import progress_bars
from flows.settings import Settings
from transforms.rules import RULE_VERSION
from transforms.verdict_changes import verdict_said

COUNTED = ["intervention", "change"]


def show_diff(settings: Settings, as_json: bool) -> None:
    """Which verdicts a rebuild would change, as a table or JSON, how many of each kind, and how to make it so."""
    with progress_bars():
        changed = rebuild_diff(settings)
    counts = changed.group_by(COUNTED).agg(verdicts=pl.len()).sort(COUNTED)
    if as_json:
        print_json({"rule_version": RULE_VERSION, "counts": counts.to_dicts(), "changes": changed.to_dicts()})
        return
    if changed.is_empty():
        console.print(f"Made anew under rules {RULE_VERSION}, every verdict would be what it is.")
        return
    shown = changed.select(
        "activity_id",
        "local_date",
        "title",
        "intervention",
        "change",
        before=verdict_said("before").fill_null("none"),
        after=verdict_said("after").fill_null("none"),
    )
    print_table(shown.columns, shown.rows())
    print_table([*COUNTED, "verdicts"], counts.rows())
    console.print(
        f"{changed.height} verdicts would change under rules {RULE_VERSION}. Nothing has changed yet. "
        "To make it so, run: fivefold rebuild"
    )
