"""Whether another recording of the same workout counts instead: conditions that every intervention shares."""

import polars as pl

from transforms.counted_sessions import SAME_WORKOUT
from transforms.criteria import Criterion, criterion_rows

#: A second recording of a workout steps back (core.activities.duplicate_of).
IS_KEPT = Criterion(
    "no better recording of the same workout",
    pl.col("duplicate_of").is_null(),
    shown=pl.when(pl.col("duplicate_of").is_null())
    .then(pl.lit("none"))
    .otherwise(pl.coalesce("duplicate_reason", pl.format("activity {} is kept", "duplicate_of"))),
    wanted="none",
)
#: A workout counts once per intervention: what was logged by hand comes before a recording of it, for example.
COUNTS_ONCE = Criterion(
    "no other activity counts for the workout",
    ~pl.col("reason").str.ends_with(SAME_WORKOUT),
    shown=pl.col("reason").str.extract(rf"(Activity -?\d+) {SAME_WORKOUT}$").fill_null("none"),
    wanted="none",
)


def explain_same_workout(sessions: pl.DataFrame) -> pl.DataFrame:
    """A row for each of mart.sessions that does not count because another activity's does."""
    others = sessions.filter(pl.col("reason").str.ends_with(SAME_WORKOUT))
    rows = criterion_rows(others, (COUNTS_ONCE,), "", pl.lit("session"))
    return rows.with_columns(intervention=others["intervention"])
