"""The ground: altitude and position as functions of the distance along one path, which may be run both ways."""

from dataclasses import dataclass

import numpy as np

from flows.synthetic_athlete.randomness import Floats, wander
from flows.synthetic_athlete.script import Terrain

GRADE_SPREAD = {"road": 0.011, "flat": 0.002, "track": 0.0, "trail": 0.05, "ride": 0.016, "indoor": 0.0}
CURVINESS = {"road": 0.5, "flat": 0.2, "track": 0.0, "trail": 1.0, "ride": 0.5, "indoor": 0.0}
TRACK_LAP_M = 400.0
METRES_PER_DEGREE = 111_195.0
HILL_FOOT_M = 6.0


@dataclass(frozen=True)
class Path:
    """A path sampled on an even grid: grade, altitude, and metres east and north of its origin."""

    along_m: Floats
    grade: Floats
    altitude_m: Floats
    east_m: Floats
    north_m: Floats

    def grade_at(self, along_m: Floats) -> Floats:
        """Grade (rise over run) in the path's own direction."""
        return np.interp(along_m, self.along_m, self.grade)

    def altitude_at(self, along_m: Floats) -> Floats:
        """Altitude above sea."""
        return np.interp(along_m, self.along_m, self.altitude_m)

    def position_at(self, along_m: Floats) -> tuple[Floats, Floats]:
        """Metres east and north of the origin."""
        return np.interp(along_m, self.along_m, self.east_m), np.interp(along_m, self.along_m, self.north_m)


def lay(rng: np.random.Generator, kind: Terrain, first_m: float, last_m: float) -> Path:
    """A path of the given kind that covers first_m … last_m (0 is the start of the activity)."""
    step = 1.0 if last_m - first_m < 40_000 else 4.0
    along = np.arange(first_m - 300, last_m + 300, step)
    waves = rng.uniform(0, 2 * np.pi, 5)
    lengths = np.geomspace(180, 3800, 5) * rng.uniform(0.8, 1.25, 5)
    spread = GRADE_SPREAD[kind] * rng.uniform(0.7, 1.2) * np.sqrt(2 / 5)
    grade = spread * np.sin(2 * np.pi * along[:, None] / lengths + waves).sum(axis=1)
    if kind == "track":
        heading = 2 * np.pi * along / TRACK_LAP_M
    else:
        heading = rng.uniform(0, 2 * np.pi) + wander(rng, len(along), CURVINESS[kind], 250 / step)
    altitude = np.cumsum(grade) * step
    altitude += rng.uniform(380, 460) - float(np.interp(0.0, along, altitude))
    return Path(along, grade, altitude, np.cumsum(np.sin(heading)) * step, np.cumsum(np.cos(heading)) * step)


def raise_hill(rng: np.random.Generator, path: Path, foot_m: float, length_m: float, grade: float) -> Path:
    """The same path with a hill of even grade that begins at foot_m."""
    inside = np.interp(
        path.along_m,
        [foot_m - HILL_FOOT_M, foot_m, foot_m + length_m, foot_m + length_m + HILL_FOOT_M],
        [0.0, 1.0, 1.0, 0.0],
    )
    hill = grade * (1 + 0.04 * np.sin(path.along_m / 9 + rng.uniform(0, 6)))
    grades = (1 - inside) * path.grade + inside * hill
    step = path.along_m[1] - path.along_m[0]
    altitude = path.altitude_m[0] + np.cumsum(grades) * step
    return Path(path.along_m, grades, altitude, path.east_m, path.north_m)
