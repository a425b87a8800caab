"""Cross-training hours week by week, by intensity, against what the plan asks for."""

from typing import Any

import altair as alt
import polars as pl

from flows.dashboard.figures import (
    AGAINST,
    DONE,
    PALE,
    THIRD,
    Layout,
    amounts,
    box,
    caveat,
    figure,
    key,
    numbers,
    said,
    sectioned,
)
from flows.dashboard.week_axis import (
    WEEK_END,
    WEEK_SAID,
    WEEKS,
    Weeks,
    day_said,
    shown_said,
    span,
    unclear,
    unknown_key,
    within,
)
from flows.dashboard.weeks import IS_ONE, athlete
from flows.pages.chart import Spec
from warehouse.database import Warehouse

NAME, HEADING = "cross-training", "Cross-training, hours a week"
HEIGHT = 190
BAND_OPACITY = 0.2
#: Intensities in the order in which they lie on each other, and how they look.
LOOKS: dict[str, dict[str, Any]] = {
    "easy": {"fill": DONE, "stroke": DONE},
    "unknown": {"fill": DONE, "fillOpacity": PALE, "stroke": DONE, "strokeDash": [2, 2]},
    "too hard": {"fillOpacity": 0, "stroke": AGAINST, "strokeWidth": 1.3},
}

#: A session that counts is easy by what the rules found, or by the athlete's log; without either nobody knows. What
#: the athlete gave no weight was not too hard: it is no cross-training.
WEEKLY = f"""
WITH {WEEKS}, rated AS (
    SELECT date_trunc('week', local_date)::DATE AS week_start, dose,
           CASE WHEN decided_by = 'label' THEN 'unknown'
                WHEN counts AND coalesce(evidence ->> 'witness', evidence ->> 'is_easy') IS NULL THEN 'unknown'
                WHEN counts THEN 'easy'
                WHEN decided_by = 'rule' OR (evidence ->> 'is_easy') = 'false' THEN 'too hard' END AS intensity
    FROM mart.sessions WHERE athlete_id = $athlete AND intervention = 'cross_training' AND {IS_ONE}
), summed AS (
    SELECT week_start, sum(dose) FILTER (intensity = 'easy') AS easy_h,
           sum(dose) FILTER (intensity = 'unknown') AS unknown_h, sum(dose) FILTER (intensity = 'too hard') AS hard_h,
           count(*) FILTER (intensity IS NOT NULL) AS sessions
    FROM rated GROUP BY ALL
), judged AS (
    SELECT week_start, status, target_min, target_max FROM mart.weekly_adherence
    WHERE athlete_id = $athlete AND intervention = 'cross_training'
)
SELECT week_start, coalesce(easy_h, 0) AS easy_h, coalesce(unknown_h, 0) AS unknown_h, coalesce(hard_h, 0) AS hard_h,
       coalesce(sessions, 0) AS sessions, status, target_min, target_max
FROM weeks LEFT JOIN summed USING (week_start) LEFT JOIN judged USING (week_start) ORDER BY week_start
"""  # noqa: S608
HOURS = {"easy": "easy_h", "unknown": "unknown_h", "too hard": "hard_h"}


def section(copy: Warehouse) -> str:
    """The section, from mart.sessions and mart.weekly_adherence."""
    weeks = copy.query(WEEKLY, {"athlete": athlete(copy)})
    if not weeks["sessions"].sum():
        return sectioned(
            NAME,
            HEADING,
            said(
                "After the first ride, swim, pool run or hour on a machine, its hours stand here, week by week: easy, "
                "too hard, or of unknown intensity."
            ),
        )
    told = weeks.with_columns(tip=tip())
    return sectioned(
        NAME,
        HEADING,
        said(reading(weeks)),
        figure(lambda layout: draw(told, layout), label(weeks), *keys(weeks)),
        caveat(
            "Easy is by heart rate against the first threshold, else by power, else by your own rating. Where nothing "
            "tells how hard it was, the hours count and are marked as unknown; hours that were too hard do not count. "
            f"{shown_said(weeks.height)}"
        ),
        numbers(
            "The numbers behind the chart",
            ("week of", "easy, h", "unknown, h", "too hard, h", "sessions", "asked, h", "verdict"),
            table_rows(weeks),
        ),
    )


def reading(weeks: pl.DataFrame) -> str:
    """The week under way and the one before against the plan, and what was too hard in all the weeks."""
    now = weeks.row(-1, named=True)
    parts = [f"This week so far: {hours_said(now)}"]
    if weeks.height > 1:
        last = weeks.row(-2, named=True)
        parts.append(f"; the week before: {hours_said(last)}{unclear(last)}")
    if now["target_min"] is not None:
        parts.append(f" (the plan asks for {now['target_min']:g} to {now['target_max']:g} h)")
    hard, untold = weeks["hard_h"].sum(), weeks["unknown_h"].sum()
    return (
        "".join(parts)
        + (f". Of all hours shown {hard:.1f} were too hard to count" if hard else ". No hours shown were too hard")
        + (f", and of {untold:.1f} nothing tells how hard they were." if untold else ".")
    )


def hours_said(week: dict[str, Any]) -> str:
    """`2.4 h that count`."""
    return f"{week['easy_h'] + week['unknown_h']:.1f} h that count"


def label(weeks: pl.DataFrame) -> str:
    """What is seen, for those who do not see it."""
    first, last = (day_said(weeks["week_start"][end]) for end in (0, -1))
    easy, untold, hard = (weeks[column].sum() for column in HOURS.values())
    return (
        f"Hours of cross-training in the weeks from {first} to {last}: {easy:.0f} easy, {untold:.0f} of unknown "
        f"intensity, {hard:.0f} too hard. The numbers are in the table below."
    )


def tip() -> pl.Expr:
    """What a week says under the pointer."""
    easy, untold, hard = (pl.col(column).round(1).cast(pl.String) for column in HOURS.values())
    return pl.concat_str(
        WEEK_SAID,
        pl.format(": {} h easy, {} h unknown, {} h too hard.", easy, untold, hard),
    )


def table_rows(weeks: pl.DataFrame) -> list[tuple[object, ...]]:
    """The rows of the table, newest first."""
    asked = pl.format(
        "{}–{}", *(pl.col(name).cast(pl.String).str.strip_suffix(".0") for name in ("target_min", "target_max"))
    )
    return (
        weeks.sort("week_start", descending=True)
        .select(
            "week_start", pl.col(*HOURS.values()).round(2), "sessions", asked, pl.col("status").str.replace("_", " ")
        )
        .rows()
    )


def keys(weeks: pl.DataFrame) -> list[str]:
    """What bars, the band and signs mean."""
    return [
        key(box(DONE), "easy"),
        key(box(DONE, PALE, "2 2"), "unknown intensity: counts"),
        key(box(AGAINST, 0), "too hard: does not count"),
        key(f'<rect y="1" width="18" height="7" fill="{THIRD}" fill-opacity="{BAND_OPACITY}"/>', "what the plan asks"),
        *unknown_key(weeks),
    ]


def draw(weeks: pl.DataFrame, layout: Layout) -> Spec:
    """The picture: hours on each other by intensity, over the band of the plan in force in each week."""
    over = span(weeks["week_start"].max(), weeks["week_start"].min(), layout)
    shown = within(weeks, over)
    lying = Weeks(shown, over, layout, HEIGHT)
    most = shown.select(pl.max_horizontal(pl.sum_horizontal(HOURS.values()), "target_max").max()).item() or 1.0

    def y_of(column: str) -> alt.Y:
        return amounts(column, 5, domain=[0, most], nice=True)

    band = (
        alt.Chart(periods(shown))
        .mark_rect(fill=THIRD, fillOpacity=BAND_OPACITY)
        .encode(x=lying.x("week_start"), x2=alt.X2("week_end:T"), y=y_of("target_min"), y2=alt.Y2("target_max:Q"))
    )
    below = pl.lit(0.0)
    stacked = []
    for intensity, column in HOURS.items():
        rows = shown.select("week_start", from_h=below, to_h=below + pl.col(column)).filter(
            pl.col("to_h") > pl.col("from_h")
        )
        stacked.append(
            lying.bars(rows.with_columns(pl.col("from_h", "to_h").round(3)), y_of("from_h"), **LOOKS[intensity]).encode(
                y2=alt.Y2("to_h:Q")
            )
        )
        below = below + pl.col(column)
    return lying.panel("hours", band, *stacked, lying.unknown(), *lying.tips())


def periods(weeks: pl.DataFrame) -> pl.DataFrame:
    """What the plan asks: one row for each stretch of weeks with the same targets, `week_start` to `week_end`."""
    asked = ["target_min", "target_max"]
    return (
        weeks.drop_nulls(asked)
        .group_by(pl.struct(asked).rle_id().alias("period"), maintain_order=True)
        .agg(pl.col("week_start").first(), WEEK_END.last(), pl.col(asked).first())
    )
