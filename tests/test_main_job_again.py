"""The nightly flow again: nothing new changes nothing, and the way to a state does not matter."""

from dataclasses import replace
from datetime import datetime, timedelta

import polars as pl
import pytest

from flows.derive.rebuild import rebuild
from flows.settings import load_settings
from schemas.activities import Activities
from schemas.changes import Changes
from tests.homes import NOW, content_sha256, copy_of, differing, home_at, layers, serving, table_of

pytestmark = [pytest.mark.prefect, pytest.mark.slow]


@pytest.fixture(scope="module")
def again(season, tmp_path_factory):
    """A second sync right after the first."""
    with serving(season.life) as server:
        home = copy_of(season.home, tmp_path_factory.mktemp("again"), server)
        run = home.nightly()
        return home, run, server.admin.traffic()


def test_a_second_sync_fetches_only_the_listing(again):
    _, run, traffic = again
    assert run.outcome == "nothing_new"
    assert (run.activities_changed, run.details_fetched, run.streams_fetched) == (0, 0, 0)
    assert run.calls == traffic["calls"]
    assert traffic["by_kind"] == {"listing": 2}


def test_a_second_sync_changes_no_row_of_raw_core_and_mart(season, again):
    home, _, _ = again
    before = layers(season.home.warehouse, "raw", "core", "mart")
    assert sum(frame.height > 0 for frame in before.values()) > 20
    assert differing(before, layers(home.warehouse, "raw", "core", "mart")) == []


def test_a_second_sync_publishes_the_same_content(season, again):
    home, _, _ = again
    assert content_sha256(home.published) == content_sha256(season.home.published)
    assert differing(layers(season.home.published, "core", "mart"), layers(home.published, "core", "mart")) == []


def test_a_rebuild_equals_what_sync_produced(season, folder):
    with serving(season.life) as server:
        home = copy_of(season.home, folder, server)
    rebuild(load_settings(home=folder), NOW)
    assert (
        differing(
            layers(season.home.warehouse, "raw", "core", "mart"),
            layers(folder / "warehouse.duckdb", "raw", "core", "mart"),
        )
        == []
    )
    assert content_sha256(home.published) == content_sha256(season.home.published)


def test_a_sync_in_pieces_equals_one_sync(season, without_prefect, folder):
    with serving(season.life) as server:
        home = home_at(folder, server)
        outcomes = [home.nightly(max_calls=60).outcome]
        while outcomes[-1] == "budget_spent" and len(outcomes) < 20:
            outcomes.append(home.nightly(max_calls=60).outcome)
    assert len(outcomes) >= 3
    assert outcomes[-1] == "ok"
    assert same_in_the_end(season.home, home) == []


def test_a_life_synced_night_by_night_equals_one_sync_at_the_end(season, without_prefect, folder):
    late = season.life.activities[len(season.life.activities) // 3]
    with serving(replace(season.life, activities=[])) as server:
        home = home_at(folder, server)
        for days in (30, 9, 1, 0):
            at = NOW - timedelta(days=days)
            for one in ended_by(season.life, at):
                # One activity is uploaded weeks late: only the weekly reading of the whole listing can bring it.
                if server.emulator.store.get(one.activity_id) is None and (one is not late or days <= 1):
                    server.emulator.store.put(one)
            assert home.nightly(at).outcome in ("ok", "nothing_new")
        assert home.nightly().outcome == "nothing_new"
    assert late.activity_id in table_of(home.warehouse, Activities)["activity_id"]
    assert same_in_the_end(season.home, home) == []


def test_an_edit_arrives_with_the_next_sync_and_takes_nothing_else_along(season, folder):
    newest = season.life.activities[-1]
    with serving(season.life) as server:
        home = copy_of(season.home, folder, server)
        server.admin.edit(newest.activity_id, name="Another name")
        run = home.nightly()
    assert (run.activities_changed, run.details_fetched) == (1, 1)
    before, after = table_of(season.home.published, Activities), table_of(home.published, Activities)
    is_other = pl.col("activity_id") != newest.activity_id
    assert after.filter(~is_other)["name"].to_list() == ["Another name"]
    assert after.filter(is_other).equals(before.filter(is_other))
    assert (newest.activity_id, "name") in table_of(home.published, Changes).select("activity_id", "field").rows()
    assert content_sha256(home.published) != content_sha256(season.home.published)


def ended_by(life, at):
    """The activities of a life that had ended by then."""
    return [
        one
        for one in life.activities
        if datetime.fromisoformat(one.summary["start_date"]) + timedelta(seconds=one.summary["elapsed_time"]) <= at
    ]


def same_in_the_end(one, other):
    """Tables of core and mart that differ, but for the moment when a payload was fetched."""
    return differing(layers(one.warehouse, "core", "mart"), layers(other.warehouse, "core", "mart"), "updated_at")
