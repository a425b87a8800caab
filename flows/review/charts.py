"""The review's charts: small, told apart by fill and outline as well as by colour."""

from collections.abc import Callable, Mapping

import altair as alt
import polars as pl

from flows.pages.chart import INK, svg

WIDTH, HEIGHT = 460, 170
#: Okabe and Ito's colours, which the colour-blind tell apart, and which the page's style sheet knows by these names.
FILL = "#56b4e9"
#: The same, thinned, by day and by night.
PALE = f"{FILL}59"
LINE = "#0072b2"
LABEL_PX = 11
ITEMS = {
    "hill_sprints": "hill sprints",
    "heat": "heat",
    "cross_training": "cross-training",
    "strength": "strength",
}
#: From full to hollow: met, in part, missed; unknown is dashed.
VERDICTS = ["met", "partly", "missed", "unknown"]


def histogram(rows: pl.DataFrame, label: str, bin: str, total: str, good: str) -> str:
    """Counts per bin: the part that passes filled, the rest hollow."""
    parts = rows.select(bin, passes=good, does_not=pl.col(total) - pl.col(good)).unpivot(
        index=bin, variable_name="part", value_name="count"
    )
    bars = (
        alt.Chart(parts.with_columns(order=(pl.col("part") == "passes").cast(pl.Int64)))
        .mark_bar(stroke=INK, strokeWidth=1, fill=FILL)
        .encode(
            x=alt.X(f"{bin}:N", sort=None, title=bin, axis=alt.Axis(labelAngle=0, labelFontSize=LABEL_PX)),
            y=alt.Y("count:Q", title=total.replace("_", " "), axis=alt.Axis(tickMinStep=1, tickCount=4)),
            fillOpacity=alt.condition("datum.part == 'passes'", alt.value(1.0), alt.value(0.0)),
            order="order:Q",
        )
        .properties(width=WIDTH, height=HEIGHT)
    )
    passes = good.replace("_", " ")
    return svg(bars, f"{label} Bars: {total} by {bin}.") + key([(f"{passes}", FILL, ""), ("the rest", "none", "")])


def durations(rows: pl.DataFrame, label: str) -> str:
    """How long sprints lasted."""
    return histogram(rows, label, "seconds", "sprints", "within_tolerance")


def recoveries(rows: pl.DataFrame, label: str) -> str:
    """How long recoveries took."""
    return histogram(rows, label, "seconds", "recoveries", "long_and_slow_enough")


def months(rows: pl.DataFrame, label: str) -> str:
    """Kilometres per month; records filled and named, months of which not all is known dashed."""
    shown = rows.select(
        pl.col("month").str.head(3),
        "km",
        "verdict",
        said=pl.when(pl.col("verdict") == "record")
        .then(pl.format("{} ★", "km"))
        .otherwise(pl.col("km").cast(pl.String)),
    )
    base = alt.Chart(shown).encode(
        x=alt.X("month:N", sort=None, title=None, axis=alt.Axis(labelAngle=0, labelFontSize=LABEL_PX)),
        y=alt.Y("km:Q", title="km", axis=alt.Axis(tickCount=4)),
    )
    bars = base.mark_bar(stroke=INK, strokeWidth=1, fill=FILL).encode(
        fillOpacity=alt.condition("datum.verdict == 'record'", alt.value(1.0), alt.value(0.0)),
        strokeDash=alt.condition(
            "datum.verdict == 'incomplete' || datum.verdict == 'not over'", alt.value([3, 3]), alt.value([1, 0])
        ),
    )
    text = base.mark_text(baseline="bottom", dy=-3, fontSize=9, color=INK).encode(text="said:N")
    picture = alt.layer(bars, text).properties(width=WIDTH, height=HEIGHT)
    return svg(picture, f"{label} Bars: kilometres by month.") + key(
        [("★ record", FILL, ""), ("other month", "none", ""), ("incomplete, or not over", "none", "3 2")]
    )


def adherence(rows: pl.DataFrame, label: str) -> str:
    """Weeks of each month by verdict, a row of bars per item."""
    weeks = (
        rows.with_columns(
            month=pl.col("month").dt.strftime("%b"), item=pl.col("intervention").replace_strict(ITEMS, default=None)
        )
        .unpivot(on=VERDICTS, index=["month", "item"], variable_name="verdict", value_name="weeks")
        .with_columns(order=pl.col("verdict").replace_strict(VERDICTS, range(len(VERDICTS)), return_dtype=pl.Int64))
        .filter(pl.col("weeks") > 0)
    )
    months = rows["month"].dt.strftime("%b").unique(maintain_order=True).to_list()
    items = [item for item in ITEMS.values() if (weeks["item"] == item).any()]
    panels = [weeks_of(weeks.filter(pl.col("item") == item), item, months, item == items[-1]) for item in items]
    return svg(alt.vconcat(*panels, spacing=6), label) + key(
        [("met", FILL, ""), ("in part", PALE, ""), ("missed", "none", ""), ("unknown", "none", "2 3")]
    )


def weeks_of(weeks: pl.DataFrame, item: str, months: list[str], has_names: bool) -> alt.Chart:
    """One row of bars; the months are named under the last."""
    fill = alt.Scale(domain=VERDICTS, range=[FILL, PALE, "transparent", "transparent"])
    dash = alt.Scale(domain=VERDICTS, range=[[1, 0], [1, 0], [1, 0], [2, 3]])
    names = alt.Axis(labelAngle=0, labels=has_names, ticks=has_names, labelFontSize=LABEL_PX)
    chart: alt.Chart = (
        alt.Chart(weeks)
        .mark_bar(stroke=INK, strokeWidth=1)
        .encode(
            x=alt.X("month:N", title=None, axis=names, scale=alt.Scale(domain=months)),
            y=alt.Y("weeks:Q", title=item, axis=alt.Axis(values=[0, 2, 4]), scale=alt.Scale(domain=[0, 5])),
            fill=alt.Fill("verdict:N", scale=fill, legend=None),
            strokeDash=alt.StrokeDash("verdict:N", scale=dash, legend=None),
            order="order:Q",
        )
        .properties(width=WIDTH, height=60)
    )
    return chart


def efficiency(rows: pl.DataFrame, label: str) -> str:
    """Metres per heartbeat by month, each with its interval."""
    base = alt.Chart(rows.with_columns(pl.col("month").str.head(3))).encode(
        x=alt.X("month:N", sort=None, title=None, axis=alt.Axis(labelAngle=0, labelFontSize=LABEL_PX))
    )
    scale = alt.Scale(zero=False, nice=True)
    bars = base.mark_rule(color=LINE, strokeWidth=2).encode(
        y=alt.Y("low:Q", title="m per heartbeat", scale=scale, axis=alt.Axis(tickCount=4)), y2="high:Q"
    )
    points = base.mark_point(color=LINE, filled=True, size=45, shape="diamond").encode(y=alt.Y("median:Q", scale=scale))
    return svg(alt.layer(bars, points).properties(width=WIDTH, height=HEIGHT), f"{label} Median and interval by month.")


def lifts(rows: pl.DataFrame, label: str) -> str:
    """Estimated one-repetition maximum by week, a line per lift, each with its own mark and name."""
    shown = rows.with_columns(pl.col("week_start").cast(pl.Datetime("ms")))
    base = alt.Chart(shown).encode(
        x=alt.X("week_start:T", title=None, axis=alt.Axis(format="%b", tickCount="month", grid=False)),
        y=alt.Y("top_e1rm_kg:Q", title="kg", scale=alt.Scale(zero=False), axis=alt.Axis(tickCount=5)),
        detail="lift:N",
    )
    line = base.mark_line(color=LINE, strokeWidth=1)
    points = base.mark_point(color=LINE, filled=True, size=25).encode(shape=alt.Shape("lift:N", legend=None))
    last = shown.sort("week_start").group_by("lift", maintain_order=True).last()
    names = (
        alt.Chart(last)
        .mark_text(align="left", dx=7, fontSize=LABEL_PX, color=INK)
        .encode(x="week_start:T", y="top_e1rm_kg:Q", text="lift:N")
    )
    # A browser's letters may be wider than those that the names' room is measured by.
    padding = {"left": 5, "top": 5, "right": 25, "bottom": 5}
    picture = alt.layer(line, points, names).properties(width=WIDTH - 100, height=HEIGHT + 20, padding=padding)
    return svg(picture, f"{label} A line per lift.")


def key(parts: list[tuple[str, str, str]]) -> str:
    """What fills and outlines mean: name, fill, dashes."""
    swatches = "".join(
        '<span><svg class="key" viewBox="0 0 16 8" aria-hidden="true"><rect x=".5" y=".5" width="15" height="7" '
        f'fill="{fill}" stroke="{INK}" stroke-dasharray="{dash or "none"}"/></svg>{name}</span>'
        for name, fill, dash in parts
    )
    return f'<p class="legend">{swatches}</p>'


#: What is drawn from the rows of a statement, by its name.
CHARTS: Mapping[str, Callable[[pl.DataFrame, str], str]] = {
    "adherence_figure": adherence,
    "hill_durations_table": durations,
    "hill_recoveries_table": recoveries,
    "records_months": months,
    "strength_lifts_figure": lifts,
    "efficiency_months": efficiency,
}
