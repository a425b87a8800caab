"""Batches worked on side by side, on every processor: numpy and polars let other threads run while they compute."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

import numpy as np

Batch = TypeVar("Batch")
Read = TypeVar("Read")
Made = TypeVar("Made")

#: At most so many batches are worked on at once. Each holds its samples and about as much again.
WORKERS = min(os.cpu_count() or 1, 4)
#: The largest block that glibc takes for a sign that a program's blocks are large.
LARGE_BLOCK = (32 << 20) - (64 << 10)


def ahead(
    batches: Iterable[Batch],
    read: Callable[[Batch], Read],
    work: Callable[[Read, Batch], Made],
    workers: int = WORKERS,
) -> Iterator[tuple[Batch, Made]]:
    """Each batch with what `work` makes of what `read` reads for it, in the order of batches.

    `read` runs here, one batch after the other, since a warehouse is one connection; `work` in `workers` other threads,
    and while a batch that was yielded is made use of.
    """
    keep_freed_memory()
    with ThreadPoolExecutor(workers) as pool:
        pending: deque[tuple[Batch, Future[Made]]] = deque()
        for batch in batches:
            pending.append((batch, pool.submit(work, read(batch), batch)))
            if len(pending) > workers:
                done, made = pending.popleft()
                yield done, made.result()
        while pending:
            done, made = pending.popleft()
            yield done, made.result()


def keep_freed_memory() -> None:
    """Have glibc keep a few dozen MB of freed memory for the next array instead of handing it back each time.

    Otherwise every array of a batch is made of pages that the system zeroes anew: a quarter of detection's time
    (measured). glibc keeps up to twice the largest block it has ever seen freed; this one is never touched.
    """
    np.empty(LARGE_BLOCK, dtype=np.uint8)
