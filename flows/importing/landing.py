"""Files on their way into raw: hashed first, unpacked only if they are new, kept a batch at a time."""

import gzip
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import polars as pl

from flows.errors import UsageError
from flows.importing.archive import zip_within
from flows.importing.find import LIST, Bundle, arranged
from flows.importing.sniff import HEAD_BYTES, RECORDINGS, is_other_fit, kind_by_name, kind_of
from flows.importing.unpack import Found, Trouble, Unusable, gunzip, megabytes, most_of, read_up_to
from schemas.files import SOURCES, Files
from warehouse import raw
from warehouse.database import Warehouse
from warehouse.files import known_files, land_files

#: What a kill can lose, and what is held in memory at once.
BATCH_FILES, BATCH_BYTES = 100, 32 * 2**20
#: FIT packs to a half at any level; the quickest that packs GPX to a tenth.
PACKING = 3
#: A zip within a zip is held in memory: Garmin's come in parts below this. What is packed already packs no further, so
#: that one which grows is a trap.
INNER_BYTES, INNER_TIMES = 512_000_000, 4
#: The most that one import reads. The largest collections known are a tenth of it.
MOST_IN_ALL = 200 * 10**9
LONGEST_NAME = 500
#: Browsers have been seen to pack once more what was packed.
MOST_LAYERS = 2
TOO_DEEP = "It is a zip within a zip within a zip: unpack the outermost, and import the folder."
EXPORT_WITHIN = "It is a bulk export within a zip: unpack the outer one, and import what it holds."


@dataclass
class Landing:
    """One import's files, and what became of each."""

    warehouse: Warehouse
    athlete_id: int
    run_id: str
    at: datetime
    has_read: Callable[[int], None]
    """Told how many bytes, as they lie there, are done with."""
    files_found: int = 0
    files_new: int = 0
    files_known: int = 0
    others: int = 0
    """Files that are no recordings."""
    troubles: list[Trouble] = field(default_factory=list)
    payload_ids: list[int] = field(default_factory=list)
    """Of the files found, wherever they landed."""

    def __post_init__(self) -> None:
        self._batch: list[dict[str, Any]] = []
        self._next_id = raw.next_payload_id(self.warehouse)
        self._read_bytes = self._done_bytes = 0
        self._known: dict[str, dict[str, int]] = {source: {} for source in SOURCES}
        for known in known_files(self.warehouse, self.athlete_id).rows():
            self._note(*known)

    def _note(self, payload_id: int, source: str, *hashes: str) -> None:
        """What an export has brought need not come again alone; what came alone is told more about by an export."""
        for of_source in SOURCES if source == "strava_export" else ("file",):
            self._known[of_source].update(dict.fromkeys(hashes, payload_id))

    def take(self, bundle: Bundle) -> None:
        """Land those files of a bundle that are new, but for the last few: see `flush`."""
        self.others += bundle.others
        for found in bundle.files:
            self._try(found, "strava_export" if bundle.is_export else "file")
            self._done_bytes += found.size_bytes
            self.has_read(self._done_bytes)

    def _try(self, found: Found, source: str, is_inner: bool = False) -> None:
        try:
            self._take(found, source, is_inner)
        except Unusable as why:
            self.troubles.append(Trouble(found.name, str(why)))

    def _take(self, found: Found, source: str, is_inner: bool) -> None:
        is_list = source == "strava_export" and found.name == LIST
        with found.open() as stream:
            head = stream.read(HEAD_BYTES)
            kind = "csv" if is_list else kind_of(head) or kind_by_name(found.name)
            is_archive = kind == "zip" and source == "file"
            if kind not in (*RECORDINGS, "csv", "gzip") and not is_archive:
                self.others += 1
                return
            if is_archive and is_inner:
                raise Unusable(TOO_DEEP)
            most = most_of(found.size_bytes, INNER_BYTES, INNER_TIMES) if is_archive else most_of(found.size_bytes)
            data = read_up_to(stream, most, head)
        self._read_bytes += len(data)
        if self._read_bytes > MOST_IN_ALL:
            raise UsageError(f"There are more than {megabytes(MOST_IN_ALL)} of files. Import them in several parts.")
        if is_archive:
            self._take_inner(found.name, data)
        elif (payload_id := self._known[source].get(found_sha256 := sha256(data))) is not None:
            self._found_again(payload_id)
        else:
            self._unpack(found.name, source, str(kind), data, found_sha256)

    def _take_inner(self, name: str, data: bytes) -> None:
        with zip_within(data, name) as inside:
            for bundle in arranged(inside):
                if bundle.is_export:
                    raise Unusable(EXPORT_WITHIN)
                for found in bundle.files:
                    self._try(found, "file", is_inner=True)

    def _unpack(self, name: str, source: str, kind: str, data: bytes, found_sha256: str) -> None:
        """Land a file whose bytes, as found, are new."""
        body, packed = data, None
        for _ in range(MOST_LAYERS):
            if kind == "gzip":
                whole = body
                body, is_whole = gunzip(whole)
                kind, packed = kind_of(body) or kind_by_name(name) or "", whole if is_whole else None
        if kind not in (*RECORDINGS, "csv") or (source == "file" and kind == "fit" and is_other_fit(body)):
            self.others += 1
        elif (payload_id := self._known[source].get(body_sha256 := sha256(body))) is not None:
            self._found_again(payload_id)
        else:
            self._keep(
                source=source,
                format=kind,
                file_name=name[-LONGEST_NAME:],
                body=packed or gzip.compress(body, PACKING, mtime=0),
                body_sha256=body_sha256,
                found_sha256=found_sha256,
                size_bytes=len(body),
            )

    def _keep(self, **about: Any) -> None:
        common = {"athlete_id": self.athlete_id, "imported_at": self.at, "run_id": self.run_id}
        self._batch.append(about | common | {"payload_id": self._next_id})
        self._note(self._next_id, about["source"], about["found_sha256"], about["body_sha256"])
        self.files_found += 1
        self.payload_ids.append(self._next_id)
        self._next_id += 1
        if len(self._batch) >= BATCH_FILES or sum(len(one["body"]) for one in self._batch) >= BATCH_BYTES:
            self.flush()

    def _found_again(self, payload_id: int) -> None:
        self.files_found += 1
        self.files_known += 1
        self.payload_ids.append(payload_id)

    def flush(self) -> None:
        """Land what has not landed yet, all of it or nothing."""
        if self._batch:
            land_files(self.warehouse, pl.DataFrame(self._batch, schema=Files.dtypes()))
            self.files_new += len(self._batch)
            self._batch = []


def sha256(data: bytes) -> str:
    """SHA-256, hexadecimal."""
    return hashlib.sha256(data).hexdigest()
