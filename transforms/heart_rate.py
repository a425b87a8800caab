"""The athlete's heart: the highest rate seen in the field, and the time under a bound."""

import polars as pl

from transforms.believable_heart_rate import HIGHEST_BPM, LOWEST_BPM

#: From fewer activities with a heart rate, the highest one seen says little about the athlete's maximum [J].
LEAST_ACTIVITIES_FOR_MAXIMUM = 10
#: The highest peak counts up to this much above the second highest: a real maximum has company, a faulty strap has
#: none [J].
ABOVE_SECOND_BPM = 5


def field_maximum(activities: pl.DataFrame, samples: pl.DataFrame) -> pl.DataFrame:
    """`athlete_id, field_maximum_bpm`: the athlete's highest heart rate seen in the field, one row per athlete.

    From core.activity_samples, or from the activity's own maximum where no samples were fetched. Athletes with too few
    activities are left out.
    """
    peaks = (
        activities.join(samples, on=["athlete_id", "activity_id"], how="left")
        .select(
            "athlete_id",
            bpm=pl.coalesce(
                "peak_heartrate_bpm", pl.when(~pl.col("has_streams")).then(pl.col("max_heartrate_bpm"))
            ).cast(pl.Float64),
        )
        .filter(pl.col("bpm").is_between(LOWEST_BPM, HIGHEST_BPM))
    )
    return (
        peaks.group_by("athlete_id")
        .agg(count=pl.len(), top=pl.col("bpm").top_k(2))
        .filter(pl.col("count") >= LEAST_ACTIVITIES_FOR_MAXIMUM)
        .select(
            "athlete_id",
            field_maximum_bpm=pl.min_horizontal(pl.col("top").list.max(), pl.col("top").list.min() + ABOVE_SECOND_BPM),
        )
        .sort("athlete_id")
    )


def share_below(samples: pl.DataFrame, bound: str) -> pl.DataFrame:
    """Add `share_below`: the share of the time with heart rate that lies at or under the bpm of column `bound`.

    `samples` has the columns of core.activity_samples; null where there is no heart rate or no bound.
    """
    key = ["athlete_id", "activity_id"]
    shares = (
        samples.select(*key, bound, "heartrate_seconds", "heartrate_time_s")
        .filter((pl.col("heartrate_time_s") > 0) & pl.col(bound).is_not_null())
        .with_columns(
            below=pl.col("heartrate_seconds")
            .list.head((pl.col(bound).floor().cast(pl.Int64) - LOWEST_BPM + 1).clip(0))
            .list.sum()
        )
        .select(*key, share_below=pl.col("below") / pl.col("heartrate_time_s"))
    )
    return samples.join(shares, on=key, how="left")


def zone_shares(samples: pl.DataFrame, activities: pl.DataFrame, zones: pl.DataFrame) -> pl.DataFrame:
    """`athlete_id, activity_id, zone_shares`: the share of the time with heart rate in each zone, the lowest first.

    From core.activity_samples, by the zones (core.heart_rate_zones) in force on the day of each activity; a heart rate
    at the border belongs to the lower one. Activities without heart rate, or on days without zones, are left out.
    """
    key = ["athlete_id", "activity_id"]
    up_to = pl.col("max_bpm").fill_null(HIGHEST_BPM).clip(LOWEST_BPM - 1, HIGHEST_BPM) - LOWEST_BPM + 1
    below = pl.col("heartrate_seconds").list.head(up_to).list.sum() / pl.col("heartrate_time_s")
    is_in_force = (pl.col("valid_from") <= pl.col("local_date")) & (
        pl.col("valid_until").is_null() | (pl.col("local_date") <= pl.col("valid_until"))
    )
    return (
        activities.select(*key, "local_date")
        .join(samples.filter(pl.col("heartrate_time_s") > 0), on=key)
        .join(zones, on="athlete_id")
        .filter(is_in_force)
        .sort(*key, "zone_number")
        .select(*key, in_zone=below - below.shift(1, fill_value=0.0).over(key))
        .group_by(key, maintain_order=True)
        .agg(zone_shares=pl.col("in_zone").round(3))
    )
