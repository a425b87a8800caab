"""The athlete's zones at Strava become one row per zone and period."""

import polars as pl

from schemas.heart_rate_zones import HeartRateZones, ZonesAnswered
from transforms.json_records import decode
from transforms.rejects import keep_valid, rejects
from transforms.valid_from import ANSWER, periods, unmended

SHAPE = pl.Struct({"heart_rate": pl.Struct({"zones": pl.List(pl.Struct({"min": pl.Int64, "max": pl.Int64}))})})


def heart_rate_zones(bodies: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Unfold all answers about athletes' zones into `HeartRateZones`, and rejects that no later answer mended.

    `bodies` has athlete_id, payload_id, body, fetched_at, in any order. Strava writes the open end of the top zone as
    -1; here it is null. What holds when: `transforms.valid_from.periods`.
    """
    decoded, wrong = decode(bodies, SHAPE)
    zones = pl.col("decoded").struct.field("heart_rate").struct.field("zones")
    unfolded = (
        decoded.select(*ANSWER, zone=zones, valid_from=pl.col("fetched_at").dt.date())
        .filter(pl.col("zone").list.len() > 0)
        .with_columns(zone_number=pl.int_ranges(1, pl.col("zone").list.len() + 1, dtype=pl.Int64))
        .explode("zone", "zone_number")
        .unnest("zone")
        .with_columns(
            min_bpm="min",
            max_bpm=pl.when(pl.col("max") >= 0).then("max"),
            valid_until=pl.lit(None, dtype=pl.Date),
            source=pl.lit("strava_api"),
        )
    )
    good, broken = keep_valid(ZonesAnswered, unfolded, pl.format("zone {}", "zone_number"))
    mistyped = rejects(wrong, HeartRateZones, "zones: type", "the zones are not a list of bounds", pl.lit("zones"))
    bad = pl.concat([mistyped, broken])
    held = good.drop("valid_from", "valid_until").join(periods(bodies, good, bad), on=ANSWER)
    return held.select(HeartRateZones.columns()).sort(HeartRateZones.key()), unmended(bodies, good, bad)
