"""Which recordings are of one workout."""

import polars as pl

from transforms.sport_group import WORKOUT

#: Recordings that share more than this much of the shorter one's elapsed time are one workout.
OVERLAP_SHARE = 0.8
#: Where a short one within a long one may be a workout of its own (a sauna within hours of rest, a run within a day
#: that the phone recorded): so much of the longer one. 25 min of sauna that was stopped 5 min late still is one [J].
SAME_TIME_SHARE = 0.8
#: Groups in which nobody does two things at a time. Rest and heat may lie within each other.
ONE_AT_A_TIME = ["run", "cross_training", "strength", "other"]
#: Two devices are started and stopped within so many seconds of each other for one workout [J].
EDGE_S = 300
#: Two devices measure the same way to within 1–3 %; what differs by more than this was another [J].
DISTANCE_SHARE = 0.95


def duplicate_pairs(activities: pl.DataFrame) -> pl.DataFrame:
    """Pairs of core.activities that are one workout, each once.

    Columns: athlete_id, activity_id, other_id, share (how much of the shorter one's elapsed time lies within the other)
    and is_same_group. Two of an athlete are one workout when

    - both are runs, cross-training, strength or others and share more than 80 % of the shorter one's time,
    - both are recovery, share more than 80 % of the longer one's time, and not both were typed in: hours that people
      type in for a sauna and a stretch often are the same, without being true;
    - one is a plain Workout of no known sport and the other of another group, both were recorded, began and ended
      within 5 min of each other, share more than 80 % of the longer one's time, and differ in distance, where both have
      one, by no more than 5 %: the bike computer knows of a ride, the phone in the pocket of a workout.
    """
    distance_m = pl.col("distance_m").fill_null(0.0)
    intervals = (
        activities.filter(pl.col("elapsed_time_s") > 0)
        .sort("start_at", "activity_id")
        .select(
            "athlete_id",
            "sport_group",
            "activity_id",
            "elapsed_time_s",
            "is_manual",
            begin_s=pl.col("start_at").dt.epoch("s"),
            end_s=pl.col("start_at").dt.epoch("s") + pl.col("elapsed_time_s"),
            distance_m=distance_m,
            is_unnamed=(pl.col("sport_type") == WORKOUT) & (pl.col("sport_group") == "other"),
        )
        .with_row_index("number")
    )
    shared_s = pl.min_horizontal("end_s", "end_s_other") - pl.max_horizontal("begin_s", "begin_s_other")
    is_same_group = pl.col("sport_group") == pl.col("sport_group_other")
    is_within = pl.col("share") > OVERLAP_SHARE
    is_same_time = pl.col("share_of_longer") > SAME_TIME_SHARE
    return (
        # Two inequalities make a sorted interval join; neighbours in time are few, so the rest is a filter.
        intervals.join_where(
            intervals,
            pl.col("begin_s") <= pl.col("begin_s_other"),
            pl.col("begin_s_other") < pl.col("end_s"),
            suffix="_other",
        )
        .filter(pl.col("number") < pl.col("number_other"), pl.col("athlete_id") == pl.col("athlete_id_other"))
        .with_columns(
            share=shared_s / pl.min_horizontal("elapsed_time_s", "elapsed_time_s_other"),
            share_of_longer=shared_s / pl.max_horizontal("elapsed_time_s", "elapsed_time_s_other"),
            is_same_group=is_same_group,
        )
        .filter(
            pl.when(~is_same_group)
            .then(is_same_time & _are_two_views())
            .when(pl.col("sport_group").is_in(ONE_AT_A_TIME))
            .then(is_within)
            .otherwise(is_same_time & ~(pl.col("is_manual") & pl.col("is_manual_other")))
        )
        .select("athlete_id", "activity_id", "share", "is_same_group", other_id="activity_id_other")
    )


def _are_two_views() -> pl.Expr:
    """Whether a plain workout and an activity of another group are what two devices made of the same."""
    nearer, further = (pick("distance_m", "distance_m_other") for pick in (pl.min_horizontal, pl.max_horizontal))
    return (
        (pl.col("is_unnamed") | pl.col("is_unnamed_other"))
        & ~pl.col("is_manual")
        & ~pl.col("is_manual_other")
        & ((pl.col("begin_s") - pl.col("begin_s_other")).abs() <= EDGE_S)
        & ((pl.col("end_s") - pl.col("end_s_other")).abs() <= EDGE_S)
        & ((nearer == 0) | (nearer >= DISTANCE_SHARE * further))
    )
