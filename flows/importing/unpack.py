"""Bytes out of files and archives, never more of them than allowed, whatever they say about themselves."""

import zlib
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import IO, NamedTuple

from flows.importing.sniff import GZIP

#: The largest file that is taken. A day on the bike with a sample a second and every sensor is 26 MB of GPX.
MOST_BYTES = 64_000_000
#: How many times its own size a file may unpack to. FIT comes to 3, and GPX from a desk, with a sample a second that
#: says the same, to less than 60; what is made to explode comes to 1000. Small files may do as they like.
MOST_TIMES, SMALL_BYTES = 200, 2**20
CHUNK_BYTES = 2**16
#: Several packed files one after the other are one; more than a few are made to keep us busy.
MOST_PARTS = 16
GZIP_WINDOW = 31


class Unusable(Exception):
    """One file, or one archive, cannot be taken. The text is a sentence about it, for people."""


@dataclass(frozen=True)
class Found:
    """A file that may be taken, in a folder or in an archive."""

    name: str
    """Path within the folder, the archive or the export: text, never a path to open."""
    size_bytes: int
    """As it lies there, packed or not."""
    open: Callable[[], AbstractContextManager[IO[bytes]]]
    """Raises `Unusable`, as reading what it gives may."""
    changed_at: datetime | None = None
    """As the folder or the archive says, UTC."""


class Trouble(NamedTuple):
    """Something that was not taken."""

    name: str
    reason: str
    """A sentence for people."""


def megabytes(size_bytes: int) -> str:
    """A size for people."""
    return f"{size_bytes / 10**6:,.0f} MB"


def most_of(packed_bytes: int, most: int = MOST_BYTES, times: int = MOST_TIMES) -> int:
    """How many bytes may come out of so many packed ones."""
    return min(most, max(SMALL_BYTES, times * packed_bytes))


def read_up_to(stream: IO[bytes], most: int, head: bytes = b"") -> bytes:
    """All of a stream, of which `head` is read already. Raises `Unusable` once it gives more than `most`."""
    parts, size = [head], len(head)
    while size <= most and (part := stream.read(CHUNK_BYTES)):
        parts.append(part)
        size += len(part)
    if size > most:
        raise too_large(most)
    return b"".join(parts)


def gunzip(packed: bytes) -> tuple[bytes, bool]:
    """What a file packed with gzip holds, and whether it is one whole packed file and nothing else.

    Raises `Unusable` for one that is damaged, or unpacks to more than allowed.
    """
    most = most_of(len(packed))
    parts, left, rest = [], most, packed
    for _ in range(MOST_PARTS):
        member = zlib.decompressobj(wbits=GZIP_WINDOW)
        try:
            parts.append(member.decompress(rest, left + 1))
        except zlib.error:
            raise Unusable("It is packed with gzip, and damaged.") from None
        left -= len(parts[-1])
        if left < 0:
            raise too_large(most)
        if not member.eof:
            raise Unusable("It is packed with gzip, and its end is missing.")
        rest = member.unused_data
        if not rest.startswith(GZIP):
            # What follows the end is no part of it.
            return b"".join(parts), len(parts) == 1 and not rest
    raise Unusable("It is packed with gzip in too many parts.")


def too_large(most: int) -> Unusable:
    """Why a file is not unpacked any further."""
    if most < MOST_BYTES:
        return Unusable(f"It unpacks to more than {MOST_TIMES} times its size, as nothing that was recorded does.")
    return Unusable(f"It is larger than {megabytes(most)}, the most that is taken.")
