"""`python -m flows.docs` writes what is generated; with `--check` it only says what is stale, and exits with 1.

Both leave the demo's output and answers alone unless a folder for the demo is named: `--demo DIR`.
"""

import argparse
import sys
from collections.abc import Sequence
from itertools import zip_longest
from pathlib import Path

from flows.docs import cookbook, dictionary, table_page
from flows.docs.blocks import fill
from flows.docs.demo_answers import answers_of, make_demo, printed
from flows.docs.reference import reference
from warehouse.superset.columns import with_columns

ROOT = Path(__file__).parents[2]
README = "README.md"
RECIPES = "warehouse/recipes/README.md"
DICTIONARY = "schemas/README.md"
#: Folders of which every page is generated.
PAGES = f"schemas/{dictionary.PAGES}"
DATASETS = "warehouse/superset/fivefold/datasets"


def generated(root: Path, demo_home: Path | None) -> dict[str, str]:
    """What each file should say, by its path under `root`; nothing where there should be none.

    README keeps what is written by hand, and without a demo the recipes keep their answers.
    """
    readme, answers = text_of(root / README), cookbook.answers(text_of(root / RECIPES))
    blocks = reference()
    if demo_home is not None:
        done = make_demo(demo_home)
        answers = answers_of(done.settings)
        blocks["demo"] = f"```text\n{printed(done)}\n```"
    blocks |= cookbook.blocks_of_readme(readme, answers)
    outdated = {f"{PAGES}/{file.name}": "" for file in (root / PAGES).glob("*.md")}
    pages = {f"schemas/{name}": text for name, text in table_page.pages().items()}
    return (
        outdated
        | pages
        | datasets(root)
        | {
            README: fill(readme, blocks),
            RECIPES: cookbook.page(answers),
            DICTIONARY: dictionary.index(),
        }
    )


def datasets(root: Path) -> dict[str, str]:
    """What Superset's datasets should say of the columns of their tables; the rest of them is written by hand."""
    return {
        f"{DATASETS}/{file.name}": with_columns(file.read_text(encoding="utf-8"))
        for file in sorted((root / DATASETS).glob("*.yaml"))
    }


def stale(root: Path, demo_home: Path | None = None) -> list[str]:
    """A sentence on each file that does not say what it should, with its first line that differs."""
    return [
        f"{name} is stale, first in line {differing[0]}: it should say {differing[1]!r}"
        for name, wanted in generated(root, demo_home).items()
        if (differing := first_difference(root / name, wanted)) is not None
    ]


def first_difference(file: Path, wanted: str) -> tuple[int, str] | None:
    """Number of the first line that is not as wanted, and what is wanted there; None if the file is as it should be."""
    text = text_of(file)
    if text == wanted:
        return None
    pairs = zip_longest(text.split("\n"), wanted.split("\n"))
    return next((n, (line or "")[:100]) for n, (there, line) in enumerate(pairs, start=1) if there != line)


def text_of(file: Path) -> str:
    """What a file says; nothing if it is not there."""
    return file.read_text(encoding="utf-8") if file.exists() else ""


def write(file: Path, text: str) -> None:
    """Make a file say this; without a text there shall be none."""
    if text:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    else:
        file.unlink()


def main(arguments: Sequence[str] | None = None, root: Path = ROOT) -> int:
    """Write, or check; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m flows.docs", description="Write the generated documentation.")
    parser.add_argument("--check", action="store_true", help="change nothing; exit with 1 if anything is stale")
    parser.add_argument(
        "--demo", type=Path, metavar="DIR", help="also run the demo, in DIR, and fill in what it prints and answers"
    )
    asked = parser.parse_args(arguments)
    if not asked.check:
        for name, text in generated(root, asked.demo).items():
            write(root / name, text)
        return 0
    found = stale(root, asked.demo)
    for line in found:
        sys.stderr.write(f"{line}. Mend it with: python -m flows.docs{' --demo DIR' if asked.demo else ''}\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
