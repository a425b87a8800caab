"""The athlete's zones at Strava become one row each."""

import polars as pl

from schemas.heart_rate_zones import HeartRateZones
from transforms.json_records import decode
from transforms.rejects import keep_valid, rejects

SHAPE = pl.Struct({"heart_rate": pl.Struct({"zones": pl.List(pl.Struct({"min": pl.Int64, "max": pl.Int64}))})})


def heart_rate_zones(bodies: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Unfold answers about zones (athlete_id, payload_id, body) into `HeartRateZones`, and rejects.

    Strava writes the open end of the top zone as -1; here it is null.
    """
    decoded, wrong = decode(bodies, SHAPE)
    zones = pl.col("decoded").struct.field("heart_rate").struct.field("zones")
    unfolded = (
        decoded.select("athlete_id", "payload_id", zone=zones)
        .filter(pl.col("zone").list.len() > 0)
        .with_columns(zone_number=pl.int_ranges(1, pl.col("zone").list.len() + 1, dtype=pl.Int64))
        .explode("zone", "zone_number")
        .unnest("zone")
        .with_columns(min_bpm="min", max_bpm=pl.when(pl.col("max") >= 0).then("max"))
    )
    good, broken = keep_valid(HeartRateZones, unfolded, pl.format("zone {}", "zone_number"))
    mistyped = rejects(wrong, HeartRateZones, "zones: type", "the zones are not a list of bounds", pl.lit("zones"))
    return good, pl.concat([mistyped, broken])
