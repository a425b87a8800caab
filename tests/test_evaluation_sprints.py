"""Scoring of hill sprints on a truth small enough to count by hand."""

import polars as pl
import pytest

from flows.evaluation.figures import FIGURES_SCHEMA
from flows.evaluation.recordings.labelled import RECORDINGS_SCHEMA, REPS_SCHEMA, Labelled
from flows.evaluation.rep_outcomes import rep_outcomes
from flows.evaluation.sprints import FULL_REPS, SHORT_REPS, confusion, sprint_figures
from schemas.activities import Activities
from schemas.hill_sprint_reps import HillSprintReps
from schemas.laps import Laps
from schemas.sessions import Sessions
from schemas.streams import Streams
from tests.frames import rows


def truth(reps: list[dict], recordings: list[dict]) -> Labelled:
    """A truth without samples: nine-second reps on 10 %, recordings at 1 Hz."""
    rep = {"duration_s": 9.0, "grade_pct": 10.0, "distance_m": 45.0, "elevation_gain_m": 4.5, "is_ambiguous": False}
    bands = {"grade_band": "8–12", "duration_band": "8–10"}
    recording = {"is_ambiguous": False, "is_resolvable": True, "sampling": "1_hz", "scenario": "hill_sprints"}
    numbered = [{"rep_number": number} | rep | bands | one for number, one in enumerate(reps, start=1)]
    return Labelled(
        activities=Activities.none(),
        streams=Streams.none(),
        laps=Laps.none(),
        reps=pl.DataFrame(numbered, schema=REPS_SCHEMA),
        recordings=pl.DataFrame([recording | one for one in recordings], schema=RECORDINGS_SCHEMA),
    )


def found(*reps: tuple[int, float, float]) -> pl.DataFrame:
    """mart.hill_sprint_reps of (activity, start, duration)."""
    return pl.concat(
        [HillSprintReps.none()]
        + [
            rows(
                HillSprintReps,
                {
                    "activity_id": activity_id,
                    "rep_number": number,
                    "start_time_s": start_s,
                    "duration_s": duration_s,
                    "mean_grade_pct": 10.0,
                },
            )
            for number, (activity_id, start_s, duration_s) in enumerate(reps, start=1)
        ]
    )


def sessions(**kinds: str) -> pl.DataFrame:
    """mart.sessions with the kind of each activity, named a1, a2 …"""
    return pl.concat(
        [Sessions.none()]
        + [
            rows(Sessions, {"activity_id": int(name[1:]), "intervention": "hill_sprints", "kind": kind})
            for name, kind in kinds.items()
        ]
    )


def value(figures: pl.DataFrame, classifier: str, condition: str, metric: str) -> float | None:
    """One figure; an error if there is none or are several."""
    return figures.filter(
        (pl.col("classifier") == classifier) & (pl.col("condition") == condition) & (pl.col("metric") == metric)
    )["value"].item()


ONE = truth([{"activity_id": 1, "start_time_s": 100.0}], [{"activity_id": 1, "expected_kind": "possible_hill_sprints"}])


def outcomes_of(labelled: Labelled, reps: pl.DataFrame) -> list[str]:
    """The outcomes in order."""
    return rep_outcomes(labelled, reps)["outcome"].to_list()


def test_a_rep_is_hit_by_what_overlaps_it():
    outcome = rep_outcomes(ONE, found((1, 107.0, 5.0))).row(0, named=True)
    assert (outcome["outcome"], outcome["start_error_s"], outcome["duration_error_s"]) == ("hit", 7.0, -4.0)


def test_a_rep_is_hit_by_what_starts_within_three_seconds_of_it():
    assert outcomes_of(ONE, found((1, 97.5, 2.0))) == ["hit"]


def test_what_lies_elsewhere_is_false_and_the_rep_is_missed():
    assert outcomes_of(ONE, found((1, 120.0, 9.0))) == ["missed", "false"]


def test_what_lies_in_another_recording_is_false():
    two = truth(
        [{"activity_id": 1, "start_time_s": 100.0}],
        [{"activity_id": 1}, {"activity_id": 2, "scenario": "easy_flat"}],
    )
    assert outcomes_of(two, found((2, 100.0, 9.0))) == ["missed", "false"]


def test_a_second_finding_on_one_rep_is_false():
    assert outcomes_of(ONE, found((1, 99.0, 4.0), (1, 103.5, 5.0))) == ["false", "hit"]


def test_a_false_finding_is_told_by_its_own_bands():
    false = rep_outcomes(truth([], [{"activity_id": 1}]), found((1, 100.0, 6.5))).row(0, named=True)
    assert (false["duration_band"], false["grade_band"]) == ("6–8", "8–12")


def test_recall_precision_and_errors_are_counted():
    labelled = truth(
        [{"activity_id": 1, "start_time_s": 100.0 * number} for number in range(1, 5)],
        [{"activity_id": 1, "expected_kind": "hill_sprints"}],
    )
    reps = found((1, 101.0, 9.0), (1, 199.0, 11.0), (1, 302.0, 8.0), (1, 600.0, 9.0))
    figures = sprint_figures(labelled, reps, sessions(a1="hill_sprints"))
    for condition in ("all", FULL_REPS):
        assert value(figures, "hill_sprint_reps", condition, "recall") == 0.75
        assert value(figures, "hill_sprint_reps", condition, "precision") == 0.75
        assert value(figures, "hill_sprint_reps", condition, "start_error_s") == pytest.approx(4 / 3)
        assert value(figures, "hill_sprint_reps", condition, "duration_error_s") == pytest.approx(1.0)
    assert value(figures, "hill_sprint_reps", "sampling=1_hz", "recall") == 0.75


def test_ambiguous_reps_and_recordings_that_cannot_answer_stay_out_of_the_whole():
    labelled = truth(
        [
            {"activity_id": 1, "start_time_s": 100.0},
            {"activity_id": 1, "start_time_s": 200.0, "is_ambiguous": True},
            {"activity_id": 2, "start_time_s": 100.0},
        ],
        [
            {"activity_id": 1, "expected_kind": "possible_hill_sprints"},
            {
                "activity_id": 2,
                "expected_kind": "insufficient_resolution",
                "is_resolvable": False,
                "sampling": "smart",
            },
        ],
    )
    figures = sprint_figures(labelled, found((1, 100.0, 9.0)), sessions())
    assert value(figures, "hill_sprint_reps", "all", "recall") == 1.0
    assert value(figures, "hill_sprint_reps", "ambiguous", "recall") == 0.0
    assert value(figures, "hill_sprint_reps", "sampling=smart", "recall") == 0.0


def test_a_finding_on_an_ambiguous_rep_is_no_false_one():
    labelled = truth([{"activity_id": 1, "start_time_s": 100.0, "is_ambiguous": True}], [{"activity_id": 1}])
    figures = sprint_figures(labelled, found((1, 100.0, 9.0)), sessions())
    assert figures.filter((pl.col("metric") == "precision") & (pl.col("condition") == "all")).is_empty()


def test_short_reps_are_told_apart():
    labelled = truth(
        [{"activity_id": 1, "start_time_s": 100.0, "duration_s": 7.0}, {"activity_id": 1, "start_time_s": 200.0}],
        [{"activity_id": 1}],
    )
    figures = sprint_figures(labelled, found((1, 100.0, 7.0)), sessions())
    assert value(figures, "hill_sprint_reps", SHORT_REPS, "recall") == 1.0
    assert value(figures, "hill_sprint_reps", FULL_REPS, "recall") == 0.0


def test_nothing_found_has_no_recall_and_no_precision_to_speak_of():
    figures = sprint_figures(ONE, found(), sessions())
    assert value(figures, "hill_sprint_reps", "all", "recall") == 0.0
    assert figures.filter(pl.col("metric") == "precision").is_empty()


def test_nothing_true_and_nothing_found_gives_only_counts_of_zero():
    figures = sprint_figures(truth([], [{"activity_id": 1, "scenario": "easy_flat"}]), found(), sessions())
    assert value(figures, "hill_sprint_sessions", "ordinary", "wrong_hill_sprints") == 0.0
    assert value(figures, "hill_sprint_sessions", "expected_kind=none", "recall") == 1.0
    assert figures.filter(pl.col("metric") == "f1").is_empty()


def test_figures_have_the_agreed_columns():
    figures = sprint_figures(ONE, found((1, 100.0, 9.0)), sessions(a1="possible_hill_sprints"))
    assert figures.schema == pl.Schema(FIGURES_SCHEMA)
    assert figures.select("classifier", "condition", "metric").is_unique().all()
    inside = figures.drop_nulls("low").select(pl.col("value").is_between(pl.col("low") - 1e-9, pl.col("high") + 1e-9))
    assert inside.to_series().all()


def test_session_f1_weighs_missed_and_wrong_verdicts_alike():
    labelled = truth(
        [],
        [
            *({"activity_id": number, "expected_kind": "hill_sprints"} for number in (1, 2, 3)),
            {"activity_id": 4, "scenario": "trail_run"},
            {"activity_id": 5, "scenario": "football", "is_ambiguous": True},
        ],
    )
    verdicts = sessions(a1="hill_sprints", a2="hill_sprints", a3="strides", a4="hill_sprints", a5="hill_sprints")
    figures = sprint_figures(labelled, found(), verdicts)
    assert value(figures, "hill_sprint_sessions", "all", "f1") == pytest.approx(4 / 6)
    assert value(figures, "hill_sprint_sessions", "trail", "wrong_hill_sprints") == 1.0
    assert value(figures, "hill_sprint_sessions", "stop_and_go", "wrong_hill_sprints") == 1.0
    assert confusion(labelled, verdicts).rows() == [
        ("hill_sprints", "hill_sprints", 2),
        ("hill_sprints", "strides", 1),
        ("none", "hill_sprints", 1),
    ]


def test_rows_of_other_interventions_are_no_verdict():
    heat = rows(Sessions, {"activity_id": 1, "intervention": "heat", "kind": "sauna"})
    assert confusion(ONE, heat).rows() == [("possible_hill_sprints", "none", 1)]
