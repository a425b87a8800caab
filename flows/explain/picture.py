"""A run as a picture: speed, effort and altitude over time, with stretches of it shaded. SVG, drawn without network."""

from collections.abc import Mapping
from dataclasses import dataclass

import altair as alt
import polars as pl

from flows.pages.chart import INK, svg

WIDTH, HEIGHT, ALTITUDE_HEIGHT = 1000, 260, 90
#: Okabe and Ito's colours, which the colour-blind tell apart; dashes and outlines tell them apart in print.
SPEED, EFFORT, GROUND = "#0072b2", "#d55e00", "#8c8c8c"
#: A letter is about so wide, px: how near two labels may stand.
LABEL_PX = 14


@dataclass(frozen=True)
class Band:
    """How stretches of a kind are shaded."""

    fill: str
    stroke: str
    opacity: float = 0.35
    dash: tuple[int, int] | None = None
    top: float = 0.0
    """Upper edge as a share of the panel's height."""
    bottom: float = 1.0


#: What `explain` shades.
BANDS: Mapping[str, Band] = {
    "hill sprint": Band("#e69f00", "#8a5a00", 0.55),
    "recovery": Band("#56b4e9", "#56b4e9", 0.25),
    "other effort": Band("none", "#777777", 1.0, (3, 3)),
}


def picture(series: pl.DataFrame, spans: pl.DataFrame, enter: float, label: str, bands: Mapping[str, Band]) -> str:
    """An SVG of one activity's `effort_series`, with `spans` (start_time_s, end_time_s, kind, number) shaded.

    `enter` is the multiple of easy effort at which an effort begins; its line and that of easy effort are drawn where
    easy effort is known. `label` says what is seen, for readers who see nothing. `bands` has a kind's look by its name.
    """
    shown = series.with_columns(minute=pl.col("time_s") / 60, segment=pl.col("is_pause").cum_sum())
    upper = alt.layer(
        *shaded(spans, bands, HEIGHT, over(shown)), *levels(shown, enter), *lines(shown), *numbers(spans, shown)
    ).properties(width=WIDTH, height=HEIGHT)
    charts = [upper]
    if shown["altitude_m"].is_not_null().any():
        charts.append(
            alt.layer(*shaded(spans, bands, ALTITUDE_HEIGHT, over(shown)), ground(shown)).properties(
                width=WIDTH, height=ALTITUDE_HEIGHT
            )
        )
    return svg(alt.vconcat(*charts, spacing=8), label)


def over(shown: pl.DataFrame) -> tuple[float, float]:
    """First and last minute that are shown."""
    return float(shown["minute"].min() or 0), float(shown["minute"].max() or 0)  # type: ignore[arg-type]


def minutes(column: str, domain: tuple[float, float]) -> alt.X:
    """The axis of time."""
    return alt.X(
        f"{column}:Q",
        title="minutes",
        scale=alt.Scale(domain=list(domain), nice=False),
        axis=alt.Axis(grid=False, tickCount=10),
    )


def lines(shown: pl.DataFrame) -> list[alt.Chart]:
    """Effort dashed, then speed solid, each broken where the recording was paused."""
    looks = {"effort_mps": (EFFORT, [4, 2]), "speed_mps": (SPEED, [1, 0])}
    return [
        alt.Chart(shown.select("minute", "segment", pl.col(name).round(2)))
        .mark_line(color=color, strokeDash=dash, strokeWidth=1.4, interpolate="linear")
        .encode(
            x=minutes("minute", over(shown)),
            y=alt.Y(f"{name}:Q", title="m/s", scale=alt.Scale(zero=True)),
            detail="segment:N",
        )
        for name, (color, dash) in looks.items()
        if shown[name].is_not_null().any()
    ]


def levels(shown: pl.DataFrame, enter: float) -> list[alt.Chart]:
    """Easy effort and the bound at which efforts begin, as labelled lines."""
    easy = shown["easy_effort_mps"].drop_nulls().head(1)
    named = pl.DataFrame(
        {
            "mps": [easy.item(), enter * easy.item()] if len(easy) else [],
            "name": ["easy", f"{enter:g} × easy"] if len(easy) else [],
        },
        schema={"mps": pl.Float64, "name": pl.String},
    )
    if named.is_empty():
        return []
    rule = alt.Chart(named).mark_rule(color=INK, strokeDash=[1, 3]).encode(y="mps:Q")
    text = rule.mark_text(color=INK, align="left", dx=4, fontSize=10).encode(x=alt.value(WIDTH), text="name:N")
    return [rule, text]


def ground(shown: pl.DataFrame) -> alt.Chart:
    """Altitude as the ground that was run on."""
    heights = shown["altitude_m"].drop_nulls().to_numpy()
    lowest, highest = float(heights.min()), float(heights.max())
    chart: alt.Chart = (
        alt.Chart(shown.select("minute", pl.col("altitude_m").round(1)).drop_nulls())
        .mark_area(color=GROUND, opacity=0.45, line={"color": GROUND, "strokeWidth": 1})
        .encode(
            x=minutes("minute", over(shown)),
            y=alt.Y("altitude_m:Q", title="altitude, m", scale=alt.Scale(domain=[lowest, highest], nice=True)),
            y2=alt.datum(lowest),
        )
    )
    return chart


def shaded(spans: pl.DataFrame, bands: Mapping[str, Band], height: int, domain: tuple[float, float]) -> list[alt.Chart]:
    """A layer of rectangles for each kind of span."""
    timed = spans.with_columns(start=pl.col("start_time_s") / 60, end=pl.col("end_time_s") / 60)
    return [
        alt.Chart(timed.filter(pl.col("kind") == kind).select(pl.col("start", "end").round(4)))
        .mark_rect(
            fill=None if band.fill == "none" else band.fill,
            fillOpacity=band.opacity,
            stroke=band.stroke,
            strokeWidth=0.8,
            strokeDash=list(band.dash or (1, 0)),
            clip=True,
        )
        .encode(
            x=minutes("start", domain),
            x2="end:Q",
            y=alt.value(band.top * height),
            y2=alt.value(band.bottom * height),
        )
        for kind, band in bands.items()
        if (spans["kind"] == kind).any()
    ]


def numbers(spans: pl.DataFrame, shown: pl.DataFrame) -> list[alt.Chart]:
    """The spans' numbers over them; of those that would overlap only the first."""
    length_s = float(shown["time_s"].max() or 0) - float(shown["time_s"].min() or 0)  # type: ignore[arg-type]
    least_s = length_s * LABEL_PX / WIDTH
    numbered = (
        spans.filter(pl.col("number").is_not_null())
        .sort("start_time_s")
        .select("number", middle=(pl.col("start_time_s") + pl.col("end_time_s")) / 2)
        .with_columns(place=(pl.col("middle") / max(least_s, 1e-9)).floor())
        .unique("place", keep="first", maintain_order=True)
        .select("number", middle=pl.col("middle") / 60)
    )
    if numbered.is_empty():
        return []
    return [
        alt.Chart(numbered)
        .mark_text(color=INK, fontSize=11, fontWeight="bold", baseline="bottom", clip=False)
        .encode(
            x=minutes("middle", over(shown)),
            y=alt.value(-2),
            text="number:N",
        )
    ]
