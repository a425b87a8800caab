"""core becomes mart: every verdict, volume and adherence, from tables small enough to make anew each time."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path

import polars as pl

from flows.derive.core import derived_until, mark_derived, sha256
from flows.evaluation.model_card import card_in_use
from flows.plan.intensity import OwnIntensity, read_own_intensity
from flows.plan.read import read_heat_words, read_plan
from flows.progress import progress
from flows.strava.pull import waiting
from flows.word.labels import FILE_NAME, read_labels
from schemas.activities import Activities
from schemas.activity_samples import ActivitySamples
from schemas.changes import Changes
from schemas.coverage import Coverage
from schemas.daily_training import DailyTraining
from schemas.derivation import Derivation
from schemas.easy_windows import EasyWindows
from schemas.efforts import Efforts
from schemas.heart_rate_zones import HeartRateZones
from schemas.heat_acclimation import HeatAcclimation
from schemas.hill_progress import HillProgress
from schemas.hill_sprint_reps import HillSprintReps
from schemas.history import History
from schemas.intensity_thresholds import IntensityThresholds
from schemas.labels import Labels
from schemas.logged_sessions import LoggedSessions
from schemas.model_card import ModelCard
from schemas.monthly_adherence import MonthlyAdherence
from schemas.monthly_records import MonthlyRecords
from schemas.monthly_volume import MonthlyVolume
from schemas.monthly_volume_by_sport import MonthlyVolumeBySport
from schemas.plan import Plan
from schemas.recorded_sets import RecordedSets
from schemas.recordings import Recordings
from schemas.running_efficiency import RunningEfficiency
from schemas.sessions import Sessions
from schemas.stream_quality import StreamQuality
from schemas.strength_progression import StrengthProgression
from schemas.strength_sets import StrengthSets
from schemas.table import Table
from schemas.threshold_power import ThresholdPower
from schemas.weather import Weather
from schemas.weekly_adherence import WeeklyAdherence
from schemas.yearly_adherence import YearlyAdherence
from transforms.counted_sessions import counted_sessions
from transforms.cross_training import cross_training_sessions
from transforms.daily_training import daily_training
from transforms.duplicates import duplicates
from transforms.evidence_changes import Past, dated, evidence_changes
from transforms.heart_rate import field_maximum
from transforms.heat import heat_sessions
from transforms.heat_acclimation import heat_acclimation
from transforms.hill_progress import hill_progress
from transforms.hill_sprint_reps import reps_among
from transforms.hill_sprints import hill_sprint_sessions
from transforms.hills import on_hills
from transforms.history import history, local_day
from transforms.intensity_thresholds import intensity_thresholds
from transforms.labels import about_duplicates, labels
from transforms.monthly_adherence import monthly_adherence
from transforms.monthly_records import monthly_records
from transforms.monthly_volume import monthly_volume
from transforms.monthly_volume_by_sport import monthly_volume_by_sport
from transforms.rules import RULE_VERSION
from transforms.running_efficiency import running_efficiency
from transforms.strength import strength_sessions
from transforms.strength_progression import strength_progression
from transforms.strength_sets import strength_sets
from transforms.verdict_changes import FIELD, rule_changes
from transforms.weekly_adherence import weekly_adherence
from transforms.word_sessions import as_labelled, with_labels, with_logs
from transforms.yearly_adherence import yearly_adherence
from warehouse.database import Warehouse
from warehouse.raw import newest_summaries, touched_since

Frames = Mapping[type[Table], pl.DataFrame]
HeatWords = Mapping[str, tuple[str, ...]]

#: What verdicts are made from, beside the plan and the labels.
SOURCES: tuple[type[Table], ...] = (
    Activities,
    ActivitySamples,
    StreamQuality,
    Efforts,
    EasyWindows,
    HeartRateZones,
    ThresholdPower,
    Weather,
    RecordedSets,
    LoggedSessions,
)


def derive_marts(warehouse: Warehouse, plan_path: Path, now: datetime, run_id: str) -> bool:
    """Make those marts anew whose inputs have changed; say whether any had.

    Verdicts that other rules made are noted in ops.changes, as run `run_id`, where the new ones differ; so are records
    and weeks of the past that differ by what the run saw change at the source.

    Verdicts depend on core, the plan, the labels that lie beside it and the version of the rules; the calendar depends
    on them, on the local day and on what is still to be fetched, so it is made anew each day.
    """
    activities = warehouse.read(Activities)
    known = history(activities, warehouse.read(Coverage), waiting(warehouse))
    today = local_day(activities, now)
    first_day = min(known["first_date"], default=today)
    plan = read_plan(plan_path, known["athlete_id"].to_list(), first_day - timedelta(days=first_day.weekday()))
    told = labels(read_labels(plan_path.with_name(FILE_NAME)), activities, warehouse.read(Recordings))
    rules = sha256(plan.rows(), told.rows(), RULE_VERSION)
    day = sha256(rules, today, known.rows())
    with progress("Making marts") as advance:
        is_new_core = not is_made_from(warehouse, "verdicts", rules)
        if is_new_core:
            core = {table: warehouse.read(table) for table in SOURCES}
            made = verdicts(core, plan, told, read_heat_words(plan_path), read_own_intensity(plan_path))
            keep(warehouse, "verdicts", rules, made, noted_changes(warehouse, made, now, run_id))
        advance(1, 2)
        is_new_day = is_new_core or not is_made_from(warehouse, "calendar", day)
        if is_new_day:
            activities, sessions = warehouse.read(Activities), warehouse.read(Sessions)
            came_to = calendar(activities, sessions, plan, known, today)
            keep(warehouse, "calendar", day, came_to, noted_evidence(warehouse, came_to, now, run_id))
        keep_model_card(warehouse)
        advance(2, 2)
    return is_new_day


def verdicts(
    core: Frames, plan: pl.DataFrame, told: pl.DataFrame, heat_words: HeatWords, own: OwnIntensity
) -> dict[type[Table], pl.DataFrame]:
    """What was done, whatever day it is: `core.activities` with its duplicates, sessions and what belongs to them.

    `told` are the athlete's labels (core.labels), `heat_words` the words for passive heat by kind, `own` what the
    athlete says about intensity.
    """
    kept = duplicates(core[Activities], about_duplicates(told)).rename({"reason": "duplicate_reason"})
    activities = (
        core[Activities]
        .drop("duplicate_of", "duplicate_reason")
        .join(kept, on=["athlete_id", "activity_id"], how="left", maintain_order="left")
        .select(Activities.columns())
    )
    samples = core[ActivitySamples]
    maximum = field_maximum(activities, samples)
    thresholds = intensity_thresholds(
        activities, maximum, core[HeartRateZones], core[ThresholdPower], own.heart_rate, own.power
    )
    # A second recording of a workout has no verdict, so its reps are nobody's evidence.
    counting = activities.filter(pl.col("duplicate_of").is_null()).select("athlete_id", "activity_id")
    own_reps = reps_among(core[Efforts]).join(counting, on=counting.columns, how="semi", maintain_order="left")
    reps = on_hills(own_reps, core[Efforts], activities)
    lifted = as_labelled(activities, told)
    sets = strength_sets(lifted, core[RecordedSets])
    judged = pl.concat(
        [
            hill_sprint_sessions(activities, reps, core[Efforts], core[StreamQuality]),
            heat_sessions(activities, samples, core[Weather], heat_words),
            cross_training_sessions(activities, samples, thresholds, core[HeartRateZones], own.weights),
            strength_sessions(lifted, sets),
        ]
    )
    with_log = with_logs(judged, activities, core[LoggedSessions], own.weights)
    with_word = with_labels(with_log, activities, told, reps, heat_words, own.weights)
    sessions = counted_sessions(with_word, activities, plan)
    return {
        Activities: activities,
        Plan: plan,
        Labels: told,
        IntensityThresholds: thresholds,
        HillSprintReps: reps,
        Sessions: sessions,
        HillProgress: hill_progress(reps, sessions, activities),
        StrengthSets: sets,
        StrengthProgression: strength_progression(lifted, sets),
        RunningEfficiency: running_efficiency(core[EasyWindows], activities, maximum),
    }


def calendar(
    activities: pl.DataFrame, sessions: pl.DataFrame, plan: pl.DataFrame, known: pl.DataFrame, today: date
) -> dict[type[Table], pl.DataFrame]:
    """What it comes to, day by day up to `today`: volume, records, adherence, acclimation."""
    volume = monthly_volume(activities, known, today)
    records = monthly_records(volume, today)
    weekly = weekly_adherence(sessions, activities, plan, known, today)
    return {
        History: known,
        MonthlyVolume: volume,
        MonthlyVolumeBySport: monthly_volume_by_sport(activities, known, today),
        MonthlyRecords: records,
        WeeklyAdherence: weekly,
        MonthlyAdherence: monthly_adherence(weekly),
        YearlyAdherence: yearly_adherence(records, volume, plan, known, today),
        HeatAcclimation: heat_acclimation(sessions, activities, today),
        DailyTraining: daily_training(activities, sessions, today),
    }


def keep_model_card(warehouse: Warehouse) -> None:
    """Let `ops.model_card` say how the rules in use were measured, or nothing if they were not."""
    card = ModelCard.validate(card_in_use())
    if not card.equals(warehouse.read(ModelCard)):
        warehouse.replace(ModelCard, card)


def is_made_from(warehouse: Warehouse, stage: str, inputs_sha256: str) -> bool:
    """Whether a stage's tables were made from core as it is and from these inputs."""
    marks = warehouse.read(Derivation, "stage = $stage", {"stage": stage}).select("payload_id", "inputs_sha256")
    return marks.rows() == [(derived_until(warehouse), inputs_sha256)]


def noted_changes(warehouse: Warehouse, made: Frames, now: datetime, run_id: str) -> pl.DataFrame:
    """ops.changes: what the verdicts in `made` change in those that other rules made."""
    marks = warehouse.read(Derivation, "stage = 'verdicts'")["payload_id"].to_list()
    touched = touched_since(warehouse, max(marks, default=0))
    return rule_changes(warehouse.read(Sessions), made[Sessions], made[Activities], touched, now, run_id)


def noted_evidence(warehouse: Warehouse, made: Frames, now: datetime, run_id: str) -> pl.DataFrame:
    """ops.changes: the records and weeks of the past that what run `run_id` saw change at the source has changed."""
    seen = warehouse.read(Changes, "run_id = $run", {"run": run_id}).filter(~pl.col("field").str.starts_with(FIELD))
    if seen.is_empty():
        return Changes.none()
    changed = dated(newest_summaries(warehouse, seen.select("athlete_id", "activity_id").unique()))
    before = Past(warehouse.read(MonthlyRecords), warehouse.read(WeeklyAdherence), warehouse.read(History))
    after = Past(made[MonthlyRecords], made[WeeklyAdherence], made[History])
    return evidence_changes(before, after, changed, now, run_id)


def keep(warehouse: Warehouse, stage: str, inputs_sha256: str, made: Frames, changed: pl.DataFrame) -> None:
    """Replace a stage's tables, note what `changed` and what they were made from, in one transaction."""
    with warehouse.transaction():
        warehouse.upsert(Changes, changed)
        for table, frame in made.items():
            # What is as it was need not be written again: a new day leaves most of the calendar alone.
            if not frame.equals(warehouse.read(table)):
                warehouse.replace(table, table.validate(frame))
        mark_derived(warehouse, stage, derived_until(warehouse), inputs_sha256)
