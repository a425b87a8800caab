"""The athlete's heart: the highest rate seen in the field, and the bound of low intensity."""

import polars as pl

from transforms.activity_samples import HIGHEST_BPM, LOWEST_BPM

#: From fewer activities with a heart rate, the highest one seen says little about the athlete's maximum [J].
LEAST_ACTIVITIES_FOR_MAXIMUM = 10
#: The highest peak counts up to this much above the second highest: a real maximum has company, a faulty strap has
#: none [J].
ABOVE_SECOND_BPM = 5
#: First threshold as a share of the highest heart rate seen in the field; 82 % of a maximum from the laboratory, which
#: is higher than what the field shows.
FIRST_THRESHOLD_OF_FIELD_MAXIMUM = 0.77
#: Zone at whose upper end the first threshold lies in the usual five-zone scale.
EASY_ZONES = 2


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


def first_threshold(activities: pl.DataFrame, samples: pl.DataFrame, zones: pl.DataFrame) -> pl.DataFrame:
    """`athlete_id, threshold_bpm, threshold_source`: the upper bound of low intensity while running.

    The top of the second zone where zones are set, else 77 % of the highest heart rate seen in the field. Athletes of
    whom neither is known are left out. `zones` is core.heart_rate_zones.
    """
    set_zones = zones.filter((pl.col("zone_number") == EASY_ZONES) & (pl.col("max_bpm") >= LOWEST_BPM)).select(
        "athlete_id", zone_bpm=pl.col("max_bpm").cast(pl.Float64)
    )
    seen = field_maximum(activities, samples)
    share = pl.col("field_maximum_bpm") * FIRST_THRESHOLD_OF_FIELD_MAXIMUM
    return (
        activities.select("athlete_id").unique()
        .join(set_zones, on="athlete_id", how="left")
        .join(seen, on="athlete_id", how="left")
        .select(
            "athlete_id",
            threshold_bpm=pl.coalesce("zone_bpm", share),
            threshold_source=pl.when(pl.col("zone_bpm").is_not_null())
            .then(pl.lit("the top of zone 2"))
            .when(share.is_not_null())
            .then(pl.format("77 % of {} bpm, the highest seen", pl.col("field_maximum_bpm").round(0).cast(pl.Int64))),
        )
        .drop_nulls("threshold_bpm")
        .sort("athlete_id")
    )  # fmt: skip


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
