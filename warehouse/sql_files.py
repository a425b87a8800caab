"""The SQL that is kept as files: views for people, and checks that must find nothing."""

from pathlib import Path

import polars as pl

from warehouse.database import Warehouse
from warehouse.errors import CheckFailed

VIEWS = Path(__file__).parent / "views"
CHECKS = Path(__file__).parent / "checks"


def statements(folder: Path) -> list[str]:
    """The text of each `.sql` file of a folder, by name."""
    return [file.read_text(encoding="utf-8") for file in sorted(folder.glob("*.sql"))]


def run_checks(warehouse: Warehouse) -> None:
    """Run every check. Raises `CheckFailed`, naming the check, at the first that finds a row."""
    for file in sorted(CHECKS.glob("*.sql")):
        found: pl.DataFrame = warehouse.query(file.read_text(encoding="utf-8"))
        if not found.is_empty():
            raise CheckFailed(f"The check {file.stem} found {found.height} row(s) that must not exist: {found.row(0)}.")
