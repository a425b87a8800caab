"""The first eight seconds on the same hill, session by session, and whether the trend is more than measuring error."""

from typing import Any

import altair as alt
import polars as pl

from flows.dashboard.figures import DONE, Layout, amounts, beside, caveat, figure, key, numbers, panel, said
from flows.dashboard.week_axis import WEEKS, day_said, span, time_axis, within
from flows.pages.chart import Spec
from transforms.hill_progress import LEAST_SESSIONS, TREND_DAYS

#: Hills that are drawn: those with the most sessions.
MOST_HILLS = 4
HEIGHT = 110
TREND_WEEKS = TREND_DAYS // 7

HILLS = f"""
WITH {WEEKS}, measured AS (
    FROM mart.hill_progress WHERE athlete_id = $athlete AND local_date >= (SELECT min(week_start) FROM weeks)
)
SELECT hill_number, local_date, activity_id, measured_reps, mean_grade_pct, median_first_8s_speed_mps AS speed_mps,
       speed_error_mps, median_first_8s_speed_mps - speed_error_mps AS low_mps,
       median_first_8s_speed_mps + speed_error_mps AS high_mps, change_from_first_mps,
       coalesce(is_change_from_first_measurable, FALSE) AS is_changed, trend_sessions, trend_mps_per_week,
       is_trend_measurable
FROM measured SEMI JOIN (
    SELECT hill_number FROM measured GROUP BY hill_number
    HAVING count(median_first_8s_speed_mps) > 0
    ORDER BY count(median_first_8s_speed_mps) DESC, hill_number LIMIT {MOST_HILLS}
) USING (hill_number) ORDER BY hill_number, session_number
"""  # noqa: S608


def hill_reading(hills: pl.DataFrame) -> str:
    """The trend on the hill of the newest session; or why there is none."""
    if hills.is_empty():
        return said("No hill is known by its coordinates in these weeks, so speeds on one hill cannot be compared.")
    newest = hills.sort("local_date").row(-1, named=True)
    return "<h3>On the same hill</h3>" + said(
        f"Hill {newest['hill_number']}, run last on {day_said(newest['local_date'])}; in the {TREND_WEEKS} weeks up to "
        f"then: {' '.join(trend_said(newest))}."
    )


def trend_said(row: dict[str, Any]) -> tuple[str, str]:
    """The trend of the twelve weeks up to a session, in two lines."""
    if row["trend_mps_per_week"] is None:
        return "no trend to tell:", f"under {LEAST_SESSIONS} measured sessions"
    trend = f"{row['trend_mps_per_week']:+.3f} m/s a week,".replace("-", "−")
    sessions = f"({row['trend_sessions']} sessions)"
    return trend, f"{'measurable' if row['is_trend_measurable'] else 'not measurable'} {sessions}"


def hill_figure(hills: pl.DataFrame, reach: tuple[Any, Any]) -> str:
    """A panel for each hill, with what a session's speed is worth."""
    if hills.is_empty():
        return ""
    told = hills.with_columns(tip=tip())
    point = f'<path d="M9 0v9" stroke="{DONE}"/><circle cx="9" cy="4.5" r="2.6" fill="{{}}" stroke="{DONE}"/>'
    return figure(
        lambda layout: draw(told, reach, layout),
        label(hills),
        key(point.format("var(--paper)"), "median speed of the first 8 s, and its measuring error"),
        key(point.format(DONE), "measurably other than the first three sessions on the hill"),
    ) + caveat(
        f"Trends are of the {TREND_WEEKS} weeks up to the last session on a hill. Not measurable means: no more than "
        "the measuring error and differences in grade may make. A wet or soft surface, wind, shoes and tired legs move "
        "a session as much as months of training do. The axes do not begin at zero, and differ from hill to hill."
    )


def label(hills: pl.DataFrame) -> str:
    """What is seen, for those who do not see it."""
    last = hills.group_by("hill_number", maintain_order=True).last()
    trends = "; ".join(f"hill {row['hill_number']}: {' '.join(trend_said(row))}" for row in last.to_dicts())
    return f"Speed of the first 8 s on {last.height} hills, session by session. {trends}. The numbers are in the table."


def tip() -> pl.Expr:
    """What a session says under the pointer."""
    return pl.format(
        "{}: {} ± {} m/s, median of measured reps: {}, grade {} %.",
        pl.col("local_date").dt.strftime("%-d %b %Y"),
        pl.col("speed_mps").round(2).cast(pl.String),
        pl.col("speed_error_mps").round(2).cast(pl.String),
        "measured_reps",
        pl.col("mean_grade_pct").round(1).cast(pl.String),
    )


def hill_numbers(hills: pl.DataFrame) -> str:
    """The numbers, newest first."""
    if hills.is_empty():
        return ""
    measurable = pl.when("is_trend_measurable").then(pl.lit("yes")).when(~pl.col("is_trend_measurable"))
    rows = hills.sort("local_date", "hill_number", descending=[True, False]).select(
        "local_date",
        "hill_number",
        "measured_reps",
        pl.col("mean_grade_pct").round(1),
        pl.col("speed_mps", "speed_error_mps", "change_from_first_mps").round(2),
        pl.col("trend_mps_per_week").round(4),
        measurable.then(pl.lit("no")).otherwise(pl.lit("too few sessions")),
    )
    headings = (
        "day", "hill", "measured reps", "grade, %", "first 8 s, m/s", "± m/s", "against the first three, m/s",
        "trend, m/s a week", "measurable",
    )  # fmt: skip
    return numbers("The numbers behind the chart", headings, rows.rows())


def draw(hills: pl.DataFrame, reach: tuple[Any, Any], layout: Layout) -> Spec:
    """The picture: a panel for each hill."""
    over = span(*reach, layout)
    by_hill = hills.partition_by("hill_number", maintain_order=True)
    return beside(lambda hill, width: hill_panel(hill, over, layout, width), by_hill, layout, lines=3)


def hill_panel(hill: pl.DataFrame, over: tuple[Any, Any], layout: Layout, width: int) -> Spec:
    """One hill: speeds with their errors, and what the trend is."""
    shown = within(hill, over, "local_date").drop_nulls("speed_mps")
    x = time_axis("local_date", over, width=width)
    scale = {"domain": [hill["low_mps"].min(), hill["high_mps"].max()], "nice": True, "zero": False}
    errors = (
        alt.Chart(shown.select("local_date", pl.col("low_mps", "high_mps").round(3)))
        .mark_rule(color=DONE)
        .encode(x=x, y=amounts("low_mps", 3, **scale), y2=alt.Y2("high_mps:Q"))
    )
    points = [
        alt.Chart(shown.filter(pl.col("is_changed") == changed).select("local_date", "tip", "speed_mps"))
        .mark_circle(opacity=1, size=34, fill=fill, stroke=DONE, strokeWidth=1.3, aria=not layout.is_narrow)
        .encode(x=x, y=amounts("speed_mps", 3, **scale), description=alt.Description("tip:N"))
        for changed, fill in ((False, "var(--paper)"), (True, DONE))
    ]
    title = f"Hill {hill['hill_number'][0]}, m/s"
    return panel([errors, *points], layout, width, HEIGHT, title, *trend_said(hill.row(-1, named=True)))
