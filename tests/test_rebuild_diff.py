"""What a new version of the rules would change, shown before and noted after, on a warehouse that older rules made."""

import os
import shutil
import subprocess
import sys
from datetime import timedelta

import orjson
import pytest

from flows.cli.diff import show_diff
from flows.derive.core import derive_core, derive_efforts, forget_core
from flows.derive.diff import rebuild_diff
from flows.errors import WarehouseUnavailable
from flows.settings import load_settings
from schemas.changes import Changes
from schemas.sessions import Sessions
from schemas.tables import TABLES
from tests.landed import AT, derive, land
from tests.strava_shapes import START, activity, profile, zones
from transforms.rules import RULE_VERSION
from warehouse.database import open_warehouse
from warehouse.publish import contents, publish

SAT = {"sport_type": "Workout", "type": "Workout", "distance": 0.0, "elapsed_time": 1500, "moving_time": 1500}
LIFTED = {"sport_type": "WeightTraining", "type": "WeightTraining"}
NEXT_NIGHT = AT + timedelta(days=1)
#: The verdicts that older rules left: a shorter sauna, a run taken for one, and nothing of the hour at the gym.
OLD = """
UPDATE mart.sessions SET rule_version = '2020.1';
UPDATE mart.sessions SET dose = 12, counts = FALSE WHERE activity_id = 2;
DELETE FROM mart.sessions WHERE activity_id = 3;
INSERT INTO mart.sessions SELECT * REPLACE (1 AS activity_id, 'sauna run' AS kind) FROM mart.sessions
WHERE activity_id = 2;
UPDATE ops.derivation SET inputs_sha256 = 'of other rules';
"""


def sauna(activity_id, day, name="Sauna"):
    return activity(activity_id, START + timedelta(days=day), name=name, has_streams=False, **SAT)


@pytest.fixture(scope="module")
def old_home(tmp_path_factory):
    """A home whose verdicts are by older rules: a run, a sauna, an hour at the gym."""
    settings = load_settings(home=tmp_path_factory.mktemp("old"))
    with open_warehouse(settings.warehouse_path) as warehouse:
        gym = activity(3, START + timedelta(days=2), name="Gym [red]and[/] more", **LIFTED)
        land(warehouse, [activity(1), sauna(2, 1), gym], athlete=profile(), zones=zones())
        derive(warehouse, settings.plan_path)
        warehouse.execute(OLD)
        publish(warehouse, settings.published_path, contents(warehouse))
    return settings.home


@pytest.fixture
def settings(old_home, tmp_path):
    return load_settings(home=shutil.copytree(old_home, tmp_path / "home", symlinks=True))


def files(folder):
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def noted(warehouse):
    rows = warehouse.read(Changes).select("activity_id", "field", "old_value", "new_value").rows()
    return {row[:2]: row[2:] for row in rows}


def as_new_rules_would(warehouse):
    """Whether the verdicts are those of today."""
    return set(warehouse.read(Sessions)["rule_version"]) == {RULE_VERSION}


EXPECTED = {
    (1, "verdict:heat"): ("12 minutes sauna run, does not count (2020.1)", f"none ({RULE_VERSION})"),
    (2, "verdict:heat"): ("12 minutes sauna, does not count (2020.1)", f"25 minutes sauna, counts ({RULE_VERSION})"),
    (3, "verdict:strength"): ("none (2020.1)", f"46 minutes unknown, counts ({RULE_VERSION})"),
}


def test_each_verdict_that_would_change_is_shown(settings):
    changed = rebuild_diff(settings, AT)
    assert changed.select("activity_id", "intervention", "change", "title").rows() == [
        (1, "heat", "vanishes", "Morning Run"),
        (2, "heat", "counts", "Sauna"),
        (3, "strength", "appears", "Gym [red]and[/] more"),
    ]


def test_it_is_raw_that_new_rules_are_tried_on_not_what_older_ones_made_of_it(settings):
    with open_warehouse(settings.warehouse_path) as warehouse:
        warehouse.execute("UPDATE core.activities SET name = 'Nothing', sport_group = 'other'")
    assert rebuild_diff(settings, AT).height == len(EXPECTED)


def test_nothing_on_disk_is_another_for_it(settings):
    before = files(settings.home)
    rebuild_diff(settings, AT)
    assert files(settings.home) == before


def test_what_was_shown_is_what_the_next_night_does_and_notes(settings):
    shown = {(row[0], f"verdict:{row[1]}") for row in rebuild_diff(settings, AT).select(
        "activity_id", "intervention").rows()}  # fmt: skip
    with open_warehouse(settings.warehouse_path) as warehouse:
        derive(warehouse, settings.plan_path, NEXT_NIGHT)
        assert noted(warehouse) == EXPECTED
        assert shown == EXPECTED.keys()
        assert as_new_rules_would(warehouse)
    assert rebuild_diff(settings, NEXT_NIGHT).is_empty()


def test_another_rebuild_notes_nothing_more(settings):
    with open_warehouse(settings.warehouse_path) as warehouse:
        for night in range(3):
            forget_core(warehouse)
            derive(warehouse, settings.plan_path, NEXT_NIGHT + timedelta(days=night))
        assert noted(warehouse) == EXPECTED
        assert warehouse.read(Changes).height == len(EXPECTED)


def test_a_rebuild_broken_off_after_core_was_forgotten_loses_no_note(settings):
    with open_warehouse(settings.warehouse_path) as warehouse:
        forget_core(warehouse)
    with open_warehouse(settings.warehouse_path) as warehouse:
        derive_core(warehouse, NEXT_NIGHT, "test")
        derive_efforts(warehouse)
    with open_warehouse(settings.warehouse_path) as warehouse:
        derive(warehouse, settings.plan_path, NEXT_NIGHT)
        assert noted(warehouse) == EXPECTED


def test_an_activity_that_came_with_the_new_rules_is_not_their_doing(settings):
    with open_warehouse(settings.warehouse_path) as warehouse:
        land(warehouse, [sauna(4, 3)])
        derive(warehouse, settings.plan_path, NEXT_NIGHT)
        assert 4 in warehouse.read(Sessions)["activity_id"].to_list()
        assert noted(warehouse) == EXPECTED


def test_what_the_athlete_edited_or_planned_is_not_noted_as_the_rules_doing(settings):
    with open_warehouse(settings.warehouse_path) as warehouse:
        derive(warehouse, settings.plan_path, NEXT_NIGHT)
        land(warehouse, [sauna(2, 1, name="Evening")])
        plan = settings.plan_path.read_text()
        settings.plan_path.write_text(plan.replace("[heat]\n", '[heat]\nwords = { sauna = ["morning run"] }\n'))
        derive(warehouse, settings.plan_path, NEXT_NIGHT + timedelta(days=1))
        verdicts = {key: values for key, values in noted(warehouse).items() if key[1].startswith("verdict:")}
        assert verdicts == EXPECTED


def test_books_are_seen_and_none_are_kept(settings):
    with open_warehouse(settings.warehouse_path) as warehouse:
        before = {table: warehouse.read(table) for table in TABLES}
    rebuild_diff(settings, AT)
    with open_warehouse(settings.warehouse_path) as warehouse:
        assert all(warehouse.read(table).equals(frame) for table, frame in before.items())


def test_a_warehouse_of_an_older_shape_is_read_as_it_is(settings):
    with open_warehouse(settings.warehouse_path) as warehouse:
        warehouse.execute("DROP TABLE core.streams; DROP TABLE ops.quarantine; ALTER TABLE raw.payloads DROP run_id")
    assert rebuild_diff(settings, AT).height == len(EXPECTED)


def test_without_a_warehouse_there_is_nothing_to_compare_and_none_is_made(tmp_path):
    with pytest.raises(WarehouseUnavailable, match="fivefold sync"):
        rebuild_diff(load_settings(home=tmp_path / "none"))
    assert not (tmp_path / "none").exists()


def test_a_warehouse_in_use_is_said_to_be(settings):
    with open_warehouse(settings.warehouse_path):
        ended = command(settings)
    assert ended.returncode == WarehouseUnavailable.exit_code
    assert "in use" in ended.stderr
    assert "Traceback" not in ended.stderr


def command(settings, *options):
    return subprocess.run(
        [sys.executable, "-m", "flows", "rebuild", "--diff", *options],
        env=os.environ | {"FIVEFOLD_HOME": str(settings.home)},
        capture_output=True,
        text=True,
    )


def test_the_command_shows_titles_as_they_are_and_says_how_to_go_on(settings, capsys):
    show_diff(settings, as_json=False)
    said = capsys.readouterr().out
    assert "Gym [red]and[/] more" in said
    assert "12 minutes sauna, does not count (2020.1)" in said
    assert "3 verdicts would change" in said
    assert said.rstrip().endswith("fivefold rebuild")


def test_the_command_answers_in_json(settings):
    ended = command(settings, "--json")
    told = orjson.loads(ended.stdout)
    assert told["rule_version"] == RULE_VERSION
    assert {(one["intervention"], one["change"], one["verdicts"]) for one in told["counts"]} == {
        ("heat", "vanishes", 1),
        ("heat", "counts", 1),
        ("strength", "appears", 1),
    }
    assert told["changes"][1]["before"]["dose"] == 12
    assert told["changes"][1]["after"]["rule_version"] == RULE_VERSION


def test_where_no_verdict_would_change_that_is_said(settings, capsys):
    with open_warehouse(settings.warehouse_path) as warehouse:
        derive(warehouse, settings.plan_path, NEXT_NIGHT)
    show_diff(settings, as_json=False)
    assert "every verdict would be what it is" in capsys.readouterr().out
