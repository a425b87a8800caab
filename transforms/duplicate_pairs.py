"""Which recordings are of one workout."""

import polars as pl

#: Recordings that share more than this much of the shorter one's elapsed time are one workout.
OVERLAP_SHARE = 0.8
#: A strength session recorded by a watch and logged in an app is told apart where sets are read; rest and heat overlap
#: each other for good reasons.
GROUPS = ["run", "cross_training", "other"]


def duplicate_pairs(activities: pl.DataFrame) -> pl.DataFrame:
    """Pairs of core.activities that are one workout, each once: athlete_id, activity_id, other_id, share.

    `share` is how much of the shorter one's elapsed time lies within the other.
    """
    intervals = (
        activities.filter(pl.col("sport_group").is_in(GROUPS), pl.col("elapsed_time_s") > 0)
        .sort("start_at", "activity_id")
        .select(
            "athlete_id",
            "sport_group",
            "activity_id",
            "elapsed_time_s",
            begin_s=pl.col("start_at").dt.epoch("s"),
            end_s=pl.col("start_at").dt.epoch("s") + pl.col("elapsed_time_s"),
        )
        .with_row_index("number")
    )
    shared_s = pl.min_horizontal("end_s", "end_s_other") - pl.max_horizontal("begin_s", "begin_s_other")
    return (
        # Two inequalities make a sorted interval join; neighbours in time are few, so the rest is a filter.
        intervals.join_where(
            intervals,
            pl.col("begin_s") <= pl.col("begin_s_other"),
            pl.col("begin_s_other") < pl.col("end_s"),
            suffix="_other",
        )
        .filter(
            pl.col("number") < pl.col("number_other"),
            pl.col("athlete_id") == pl.col("athlete_id_other"),
            pl.col("sport_group") == pl.col("sport_group_other"),
        )
        .with_columns(share=shared_s / pl.min_horizontal("elapsed_time_s", "elapsed_time_s_other"))
        .filter(pl.col("share") > OVERLAP_SHARE)
        .select("athlete_id", "activity_id", "share", other_id="activity_id_other")
    )
