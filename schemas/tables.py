"""The table list: every table of the warehouse, in the order in which they are made."""

from schemas.activities import Activities
from schemas.activity_samples import ActivitySamples
from schemas.athletes import Athletes
from schemas.budget import Budget
from schemas.changes import Changes
from schemas.coverage import Coverage
from schemas.daily_training import DailyTraining
from schemas.derivation import Derivation
from schemas.easy_windows import EasyWindows
from schemas.efforts import Efforts
from schemas.files import Files
from schemas.freshness import Freshness
from schemas.heart_rate_zones import HeartRateZones
from schemas.heat_acclimation import HeatAcclimation
from schemas.hill_progress import HillProgress
from schemas.hill_sprint_reps import HillSprintReps
from schemas.history import History
from schemas.imports import Imports
from schemas.intensity_thresholds import IntensityThresholds
from schemas.labels import Labels
from schemas.laps import Laps
from schemas.logged_sessions import LoggedSessions
from schemas.model_card import ModelCard
from schemas.monthly_adherence import MonthlyAdherence
from schemas.monthly_records import MonthlyRecords
from schemas.monthly_volume import MonthlyVolume
from schemas.monthly_volume_by_sport import MonthlyVolumeBySport
from schemas.payloads import Payloads
from schemas.plan import Plan
from schemas.quarantine import Quarantine
from schemas.recorded_sets import RecordedSets
from schemas.recordings import Recordings
from schemas.rereads import Rereads
from schemas.running_efficiency import RunningEfficiency
from schemas.running_effort import RunningEffort
from schemas.sessions import Sessions
from schemas.stream_quality import StreamQuality
from schemas.streams import Streams
from schemas.strength_progression import StrengthProgression
from schemas.strength_sets import StrengthSets
from schemas.summaries import Summaries
from schemas.suspects import Suspects
from schemas.sync_runs import SyncRuns
from schemas.table import Table
from schemas.threshold_power import ThresholdPower
from schemas.weather import Weather
from schemas.weekly_adherence import WeeklyAdherence
from schemas.yearly_adherence import YearlyAdherence

TABLES: tuple[type[Table], ...] = (
    Payloads,
    Summaries,
    Files,
    Recordings,
    Activities,
    Streams,
    ActivitySamples,
    Laps,
    RecordedSets,
    Weather,
    LoggedSessions,
    HeartRateZones,
    Athletes,
    ThresholdPower,
    StreamQuality,
    RunningEffort,
    Efforts,
    EasyWindows,
    History,
    Plan,
    Labels,
    IntensityThresholds,
    HillSprintReps,
    Sessions,
    HillProgress,
    StrengthSets,
    StrengthProgression,
    HeatAcclimation,
    RunningEfficiency,
    MonthlyVolume,
    MonthlyVolumeBySport,
    MonthlyRecords,
    WeeklyAdherence,
    YearlyAdherence,
    MonthlyAdherence,
    DailyTraining,
    SyncRuns,
    Imports,
    Quarantine,
    Changes,
    Suspects,
    Rereads,
    Freshness,
    Coverage,
    Budget,
    ModelCard,
    Derivation,
)

BY_NAME: dict[str, type[Table]] = {table.full_name(): table for table in TABLES}
