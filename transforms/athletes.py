"""The athlete's profile at Strava becomes one row."""

import polars as pl

from schemas.athletes import Athletes, ProfilesAnswered
from transforms.json_records import JsonField, read_fields
from transforms.rejects import keep_valid, well_typed
from transforms.valid_from import ANSWER, unmended

FIELDS = {
    "threshold_power_w": JsonField("$.ftp", pl.Float64),
    "weight_kg": JsonField("$.weight", pl.Float64),
}
#: A reject is named by what it is: there is one profile per athlete.
PROFILE = pl.lit("athlete")


def athletes(bodies: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The newest of athletes' profiles that can be read as `Athletes`, and rejects that no later one has mended.

    `bodies` are all their profiles, as `profiles` takes them.
    """
    good, bad = profiles(bodies)
    newest = good.sort(ANSWER).unique("athlete_id", keep="last", maintain_order=True)
    return newest.select(Athletes.columns()).sort(Athletes.key()), unmended(bodies, good, bad)


def profiles(bodies: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Read profiles (athlete_id, payload_id, body, fetched_at) into `ProfilesAnswered`, and rejects.

    What is not set, or is hidden because the grant lacks `profile:read_all`, is null; Strava also writes 0 for it.
    """
    typed, mistyped = well_typed(read_fields(bodies, FIELDS), Athletes, PROFILE)
    candidates = typed.with_columns(
        *(pl.when(pl.col(name) != 0).then(name).alias(name) for name in FIELDS),
        updated_at="fetched_at",
        source=pl.lit("strava_api"),
    )
    good, broken = keep_valid(ProfilesAnswered, candidates, PROFILE)
    return good, pl.concat([mistyped, broken])
