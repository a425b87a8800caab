"""The months that the charts show, and the axis along which they lie."""

import altair as alt
import polars as pl

from flows.dashboard.figures import Layout, at_px, to_px
from flows.pages.chart import INK

#: Two years: the same month of the year before stands beside each.
MONTHS_SHOWN = 24
#: So many have room at least: the first month stands in a year to come, not alone over the whole width.
LEAST_MONTHS = 12
SLOT = pl.col("month").dt.strftime("%Y-%m").alias("slot")


def months_x(months: pl.DataFrame, layout: Layout) -> alt.X:
    """A place for each `slot`, by name, on a telephone by letter; the years stand under their first month."""
    name = "utcFormat(toDate(datum.label + '-01'), '%b')"
    shown = f"slice({name}, 0, 1)" if layout.is_narrow else name
    year = "slice(datum.label, 5) == '01' || (datum.index == 0 && slice(datum.label, 5) < '10')"
    return alt.X(
        "slot:O",
        title=None,
        scale=alt.Scale(domain=slots(months), paddingInner=0.22, paddingOuter=0.1),
        axis=alt.Axis(
            labelAngle=0,
            labelOverlap=False,
            ticks=False,
            labelPadding=4,
            labelExpr=f"[{shown}, {year} ? slice(datum.label, 0, 4) : '']",
        ),
    )


def slots(months: pl.DataFrame) -> list[str]:
    """The `slot` of each month from the first of `months`, or earlier, to the last."""
    last = pl.col("month").max()
    first = pl.min_horizontal(pl.col("month").min(), last.dt.offset_by(f"-{LEAST_MONTHS - 1}mo"))
    return (
        months.select(month=pl.date_ranges(first, last, interval="1mo")).explode("month").select(SLOT)["slot"].to_list()
    )


def tips(months: pl.DataFrame, layout: Layout, height: int) -> list[alt.Chart]:
    """What each month says under the pointer (`tip`), over its whole height; a telephone has no pointer."""
    if layout.is_narrow:
        return []
    return [
        alt.Chart(months.select("slot", "tip"))
        .mark_bar(fill=INK, fillOpacity=0, aria=True)
        .encode(x=months_x(months, layout), y=at_px(0), y2=to_px(height), description=alt.Description("tip:N"))
    ]
