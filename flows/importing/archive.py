"""A zip as files that may be taken: nothing of it is written to disk, and none of its names is used as a path."""

import io
import stat
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, NamedTuple
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from flows.importing.unpack import Found, Trouble, Unusable, megabytes

#: The largest table of contents: some 150,000 names of the usual length, which take 220 MB of memory.
CONTENTS_BYTES = 16_000_000
ENCRYPTED = 0x1
#: What zipfile raises for bytes that are no zip, or not a whole one.
BROKEN = (
    *(BadZipFile, zlib.error, struct.error, EOFError, OSError),
    *(NotImplementedError, RuntimeError, ValueError, OverflowError),
)
CUT_OFF = "It is no whole zip: its table of contents is missing or damaged, as after a download that broke off."


class Members(NamedTuple):
    """What a zip holds."""

    found: list[Found]
    refused: list[Trouble]


class WithBoundedContents(io.BufferedReader):
    """A file of which nobody reads more at once than a table of contents may take, whatever the file says it takes."""

    def read(self, size: int | None = -1, /) -> bytes:
        """Raises `Unusable` for an absurd size."""
        if size is None or size < 0:
            at = self.tell()
            size = self.seek(0, io.SEEK_END) - at
            self.seek(at)
        if size > CONTENTS_BYTES:
            raise Unusable(f"Its table of contents is larger than {megabytes(CONTENTS_BYTES)}.")
        return super().read(size)


@contextmanager
def zip_at(path: Path) -> Iterator[Members]:
    """The members of a zip, and those that are not taken, each with a sentence. Raises `Unusable`."""
    try:
        raw = io.FileIO(path)
    except OSError as error:
        raise Unusable(f"It cannot be read: {error.strerror}.") from None
    with members(raw) as found:
        yield found


@contextmanager
def zip_within(data: bytes, name: str) -> Iterator[Members]:
    """The same for a zip in memory that was in another as `name`, which comes before the names of its members."""
    with members(io.BytesIO(data), f"{name}/") as found:
        yield found


@contextmanager
def members(raw: io.FileIO | io.BytesIO, prefix: str = "") -> Iterator[Members]:
    """The members of an open zip, which is closed at the end."""
    with WithBoundedContents(raw) as file:
        size = file.seek(0, io.SEEK_END)
        try:
            opened = ZipFile(file)
        except BROKEN:
            raise Unusable(CUT_OFF) from None
        with opened:
            infos = [info for info in opened.infolist() if not info.filename.endswith("/")]
            if sum(info.compress_size for info in infos) > size:
                # The same bytes stand for several members: that is how a small zip holds petabytes.
                raise Unusable("Its members overlap, as those of no honest zip do.")
            found, refused = [], []
            for info in infos:
                name = prefix + info.filename.replace("\\", "/")
                if reason := why_not(info):
                    refused.append(Trouble(name, reason))
                else:
                    found.append(Found(name, info.compress_size, opener(opened, info), changed_at(info)))
            yield Members(found, refused)


def why_not(info: ZipInfo) -> str | None:
    """Why a member is not taken, as a sentence; None for one that can be."""
    if info.flag_bits & ENCRYPTED:
        return "It is locked with a password: unpack the archive, and import the folder."
    if stat.S_ISLNK(info.external_attr >> 16):
        return "It is a link, and links are not followed."
    if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        return f"It is packed by method {info.compress_type}: unpack the archive, and import the folder."
    return None


def opener(archive: ZipFile, info: ZipInfo):  # type: ignore[no-untyped-def]
    """How to open a member."""

    @contextmanager
    def opened() -> Iterator[IO[bytes]]:
        try:
            with archive.open(info) as stream:
                yield stream
        except BROKEN:
            raise Unusable("It is damaged in its archive.") from None

    return opened


def changed_at(info: ZipInfo) -> datetime | None:
    """When a member was last changed by what the archive says. Zips know no zone: Strava's are made in UTC."""
    try:
        return datetime(*info.date_time, tzinfo=UTC)
    except ValueError:
        return None
