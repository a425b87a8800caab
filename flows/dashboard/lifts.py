"""The main lifts over time: the most that may be lifted once, as estimated from the best working set of a week."""

from datetime import date
from typing import Any

import altair as alt
import polars as pl

from flows.dashboard.figures import DONE, Layout, amounts, beside, caveat, figure, key, numbers, panel, said
from flows.dashboard.week_axis import WEEKS, day_said, span, time_axis, within
from flows.pages.chart import Spec

HEIGHT = 130
#: Over more weeks without the lift no line is drawn.
LONGEST_GAP_WEEKS = 4

LIFTS = f"""
WITH {WEEKS}
SELECT lift, week_start, top_e1rm_kg, sets, tonnage_kg, e1rm_slope_kg_per_week, is_deload,
       count(*) FILTER (before IS NULL OR week_start - before > {7 * LONGEST_GAP_WEEKS})
           OVER (PARTITION BY lift ORDER BY week_start) AS stretch
FROM (
    SELECT *, lag(week_start) OVER (PARTITION BY lift ORDER BY week_start) AS before
    FROM mart.strength_progression WHERE athlete_id = $athlete
) WHERE week_start >= (SELECT min(week_start) FROM weeks) ORDER BY lift, week_start
"""  # noqa: S608


def lift_figure(lifts: pl.DataFrame, last_week: date) -> str:
    """A panel for each main lift; or what would make one."""
    heading = "<h3>Main lifts</h3>"
    if lifts.is_empty():
        return heading + said("No set of a main lift with its load is written down in these weeks.")
    told = lifts.with_columns(tip=tip())
    point = f'<circle cx="9" cy="4.5" r="3" fill="{{}}" stroke="{DONE}"/>'
    return (
        heading
        + said(reading(lifts))
        + figure(
            lambda layout: draw(told, last_week, layout),
            label(lifts),
            key(point.format(DONE), "estimate from the best working set of a week"),
            *([key(point.format("var(--paper)"), "a deload week")] if lifts["is_deload"].any() else []),
        )
        + caveat(
            "Estimated by Epley's formula, which is a guess above ten reps; nobody tested it. A trend is over "
            "the last four weeks, and mostly noise. Weeks without a load "
            f"written down have no point, and no line crosses more than {LONGEST_GAP_WEEKS} weeks without one. The "
            "axes do not begin at zero, and differ from lift to lift."
        )
    )


def newest(lifts: pl.DataFrame) -> list[dict[str, Any]]:
    """The newest week of each lift."""
    return lifts.group_by("lift", maintain_order=True).last().to_dicts()


def reading(lifts: pl.DataFrame) -> str:
    """The newest estimates and the weeks that they are from."""
    told = "; ".join(
        f"{row['lift']} {row['top_e1rm_kg']:.0f} kg (week of {day_said(row['week_start'])})" for row in newest(lifts)
    )
    return f"Newest estimates: {told}."


def slope_said(row: dict[str, Any]) -> str:
    """The trend over four weeks."""
    slope = row["e1rm_slope_kg_per_week"]
    return "no trend: under 3 of 4 weeks" if slope is None else f"{slope:+.1f} kg a week".replace("-", "−")


def label(lifts: pl.DataFrame) -> str:
    """What is seen, for those who do not see it."""
    last = "; ".join(f"{row['lift']} {row['top_e1rm_kg']:.0f} kg" for row in newest(lifts))
    return f"Top estimated one-repetition maximum week by week; newest: {last}. The numbers are in the table below."


def tip() -> pl.Expr:
    """What a week of a lift says under the pointer."""
    return pl.format(
        "{}, week of {}: {} kg estimated, sets: {}{}.",
        "lift",
        pl.col("week_start").dt.strftime("%-d %b %Y"),
        pl.col("top_e1rm_kg").round(1).cast(pl.String),
        "sets",
        pl.when("is_deload").then(pl.lit("; a deload week")).otherwise(pl.lit("")),
    )


def lift_numbers(lifts: pl.DataFrame) -> str:
    """The numbers, newest first."""
    if lifts.is_empty():
        return ""
    rows = lifts.sort("week_start", "lift", descending=[True, False]).select(
        "week_start",
        "lift",
        pl.col("top_e1rm_kg").round(1),
        "sets",
        pl.col("tonnage_kg").round(0).cast(pl.Int64),
        pl.col("e1rm_slope_kg_per_week").round(2),
        pl.when("is_deload").then(pl.lit("yes")).otherwise(pl.lit("")),
    )
    headings = ("week of", "lift", "top estimate, kg", "sets", "tonnage, kg", "trend, kg a week", "deload")
    return numbers("The numbers behind the chart", headings, rows.rows())


def draw(lifts: pl.DataFrame, last_week: date, layout: Layout) -> Spec:
    """The picture: a panel for each lift."""
    over = span(last_week, lifts["week_start"].min(), layout)
    by_lift = lifts.partition_by("lift", maintain_order=True)
    return beside(lambda lift, width: lift_panel(lift, over, layout, width), by_lift, layout, lines=2)


def lift_panel(lift: pl.DataFrame, over: tuple[date, date], layout: Layout, width: int) -> Spec:
    """One lift: estimates joined where no long gap lies between them, deload weeks open."""
    shown = within(lift, over)
    x = time_axis("week_start", over, width=width)
    y = amounts("top_e1rm_kg", 4, domain=[lift["top_e1rm_kg"].min(), lift["top_e1rm_kg"].max()], nice=True, zero=False)
    line = (
        alt.Chart(shown.select("week_start", "top_e1rm_kg", "stretch"))
        .mark_line(color=DONE, strokeWidth=1, strokeOpacity=0.5)
        .encode(x=x, y=y, detail=alt.Detail("stretch:N"))
    )
    points = [
        alt.Chart(shown.filter(pl.col("is_deload") == is_deload).select("week_start", "top_e1rm_kg", "tip"))
        .mark_circle(size=16, opacity=1, fill=fill, stroke=DONE, strokeWidth=1, aria=not layout.is_narrow)
        .encode(x=x, y=y, description=alt.Description("tip:N"))
        for is_deload, fill in ((False, DONE), (True, "var(--paper)"))
    ]
    title = f"{str(lift['lift'][0]).capitalize()}, kg"
    return panel([line, *points], layout, width, HEIGHT, title, slope_said(lift.row(-1, named=True)))
