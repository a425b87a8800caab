"""`python -m tests.bench`: speed and memory beside their yardsticks. A missed goal is said; the exit code stays 0."""

import argparse
import logging
import sys
from collections.abc import Callable

import orjson
from rich.console import Console

from tests.bench import derive, detect, files, night, readers, strength_text, sync, transform, words_text
from tests.bench.figures import Figure, table

YEARS = 3
#: About 190 activities, whose 300 calls one after the other take 20 s.
SYNC_YEARS = 0.5
SIZES = (250, 500, 1000)
REPETITIONS = 3
#: Detection takes about a second.
DETECTIONS = 7
#: Nights are short, and the medians of few are noisy.
NIGHTS = 7
#: Hour-long FIT files.
FILES = 1000
#: With ten readers.
PUBLISHES = 50


PARTS: dict[str, Callable[[], list[Figure]]] = {
    "detect": lambda: detect.measure(max(SIZES), DETECTIONS),
    "transform": lambda: transform.measure(SIZES, REPETITIONS),
    "sync": lambda: [sync.measure(SYNC_YEARS, REPETITIONS)],
    "derive": lambda: derive.measure(YEARS),
    "files": lambda: files.measure(FILES, REPETITIONS),
    "night": lambda: night.measure(YEARS, NIGHTS),
    "readers": lambda: readers.measure(PUBLISHES),
    "text": lambda: strength_text.measure(NIGHTS) + words_text.measure(NIGHTS),
}


def main() -> None:
    """Measure, part by part, and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="part", help=f"some of {', '.join(PARTS)}; all by default")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    asked = parser.parse_args()
    if unknown := set(asked.parts) - PARTS.keys():
        parser.error(f"no such part: {', '.join(sorted(unknown))}. There are: {', '.join(PARTS)}")
    logging.disable(logging.WARNING)  # Prefect's lines, and what stravalib thinks of unknown sports
    progress = Console(stderr=True)
    figures: list[Figure] = []
    for name in asked.parts or PARTS:
        progress.print(f"measuring: {name} …")
        figures += PARTS[name]()
    if asked.json:
        sys.stdout.buffer.write(orjson.dumps([one.as_dict() for one in figures], option=orjson.OPT_INDENT_2) + b"\n")
        return
    console = Console()
    console.print(table(figures))
    missed = [one.what for one in figures if one.is_met is False]
    console.print(f"{len(missed)} goal(s) missed: {'; '.join(missed)}" if missed else "Every goal is met.")


if __name__ == "__main__":
    main()
