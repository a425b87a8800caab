"""core becomes mart: every verdict, volume and adherence, from tables small enough to make anew each time."""

import hashlib
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path

import polars as pl

from flows.derive.core import derived_until, mark_derived
from flows.plan.read import read_plan
from flows.progress import progress
from flows.strava.pull import waiting
from schemas.activities import Activities
from schemas.activity_samples import ActivitySamples
from schemas.athletes import Athletes
from schemas.coverage import Coverage
from schemas.daily_training import DailyTraining
from schemas.derivation import Derivation
from schemas.easy_windows import EasyWindows
from schemas.efforts import Efforts
from schemas.heart_rate_zones import HeartRateZones
from schemas.heat_acclimation import HeatAcclimation
from schemas.hill_sprint_reps import HillSprintReps
from schemas.history import History
from schemas.monthly_adherence import MonthlyAdherence
from schemas.monthly_records import MonthlyRecords
from schemas.monthly_volume import MonthlyVolume
from schemas.monthly_volume_by_sport import MonthlyVolumeBySport
from schemas.plan import Plan
from schemas.running_efficiency import RunningEfficiency
from schemas.sessions import Sessions
from schemas.stream_quality import StreamQuality
from schemas.strength_progression import StrengthProgression
from schemas.strength_sets import StrengthSets
from schemas.table import Table
from schemas.weekly_adherence import WeeklyAdherence
from schemas.yearly_adherence import YearlyAdherence
from transforms.counted_sessions import counted_sessions
from transforms.cross_training import cross_training_sessions
from transforms.daily_training import daily_training
from transforms.duplicates import duplicates
from transforms.heart_rate import field_maximum
from transforms.heat import heat_sessions
from transforms.heat_acclimation import heat_acclimation
from transforms.hill_sprint_reps import reps_among
from transforms.hill_sprints import hill_sprint_sessions
from transforms.history import history
from transforms.monthly_adherence import monthly_adherence
from transforms.monthly_records import monthly_records
from transforms.monthly_volume import monthly_volume
from transforms.monthly_volume_by_sport import monthly_volume_by_sport
from transforms.rules import RULE_VERSION
from transforms.running_efficiency import running_efficiency
from transforms.strength import strength_sessions
from transforms.strength_progression import strength_progression
from transforms.strength_sets import strength_sets
from transforms.weekly_adherence import weekly_adherence
from transforms.yearly_adherence import yearly_adherence
from warehouse.database import Warehouse

Frames = Mapping[type[Table], pl.DataFrame]

#: What marts are made from, beside the plan and the day.
SOURCES: tuple[type[Table], ...] = (
    Activities,
    ActivitySamples,
    StreamQuality,
    Efforts,
    EasyWindows,
    HeartRateZones,
    Athletes,
)


def derive_marts(warehouse: Warehouse, plan_path: Path, now: datetime) -> bool:
    """Make all marts anew if anything that they depend on has changed; say whether it had.

    They depend on core, the plan, the local day, what is still to be fetched, and the version of the rules.
    """
    activities = warehouse.read(Activities)
    known = history(activities, warehouse.read(Coverage), waiting(warehouse))
    today = local_day(activities, now)
    first_day = min(known["first_date"], default=today)
    plan = read_plan(plan_path, known["athlete_id"].to_list(), first_day - timedelta(days=first_day.weekday()))
    inputs = hashlib.sha256(repr((today, plan.rows(), known.rows(), RULE_VERSION)).encode()).hexdigest()
    state = warehouse.read(Derivation, "stage = 'mart'").select("payload_id", "inputs_sha256").rows()
    if state == [(derived_until(warehouse), inputs)]:
        return False
    core: dict[type[Table], pl.DataFrame] = {table: warehouse.read(table) for table in SOURCES}
    with progress("Making marts") as advance:
        made = marts(core, plan, known, today)
        with warehouse.transaction():
            for number, (table, frame) in enumerate(made.items(), start=1):
                warehouse.replace(table, table.validate(frame))
                advance(number, len(made))
            mark_derived(warehouse, "mart", derived_until(warehouse), inputs)
    return True


def marts(core: Frames, plan: pl.DataFrame, known: pl.DataFrame, today: date) -> dict[type[Table], pl.DataFrame]:
    """Every table that is made from core as a whole, `core.activities` with its duplicates among them."""
    kept = duplicates(core[Activities]).select("athlete_id", "activity_id", "duplicate_of")
    activities = (
        core[Activities]
        .drop("duplicate_of")
        .join(kept, on=["athlete_id", "activity_id"], how="left", maintain_order="left")
        .select(Activities.columns())
    )
    samples, zones = core[ActivitySamples], core[HeartRateZones]
    reps = reps_among(core[Efforts])
    sets = strength_sets(activities)
    verdicts = pl.concat(
        [
            hill_sprint_sessions(activities, reps, core[Efforts], core[StreamQuality]),
            heat_sessions(activities, samples),
            cross_training_sessions(activities, samples, zones, core[Athletes]),
            strength_sessions(activities, sets),
        ]
    )
    sessions = counted_sessions(verdicts, activities, plan)
    volume = monthly_volume(activities, known, today)
    records = monthly_records(volume, today)
    weekly = weekly_adherence(sessions, activities, plan, known, today)
    return {
        Activities: activities,
        History: known,
        Plan: plan,
        HillSprintReps: reps,
        Sessions: sessions,
        StrengthSets: sets,
        StrengthProgression: strength_progression(activities, sets),
        HeatAcclimation: heat_acclimation(sessions, activities, today),
        RunningEfficiency: running_efficiency(core[EasyWindows], activities, field_maximum(activities, samples)),
        MonthlyVolume: volume,
        MonthlyVolumeBySport: monthly_volume_by_sport(activities, known, today),
        MonthlyRecords: records,
        WeeklyAdherence: weekly,
        YearlyAdherence: yearly_adherence(records, plan, known, today),
        MonthlyAdherence: monthly_adherence(weekly),
        DailyTraining: daily_training(activities, sessions, today),
    }


def local_day(activities: pl.DataFrame, now: datetime) -> date:
    """The calendar day of `now` where the newest activity was."""
    offsets = activities.sort("start_at")["utc_offset_s"].to_list()
    return (now + timedelta(seconds=offsets[-1] if offsets else 0)).date()
