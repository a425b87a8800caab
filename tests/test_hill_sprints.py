import numpy as np
import orjson
import polars as pl
import pytest

from schemas.efforts import Efforts
from schemas.hill_sprint_reps import HillSprintReps
from schemas.streams import Streams
from tests.hill_athlete import year_of
from tests.hill_negatives import NEGATIVES, real_streams, with_sprints
from tests.hill_simulator import Stretch, Watch, easy, hill_sprint_run, record
from tests.hill_verdicts import activities_of, efforts_of, pressed_laps, sessions_of
from tests.laws import first_of
from transforms.hill_sprints import hill_sprint_sessions
from transforms.stream_quality import stream_quality

WALK = Stretch(100, 1.3)
SPRINT_UP = Stretch(9, 5.2, 0.1, is_rep=True)


def run_of(*stretches, watch=None):
    return record([*easy(15), *stretches, *easy(8)], 3, watch=watch or Watch(has_position=False))


def verdict(*stretches, watch=None, **values):
    """The one session row of a run as a dict, or None."""
    found = sessions_of(run_of(*stretches, watch=watch).streams, **values)
    assert found.height <= 1
    return found.row(0, named=True) if found.height else None


def test_six_reps_are_a_session_that_counts():
    session = verdict(*[SPRINT_UP, WALK] * 6)
    assert (session["kind"], session["dose"], session["dose_unit"], session["counts"]) == (
        "hill_sprints",
        6,
        "reps",
        True,
    )
    assert session["confidence"] > 0.8


def test_the_reason_is_a_sentence_with_the_numbers():
    reason = verdict(*[SPRINT_UP, WALK] * 6)["reason"]
    assert reason.startswith("6 sprints of about ")
    assert "recoveries" in reason
    assert reason.endswith(".")


def test_the_evidence_is_json_with_the_numbers():
    evidence = orjson.loads(verdict(*[SPRINT_UP, WALK] * 6)["evidence"])
    assert evidence["reps"] == 6
    assert evidence["median_grade_pct"] == pytest.approx(10, abs=1.5)


@pytest.mark.parametrize("reps", [1, 2])
def test_one_or_two_reps_are_shown_and_do_not_count(reps):
    session = verdict(*[SPRINT_UP, WALK] * reps)
    assert (session["kind"], session["dose"], session["counts"]) == ("possible_hill_sprints", reps, False)


def test_three_reps_ten_minutes_apart_are_no_session():
    assert verdict(*[SPRINT_UP, WALK, *easy(8)] * 3)["kind"] == "possible_hill_sprints"


def test_an_easy_run_has_no_row():
    assert verdict() is None


@pytest.mark.parametrize(
    "title", ["8x10s Bergsprints", "Hill-Sprints!", "SPRINTS EN CÔTE", "坂ダッシュ10本", "Bakkesprint"]
)
def test_a_title_raises_the_confidence(title):
    plain = verdict(*[Stretch(9, 4.6, 0.06), WALK] * 3, name="Lunch run")
    named = verdict(*[Stretch(9, 4.6, 0.06), WALK] * 3, name=title)
    assert named["kind"] == plain["kind"] == "hill_sprints"
    assert named["confidence"] > plain["confidence"]


def test_a_title_alone_makes_no_session():
    assert verdict(name="Hill sprints 10x10 s") is None


def test_a_hostile_title_does_no_harm():
    assert (
        verdict(*[SPRINT_UP, WALK] * 4, name="'; DROP TABLE x; -- \U0001f3c3 " + "a" * 9999)["kind"] == "hill_sprints"
    )


@pytest.mark.parametrize("machine", [{"is_trainer": True}, {"sport_type": "VirtualRun"}])
def test_a_machines_hill_cannot_be_verified(machine):
    session = verdict(*[SPRINT_UP, WALK] * 6, name="Hill sprints", **machine)
    assert (session["kind"], session["dose"], session["counts"]) == ("unverifiable", None, False)


def test_an_ordinary_treadmill_run_has_no_row():
    assert verdict(*[SPRINT_UP, WALK] * 6, name="Treadmill", is_trainer=True) is None


def test_sprints_without_altitude_cannot_be_verified():
    assert verdict(*[SPRINT_UP, WALK] * 6, watch=Watch(has_altitude=False))["kind"] == "unverifiable"


def test_a_named_run_without_samples_cannot_be_verified():
    activity = activities_of(run_of().streams, name="hill sprints")
    found = hill_sprint_sessions(activity, HillSprintReps.none(), Efforts.none(), stream_quality(Streams.none()))
    assert found.select("kind", "counts").row(0) == ("unverifiable", False)


def test_smart_recording_is_said_to_be_too_coarse():
    session = verdict(*[SPRINT_UP, WALK] * 6, watch=Watch(every_s=6, has_position=False), name="Hill sprints")
    assert session["kind"] == "insufficient_resolution"
    assert "sample every 3–10 s" in session["reason"]


def test_smart_recording_that_only_hints_at_sprints_is_said_to_be_too_coarse():
    assert verdict(*[SPRINT_UP, WALK] * 4, watch=Watch(every_s=8))["kind"] == "insufficient_resolution"


def test_a_coarse_lap_is_as_long_as_its_own_distance():
    recording = run_of(*[SPRINT_UP, WALK] * 4, watch=Watch(every_s=8))
    laps = pressed_laps(recording.reps).with_columns(distance_m=pl.when(pl.col("elapsed_time_s") < 20).then(45.0))
    assert set(efforts_of(recording.streams, laps).filter(pl.col("is_lap"))["distance_m"]) == {45.0}


def test_jogs_tell_intervals_where_they_are_most_of_a_run():
    parts = [*easy(4), *[Stretch(150, 4.4), Stretch(60, 2.7)] * 8, *easy(3)]
    assert sessions_of(record(parts, 1).streams)["kind"].to_list() == ["intervals"]


def test_an_ordinary_run_with_smart_recording_has_no_row():
    assert verdict(watch=Watch(every_s=6, has_position=False)) is None


def test_laps_make_up_for_smart_recording():
    recording = run_of(*[SPRINT_UP, WALK] * 6, watch=Watch(every_s=4, has_position=False))
    session = sessions_of(recording.streams, pressed_laps(recording.reps)).row(0, named=True)
    assert session["kind"] == "hill_sprints"


@pytest.mark.parametrize(
    ("effort", "rest", "kind"),
    [
        (Stretch(40, 4.0, 0.08), Stretch(70, 2.2, -0.08), "hill_repeats"),
        (Stretch(18, 5.0), Stretch(60, 2.4), "strides"),
        (Stretch(9, 5.8), WALK, "sprints"),
        (Stretch(120, 4.8), Stretch(90, 2.0), "intervals"),
    ],
)
def test_other_efforts_are_named_and_do_not_count(effort, rest, kind):
    session = verdict(*[effort, rest] * 6)
    assert (session["kind"], session["dose"], session["counts"]) == (kind, 6, False)


def test_a_duplicate_has_no_row():
    assert verdict(*[SPRINT_UP, WALK] * 6, duplicate_of=77) is None


def test_no_activities_make_no_rows():
    assert sessions_of(Streams.none()).is_empty()


@pytest.mark.parametrize("negative", NEGATIVES, ids=lambda negative: negative.__name__)
def test_what_resembles_hill_sprints_is_none(negative):
    streams = []
    for seed in range(7000, 7040):  # unseen: thresholds were chosen looking at seeds below 100
        rng = np.random.default_rng(seed)
        watch = Watch(
            noise_m=float(rng.uniform(0.15, 0.6)),
            altitude_step_m=float(rng.choice([0.2, 1.0])),
            lag_s=int(rng.integers(1, 4)),
            has_cadence=bool(rng.random() < 0.6),
            has_position=bool(rng.random() < 0.5),
            glitches=int(rng.integers(0, 3)),
        )
        streams.append(record(negative(rng), seed, seed, watch).streams)
    assert "hill_sprints" not in sessions_of(pl.concat(streams))["kind"].to_list()


def test_simulated_sessions_are_found_with_their_doses():
    recordings = [record(hill_sprint_run(seed)[0], seed, seed, hill_sprint_run(seed)[1]) for seed in range(6000, 6060)]
    found = sessions_of(pl.concat([recording.streams for recording in recordings]))
    run = pl.concat([recording.reps for recording in recordings]).group_by("activity_id").len("reps")
    both = run.join(found, on="activity_id", how="left")
    assert (both["kind"] == "hill_sprints").mean() >= 0.98
    assert (both["dose"] == both["reps"]).mean() >= 0.95


def real():
    found = real_streams()
    if not found:
        pytest.skip("the real recordings are not at hand")
    return found


def test_no_real_run_without_hill_sprints_gets_a_session():
    together = pl.concat(real().values())
    assert "hill_sprints" not in sessions_of(together)["kind"].to_list()


def test_no_real_run_on_its_own_gets_a_session():
    kinds = [kind for streams in real().values() for kind in sessions_of(streams)["kind"]]
    assert "hill_sprints" not in kinds


def test_a_real_run_is_none_even_when_its_title_says_so():
    together = pl.concat(real().values())
    assert "hill_sprints" not in sessions_of(together, name="Hill sprints")["kind"].to_list()


def test_sprints_put_into_real_runs_make_sessions():
    usable = {name: streams for name, streams in real().items() if not streams["altitude_m"].is_null().all()}
    kinds = [sessions_of(with_sprints(streams, 800)[0])["kind"].to_list() for streams in usable.values()]
    assert kinds.count(["hill_sprints"]) >= len(kinds) - 1


@pytest.mark.slow
@pytest.mark.parametrize("seed", first_of([31, 32]))
def test_the_synthetic_athletes_sessions_are_those_that_were_run(seed):
    _, _, run, found = year_of(seed)
    columns = ["activity_id", "kind", "dose"]
    counted = pl.col("kind").is_in(["hill_sprints", "possible_hill_sprints"])
    assert found.filter(counted).select(columns).sort(columns).equals(run.filter(counted).select(columns).sort(columns))


@pytest.mark.parametrize(("before", "after"), [(0, 60), (60, 0)], ids=["its start", "its end"])
def test_a_brief_climb_within_a_longer_effort_is_no_sprint(before, after):
    """A barometer that rises as soon as the arms swing makes one of the first seconds of every interval."""
    flat = {seconds: [Stretch(seconds, 3.7)] if seconds else [] for seconds in (before, after)}
    found = efforts_of(run_of(*[*flat[before], Stretch(10, 3.7, 0.15), *flat[after], WALK] * 6).streams)
    assert "hill_sprint" not in found["effort_kind"]


def test_altitude_that_follows_the_legs_is_no_hill():
    """A wet or covered barometer rises by metres when the arms swing, and falls by as much when they stop."""
    flat = run_of(*[Stretch(9, 5.2, is_rep=True), WALK] * 6).streams
    swing_m = 8 * (pl.col("cadence_spm") > 140).cast(pl.Float64).rolling_mean(8, min_samples=1)
    streams = flat.with_columns(altitude_m=pl.col("altitude_m") + swing_m)
    session = sessions_of(streams).row(0, named=True)
    assert not session["counts"]


def test_repeats_begun_at_one_place_are_on_one_hill_though_the_barometer_drifts():
    climb, back = Stretch(70, 4.0, 0.06), Stretch(110, 2.5, -0.06)
    streams = run_of(*[climb, back] * 5, watch=Watch()).streams
    place = pl.lit(45.0)
    still = streams.with_columns(altitude_m=pl.col("altitude_m") - 0.04 * pl.col("time_s"), lat=place, lon=place)
    assert sessions_of(still)["kind"].to_list() == ["hill_repeats"]
