"""What exports and Open-Meteo tell of the weather becomes one row per activity."""

import polars as pl

from schemas.kept_rules import or_null
from schemas.weather import Weather
from transforms.json_records import decode
from transforms.rejects import REJECT, rejects

KEY = ["athlete_id", "activity_id"]

#: Open-Meteo's name of each column.
HOURLY = {
    "temp_c": "temperature_2m",
    "apparent_temp_c": "apparent_temperature",
    "humidity_pct": "relative_humidity_2m",
    "wind_mps": "wind_speed_10m",
}
SHAPE = pl.Struct(
    {
        "hourly": pl.Struct(
            {"time": pl.List(pl.String), **dict.fromkeys(HOURLY.values(), pl.List(pl.Float64))},
        )
    }
)
HOUR = "%Y-%m-%dT%H:%M"
#: Hours are told as instants on the hour. Those from half an hour before the start to half an hour after the end tell
#: of an activity: there is one at least, however short it was.
MARGIN = pl.duration(minutes=30)
#: What is looked up is an average of a few numbers with one decimal.
DECIMALS = 2


def weather(
    exported: pl.DataFrame, answers: pl.DataFrame, activities: pl.DataFrame
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """core.weather, and rejects of answers that tell nothing.

    `exported` has the columns of core.weather without `source`: what rows of an export say of the activity, where
    several are of one the best last. `answers` are Open-Meteo's (raw.payloads: athlete_id, activity_id, payload_id,
    body), `activities` those of core.activities that either may be about. What the export tells outranks the look-up.
    """
    in_export = possible(exported).unique(KEY, keep="last", maintain_order=True)
    looked_up, bad = hours_of(answers, activities)
    told = pl.concat(
        [
            in_export.with_columns(source=pl.lit("strava_export")).select(Weather.columns()),
            looked_up.with_columns(source=pl.lit("open_meteo")).select(Weather.columns()),
        ]
    )
    return (
        told.join(activities, on=KEY, how="semi", maintain_order="left")
        .unique(KEY, keep="first", maintain_order=True)
        .sort(Weather.key()),
        bad,
    )


def told_in_lists(recordings: pl.DataFrame) -> pl.DataFrame:
    """What lists of exports (core.recordings) say of the weather, as `weather` takes it, the newest list last."""
    return (
        recordings.filter(pl.col("format") == "csv")
        .sort("listed_until", "payload_id", "part_number")
        .select(*KEY, **{name: pl.col(f"weather_{name}") for name in HOURLY})
    )


def hours_of(answers: pl.DataFrame, activities: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The mean of the hours of each activity by Open-Meteo's newest answer about it, and rejects.

    An activity that is gone has neither.
    """
    newest = answers.sort("payload_id").unique(KEY, keep="last", maintain_order=True)
    about = newest.join(
        activities.select(*KEY, "start_at", "elapsed_time_s"), on=KEY, how="inner", maintain_order="left"
    )
    decoded, wrong = decode(about, SHAPE)
    hours = unfolded(decoded)
    end_at = pl.col("start_at") + pl.duration(seconds=pl.col("elapsed_time_s"))
    means = (
        hours.filter(pl.col("at").is_between(pl.col("start_at") - MARGIN, end_at + MARGIN))
        .group_by(KEY, maintain_order=True)
        .agg(pl.col(*HOURLY).mean().round(DECIMALS))
    )
    good = possible(means)
    silent = decoded.join(good, on=KEY, how="anti", maintain_order="left")
    return good, pl.concat(
        [
            pl.DataFrame(schema=REJECT),
            rejects(wrong, Weather, "weather: type", "the answer is not a list of hours with numbers"),
            rejects(silent, Weather, "weather: hours", "the answer tells nothing of the hours of the activity"),
        ]
    )


def unfolded(decoded: pl.DataFrame) -> pl.DataFrame:
    """One row per hour, `at` in UTC, of answers whose lists are of one length."""
    hourly = pl.col("decoded").struct.field("hourly").struct
    lists = decoded.select(
        *KEY,
        "start_at",
        "elapsed_time_s",
        time=hourly.field("time"),
        **{column: hourly.field(name) for column, name in HOURLY.items()},
    )
    length = pl.col("time").list.len()
    nulls = pl.col("time").list.eval(pl.element().str.len_bytes() + pl.lit(None, dtype=pl.Float64))
    is_aligned = pl.all_horizontal(pl.col(name).is_null() | (pl.col(name).list.len() == length) for name in HOURLY)
    return (
        lists.filter((length > 0) & is_aligned)
        .with_columns(pl.coalesce(name, nulls).alias(name) for name in HOURLY)
        .explode("time", *HOURLY)
        .with_columns(at=pl.col("time").str.to_datetime(HOUR, time_unit="us", time_zone="UTC", strict=False))
    )


def possible(told: pl.DataFrame) -> pl.DataFrame:
    """Without impossible readings, and without rows that tell no temperature."""
    return told.with_columns(or_null(Weather, *HOURLY)).filter(
        pl.col("temp_c").is_not_null() | pl.col("apparent_temp_c").is_not_null()
    )
