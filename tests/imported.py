"""Files that have landed in a warehouse, without the command and whatever it finds, for tests of what follows."""

import gzip
import hashlib
from datetime import datetime

import polars as pl

from schemas.files import Files
from tests.landed import AT
from tests.strava_shapes import ATHLETE_ID
from warehouse import raw
from warehouse.database import Warehouse


def bring_in(
    warehouse: Warehouse, files: dict[str, bytes], source: str = "file", athlete_id: int = ATHLETE_ID, at: datetime = AT
) -> None:
    """Land files by their names, in their order. One that is there already, byte for byte, lands again all the same."""
    first = raw.next_payload_id(warehouse)
    rows = [
        {
            "athlete_id": athlete_id,
            "payload_id": number,
            "source": source,
            "format": name.removesuffix(".gz").rpartition(".")[2],
            "file_name": name,
            "body": gzip.compress(body, 1, mtime=0),
            "body_sha256": hashlib.sha256(body).hexdigest(),
            "found_sha256": hashlib.sha256(body).hexdigest(),
            "size_bytes": len(body),
            "imported_at": at,
            "run_id": "test",
        }
        for number, (name, body) in enumerate(files.items(), start=first)
    ]
    warehouse.append(Files, pl.DataFrame(rows, schema=Files.dtypes()))
