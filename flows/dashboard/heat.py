"""Heat minutes week by week, passive and active apart, and the acclimation that passive heat may have left."""

from typing import Any

import altair as alt
import polars as pl

from flows.dashboard.figures import (
    AGAINST,
    DONE,
    Layout,
    amounts,
    box,
    caveat,
    figure,
    key,
    numbers,
    said,
    sectioned,
    stacked,
)
from flows.dashboard.week_axis import WEEK_SAID, WEEKS, Weeks, day_said, shown_said, span, unclear, unknown_key, within
from flows.dashboard.weeks import athlete
from flows.pages.chart import Spec
from warehouse.database import Warehouse

NAME, HEADING = "heat", "Heat, week by week"
SESSION_MIN = 30.0
MINUTES_HEIGHT, ACTIVE_HEIGHT, INDEX_HEIGHT = 120, 60, 100

WEEKLY = f"""
WITH {WEEKS}, days AS (
    SELECT date_trunc('week', local_date)::DATE AS week_start, sum(heat_minutes) AS passive_min,
           arg_max(acclimation_index, local_date) AS acclimation_index
    FROM mart.heat_acclimation WHERE athlete_id = $athlete GROUP BY ALL
), held AS (
    SELECT date_trunc('week', local_date)::DATE AS week_start, count(*) FILTER (counts) AS sessions,
           count(*) FILTER (counts AND dose IS NULL) AS untimed,
           coalesce(sum(dose) FILTER (kind = 'active_heat' AND NOT counts), 0) AS active_min
    FROM mart.sessions WHERE athlete_id = $athlete AND intervention = 'heat' GROUP BY ALL
), judged AS (
    SELECT week_start, status, target_min, target_max FROM mart.weekly_adherence
    WHERE athlete_id = $athlete AND intervention = 'heat'
)
SELECT week_start, coalesce(sessions, 0) AS sessions, coalesce(untimed, 0) AS untimed,
       coalesce(passive_min, 0) AS passive_min, coalesce(active_min, 0) AS active_min, acclimation_index, status,
       target_min, target_max
FROM weeks LEFT JOIN days USING (week_start) LEFT JOIN held USING (week_start) LEFT JOIN judged USING (week_start)
ORDER BY week_start
"""  # noqa: S608
DAILY = f"""
WITH {WEEKS}
SELECT local_date, acclimation_index FROM mart.heat_acclimation
WHERE athlete_id = $athlete AND local_date >= (SELECT min(week_start) FROM weeks) ORDER BY local_date
"""  # noqa: S608


def section(copy: Warehouse) -> str:
    """The section, from mart.heat_acclimation, mart.sessions and mart.weekly_adherence."""
    about: dict[str, object] = {"athlete": athlete(copy)}
    weeks, days = copy.query(WEEKLY, about), copy.query(DAILY, about)
    if not weeks.select((pl.col("sessions") > 0) | (pl.col("active_min") > 0)).to_series().any():
        return sectioned(
            NAME,
            HEADING,
            said(
                "After the first sauna or hot bath that a title, a note or the log names, its minutes stand here, week "
                "by week, with the acclimation that they may leave."
            ),
        )
    told = weeks.with_columns(tip=tip())
    return sectioned(
        NAME,
        HEADING,
        said(reading(weeks)),
        figure(lambda layout: draw(told, days, layout), label(weeks), *keys(weeks)),
        caveat(
            "Acclimation is illustrative: a curve that rises with each passive session and fades by 2.5 % a day; "
            "nobody measured it on you. Active heat is running in the heat, by the weather where it is known and "
            f"else by the watch, which reads warm; it costs recovery and is not counted. {shown_said(weeks.height)}"
        ),
        numbers(
            "The numbers behind the chart",
            ("week of", "passive sessions", "of unknown length", "passive, min", "active, min", "index on its last day",
             "verdict"),
            table_rows(weeks),
        ),
    )  # fmt: skip


def reading(weeks: pl.DataFrame) -> str:
    """The week under way, the one before, and where the index stands."""
    now = weeks.row(-1, named=True)
    parts = [f"This week so far: {sessions_said(now)}"]
    if weeks.height > 1:
        last = weeks.row(-2, named=True)
        parts.append(f"; the week before: {sessions_said(last)}{unclear(last)}")
    if now["target_min"] is not None:
        parts.append(f" (the plan asks for {now['target_min']:g} to {now['target_max']:g} sessions)")
    return "".join(parts) + f". The acclimation index, which is illustrative, stands at {now['acclimation_index']:.2f}."


def sessions_said(week: dict[str, Any]) -> str:
    """`2 passive sessions, 55 min`."""
    sessions = f"{week['sessions']} passive session{'' if week['sessions'] == 1 else 's'}"
    return f"{sessions}, {week['passive_min']:.0f} min" if week["sessions"] else "no passive session"


def label(weeks: pl.DataFrame) -> str:
    """What is seen, for those who do not see it."""
    first, last = (day_said(weeks["week_start"][end]) for end in (0, -1))
    return (
        f"Minutes of heat in the weeks from {first} to {last}: {weeks['sessions'].sum()} passive sessions; under them "
        "active heat, then the illustrative acclimation index between 0 and 1. The numbers are in the table below."
    )


def tip() -> pl.Expr:
    """What a week says under the pointer."""
    return pl.concat_str(
        WEEK_SAID,
        pl.format(": passive sessions {}, {} min", "sessions", pl.col("passive_min").round(0).cast(pl.Int64)),
        pl.format("; active heat {} min", pl.col("active_min").round(0).cast(pl.Int64)),
        pl.format("; index {}.", pl.col("acclimation_index").round(2).cast(pl.String)).fill_null("."),
    )


def table_rows(weeks: pl.DataFrame) -> list[tuple[object, ...]]:
    """The rows of the table, newest first."""
    return (
        weeks.sort("week_start", descending=True)
        .select(
            "week_start", "sessions", "untimed", pl.col("passive_min", "active_min").round(0).cast(pl.Int64),
            pl.col("acclimation_index").round(2), pl.col("status").str.replace("_", " "),
        )
        .rows()
    )  # fmt: skip


def keys(weeks: pl.DataFrame) -> list[str]:
    """What bars and signs mean."""
    return [
        key(box(DONE), "passive: sauna, hot bath …"),
        *([key(box(AGAINST, 0), "active: running in the heat, not counted")] if weeks["active_min"].sum() else []),
        *unknown_key(weeks),
    ]


def draw(weeks: pl.DataFrame, days: pl.DataFrame, layout: Layout) -> Spec:
    """The picture: passive minutes, active minutes and the index, under each other."""
    over = span(weeks["week_start"].max(), weeks["week_start"].min(), layout)
    shown = within(weeks, over)
    upper, middle = (Weeks(shown, over, layout, height, is_named=False) for height in (MINUTES_HEIGHT, ACTIVE_HEIGHT))
    lower = Weeks(shown, over, layout, INDEX_HEIGHT)
    # A session at least, so that weeks without any have an axis too.
    most = max(*shown["passive_min"], SESSION_MIN)
    y = amounts("passive_min", 3, domain=[0, most], nice=True)
    passive = upper.bars(shown.filter(pl.col("passive_min") > 0), y, fill=DONE)
    active = middle.bars(
        shown.filter(pl.col("active_min") > 0),
        amounts("active_min", 2),
        fillOpacity=0,
        stroke=AGAINST,
        strokeWidth=1.2,
    )
    curve = (
        alt.Chart(within(days, over, "local_date").with_columns(pl.col("acclimation_index").round(3)))
        .mark_line(color=DONE, strokeWidth=1.6)
        .encode(x=lower.x("local_date"), y=amounts("acclimation_index", 3, domain=[0, 1]))
    )
    has_active = (shown["active_min"] > 0).any()
    return stacked(
        [
            upper.panel("Passive heat, minutes a week", passive, upper.unknown(), *upper.tips()),
            *([middle.panel("Active heat, minutes a week", active, *middle.tips())] if has_active else []),
            lower.panel("Acclimation index, 0 to 1: illustrative", curve, *lower.tips()),
        ]
    )
