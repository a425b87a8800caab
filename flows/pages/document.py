"""A page of its own: one HTML file that needs no network, by day, by night and in print."""

import base64
import hashlib
import html
from collections.abc import Iterable, Sequence
from pathlib import Path

from flows.errors import WarehouseUnavailable
from warehouse.durable import write_private

#: What stands where an activity has no title.
UNTITLED = "Untitled"
STYLE = """
:root { color-scheme: light dark; --ink: #1d1d1f; --paper: #fff; --faint: #d9d9d9; --speed: #0072b2; --effort: #c04e00;
  --muted: #5b5e64; --card: #f6f6f4; --green: #00795a; --purple: #a3467d;
  --ground: #8c8c8c; --sprint: #e69f00; --sprint-edge: #8a5a00; --recovery: #56b4e9; --other: #777; }
@media (prefers-color-scheme: dark) { :root { --ink: #ececec; --paper: #17181a; --faint: #3b3d40; --speed: #6cc0f5;
  --effort: #ff9a57; --muted: #a9adb4; --card: #202225; --green: #3ccb9f; --purple: #e59cc4;
  --ground: #9a9a9a; --sprint: #e69f00; --sprint-edge: #ffc95c; --recovery: #56b4e9; --other: #aaa; } }
body { font: 16px/1.45 system-ui, sans-serif; color: var(--ink); background: var(--paper); max-width: 70rem;
  margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.4rem; overflow-wrap: anywhere; } h2 { font-size: 1.1rem; margin-top: 2rem; }
.scroll { overflow-x: auto; } table { border-collapse: collapse; font-size: .9rem; font-variant-numeric: tabular-nums; }
caption { text-align: left; color: var(--muted); padding-bottom: .25rem; }
th, td { text-align: left; padding: .25rem .75rem .25rem 0; vertical-align: top;
  border-bottom: 1px solid var(--faint); }
svg { width: 100%; height: auto; } figure { margin: 1rem 0; }
.muted, .caveat, figcaption { color: var(--muted); } .caveat { font-size: .9rem; max-width: 65ch; }
summary { cursor: pointer; } :focus-visible { outline: 3px solid var(--speed); outline-offset: 2px; }
.aloud { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
figcaption span { display: inline-block; margin-right: 1.2rem; white-space: nowrap; }
.key { width: 1.6em; height: .8em; vertical-align: -.05em; margin-right: .3em; }
svg [stroke="#0072b2"] { stroke: var(--speed); } svg [fill="#0072b2"] { fill: var(--speed); }
svg [stroke="#d55e00"] { stroke: var(--effort); } svg [fill="#d55e00"] { fill: var(--effort); }
svg [fill="#8c8c8c"] { fill: var(--ground); } svg [stroke="#8c8c8c"] { stroke: var(--ground); }
svg [fill="#e69f00"] { fill: var(--sprint); } svg [stroke="#8a5a00"] { stroke: var(--sprint-edge); }
svg [fill="#56b4e9"] { fill: var(--recovery); } svg [stroke="#56b4e9"] { stroke: var(--recovery); }
svg [stroke="#777777"] { stroke: var(--other); }
svg [fill="#009e73"] { fill: var(--green); } svg [stroke="#009e73"] { stroke: var(--green); }
svg [fill="#cc79a7"] { fill: var(--purple); } svg [stroke="#cc79a7"] { stroke: var(--purple); }
svg [stroke="#e69f00"] { stroke: var(--sprint); } svg [stroke="#56b4e9"] { stroke: var(--recovery); }
@media print { :root { --ink: #000; --paper: #fff; --faint: #bbb; --muted: #333; --card: #fff; }
  body { max-width: none; margin: 0; }
  h2, h3 { break-after: avoid; } figure { break-inside: avoid; } }
"""


def document(title: str, parts: Iterable[str], style: str = "", script: str = "") -> str:
    """An HTML document of its own; `title` and `parts` are HTML already.

    `style` adds to the style sheet. `script` is the only one that may run; a page is to be whole without it.
    """
    scripts = f" script-src '{integrity(script)}';" if script else ""
    policy = f"default-src 'none'; style-src 'unsafe-inline';{scripts} img-src data:; base-uri 'none'"
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<link rel="icon" href="data:,"><title>{title}</title>'
        f"<style>{STYLE}{style}</style></head>\n<body>\n"
        + "\n".join(parts)
        + (f"\n<script>{script}</script>" if script else "")
        + "\n</body></html>\n"
    )


def integrity(script: str) -> str:
    """How a policy names the one script that it lets run."""
    return "sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def table(headings: Sequence[str], rows: Iterable[Sequence[object]], caption: str = "") -> str:
    """A table of plain texts, of which `caption` says what they are; a cell of None is empty."""
    head = "".join(f'<th scope="col">{escaped(one)}</th>' for one in headings)
    body = "".join(
        "<tr>" + "".join(f"<td>{escaped('' if cell is None else cell)}</td>" for cell in row) + "</tr>" for row in rows
    )
    named = f"<caption>{escaped(caption)}</caption>" if caption else ""
    return f'<div class="scroll"><table>{named}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'


def titled(name: str | None) -> str:
    """An activity's title, for people; FIT and TCX files carry none."""
    return name or UNTITLED


def escaped(text: object) -> str:
    """Text that is only text in HTML and SVG: no tag, no quote, no control character."""
    return html.escape("".join(letter if letter.isprintable() else " " for letter in str(text)), quote=True)


def write(path: Path, text: str) -> None:
    """Put a page that its owner alone can read in place of the file, or link, before.

    Raises `WarehouseUnavailable` (exit 15) where that cannot be; what was there stays.
    """
    try:
        write_private(path, text.encode())
    except OSError as error:
        raise WarehouseUnavailable(
            f"{path} cannot be written ({error.strerror}). Check the folder's permissions and free space."
        ) from error
