"""24 months of running: records and what they beat, the month under way, months of which not all is known."""

from typing import Any

import altair as alt
import polars as pl

from flows.dashboard.figures import (
    DONE,
    MUTED,
    PALE,
    PAPER,
    Layout,
    amounts,
    at_px,
    box,
    caveat,
    dashed,
    figure,
    key,
    letter,
    numbers,
    panel,
    said,
    sectioned,
)
from flows.dashboard.mileage import mileage
from flows.dashboard.month_axis import MONTHS_SHOWN, SLOT, months_x, tips
from flows.dashboard.weeks import athlete
from flows.dashboard.words import needed_km
from flows.pages.chart import INK, Spec
from transforms.monthly_records import BASELINE_MONTHS, LEAST_IMPROVEMENT_M
from warehouse.database import Warehouse

NAME, HEADING = "volume", "Running, month by month"
HEIGHT = 300
#: Room over the highest bar for its star, as a share of it.
HEAD_ROOM = 1.12
#: Smaller letters are not read on a telephone.
LEAST_PX = 11
#: A letter is about so wide, in its own height.
LETTER = 0.56
#: What a month is, and what is said of it.
KINDS = {
    "record": "a record",
    "whole": "whole, no record",
    "under way": "not over yet",
    "incomplete": "incomplete: at least this",
}

MONTHS = f"""
SELECT month, distance_m / 1000 AS km, activities AS runs,
       CASE WHEN month = max(month) OVER () THEN 'under way' WHEN r.month IS NOT NULL THEN 'record'
            WHEN is_complete THEN 'whole' ELSE 'incomplete' END AS kind,
       CASE WHEN NOT is_provisional THEN previous_record_m / 1000 END AS beats_km,
       CASE WHEN NOT is_provisional THEN previous_record_month END AS beats_month
FROM (FROM mart.monthly_volume WHERE athlete_id = $athlete AND sport_group = 'run' AND month <= $now) v
LEFT JOIN (SELECT * EXCLUDE (athlete_id, distance_m) FROM mart.monthly_records WHERE athlete_id = $athlete) r
USING (month)
ORDER BY month DESC LIMIT {MONTHS_SHOWN}
"""  # noqa: S608


def section(copy: Warehouse) -> str:
    """The section, from mart.monthly_volume and mart.monthly_records."""
    athlete_id = athlete(copy)
    now = None if athlete_id is None else mileage(copy, athlete_id)
    if now is None:
        return sectioned(
            NAME,
            HEADING,
            said("After the first run, a bar for each month stands here, with the records and what they beat."),
        )
    # A recording from the future, by a clock that was wrong, makes months that nobody has lived through.
    months = copy.query(MONTHS, {"athlete": athlete_id, "now": now["month"]}).sort("month")
    is_now = pl.col("month") == now["month"]
    months = months.with_columns(
        projected_km=pl.when(is_now).then(kilometres(now["projected_m"])),
        needed_km=pl.when(is_now & pl.lit(now["can_be_record"])).then(kilometres(now["needed_m_per_day"])),
        slot=SLOT,
    )
    told = months.with_columns(tip=tip())
    return sectioned(
        NAME,
        HEADING,
        said(reading(months, now)),
        figure(lambda layout: draw(told, now["record_m"], layout), label(months), *keys(months, now)),
        caveat(
            "Running of each calendar month by local time; of a run recorded twice one recording counts. A record is a "
            f"whole month above every whole month before it, by {LEAST_IMPROVEMENT_M / 1000:g} km or more; the first "
            f"{BASELINE_MONTHS} months of a history are the baseline and set none. Of a month with a gap in the data "
            "only what is known is shown: it sets no record and is none to beat. The projection takes every day to "
            "come to be like the days of this month and the last."
        ),
        numbers(
            "The numbers behind the chart",
            ("month", "km", "runs", "what it is", "record it beat, km", "of", "projected, km", "km a day for a record"),
            table_rows(months),
        ),
    )


def kilometres(metres: float | None) -> pl.Expr:
    """A distance for a column."""
    return pl.lit(None if metres is None else metres / 1000, dtype=pl.Float64)


def reading(months: pl.DataFrame, now: dict[str, Any]) -> str:
    """The month under way against the record, and the records shown, in a sentence or two."""
    this = months.row(-1, named=True)
    so_far = f"{this['month']:%B %Y} so far: {this['km']:.1f} km in {runs_said(this['runs'])}"
    projected = "" if this["projected_km"] is None else f"; projected for all of it: {this['projected_km']:.0f} km"
    if not now["can_be_record"]:
        course = f". The first {BASELINE_MONTHS} months are the baseline: records are set from then on."
    elif now["record_m"] is None:
        course = ". No month before it is known whole, so there is no record to beat yet."
    else:
        way = f"takes {needed_km(now['needed_m_per_day'])} km a day from now on" if this["needed_km"] else "is done"
        course = f". To beat the record, {record_said(now)}, {way}."
    found = months.filter(pl.col("kind") == "record").height
    records = f" Records set in the {months.height} months shown: {found}." if months.height > 1 else ""
    return so_far + projected + course + records


def record_said(now: dict[str, Any]) -> str:
    """`190.7 km (Sep 2026)`."""
    return f"{now['record_m'] / 1000:.1f} km ({now['record_month']:%b %Y})"


def runs_said(runs: int) -> str:
    """`1 run`, `14 runs`."""
    return f"{runs} run{'' if runs == 1 else 's'}"


def label(months: pl.DataFrame) -> str:
    """What is seen, for those who do not see it."""
    counted = dict(months.group_by("kind").len().rows())
    first, last = months["month"][0], months["month"][-1]
    return (
        f"Bars: running distance of each month, {first:%B %Y} to {last:%B %Y}; {counted.get('record', 0)} records, "
        f"{counted.get('incomplete', 0)} incomplete months. The numbers are in the table below."
    )


def tip() -> pl.Expr:
    """What a month says under the pointer."""
    km = pl.col("km").round(1).cast(pl.String)
    runs = pl.format("{} km, runs: {}.", km, "runs")
    month, kind = pl.col("month").dt.strftime("%B %Y"), pl.col("kind")
    beats = pl.format(
        "{} km of {}", pl.col("beats_km").round(1).cast(pl.String), pl.col("beats_month").dt.strftime("%b %Y")
    )
    projected = pl.format(" Projected: {} km.", pl.col("projected_km").round(0).cast(pl.Int64))
    return pl.concat_str(
        month,
        pl.when(kind == "under way").then(pl.lit(" so far: ")).otherwise(pl.lit(": ")),
        pl.when(kind == "incomplete").then(pl.lit("incomplete, at least ")).otherwise(pl.lit("")),
        runs,
        pl.when(kind == "record").then(pl.format(" A record: it beat {}.", beats)).otherwise(pl.lit("")),
        projected.fill_null(""),
    )


def table_rows(months: pl.DataFrame) -> list[tuple[object, ...]]:
    """The rows of the table, newest first."""
    one = {"km": 1, "beats_km": 1, "projected_km": 0, "needed_km": 2}
    return (
        months.sort("month", descending=True)
        .select(
            pl.col("month").dt.strftime("%Y-%m"), pl.col("km").round(one["km"]), "runs", pl.col("kind").replace(KINDS),
            pl.col("beats_km").round(one["beats_km"]), pl.col("beats_month").dt.strftime("%Y-%m"),
            pl.col("projected_km").round(one["projected_km"]), pl.col("needed_km").round(2),
        )
        .rows()
    )  # fmt: skip


def keys(months: pl.DataFrame, now: dict[str, Any]) -> list[str]:
    """What bars, stars and the line mean."""
    kinds = set(months["kind"])
    return [
        key(box(DONE, PALE), "whole month"),
        *([key(box(DONE), "record ★, and what it beat")] if "record" in kinds else []),
        key(box(DONE, 0), "this month so far"),
        *([key(box(DONE, 0, "2 2"), "projected for all of it")] if now["projected_m"] is not None else []),
        *([key(letter("?"), "incomplete: at least this much")] if "incomplete" in kinds else []),
        *([key(dashed(INK), f"standing record: {record_said(now)}")] if now["record_m"] else []),
    ]


def draw(months: pl.DataFrame, record_m: float | None, layout: Layout) -> Spec:
    """The picture: bars by month, and the standing record."""
    record_km = pl.Series("km", [] if record_m is None else [record_m / 1000], dtype=pl.Float64)
    drawn_km = pl.concat([months["km"], months["projected_km"].alias("km"), record_km])
    highest = max(drawn_km.drop_nulls().to_list() or [1.0])
    scale = {"domain": [0, highest * HEAD_ROOM], "nice": False}
    y = amounts("km", 5, **scale)
    x = months_x(months, layout)
    looks: dict[str, dict[str, Any]] = {
        "whole": {"fill": DONE, "fillOpacity": PALE, "stroke": DONE},
        "record": {"fill": DONE, "stroke": DONE},
        "under way": {"fillOpacity": 0, "stroke": DONE, "strokeWidth": 1.5},
        "incomplete": {"fillOpacity": 0, "stroke": MUTED, "strokeDash": [2, 2]},
    }
    bars = [
        alt.Chart(months.filter(pl.col("kind") == kind).select("slot", pl.col("km").round(2)))
        .mark_bar(**look)
        .encode(x=x, y=y)
        for kind, look in looks.items()
    ]
    projected = (
        alt.Chart(months.drop_nulls("projected_km").select("slot", km=pl.col("projected_km").round(1)))
        .mark_bar(fillOpacity=0, stroke=DONE, strokeDash=[3, 3])
        .encode(x=x, y=y)
    )
    standing = alt.Chart(record_km.to_frame()).mark_rule(color=INK, strokeDash=[5, 3]).encode(y=y)
    pictured = [*bars, projected, standing, *signs(months, layout, x, y), *beaten(months, layout, x, scale)]
    return panel([*pictured, *tips(months, layout, HEIGHT)], layout, layout.plot, HEIGHT, "km a month")


def signs(months: pl.DataFrame, layout: Layout, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """Stars over records, question marks over what is incomplete; and how far they went, where there is room."""
    kind = pl.col("kind")
    sign = pl.when(kind == "record").then(pl.lit("★")).when(kind == "incomplete").then(pl.lit("?"))
    signed = months.with_columns(sign=sign).drop_nulls("sign").select("slot", "km", "sign")
    over = (
        alt.Chart(signed)
        .mark_text(color=INK, baseline="bottom", dy=-2, fontSize=layout.font_px, fontWeight="bold")
        .encode(x=x, y=y, text=alt.Text("sign:N"))
    )
    if layout.is_narrow:
        return [over]
    measured = pl.concat(
        [
            months.filter(kind == "under way").select("slot", "km"),
            months.drop_nulls("projected_km").select("slot", km="projected_km"),
        ]
    ).with_columns(text=pl.col("km").round(0).cast(pl.Int64).cast(pl.String))
    far = (
        alt.Chart(measured)
        .mark_text(color=INK, baseline="bottom", dy=-3, fontSize=layout.font_px - 1)
        .encode(x=x, y=y, text=alt.Text("text:N"))
    )
    return [over, far]


def beaten(months: pl.DataFrame, layout: Layout, x: alt.X, scale: dict[str, Any]) -> list[alt.Chart]:
    """What each record beat, written up its bar, or over it where the bar is too short."""
    size = max(layout.font_px - 1, LEAST_PX)
    text = pl.format(
        "{} km, beat {} ({})",
        pl.col("km").round(1).cast(pl.String),
        pl.col("beats_km").round(1).cast(pl.String),
        pl.col("beats_month").dt.strftime("%b %Y"),
    )
    records = months.filter(pl.col("kind") == "record").select("slot", "km", text=text)
    room_px = pl.col("km") / scale["domain"][1] * HEIGHT
    fits = room_px >= pl.col("text").str.len_chars() * size * LETTER
    look: dict[str, Any] = {"angle": 270, "align": "left", "baseline": "middle", "fontSize": size}
    within = alt.Chart(records.filter(fits)).mark_text(**look, color=PAPER).encode(x=x, y=at_px(HEIGHT - 6))
    over = (
        alt.Chart(records.filter(~fits))
        .mark_text(**look, color=INK, dx=layout.font_px + 4)
        .encode(x=x, y=amounts("km", 5, **scale))
    )
    return [one.encode(text=alt.Text("text:N")) for one in (within, over)]
