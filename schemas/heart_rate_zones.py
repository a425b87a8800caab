"""core.heart_rate_zones: the athlete's zones, with dates."""

import pandera.polars as pa
import polars as pl

from schemas.table import Table


class HeartRateZones(Table):
    """One row per heart-rate zone and period in which it was set at Strava, lowest first.

    A change of zones does not rewrite the past: an activity is judged by the zones in force on its day. The first
    zones that were ever seen stand for everything before them, as nothing older is known.

    Misleads:
    - Join by day as well as by athlete: `valid_from <= local_date AND local_date <= coalesce(valid_until,
      local_date)`.
    - A period begins when the zones were first seen here, which is later than the athlete set them.
    - The upper bound of a zone is the lower one of the next: a rate on the border belongs to the lower zone in
      `mart.sessions`.

    Example: Which zones hold now?
        SELECT zone_number, min_bpm, max_bpm FROM core.heart_rate_zones WHERE valid_until IS NULL ORDER BY zone_number
    """

    athlete_id: pl.Int64 = pa.Field(gt=0, description="Strava's athlete id.")
    valid_from: pl.Date = pa.Field(
        description="First day on which the zone holds: the day it was first seen (UTC), 1990-01-01 for the first ever."
    )
    valid_until: pl.Date = pa.Field(nullable=True, description="Last day on which it holds; null while it still does.")
    zone_number: pl.Int64 = pa.Field(ge=1, description="1 for the lowest.")
    min_bpm: pl.Int64 = pa.Field(ge=0, description="Lower bound.")
    max_bpm: pl.Int64 = pa.Field(ge=0, nullable=True, description="Upper bound; null for the top zone.")
    source: pl.String = pa.Field(isin=["strava_api"], description="Where the row came from.")

    class Config:
        name = "core.heart_rate_zones"
        unique = ["athlete_id", "valid_from", "zone_number"]


class ZonesAnswered(HeartRateZones):
    """The same row while it is still one of an answer, of which there may be several a day."""

    payload_id: pl.Int64 = pa.Field(ge=1, description="The answer.")

    class Config(HeartRateZones.Config):
        unique = ["athlete_id", "payload_id", "zone_number"]
