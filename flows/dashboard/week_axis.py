"""The weeks that the charts show, and the axis along which they lie."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import altair as alt
import polars as pl

from flows.dashboard.figures import WIDE, Layout, at_px, key, letter, panel, to_px
from flows.pages.chart import INK, Spec

#: Two years: more would be thinner than a bar. A telephone shows the newer half.
WEEKS_SHOWN, WEEKS_ON_A_TELEPHONE = 104, 52
#: So much time is on an axis at least: the first week stands in a year to come, not alone over the whole width.
LEAST_WEEKS = 16
WEEK = timedelta(weeks=1)
MIDDLE = (pl.col("week_start").cast(pl.Datetime) + pl.duration(days=3, hours=12)).alias("middle")
WEEK_END = (pl.col("week_start") + pl.duration(weeks=1)).alias("week_end")
#: Room for the name of a month and the gap beside it.
NAME_PX = 34

#: `weeks`: the Mondays of the last weeks up to the day of the copy. For the beginning of a query.
WEEKS = f"""
weeks AS (
    SELECT DISTINCT date_trunc('week', local_date)::DATE AS week_start FROM mart.daily_training
    WHERE athlete_id = $athlete ORDER BY week_start DESC LIMIT {WEEKS_SHOWN}
)"""  # noqa: S608

WEEKS_ALONE = f"WITH {WEEKS} SELECT week_start FROM weeks"  # noqa: S608

#: `Week of 3 Nov 2025`, and a word where the data cannot tell all of it.
WEEK_SAID = pl.concat_str(
    pl.lit("Week of "),
    pl.col("week_start").dt.strftime("%-d %b %Y"),
    pl.when(pl.col("status") == "unknown").then(pl.lit(" (not all of it is known)")).otherwise(pl.lit("")),
)

#: January has its year under it, as has the first month named.
MONTHS = (
    "[timeFormat(datum.value, '%b'), month(datum.value) == 0 || datum.index == 0 ? timeFormat(datum.value, '%Y') : '']"
)


def shown_said(weeks: int) -> str:
    """Which weeks are shown, where that is not all."""
    if weeks > WEEKS_ON_A_TELEPHONE:
        return f"Shown are the last {weeks} weeks, on a narrow screen the last {WEEKS_ON_A_TELEPHONE}."
    return ""


def unclear(week: dict[str, Any]) -> str:
    """What is added to a week of which the data cannot tell all; else nothing."""
    return ", of which not all is known" if week["status"] == "unknown" else ""


def unknown_key(weeks: pl.DataFrame) -> list[str]:
    """What the question mark of `Weeks.unknown` means, where there is one."""
    return [key(letter("?"), "a week of which not all is known")] if (weeks["status"] == "unknown").any() else []


def within(frame: pl.DataFrame, days: tuple[date, date], column: str = "week_start") -> pl.DataFrame:
    """The rows from a day on."""
    return frame.filter(pl.col(column) >= days[0])


def span(last: Any, first: Any, layout: Layout) -> tuple[date, date]:
    """First day shown, and the day after the last, where data reach from the week of `first` to that of `last`."""
    monday = last - timedelta(days=last.weekday())
    shown = WEEKS_ON_A_TELEPHONE if layout.is_narrow else WEEKS_SHOWN
    oldest = max(first - timedelta(days=first.weekday()), monday - (shown - 1) * WEEK)
    return min(oldest, monday - (LEAST_WEEKS - 1) * WEEK), monday + WEEK


def time_axis(column: str, days: tuple[date, date], is_named: bool = True, width: int = WIDE.plot) -> alt.X:
    """The axis of time from one day to another; months are named, unless they are under the next panel."""
    return alt.X(
        f"{column}:T",
        title=None,
        # Bars would have the scale padded by their width, and lines not.
        scale=alt.Scale(domain=[moment(day) for day in days], padding=0),
        axis=alt.Axis(
            grid=False,
            tickCount=alt.TimeIntervalStep(interval="month", step=named_each(days, width)),
            labels=is_named,
            labelExpr=MONTHS,
            labelOverlap=False,
            labelFlush=False,
        ),
    )


def named_each(days: tuple[date, date], width: int) -> int:
    """Each how many months has its name on an axis so wide."""
    months = (days[1] - days[0]).days / 30.4
    return next((step for step in (1, 3, 6) if months / step * NAME_PX <= width), 12)


def moment(day: date) -> alt.DateTime:
    """A day as Vega-Lite has it, in no time zone."""
    return alt.DateTime(year=day.year, month=day.month, date=day.day)


@dataclass(frozen=True)
class Weeks:
    """Weeks as they lie in one panel: `week_start` and `status`, over some days, in a layout."""

    rows: pl.DataFrame
    days: tuple[date, date]
    layout: Layout
    height: int
    is_named: bool = True
    """Whether the months are named under it."""

    def bars(self, shown: pl.DataFrame, y: alt.Y, **look: Any) -> alt.Chart:
        """A bar for each row of `shown`, in the middle of its week."""
        size = max(1.5, self.layout.plot / ((self.days[1] - self.days[0]) / WEEK) * 0.78)
        chart: alt.Chart = (
            alt.Chart(shown.with_columns(MIDDLE)).mark_bar(size=size, **look).encode(x=self.x("middle"), y=y)
        )
        return chart

    def unknown(self) -> alt.Chart:
        """A question mark at each week of which the data cannot tell all."""
        untold = self.rows.filter(pl.col("status") == "unknown").select(MIDDLE)
        chart: alt.Chart = (
            alt.Chart(untold)
            .mark_text(text="?", color=INK, fontSize=self.layout.font_px, fontWeight="bold", baseline="bottom")
            .encode(x=self.x("middle"), y=at_px(self.height - 1))
        )
        return chart

    def tips(self) -> list[alt.Chart]:
        """What each week says under the pointer (`tip`), over its whole height; a telephone has no pointer."""
        if self.layout.is_narrow:
            return []
        told = self.rows.select("week_start", WEEK_END, "tip")
        return [
            alt.Chart(told)
            .mark_rect(fill=INK, fillOpacity=0, aria=True)
            .encode(
                x=self.x("week_start"),
                x2=alt.X2("week_end:T"),
                y=at_px(0),
                y2=to_px(self.height),
                description=alt.Description("tip:N"),
            )
        ]

    def panel(self, title: str, *layers: alt.Chart) -> Spec:
        """Layers over each other, with a title."""
        return panel(layers, self.layout, self.layout.plot, self.height, title)

    def x(self, column: str) -> alt.X:
        """The panel's axis of time."""
        return time_axis(column, self.days, self.is_named, self.layout.plot)


def day_said(day: date) -> str:
    """`3 Nov 2025`."""
    return f"{day.day} {day:%b %Y}"
