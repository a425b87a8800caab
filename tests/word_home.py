"""A home with four activities, landed without server and Prefect, for tests of what the athlete says of them."""

import os
import shutil
import tempfile
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

from flows.derive.rebuild import publish_all
from flows.settings import load_settings
from schemas.tables import TABLES
from tests.homes import Home, environment
from tests.landed import AT, derive, land
from tests.strava_shapes import START, activity, profile, zones
from warehouse.database import Warehouse, open_warehouse

SAT: dict[str, Any] = {
    "sport_type": "Workout", "type": "Workout", "distance": 0.0, "elapsed_time": 1500, "moving_time": 1500,
    "has_streams": False,
}  # fmt: skip
LIFT = SAT | {"sport_type": "WeightTraining", "type": "WeightTraining", "elapsed_time": 2700}
RUN, SECOND_RUN, SAUNA, GYM = 1, 2, 3, 4
DERIVED = [table for table in TABLES if table.layer() in ("core", "mart")]


def landed(warehouse: Warehouse) -> None:
    """Two runs, a sauna and a light strength session, on four days from Monday, 4 May 2026, on."""
    day = timedelta(days=1)
    land(
        warehouse,
        [
            activity(RUN),
            activity(SECOND_RUN, START + day),
            activity(SAUNA, START + 2 * day, name="Sauna", **SAT),
            activity(GYM, START + 3 * day, name="Gym", description="Squat 3x12 @ 60 kg", **LIFT),
        ],
        athlete=profile(),
        zones=zones(),
    )


def word_home(folder: Path) -> Home:
    """The home of these, derived and published."""
    shutil.copytree(made_once().name, folder, symlinks=True)
    return home_in(folder)


def home_in(folder: Path) -> Home:
    """Whatever lies in the folder."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR", "LANG", "TZ") if name in os.environ}
    return Home(folder, {**kept, "FIVEFOLD_HOME": str(folder), "COLUMNS": "200"})


@cache
def made_once() -> tempfile.TemporaryDirectory[str]:
    """The folder that is copied for each test."""
    made = tempfile.TemporaryDirectory()
    home = home_in(Path(made.name))
    with environment(home.environment), open_warehouse(home.warehouse) as warehouse:
        landed(warehouse)
        derive(warehouse, home.folder / "plan.toml")
        publish_all(warehouse, load_settings(), AT)
    return made


def contents(warehouse: Warehouse) -> dict[str, Any]:
    """Everything derived."""
    return {table.full_name(): warehouse.read(table) for table in DERIVED}
