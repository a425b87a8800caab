"""Where a device cuts laps: at a button, at every kilometre, or not at all."""

import numpy as np

from flows.evaluation.recordings.motion import HERTZ, Motion
from flows.evaluation.recordings.script import Plan
from flows.evaluation.recordings.watch_conditions import Watch

#: A finger is late, and at the start now and then early, s [J].
START_PRESS_S, END_PRESS_S = (0.2, 0.7), (0.7, 0.6)
AUTO_LAP_M = 1000.0


def lap_starts(plan: Plan, motion: Motion, watch: Watch, rng: np.random.Generator) -> np.ndarray:
    """Seconds at which laps begin, the first of them 0."""
    seconds = int(motion.seconds)
    cuts = np.array([])
    if watch.laps == "pressed" and plan.hard:
        hard = np.array(plan.hard)
        pressed_on = motion.edges[hard] / HERTZ + rng.normal(*START_PRESS_S, len(hard))
        pressed_off = motion.edges[hard + 1] / HERTZ + rng.normal(*END_PRESS_S, len(hard))
        cuts = np.stack([pressed_on, pressed_off], axis=1).ravel()
    elif watch.laps == "kilometres":
        marks = np.arange(AUTO_LAP_M, motion.odometer_m[-1], AUTO_LAP_M)
        cuts = np.searchsorted(motion.odometer_m, marks) / HERTZ
    return np.unique(np.concatenate([[0], np.clip(np.round(cuts), 1, seconds - 1)])).astype(int)
