"""core.recorded_sets: strength sets that a watch recorded."""

import pandera.polars as pa
import polars as pl

from schemas.bounds import HEAVIEST_KG, LONGEST_SET_S, MOST_REPS
from schemas.files import SOURCES
from schemas.table import Table


class RecordedSets(Table):
    """One row per active set in a device's recording of a strength session; rests are not here.

    Misleads:
    - Watches guess the exercise and count the repetitions by the wrist's motion: both are often wrong until corrected
      on the watch.
    - `mart.strength_sets` reads these only where the athlete's own words name no set.

    Example: What did the watch count?
        SELECT exercise, count(*) AS sets, sum(reps) AS reps, max(weight_kg) AS heaviest_kg
        FROM core.recorded_sets GROUP BY exercise ORDER BY sets DESC, exercise LIMIT 10
    """

    athlete_id: pl.Int64 = pa.Field(gt=0, description="Strava's athlete id.")
    activity_id: pl.Int64 = pa.Field(description="Strava's activity id; negative for files that Strava never saw.")
    set_number: pl.Int64 = pa.Field(ge=1, description="1 for the first of the activity.")
    source: pl.String = pa.Field(isin=SOURCES, description="Where the file came from.")
    exercise: pl.String = pa.Field(nullable=True, description="Exercise, in the device's words; null where unknown.")
    reps: pl.Int64 = pa.Field(ge=0, le=MOST_REPS, nullable=True, description="Repetitions.")
    weight_kg: pl.Float64 = pa.Field(
        ge=0, le=HEAVIEST_KG, nullable=True, description="Load; null for bodyweight or none given."
    )
    duration_s: pl.Float64 = pa.Field(ge=0, le=LONGEST_SET_S, nullable=True, description="How long it took.")

    class Config:
        name = "core.recorded_sets"
        unique = ["athlete_id", "activity_id", "set_number"]
