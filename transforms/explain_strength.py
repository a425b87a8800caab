"""Why an activity was, or was not, a session of heavy strength: each condition of the rules beside what was found."""

import polars as pl

from transforms.criteria import Criterion, criterion_rows
from transforms.explain_same_workout import IS_KEPT
from transforms.strength import HEAVY_REPS, KIND_SHARE
from transforms.strength_lines import ACTIVITY

INTERVENTION = "strength"
#: What mart.sessions keeps of the verdict.
EVIDENCE = pl.Struct(
    {"working_sets": pl.Int64, "is_by_watch": pl.Boolean, "share_up_to_6_reps": pl.Float64, "kept_id": pl.Int64}
)
HAS_NO_SETS = pl.col("working_sets").fill_null(0) == 0

SPORT = Criterion(
    "a sport or words of strength",
    pl.col("sport_group") == "strength",
    shown=pl.col("sport_type"),
    wanted="such as WeightTraining",
)
VERDICT = (
    SPORT,
    Criterion(
        "stands for its session",
        pl.col("kept_id") == pl.col("activity_id"),
        shown=pl.when(pl.col("kept_id") == pl.col("activity_id"))
        .then(pl.lit("yes"))
        .otherwise(pl.format("activity {} does", "kept_id")),
    ),
    Criterion(
        f"working sets of {HEAVY_REPS} reps or fewer",
        100 * pl.col("share_up_to_6_reps"),
        least=100 * KIND_SHARE,
        unit="%",
        decimals=0,
        excuse=HAS_NO_SETS,
        excuse_said="no sets in the text",
    ),
    Criterion(
        "sets in the text or by a watch, or a plan that counts it without",
        ~HAS_NO_SETS | pl.col("is_unknown_counted").fill_null(value=True),
        shown=pl.when(HAS_NO_SETS)
        .then(pl.lit("no sets"))
        .when("is_by_watch")
        .then(pl.format("{} working sets, counted by the watch", "working_sets"))
        .otherwise(pl.format("{} working sets", "working_sets")),
        wanted="either",
    ),
)


def explain_strength(activities: pl.DataFrame, sessions: pl.DataFrame, plan: pl.DataFrame) -> pl.DataFrame:
    """Rows for each of core.activities; `sessions` are their strength rows of mart.sessions, `plan` is core.plan."""
    asked = plan.filter(pl.col("intervention") == INTERVENTION).select("athlete_id", "is_unknown_counted")
    judged = sessions.select(*ACTIVITY, pl.col("evidence").str.json_decode(EVIDENCE), has_row=pl.lit(value=True))
    known = (
        activities.select(*ACTIVITY, "sport_type", "sport_group", "duplicate_of", "duplicate_reason")
        .join(judged.unnest("evidence"), on=ACTIVITY, how="left")
        .join(asked.unique("athlete_id"), on="athlete_id", how="left")
    )
    has_row = pl.col("has_row").fill_null(value=False)
    is_strength = pl.col("sport_group") == "strength"
    return pl.concat(
        [
            criterion_rows(known.filter(has_row), VERDICT, INTERVENTION, pl.lit("session")),
            criterion_rows(known.filter(~has_row & is_strength), (SPORT, IS_KEPT), INTERVENTION, pl.lit("session")),
            criterion_rows(known.filter(~has_row & ~is_strength), (SPORT,), INTERVENTION, pl.lit("session")),
        ]
    )
