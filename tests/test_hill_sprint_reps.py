import polars as pl
import pytest

from schemas.laps import Laps
from schemas.streams import Streams
from tests.hill_athlete import year_of
from tests.hill_negatives import real_streams, with_sprints
from tests.hill_simulator import Stretch, Watch, easy, hill_sprint_run, record
from tests.hill_verdicts import easy_of, pairs_of, pressed_laps, recall_and_precision, reps_of
from tests.laws import first_of
from transforms.hill_sprint_reps import hill_sprint_reps

#: No threshold was chosen on these; those below 1,000 were looked at.
UNSEEN = range(5000, 5080)
WALK = Stretch(100, 1.3)
SPRINT_UP = Stretch(9, 5.2, 0.1, is_rep=True)


def reps(*stretches, watch=None):
    return reps_of(record([*easy(15), *stretches, *easy(8)], 3, watch=watch).streams)


def recorded(seeds, **watch):
    recordings = []
    for seed in seeds:
        stretches, worn = hill_sprint_run(seed, **watch)
        recordings.append(record(stretches, seed, seed + 1, worn))
    return pl.concat([r.streams for r in recordings]), pl.concat([r.reps for r in recordings])


def test_reps_are_numbered_and_measured():
    found = reps(*[SPRINT_UP, WALK] * 5)
    assert found["rep_number"].to_list() == [1, 2, 3, 4, 5]
    assert found["start_time_s"].to_list() == pytest.approx([900 + 109 * rep for rep in range(5)], abs=1.5)
    assert found["duration_s"].to_list() == pytest.approx([9] * 5, abs=1.5)
    assert found["mean_grade_pct"].to_list() == pytest.approx([10] * 5, abs=1.5)
    assert found["distance_m"].to_list() == pytest.approx([44] * 5, abs=6)
    assert found["elevation_gain_m"].to_list() == pytest.approx([4.4] * 5, abs=1)


def test_the_way_to_the_next_rep_is_the_recovery():
    found = reps(*[SPRINT_UP, WALK] * 3)
    assert found["recovery_s"].to_list()[:2] == pytest.approx([100, 100], abs=2)
    assert found["recovery_mean_speed_mps"].to_list()[:2] == pytest.approx([1.3, 1.3], abs=0.2)
    assert found["recovery_kind"].to_list() == ["walk", "walk", None]
    assert found["is_recovery_ok"].to_list() == [True, True, None]


def test_nothing_follows_the_last_rep():
    last = reps(*[SPRINT_UP, WALK] * 3).row(-1, named=True)
    assert [last[name] for name in ("recovery_s", "recovery_mean_speed_mps", "recovery_kind")] == [None] * 3


@pytest.mark.parametrize(
    ("rest", "kind"),
    [
        ([Stretch(100, 0.0)], "stand"),
        ([Stretch(100, 0.0, is_paused=True)], "stand"),
        ([Stretch(30, 1.3), Stretch(70, 2.5)], "jog"),
    ],
)
def test_recoveries_are_stood_paused_or_jogged(rest, kind):
    assert reps(*[SPRINT_UP, *rest] * 3)["recovery_kind"].to_list()[:2] == [kind] * 2


def paused(seconds):
    return Stretch(seconds, 0.0, is_paused=True)


def walked(seconds):
    return Stretch(seconds, 1.3)


PAUSES = {
    "inside": [walked(20), paused(60), walked(20)],
    "right after the rep": [paused(60), walked(40)],
    "right before the next rep": [walked(40), paused(60)],
    "two": [walked(10), paused(30), walked(20), paused(30), walked(10)],
    "two with two seconds between": [paused(40), Stretch(2, 0.0), paused(58)],
    "all of it": [paused(100)],
    "too short to be more than a gap": [paused(8), walked(42)] * 2,
}


@pytest.mark.parametrize("pauses", PAUSES.values(), ids=PAUSES)
def test_recovery_is_elapsed_time_through_pauses(pauses):
    streams = [record([*easy(15), *[SPRINT_UP, *pauses] * 4, *easy(8)], seed, seed + 1).streams for seed in range(8)]
    found = reps_of(pl.concat(streams))
    assert found.height == 4 * 8
    assert (found["recovery_s"].drop_nulls() - 100).abs().max() <= 3
    assert found["is_recovery_ok"].drop_nulls().all()


def test_a_pause_does_not_make_a_jog_a_rest():
    jogged = [Stretch(20, 0.0, is_paused=True), Stretch(80, 2.6)]
    found = reps(*[SPRINT_UP, *jogged] * 3)
    assert found["recovery_kind"].to_list()[:2] == ["jog", "jog"]
    assert found["is_recovery_ok"].to_list()[:2] == [False, False]


def test_recovery_is_elapsed_time_between_laps_with_smart_recording():
    recording = record([*easy(15), *[SPRINT_UP, *PAUSES["inside"]] * 4, *easy(8)], 3, watch=Watch(every_s=5))
    found = reps_of(recording.streams, pressed_laps(recording.reps))
    assert found.height >= 3
    assert set(found["start_time_s"]) <= set(recording.reps["start_time_s"])
    assert set(found["recovery_s"].drop_nulls() % 109) == {100}


def test_a_jogged_recovery_is_not_ok():
    assert reps(*[SPRINT_UP, Stretch(30, 1.3), Stretch(70, 2.5)] * 3)["is_recovery_ok"].to_list()[:2] == [False] * 2


def test_a_short_recovery_is_not_ok():
    assert reps(*[SPRINT_UP, Stretch(50, 1.3)] * 3)["is_recovery_ok"].to_list()[:2] == [False] * 2


def test_a_gentle_hill_is_a_rep_but_not_steep_enough():
    found = reps(*[Stretch(9, 5.5, 0.06), WALK] * 4)
    assert found.height == 4
    assert not found["is_grade_ok"].any()


@pytest.mark.parametrize(("seconds", "is_ok"), [(8, True), (9, True), (10, True), (5, False), (14, False)])
def test_eight_to_ten_seconds_are_ok_within_what_can_be_measured(seconds, is_ok):
    found = reps(*[Stretch(seconds, 5.2, 0.1), WALK] * 3)
    assert not found.is_empty()
    assert set(found["is_duration_ok"]) == {is_ok}


def test_a_clear_rep_is_surer_than_a_doubtful_one():
    clear = reps(*[SPRINT_UP, WALK] * 4)["confidence"].min()
    doubtful = reps(*[Stretch(13, 4.6, 0.055), WALK] * 4)["confidence"].max()
    assert 0 < doubtful < clear <= 1


def test_smart_recording_shows_no_reps():
    streams, _ = recorded(range(8), every_s=6)
    assert reps_of(streams).is_empty()


def test_laps_show_reps_even_with_smart_recording():
    streams, truth = recorded(range(12), every_s=5)
    recall, precision = recall_and_precision(truth, reps_of(streams, pressed_laps(truth)))
    assert recall >= 0.7
    assert precision == 1


def test_both_ways_of_asking_agree():
    streams, _ = recorded(range(3))
    assert hill_sprint_reps(streams, Laps.none(), easy_of(streams)).equals(reps_of(streams))


def test_no_samples_make_no_reps():
    assert reps_of(Streams.none()).is_empty()


def test_simulated_reps_are_found_and_no_others():
    streams, truth = recorded(UNSEEN)
    recall, precision = recall_and_precision(truth, reps_of(streams))
    assert recall >= 0.98
    assert precision >= 0.99


def test_measures_of_simulated_reps_are_right():
    streams, truth = recorded(UNSEEN)
    pairs = pairs_of(truth, reps_of(streams))
    off_s = pairs["duration_s_found"] - pairs["duration_s"]
    assert abs(off_s.mean()) < 1
    assert off_s.abs().quantile(0.99) <= 2
    assert pairs["is_duration_ok"].mean() > 0.9


@pytest.mark.slow
def test_reps_put_into_real_recordings_are_found_and_few_others():
    real = {name: streams for name, streams in real_streams().items() if not streams["altitude_m"].is_null().all()}
    if not real:
        pytest.skip("the real recordings are not at hand")
    pairs = [with_sprints(streams, seed) for streams in real.values() for seed in first_of(range(700, 704), few=2)]
    results = [recall_and_precision(truth, reps_of(streams)) for streams, truth in pairs]
    assert sum(recall for recall, _ in results) / len(results) >= 0.97
    assert sum(precision for _, precision in results) / len(results) >= 0.95


@pytest.mark.slow
@pytest.mark.parametrize("seed", first_of([21, 22, 23, 24, 25]))
def test_the_synthetic_athletes_reps_are_found_and_no_others(seed):
    run, found, _, _ = year_of(seed)
    recall, precision = recall_and_precision(run, found)
    assert recall >= 0.98
    assert precision >= 0.98
    pairs = pairs_of(run, found)
    assert (pairs["duration_s_found"] - pairs["duration_s"]).abs().quantile(0.95) <= 2
    assert (pairs["mean_grade_pct"] - pairs["grade_pct"]).abs().quantile(0.95) <= 2
    assert (pairs["recovery_s_found"] - pairs["recovery_s"]).abs().quantile(0.95) <= 3
