"""The marts against what synthetic athletes really did, through the whole flow over HTTP: five if FIVEFOLD_LONG=1."""

from datetime import timedelta

import polars as pl
import pytest

from tests import told_truth
from tests.homes import NOW, ask, main_job
from tests.laws import first_of

pytestmark = [pytest.mark.prefect, pytest.mark.slow]

#: A rep found belongs to a rep run when they start so close to each other.
CLOSE_S = 3.0


@pytest.fixture(scope="module", params=first_of(range(5)), ids=lambda seed: f"seed {seed}")
def life(request, prefect, tmp_path_factory):
    """Three years of the first athlete, one of each other."""
    if request.param == 0:
        return request.getfixturevalue("demo")
    return main_job(tmp_path_factory.mktemp("life"), prefect, request.param, years=1)


@pytest.fixture
def today(life):
    """The athletes' day: where the newest activity was."""
    return (NOW + timedelta(seconds=life.life.activities[-1].summary["utc_offset"])).date()


def mart(life, query):
    return ask(life.home.published, query).rows()


def test_everything_arrives(life):
    assert life.run.outcome == "ok"
    assert (life.run.activities_pending, life.run.records_rejected) == (0, 0)
    arrived = [activity_id for (activity_id,) in mart(life, "SELECT activity_id FROM core.activities")]
    assert sorted(arrived) == sorted(one["activity_id"] for one in life.truth)


def test_monthly_running_distances_are_those_run(life, today):
    found = dict(mart(life, "SELECT month, distance_m FROM mart.monthly_volume WHERE sport_group = 'run'"))
    # A sum of tenths of a metre, so nothing but the last bits of a float may differ.
    assert found == pytest.approx(told_truth.monthly_distances(life.truth, today), abs=1e-6, rel=0)


def test_a_second_recording_of_a_workout_counts_once(life):
    said = dict(mart(life, "SELECT activity_id, duplicate_of FROM core.activities WHERE duplicate_of IS NOT NULL"))
    assert said == told_truth.twins(life.truth)


@pytest.mark.parametrize("intervention", ["heat", "cross_training", "strength"])
def test_sessions_that_text_or_sport_decides_are_those_done(life, intervention):
    twins = told_truth.twins(life.truth)
    kept = {**twins, **{one: one for one in twins.values()}}
    found = mart(
        life,
        f"SELECT activity_id, kind, dose, dose_unit, counts FROM mart.sessions WHERE intervention = '{intervention}'",
    )
    sessions = told_truth.sessions(life.truth, intervention)
    assert {row[0]: row[1:] for row in found if row[0] not in kept} == {
        activity_id: (
            session["kind"],
            pytest.approx(session["dose"], abs=1e-9),
            session["dose_unit"],
            session["counts"],
        )
        for activity_id, session in sessions.items()
        if activity_id not in kept
    }
    # Of two recordings of one hour either may stand for it; one does, with its own length.
    minutes = {one.activity_id: one.summary["elapsed_time"] / 60 for one in life.life.activities}
    standing = [(kept[row[0]], row[1], row[2] - minutes[row[0]]) for row in found if row[0] in kept and row[4]]
    assert sorted(standing) == sorted(
        (activity_id, session["kind"], pytest.approx(0, abs=1e-9))
        for activity_id, session in sessions.items()
        if activity_id in kept
    )


def test_working_sets_are_those_lifted(life):
    """Warm-ups stand in no log that is written by hand, and pounds are rounded there."""
    found = mart(life, "SELECT activity_id, reps, weight_kg FROM mart.strength_sets WHERE NOT is_warmup ORDER BY ALL")
    # The watch of a session logged in an app knows nothing of its sets.
    watches = set(told_truth.twins(life.truth).values())
    lifted = sorted(
        (one["activity_id"], done["reps"], done["weight_kg"])
        for one in life.truth
        for done in one["sets"]
        if one["activity_id"] not in watches and not done["is_warmup"]
    )
    assert [row[:2] for row in found] == [row[:2] for row in lifted]
    assert [row[2] for row in found] == pytest.approx([row[2] for row in lifted], abs=0.25)


def test_nearly_every_rep_is_found_and_nearly_nothing_else(life, record_property):
    found = ask(life.home.published, "SELECT activity_id, start_time_s FROM mart.hill_sprint_reps")
    run = pl.DataFrame(
        [(one["activity_id"], rep["start_time_s"]) for one in life.truth for rep in one["reps"]],
        schema={"activity_id": pl.Int64, "run_s": pl.Float64},
        orient="row",
    )
    pairs = run.join(found, on="activity_id").filter((pl.col("run_s") - pl.col("start_time_s")).abs() <= CLOSE_S)
    recall = pairs.n_unique(["activity_id", "run_s"]) / run.height
    precision = pairs.n_unique(["activity_id", "start_time_s"]) / found.height
    print(f"seed {life.life.truth['seed']}: {run.height} reps, recall {recall:.3f}, precision {precision:.3f}")
    assert run.height > 50
    assert recall >= 0.95
    assert precision >= 0.95


def test_hill_sprint_verdicts_are_those_of_the_sessions_run(life):
    found = mart(life, "SELECT activity_id, kind, counts FROM mart.sessions WHERE intervention = 'hill_sprints'")
    run = told_truth.sessions(life.truth, "hill_sprints")
    verdicts = {activity_id: (kind, counts) for activity_id, kind, counts in found}
    assert {activity_id: verdicts.get(activity_id) for activity_id in run} == {
        activity_id: (session["kind"], session["counts"]) for activity_id, session in run.items()
    }
    # A surge on a trail may look like one sprint; that is shown, does not count, and is rare.
    others = [verdict for activity_id, verdict in verdicts.items() if activity_id not in run]
    assert set(others) <= {("possible_hill_sprints", False)}
    assert len(others) <= 0.01 * sum(one["counted_distance_m"] is not None for one in life.truth)


def test_weekly_statuses_are_those_that_follow_from_the_truth(life, today):
    found = mart(life, "SELECT week_start, intervention, status, actual FROM mart.weekly_adherence")
    assert {row[:2]: row[2:] for row in found} == {
        week: (status, pytest.approx(amount, abs=1e-6))
        for week, (status, amount) in told_truth.weekly_statuses(life.truth, today).items()
    }
    assert {"met", "partial", "missed", "unknown"} <= {row[2] for row in found}


def test_monthly_records_are_those_that_follow_from_the_truth(life, today):
    found = mart(life, "SELECT month, previous_record_month FROM mart.monthly_records WHERE NOT is_provisional")
    assert dict(found) == told_truth.monthly_records(life.truth, today)
