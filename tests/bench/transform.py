"""Transforming hour-long runs against DuckDB's load of the same rows, and the peak of memory at several sizes."""

import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

import orjson

from tests.bench.figures import Cost, Figure, typical
from tests.bench.runs import HOUR, write_templates

ROOT = Path(__file__).parents[2]
MOST = 6
MOST_MB = 1500
#: Four times the runs may not take a quarter more memory: what grows is a few numbers per run.
FLAT = 1.25


def measure(sizes: Iterable[int], repetitions: int) -> list[Figure]:
    """Both sides by turns at the largest size, ours at the others too; each in a process of its own."""
    *smaller, largest = sorted(sizes)
    with TemporaryDirectory() as folder:
        write_templates(Path(folder))
        costs, loads = [], []
        for _ in range(repetitions):
            costs.append(cost_of("transform", largest, Path(folder)))
            loads.append(cost_of("load", largest, Path(folder)))
        peaks = {size: cost_of("transform", size, Path(folder)) for size in smaller}
    ours, yardstick = typical(costs), typical(loads)
    ratio = (ours.seconds or 0) / (yardstick.seconds or 1)
    what = f"transform of {largest:,} hour-long runs, {largest * HOUR / 1e6:.1f} M samples; DuckDB's load of these"
    figures = [Figure(what, ours, yardstick, ratio, f"≤ {MOST} ×", ratio <= MOST)]
    for size, cost in peaks.items():
        figures.append(Figure(f"transform of {size:,} runs", cost))
    peak = ours.peak_mb or 0
    growth = peak / min((cost.peak_mb or peak for cost in peaks.values()), default=peak)
    figures.append(
        Figure(
            f"peak memory from {min(peaks, default=largest):,} to {largest:,} runs",
            Cost(peak_mb=peak),
            ratio=growth,
            goal=f"≤ {MOST_MB:,} MB\n≤ {FLAT} ×",
            is_met=peak <= MOST_MB and growth <= FLAT,
        )
    )
    return figures


def cost_of(side: str, runs: int, folder: Path) -> Cost:
    """Run one side. Raises RuntimeError if it made nothing."""
    command = [sys.executable, "-m", "tests.bench.side", side, str(runs), str(folder)]
    said = orjson.loads(subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout)
    if not said["made"]:
        raise RuntimeError(f"the side {side} made nothing of {runs} runs")
    return Cost(said["seconds"], said["peak_mb"])
