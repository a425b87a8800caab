"""What the charts of the page share: sections, figures for a wide and for a narrow screen, their numbers as tables."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
from altair.utils.schemapi import debug_mode

from flows.pages.chart import INK, Spec, specification, svg
from flows.pages.document import escaped, table

#: Names of the page's style sheet: blue, vermilion and green of Okabe and Ito's, which the colour-blind tell apart.
#: Nothing is told by colour alone: shapes, outlines, dashes and words say the same.
DONE, AGAINST, THIRD = "var(--speed)", "var(--effort)", "var(--green)"
MUTED, PAPER = "var(--muted)", "var(--paper)"
#: How see-through what is not emphasised is; its outline has the full colour.
PALE = 0.35


@dataclass(frozen=True)
class Layout:
    """A width to draw for, px, letters and all; it is scaled to the screen."""

    name: str
    width: int
    font_px: int
    is_narrow: bool

    @property
    def plot(self) -> int:
        """Width of a panel beside its axis."""
        return self.width - AXIS_PX - RIGHT_PX


AXIS_PX, RIGHT_PX, TITLE_PX, LEADING_PX = 36, 12, 10, 4
WIDE = Layout("wide", 760, 12, is_narrow=False)
NARROW = Layout("narrow", 340, 11, is_narrow=True)
LAYOUTS = (WIDE, NARROW)


def sectioned(name: str, heading: str, *parts: str) -> str:
    """A section of the page, known by its heading; `parts` are HTML already."""
    return (
        f'<section id="{name}" aria-labelledby="{name}-heading">\n<h2 id="{name}-heading">{escaped(heading)}</h2>\n'
        + "\n".join(part for part in parts if part)
        + "\n</section>"
    )


def said(text: str) -> str:
    """A paragraph of plain text."""
    return f"<p>{escaped(text)}</p>"


def caveat(text: str) -> str:
    """What a reader has to keep in mind."""
    return f'<p class="caveat">{escaped(text)}</p>'


def figure(draw: Callable[[Layout], Spec], label: str, *keys: str) -> str:
    """A chart, drawn for a wide and for a narrow screen, with what its signs mean; `label` tells its gist."""
    # Altair checks each part of a chart against its schema, which takes longer than to draw it. Tests do.
    with debug_mode(False):
        drawn = "".join(
            f'<div class="{layout.name}">{svg(draw(layout), label, layout.font_px)}</div>' for layout in LAYOUTS
        )
    caption = f"<figcaption>{''.join(keys)}</figcaption>" if keys else ""
    return f'<figure class="chart">{drawn}{caption}</figure>'


def key(mark: str, meaning: str) -> str:
    """What a sign of a chart means; `mark` is SVG within 18 × 9."""
    return f'<span><svg class="key" viewBox="0 0 18 9" aria-hidden="true">{mark}</svg>{escaped(meaning)}</span>'


def box(color: str, opacity: float = 1.0, dash: str = "") -> str:
    """The sign of a bar, for `key`."""
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<rect x="1" y="1" width="16" height="7" fill="{color}" fill-opacity="{opacity:g}" stroke="{color}"{dashes}/>'
    )


def letter(text: str) -> str:
    """The sign of a letter, for `key`."""
    return f'<text x="9" y="8.5" text-anchor="middle" font-size="10" fill="{INK}">{escaped(text)}</text>'


def dashed(color: str) -> str:
    """The sign of a dashed line, for `key`."""
    return f'<path d="M0 4.5h18" stroke="{color}" stroke-dasharray="4 2"/>'


def numbers(what: str, headings: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """The numbers of a chart as a table, closed until somebody wants them."""
    return f"<details><summary>{escaped(what)}</summary>{table(headings, rows)}</details>"


def panel(layers: Sequence[alt.Chart], layout: Layout, width: int, height: int, *title: str) -> Spec:
    """Layers over each other under a title of one or more lines, the first of them bold.

    Composed as Vega-Lite has it: Altair copies every part of a chart each time that it is put into another. The title
    is text in the picture, for Vega moves its own titles out of the way of whatever stands on an axis.
    """
    lines = [title_line(text, number, len(title), layout) for number, text in enumerate(title)]
    return {
        "layer": [*(specification(one) for one in layers), *lines],
        "width": width,
        "height": height,
        "view": {"stroke": None},
    }


def title_line(text: str, number: int, lines: int, layout: Layout) -> Spec:
    """One of the lines over a panel, counted from 0, flush with what stands left of the axis."""
    is_first = number == 0
    look = {"fontSize": layout.font_px + is_first, "fontWeight": "bold" if is_first else "normal", "color": INK}
    height_px = (layout.font_px + LEADING_PX) * (lines - 1 - number)
    return {
        "data": {"values": [{}]},
        "mark": {"type": "text", "text": text, "align": "left", "baseline": "bottom", **look},
        "encoding": {"x": {"value": -AXIS_PX}, "y": {"value": -TITLE_PX - height_px}},
    }


def stacked(panels: Sequence[Spec], spacing: int = 10) -> Spec:
    """Panels under each other."""
    return {"vconcat": list(panels), "spacing": spacing}


def beside(draw: Callable[[Any, int], Spec], subjects: Sequence[Any], layout: Layout, lines: int) -> Spec:
    """A small panel for each subject, `draw(subject, width)`, in rows; each with so many lines of text over it.

    Flush: panels stand in line, however wide and high what is written around them.
    """
    columns = min(len(subjects), 2 if layout.is_narrow else 4)
    width = layout.width // columns - AXIS_PX - RIGHT_PX
    months = 3
    under_and_over_px = TITLE_PX + (months + lines) * (layout.font_px + LEADING_PX)
    return {
        "concat": [draw(subject, width) for subject in subjects],
        "columns": columns,
        "bounds": "flush",
        "spacing": {"row": under_and_over_px, "column": AXIS_PX + RIGHT_PX},
    }


def at_px(height: float) -> alt.YValue:
    """So far below the upper edge of a panel, whatever its scale."""
    return alt.YValue(height)  # type: ignore[no-untyped-call]


def to_px(height: float) -> alt.Y2Value:
    """The other end of a mark that begins with `at_px`."""
    return alt.Y2Value(height)  # type: ignore[no-untyped-call]


def amounts(column: str, ticks: int = 4, **scale: Any) -> alt.Y:
    """The axis of a quantity, which is named in the panel's title; its room is the same in every panel."""
    return alt.Y(
        f"{column}:Q",
        title=None,
        scale=alt.Scale(**scale),
        axis=alt.Axis(domain=False, ticks=False, labelPadding=6, tickCount=ticks, minExtent=AXIS_PX, maxExtent=AXIS_PX),
    )
