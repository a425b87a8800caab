"""Efficiency month by month: metres per heartbeat with its interval, and why it proves nothing."""

import altair as alt
import polars as pl

from flows.dashboard.figures import (
    DONE,
    Layout,
    amounts,
    at_px,
    caveat,
    figure,
    key,
    letter,
    numbers,
    panel,
    said,
    sectioned,
)
from flows.dashboard.month_axis import MONTHS_SHOWN, SLOT, months_x, tips
from flows.dashboard.weeks import athlete
from flows.pages.chart import INK, Spec
from warehouse.database import Warehouse

NAME, HEADING = "efficiency", "Efficiency: metres per heartbeat"
HEIGHT = 200

MONTHS = f"""
SELECT month, runs, windows, metres_per_heartbeat AS metres, metres_per_heartbeat_low AS low,
       metres_per_heartbeat_high AS high
FROM (FROM mart.monthly_volume WHERE athlete_id = $athlete AND sport_group = 'run')
LEFT JOIN (FROM mart.running_efficiency WHERE athlete_id = $athlete) USING (athlete_id, month)
ORDER BY month DESC LIMIT {MONTHS_SHOWN}
"""  # noqa: S608


def section(copy: Warehouse) -> str:
    """The section, from mart.running_efficiency, and mart.monthly_volume for the months that are not in it."""
    months = copy.query(MONTHS, {"athlete": athlete(copy)}).sort("month").with_columns(SLOT)
    if months["metres"].is_null().all():
        return sectioned(
            NAME,
            HEADING,
            said(
                "After some easy runs of half an hour or more with a heart rate, the metres that each heartbeat took "
                "you on the flat stand here, month by month, with how sure they are."
            ),
        )
    told = months.with_columns(tip=tip())
    return sectioned(
        NAME,
        HEADING,
        said(reading(months)),
        figure(lambda layout: draw(told, layout), label(months), *keys(months)),
        caveat(
            "A proxy: running economy itself needs a laboratory. Heat and altitude move it more than training does, "
            "and nothing here tells a cause. Where intervals overlap, the months may well be alike. The axis does not "
            "begin at zero."
        ),
        numbers(
            "The numbers behind the chart",
            ("month", "metres per heartbeat", "95 % interval from", "to", "runs", "five-minute stretches"),
            table_rows(months),
        ),
    )


def reading(months: pl.DataFrame) -> str:
    """The newest month with enough data, and the months without."""
    newest = months.drop_nulls("metres").row(-1, named=True)
    runs = f"{newest['runs']} run{'' if newest['runs'] == 1 else 's'}"
    text = (
        f"{newest['month']:%B %Y}: {newest['metres']:.2f} m a heartbeat, grade-adjusted, on steady easy stretches of "
        f"{runs} (95 % interval {newest['low']:.2f} to {newest['high']:.2f})."
    )
    short = months.filter(pl.col("metres").is_null())["month"].dt.strftime("%b %Y").to_list()
    return f"{text} Too little data to tell in: {', '.join(short)}." if short else text


def label(months: pl.DataFrame) -> str:
    """What is seen, for those who do not see it."""
    first, last = months["month"][0], months["month"][-1]
    return (
        f"Points with intervals: grade-adjusted metres per heartbeat of {months['metres'].count()} months between "
        f"{first:%B %Y} and {last:%B %Y}. The numbers are in the table below."
    )


def tip() -> pl.Expr:
    """What a month says under the pointer."""
    metres, low, high = (pl.col(name).round(2).cast(pl.String) for name in ("metres", "low", "high"))
    told = pl.format(
        "{} m a heartbeat, 95 % interval {} to {}; runs: {}, stretches: {}.", metres, low, high, "runs", "windows"
    )
    return pl.format("{}: {}", pl.col("month").dt.strftime("%B %Y"), told.fill_null("too little data to tell."))


def table_rows(months: pl.DataFrame) -> list[tuple[object, ...]]:
    """The rows of the table, newest first; of months with too little data only the name."""
    return (
        months.sort("month", descending=True)
        .select(
            "slot",
            pl.col("metres").round(3).cast(pl.String).fill_null("too little data"),
            pl.col("low", "high").round(3),
            "runs",
            "windows",
        )
        .rows()
    )


def keys(months: pl.DataFrame) -> list[str]:
    """What points, whiskers and signs mean."""
    point = f'<path d="M9 0v9" stroke="{DONE}"/><circle cx="9" cy="4.5" r="2.6" fill="{DONE}"/>'
    return [
        key(point, "median of the month, and its 95 % interval"),
        *([key(letter("?"), "too little data to tell")] if months["metres"].null_count() else []),
    ]


def draw(months: pl.DataFrame, layout: Layout) -> Spec:
    """The picture: a point and an interval for each month."""
    known = months.drop_nulls("metres")
    x = months_x(months, layout)
    scale = {"domain": [known["low"].min(), known["high"].max()], "nice": True, "zero": False}
    interval = (
        alt.Chart(known.select("slot", pl.col("low", "high").round(4)))
        .mark_rule(color=DONE, strokeWidth=1.5)
        .encode(x=x, y=amounts("low", 5, **scale), y2=alt.Y2("high:Q"))
    )
    point = (
        alt.Chart(known.select("slot", pl.col("metres").round(4)))
        .mark_point(shape="circle", filled=True, color=DONE, opacity=1, size=45)
        .encode(x=x, y=amounts("metres", 5, **scale))
    )
    unknown = (
        alt.Chart(months.filter(pl.col("metres").is_null()).select("slot"))
        .mark_text(text="?", color=INK, fontSize=layout.font_px, fontWeight="bold", baseline="bottom")
        .encode(x=x, y=at_px(HEIGHT - 2))
    )
    layers = [interval, point, unknown, *tips(months, layout, HEIGHT)]
    return panel(layers, layout, layout.plot, HEIGHT, "metres per heartbeat")
