"""The device on the wrist: what it has, and what is wrong with it."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Watch:
    """Conditions of one recording. Kinds are text, as they stand in the figures."""

    #: 1_hz or smart.
    sampling: str
    #: barometer_0.2, barometer_1, gps or none.
    altimeter: str
    lag_s: float
    has_glitches: bool
    #: both_legs, per_leg (should have been doubled and was not), twice (was, and should not have been) or missing.
    cadence: str
    #: What distance is made from: footpod, good, watch, catch_up, phone, flutter or none.
    position: str
    #: Smallest step of the distance, m.
    distance_step_m: float
    has_coordinates: bool
    #: none, auto or manual.
    pause: str
    #: pressed, kilometres or none.
    laps: str
    has_heartrate: bool

    @property
    def has_altitude(self) -> bool:
        """Any altitude is recorded."""
        return self.altimeter != "none"

    @property
    def has_distance(self) -> bool:
        """Any distance is recorded."""
        return self.position != "none"


def one_of(rng: np.random.Generator, shares: dict[str, float]) -> str:
    """A key, drawn by its share."""
    return str(rng.choice(list(shares), p=list(shares.values())))


def watch(is_trainer: bool, rng: np.random.Generator) -> Watch:
    """A device drawn at random; shares are a guess at what people wear, the rare and bad over-represented [J]."""
    position = one_of(rng, {"watch": 0.5, "good": 0.17, "footpod": 0.1, "catch_up": 0.1, "phone": 0.1, "none": 0.03})
    if is_trainer:
        # Real indoor recordings alternate by ±2.5 m/s from second to second [M: 4 of 24].
        position = one_of(rng, {"footpod": 0.5, "flutter": 0.4, "none": 0.1})
    barometers = {"barometer_0.2": 0.66, "barometer_1": 0.17, "gps": 0.13, "none": 0.04}
    altimeter = one_of(rng, {"gps": 0.7, "barometer_0.2": 0.3} if position == "phone" else barometers)
    return Watch(
        sampling=one_of(rng, {"1_hz": 0.88, "smart": 0.12}),
        altimeter=altimeter,
        lag_s=float(rng.uniform(1, 3)),
        has_glitches=bool(rng.random() < 0.12),
        cadence=one_of(rng, {"both_legs": 0.74, "per_leg": 0.08, "twice": 0.03, "missing": 0.15}),
        position=position,
        distance_step_m=float(rng.choice([0.01, 0.1, 1.0], p=[0.2, 0.6, 0.2])),
        has_coordinates=position not in ("none", "flutter") and not is_trainer and bool(rng.random() < 0.85),
        pause=one_of(rng, {"none": 0.6, "auto": 0.25, "manual": 0.15}),
        laps=one_of(rng, {"none": 0.3, "kilometres": 0.45, "pressed": 0.25}),
        has_heartrate=bool(rng.random() < 0.85),
    )
