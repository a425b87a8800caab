"""What an imported file is and how it begins, as text that can be shown anywhere."""

import zlib
from typing import Any

#: So much of a file is looked at, and so much of that is shown: a line of a list, or the header of a FIT file and more.
LOOK_BYTES, SHOWN_CHARACTERS, SHOWN_BYTES = 4096, 300, 48
IN_WORDS = {"fit": "A FIT file", "tcx": "A TCX file", "gpx": "A GPX file", "csv": "An export's list of activities"}
SOURCES = {"strava_export": "of a bulk export", "file": "on its own"}


def described_file(file: dict[str, Any]) -> str:
    """A row of raw.files in a few words: what it is, from where, how large, and how it begins."""
    what = f"{IN_WORDS[file['format']]} {SOURCES[file['source']]}, {file['file_name']}"
    return (
        f"{what}: {file['size_bytes']:,} bytes, imported {file['imported_at']:%Y-%m-%d %H:%M} UTC. "
        f"{beginning(file['format'], file['body'])}"
    )


def beginning(file_format: str, body: bytes) -> str:
    """How a packed file begins: a text with its first line, another with its first bytes, in escapes."""
    try:
        head = zlib.decompressobj(wbits=31).decompress(body, LOOK_BYTES)
    except zlib.error:
        return "It is damaged."
    if not head:
        return "It is empty."
    if file_format == "fit":
        return f"It begins: {str(head[:SHOWN_BYTES])[2:-1]}"
    lines = [line for line in head.decode("utf-8-sig", errors="backslashreplace").splitlines() if line.strip()]
    return f"It begins: {lines[0][:SHOWN_CHARACTERS]}" if lines else "It begins with nothing but white space."
