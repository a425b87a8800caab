"""Hill-sprint sessions: reps, how long they lasted, how long was rested, and what counts."""

from typing import Any

import altair as alt
import polars as pl

from flows.dashboard.figures import (
    AGAINST,
    DONE,
    PAPER,
    THIRD,
    Layout,
    amounts,
    at_px,
    caveat,
    figure,
    key,
    letter,
    numbers,
    said,
    sectioned,
    stacked,
)
from flows.dashboard.same_hill import HILLS, hill_figure, hill_numbers, hill_reading
from flows.dashboard.week_axis import WEEKS, WEEKS_ALONE, Weeks, day_said, shown_said, span, within
from flows.dashboard.weeks import IS_ONE, athlete
from flows.pages.chart import INK, Spec
from flows.pages.document import UNTITLED
from transforms.hill_sprint_reps import DURATION_OK_S, RECOVERY_OK_S
from warehouse.database import Warehouse

NAME, HEADING = "hill-sprints", "Hill sprints, session by session"
REPS_HEIGHT, DURATION_HEIGHT, RECOVERY_HEIGHT = 100, 120, 120
#: What the plan asks: 8 to 10 s of sprint, 90 s to 2 min of rest.
SPRINT_S, REST_S = (8.0, 10.0), (90.0, 120.0)
BAND_OPACITY = 0.2
#: A session that counts is a full disc, another an open diamond.
COUNTED: dict[bool, dict[str, Any]] = {
    True: {"shape": "circle", "filled": True, "color": DONE, "size": 36},
    False: {"shape": "diamond", "fill": PAPER, "stroke": AGAINST, "size": 55, "strokeWidth": 1.5},
}

SESSIONS = f"""
WITH {WEEKS}, shown AS (SELECT min(week_start) AS first_day FROM weeks), reps AS (
    SELECT activity_id, count(*) AS reps, avg(duration_s) AS duration_s,
           count(*) FILTER (is_duration_ok) AS durations_ok, avg(recovery_s) AS recovery_s,
           count(recovery_s) AS recoveries, count(*) FILTER (is_recovery_ok) AS recoveries_ok,
           count(*) FILTER (recovery_kind = 'jog') AS jogged
    FROM mart.hill_sprint_reps WHERE athlete_id = $athlete GROUP BY activity_id
)
SELECT local_date, activity_id, name, kind, counts, reps, duration_s, durations_ok, recovery_s, recoveries,
       recoveries_ok, jogged
FROM (FROM mart.sessions, shown WHERE athlete_id = $athlete AND intervention = 'hill_sprints'
      AND local_date >= first_day AND (counts OR kind IN ('hill_sprints', 'possible_hill_sprints')) AND {IS_ONE})
JOIN (SELECT activity_id, name, start_at FROM core.activities WHERE athlete_id = $athlete) USING (activity_id)
LEFT JOIN reps USING (activity_id) ORDER BY start_at, activity_id
"""  # noqa: S608


def section(copy: Warehouse) -> str:
    """The section, from mart.sessions, mart.hill_sprint_reps and mart.hill_progress."""
    about: dict[str, object] = {"athlete": athlete(copy)}
    sessions, hills = copy.query(SESSIONS, about), copy.query(HILLS, about)
    if sessions.is_empty():
        return sectioned(
            NAME,
            HEADING,
            said(
                "After the first run with short sprints up a hill, each session stands here: its reps, how long they "
                "lasted, the recoveries between them, and how fast you were on the same hill before."
            ),
        )
    told = sessions.with_columns(tip=tip())
    weeks = copy.query(WEEKS_ALONE, about)["week_start"]
    reach = (weeks.max(), sessions["local_date"].min())
    return sectioned(
        NAME,
        HEADING,
        said(reading(sessions)),
        figure(lambda layout: draw(told, reach, layout), label(sessions), *keys(sessions)),
        caveat(
            f"Durations are right to about two seconds, so 8 to 10 s is judged as {DURATION_OK_S[0]:g} to "
            f"{DURATION_OK_S[1]:g} s; a recovery is long enough from {RECOVERY_OK_S:g} s on, most of it walking or "
            f"standing. Sessions with one or two reps are possible hill sprints and do not count. "
            f"{shown_said(len(weeks))}"
        ),
        numbers(
            "The numbers behind the chart",
            ("day", "activity", "reps", "mean, s", "of 8–10 s", "mean recovery, s", "long enough", "jogged", "counts"),
            table_rows(sessions),
        ),
        hill_reading(hills),
        hill_figure(hills, reach),
        hill_numbers(hills),
    )


def reading(sessions: pl.DataFrame) -> str:
    """The newest session, and how many of those shown count."""
    newest = sessions.row(-1, named=True)
    counted = sessions["counts"].sum()
    text = f"Newest session, {day_said(newest['local_date'])}: "
    if newest["reps"] is None:
        text += "no rep could be measured"
    else:
        text += f"{newest['reps']} rep{'' if newest['reps'] == 1 else 's'} of {newest['duration_s']:.1f} s on average"
        if newest["recovery_s"] is not None:
            text += f", recoveries of {newest['recovery_s']:.0f} s"
    text += "; it counts" if newest["counts"] else "; it does not count"
    return f"{text}. Sessions shown: {sessions.height}, of which {counted} count."


def label(sessions: pl.DataFrame) -> str:
    """What is seen, for those who do not see it."""
    first, last = (day_said(sessions["local_date"][end]) for end in (0, -1))
    return (
        f"{sessions.height} hill-sprint sessions from {first} to {last}, {sessions['counts'].sum()} of which count: "
        "reps, mean duration against 8 to 10 s, mean recovery against 90 to 120 s. The numbers are in the table below."
    )


def tip() -> pl.Expr:
    """What a session says under the pointer."""
    measured = pl.format(
        "reps: {}, {} s on average, {} of 8–10 s", "reps", pl.col("duration_s").round(1).cast(pl.String), "durations_ok"
    )
    rested = pl.format(
        "; recoveries: {} s on average, {} of {} long enough",
        pl.col("recovery_s").round(0).cast(pl.Int64),
        "recoveries_ok",
        "recoveries",
    )
    return pl.concat_str(
        pl.col("local_date").dt.strftime("%-d %b %Y"),
        pl.format(", {}: ", pl.col("name").fill_null(UNTITLED)),
        measured.fill_null("no rep was measured"),
        rested.fill_null(""),
        pl.when("counts").then(pl.lit("; counts.")).otherwise(pl.lit("; does not count.")),
    )


def table_rows(sessions: pl.DataFrame) -> list[tuple[object, ...]]:
    """The rows of the table, newest first."""
    kind = pl.col("kind").str.replace_all("_", " ")
    verdict = pl.when("counts").then(pl.lit("yes")).otherwise(pl.format("no: {}", kind))
    return (
        sessions.reverse()
        .select(
            "local_date",
            "name",
            "reps",
            pl.col("duration_s").round(1),
            pl.format("{} of {}", "durations_ok", "reps"),
            pl.col("recovery_s").round(0).cast(pl.Int64),
            pl.format("{} of {}", "recoveries_ok", "recoveries"),
            "jogged",
            verdict,
        )
        .rows()
    )


def keys(sessions: pl.DataFrame) -> list[str]:
    """What points and bands mean."""
    is_all_measured = sessions["recovery_s"].null_count() == 0
    return [
        key(f'<circle cx="9" cy="4.5" r="3" fill="{DONE}"/>', "counts"),
        key(f'<path d="M9 .5l4 4-4 4-4-4z" fill="none" stroke="{AGAINST}" stroke-width="1.3"/>', "does not count"),
        key(f'<rect y="1" width="18" height="7" fill="{THIRD}" fill-opacity="{BAND_OPACITY}"/>', "what the plan asks"),
        *([] if is_all_measured else [key(letter("?"), "not measured")]),
    ]


def draw(sessions: pl.DataFrame, reach: tuple[Any, Any], layout: Layout) -> Spec:
    """The picture: reps, mean durations and mean recoveries of the sessions, under each other."""
    over = span(*reach, layout)
    shown = within(sessions, over, "local_date")
    none = pl.DataFrame(schema={"week_start": pl.Date, "status": pl.String, "tip": pl.String})
    upper, middle, lower = (
        Weeks(none, over, layout, height, is_named=height is last)
        for height, last in ((REPS_HEIGHT, None), (DURATION_HEIGHT, None), (RECOVERY_HEIGHT, RECOVERY_HEIGHT))
    )
    # Within these at least, so that a single session stands beside what the plan asks.
    bounds = shown.select(
        most=pl.max_horizontal(pl.col("reps").max(), 5),
        shortest=pl.min_horizontal(pl.col("duration_s").min(), 6.0),
        longest=pl.max_horizontal(pl.col("duration_s").max(), 12.0),
        slowest=pl.max_horizontal(pl.col("recovery_s").max(), 150.0),
    ).row(0, named=True)
    reps = {"domain": [0, bounds["most"]], "nice": True}
    duration = {"domain": [bounds["shortest"], bounds["longest"]], "nice": True, "zero": False}
    recovery = {"domain": [0, bounds["slowest"]], "nice": True}
    return stacked(
        [
            upper.panel("Reps", *points(shown, "reps", upper, reps)),
            middle.panel(
                "Mean duration of a rep, s",
                band(middle, SPRINT_S, duration),
                *points(shown, "duration_s", middle, duration),
            ),
            lower.panel(
                "Mean recovery, s",
                band(lower, REST_S, recovery),
                *points(shown, "recovery_s", lower, recovery),
            ),
        ]
    )


def band(weeks: Weeks, asked: tuple[float, float], scale: dict[str, Any]) -> alt.Chart:
    """What the plan asks, over the whole width."""
    rows = pl.DataFrame(
        {"from_day": [weeks.days[0]], "to_day": [weeks.days[1]], "least": [asked[0]], "most": [asked[1]]}
    )
    chart: alt.Chart = (
        alt.Chart(rows)
        .mark_rect(fill=THIRD, fillOpacity=BAND_OPACITY)
        .encode(x=weeks.x("from_day"), x2=alt.X2("to_day:T"), y=amounts("least", 3, **scale), y2=alt.Y2("most:Q"))
    )
    return chart


def points(sessions: pl.DataFrame, column: str, weeks: Weeks, scale: dict[str, Any]) -> list[alt.Chart]:
    """A point for each session, and a question mark for what was not measured."""
    known = sessions.drop_nulls(column).select("local_date", "counts", "tip", pl.col(column).round(2))
    layers = [
        alt.Chart(known.filter(pl.col("counts") == counts).drop("counts"))
        .mark_point(opacity=1, aria=not weeks.layout.is_narrow, **look)
        .encode(x=weeks.x("local_date"), y=amounts(column, 3, **scale), description=alt.Description("tip:N"))
        for counts, look in COUNTED.items()
    ]
    unknown = (
        alt.Chart(sessions.filter(pl.col(column).is_null()).select("local_date", "tip"))
        .mark_text(
            text="?",
            color=INK,
            fontSize=weeks.layout.font_px,
            fontWeight="bold",
            baseline="bottom",
            aria=not weeks.layout.is_narrow,
        )
        .encode(x=weeks.x("local_date"), y=at_px(weeks.height - 1), description=alt.Description("tip:N"))
    )
    return [*layers, unknown]
