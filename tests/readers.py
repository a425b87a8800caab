"""Programs that read the published folder while it is renewed: `python -m tests.readers FOLDER COUNT PAUSE_S`.

Each asks in a loop until standard input ends, then tells in one line of JSON what it has seen. Half of them open
`published/fivefold.duckdb`, as a tool does that knows nothing of versions; the others look up `current` once, and
compare copy, Parquet files and manifest of that version.
"""

import json
import os
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

ROOT = Path(__file__).parents[1]
#: What the tests write into every night, in a layer that follows from what has landed and in the books.
STAMPS = "SELECT (SELECT max(name) FROM {activities}), (SELECT max(last_outcome) FROM {freshness})"


@contextmanager
def reading(folder: Path, count: int, pause_s: float) -> Iterator[list[dict[str, Any]]]:
    """Readers at work in other processes; the list tells at the end what each of them has seen."""
    told: list[dict[str, Any]] = []
    command = [sys.executable, "-m", "tests.readers", str(folder), str(count), str(pause_s)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        for _ in range(count):
            assert process.stdout.readline() == "reading\n"
        yield told
        out, _ = process.communicate()
        told += map(json.loads, out.splitlines())


# What follows runs in those processes.


def by_name(folder: Path) -> tuple[str, str]:
    """Both stamps of the copy in place."""
    with duckdb.connect(str(folder / "fivefold.duckdb"), read_only=True) as copy:
        return copy.sql(STAMPS.format(activities="core.activities", freshness="ops.freshness")).fetchall()[0]


def by_version(folder: Path) -> tuple[str, ...]:
    """Both stamps of the copy and of the Parquet files of one version, and that of its manifest."""
    version = (folder / "current").resolve()
    files = {table: f"'{version}/parquet/{layer}/{table}.parquet'" for layer, table in TABLES}
    with duckdb.connect(str(version / "fivefold.duckdb"), read_only=True) as copy:
        of_copy = copy.sql(STAMPS.format(activities="core.activities", freshness="ops.freshness")).fetchall()[0]
        of_files = copy.sql(STAMPS.format(**files)).fetchall()[0]
    manifest = json.loads((version / "manifest.json").read_text())
    return (*of_copy, *of_files, manifest["freshness"][0]["last_outcome"])


TABLES = (("core", "activities"), ("ops", "freshness"))


def read(folder: Path, number: int, pause_s: float) -> None:
    """Ask until standard input ends, then tell."""
    ask = by_version if number % 2 else by_name
    seen: set[str] = set()
    told: dict[str, Any] = {"reads": 0, "mixed": [], "errors": []}
    say("reading")
    while not select.select([sys.stdin], [], [], 0)[0]:
        try:
            stamps = ask(folder)
        except Exception as error:
            told["errors"].append(repr(error))
            continue
        told["reads"] += 1
        seen.update(stamps)
        if len(set(stamps)) != 1:
            told["mixed"].append(stamps)
        time.sleep(pause_s)
    say(json.dumps(told | {"nights": len(seen)}))


def say(line: str) -> None:
    """A line in one piece, whatever the others say meanwhile."""
    os.write(sys.stdout.fileno(), f"{line}\n".encode())


def main() -> None:
    folder, count, pause_s = Path(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])
    children = []
    for number in range(count):
        if (pid := os.fork()) == 0:
            read(folder, number, pause_s)
            os._exit(0)
        children.append(pid)
    for pid in children:
        os.waitpid(pid, 0)


if __name__ == "__main__":
    main()
