"""Labels in the warehouse: in force the next night, the same after a rebuild, and gone without a trace."""

from datetime import timedelta

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.derive.core import forget_core
from flows.errors import UsageError
from flows.word.label_file import set_label
from flows.word.labels import Label, read_labels
from schemas.activities import Activities
from schemas.labels import Labels
from schemas.plan import INTERVENTIONS
from schemas.recordings import Recordings
from schemas.sessions import Sessions
from schemas.weekly_adherence import WeeklyAdherence
from tests.frames import rows
from tests.landed import AT, derive, land
from tests.laws import law
from tests.strava_shapes import START, activity
from tests.word_home import GYM, RUN, SAUNA, contents, landed
from transforms.labels import SAID, labels
from warehouse.database import open_warehouse


@pytest.fixture
def warehouse(tmp_path):
    with open_warehouse(tmp_path / "warehouse.duckdb") as warehouse:
        landed(warehouse)
        derive(warehouse, tmp_path / "plan.toml")
        yield warehouse


@pytest.fixture
def night(warehouse, tmp_path):
    """Says something of activities (None takes it back) and derives."""

    def night(of, later=timedelta(0)):
        for activity_id, counts_for in of.items():
            label = None if counts_for is None else Label(activity=activity_id, counts_for=counts_for)
            set_label(tmp_path / "labels.toml", activity_id, label)
        derive(warehouse, tmp_path / "plan.toml", AT + later)
        return contents(warehouse)

    return night


def week(warehouse, intervention):
    """What counts in the week of the recordings, and its status."""
    table = warehouse.read(WeeklyAdherence, "week_start = DATE '2026-05-04'").filter(intervention=intervention)
    return table.select("actual", "status").row(0)


def test_a_label_is_in_force_the_next_night_and_counts_in_its_week(warehouse, night):
    assert week(warehouse, "hill_sprints") == (0.0, "missed")
    night({RUN: ["hill_sprints"], SAUNA: []})
    table = warehouse.read(Sessions).select("activity_id", "intervention", "counts", "decided_by")
    assert (RUN, "hill_sprints", True, "label") in table.rows()
    assert (SAUNA, "heat", False, "label") in table.rows()
    assert week(warehouse, "hill_sprints") == (1.0, "met")
    assert week(warehouse, "heat") == (0.0, "missed")
    assert warehouse.read(Labels).select("activity_id", "interventions").rows() == [(1, ["hill_sprints"]), (3, [])]


def test_a_rebuild_equals_what_the_nights_made(warehouse, night):
    night({RUN: ["hill_sprints"]})
    before = night({GYM: ["strength", "heat"], SAUNA: []}, timedelta(hours=1))
    forget_core(warehouse)
    after = night({}, timedelta(hours=2))
    assert [name for name, frame in after.items() if not frame.equals(before[name])] == []


def test_what_is_withdrawn_leaves_the_verdicts_that_the_rules_gave(warehouse, night):
    before = night({})
    assert not night({RUN: ["hill_sprints"], SAUNA: [], GYM: ["heat"]})["mart.sessions"].equals(before["mart.sessions"])
    after = night({RUN: None, SAUNA: None, GYM: None})
    assert [name for name, frame in after.items() if not frame.equals(before[name])] == []


def test_a_label_waits_for_its_activity(warehouse, night, tmp_path):
    night({7: ["heat"]})
    assert warehouse.read(Labels).is_empty()
    land(warehouse, [activity(7, START + timedelta(days=4))])
    night({})
    assert warehouse.read(Sessions, "activity_id = 7 AND counts")["intervention"].to_list() == ["heat"]
    assert read_labels(tmp_path / "labels.toml").height == 1


def test_the_word_about_duplicates_outranks_the_rule(warehouse, tmp_path):
    # A phone's recording of the first run, a minute late and without samples.
    land(warehouse, [activity(9, START + timedelta(minutes=1), has_streams=False)])

    def duplicates(of, label):
        set_label(tmp_path / "labels.toml", of, label)
        derive(warehouse, tmp_path / "plan.toml")
        return dict(warehouse.read(Activities, "duplicate_of IS NOT NULL").select("activity_id", "duplicate_of").rows())

    assert duplicates(9, None) == {9: RUN}
    assert duplicates(9, Label(activity=9, duplicate_of=False)) == {}
    assert duplicates(9, None) == {9: RUN}
    assert duplicates(RUN, Label(activity=RUN, duplicate_of=9)) == {RUN: 9}
    assert warehouse.read(Labels).select("activity_id", "is_duplicate", "duplicate_of").rows() == [(RUN, True, 9)]
    assert duplicates(RUN, None) == {9: RUN}


def test_a_broken_file_stops_the_marts_and_loses_nothing(warehouse, night, tmp_path):
    before = night({RUN: ["heat"]})
    (tmp_path / "labels.toml").write_text("[[label]]\nactivity = 1\n")
    with pytest.raises(UsageError, match="says nothing"):
        night({})
    assert contents(warehouse)["mart.sessions"].equals(before["mart.sessions"])
    (tmp_path / "labels.toml").unlink()
    assert night({})["core.labels"].is_empty()


def test_hostile_notes_stay_text(warehouse, tmp_path):
    note = "'; DROP TABLE mart.sessions; -- <script>\x1b[2J [red]\u202e"
    set_label(tmp_path / "labels.toml", RUN, Label(activity=RUN, counts_for=[], note=note))
    derive(warehouse, tmp_path / "plan.toml")
    assert warehouse.read(Labels)["note"].to_list() == [note]


def in_force(said, known, *recordings) -> pl.DataFrame:
    frame = pl.DataFrame([label.row() for label in said], schema=SAID)
    return Labels.validate(labels(frame, known, rows(Recordings, *recordings) if recordings else Recordings.none()))


def test_a_label_of_a_file_holds_for_the_activity_at_strava_that_the_file_turned_out_to_be_of():
    known, file = rows(Activities, {"activity_id": 500}), {"recording_id": -9, "activity_id": 500}
    told = [Label(activity=-9, counts_for=["heat"])]
    assert in_force(told, known, file).select("activity_id", "interventions").rows() == [(500, ["heat"])]
    told.append(Label(activity=500, counts_for=[]))
    assert in_force(told, known, file).select("activity_id", "interventions").rows() == [(500, [])]


def test_a_duplicate_of_a_file_is_one_of_the_activity_that_the_file_turned_out_to_be_of():
    known, file = rows(Activities, {"activity_id": 500}, {"activity_id": 600}), {"recording_id": -9, "activity_id": 500}
    assert in_force([Label(activity=600, duplicate_of=-9)], known, file)["duplicate_of"].to_list() == [500]


@law
@given(
    st.lists(
        st.builds(
            Label,
            activity=st.integers(1, 6),
            counts_for=st.lists(st.sampled_from(INTERVENTIONS), unique=True),
        ),
        unique_by=lambda label: label.activity,
    ),
    st.randoms(use_true_random=False),
)
def test_neither_the_order_of_labels_nor_that_of_their_words_matters(told, random):
    known = rows(Activities, *({"activity_id": number} for number in range(1, 5)))
    shuffled = [
        one.model_copy(update={"counts_for": random.sample(one.counts_for, len(one.counts_for))})
        for one in random.sample(told, len(told))
    ]
    one, other = (in_force(said, known) for said in (told, shuffled))
    assert Labels.validate(one).equals(other)
    assert set(one["activity_id"]) == {label.activity for label in told} & {1, 2, 3, 4}
