"""The athlete's threshold power at Strava becomes one row per period."""

import polars as pl

from schemas.threshold_power import ThresholdPower
from transforms.athletes import profiles
from transforms.rejects import REJECT
from transforms.valid_from import ANSWER, periods


def threshold_power(bodies: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """All of athletes' profiles (athlete_id, payload_id, body, fetched_at) as `ThresholdPower`.

    Rejects are none of its own: what is wrong with a profile is said of core.athletes. A profile without a power ends
    the one before. What holds when: `transforms.valid_from.periods`.
    """
    good, bad = profiles(bodies)
    powers = good.select(*ANSWER, "threshold_power_w", "source")
    held = powers.drop_nulls().join(periods(bodies, powers, bad), on=ANSWER)
    return held.select(ThresholdPower.columns()).sort(ThresholdPower.key()), pl.DataFrame(schema=REJECT)
