"""What people want to see first, as frames and as Markdown."""

import polars as pl

from flows.books.run import Run
from schemas.plan import INTERVENTIONS
from warehouse.database import Warehouse

#: A status is legible without colour, and short: a week of the grid fits into 80 columns.
MARKS = {
    "met": "✓",
    "partial": "◐",
    "missed": "✗",
    "unknown": "?",
    "in_progress": "…",
    "not_due": "–",
}
LEGEND = "  ".join(f"{mark} {status.replace('_', ' ')}" for status, mark in MARKS.items())

WEEKS = """
SELECT strftime(week_start, '%Y-%m-%d') AS week_of, intervention, status, actual, unit, target_min, target_max
FROM mart.weekly_adherence
WHERE week_start > (SELECT max(week_start) FROM mart.weekly_adherence) - to_days(7 * $weeks)
ORDER BY week_start, intervention
"""

MONTHS = """
SELECT month, km, runs, longest_km, is_complete, is_record, is_provisional_record, beats_km, beats_month
FROM mart.running_months
WHERE month > (SELECT max(month) FROM mart.running_months) - to_months($months)
ORDER BY month
"""

SPRINTS = """
SELECT s.local_date, s.activity_id, s.confidence, s.reason, r.rep_number, r.duration_s, r.distance_m, r.mean_grade_pct,
       r.peak_speed_mps, r.recovery_s, r.recovery_kind
FROM mart.sessions s JOIN mart.hill_sprint_reps r USING (athlete_id, activity_id)
WHERE s.intervention = 'hill_sprints' AND s.counts
  AND s.activity_id IN (SELECT activity_id FROM mart.sessions WHERE intervention = 'hill_sprints' AND counts
                        ORDER BY local_date DESC, activity_id LIMIT $sessions)
ORDER BY s.local_date DESC, s.activity_id, r.rep_number
"""


def weekly_grid(warehouse: Warehouse, weeks: int = 8) -> pl.DataFrame:
    """One row per week (`week_of`), a text per intervention: the status's mark and what was done of what was asked."""
    rows = warehouse.query(WEEKS, {"weeks": weeks})
    if rows.is_empty():
        return pl.DataFrame(schema={"week_of": pl.String, **dict.fromkeys(INTERVENTIONS, pl.String)})
    unit = pl.when(pl.col("unit") == "hours").then(pl.lit(" h")).otherwise(pl.lit(""))
    done = pl.format("{} {}/{}{}", mark(), amount("actual"), amount("target_min"), unit)
    return (
        rows.with_columns(text=pl.when(status_is("not_due")).then(mark()).otherwise(done))
        .pivot("intervention", index="week_of", values="text")
        .pipe(
            lambda grid: grid.with_columns(
                pl.lit(None, dtype=pl.String).alias(name) for name in INTERVENTIONS if name not in grid.columns
            )
        )
        .select("week_of", *INTERVENTIONS)
        .sort("week_of")
    )


def mark() -> pl.Expr:
    """The status as a sign."""
    return pl.col("status").replace_strict(MARKS, return_dtype=pl.String)


def status_is(status: str) -> pl.Expr:
    """Whether the status is this one."""
    return pl.col("status") == status


def amount(name: str) -> pl.Expr:
    """With at most one decimal: 2, 2.1."""
    return pl.col(name).round(1).cast(pl.String).str.strip_suffix(".0")


def running_months(warehouse: Warehouse, months: int = 12) -> pl.DataFrame:
    """The last months of running with their records."""
    return warehouse.query(MONTHS, {"months": months})


def sprint_sessions(warehouse: Warehouse, sessions: int = 3) -> pl.DataFrame:
    """The last hill-sprint sessions that count, one row per rep."""
    return warehouse.query(SPRINTS, {"sessions": sessions})


def run_report(warehouse: Warehouse, run: Run) -> str:
    """The run and the last weeks as Markdown, for Prefect's page of the run. It holds no text of the athlete's."""
    counts = {
        "outcome": run.outcome.replace("_", " "),
        "calls to Strava": run.calls,
        "activities listed": run.activities_listed,
        "new or changed": run.activities_changed,
        "details fetched": run.details_fetched,
        "stream sets fetched": run.streams_fetched,
        "still to fetch": run.activities_pending,
        "records rejected": run.records_rejected,
    }
    headings = ["week of", *(name.replace("_", " ") for name in INTERVENTIONS)]
    lines = [
        "## The plan, week by week",
        markdown_row(headings),
        markdown_row(["---"] * len(headings)),
        *(markdown_row([cell or "" for cell in row]) for row in weekly_grid(warehouse).rows()),
        "",
        LEGEND,
        "",
        "## This run",
        markdown_row(["what", "how much"]),
        markdown_row(["---", "---"]),
        *(markdown_row([name, str(value)]) for name, value in counts.items()),
    ]
    return "\n".join([*lines, "", run.message or ""])


def markdown_row(cells: list[str]) -> str:
    """One line of a Markdown table."""
    return f"| {' | '.join(cells)} |"
