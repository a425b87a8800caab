"""Parts of a page that need not be drawn again: beside each stands what it was drawn from."""

import hashlib
import re
from collections.abc import Callable, Collection, Iterable
from importlib.metadata import version
from pathlib import Path

#: What draws charts, and draws them otherwise in another version.
DRAWING = ("altair", "vl-convert-python")


def kept(
    previous: str,
    name: str,
    made_from: Callable[[Collection[str]], str],
    draw: Callable[[], tuple[str, Collection[str]]],
) -> str:
    """A part of a page with marks around it: taken from the `previous` page if it would be drawn from the same now.

    `name` tells it from other parts. `draw` makes it and names what it was drawn from; of these, `made_from` tells
    the state in a word, or nothing where that is not known: then the part is drawn each time.
    """
    found = re.search(f"<!--{name} (\\S*) (\\w+)-->.*?<!--end of {name}-->", previous, re.DOTALL)
    if found and made_from(found[1].split(",")) == found[2]:
        return found[0]
    part, sources = draw()
    return f"<!--{name} {','.join(sorted(sources))} {made_from(sources)}-->{part}<!--end of {name}-->"


def drawn_by(folders: Iterable[Path]) -> str:
    """A hash of the code in these folders and of the libraries that draw: another version may draw otherwise."""
    code = hashlib.sha256(repr([version(name) for name in DRAWING]).encode())
    for folder in folders:
        for file in sorted(folder.glob("*.py")):
            code.update(file.read_bytes())
    return code.hexdigest()
