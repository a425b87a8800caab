"""What is derived when: only what something new landed about, and everything when the rules are others."""

from datetime import timedelta

import pytest

from flows.derive.core import derive_core, derive_efforts
from schemas.activities import Activities
from schemas.changes import Changes
from schemas.derivation import Derivation
from schemas.monthly_volume import MonthlyVolume
from schemas.sessions import Sessions
from schemas.tables import TABLES
from tests.landed import AT, derive, land
from tests.strava_shapes import START, activity, profile, zones
from warehouse.database import open_warehouse

DERIVED = [table for table in TABLES if table.layer() in ("core", "mart")]


@pytest.fixture
def warehouse(tmp_path):
    with open_warehouse(tmp_path / "warehouse.duckdb") as warehouse:
        land(warehouse, [activity(1), activity(2, START + timedelta(days=1))], athlete=profile(), zones=zones())
        derive(warehouse, tmp_path / "plan.toml")
        yield warehouse


def contents(warehouse):
    return {table.full_name(): warehouse.read(table) for table in DERIVED}


def make_as_if_by_other_rules(warehouse):
    """core holds what today's rules would not make of raw."""
    warehouse.execute("UPDATE core.activities SET timezone = 'of other rules' WHERE activity_id = 1")
    warehouse.execute("DELETE FROM core.athletes")


def test_without_news_core_is_not_made_anew(warehouse, tmp_path):
    make_as_if_by_other_rules(warehouse)
    derive(warehouse, tmp_path / "plan.toml")
    assert warehouse.read(Activities)["timezone"].to_list() == ["of other rules", "Europe/Helsinki"]


def test_a_night_with_one_new_run_makes_only_that_one_and_looks_for_efforts_only_there(warehouse):
    make_as_if_by_other_rules(warehouse)
    land(warehouse, [activity(3, START + timedelta(days=2))])
    assert derive_core(warehouse, AT, "test").activities == 1
    assert derive_efforts(warehouse) == 1
    assert warehouse.read(Activities)["timezone"].to_list() == ["of other rules", *["Europe/Helsinki"] * 2]
    assert derive_core(warehouse, AT, "test").activities == 0
    assert derive_efforts(warehouse) == 0


def test_core_made_by_other_rules_is_made_anew_from_the_first_payload(warehouse, tmp_path):
    right = contents(warehouse)
    make_as_if_by_other_rules(warehouse)
    warehouse.execute("UPDATE ops.derivation SET inputs_sha256 = 'of other rules' WHERE stage = 'core'")
    derive(warehouse, tmp_path / "plan.toml", AT + timedelta(hours=1))
    assert [name for name, frame in contents(warehouse).items() if not frame.equals(right[name])] == []
    assert warehouse.read(Changes).is_empty()
    derived_by = warehouse.read(Derivation, "stage = 'core'")["inputs_sha256"].item()
    derive(warehouse, tmp_path / "plan.toml", AT + timedelta(hours=2))
    assert warehouse.read(Derivation, "stage = 'core'")["inputs_sha256"].item() == derived_by != "of other rules"


def test_a_duplicate_says_which_activity_is_kept_instead_and_why(warehouse, tmp_path):
    # A phone's recording of the first run, a minute late and without samples.
    phone = activity(3, START + timedelta(minutes=1), has_streams=False, detail_fields={"device_name": "A phone"})
    land(warehouse, [phone])
    derive(warehouse, tmp_path / "plan.toml")
    kept = (
        warehouse.read(Activities).select("activity_id", "duplicate_of", "duplicate_reason").rows_by_key("activity_id")
    )
    assert kept[1] == kept[2] == [(None, None)]
    ((duplicate_of, reason),) = kept[3]
    assert duplicate_of == 1
    assert reason.startswith("97 % of the shorter recording lies within the other one, activity 1, which is kept (")
    assert "with samples" in reason
    assert warehouse.read(Changes).is_empty()


def test_an_hour_of_strength_on_watch_and_app_is_one_hour_of_volume_and_one_session_with_its_sets(warehouse, tmp_path):
    lifted = {"sport_type": "WeightTraining", "type": "WeightTraining", "distance": 0.0}
    watch = activity(3, START + timedelta(days=2), name="Strength", **lifted)
    log = {"manual": True, "has_heartrate": False, "average_heartrate": None, "max_heartrate": None}
    sets = "Squat 3x5 @ 100kg\n\n20 min sauna after"
    app = activity(4, START + timedelta(days=2, minutes=2), description=sets, has_streams=False, **lifted, **log)
    land(warehouse, [watch, app])
    derive(warehouse, tmp_path / "plan.toml")
    spent = warehouse.read(MonthlyVolume, "sport_group = 'strength' AND activities > 0")
    assert spent.select("activities", "elapsed_time_s").rows() == [(1, 2760)]
    counted = warehouse.read(Sessions, "counts AND activity_id IN (3, 4)")
    assert counted.select("activity_id", "intervention", "kind", "dose").rows() == [
        (4, "heat", "sauna", 20.0),
        (4, "strength", "heavy", 46.0),
    ]


def test_a_word_added_to_the_plan_finds_its_sessions_the_next_night(warehouse, tmp_path):
    sat = {"sport_type": "Workout", "type": "Workout", "distance": 0.0, "elapsed_time": 1500, "moving_time": 1500}
    land(warehouse, [activity(3, START + timedelta(days=2), name="Glow barn", has_streams=False, **sat)])
    derive(warehouse, tmp_path / "plan.toml")
    assert warehouse.read(Sessions, "intervention = 'heat'").is_empty()
    plan = (tmp_path / "plan.toml").read_text()
    (tmp_path / "plan.toml").write_text(plan.replace("[heat]\n", '[heat]\nwords = { sauna = ["glow barn"] }\n'))
    derive(warehouse, tmp_path / "plan.toml")
    found = warehouse.read(Sessions, "intervention = 'heat'").select("activity_id", "kind", "dose", "counts")
    assert found.rows() == [(3, "sauna", 25.0, True)]
