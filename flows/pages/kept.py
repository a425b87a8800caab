"""Parts of a page that need not be drawn again: beside each stands what it was drawn from."""

import hashlib
from collections.abc import Callable, Iterable
from importlib.metadata import version
from pathlib import Path

#: What draws charts, and draws them otherwise in another version.
DRAWING = ("altair", "vl-convert-python")


def kept(previous: str, name: str, made_from: str, draw: Callable[[], str]) -> str:
    """A part of a page with marks around it: taken from the `previous` page if it was made from the same there.

    `name` tells it from other parts; `made_from` is a hash of everything that it shows, empty where that is unknown.
    """
    opening, closing = f"<!--{name} {made_from}-->", f"<!--end of {name}-->"
    _, is_there, rest = previous.partition(opening) if made_from else ("", "", "")
    part, is_whole, _ = rest.partition(closing)
    return f"{opening}{part if is_there and is_whole else draw()}{closing}"


def drawn_by(folders: Iterable[Path]) -> str:
    """A hash of the code in these folders and of the libraries that draw: another version may draw otherwise."""
    code = hashlib.sha256(repr([version(name) for name in DRAWING]).encode())
    for folder in folders:
        for file in sorted(folder.glob("*.py")):
            code.update(file.read_bytes())
    return code.hexdigest()
