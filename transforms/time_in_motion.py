"""Time in motion, for recordings without a timer."""

import polars as pl

from transforms.stream_grid import PAUSE_S
from transforms.track_distance import track_steps

#: Slower is standing, m/s; who walks up a steep hill moves at 0.5–2 m/s. The seconds that this counts were compared
#: with the timers of 230 runs on a watch that stops by itself: 2 s more in the median, 11 s at the 95th percentile.
SLOWEST_MPS = 0.5
#: Steps around one over which its speed is taken, its own included: fixes wander.
AROUND = 5


def time_in_motion(samples: pl.DataFrame, keys: list[str]) -> pl.DataFrame:
    """Time in which one moved (`keys`, `moving_time_s`, s) from samples (`keys`, at, lat, lon) in the order of time.

    A gap of more than 10 s counts whole if the way across it was walked or faster, and not at all otherwise. Without
    two fixes within five minutes nobody can tell: null.
    """
    gap_s, step_m = pl.col("gap_s"), pl.col("step_m")
    is_pause = (gap_s > PAUSE_S).fill_null(True)

    def around(column: pl.Expr) -> pl.Expr:
        return pl.when(is_pause).then(0).otherwise(column).rolling_sum(AROUND, center=True, min_samples=1).over(keys)

    mps = pl.when(is_pause).then(step_m / gap_s).otherwise(around(step_m) / around(gap_s))
    moved_s = gap_s.filter((mps >= SLOWEST_MPS) & step_m.is_not_null()).sum()
    return track_steps(samples, keys).group_by(keys).agg(moving_time_s=pl.when(step_m.count() > 0).then(moved_s))
