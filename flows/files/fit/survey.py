"""The layout of a FIT file: how much is in it, how far it is whole, and what of it is not a sample.

A FIT file is a header, messages and a checksum; several may follow one another in one file. Before its messages of a
kind come, a definition tells how many bytes each takes. So messages are told apart and counted without a look at what
they say, and a decoder that keeps everything in memory is asked only for what fits.
"""

from dataclasses import dataclass, field

from flows.files.decoded import UnreadableFile

#: Some 40 hours of a watch that writes down all that it measures, every second: it takes 0.36 MB an hour.
LARGEST_BYTES = 16_000_000
#: Messages and fields. A message or a field takes some 100 bytes when decoded, whatever it takes in the file, and
#: nothing at all in a file that was made to burst memory. The recording above has 4 million.
MOST_PARTS = 5_000_000
#: Records times the fields that any of them has, which is what their columns take. The recording above has 8 million.
MOST_CELLS = 20_000_000
#: Messages beside the records, and their fields, which take twice as much when decoded. A long race has 10,000.
MOST_BESIDE = 1_000_000
#: Files in the file; watches write one, or two.
MOST_CHAINED = 100
RECORD, _DESCRIPTION = 20, 206
#: The base types of FIT are numbered until 16, in the lower five bits of a byte. fitfast breaks down at others.
_TYPE_BITS, _LAST_TYPE = 0x1F, 0x10
#: Of a field description: the field that tells the base type.
_TYPE_FIELD = 2
#: file_id, sport, session, lap, event, device_info, activity, field_description, developer_data_id, set,
#: exercise_title: all that is read beside the records.
_KEPT = frozenset({0, 12, 18, 19, 21, 23, 34, 206, 207, 225, 264})
#: 255 fields of FIT's and 255 of developers'.
_LONGEST_DEFINITION = 7 + 3 * 2 * 255
#: Messages of one kind in a row that are skipped at once.
_STRIDE = 64
_COMPRESSED, _DEFINITION, _DEVELOPER = 0x80, 0x40, 0x20
#: What the header says of the size of messages while they are still being written.
_UNTOLD = (0, 0xFFFFFFFF)


@dataclass(frozen=True)
class _Layout:
    """What the messages that follow a definition are like."""

    kind: int
    size: int
    """Bytes, with the header."""
    parts: int
    is_kept: bool
    type_at: int | None
    """Where a field description tells the type of the described field."""


@dataclass
class Body:
    """The whole messages of one file in the file."""

    header_at: int
    start: int
    end: int
    parts: int = 0
    """Messages and fields."""
    records: int = 0
    record_fields: set[int] = field(default_factory=set)
    """Numbers of the fields that any record has; those of developers count from 256."""
    has_compressed_times: bool = False
    """The time of some message is told relative to the message before it."""
    unknown_types: list[int] = field(default_factory=list)
    """Where the type of a field, of FIT's or a developer's, is told that FIT does not know."""
    kept: list[bytes] = field(default_factory=list)
    """Messages that are read beside the records, with their definitions."""
    kept_parts: int = 0
    """Messages and fields of them."""


@dataclass(frozen=True)
class Survey:
    """What a FIT file is made of."""

    bodies: tuple[Body, ...]
    breaks_off_at: int | None
    """Where what follows is not FIT, or a message is not whole; None for a whole file. Checksums are not looked at."""

    @property
    def parts(self) -> int:
        """Messages and fields."""
        return sum(body.parts for body in self.bodies)

    @property
    def unknown_types(self) -> list[int]:
        """Where types of fields are told that FIT does not know."""
        return [place for body in self.bodies for place in body.unknown_types]

    @property
    def records(self) -> int:
        """Records."""
        return sum(body.records for body in self.bodies)

    @property
    def record_fields(self) -> set[int]:
        """Numbers of the fields that any record has."""
        return set().union(*(body.record_fields for body in self.bodies))


def survey(data: bytes) -> Survey:
    """The layout of a file.

    Raises UnreadableFile where there is no FIT, or more than there is room for.
    """
    if len(data) > LARGEST_BYTES:
        raise UnreadableFile(
            "file: size",
            f"The FIT file has {len(data) / 1e6:.1f} MB, more than the {LARGEST_BYTES / 1e6:.0f} MB of 40 hours.",
        )
    bodies: list[Body] = []
    at, breaks_off_at = 0, None
    while at < len(data) and breaks_off_at is None:
        start = _messages_start(data, at)
        if start is None or len(bodies) == MOST_CHAINED:
            breaks_off_at = at
            break
        size = int.from_bytes(data[at + 4 : at + 8], "little")
        told_end = len(data) if size in _UNTOLD else start + size
        body = _surveyed(data, Body(at, start, min(told_end, len(data))), sum(body.parts for body in bodies))
        bodies.append(body)
        at = told_end + 2
        if body.end < told_end or at > len(data):
            breaks_off_at = body.end
    if not bodies:
        raise UnreadableFile("file: format", "The file is no FIT file: it does not begin as one.")
    found = Survey(tuple(bodies), breaks_off_at)
    if found.records * len(found.record_fields) > MOST_CELLS:
        raise UnreadableFile("file: size", f"The FIT file has {found.records:,} records of too many different fields.")
    if sum(body.parts if body.has_compressed_times else body.kept_parts for body in bodies) > MOST_BESIDE:
        raise UnreadableFile(
            "file: size", "The FIT file has far more sessions, laps, sets and events than a watch writes."
        )
    return found


def _messages_start(data: bytes, at: int) -> int | None:
    """Where the messages begin after the header at `at`; None where there is no header."""
    size = data[at]
    is_header = size in (12, 14) and data[at + 8 : at + 12] == b".FIT" and at + size <= len(data)
    return at + size if is_header else None


def _surveyed(data: bytes, body: Body, parts_before: int) -> Body:
    """`body` with what is in it; its end is that of the last whole message."""
    layouts: dict[int, _Layout] = {}
    at = body.start
    while at < body.end and parts_before + body.parts <= MOST_PARTS:
        header = data[at]
        if header & (_COMPRESSED | _DEFINITION) == _DEFINITION:
            size, layout = _defined(data, at, body)
            if layout is None:
                break
            layouts[header & 0x0F] = layout
            run = 1
        else:
            body.has_compressed_times |= bool(header & _COMPRESSED)
            layout = layouts.get(header >> 5 & 3 if header & _COMPRESSED else header & 0x0F)
            if layout is None:
                break
            size = layout.size
            run = _alike(data, at, body.end, size)
            if not run:
                break
            body.records += run if layout.kind == RECORD else 0
            if layout.type_at is not None:
                body.unknown_types += _unknown(data, range(at + layout.type_at, at + run * size, size))
        if layout.is_kept:
            body.kept.append(data[at : at + run * size])
            body.kept_parts += run * layout.parts
        body.parts += run * layout.parts
        at += run * size
    if parts_before + body.parts > MOST_PARTS:
        raise UnreadableFile("file: size", f"The FIT file has over {MOST_PARTS:,} messages and fields, or 40 hours.")
    body.end = at
    return body


def _alike(data: bytes, at: int, end: int, size: int) -> int:
    """How many whole messages of `size` with the same header follow one another from `at` on, 64 at most."""
    if data[at + size : at + size + 1] != data[at : at + 1]:
        return int(at + size <= end)
    headers = data[at : min(end, at + _STRIDE * size) : size]
    return min(len(headers) - len(headers.lstrip(headers[:1])), (end - at) // size)


def _unknown(data: bytes, places: range) -> list[int]:
    """Those of the places where the number of no base type stands."""
    return [place for place in places if data[place] & _TYPE_BITS > _LAST_TYPE]


def _defined(data: bytes, at: int, body: Body) -> tuple[int, _Layout | None]:
    """Bytes of the definition at `at`, and what it defines; None where it is not whole. Tells `body` of its fields."""
    definition = data[at : min(body.end, at + _LONGEST_DEFINITION)]
    if len(definition) < 6:
        return 0, None
    kind = int.from_bytes(definition[3:5], "big" if definition[2] else "little")
    size = 6 + 3 * definition[5]
    fields, developers = definition[6:size], b""
    if definition[0] & _DEVELOPER:
        count_at, size = size, size + 1
        if len(definition) < size:
            return 0, None
        size += 3 * definition[count_at]
        developers = definition[count_at + 1 : size]
    if len(definition) < size:
        return 0, None
    numbers, sizes = fields[::3], fields[1::3]
    body.unknown_types += _unknown(data, range(at + 8, at + 6 + len(fields), 3))
    if kind == RECORD:
        body.record_fields.update(numbers)
        body.record_fields.update(
            256 * (1 + index) + number for number, index in zip(developers[::3], developers[2::3], strict=True)
        )
    place = numbers.find(_TYPE_FIELD) if kind == _DESCRIPTION else -1
    type_at = 1 + sum(sizes[:place]) if place >= 0 else None
    parts = 1 + len(numbers) + len(developers) // 3
    return size, _Layout(kind, 1 + sum(sizes) + sum(developers[1::3]), parts, kind in _KEPT, type_at)
