"""The checks before publishing: each lets pass what a night makes, and finds the row that it is there to find."""

import pytest

from schemas.hill_sprint_reps import HillSprintReps
from schemas.sessions import Sessions
from tests.frames import rows
from tests.landed import derive, land
from tests.strava_shapes import activity
from warehouse.database import open_warehouse
from warehouse.errors import CheckFailed
from warehouse.sql_files import CHECKS, run_checks

STRANGER = {"activity_id": 77}
#: What breaks the promise of each check, in a warehouse with one run.
VIOLATIONS = {
    "adherence_counts_its_evidence": lambda warehouse: warehouse.execute(
        "UPDATE mart.weekly_adherence SET actual = actual + 1 WHERE unit = 'sessions'"
    ),
    "duplicates_point_at_what_counts": lambda warehouse: warehouse.execute(
        "UPDATE core.activities SET duplicate_of = 77"
    ),
    "monthly_volume_adds_up": lambda warehouse: warehouse.execute(
        "UPDATE mart.monthly_volume SET distance_m = distance_m + 1 WHERE sport_group = 'run'"
    ),
    "no_activity_is_lost": lambda warehouse: warehouse.execute(
        "INSERT INTO raw.summaries BY NAME SELECT * REPLACE (77 AS activity_id) FROM raw.summaries"
    ),
    "reps_have_a_session": lambda warehouse: warehouse.append(HillSprintReps, rows(HillSprintReps, STRANGER)),
    "sessions_have_an_activity": lambda warehouse: warehouse.append(Sessions, rows(Sessions, STRANGER)),
}


@pytest.fixture
def warehouse(tmp_path):
    with open_warehouse(tmp_path / "warehouse.duckdb") as warehouse:
        land(warehouse, [activity(1)])
        derive(warehouse, tmp_path / "plan.toml")
        yield warehouse


def test_every_check_has_its_violation_here():
    assert sorted(file.stem for file in CHECKS.glob("*.sql")) == sorted(VIOLATIONS)


@pytest.mark.parametrize("check", VIOLATIONS)
def test_a_check_passes_what_a_night_makes_and_finds_its_violation(warehouse, check):
    run_checks(warehouse)
    VIOLATIONS[check](warehouse)
    with pytest.raises(CheckFailed, match=f"The check {check} found "):
        run_checks(warehouse)


def test_a_duplicate_of_a_duplicate_is_found(warehouse):
    warehouse.execute("INSERT INTO core.activities BY NAME SELECT * REPLACE (2 AS activity_id) FROM core.activities")
    warehouse.execute("UPDATE core.activities SET duplicate_of = 3 - activity_id")
    with pytest.raises(CheckFailed, match="duplicates_point_at_what_counts"):
        run_checks(warehouse)


def test_a_month_without_its_volume_is_found(warehouse):
    warehouse.execute("DELETE FROM mart.monthly_volume")
    with pytest.raises(CheckFailed, match="monthly_volume_adds_up"):
        run_checks(warehouse)
