"""One side of the comparisons of importing files, in a process of its own, so that its peak is its own.

`python -m tests.bench.files_side SIDE HOME FOLDER` prints one line of JSON: `seconds`, `peak_mb` and what was `made`.
"""

import gzip
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import fitdecode
import orjson
import polars as pl

from flows.derive.core import derive_core
from flows.files.fit.reader import read_fit
from flows.home import private_warehouse
from flows.importing.bring_in import FILE, Imported, bring_in, land
from flows.importing.find import find
from flows.settings import load_settings
from schemas.files import NOBODY
from schemas.streams import Streams
from tests.bench.peak import peak_mb
from tests.bench.side import Stopwatch
from warehouse.database import Warehouse

#: As many files as fitdecode, which takes about as long for each as ours for dozens, is asked for.
SAMPLE = 20
PARQUET = "streams.parquet"


def parse_and_load(watch: Stopwatch, home: Path, folder: Path) -> int:
    """All that an import does of new files until their samples are in core; returns how many those are."""
    now = datetime.now(UTC)
    with private_warehouse(load_settings(home=home)) as warehouse:
        done = Imported("bench", NOBODY, FILE, now)
        watch.time(lambda: (land(warehouse, find([folder]), done), derive_core(warehouse, now, "bench")))
        return landed_samples(warehouse)


def landed_samples(warehouse: Warehouse) -> int:
    """How many samples are in core."""
    return int(warehouse.query("SELECT count(*) FROM core.streams").item())


def whole(watch: Stopwatch, home: Path, folder: Path) -> int:
    """The command, verdicts and the published copy included; returns how many activities these files are of."""
    return watch.time(bring_in, load_settings(home=home), [folder]).activities


def read_plain(watch: Stopwatch, home: Path, _folder: Path) -> int:
    """What polars takes to read the same samples from Parquet."""
    with private_warehouse(load_settings(home=home)) as warehouse:
        warehouse.read(Streams).write_parquet(home / PARQUET)
    return watch.time(pl.read_parquet, home / PARQUET).height


def decode(watch: Stopwatch, _home: Path, folder: Path) -> int:
    """Our reader; returns samples."""
    return sum(watch.time(read_fit, body).samples.height for body in bodies(folder))


def decode_plain(watch: Stopwatch, _home: Path, folder: Path) -> int:
    """fitdecode, each value of each record looked at once; returns samples."""

    def samples(body: bytes) -> int:
        with fitdecode.FitReader(body) as reader:
            return sum(
                len([field.value for field in frame.fields]) > 0
                for frame in reader
                if frame.frame_type == fitdecode.FIT_FRAME_DATA and frame.name == "record"
            )

    return sum(watch.time(samples, body) for body in bodies(folder))


def bodies(folder: Path) -> list[bytes]:
    """The first files of a folder, unpacked."""
    paths = sorted(folder.iterdir())[:SAMPLE]
    return [gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes() for path in paths]


SIDES: dict[str, Callable[[Stopwatch, Path, Path], int]] = {
    "parse and load": parse_and_load,
    "whole": whole,
    "read plain": read_plain,
    "decode": decode,
    "decode plain": decode_plain,
}

if __name__ == "__main__":
    watch = Stopwatch()
    made = SIDES[sys.argv[1]](watch, Path(sys.argv[2]), Path(sys.argv[3]))
    sys.stdout.buffer.write(orjson.dumps({"seconds": watch.seconds, "peak_mb": peak_mb(), "made": made}) + b"\n")
