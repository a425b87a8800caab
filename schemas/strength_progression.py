"""mart.strength_progression: whether the main lifts get heavier, and whether lighter weeks stand between."""

import pandera.polars as pa
import polars as pl

from schemas.table import Table

#: The lifts that are loaded heavily enough to tell of strength.
LIFTS = ["squat", "deadlift", "bench press", "overhead press"]


class StrengthProgression(Table):
    """One row per main lift and week in which it was trained with a load; weeks without it have no row.

    Of several recordings of one session only the sets of the one that stands for it are here.

    Misleads:
    - `top_e1rm_kg` is an estimate: the more reps a set had, the further it may be off.
    - A week without a row was without the lift, or without a text that names it.
    - The slope is over four weeks, of which one may be missing: noise for most purposes.
    - `is_deload` is about tonnage: a missed second session looks the same, as does the week under way.

    Example: How did my squat go in the last weeks?
        SELECT week_start, top_e1rm_kg, tonnage_kg, sets, is_deload
        FROM mart.strength_progression WHERE lift = 'squat' ORDER BY week_start DESC LIMIT 8
    """

    athlete_id: pl.Int64 = pa.Field(gt=0, description="Strava's athlete id.")
    week_start: pl.Date = pa.Field(description="Monday of the ISO week, by local date.")
    lift: pl.String = pa.Field(isin=LIFTS, description="Main lift, whatever name it was written by.")
    top_e1rm_kg: pl.Float64 = pa.Field(
        ge=0, description="Highest estimate of the load liftable once (Epley) from a working set of the week."
    )
    tonnage_kg: pl.Float64 = pa.Field(ge=0, description="Repetitions times load, summed over the working sets.")
    sets: pl.Int64 = pa.Field(
        ge=1, description="Working sets with a load: no warm-ups, none under 60 % of the day's top."
    )
    e1rm_slope_kg_per_week: pl.Float64 = pa.Field(
        nullable=True,
        description="Theil–Sen slope of top_e1rm_kg over the four weeks up to this one; null with fewer than three.",
    )
    is_deload: pl.Boolean = pa.Field(
        description="At least 35 % less tonnage than the week before, after three weeks of rising tonnage; "
        "the week under way may only look like one."
    )

    class Config:
        name = "mart.strength_progression"
        unique = ["athlete_id", "week_start", "lift"]
