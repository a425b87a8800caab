"""What the body does, ten times a second: a list of segments becomes speed, ground, place and heartbeat."""

from dataclasses import dataclass

import numpy as np

from flows.evaluation.recordings.athlete import Athlete, cost, pacing
from flows.evaluation.recordings.noise import coloured, delayed

HERTZ = 10
#: After this many seconds a sprinter fades.
FRESH_S = 5.0
#: Over this long a runner eases into and out of the pace that the ground asks for, s.
EASE_S = 5.0
#: Slower than this is standing, up to `WALK_MPS` walking [M: domain facts]; who is out for a run goes on running a
#: little below that.
STAND_MPS, WALK_MPS, SLOWEST_RUN_MPS = 0.5, 2.0, 1.6


@dataclass(frozen=True)
class Segment:
    """One stretch of doing the same thing; a speed below zero goes back down the path."""

    seconds: float
    mps: float
    #: Time constant with which the speed is taken up, s.
    tau_s: float = 1.2
    #: Share of the speed lost a second once `FRESH_S` is over: a sprinter's.
    fade: float = 0.0
    #: A grade of its own, per cent; null on the rolling ground, whose pace it then follows.
    grade_pct: float | None = None
    #: The hill it is on: all segments with one number go up and down one slope.
    hill: int | None = None
    #: A hill sprint by the definition, unless what lies beside it says otherwise.
    is_rep: bool = False
    is_sprint: bool = False
    #: How unsteady the speed is, as a share.
    wobble: float = 0.04


@dataclass(frozen=True)
class Hill:
    """A slope: metres are counted along the path."""

    grade_pct: float
    #: How far below the lowest start the slope begins, and how far above the highest point it ends, m.
    run_in_m: float
    tail_m: float
    #: How long foot and crest take to bend, m.
    bend_m: float
    #: The slope is not even: by this share, over this wavelength.
    uneven: float
    wave_m: float
    bearing: float

    def grade(self, along_m: np.ndarray, lowest_m: float, highest_m: float) -> np.ndarray:
        """Grade (a fraction) along the path, of a slope that holds everything between two places."""
        foot, top = lowest_m - self.run_in_m, highest_m + self.tail_m
        risen = np.clip((along_m - foot) / self.bend_m + 0.5, 0, 1) * np.clip((top - along_m) / self.bend_m + 0.5, 0, 1)
        waves = 1 + self.uneven * np.sin(2 * np.pi * (along_m - foot) / self.wave_m)
        return self.grade_pct / 100 * risen * waves


@dataclass(frozen=True)
class Motion:
    """The truth of a recording: one value per tenth of a second, and the borders of its segments in samples."""

    velocity_mps: np.ndarray
    odometer_m: np.ndarray
    altitude_m: np.ndarray
    east_m: np.ndarray
    north_m: np.ndarray
    cadence: np.ndarray
    heartrate_bpm: np.ndarray
    #: On the run, neither at an effort nor beside one.
    is_running_easy: np.ndarray
    #: Segment k lasts from edges[k] to edges[k + 1].
    edges: np.ndarray

    @property
    def seconds(self) -> float:
        """How long it lasted."""
        return len(self.velocity_mps) / HERTZ


def pace_of(segment: Segment, begin_mps: float, seconds: np.ndarray) -> np.ndarray:
    """Speed within a segment: v(t) = v∞ − (v∞ − v₀)·exp(−t/τ), a sprinter's v∞ falling once the freshness is gone."""
    goal = segment.mps * (1 - segment.fade * np.maximum(seconds - FRESH_S, 0))
    return goal - (segment.mps - begin_mps) * np.exp(-seconds / segment.tau_s)


def distance_of(segment: Segment, begin_mps: float) -> tuple[float, float]:
    """Signed metres covered in a segment begun at a speed, and the speed at its end."""
    pace = pace_of(segment, begin_mps, np.arange(round(segment.seconds * HERTZ)) / HERTZ)
    return float(pace.sum() / HERTZ), float(pace[-1])


def moved(
    segments: list[Segment], hills: list[Hill], who: Athlete, rolling_pct: float, rng: np.random.Generator
) -> Motion:
    """The motion of an athlete through the segments, over ground whose grade has a standard deviation `rolling_pct`."""
    counts = np.array([max(round(one.seconds * HERTZ), 1) for one in segments])
    edges = np.concatenate([[0], np.cumsum(counts)])
    n = int(edges[-1])

    def spread(values: list[float]) -> np.ndarray:
        return np.repeat(np.array(values, dtype=float), counts)

    velocity = np.empty(n)
    speed = 0.0
    for one, begin, end in zip(segments, edges[:-1], edges[1:], strict=True):
        velocity[begin:end] = pace_of(one, speed, np.arange(end - begin) / HERTZ)
        speed = float(velocity[end - 1])
    velocity *= 1 + wandering(rng, n, 1.0, 12) * spread([one.wobble for one in segments])

    since = (np.arange(n) - np.repeat(edges[:-1], counts)) / HERTZ
    until = (np.repeat(edges[1:], counts) - np.arange(n)) / HERTZ
    eased = np.clip(np.minimum(since, until) / EASE_S, 0, 1)
    rolls = spread([float(one.grade_pct is None and one.hill is None) for one in segments])
    ground = rolling(np.cumsum(np.abs(velocity)) / HERTZ, rolling_pct, rng) * eased * rolls
    velocity *= np.where(rolls > 0, pacing(ground), 1)
    ground += delayed(spread([(one.grade_pct or 0) / 100 for one in segments]), 0.5 * HERTZ) * (1 - rolls)

    along = np.cumsum(velocity) / HERTZ
    turning = wandering(rng, n, 0.9, 90) + np.linspace(0, rng.uniform(-6, 6), n)
    on_hill = spread([-1.0 if one.hill is None else float(one.hill) for one in segments])
    for number, hill in enumerate(hills):
        mask = on_hill == number
        if not mask.any():
            continue
        starts = along[edges[:-1][[one.hill == number and one.is_rep for one in segments]]]
        lowest = starts.min() if len(starts) else along[mask].min()
        ground[mask] = hill.grade(along[mask], lowest, along[mask].max())
        turning[mask] = hill.bearing

    step = velocity / HERTZ
    legs = np.abs(velocity)
    sprints = spread([float(one.is_sprint) for one in segments])
    return Motion(
        velocity_mps=velocity,
        odometer_m=np.cumsum(legs) / HERTZ,
        altitude_m=rng.uniform(5, 600) + np.cumsum(ground * step),
        east_m=np.cumsum(step * np.cos(turning)),
        north_m=np.cumsum(step * np.sin(turning)),
        cadence=cadence_at(legs, sprints, np.where(rolls > 0, SLOWEST_RUN_MPS, WALK_MPS), who),
        heartrate_bpm=heartbeat(legs * cost(np.sign(velocity) * ground), who, rng),
        is_running_easy=rolls > 0,
        edges=edges,
    )


def wandering(rng: np.random.Generator, n: int, sd: float, memory_s: float) -> np.ndarray:
    """A slow random series, drawn once a second and joined by straight lines."""
    each_second = coloured(rng, n // HERTZ + 2, sd, memory_s)
    return np.asarray(np.interp(np.arange(n) / HERTZ, np.arange(len(each_second)), each_second))


def rolling(along_m: np.ndarray, sd_pct: float, rng: np.random.Generator) -> np.ndarray:
    """Grade (a fraction) of natural ground along the path: hills of one to several hundred metres."""
    each_m = 10.0
    grades = coloured(rng, int(along_m[-1] / each_m) + 3, sd_pct / 100, rng.uniform(80, 200) / each_m)
    steepest = 3 * sd_pct / 100
    return np.asarray(np.interp(along_m, np.arange(len(grades)) * each_m, np.clip(grades, -steepest, steepest)))


def cadence_at(legs_mps: np.ndarray, sprints: np.ndarray, walk_mps: np.ndarray, who: Athlete) -> np.ndarray:
    """Steps a minute of one leg at a speed: none, walking up to `walk_mps`, running, sprinting."""
    running = who.run_cadence + 3.0 * (legs_mps - who.easy_mps)
    fast = np.maximum(running, who.sprint_cadence)
    moving = np.where(sprints > 0, fast, np.where(legs_mps > walk_mps, running, who.walk_cadence))
    return np.where(legs_mps > STAND_MPS, moving, 0.0)


def heartbeat(effort_mps: np.ndarray, who: Athlete, rng: np.random.Generator) -> np.ndarray:
    """Beats a minute that follow the effort half a minute late and drift up."""
    share = np.clip(0.2 + 0.55 * effort_mps / who.easy_mps, 0.2, 1.05)
    slow = delayed(share[::HERTZ], rng.uniform(20, 35))
    beats = who.rest_bpm + (who.max_bpm - who.rest_bpm) * np.clip(slow + np.linspace(0, 0.04, len(slow)), 0, 1)
    return np.repeat(beats, HERTZ)[: len(effort_mps)]
