"""What the athlete said about duplicates, followed to its end and free of contradictions."""

import numpy as np
import polars as pl
from numpy.typing import NDArray

#: One word about an activity: it steps back for `duplicate_of` or, where that is null, counts on its own.
OVERRIDES = {"athlete_id": pl.Int64, "activity_id": pl.Int64, "duplicate_of": pl.Int64}
NO_OVERRIDES = pl.DataFrame(schema=OVERRIDES)

KEY = ["athlete_id", "activity_id"]


def stand_ins(activities: pl.DataFrame, overrides: pl.DataFrame) -> pl.DataFrame:
    """The words that can be kept, one row per activity: `athlete_id, activity_id, stand_in`.

    `stand_in` is the activity itself where it counts on its own, else where the chain of those named ends.
    `activities` is core.activities, `overrides` is of `OVERRIDES`, one row per activity. Left out are words that cannot
    be kept: about an activity that is not there, naming one that is not (or is another athlete's), or naming each other
    in a circle. Words that lead to a circle end where they meet it.
    """
    known = activities.select(KEY)
    said = overrides.join(known, on=KEY, how="semi")
    alone = said.filter(pl.col("duplicate_of").is_null()).select(*KEY, stand_in="activity_id")
    named = said.filter(pl.col("duplicate_of") != pl.col("activity_id")).join(
        known, left_on=["athlete_id", "duplicate_of"], right_on=KEY, how="semi"
    )
    places = (
        pl.concat([named.select(KEY), named.select("athlete_id", activity_id="duplicate_of")])
        .unique()
        .sort(KEY)
        .with_row_index("place")
    )
    steps = named.join(places, on=KEY).join(
        places, left_on=["athlete_id", "duplicate_of"], right_on=KEY, suffix="_named"
    )
    step = np.arange(places.height)
    step[steps["place"].to_numpy()] = steps["place_named"].to_numpy()
    ends = _followed(step)
    in_circle = ends[step[ends] != ends]
    step[in_circle] = in_circle
    followed = places.with_columns(stand_in=places["activity_id"].gather(_followed(step))).filter(
        pl.Series(step != np.arange(places.height), dtype=pl.Boolean)
    )
    return pl.concat([followed.select(alone.columns), alone]).sort(KEY)


def _followed(step: NDArray[np.int64]) -> NDArray[np.int64]:
    """Where at least as many steps as there are places lead from each: to an end, or round a circle."""
    taken = 1
    while taken < len(step):
        step, taken = step[step], 2 * taken
    return step
