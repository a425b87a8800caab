"""Altair's charts as SVG in a page: drawn without network, coloured by the page's style sheet."""

import re
from typing import Any

import altair as alt
import vl_convert

from flows.pages.document import escaped

#: Vega-Lite's version that Altair writes and the converter knows.
VL_VERSION = ".".join(alt.SCHEMA_VERSION.removeprefix("v").split(".")[:2])
#: Colours in the SVG are names for the page's style sheet, which gives them a value by day and by night.
INK, FAINT = "#222222", "#dddddd"


def svg(chart: Any, label: str) -> str:
    """An Altair chart as SVG, as wide as its page; `label` says what is seen, for readers who see nothing."""
    configured = chart.configure(
        background="transparent",
        aria=False,
        font="sans-serif",
        axis=alt.AxisConfig(
            labelColor=INK, titleColor=INK, tickColor=INK, domainColor=INK, gridColor=FAINT, titleFontWeight="normal"
        ),
        view=alt.ViewConfig(stroke=FAINT),
    )
    # All rows: Altair's own limit is meant for notebooks.
    with alt.data_transformers.enable("default", max_rows=None):
        spec = configured.to_dict()
    return titled(vl_convert.vegalite_to_svg(spec, vl_version=VL_VERSION), label)


def titled(svg: str, label: str) -> str:
    """The SVG with a title that is read aloud, scaled to the width of its page."""
    safe = escaped(label)
    size = re.search(r'width="([\d.]+)" height="([\d.]+)"', svg)
    opening = f'<svg role="img" aria-label="{safe}"'
    svg = svg.replace("<svg", opening, 1)
    if size:
        svg = svg.replace(size.group(0), "", 1)
    return re.sub(r"(<svg[^>]*>)", lambda found: f"{found.group(1)}<title>{safe}</title>", svg, count=1)
