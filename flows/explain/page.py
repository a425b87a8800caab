"""The page that `fivefold explain` writes: verdicts, conditions and the picture, in one HTML file without scripts."""

from collections.abc import Mapping

import polars as pl

from flows.explain.gather import Explained
from flows.explain.picture import BANDS, Band, picture
from flows.pages.document import document, escaped, table, titled
from transforms.effort_borders import ENTER_EFFORT
from transforms.effort_series import thinned

#: Points of the lines away from efforts: enough for a line a thousand pixels wide.
MOST_POINTS = 1500
#: A close-up is worth its place where the efforts take up less of the recording than this.
CLOSE_UP_SHARE = 0.6
CLOSE_UP_MARGIN_S = 60.0

LINES = (
    '<svg class="key" viewBox="0 0 16 8"><path d="M0 4h16" stroke="#0072b2" stroke-width="2"/></svg>speed',
    '<svg class="key" viewBox="0 0 16 8"><path d="M0 4h16" stroke="#d55e00" stroke-width="2" stroke-dasharray="4 2"/>'
    "</svg>effort: speed on the flat of the same cost",
)


def page(about: Explained) -> str:
    """The whole page."""
    one = about.activity
    title = escaped(titled(one["name"]))
    figures = pictures(about)
    verdict_rows = [
        (
            row["intervention"].replace("_", " "),
            verdict_said(row),
            row["reason"] or "",
            row["would_change"] or "",
        )
        for row in about.verdicts.to_dicts()
    ]
    conditions = about.criteria.filter(pl.col("subject") == "session")
    details = about.criteria.filter(pl.col("subject") != "session")
    parts = [
        f"<h1>{title}</h1>",
        f"<p>{escaped(facts(one))}</p>",
        table(("intervention", "verdict", "why", "what would have changed it"), verdict_rows),
        figures or f"<p>{escaped(no_picture(about))}</p>",
        "<h2>Conditions</h2>",
        conditions_table(conditions, "intervention"),
    ]
    if not details.is_empty():
        parts += ["<h2>Efforts</h2>", conditions_table(details, "subject")]
    sprints = about.efforts.drop_nulls("prescribed")
    if not sprints.is_empty():
        rows = sprints.select("subject", "prescribed").rows()
        parts += ["<h2>Sprints against the prescription</h2>", table(("sprint", "how it was"), rows)]
    return document(f"Why: {title}", parts)


def conditions_table(criteria: pl.DataFrame, first: str) -> str:
    """Conditions with what was found and what is needed; the first column is named once for all of its rows."""
    named = pl.when(pl.col(first) != pl.col(first).shift().fill_null("")).then(pl.col(first)).otherwise(pl.lit(""))
    rows = criteria.select(
        named.str.replace("_", " "),
        "criterion",
        "found",
        "needed",
        pl.when("is_met").then(pl.lit("✓")).otherwise(pl.lit("✗ no")),
    )
    return table(("", "condition", "found", "needed", "met"), rows.rows())


def pictures(about: Explained) -> str:
    """The whole recording, and its efforts close up where they are a small part; empty where nothing was recorded."""
    series = about.series
    if series.is_empty():
        return ""
    spans = shaded_spans(about)
    has_effort = series["effort_mps"].is_not_null().any()
    caption = legend(spans, BANDS, has_effort)
    label = f"Speed{', effort' if has_effort else ''} and altitude over time; {about.reps.height} hill sprints"
    whole = picture(thinned(series, efforts_of(about), MOST_POINTS), spans, ENTER_EFFORT, f"{label}.", BANDS)
    drawn = [f"<figure>{whole}<figcaption>{caption}</figcaption></figure>"]
    close = close_up(series, spans)
    if close is not None:
        svg = picture(thinned(close, efforts_of(about), MOST_POINTS), spans, ENTER_EFFORT, f"{label}, close up.", BANDS)
        drawn.append(f"<h2>Close up</h2><figure>{svg}<figcaption>{caption}</figcaption></figure>")
    return "\n".join(drawn)


def efforts_of(about: Explained) -> pl.DataFrame:
    """`start_time_s, duration_s` of every effort: what no thinning touches."""
    return about.efforts.select("start_time_s", "duration_s")


def shaded_spans(about: Explained) -> pl.DataFrame:
    """`start_time_s, end_time_s, kind, number` of sprints, their recoveries, and efforts that are none."""
    end = pl.col("start_time_s") + pl.col("duration_s")
    nobody = pl.lit(None, dtype=pl.Int64)
    order = ["start_time_s", "end_time_s", "kind", "number"]
    sprints = about.reps.select("start_time_s", end_time_s=end, kind=pl.lit("hill sprint"), number="rep_number")
    rests = about.reps.filter(pl.col("recovery_s").is_not_null()).select(
        start_time_s=end, end_time_s=end + pl.col("recovery_s"), kind=pl.lit("recovery"), number=nobody
    )
    others = about.efforts.filter(pl.col("kind") != "hill sprint").select(
        "start_time_s", end_time_s=end, kind=pl.lit("other effort"), number=nobody
    )
    return pl.concat([one.select(order) for one in (rests, others, sprints)])


def close_up(series: pl.DataFrame, spans: pl.DataFrame) -> pl.DataFrame | None:
    """The part of the series with sprints, or else efforts, in it; None if that is most of it."""
    sprints = spans.filter(pl.col("kind") == "hill sprint")
    looked_at = spans if sprints.is_empty() else sprints
    if looked_at.is_empty():
        return None
    near = pl.col("time_s").is_between(
        looked_at["start_time_s"].min() - CLOSE_UP_MARGIN_S,  # type: ignore[operator]
        looked_at["end_time_s"].max() + CLOSE_UP_MARGIN_S,  # type: ignore[operator]
    )
    part = series.filter(near)
    return part if part.height < CLOSE_UP_SHARE * series.height else None


def legend(spans: pl.DataFrame, bands: Mapping[str, Band] = BANDS, has_effort: bool = True) -> str:
    """What lines and shades mean."""
    lines = LINES if has_effort else LINES[:1]
    swatches = [
        f'<svg class="key" viewBox="0 0 16 8"><rect width="16" height="8" fill="{band.fill}" fill-opacity='
        f'"{band.opacity}" stroke="{band.stroke}"'
        + (f' stroke-dasharray="{band.dash[0]} {band.dash[1]}"' if band.dash else "")
        + f"/></svg>{escaped(kind)}"
        for kind, band in bands.items()
        if (spans["kind"] == kind).any()
    ]
    return "".join(f"<span>{one}</span>" for one in (*lines, *swatches))


def facts(one: dict[str, object]) -> str:
    """Sport, day, length and id of an activity, in a line."""
    distance = one["distance_m"]
    parts = [
        str(one["sport_type"]),
        f"{one['local_start_at']:%Y-%m-%d %H:%M}",
        f"{int(str(one['elapsed_time_s'])) / 60:.0f} min",
        *([f"{float(str(distance)) / 1000:.1f} km"] if distance is not None else []),
        f"activity {one['activity_id']}",
    ]
    return " · ".join(parts)


def verdict_said(row: dict[str, object]) -> str:
    """`counts: hill sprints, 9 reps, by your label`, of one row of `Explained.verdicts`."""
    if row["kind"] is None:
        return "no session"
    dose = "" if row["dose"] is None else f", {row['dose']:.3g} {row['dose_unit']}"
    who = f"rules {row['rule_version']}" if row["decided_by"] == "rule" else f"decided by your {row['decided_by']}"
    return f"{'counts' if row['counts'] else 'does not count'}: {str(row['kind']).replace('_', ' ')}{dose} ({who})"


def no_picture(about: Explained) -> str:
    """Why there is no picture, in one sentence."""
    if about.activity["has_streams"]:
        return "There is no picture: its samples have no distance."
    return "There is no picture: no samples of it are in the warehouse."
