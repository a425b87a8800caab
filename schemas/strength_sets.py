"""mart.strength_sets: every set that a text names, or that a watch counted where no text names one."""

import pandera.polars as pa
import polars as pl

from schemas.table import Table


class StrengthSets(Table):
    """One row per strength set that the athlete's text names, or that a watch counted where no text names one.

    Misleads:
    - A bodyweight set has no `weight_kg`; where the text gives pounds, they are kilograms here.
    - Both recordings of one session may have sets, told or counted by a watch: `mart.strength_progression` takes one.
    - `exercise` is spelled as the athlete spelled it: *Back Squat*, *squats* and *Kniebeuge* are three.
    - Where `source_text` is *recorded by the device* the watch guessed the exercise and counted the repetitions.
    - Lines that were not understood are in no row: `mart.sessions.evidence` shows some of them.

    Example: Which exercises do I do most?
        SELECT exercise, count(*) AS sets, max(weight_kg) AS heaviest_kg
        FROM mart.strength_sets WHERE NOT is_warmup GROUP BY exercise ORDER BY sets DESC, exercise LIMIT 10
    """

    athlete_id: pl.Int64 = pa.Field(gt=0, description="Strava's athlete id.")
    activity_id: pl.Int64 = pa.Field(description="Strava's activity id; negative for files that Strava never saw.")
    set_number: pl.Int64 = pa.Field(ge=1, description="1 for the first of the activity.")
    exercise: pl.String = pa.Field(nullable=True, description="Exercise, as written; null where nobody names it.")
    reps: pl.Int64 = pa.Field(ge=0, nullable=True, description="Repetitions.")
    weight_kg: pl.Float64 = pa.Field(ge=0, nullable=True, description="Load; null for bodyweight or none given.")
    rpe: pl.Float64 = pa.Field(ge=0, le=10, nullable=True, description="Rating of perceived exertion.")
    is_warmup: pl.Boolean = pa.Field(description="Marked as a warm-up.")
    source_text: pl.String = pa.Field(description="The line it was read from, or: recorded by the device.")

    class Config:
        name = "mart.strength_sets"
        unique = ["athlete_id", "activity_id", "set_number"]
