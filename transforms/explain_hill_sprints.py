"""Why a run was, or was not, a session of hill sprints: each condition of the rules beside what was found."""

import polars as pl

from transforms.criteria import Criterion, all_met, criterion_rows
from transforms.effort_borders import ENTER_EFFORT
from transforms.efforts import CLEAR, LEAST_SIBLINGS, SIBLING, SPRINT_EFFORT
from transforms.explain_same_workout import IS_KEPT
from transforms.hill_sprint_reps import DURATION_OK_S, GRADE_OK_PCT, RECOVERY_OK_S, RESTED_SHARE_OK
from transforms.hill_sprints import COARSE_SHARE, KEY, LEAST_REPS, SESSION, run_summaries
from transforms.session_rows import said

INTERVENTION = "hill_sprints"
#: With enough reps found, nobody asks how well the recording could have told.
REPS_TELL = pl.col("n_in_series") >= LEAST_REPS

VERDICT = (
    Criterion("a run", pl.col("sport_group") == "run", shown=pl.col("sport_type"), wanted="a run"),
    IS_KEPT,
    *SESSION,
    Criterion(
        "recording in steps of 3 s and more",
        100 * pl.col("coarse_share"),
        below=100 * COARSE_SHARE,
        unit="%",
        decimals=0,
        excuse=REPS_TELL,
        excuse_said="sprints could be told",
    ),
    Criterion(
        "distance and altitude recorded",
        pl.col("has_distance") & pl.col("has_altitude"),
        excuse=REPS_TELL,
        excuse_said="sprints could be told",
    ),
    Criterion(
        "sprints, by the plan",
        pl.col("n_reps"),
        least=pl.col("session_min_reps"),
        decimals=0,
        excuse=pl.col("session_min_reps").is_null(),
        excuse_said="the plan asks for no number",
    ),
)
#: Where nothing was long and fast enough to be looked at as an effort.
NO_EFFORT = (
    Criterion(
        f"effort (a sprint: {SPRINT_EFFORT:g} × easy)", pl.col("fastest"), least=ENTER_EFFORT, unit="× easy", decimals=2
    ),
)

#: What each sprint of a session should have been; a session counts without.
PRESCRIBED = (
    Criterion(
        "length",
        pl.col("is_duration_ok"),
        shown=pl.format("{} s", said(pl.col("duration_s"), 1)),
        wanted=f"{DURATION_OK_S[0]:g}–{DURATION_OK_S[1]:g} s",
    ),
    Criterion(
        "recovery",
        pl.col("is_recovery_ok"),
        shown=pl.format("{} s ({})", said(pl.col("recovery_s")), "recovery_kind"),
        wanted=f"≥ {RECOVERY_OK_S:g} s, {100 * RESTED_SHARE_OK:g} % of it walked or stood",
        excuse=pl.col("is_recovery_ok").is_null(),
        excuse_said="the last",
    ),
    Criterion(
        "grade",
        pl.col("is_grade_ok"),
        shown=pl.format("{} %", said(pl.col("mean_grade_pct"), 1)),
        wanted=f"≥ {GRADE_OK_PCT:g} %",
    ),
)


def explain_session(
    activities: pl.DataFrame, reps: pl.DataFrame, found: pl.DataFrame, quality: pl.DataFrame, plan: pl.DataFrame
) -> pl.DataFrame:
    """Rows about the session as a whole, for each of core.activities.

    Takes their mart.hill_sprint_reps, core.efforts and core.stream_quality, and core.plan.
    """
    asked = plan.filter(pl.col("intervention") == INTERVENTION).select("athlete_id", "session_min_reps")
    summaries = (
        run_summaries(activities, reps, found, quality)
        .join(activities.select(*KEY, "sport_type", "sport_group", "duplicate_of", "duplicate_reason"), on=KEY)
        .join(asked.unique("athlete_id"), on="athlete_id", how="left")
    )
    # A ride has none of what a run is asked.
    is_run = pl.col("sport_group") == "run"
    return pl.concat(
        [
            criterion_rows(summaries.filter(is_run), VERDICT, INTERVENTION, pl.lit("session")),
            criterion_rows(summaries.filter(~is_run), VERDICT[:1], INTERVENTION, pl.lit("session")),
        ]
    )


def explain_efforts(found: pl.DataFrame) -> pl.DataFrame:
    """Rows about each of some runs' core.efforts: the conditions of a hill sprint, all met if and only if it is one.

    Beside clear hill sprints those for their siblings stand in place of those of a clear one, where that is missed.
    """
    judged = named_subjects(found)
    is_by_sibling = ~pl.col("is_clear") & (pl.col("n_clear") >= LEAST_SIBLINGS)
    # The siblings' bounds come from the whole run: rows are chosen after everything is computed.
    by_itself = criterion_rows(judged, CLEAR, INTERVENTION, pl.col("subject"))
    beside = criterion_rows(judged, SIBLING, INTERVENTION, pl.col("subject"))
    which = judged.select("subject", is_by_sibling=is_by_sibling)
    chosen = pl.concat([by_itself.with_columns(is_for=pl.lit(value=False)), beside.with_columns(is_for=pl.lit(True))])
    order = judged.select("subject").with_row_index("place")
    return (
        chosen.join(which, on="subject")
        .filter(pl.col("is_for") == pl.col("is_by_sibling"))
        .join(order, on="subject", maintain_order="left")
        .sort("place", maintain_order=True)
        .select(by_itself.columns)
    )


def named_subjects(found: pl.DataFrame) -> pl.DataFrame:
    """core.efforts of one run with `subject`: "sprint 3 at 12:41" or "effort at 14:02", and `is_clear`, `n_clear`."""
    is_rep = pl.col("effort_kind") == "hill_sprint"
    return (
        found.sort(*KEY, "start_time_s")
        .with_columns(is_clear=all_met(CLEAR), rep_number=is_rep.cum_sum().over(KEY))
        .with_columns(
            n_clear=pl.col("is_clear").sum().over(KEY),
            subject=pl.when(is_rep)
            .then(pl.format("sprint {} at {}", "rep_number", clock(pl.col("start_time_s"))))
            .otherwise(pl.format("effort at {}", clock(pl.col("start_time_s")))),
        )
    )


def explain_no_effort(series: pl.DataFrame) -> pl.DataFrame:
    """The row that says how near the fastest moment came, from `effort_series` of a run without any effort."""
    fastest = series.select(fastest=(pl.col("effort_mps") / pl.col("easy_effort_mps")).max())
    return criterion_rows(fastest.drop_nulls(), NO_EFFORT, INTERVENTION, pl.lit("fastest moment"))


def clock(seconds: pl.Expr) -> pl.Expr:
    """Seconds as `12:41` or `1:02:03`."""
    whole = seconds.floor().cast(pl.Int64)
    hours, minutes, rest = whole // 3600, whole // 60 % 60, whole % 60
    two = [part.cast(pl.String).str.zfill(2) for part in (minutes, rest)]
    return (
        pl.when(hours > 0)
        .then(pl.format("{}:{}:{}", hours, two[0], two[1]))
        .otherwise(pl.format("{}:{}", minutes, two[1]))
    )


def effort_table(found: pl.DataFrame, explained: pl.DataFrame, reps: pl.DataFrame) -> pl.DataFrame:
    """One line per effort of one run's core.efforts: what it is, its measures in words, the conditions that it misses.

    Of a hill sprint `prescribed` says what of the prescription it misses, from `reps` (mart.hill_sprint_reps).
    """
    judged = named_subjects(found)
    told = explained.filter(pl.col("intervention") == INTERVENTION).select("subject", "criterion", "found", "is_met")
    measures = {
        "length": "length",
        "grade": "grade, pooled over the reps",
        "effort": "effort",
        "speed": "speed",
        "rest beside": "walking or standing beside it",
    }
    of_rule = told.group_by("subject", maintain_order=True).agg(
        *(pl.col("found").filter(pl.col("criterion") == of).first().alias(name) for name, of in measures.items()),
        misses=pl.col("criterion").filter(~pl.col("is_met")).str.join(", "),
        n_missed=(~pl.col("is_met")).sum().cast(pl.Int64),
    )
    grade = pl.when(pl.col("mean_grade_pct").is_not_null()).then(pl.format("{} %", said(pl.col("mean_grade_pct"), 1)))
    return (
        judged.select(
            "subject",
            "start_time_s",
            "duration_s",
            "effort_kind",
            own_grade=grade,
            rep_number=pl.when(pl.col("effort_kind") == "hill_sprint").then(pl.col("rep_number").cast(pl.Int64)),
        )
        .join(of_rule, on="subject", maintain_order="left")
        .join(unlike_prescribed(reps), on="rep_number", how="left", maintain_order="left")
        .with_columns(grade=pl.coalesce("grade", "own_grade"), kind=pl.col("effort_kind").str.replace("_", " "))
        .drop("own_grade", "effort_kind", "rep_number")
    )


def unlike_prescribed(reps: pl.DataFrame) -> pl.DataFrame:
    """`rep_number, prescribed`: what of a sprint was not as prescribed, or "as prescribed"."""
    number = pl.col("rep_number").cast(pl.String)
    missed = pl.format("{} {}, needed {}", "criterion", "found", "needed").filter(~pl.col("is_met")).str.join("; ")
    return (
        criterion_rows(reps, PRESCRIBED, INTERVENTION, number)
        .group_by("subject", maintain_order=True)
        .agg(prescribed=missed.replace("", "as prescribed"))
        .select("prescribed", rep_number=pl.col("subject").cast(pl.Int64))
    )
