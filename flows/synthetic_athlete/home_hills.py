"""The hills near home on which the athlete sprints, week after week."""

from dataclasses import dataclass

import numpy as np

from flows.synthetic_athlete.randomness import Floats


@dataclass(frozen=True)
class HomeHill:
    """A road up a hill: its foot, metres east and north of home, and where it leads, degrees from north."""

    name: str
    steepest: float
    east_m: float
    north_m: float
    bearing_deg: float


#: By grade: the athlete picks the hill for the grade of the day. The last two start from one crossing, and lead apart.
HOME_HILLS = (
    HomeHill("vineyard lane", 0.11, 900.0, 2100.0, 20.0),
    HomeHill("school road", 0.14, -1800.0, 700.0, 265.0),
    HomeHill("quarry track", 0.17, 400.0, -1500.0, 130.0),
    HomeHill("chapel steps road", 1.0, 400.0, -1500.0, 310.0),
)
#: Nobody starts at the same lamp post each week.
START_SPREAD_M = 40.0


def hill_for(grade: float) -> HomeHill:
    """The hill near home whose road is about as steep as that."""
    return next(hill for hill in HOME_HILLS if grade < hill.steepest)


def led_up(
    hill: HomeHill, start_m: float, foot: int, top: int, east_m: Floats, north_m: Floats
) -> tuple[Floats, Floats]:
    """A way, metres east and north, moved and turned: from instant `foot` to `top` it leads up the hill's road.

    It begins `start_m` up the road.
    """
    bearing = np.radians(hill.bearing_deg)
    east, north = east_m - east_m[foot], north_m - north_m[foot]
    turn = bearing - np.arctan2(east[top], north[top])
    return (
        hill.east_m + start_m * np.sin(bearing) + east * np.cos(turn) + north * np.sin(turn),
        hill.north_m + start_m * np.cos(bearing) - east * np.sin(turn) + north * np.cos(turn),
    )
