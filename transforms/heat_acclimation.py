"""Passive heat sessions become an acclimation index."""

from datetime import date

import numpy as np
import polars as pl
from numpy.typing import NDArray

from schemas.heat_acclimation import HeatAcclimation
from transforms.calendar import every_day
from transforms.exact_sum import DOSE_STEPS, exact_sum

#: Heat adaptations fade by about 2.5 % a day (Daanen et al. 2018, Sports Med 48:409).
KEPT_PER_DAY = 0.975
#: What one session of 25 minutes closes of the distance to full acclimation. A judgement: with 3 × 28 min a week, the
#: dose behind the evidence (Kirby et al. 2021), the index reaches 0.65 in three weeks.
GAIN = 0.13
FULL_SESSION_MINUTES = 25
#: A short session gives something, a long one not without end.
LEAST_SHARE, MOST_SHARE = 0.4, 1.4


def heat_acclimation(sessions: pl.DataFrame, activities: pl.DataFrame, today: date) -> pl.DataFrame:
    """mart.heat_acclimation from mart.sessions and core.activities, from the first activity to `today`.

    Each day the index A becomes 0.975 A; then each passive session that counts adds
    0.13 (1 − A) clip(minutes / 25, 0.4, 1.4). A session of unknown length counts as a short one.
    """
    day = ["athlete_id", "local_date"]
    days = every_day(activities, today).join(_heat_days(sessions), on=day, how="left").sort(day)
    last_date = pl.when(pl.col("sessions") > 0).then("local_date").forward_fill().over("athlete_id")
    return days.with_columns(
        pl.col("heat_minutes").fill_null(0.0),
        sessions_7d=pl.col("sessions").fill_null(0).rolling_sum(7, min_samples=1).over("athlete_id"),
        days_since_last=(pl.col("local_date") - last_date).dt.total_days(),
        acclimation_index=pl.Series(_index(days)),
    ).select(HeatAcclimation.columns())


def _heat_days(sessions: pl.DataFrame) -> pl.DataFrame:
    """Sessions, minutes and what a day's sessions leave of the distance to full acclimation (`share_left`)."""
    gain = GAIN * (pl.col("dose").fill_null(0.0) / FULL_SESSION_MINUTES).clip(LEAST_SHARE, MOST_SHARE)
    return (
        sessions.filter(pl.col("counts"), pl.col("intervention") == "heat")
        .sort("athlete_id", "local_date", "activity_id")
        .group_by("athlete_id", "local_date", maintain_order=True)
        .agg(
            sessions=pl.len().cast(pl.Int64),
            heat_minutes=exact_sum(pl.col("dose"), steps=DOSE_STEPS),
            share_left=(1 - gain).product(),
        )
    )


def _index(days: pl.DataFrame) -> NDArray[np.float64]:
    """The index of each day, to six places; `days` sorted by athlete and day.

    A session leaves a share of 1 − A, so a day maps A to `slope` A + `offset`, and such maps compose to maps of the
    same kind. Doubling the number of days that each map spans gives all days of all athletes in log₂(n) steps,
    with every number between 0 and 1. A slope of 0 on an athlete's first day lets nothing through from the rows before.
    """
    left = days["share_left"].fill_null(1.0).to_numpy()
    is_first = days.select(pl.col("athlete_id").is_first_distinct()).to_series().to_numpy()
    slope, offset = np.where(is_first, 0.0, KEPT_PER_DAY * left), 1 - left
    span = 1
    while span < len(left):
        offset[span:] = offset[span:] + slope[span:] * offset[:-span]
        slope[span:] = slope[span:] * slope[:-span]
        span *= 2
    return np.asarray(offset.round(6).clip(0, 1), dtype=np.float64)
