"""Samples of runs become steady five-minute stretches."""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from schemas.easy_windows import EasyWindows
from transforms.grade import minetti_factor
from transforms.sample_order import begins, in_order, of_activities

#: Heart rate follows effort within minutes, drifts over the first ten, and needs a long run to settle.
LEAST_RUN_S = 30 * 60
SKIPPED_S = 10 * 60
WINDOW_S = 5 * 60
#: Speed and grade are judged over half minutes: second by second they are mostly noise of position and altimeter.
PIECE_S = 30
#: A longer gap between samples is a pause; smart recording leaves up to 10 s.
LONGEST_GAP_S = 10
#: Windows on hills are left out, not corrected: the cost of a grade is a mean of ten men on a treadmill.
STEEPEST_GRADE = 0.03
#: Coefficient of variation of the half minutes' speed.
LARGEST_SPEED_CV = 0.08
#: Heart rate may be missing for this share of a window.
MISSING_HEARTRATE_SHARE = 0.1

WINDOW = ["athlete_id", "activity_id", "start_time_s"]


def easy_windows(streams: pl.DataFrame, activities: pl.DataFrame) -> pl.DataFrame:
    """core.easy_windows from core.streams (any batch of whole activities) and core.activities.

    Runs outdoors of at least 30 minutes' moving time; windows lie end to end from minute 10. A window is kept when
    it holds no pause, its mean grade is within ±3 %, the speed of its half minutes varies by less than 8 %, and
    heart rate was recorded. Grade-adjusted distance is distance × Minetti's factor, half minute by half minute.
    """
    runs = activities.filter(
        pl.col("sport_group") == "run", ~pl.col("is_trainer"), pl.col("moving_time_s") >= LEAST_RUN_S
    ).select("athlete_id", "activity_id")
    gad_m = pl.col("distance_m") * minetti_factor(pl.col("climb_m") / pl.col("distance_m"))
    speed_mps = pl.col("distance_m") / pl.col("duration_s")
    heartrate_s = pl.col("heartrate_s").sum()
    mean_heartrate_bpm = pl.col("beats_60").sum() / heartrate_s
    return (
        _pieces(of_activities(streams, runs))
        .filter(pl.col("distance_m") > 0)
        .with_columns(grade_adjusted_distance_m=gad_m, speed_mps=speed_mps)
        .sort(*WINDOW, "piece")
        .group_by(WINDOW, maintain_order=True)
        .agg(
            pieces=pl.len(),
            duration_s=pl.col("duration_s").sum(),
            distance_m=pl.col("distance_m").sum().round(3),
            grade_adjusted_distance_m=pl.col("grade_adjusted_distance_m").sum().round(3),
            grade=pl.col("climb_m").sum() / pl.col("distance_m").sum(),
            speed_cv=pl.col("speed_mps").std() / pl.col("speed_mps").mean(),
            longest_gap_s=pl.col("longest_gap_s").max(),
            heartrate_s=heartrate_s,
            mean_heartrate_bpm=mean_heartrate_bpm.round(3),
        )
        .filter(
            pl.col("pieces") == WINDOW_S // PIECE_S,
            pl.col("longest_gap_s") <= LONGEST_GAP_S,
            pl.col("grade").abs() < STEEPEST_GRADE,
            pl.col("speed_cv") < LARGEST_SPEED_CV,
            pl.col("heartrate_s") >= (1 - MISSING_HEARTRATE_SHARE) * pl.col("duration_s"),
        )
        .with_columns(
            metres_per_heartbeat=(
                60 * pl.col("grade_adjusted_distance_m") / (pl.col("mean_heartrate_bpm") * pl.col("duration_s"))
            ).round(6)
        )
        .select(EasyWindows.columns())
        .sort(WINDOW)
    )


def _pieces(samples: pl.DataFrame) -> pl.DataFrame:
    """Half minutes of each run: what happened between a sample and the next belongs where it began.

    Distance and altitude are counted in whole millimetres, so that sums do not depend on their order, and
    become metres as a product (transforms.exact_sum).
    """
    ids = ["athlete_id", "activity_id"]
    needed = samples.select(*ids, "time_s", "distance_m", "altitude_m", "heartrate_bpm")
    placed = in_order(needed.drop_nulls(["distance_m", "altitude_m"]), *ids, "time_s")
    athlete, activity, time_s = (placed[name].to_numpy() for name in (*ids, "time_s"))
    last = begins(athlete, activity) - 1
    millimetres = placed.select((pl.col("distance_m", "altitude_m") * 1000).round().cast(pl.Int64))
    step_s, step_mm, climb_mm = (steps(values, last) for values in (placed["time_s"], *millimetres))
    heartrate = placed["heartrate_bpm"]
    heartrate_s = step_s * heartrate.is_not_null().to_numpy() if heartrate.null_count() else step_s
    beats_60 = heartrate.fill_null(0).to_numpy() * heartrate_s
    piece = time_s // PIECE_S
    first = begins(athlete, activity, piece)
    return pl.DataFrame(
        {
            "athlete_id": athlete[first],
            "activity_id": activity[first],
            "start_time_s": time_s[first] // WINDOW_S * WINDOW_S,
            "piece": piece[first],
            "duration_s": np.add.reduceat(step_s, first),
            "longest_gap_s": np.maximum.reduceat(step_s, first),
            "distance_m": np.add.reduceat(step_mm, first) * 0.001,
            "climb_m": np.add.reduceat(climb_mm, first) * 0.001,
            "heartrate_s": np.add.reduceat(heartrate_s, first),
            "beats_60": np.add.reduceat(beats_60, first),
        }
    ).filter(pl.col("start_time_s") >= SKIPPED_S)


def steps(values: pl.Series, last: NDArray[np.intp]) -> NDArray[np.int64]:
    """What is added from each sample to the next; nothing after the `last` of a run."""
    added = np.diff(values.to_numpy(), append=0)
    added[last] = 0
    return added
