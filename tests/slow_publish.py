"""`python -m tests.slow_publish COPY URL` publishes into PostgreSQL row by row, with rests: somebody can step in."""

import sys
import time
from collections.abc import Iterator
from pathlib import Path

import polars as pl

from warehouse.database import Warehouse, open_published
from warehouse.postgres.publish import publish

REST_S = 0.05


class Slow(Warehouse):
    """A copy whose rows come one by one."""

    def batches(self, sql: str, rows: int, **frames: pl.DataFrame) -> Iterator[pl.DataFrame]:
        for batch in super().batches(sql, rows, **frames):
            for row in batch.iter_slices(1):
                yield row
                time.sleep(REST_S)


if __name__ == "__main__":
    file, url = sys.argv[1:]
    with open_published(Path(file)) as copy:
        publish(Slow(copy.connection, copy.path), url)
