"""Altair's charts as SVG in a page: drawn without network, coloured by the page's style sheet."""

import re
from typing import Any
from xml.etree import ElementTree

import altair as alt
import vl_convert

#: Vega-Lite's version that Altair writes and the converter knows.
VL_VERSION = ".".join(alt.SCHEMA_VERSION.removeprefix("v").split(".")[:2])
#: Colours are names of the page's style sheet, which gives them a value by day, by night and in print.
INK, FAINT = "var(--ink)", "var(--faint)"
NAMESPACE = "http://www.w3.org/2000/svg"
#: What Vega says of every element and no reader is told: the picture has one label, its marks have titles.
UNTOLD = ("role", "aria-roledescription", "aria-hidden", "class", "font-family")
#: A tenth of a pixel is finer than any screen.
LONG_NUMBER = re.compile(r"-?\d+\.\d{2,}(?:e-\d+)?")
#: What marks inherit from their group.
SHARED = ("fill", "stroke", "stroke-width", "stroke-dasharray", "font-size", "font-weight", "text-anchor")
MEASURES = ("d", "transform", "x", "x2", "y", "y2", "width", "height")

ElementTree.register_namespace("", NAMESPACE)


Spec = dict[str, Any]


def svg(chart: Any, label: str, font_px: int = 10) -> str:
    """A chart, or what Vega-Lite calls its specification, as SVG that is as wide as its page.

    `label` says what is seen, for readers who see nothing. Marks that are `aria` and have a `description` show it as a
    tip, by the browser's own means. Letters of axes and titles are `font_px` large where nothing scales the picture.
    """
    spec = (chart if isinstance(chart, dict) else specification(chart)) | {"config": configuration(font_px)}
    return told(vl_convert.vegalite_to_svg(spec, vl_version=VL_VERSION), label)


def specification(chart: Any) -> Spec:
    """What Vega-Lite draws an Altair chart from, with all rows: Altair's own limit is meant for notebooks."""
    with alt.data_transformers.enable("default", max_rows=None, consolidate_datasets=False):
        spec: Spec = chart.to_dict(validate=False)
    return {name: value for name, value in spec.items() if name not in ("$schema", "config")}


def configuration(font_px: int) -> Spec:
    """Looks that all charts share."""
    return {
        "background": "transparent",
        "aria": False,
        "axis": {
            "labelColor": INK, "titleColor": INK, "tickColor": INK, "domainColor": INK, "gridColor": FAINT,
            "labelFontSize": font_px, "titleFontSize": font_px + 1, "titleFontWeight": "normal",
        },
        "view": {"stroke": FAINT},
    }  # fmt: skip


def told(drawn: str, label: str) -> str:
    """Vega's SVG with a label that is read aloud, tips on its marks, the page's own font, and nothing superfluous."""
    root = ElementTree.fromstring(plain(drawn))  # noqa: S314 (drawn here: no entities, no document of a stranger's)
    for name in ("width", "height"):
        root.attrib.pop(name, None)
    for element in root.iter():
        told_mark(element)
    drop_empty(root)
    for group in list(root.iter(f"{{{NAMESPACE}}}g")):
        hoist(group)
    root.set("role", "img")
    root.set("aria-label", plain(label))
    root.insert(0, titled(label))
    return ElementTree.tostring(root, encoding="unicode")


def told_mark(element: ElementTree.Element) -> None:
    """Turn what Vega would have read aloud into a tip, and shorten the rest."""
    description = element.attrib.pop("aria-label", None)
    if description and element.tag != f"{{{NAMESPACE}}}g":
        element.insert(0, titled(description))
        element.attrib.pop("pointer-events", None)
    for name in UNTOLD:
        element.attrib.pop(name, None)
    if element.get("opacity") == "1":
        del element.attrib["opacity"]
    for name in MEASURES:
        if name in element.attrib:
            element.set(name, LONG_NUMBER.sub(shorter, element.attrib[name]))


def shorter(number: re.Match[str]) -> str:
    """A number to a tenth."""
    return f"{round(float(number[0]), 1):g}"


def drop_empty(element: ElementTree.Element) -> None:
    """Take out what draws nothing: paths without length and groups without content."""
    for child in list(element):
        drop_empty(child)
        kind = child.tag.removeprefix(f"{{{NAMESPACE}}}")
        is_flat = kind == "path" and child.get("d", "") in ("", "M0,0h0v0h0Z")
        if is_flat or (kind == "g" and not len(child)):
            element.remove(child)


def hoist(group: ElementTree.Element) -> None:
    """Say once of a group what each of its marks says."""
    if any(child.tag == group.tag for child in group):
        return
    for name in SHARED:
        values = {child.get(name) for child in group}
        if len(values) == 1 and None not in values and name not in group.attrib:
            group.set(name, str(values.pop()))
            for child in group:
                del child.attrib[name]


def titled(text: str) -> ElementTree.Element:
    """A title: the tip of what it stands in."""
    title = ElementTree.Element(f"{{{NAMESPACE}}}title")
    title.text = plain(text)
    return title


def plain(text: str) -> str:
    """Text without what XML cannot hold, or what would turn the direction of a line."""
    return text if text.isprintable() else "".join(letter if letter.isprintable() else " " for letter in text)
