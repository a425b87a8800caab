"""core.weather: the air in which an activity took place."""

import pandera.polars as pa
import polars as pl

from schemas.table import Table


class Weather(Table):
    """One row per activity whose weather is known.

    Misleads:
    - It is the weather at a station or of a model near the start, not the air that the runner felt: no shade, no wind
      of one's own.
    - An activity without a row had weather too; nobody told it. Indoors it means nothing.
    - `apparent_temp_c` is what verdicts on active heat read; where it is null they work it out from the others.
      `core.activities.mean_temp_c` is a warm wrist.

    Example: Which were my hottest runs?
        SELECT a.local_date, a.name, w.temp_c, w.apparent_temp_c, w.humidity_pct
        FROM core.weather w JOIN core.activities a USING (athlete_id, activity_id)
        WHERE a.sport_group = 'run' AND a.duplicate_of IS NULL ORDER BY w.apparent_temp_c DESC, a.local_date LIMIT 5
    """

    athlete_id: pl.Int64 = pa.Field(gt=0, description="Strava's athlete id.")
    activity_id: pl.Int64 = pa.Field(description="Strava's activity id; negative for files that Strava never saw.")
    source: pl.String = pa.Field(isin=["strava_export", "open_meteo"], description="Who told the weather.")
    temp_c: pl.Float64 = pa.Field(ge=-90, le=60, nullable=True, description="Air temperature.")
    apparent_temp_c: pl.Float64 = pa.Field(
        ge=-110, le=80, nullable=True, description="Apparent temperature, as the source gives it."
    )
    humidity_pct: pl.Float64 = pa.Field(ge=0, le=100, nullable=True, description="Relative humidity.")
    wind_mps: pl.Float64 = pa.Field(ge=0, le=120, nullable=True, description="Wind speed.")

    class Config:
        name = "core.weather"
        unique = ["athlete_id", "activity_id"]
