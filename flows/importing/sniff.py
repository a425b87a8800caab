"""What a file is, by its first bytes; by its name only where these say nothing."""

import re

from schemas.files import FORMATS

#: So many bytes tell. XML may begin with white space and comments.
HEAD_BYTES = 4096
GZIP, ZIP = b"\x1f\x8b", (b"PK\x03\x04", b"PK\x05\x06")
#: The first element of XML, with or without a prefix; what stands before any `<` is a byte order mark or white space.
ROOT = re.compile(rb"<(?:[\w.-]{1,40}:)?([A-Za-z]\w*)[\s>/]")
BEFORE_XML = b"\xef\xbb\xbf\xff\xfe \t\r\n"
OF_ROOT = {"gpx": "gpx", "TrainingCenterDatabase": "tcx"}
#: Formats of recordings; lists of activities are told by their name alone.
RECORDINGS = [name for name in FORMATS if name != "csv"]

#: FIT calls a recording type 4 in its first message, and the summary of one 20; others hold settings, courses, or the
#: day's steps: of the files in Garmin's full export these are nineteen out of twenty.
ACTIVITY, SUMMARY, UNSAID = 4, 20, 255
DEFINITION, HAS_OWN_FIELDS, FILE_ID = 0x40, 0x20, 0


def kind_of(head: bytes) -> str | None:
    """`fit`, `gpx`, `tcx`, `gzip` or `zip`; None for anything else."""
    if head.startswith(GZIP):
        return "gzip"
    if head.startswith(ZIP):
        return "zip"
    if head[8:12] == b".FIT":
        return "fit"
    # UTF-16 has a zero byte beside each letter.
    text = head[:HEAD_BYTES].replace(b"\0", b"").lstrip(BEFORE_XML)
    root = ROOT.search(text) if text.startswith(b"<") else None
    return OF_ROOT.get(root[1].decode()) if root else None


def kind_by_name(name: str) -> str | None:
    """What a file calls itself: `fit`, `gpx`, `tcx`, also packed (`run.FIT.GZ`); None for anything else."""
    ending = name.lower().removesuffix(".gz").rpartition(".")[2]
    return ending if ending in RECORDINGS else None


def is_other_fit(data: bytes) -> bool:
    """Whether a FIT file says that it is no recording."""
    said = fit_type(data)
    return said is not None and said not in (ACTIVITY, SUMMARY, UNSAID)


def fit_type(data: bytes) -> int | None:
    """What a FIT file says that it is, in its first message; None where it begins otherwise."""
    try:
        at = data[0]
        header, order = data[at], "big" if data[at + 2] == 1 else "little"
        is_file_id = header & DEFINITION and int.from_bytes(data[at + 3 : at + 5], order) == FILE_ID  # type: ignore[arg-type]
        if not is_file_id:
            return None
        fields = [(data[place], data[place + 1]) for place in range(at + 6, at + 6 + 3 * data[at + 5], 3)]
        values = at + 6 + 3 * len(fields)
        if header & HAS_OWN_FIELDS:
            values += 1 + 3 * data[values]
        numbers = [number for number, _ in fields]
        before = sum(size for _, size in fields[: numbers.index(0)])
        return data[values + 1 + before]
    except (IndexError, ValueError):
        return None
