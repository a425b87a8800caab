"""The athlete's profile at Strava becomes one row."""

import polars as pl

from schemas.athletes import Athletes
from transforms.json_records import JsonField, read_fields
from transforms.rejects import keep_valid, well_typed

FIELDS = {
    "threshold_power_w": JsonField("$.ftp", pl.Float64),
    "weight_kg": JsonField("$.weight", pl.Float64),
}
#: A reject is named by what it is: there is one profile per athlete.
PROFILE = pl.lit("athlete")


def athletes(bodies: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Read profiles (athlete_id, payload_id, body, fetched_at) into `Athletes`, and rejects.

    What is not set, or is hidden because the grant lacks `profile:read_all`, is null; Strava also writes 0 for it.
    """
    typed, mistyped = well_typed(read_fields(bodies, FIELDS), Athletes, PROFILE)
    candidates = typed.with_columns(
        *(pl.when(pl.col(name) != 0).then(name).alias(name) for name in FIELDS), updated_at="fetched_at"
    )
    good, broken = keep_valid(Athletes, candidates, PROFILE)
    return good, pl.concat([mistyped, broken])
