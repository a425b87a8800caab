"""What the athlete set out to do, before any sensor saw it."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from flows.synthetic_athlete.home_hills import HomeHill
from flows.synthetic_athlete.notes import SetDone
from flows.synthetic_athlete.randomness import Floats

Effort = Literal["run", "walk", "stand", "sprint", "ride"]
Terrain = Literal["road", "trail", "track", "flat", "ride", "indoor"]
Recorder = Literal[
    "watch", "smart_watch", "phone", "bike_computer", "treadmill", "indoor_watch", "pool_watch", "lost", "manual"
]
Measure = Literal["stated", "elapsed_minutes", "elapsed_hours", "moving_hours", "half_moving_hours"]


@dataclass(frozen=True)
class Leg:
    """A stretch at one intended speed. `direction` −1 runs the same way back; a paused leg leaves no samples."""

    seconds: int
    speed_mps: float
    effort: Effort = "run"
    direction: int = 1
    is_paused: bool = False
    is_lap: bool = False
    is_rep: bool = False
    profile_mps: Floats | None = None


@dataclass(frozen=True)
class SessionPlan:
    """What the activity counts for. `dose` is given when stated, otherwise measured from the recording."""

    intervention: Literal["hill_sprints", "heat", "cross_training", "strength"]
    kind: str
    counts: bool
    measure: Measure
    dose: float = 0.0


@dataclass(frozen=True)
class Script:
    """One activity as intended."""

    scenario: str
    sport_type: str
    sport_group: str
    title: str
    local_start: datetime  # wall time, naive
    recorder: Recorder
    seconds: int = 0  # of activities without legs
    legs: tuple[Leg, ...] = ()
    terrain: Terrain = "indoor"
    hill_grade: float = 0.0
    hill: HomeHill | None = None  # None: wherever the way leads
    hill_start_m: float = 0.0  # of the reps, up the hill's road
    heartrate_bpm: float | None = None  # mean; None: from the running effort
    manual_distance_m: float = 0.0
    ambient_c: float = 20.0
    description: str | None = None
    private_note: str | None = None
    workout_type: int | None = None
    perceived_exertion: float | None = None
    sessions: tuple[SessionPlan, ...] = ()
    sets: tuple[SetDone, ...] = ()
    counts_as_run: bool = False
    is_race: bool = False
    has_gps_catch_up: bool = False
    visibility: str = "everyone"
    is_commute: bool = False
    twin: "Script | None" = field(default=None, repr=False)  # the same hour recorded once more; this one is kept
