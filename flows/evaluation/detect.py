"""Labelled recordings go through the transforms as a night's would, and what comes out is set beside the truth."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import polars as pl

from flows.evaluation.recordings.labelled import MOST_RECORDINGS, Labelled, labelled_recordings
from flows.evaluation.rep_outcomes import rep_outcomes
from flows.evaluation.sprints import beside, confusion, sprint_figures
from flows.evaluation.texts import text_figures
from schemas.laps import Laps
from schemas.streams import Streams
from transforms.efforts import efforts
from transforms.hill_sprint_reps import reps_among
from transforms.hill_sprints import hill_sprint_sessions
from transforms.running_effort import easy_effort, running_effort
from transforms.stream_quality import stream_quality

#: Recordings in memory at once: a hundred of 40 minutes are a quarter of a million samples.
BATCH = 100
#: No threshold was tuned on the recordings of this seed: whoever tunes one takes another.
SEED = 2026
#: Recordings of the full run, whose figures are committed, and of the one that the tests make.
FULL_RUN, TEST_RUN = 2000, 200


@dataclass(frozen=True)
class Found:
    """What the transforms make of some recordings."""

    easy: pl.DataFrame
    """core.running_effort."""
    reps: pl.DataFrame
    """mart.hill_sprint_reps."""
    sessions: pl.DataFrame
    """The hill-sprint rows of mart.sessions."""


@dataclass(frozen=True)
class Evaluation:
    """How the classifiers did."""

    recordings: int
    seed: int
    figures: pl.DataFrame
    """One row per classifier, condition and metric, as `FIGURES_SCHEMA`."""
    confusion: pl.DataFrame
    """How many recordings of each expected kind got which."""
    outcomes: pl.DataFrame
    """One row per rep run or found."""
    verdicts: pl.DataFrame
    """One row per recording, with the kind expected and the kind found."""


def evaluated(recordings: int, seed: int, advance: Callable[[int, int], None]) -> Evaluation:
    """Make so many recordings, a batch at a time, find sprints in them, read the labelled texts, and count."""
    truths, founds = [], []
    for first in range(0, recordings, BATCH):
        labelled = labelled_recordings(min(BATCH, recordings - first), seed, first)
        founds.append(found_in(labelled))
        # The samples are of no further use, and five million of them would be too many.
        truths.append(replace(labelled, streams=Streams.none(), laps=Laps.none()))
        advance(min(first + BATCH, recordings), recordings)
    truth = Labelled(
        activities=pl.concat(one.activities for one in truths),
        streams=Streams.none(),
        laps=Laps.none(),
        reps=pl.concat(one.reps for one in truths),
        recordings=pl.concat(one.recordings for one in truths),
    )
    reps, sessions = pl.concat(one.reps for one in founds), pl.concat(one.sessions for one in founds)
    return Evaluation(
        recordings,
        seed,
        pl.concat([sprint_figures(truth, reps, sessions), text_figures()]),
        confusion(truth, sessions),
        rep_outcomes(truth, reps),
        beside(truth, sessions),
    )


def found_in(labelled: Labelled) -> Found:
    """Sprints and sessions found in some recordings."""
    easy = easy_effort(running_effort(labelled.streams, labelled.activities))
    found = efforts(labelled.streams, labelled.laps, easy)
    reps = reps_among(found)
    sessions = hill_sprint_sessions(labelled.activities, reps, found, stream_quality(labelled.streams))
    return Found(easy, reps, sessions)


def recording(activity_id: int, seed: int) -> Labelled:
    """One of the recordings of a seed once more, by its id."""
    return labelled_recordings(1, seed, activity_id - seed * MOST_RECORDINGS - 1)
