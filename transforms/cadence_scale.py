"""By what a recording's cadence has to be multiplied to be that of both legs."""

import numpy as np
from numpy.typing import NDArray

from transforms.sample_order import every_nth

#: Slower seconds may be walked, with 106–116 steps a minute of both legs, or 53–58 of one (measured); jogging is
#: ≥ 2.2 m/s.
RUNNING_SPEED_MPS = 2.4
#: Steps a minute while running: one leg's are 75–95, both legs' 150–190 (measured), twice that 300 and more. The bounds
#: lie where neither comes: a step of one and a half metres at a jog, or feet that turn faster than any sprinter's.
LEAST_BOTH_LEGS_SPM = 110.0
MOST_BOTH_LEGS_SPM = 260.0
#: With fewer seconds of running the cadence is taken as it is.
LEAST_RUNNING_S = 60
#: Looked at every so many seconds: enough for a majority.
EVERY_S = 12


def cadence_scale(
    steps_spm: NDArray[np.float32], speed_mps: NDArray[np.float32], first: NDArray[np.intp]
) -> NDArray[np.float32]:
    """2 for each activity whose cadence counts one leg, ½ where it was doubled twice, else 1.

    What most of its running seconds show decides. `first` are the rows at which activities begin.
    """
    row, begin = every_nth(first, len(steps_spm), EVERY_S)
    steps = steps_spm[row]
    is_running = (speed_mps[row] >= RUNNING_SPEED_MPS) & (steps > 0)
    running = np.add.reduceat(is_running, begin, dtype=np.int64)
    one_leg = np.add.reduceat(is_running & (steps < LEAST_BOTH_LEGS_SPM), begin, dtype=np.int64)
    twice = np.add.reduceat(is_running & (steps > MOST_BOTH_LEGS_SPM), begin, dtype=np.int64)
    scale = np.where(2 * one_leg > running, 2.0, np.where(2 * twice > running, 0.5, 1.0))
    return np.where(running * EVERY_S >= LEAST_RUNNING_S, scale, 1.0).astype(np.float32)
