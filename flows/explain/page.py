"""The page that `fivefold explain` writes: verdicts, conditions and the picture, in one HTML file without scripts."""

import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

import polars as pl

from flows.errors import WarehouseUnavailable
from flows.explain.gather import Explained
from flows.explain.picture import BANDS, escaped, picture
from transforms.effort_borders import ENTER_EFFORT
from transforms.effort_series import thinned

#: Points of the lines away from efforts: enough for a line a thousand pixels wide.
MOST_POINTS = 1500
#: A close-up is worth its place where the efforts take up less of the recording than this.
CLOSE_UP_SHARE = 0.6
CLOSE_UP_MARGIN_S = 60.0

STYLE = """
:root { color-scheme: light dark; --ink: #1d1d1f; --paper: #fff; --faint: #d9d9d9; --speed: #0072b2; --effort: #c04e00;
  --ground: #8c8c8c; --sprint: #e69f00; --sprint-edge: #8a5a00; --recovery: #56b4e9; --other: #777; }
@media (prefers-color-scheme: dark) { :root { --ink: #ececec; --paper: #17181a; --faint: #3b3d40; --speed: #6cc0f5;
  --effort: #ff9a57; --ground: #9a9a9a; --sprint: #e69f00; --sprint-edge: #ffc95c; --recovery: #56b4e9;
  --other: #aaa; } }
body { font: 16px/1.45 system-ui, sans-serif; color: var(--ink); background: var(--paper); max-width: 70rem;
  margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.4rem; overflow-wrap: anywhere; } h2 { font-size: 1.1rem; margin-top: 2rem; }
.scroll { overflow-x: auto; } table { border-collapse: collapse; font-size: .9rem; }
th, td { text-align: left; padding: .25rem .75rem .25rem 0; vertical-align: top;
  border-bottom: 1px solid var(--faint); }
svg { width: 100%; height: auto; } figure { margin: 1rem 0; }
figcaption span { display: inline-block; margin-right: 1.2rem; white-space: nowrap; }
.key { width: 1.6em; height: .8em; vertical-align: -.05em; margin-right: .3em; }
svg [fill="#222222"] { fill: var(--ink); } svg [stroke="#222222"] { stroke: var(--ink); }
svg [stroke="#dddddd"] { stroke: var(--faint); }
svg [stroke="#0072b2"] { stroke: var(--speed); } svg [fill="#0072b2"] { fill: var(--speed); }
svg [stroke="#d55e00"] { stroke: var(--effort); } svg [fill="#d55e00"] { fill: var(--effort); }
svg [fill="#8c8c8c"] { fill: var(--ground); } svg [stroke="#8c8c8c"] { stroke: var(--ground); }
svg [fill="#e69f00"] { fill: var(--sprint); } svg [stroke="#8a5a00"] { stroke: var(--sprint-edge); }
svg [fill="#56b4e9"] { fill: var(--recovery); } svg [stroke="#56b4e9"] { stroke: var(--recovery); }
svg [stroke="#777777"] { stroke: var(--other); }
@media print { :root { --ink: #000; --paper: #fff; --faint: #bbb; } body { max-width: none; margin: 0; } }
"""
LINES = (
    '<svg class="key" viewBox="0 0 16 8"><path d="M0 4h16" stroke="#0072b2" stroke-width="2"/></svg>speed',
    '<svg class="key" viewBox="0 0 16 8"><path d="M0 4h16" stroke="#d55e00" stroke-width="2" stroke-dasharray="4 2"/>'
    "</svg>effort: speed on the flat of the same cost",
)


def page(about: Explained) -> str:
    """The whole page."""
    one = about.activity
    title = escaped(one["name"])
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
    return document(f"Why: {title}", parts)


def document(title: str, parts: Iterable[str]) -> str:
    """An HTML document of its own; `title` and `parts` are HTML already."""
    policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title><style>{STYLE}</style></head>\n<body>\n" + "\n".join(parts) + "\n</body></html>\n"
    )


def table(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table of plain texts."""
    head = "".join(f"<th>{escaped(one)}</th>" for one in headings)
    body = "".join("<tr>" + "".join(f"<td>{escaped(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f'<div class="scroll"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'


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
    caption = legend(spans)
    label = (
        f"Speed{', effort' if series['effort_mps'].is_not_null().any() else ''} and altitude over time;"
        f" {about.reps.height} hill sprints"
    )
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


def legend(spans: pl.DataFrame) -> str:
    """What lines and shades mean."""
    swatches = [
        f'<svg class="key" viewBox="0 0 16 8"><rect width="16" height="8" fill="{band.fill}" fill-opacity='
        f'"{band.opacity}" stroke="{band.stroke}"'
        + (f' stroke-dasharray="{band.dash[0]} {band.dash[1]}"' if band.dash else "")
        + f"/></svg>{escaped(kind)}"
        for kind, band in BANDS.items()
        if (spans["kind"] == kind).any()
    ]
    return "".join(f"<span>{one}</span>" for one in (*LINES, *swatches))


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
    who = "decided by your label" if row["decided_by"] == "label" else f"rules {row['rule_version']}"
    return f"{'counts' if row['counts'] else 'does not count'}: {str(row['kind']).replace('_', ' ')}{dose} ({who})"


def no_picture(about: Explained) -> str:
    """Why there is no picture, in one sentence."""
    if about.activity["has_streams"]:
        return "There is no picture: its samples have no distance."
    return "There is no picture: no samples of it are in the warehouse."


def write(path: Path, text: str) -> None:
    """Write a page that its owner alone can read. Raises `WarehouseUnavailable` (exit 15) where that cannot be."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with suppress(FileNotFoundError):
            path.unlink()
        # A new file: whatever stood there, a link included, is gone.
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        raise WarehouseUnavailable(
            f"{path} cannot be written ({error.strerror}). Check the folder's permissions and free space."
        ) from error
