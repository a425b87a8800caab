"""Scripts of runs: easy, long, tempo, intervals, strides, hills, trail, treadmill, races."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any

import numpy as np

from flows.synthetic_athlete import notes, season
from flows.synthetic_athlete.home_hills import START_SPREAD_M, hill_for
from flows.synthetic_athlete.motion import sprint_profile
from flows.synthetic_athlete.randomness import stream
from flows.synthetic_athlete.script import Leg, Script, SessionPlan

EASY_MPS, LONG_MPS, TRAIL_MPS, TEMPO_MPS, JOG_MPS = 2.85, 2.8, 2.55, 3.9, 2.35
WALK_DOWN_MPS = 1.35
ROLL_OUT = Leg(3, 0.8, "walk")  # nobody stops dead at the top
ROLL_OUT_M = 5.5


@dataclass(frozen=True)
class Day:
    """What every script of a day needs to know."""

    seed: int
    date: date
    rng: np.random.Generator

    @property
    def fitness(self) -> float:
        """Years of training since 2024."""
        return season.fitness(self.date)

    @property
    def gain(self) -> float:
        """Paces of that day relative to 2024."""
        return 1 + 0.008 * self.fitness

    def at(self, hour: int, minute: int = 0) -> datetime:
        """Wall time on that day, a few minutes early or late."""
        return datetime.combine(self.date, time(hour, minute, int(self.rng.integers(0, 60)))).replace(
            minute=(minute + int(self.rng.integers(0, 15))) % 60
        )

    def pick(self, options: tuple[str, ...]) -> str:
        """One of the options."""
        return options[int(self.rng.integers(len(options)))]


def _script(day: Day, scenario: str, title: str, legs: list[Leg], hour: int, **more: Any) -> Script:
    fields: dict[str, Any] = {
        "sport_type": "Run",
        "sport_group": "run",
        "recorder": "watch",
        "terrain": "road",
        "counts_as_run": True,
        "ambient_c": season.ambient_c(day.seed, day.date, hour),
        "local_start": day.at(hour, 30),
    }
    return Script(scenario=scenario, title=title, legs=tuple(legs), **{**fields, **more})


def steady(day: Day, metres: float, speed: float, direction: int = 1, stops: bool = True) -> list[Leg]:
    """Running at an even effort, with a red light or a shoelace now and then (mostly auto-paused)."""
    seconds = max(int(metres / speed), 60)
    count = int(day.rng.poisson(seconds / 3000)) if stops and seconds > 600 else 0
    cuts = np.sort(day.rng.integers(120, seconds - 60, count)) if count else np.array([], dtype=int)
    legs: list[Leg] = []
    for begin, end in zip([0, *cuts], [*cuts, seconds], strict=True):
        if begin:
            paused = bool(day.rng.random() < 0.75)
            legs.append(Leg(int(day.rng.integers(12, 75)), 0.0, "stand", direction, is_paused=paused))
        if end > begin:
            legs.append(Leg(int(end - begin), speed, "run", direction))
    return legs


def out_and_back(day: Day, metres: float, speed: float) -> list[Leg]:
    """Half of the way out, the same way home."""
    return [*steady(day, metres / 2, speed), *steady(day, metres / 2, speed, direction=-1)]


def easy(day: Day, km: float, hour: int = 6) -> Script:
    """An easy run on roads."""
    speed = EASY_MPS * day.gain * day.rng.uniform(0.97, 1.03)
    catch_up = bool(day.rng.random() < 0.06)
    return _script(
        day,
        "easy_run",
        day.pick(notes.EASY_TITLES),
        out_and_back(day, 1000 * km, speed),
        hour,
        has_gps_catch_up=catch_up,
    )


def long(day: Day, km: float) -> Script:
    """The long run."""
    speed = LONG_MPS * day.gain * day.rng.uniform(0.97, 1.03)
    legs = out_and_back(day, 1000 * km, speed)
    return _script(day, "long_run", day.pick(notes.LONG_TITLES), legs, 8, workout_type=2)


def trail(day: Day, km: float) -> Script:
    """A run on steep paths."""
    legs = out_and_back(day, 1000 * km, TRAIL_MPS * day.gain)
    return _script(day, "trail_run", "Trail run", legs, 8, sport_type="TrailRun", terrain="trail")


def treadmill(day: Day, km: float) -> Script:
    """A run that goes nowhere: no position, no altitude."""
    legs = steady(day, 1000 * km, EASY_MPS * day.gain, stops=False)
    virtual = bool(day.rng.random() < 0.4)
    sport, title = ("VirtualRun", "Zwift - Richmond") if virtual else ("Run", "Treadmill")
    return _script(
        day, "treadmill_run", title, legs, 6, sport_type=sport, terrain="indoor", recorder="treadmill", ambient_c=19.0
    )


def tempo(day: Day, km: float) -> Script:
    """A block at threshold between easy ends."""
    speed = TEMPO_MPS * day.gain
    block_m = day.rng.uniform(0.4, 0.5) * 1000 * km
    ends = 500 * km - block_m / 2
    legs = [*steady(day, ends, EASY_MPS), Leg(int(block_m / speed), speed), *steady(day, ends, EASY_MPS, direction=-1)]
    return _script(day, "tempo_run", "Tempo", legs, 17, workout_type=3, terrain="flat")


def race(day: Day) -> Script:
    """A race: 10 km in spring, a half marathon in autumn."""
    name, metres, speed = ("City 10k", 10_060, 4.2) if day.date.month < 7 else ("Half marathon", 21_180, 3.95)
    legs = [Leg(int(metres / (speed * day.gain)), speed * day.gain)]
    return _script(
        day,
        "race",
        f"{name} 🏅",
        legs,
        9,
        workout_type=1,
        terrain="flat",
        is_race=True,
        perceived_exertion=9.0,
        private_note="Calf tight after km 6",
    )


def intervals(day: Day, km: float) -> Script:
    """Repetitions on a track with the lap button pressed at each end."""
    metres, speed = ((400, 4.75), (800, 4.5), (1000, 4.4))[int(day.rng.integers(3))]
    speed *= day.gain
    reps = int(np.clip(round(0.45 * 1000 * km / metres), 4, 12))
    recovery = int(day.rng.integers(60, 120))
    stands = bool(day.rng.random() < 0.3)
    rest = Leg(recovery, 0.0 if stands else JOG_MPS, "stand" if stands else "run", is_lap=True)
    effort = Leg(int(metres / speed), speed, is_lap=True)
    used = reps * (metres + (0 if stands else recovery * JOG_MPS))
    ends = max((1000 * km - used) / 2, 1200)
    legs = [*steady(day, ends, EASY_MPS), *[effort, rest] * reps, *steady(day, ends, EASY_MPS)]
    session = SessionPlan("hill_sprints", "intervals", False, "stated", reps)
    return _script(
        day, "interval_run", f"{reps}x{metres}m", legs, 17, workout_type=3, terrain="track",
        description=f"{reps}x{metres}m, {recovery} s between", sessions=(session,),
    )  # fmt: skip


def strides(day: Day, km: float) -> Script:
    """An easy run that ends with short fast stretches on the flat."""
    reps = int(day.rng.integers(4, 7))
    tail: list[Leg] = []
    for _ in range(reps):
        tail += [Leg(int(day.rng.integers(15, 21)), 5.2 * day.gain), Leg(int(day.rng.integers(50, 80)), 1.4, "walk")]
    legs = [*steady(day, 1000 * km - 170 * reps, EASY_MPS * day.gain), *tail, *steady(day, 500, JOG_MPS)]
    session = SessionPlan("hill_sprints", "strides", False, "stated", reps)
    return _script(day, "strides_run", f"Easy + {reps} strides", legs, 6, terrain="flat", sessions=(session,))


def hill_repeats(day: Day, km: float) -> Script:
    """Half-minute to one-minute hills at 3–5 km effort, jogging down: endurance, not sprints."""
    reps = int(day.rng.integers(6, 11))
    grade = float(day.rng.uniform(0.05, 0.09))
    hills: list[Leg] = []
    climbed = 0.0
    for _ in range(reps):
        seconds, speed = int(day.rng.integers(30, 61)), float(day.rng.uniform(3.5, 3.9))
        down = (seconds * speed + ROLL_OUT_M) / JOG_MPS
        hills += [Leg(seconds, speed, is_rep=True), ROLL_OUT, Leg(int(down), JOG_MPS, direction=-1)]
        climbed += 2 * seconds * speed
    ends = max((1000 * km - climbed) / 2, 1500)
    legs = [*steady(day, ends, EASY_MPS), *hills, *steady(day, ends, EASY_MPS, direction=-1)]
    session = SessionPlan("hill_sprints", "hill_repeats", False, "stated", reps)
    return _script(
        day,
        "hill_repeat_run",
        f"Hill repeats {reps}x",
        legs,
        17,
        workout_type=3,
        terrain="flat",
        hill_grade=grade,
        sessions=(session,),
    )


def hill_sprints(day: Day, km: float, variant: str = "") -> Script:
    """An easy run with all-out sprints of 8–10 s up a steep hill in its middle, walking down between.

    Variants: `two` reps only, `short` recoveries, `sloppy` lengths, `paused` watch while recovering.
    """
    rng = day.rng
    reps = 2 if variant == "two" else int(rng.integers(4, 11))
    grade = float(rng.uniform(0.085, 0.20))
    peak = (7.15 - 13 * grade) * (1 + 0.008 * day.fitness)
    has_laps = bool(rng.random() < 0.3)
    legs = [*steady(day, 500 * km, EASY_MPS * day.gain), Leg(int(rng.integers(15, 45)), 0.0, "stand")]
    for number in range(reps):
        seconds = int(rng.integers(6, 14)) if variant == "sloppy" else int(rng.integers(8, 11))
        profile = sprint_profile(seconds, peak * float(rng.uniform(0.97, 1.02)))
        legs += [Leg(seconds, 0.0, "sprint", is_lap=has_laps, is_rep=True, profile_mps=profile), ROLL_OUT]
        if number < reps - 1:
            total = int(rng.integers(45, 61)) if variant == "short" else int(rng.integers(88, 141))
            legs += _walk_down(
                float(profile.sum()) + ROLL_OUT_M, total - ROLL_OUT.seconds, variant == "paused", has_laps
            )
    legs += [
        Leg(20, 1.2, "walk", direction=-1, is_lap=has_laps),
        *steady(day, 500 * km, EASY_MPS * day.gain, direction=-1),
    ]
    is_enough = reps >= 3
    session = SessionPlan(
        "hill_sprints", "hill_sprints" if is_enough else "possible_hill_sprints", is_enough, "stated", reps
    )
    scenario = f"hill_sprint_run_{variant}" if variant else "hill_sprint_run"
    title = day.pick(notes.HILL_SPRINT_TITLES)
    start_m = stream(day.seed, "start on the hill", day.date.toordinal()).uniform(0, START_SPREAD_M)
    return _script(
        day,
        scenario,
        title,
        legs,
        6,
        hill_grade=grade,
        hill=hill_for(grade),
        hill_start_m=float(start_m),
        sessions=(session,),
    )


def _walk_down(metres: float, seconds: int, is_paused: bool, has_laps: bool) -> list[Leg]:
    """Back to the foot of the hill, then standing until the next rep."""
    walking = min(int(metres / WALK_DOWN_MPS), seconds - 6)
    speed = metres / walking
    standing = seconds - walking
    if not is_paused:
        return [Leg(walking, speed, "walk", -1, is_lap=has_laps), Leg(standing, 0.0, "stand")]
    return [
        Leg(4, speed, "walk", -1),
        Leg(walking - 4, speed, "walk", -1, is_paused=True),
        Leg(standing - 4, 0.0, "stand", is_paused=True),
        Leg(4, 0.0, "stand"),
    ]


def hot(day: Day, km: float) -> Script:
    """An easy run of more than half an hour on a hot afternoon."""
    run = easy(day, max(km, 7.5), hour=16)
    session = SessionPlan("heat", "active_heat", False, "elapsed_minutes")
    return replace(
        run, scenario="hot_run", title="Hot one", ambient_c=float(day.rng.uniform(31, 34)), sessions=(session,)
    )
