"""`fivefold explain` as people type it, on a home that no server filled."""

import re
import shutil
import stat
from pathlib import Path

import orjson
import polars as pl
import pytest

from flows.derive.rebuild import publish_only
from flows.explain.gather import NEWEST, explained
from flows.explain.page import page
from flows.pages.document import escaped
from flows.settings import load_settings
from schemas.activities import Activities
from schemas.sessions import Sessions
from tests.explained import landed_life
from warehouse.database import open_warehouse

HOSTILE = "</title><script>alert(1)</script>\x1b[31m\x07\u202e\"'><img src=x onerror=alert(2)>"


@pytest.fixture(scope="module")
def life(tmp_path_factory):
    return landed_life(tmp_path_factory.mktemp("explain"))


@pytest.fixture(scope="module")
def sprints(life):
    """A session of hill sprints that counts."""
    with open_warehouse(life.home.warehouse) as warehouse:
        counted = warehouse.read(Sessions, "intervention = 'hill_sprints' AND counts")
    return counted["activity_id"][0]


def page_of(life, activity_id):
    return life.home.folder / "explain" / f"{activity_id}.html"


def test_it_says_the_verdict_its_conditions_and_where_the_picture_is(life, sprints):
    ended = life.home.run("explain", str(sprints))
    assert (ended.code, ended.err) == (0, "")
    assert re.search(r"hill sprints: counts: hill sprints, \d+ reps", ended.out)
    assert "no session. Not met: a word for heat in title or description: none" in ended.out
    assert "hill sprints in a row, 35–360 s apart" in ended.out
    assert "sprint 1 at" in ended.out
    assert f"The picture: {page_of(life, sprints)}" in ended.out
    assert len(ended.out.splitlines()) < 60


def test_the_page_is_one_file_that_its_owner_alone_can_read(life, sprints):
    life.home.run("explain", str(sprints))
    path = page_of(life, sprints)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    text = path.read_text(encoding="utf-8")
    assert len(text) < 500_000
    assert "<script" not in text
    # The icon is an empty one, so that no browser asks for one.
    assert not re.search(r"""(?:src|href)\s*=\s*(?!["']?(?:#|data:,))""", text)
    assert "prefers-color-scheme: dark" in text
    assert 'role="img"' in text
    assert "<title>Speed, effort and altitude over time;" in text


def test_json_names_every_condition(life, sprints):
    told = orjson.loads(life.home.run("explain", str(sprints), "--json").out)
    assert told["activity"]["activity_id"] == sprints
    assert [one["intervention"] for one in told["verdicts"]] == ["hill_sprints", "heat", "cross_training", "strength"]
    assert {"intervention", "subject", "criterion", "found", "needed", "is_met", "margin"} == set(told["criteria"][0])
    assert Path(told["picture"]) == page_of(life, sprints)


def test_an_unknown_activity_is_one_sentence(life):
    ended = life.home.run("explain", "5")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("There is no activity 5 in the warehouse. See what there is with: fivefold sql")


def test_the_query_that_it_names_can_be_asked(tmp_path):
    query = NEWEST.removeprefix('fivefold sql "').removesuffix('"')
    with open_warehouse(tmp_path / "warehouse.duckdb") as warehouse:
        assert warehouse.ask(query).is_empty()


def test_an_activity_without_samples_has_no_picture(life):
    bare = life.ids("NOT has_streams")[0]
    ended = life.home.run("explain", str(bare))
    assert ended.code == 0
    assert "There is no picture: no samples of it are in the warehouse." in ended.out
    assert not page_of(life, bare).exists()
    assert orjson.loads(life.home.run("explain", str(bare), "--json").out)["picture"] is None


@pytest.mark.slow
def test_every_session_counts_if_and_only_if_its_conditions_are_met(life):
    with open_warehouse(life.home.warehouse) as warehouse:
        sessions, activities = warehouse.read(Sessions), warehouse.read(Activities)
    chosen = sessions.group_by("intervention", "kind", "counts", maintain_order=True).first()["activity_id"].to_list()
    others = activities.join(sessions, on="activity_id", how="anti").group_by("sport_type", maintain_order=True).first()
    for activity_id in dict.fromkeys([*chosen, *others["activity_id"].to_list()]):
        told = orjson.loads(life.home.run("explain", str(activity_id), "--json").out)
        conditions = pl.DataFrame(told["criteria"]).filter(pl.col("subject") == "session")
        met = conditions.group_by("intervention").agg(pl.col("is_met").all()).filter("is_met")["intervention"]
        counted = sessions.filter(pl.col("activity_id") == activity_id, "counts")["intervention"]
        assert sorted(met) == sorted(counted), activity_id


def test_a_ride_is_drawn_as_fast_as_it_was_and_without_effort(life):
    ride = life.ids("sport_type = 'Ride' AND has_streams")[0]
    life.change("UPDATE core.streams SET speed_mps = 17.5 WHERE activity_id = $id", id=ride)
    about = explained(load_settings(home=life.home.folder), ride)
    assert about.series["speed_mps"].max() == 17.5
    assert about.series["effort_mps"].null_count() == about.series.height
    text = page(about)
    assert "effort: speed on the flat" not in text
    assert "Speed and altitude over time" in text


def test_hostile_titles_are_text_and_nothing_else(life, sprints):
    life.change("UPDATE core.activities SET name = $name WHERE activity_id = $id", name=HOSTILE, id=sprints)
    ended = life.home.run("explain", str(sprints))
    assert ended.code == 0
    assert not {"\x1b", "\x07", "\u202e"} & set(ended.out)
    text = page_of(life, sprints).read_text(encoding="utf-8")
    assert not {"\x1b", "\x07", "\u202e"} & set(text)
    assert "<script" not in text
    assert "<img" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text


def test_a_label_is_named_as_the_one_that_decided(life, sprints):
    change = "UPDATE mart.sessions SET decided_by = $who, counts = $counts WHERE activity_id = $id"
    life.change(change, who="label", counts=False, id=sprints)
    try:
        ended = life.home.run("explain", str(sprints))
    finally:
        life.change(change, who="rule", counts=True, id=sprints)
    assert "does not count: hill sprints" in ended.out
    assert "(decided by your label)" in ended.out
    assert "The rules alone say: " in ended.out


def test_a_duplicate_says_that_it_steps_back_and_why(life, sprints):
    change = "UPDATE core.activities SET duplicate_of = $other, duplicate_reason = $why WHERE activity_id = $id"
    why = "97 % of the shorter recording lies within the other one, activity 77, which is kept (heart rate)."
    life.change(change, other=77, why=why, id=sprints)
    try:
        ended = life.home.run("explain", str(sprints))
    finally:
        life.change(change, other=None, why=None, id=sprints)
    assert f"no better recording of the same workout: {why}" in ended.out


def test_a_session_that_another_activity_counts_for_says_so(life, sprints):
    change = "UPDATE mart.sessions SET counts = $counts, reason = $why WHERE activity_id = $id"
    life.change(change, counts=False, why="9 sprints. Activity -7 recorded the same workout and counts.", id=sprints)
    try:
        ended = life.home.run("explain", str(sprints))
    finally:
        life.change(change, counts=True, why="9 sprints.", id=sprints)
    assert "Not met: no other activity counts for the workout: Activity -7, needed none." in ended.out


def test_an_id_below_zero_is_an_id(life):
    assert life.home.run("explain", "-7").err.startswith("There is no activity -7 in the warehouse.")


def test_a_page_that_stands_there_already_is_replaced_not_followed(life, sprints, tmp_path):
    life.home.run("explain", str(sprints))
    path, elsewhere = page_of(life, sprints), tmp_path / "elsewhere"
    elsewhere.write_text("mine")
    path.unlink()
    path.symlink_to(elsewhere)
    assert life.home.run("explain", str(sprints)).code == 0
    assert elsewhere.read_text() == "mine"
    assert not path.is_symlink()


def test_a_home_without_a_warehouse_says_how_to_get_one(life, tmp_path):
    ended = life.home.run("explain", "5", FIVEFOLD_HOME=str(tmp_path))
    assert ended.code == 15
    assert "fivefold sync" in ended.err


def test_the_published_copy_is_enough(life, sprints, tmp_path):
    publish_only(load_settings(home=life.home.folder))
    try:
        life.home.warehouse.rename(tmp_path / "away")
        assert "sprint 1 at" in life.home.run("explain", str(sprints)).out
    finally:
        (tmp_path / "away").rename(life.home.warehouse)
        shutil.rmtree(life.home.published.parent)


def test_help_has_an_example(life):
    ended = life.home.run("explain", "--help")
    assert ended.code == 0
    assert "Example: fivefold explain" in " ".join(ended.out.split())


def test_escaped_text_holds_no_markup():
    assert escaped('a<b>"\x00') == "a&lt;b&gt;&quot; "
