"""mart.heat_acclimation: passive heat and what it left behind, day by day."""

import pandera.polars as pa
import polars as pl

from schemas.table import Table


class HeatAcclimation(Table):
    """One row per athlete and day: passive heat, and how acclimated it may have made.

    The index is illustrative: it rises with passive sessions and fades 2.5 % a day (Daanen 2018).
    Nobody measured it on this athlete.

    Misleads:
    - The index is a story about averages: nobody measured it on this athlete. Compare its days with each other, not
      with other people.
    - A session that states no minutes adds nothing to `heat_minutes`, but is a short session for the index.
    - Running in the heat is not in it.
    - It begins at 0 on the first day known, as if nothing had been before.

    Example: Where does it stand, and since when is heat missing?
        SELECT local_date, acclimation_index, sessions_7d, days_since_last
        FROM mart.heat_acclimation ORDER BY local_date DESC LIMIT 1
    """

    athlete_id: pl.Int64 = pa.Field(gt=0, description="Strava's athlete id.")
    local_date: pl.Date = pa.Field(description="Day.")
    heat_minutes: pl.Float64 = pa.Field(ge=0, description="Passive heat that counts.")
    sessions_7d: pl.Int64 = pa.Field(ge=0, description="Sessions in the seven days up to this one.")
    days_since_last: pl.Int64 = pa.Field(
        ge=0, nullable=True, description="Days since the last session; null before the first."
    )
    acclimation_index: pl.Float64 = pa.Field(ge=0, le=1, description="0 none, 1 full; illustrative.")

    class Config:
        name = "mart.heat_acclimation"
        unique = ["athlete_id", "local_date"]
