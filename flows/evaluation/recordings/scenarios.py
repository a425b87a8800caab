"""Which scenario comes how often."""

from collections.abc import Callable

import numpy as np

from flows.evaluation.recordings.athlete import Athlete
from flows.evaluation.recordings.hill_scenarios import (
    downhill_strides,
    few_hill_sprints,
    hill_repeats,
    hill_sprints,
    stair_sprints,
    stairs_run,
    trail_walls,
)
from flows.evaluation.recordings.other_scenarios import (
    easy_flat,
    easy_hilly,
    flat_sprints,
    flat_strides,
    football,
    long_run,
    progression,
    stop_and_go,
    track_intervals,
    trail_run,
    treadmill_easy,
    treadmill_sprints,
)
from flows.evaluation.recordings.script import Plan, Script

#: Forty in a row hold every scenario, so that any few hundred recordings are balanced.
ORDER: tuple[Callable[[Script], Plan], ...] = (
    *(hill_sprints, easy_flat, hill_sprints, trail_walls, hill_sprints, hill_repeats, stop_and_go, few_hill_sprints),
    *(
        hill_sprints,
        easy_hilly,
        hill_sprints,
        flat_strides,
        hill_sprints,
        track_intervals,
        treadmill_sprints,
        trail_run,
    ),
    *(hill_sprints, football, hill_sprints, stairs_run, hill_sprints, long_run, flat_sprints, few_hill_sprints),
    *(
        hill_sprints,
        progression,
        hill_sprints,
        downhill_strides,
        hill_sprints,
        stop_and_go,
        trail_walls,
        treadmill_easy,
    ),
    *(hill_sprints, hill_repeats, hill_sprints, stair_sprints, hill_sprints, track_intervals, flat_strides, easy_hilly),
)
#: Everyday, trail, interval and stop-and-go recordings: not one of them may be called hill sprints.
NEVER_HILL_SPRINTS = {
    "ordinary": ["easy_flat", "easy_hilly", "long_run", "progression", "treadmill_easy"],
    "trail": ["trail_walls", "trail_run", "stairs_run"],
    "interval": ["track_intervals", "flat_strides", "flat_sprints", "downhill_strides", "hill_repeats"],
    "stop_and_go": ["stop_and_go", "football"],
}


def planned(number: int, who: Athlete, rng: np.random.Generator) -> Plan:
    """The plan of recording `number`."""
    return ORDER[number % len(ORDER)](Script(who, rng))
