"""The body that runs: how fast it is, what a slope costs it."""

from dataclasses import dataclass

import numpy as np

#: What a per cent of grade takes off the highest speed: 16 % at 10 %, 40 % at 25 %. Between the 3–5 % loss at 5 %
#: of trained sprinters [S: Slawinski 2008, Paradisi 2001] and what recreational runners reach on 20 % [J].
SLOPE_COST_PER_PCT = 0.016
#: Share of the metabolic cost of a slope that an easy runner gives back in speed, up and down [J].
UPHILL_PACING, DOWNHILL_PACING = 0.75, 0.4
#: Nobody's easy run speeds up more than this downhill, or comes to a halt uphill [J].
SLOWEST_SHARE, FASTEST_SHARE = 0.35, 1.15


@dataclass(frozen=True)
class Athlete:
    """One runner; speeds in m/s on the flat, cadences in steps a minute of one leg."""

    easy_mps: float
    top_mps: float
    #: Time constant of the acceleration from a stand, s.
    rise_s: float
    #: Loss of speed a second after the fifth second of a sprint, as a share.
    fade: float
    walk_mps: float
    run_cadence: float
    sprint_cadence: float
    walk_cadence: float
    rest_bpm: float
    max_bpm: float

    def top_on(self, grade_pct: float) -> float:
        """Highest speed up a slope."""
        return self.top_mps * (1 - SLOPE_COST_PER_PCT * grade_pct)

    def as_hard_as(self, effort: float, grade_pct: float) -> float:
        """Speed on a slope whose metabolic cost is `effort` times that of easy running on the flat."""
        return float(self.easy_mps * effort / cost(np.array(grade_pct / 100)))


def athlete(rng: np.random.Generator) -> Athlete:
    """A runner drawn at random: the quicker easy runner tends to be the quicker sprinter."""
    easy_mps = rng.uniform(2.2, 3.8)
    return Athlete(
        easy_mps=easy_mps,
        top_mps=float(np.clip(5.9 + 0.9 * (easy_mps - 2.2) + rng.normal(0, 0.5), 5.4, 8.6)),
        rise_s=rng.uniform(0.9, 1.5),
        fade=rng.uniform(0.0, 0.025),
        walk_mps=rng.uniform(1.05, 1.55),
        run_cadence=rng.uniform(78, 90),
        sprint_cadence=rng.uniform(95, 120),
        walk_cadence=rng.uniform(53, 58),
        rest_bpm=rng.uniform(48, 66),
        max_bpm=rng.uniform(172, 200),
    )


def cost(slope: np.ndarray) -> np.ndarray:
    """Metabolic cost of running on a slope (a fraction), the flat's being 1 [S: Minetti 2002]."""
    i = np.clip(slope, -0.45, 0.45)
    return np.asarray((((((155.4 * i - 30.4) * i - 43.3) * i + 46.3) * i + 19.5) * i + 3.6) / 3.6)


def pacing(slope: np.ndarray) -> np.ndarray:
    """By what factor an easy runner's speed changes on a slope (a fraction)."""
    dearer = cost(slope)
    share = np.where(dearer > 1, dearer**-UPHILL_PACING, dearer**-DOWNHILL_PACING)
    return np.clip(share, SLOWEST_SHARE, FASTEST_SHARE)
