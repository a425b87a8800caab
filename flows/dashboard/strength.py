"""Strength sessions week by week and kind, and the top of the main lifts over time."""

from typing import Any

import altair as alt
import polars as pl

from flows.dashboard.figures import (
    AGAINST,
    DONE,
    MUTED,
    PALE,
    THIRD,
    Layout,
    amounts,
    caveat,
    figure,
    numbers,
    said,
    sectioned,
    stacked,
)
from flows.dashboard.lifts import LIFTS, lift_figure, lift_numbers
from flows.dashboard.week_axis import WEEK_SAID, WEEKS, Weeks, day_said, shown_said, span, unclear, within
from flows.dashboard.weeks import IS_ONE, athlete
from flows.pages.chart import Spec
from warehouse.database import Warehouse

NAME, HEADING = "strength", "Strength, week by week"
ROW_HEIGHT = 34
#: Kinds in the order of their rows, what they are, and how they look.
KINDS: dict[str, tuple[str, dict[str, Any]]] = {
    "heavy": ("heavy: up to 6 reps", {"fill": DONE}),
    "mixed": ("mixed", {"fill": DONE, "fillOpacity": PALE, "stroke": DONE}),
    "hypertrophy": ("hypertrophy: 7 to 12 reps", {"fill": THIRD, "fillOpacity": PALE, "stroke": THIRD}),
    "endurance": ("endurance: more reps", {"fillOpacity": 0, "stroke": AGAINST}),
    "unknown": ("unknown: no sets written down", {"fillOpacity": 0, "stroke": MUTED, "strokeDash": [2, 2]}),
}

#: Of several recordings of one session only the one that stands for it.
WEEKLY = f"""
WITH {WEEKS}, held AS (
    SELECT date_trunc('week', local_date)::DATE AS week_start, kind, counts FROM mart.sessions
    WHERE athlete_id = $athlete AND intervention = 'strength' AND {IS_ONE}
      AND coalesce((evidence ->> 'kept_id')::BIGINT, activity_id) = activity_id
), counted AS (
    SELECT week_start, {", ".join(f"count(*) FILTER (kind = '{kind}') AS {kind}" for kind in KINDS)},
           count(*) FILTER (counts) AS counted
    FROM held GROUP BY ALL
), judged AS (
    SELECT week_start, status, target_min FROM mart.weekly_adherence
    WHERE athlete_id = $athlete AND intervention = 'strength'
)
SELECT week_start, {", ".join(f"coalesce({kind}, 0) AS {kind}" for kind in KINDS)},
       coalesce(counted, 0) AS counted, status, target_min
FROM weeks LEFT JOIN counted USING (week_start) LEFT JOIN judged USING (week_start) ORDER BY week_start
"""  # noqa: S608


def section(copy: Warehouse) -> str:
    """The section, from mart.sessions, mart.weekly_adherence and mart.strength_progression."""
    about: dict[str, object] = {"athlete": athlete(copy)}
    weeks, lifts = copy.query(WEEKLY, about), copy.query(LIFTS, about)
    held = {kind: int(weeks[kind].sum()) for kind in KINDS}
    if not sum(held.values()):
        return sectioned(
            NAME,
            HEADING,
            said(
                "After the first session with weights its kind stands here, week by week; where its text names sets "
                "and loads, the most that you may lift once is estimated too."
            ),
        )
    told = weeks.with_columns(tip=tip())
    return sectioned(
        NAME,
        HEADING,
        said(reading(weeks, held)),
        figure(lambda layout: draw(told, held, layout), label(weeks, held)),
        caveat(
            "Heavy: most working sets of at most 6 reps. Sessions whose sets nobody wrote down are of unknown kind; "
            f"they count. Of several recordings of one session one is shown. {shown_said(weeks.height)}"
        ),
        numbers(
            "The numbers behind the chart",
            ("week of", *KINDS, "that count", "asked", "verdict"),
            table_rows(weeks),
        ),
        lift_figure(lifts, weeks["week_start"][-1]),
        lift_numbers(lifts),
    )


def reading(weeks: pl.DataFrame, held: dict[str, int]) -> str:
    """The week under way and the one before, and the kinds of all sessions shown."""
    now = weeks.row(-1, named=True)
    text = f"This week so far, sessions that count: {now['counted']}"
    if weeks.height > 1:
        last = weeks.row(-2, named=True)
        text += f"; the week before: {last['counted']}{unclear(last)}"
    if now["target_min"] is not None:
        text += f" (the plan asks for {now['target_min']:g})"
    kinds = ", ".join(f"{number} {kind}" for kind, number in held.items() if number)
    untold = " Unknown means that no sets are written down." if held["unknown"] else ""
    return f"{text}. Sessions shown: {kinds}.{untold}"


def label(weeks: pl.DataFrame, held: dict[str, int]) -> str:
    """What is seen, for those who do not see it."""
    first, last = (day_said(weeks["week_start"][end]) for end in (0, -1))
    kinds = ", ".join(f"{number} {kind}" for kind, number in held.items() if number)
    return (
        f"Strength sessions in the weeks from {first} to {last}, a row for each kind: {kinds}. The numbers are in the "
        "table below."
    )


def tip() -> pl.Expr:
    """What a week says under the pointer."""
    named = [pl.when(pl.col(kind) > 0).then(pl.format("{} {}", kind, pl.lit(kind))).otherwise(None) for kind in KINDS]
    held = pl.concat_str(named, separator=", ", ignore_nulls=True)
    return pl.concat_str(
        WEEK_SAID,
        pl.when(held == "").then(pl.lit(": no session.")).otherwise(pl.format(": {}.", held)),
    )


def table_rows(weeks: pl.DataFrame) -> list[tuple[object, ...]]:
    """The rows of the table, newest first."""
    return (
        weeks.reverse()
        .select(
            "week_start",
            *KINDS,
            "counted",
            pl.col("target_min").round(0).cast(pl.Int64),
            pl.col("status").str.replace("_", " "),
        )
        .rows()
    )


def draw(weeks: pl.DataFrame, held: dict[str, int], layout: Layout) -> Spec:
    """The picture: a row of bars for each kind that there was, and one of weeks that are not known."""
    over = span(weeks["week_start"].max(), weeks["week_start"].min(), layout)
    shown = within(weeks, over)
    kinds = [kind for kind, number in held.items() if number]
    most = max(2, *shown.select(pl.max_horizontal(pl.col(kinds).max()).fill_null(0)).row(0))
    rows = []
    for kind in kinds:
        words, look = KINDS[kind]
        row = Weeks(shown, over, layout, ROW_HEIGHT, is_named=kind == kinds[-1])
        bars = row.bars(
            shown.filter(pl.col(kind) > 0).select("week_start", kind, "tip"),
            amounts(kind, 2, domain=[0, most]),
            aria=not layout.is_narrow,
            **look,
        ).encode(description=alt.Description("tip:N"))
        unknown = [row.unknown()] if kind == kinds[0] else []
        rows.append(row.panel(f"Sessions a week, {words}" if kind == kinds[0] else words.capitalize(), bars, *unknown))
    return stacked(rows, spacing=6)
