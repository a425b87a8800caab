"""The months that the charts show, and the axis along which they lie."""

import altair as alt
import polars as pl

from flows.dashboard.figures import Layout, at_px, to_px
from flows.pages.chart import INK

#: Two years: the same month of the year before stands beside each.
MONTHS_SHOWN = 24
SLOT = pl.col("month").dt.strftime("%Y-%m").alias("slot")


def months_x(layout: Layout) -> alt.X:
    """A place for each `slot`, by name, on a telephone by letter; the years stand under their first month."""
    name = "utcFormat(toDate(datum.label + '-01'), '%b')"
    shown = f"slice({name}, 0, 1)" if layout.is_narrow else name
    year = "slice(datum.label, 5) == '01' || (datum.index == 0 && slice(datum.label, 5) < '10')"
    return alt.X(
        "slot:O",
        title=None,
        scale=alt.Scale(paddingInner=0.22, paddingOuter=0.1),
        axis=alt.Axis(
            labelAngle=0,
            labelOverlap=False,
            ticks=False,
            labelPadding=4,
            labelExpr=f"[{shown}, {year} ? slice(datum.label, 0, 4) : '']",
        ),
    )


def tips(months: pl.DataFrame, layout: Layout, height: int) -> list[alt.Chart]:
    """What each month says under the pointer (`tip`), over its whole height; a telephone has no pointer."""
    if layout.is_narrow:
        return []
    return [
        alt.Chart(months.select("slot", "tip"))
        .mark_bar(fill=INK, fillOpacity=0, aria=True)
        .encode(x=months_x(layout), y=at_px(0), y2=to_px(height), description=alt.Description("tip:N"))
    ]
