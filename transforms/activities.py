"""Strava's records of an activity become one typed row each."""

import polars as pl

from schemas.activities import Activities
from schemas.bounds import HIGHEST_BPM
from transforms.json_records import JsonField, read_fields
from transforms.rejects import keep_valid, well_typed
from transforms.sport_group import sport_group

FIELDS = {
    "name": JsonField("$.name", pl.String),
    "description": JsonField("$.description", pl.String),
    "strava_type": JsonField("$.sport_type", pl.String),
    "legacy_type": JsonField("$.type", pl.String),
    "start_at": JsonField("$.start_date", pl.Datetime),
    "false_utc_start_at": JsonField("$.start_date_local", pl.Datetime),
    "zone": JsonField("$.timezone", pl.String),
    "distance_m": JsonField("$.distance", pl.Float64),
    "moving_time_s": JsonField("$.moving_time", pl.Int64),
    "elapsed_time_s": JsonField("$.elapsed_time", pl.Int64),
    "elevation_gain_m": JsonField("$.total_elevation_gain", pl.Float64),
    "mean_heartrate_bpm": JsonField("$.average_heartrate", pl.Float64),
    "max_heartrate_bpm": JsonField("$.max_heartrate", pl.Float64),
    "mean_cadence": JsonField("$.average_cadence", pl.Float64),
    "mean_watts": JsonField("$.average_watts", pl.Float64),
    "has_power_meter": JsonField("$.device_watts", pl.Boolean),
    "mean_temp_c": JsonField("$.average_temp", pl.Float64),
    "is_manual": JsonField("$.manual", pl.Boolean),
    "is_trainer": JsonField("$.trainer", pl.Boolean),
    "is_private": JsonField("$.private", pl.Boolean),
    "visibility": JsonField("$.visibility", pl.String),
    "gear_id": JsonField("$.gear_id", pl.String),
    "device_name": JsonField("$.device_name", pl.String),
    "perceived_exertion": JsonField("$.perceived_exertion", pl.Float64),
    "upload_id": JsonField("$.upload_id", pl.Int64),
}


def activities(records: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Merge each activity's newest listing entry and newest detail into a row of `Activities`, and rejects.

    `records` has athlete_id, activity_id, payload_id, kind, http_status, body and fetched_at. The newer record wins
    field by field; what only the older one has stays. An activity whose newest detail is a 404 is gone and makes no
    row. `has_streams` is false here, and `duplicate_of` and its reason are null: the one needs the samples
    (`with_samples`), the others all activities.
    """
    keys = ["athlete_id", "activity_id"]
    newest_first = records.sort("payload_id", descending=True)
    vanished = newest_first.unique(keys, keep="first").filter(pl.col("http_status") == 404)
    current = newest_first.filter(pl.col("http_status") == 200).join(vanished, on=keys, how="anti")
    typed, mistyped = well_typed(read_fields(current, FIELDS), Activities)
    merged = typed.group_by(keys, maintain_order=True).agg(
        pl.col("payload_id").first(),
        pl.col("fetched_at").max(),
        *(pl.col(name).drop_nulls().first() for name in FIELDS),
    )
    candidates = merged.with_columns(
        source=pl.lit("strava_api"),
        sport_type=pl.coalesce("strava_type", "legacy_type"),
        local_start_at=pl.col("false_utc_start_at").dt.replace_time_zone(None),
        timezone=pl.col("zone").str.extract(r"\)\s*(\S+)$"),
        mean_heartrate_bpm=possible_heart_rate("mean_heartrate_bpm"),
        max_heartrate_bpm=possible_heart_rate("max_heartrate_bpm"),
        is_manual=pl.col("is_manual").fill_null(False),
        is_trainer=pl.col("is_trainer").fill_null(False),
        is_private=pl.col("is_private").fill_null(False),
        distance_source=pl.when(pl.col("distance_m").is_not_null()).then(pl.lit("recorded")),
        has_streams=pl.lit(False),
        samples_source=pl.lit(None, dtype=pl.String),
        duplicate_of=pl.lit(None, dtype=pl.Int64),
        duplicate_reason=pl.lit(None, dtype=pl.String),
        updated_at=pl.col("fetched_at"),
    ).with_columns(
        local_date=pl.col("local_start_at").dt.date(),
        utc_offset_s=(pl.col("local_start_at") - pl.col("start_at").dt.replace_time_zone(None)).dt.total_seconds(),
        sport_group=sport_group(pl.col("sport_type"), pl.col("name"), pl.col("description"), pl.col("distance_m")),
    )
    good, broken = keep_valid(Activities, candidates)
    return good, pl.concat([mistyped, broken])


def with_samples(activities: pl.DataFrame, samples: pl.DataFrame) -> pl.DataFrame:
    """The activities with `has_streams` true where `samples` (core.streams) has any of theirs, and whence."""
    keys = ["athlete_id", "activity_id"]
    sampled = samples.select(*keys, samples_source="source").unique(keys)
    return (
        activities.drop("samples_source")
        .join(sampled, on=keys, how="left", maintain_order="left")
        .with_columns(has_streams=pl.col("samples_source").is_not_null())
        .select(Activities.columns())
    )


def possible_heart_rate(name: str) -> pl.Expr:
    """A heart rate, or null where a sensor gave what no heart does (0, or more than can be)."""
    return pl.when(pl.col(name).is_between(0, HIGHEST_BPM, closed="right")).then(name)
