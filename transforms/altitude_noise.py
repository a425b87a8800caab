"""How far the altimeter of a recording may be wrong about one climb of ten seconds."""

import numpy as np
from numpy.typing import NDArray

from transforms.sample_order import every_nth, lengths

#: Ground bends little over ten seconds: on steady slopes the altitude half-way is the mean of both ends, and what is
#: left is the altimeter's. Further apart trails bend as much as receivers err, nearer receivers smooth it away.
APART_S = 5
#: Looked at every so many seconds: enough to tell, at a quarter of the work.
EVERY_S = 4
#: A glitch counts no more than this, m: few of several metres make no noisy altimeter.
MOST_M = 3.0
#: Standard deviation of a climb's error over the mean bend. Mean bends: 0.2–0.8 m with a barometer, steps of 1 m and
#: trails included, 0.9–1.4 m with a receiver's altitude, whose climbs err by 2.0–2.4 m [M: 1,168 labelled recordings].
CLIMB_ERROR = 1.8
#: From here on the altitude is a receiver's: what lies between the two.
NOISY_M = 0.85 * CLIMB_ERROR


def climb_error(altitude_m: NDArray[np.float64], first: NDArray[np.intp]) -> NDArray[np.float64]:
    """Standard deviation of a climb's error, m, of each activity; NaN for those without altitude.

    `first` are the rows at which activities begin, one row a second.
    """
    row, begin = every_nth(first, len(altitude_m), EVERY_S, margin=APART_S)
    bend = altitude_m[row - APART_S] + altitude_m[row + APART_S] - 2 * altitude_m[row]
    np.minimum(np.abs(bend, out=bend), MOST_M, out=bend)
    # Whole centimetres: their sum does not depend on what else was summed.
    centimetres = np.rint(np.nan_to_num(bend) * 100).astype(np.int64)
    mean_m = np.add.reduceat(centimetres, begin) / (100 * lengths(begin, len(row)))
    return np.where(np.isnan(altitude_m[first]), np.nan, CLIMB_ERROR * mean_m)
