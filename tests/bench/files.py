"""Importing hour-long FIT files, against fitdecode and against reading the same samples from Parquet."""

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import orjson

from tests.bench.figures import Cost, Figure, typical
from tests.bench.files_side import SAMPLE
from tests.bench.hours import write_hours

ROOT = Path(__file__).parents[2]
#: For 1,000 files on two cores.
MOST_S, MOST_MB, MOST_AGAIN_S = 30, 1000, 2


def measure(runs: int, repetitions: int) -> list[Figure]:
    """Each side in a process of its own; goals are for 1,000 files, times for others in proportion."""
    with TemporaryDirectory() as home:
        folder, share = Path(home) / "files", runs / 1000
        write_hours(folder, runs)
        loads = [cost_of("parse and load", Path(home) / f"home {n}", folder) for n in range(repetitions)]
        plain = [cost_of("read plain", Path(home) / "home 0", folder) for _ in range(repetitions)]
        command = cost_of("whole", Path(home) / "whole", folder)
        again = typical([cost_of("whole", Path(home) / "whole", folder) for _ in range(repetitions)])
        decodes = [cost_of("decode", Path(home), folder) for _ in range(repetitions)]
        decodes_plain = [cost_of("decode plain", Path(home), folder) for _ in range(repetitions)]
    load = typical(loads)
    is_met = (load.seconds or 0) <= MOST_S * share and (load.peak_mb or 0) <= MOST_MB
    return [
        compared(
            f"parsing and loading {runs:,} hour-long FIT files; polars reading the same samples from Parquet",
            load,
            typical(plain),
            goal=f"≤ {MOST_S * share:.0f} s\n≤ {MOST_MB:,} MB",
            is_met=is_met,
        ),
        Figure(f"the whole import of {runs:,}, with verdicts and the published copy", command),
        Figure(
            f"importing {runs:,} unchanged files again",
            again,
            goal=f"≤ {MOST_AGAIN_S * share:.1f} s",
            is_met=(again.seconds or 0) <= MOST_AGAIN_S * share,
        ),
        compared(f"decoding {SAMPLE} FIT files; fitdecode", typical(decodes), typical(decodes_plain)),
    ]


def compared(what: str, ours: Cost, yardstick: Cost, goal: str = "", is_met: bool | None = None) -> Figure:
    return Figure(what, ours, yardstick, (ours.seconds or 0) / (yardstick.seconds or 1), goal, is_met)


def cost_of(side: str, home: Path, folder: Path) -> Cost:
    """Run one side. Raises RuntimeError if it made nothing."""
    command = [sys.executable, "-m", "tests.bench.files_side", side, str(home), str(folder)]
    said = orjson.loads(subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout)
    if not said["made"]:
        raise RuntimeError(f"the side {side!r} made nothing")
    return Cost(said["seconds"], said["peak_mb"])
