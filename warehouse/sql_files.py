"""The SQL that is kept as files: views for people, checks that must find nothing, and recipes that answer questions."""

from pathlib import Path

import polars as pl

from warehouse.database import Warehouse
from warehouse.errors import CheckFailed

VIEWS = Path(__file__).parent / "views"
CHECKS = Path(__file__).parent / "checks"
RECIPES = Path(__file__).parent / "recipes"


def statements(folder: Path) -> list[str]:
    """The text of each `.sql` file of a folder, by name."""
    return [file.read_text(encoding="utf-8") for file in sorted(folder.glob("*.sql"))]


def split_comment(text: str) -> tuple[str, str]:
    """The comment that a file begins with, without its marks, and what follows it."""
    lines = text.splitlines()
    end = next((number for number, line in enumerate(lines) if not line.startswith("--")), len(lines))
    return "\n".join(line[2:].removeprefix(" ").rstrip() for line in lines[:end]), "\n".join(lines[end:]).strip()


def run_checks(warehouse: Warehouse) -> None:
    """Run every check. Raises `CheckFailed`, naming the check, at the first that finds a row."""
    for file in sorted(CHECKS.glob("*.sql")):
        found: pl.DataFrame = warehouse.query(file.read_text(encoding="utf-8"))
        if not found.is_empty():
            raise CheckFailed(f"The check {file.stem} found {found.height} row(s) that must not exist: {found.row(0)}.")
