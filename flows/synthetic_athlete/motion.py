"""Legs become true motion, second by second: speed, place on the path, altitude, effort."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from flows.synthetic_athlete import terrain
from flows.synthetic_athlete.home_hills import led_up
from flows.synthetic_athlete.randomness import Floats, wander
from flows.synthetic_athlete.script import Leg, Script

EFFORTS = ("stand", "walk", "run", "sprint", "ride")
STAND, WALK, RUN, SPRINT, RIDE = range(5)
SPEED_SPREAD = np.array([0.0, 0.05, 0.025, 0.0, 0.08])
EVEN_EFFORT = 0.85  # 1 would be the same effort up and down; runners give a little more uphill
DOWNHILL_LIMIT = 1.2  # legs brake long before the lungs would have to
SPRINT_RISE_S = 0.9  # time constant: 90 % of the peak after 2 s
SPRINT_FADE_AFTER_S = 5.0


@dataclass(frozen=True)
class Motion:
    """True motion at 1 Hz: n seconds, n + 1 instants. `speed_mps[i]` holds between instants i and i + 1."""

    speed_mps: Floats
    effort_mps: Floats  # the flat speed of the same metabolic cost
    effort_kind: NDArray[np.int8]
    along_m: Floats
    altitude_m: Floats
    east_m: Floats  # of home or of the holiday's start, as north_m
    north_m: Floats
    is_paused: NDArray[np.bool_]
    leg_starts_s: NDArray[np.int64]  # one per leg, and the end


def metabolic_factor(grade: Floats) -> Floats:
    """Cost of running at a grade relative to the flat (Minetti 2002, valid to ±45 %)."""
    g = np.clip(grade, -0.45, 0.45)
    cost: Floats = (155.4 * g**5 - 30.4 * g**4 - 43.3 * g**3 + 46.3 * g**2 + 19.5 * g + 3.6) / 3.6
    return cost


def sprint_profile(seconds: int, peak_mps: float) -> Floats:
    """Speed in each second of an all-out sprint from standing: a 2 s rise, a fade from the fifth second."""
    t = np.arange(seconds) + 0.5
    speed: Floats = (
        peak_mps * (1 - np.exp(-t / SPRINT_RISE_S)) * (1 - 0.025 * np.clip(t - SPRINT_FADE_AFTER_S, 0, None))
    )
    return speed


def move(script: Script, rng: np.random.Generator) -> Motion:
    """Carry the legs out over a path made for them."""
    legs = script.legs
    seconds = np.array([leg.seconds for leg in legs])
    kind = np.repeat(np.array([EFFORTS.index(leg.effort) for leg in legs], dtype=np.int8), seconds)
    direction = np.repeat(np.array([float(leg.direction) for leg in legs]), seconds)
    intended = np.concatenate([_intended(leg) for leg in legs])
    intended *= 1 + SPEED_SPREAD[kind] * wander(rng, len(kind), 1.0, 25)
    path = _path(script, rng, np.cumsum(direction * intended))
    # The grade where the plan says one is: a few metres off where one will really be, which nobody can tell.
    near_grade = path.grade_at(np.cumsum(direction * intended)) * direction
    slowed = np.where(
        kind == RUN, intended * np.minimum(metabolic_factor(near_grade) ** -EVEN_EFFORT, DOWNHILL_LIMIT),
        np.where(kind == RIDE, intended * np.clip(1 - 9 * near_grade, 0.45, 1.5), intended),
    )  # fmt: skip
    speed = _eased(slowed, kind)
    along = np.concatenate([[0.0], np.cumsum(direction * speed)])
    starts = np.concatenate([[0], np.cumsum(seconds)])
    first_rep = next((number for number, leg in enumerate(legs) if leg.is_rep), 0)
    if script.hill_grade:
        foot = along[starts[first_rep]]
        path = terrain.raise_hill(rng, path, foot, along.max() - foot + 15, script.hill_grade)
    east, north = path.position_at(along)
    east, north = east - east[0], north - north[0]
    if script.hill is not None:
        foot_s, top_s = int(starts[first_rep]), int(starts[first_rep + 1])
        east, north = led_up(script.hill, script.hill_start_m, foot_s, top_s, east, north)
    grade = path.grade_at(along[:-1]) * direction
    cost = np.where(kind == RIDE, 1.0, metabolic_factor(grade))
    paused = np.repeat(np.array([leg.is_paused for leg in legs]), seconds)
    return Motion(speed, speed * cost, kind, along, path.altitude_at(along), east, north, paused, starts)


def _intended(leg: Leg) -> Floats:
    return leg.profile_mps if leg.profile_mps is not None else np.full(leg.seconds, leg.speed_mps)


def _path(script: Script, rng: np.random.Generator, along_m: Floats) -> terrain.Path:
    # Real speeds differ from intended ones on hills; the margin covers it.
    margin = 0.25 * float(along_m.max() - along_m.min()) + 400
    return terrain.lay(rng, script.terrain, float(min(along_m.min(), 0)) - margin, float(along_m.max()) + margin)


def _eased(speed: Floats, kind: NDArray[np.int8]) -> Floats:
    """Legs do not change speed at once; a sprint's profile already has its own rise."""
    padded = np.concatenate([np.zeros(2), speed])
    eased = 0.5 * padded[2:] + 0.3 * padded[1:-1] + 0.2 * padded[:-2]
    return np.where(kind == SPRINT, speed, eased)
