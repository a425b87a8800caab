"""The laps inside an activity's detail become one row each."""

import polars as pl

from schemas.laps import Laps
from transforms.json_records import decode, whole
from transforms.rejects import keep_valid, rejects
from transforms.streams import POSSIBLE, possible

LAP = pl.Struct(
    {
        "name": pl.String,
        "start_date": pl.String,
        "elapsed_time": pl.Float64,
        "moving_time": pl.Float64,
        "distance": pl.Float64,
        "total_elevation_gain": pl.Float64,
        "average_speed": pl.Float64,
        "average_heartrate": pl.Float64,
    }
)


def laps(records: pl.DataFrame, activities: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Unfold the laps of details (kind 'activity' of `records`) into `Laps`, and rejects.

    Laps are numbered as they come. `activities` gives the start from which a lap's place on the stream's clock is
    counted; details of activities that are not in it make no laps.
    """
    keys = ["athlete_id", "activity_id"]
    details = (
        records.filter((pl.col("kind") == "activity") & (pl.col("http_status") == 200))
        .join(activities.select(*keys, activity_start_at="start_at"), on=keys)
        .with_columns(body=pl.col("body").str.json_path_match("$.laps"))
        .filter(pl.col("body").is_not_null())
    )
    decoded, wrong = decode(details, pl.List(LAP))
    unfolded = (
        decoded.select(
            *keys,
            "payload_id",
            "activity_start_at",
            lap="decoded",
            lap_number=pl.int_ranges(1, pl.col("decoded").list.len() + 1),
        )
        .filter(pl.col("lap").list.len() > 0)
        .explode("lap", "lap_number")
        .unnest("lap")
        .with_columns(
            start_at=pl.col("start_date").str.to_datetime("%+", time_unit="us", time_zone="UTC", strict=False)
        )
        .with_columns(
            lap_number=pl.col("lap_number").cast(pl.Int64),
            source=pl.lit("strava_api"),
            start_time_s=(pl.col("start_at") - pl.col("activity_start_at")).dt.total_seconds(),
            elapsed_time_s=whole("elapsed_time"),
            moving_time_s=whole("moving_time"),
            distance_m=pl.col("distance"),
            elevation_gain_m=pl.col("total_elevation_gain"),
            mean_speed_mps=pl.col("average_speed"),
            mean_heartrate_bpm=possible("average_heartrate", *POSSIBLE["heartrate_bpm"]),
        )
    )
    good, broken = keep_valid(Laps, unfolded, pl.format("{} lap {}", "activity_id", "lap_number"))
    return good, pl.concat([rejects(wrong, Laps, "laps: type", "the laps are not a list of laps"), broken])
