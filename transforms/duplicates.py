"""Two recordings of one workout: which one counts."""

import numpy as np
import polars as pl
from numpy.typing import NDArray

#: Recordings that share more than this much of the shorter one's elapsed time are one workout.
OVERLAP_SHARE = 0.8
#: A recording with less than this much of the longest copy's distance was cut short (battery, late start). Copies of
#: one run usually differ by 1–3 %: neither of those is the better for its length.
WHOLE_SHARE = 0.9
#: A strength session recorded by a watch and logged in an app is told apart where sets are read; rest and heat overlap
#: each other for good reasons.
GROUPS = ["run", "cross_training", "other"]

SCHEMA = {"athlete_id": pl.Int64, "activity_id": pl.Int64, "duplicate_of": pl.Int64, "reason": pl.String}


def duplicates(activities: pl.DataFrame) -> pl.DataFrame:
    """Recordings that do not count because a better one of the same workout does.

    Takes core.activities; its `duplicate_of` is not read. Returns one row per recording that steps back: `athlete_id`,
    `activity_id`, `duplicate_of` (the activity kept, which itself is never a duplicate) and `reason` (one sentence).
    Two activities of an athlete and sport group are the same workout when they share more than 80 % of the shorter
    one's elapsed time. Kept is, in this order: the one with samples, recorded rather than typed in, with heart rate,
    not cut short, with a device's name, with the lowest id.
    """
    pairs = _pairs(activities)
    if pairs.is_empty():
        return pl.DataFrame(schema=SCHEMA)
    ranked = _ranked(activities, pairs)
    # Each pair as places in `ranked`: a smaller place is the better recording.
    place = ranked.select("athlete_id", "activity_id", "place")
    places = pairs.join(place, on=["athlete_id", "activity_id"]).join(
        place, left_on=["athlete_id", "other_id"], right_on=["athlete_id", "activity_id"], suffix="_other"
    )
    first, second = places["place"].to_numpy(), places["place_other"].to_numpy()
    better, worse = np.minimum(first, second), np.maximum(first, second)
    is_kept = _kept(better, worse, ranked.height)
    return (
        pl.DataFrame({"place": worse, "kept": better, "share": places["share"]})
        .filter(pl.Series(is_kept[better]))
        .sort("place", "kept")
        .unique("place", keep="first", maintain_order=True)
        .join(ranked.drop("why"), on="place")
        .join(ranked.select(kept="place", duplicate_of="activity_id", why="why"), on="kept")
        .select(
            "athlete_id",
            "activity_id",
            "duplicate_of",
            reason=pl.format(
                "{} % of the shorter recording lies within the other one, activity {}, which is kept ({}).",
                (pl.col("share") * 100).floor().cast(pl.Int64),
                "duplicate_of",
                "why",
            ),
        )
        .sort("athlete_id", "activity_id")
    )


def _pairs(activities: pl.DataFrame) -> pl.DataFrame:
    """Pairs that are one workout, each once: athlete_id, activity_id, other_id, share."""
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


def _ranked(activities: pl.DataFrame, pairs: pl.DataFrame) -> pl.DataFrame:
    """Activities that stand in a pair, the best first, with their `place` and what speaks for them (`why`)."""
    both_ways = pl.concat(
        [pairs, pairs.select("athlete_id", "share", activity_id="other_id", other_id="activity_id")], how="diagonal"
    )
    distances = activities.select("athlete_id", "activity_id", distance_m=pl.col("distance_m").fill_null(0.0))
    longest = (
        both_ways.join(
            distances, left_on=["athlete_id", "other_id"], right_on=["athlete_id", "activity_id"], how="left"
        )
        .group_by("athlete_id", "activity_id")
        .agg(longest_copy_m=pl.col("distance_m").max())
    )
    qualities = {
        "with samples": pl.col("has_streams"),
        "recorded, not typed in": ~pl.col("is_manual"),
        "with heart rate": pl.col("mean_heartrate_bpm").is_not_null(),
        "whole": pl.col("distance_m").fill_null(0.0) >= WHOLE_SHARE * pl.col("longest_copy_m"),
        "with its device named": pl.col("device_name").is_not_null(),
    }
    merits = list(qualities)
    return (
        activities.join(longest, on=["athlete_id", "activity_id"])
        .with_columns(**qualities)
        .sort(*merits, "athlete_id", "activity_id", descending=[True] * len(merits) + [False, False])
        .with_row_index("place")
        .select(
            "place",
            "athlete_id",
            "activity_id",
            why=pl.concat_str(
                *(pl.when(merit).then(pl.lit(merit)) for merit in merits), separator=", ", ignore_nulls=True
            ),
        )
    )


def _kept(better: NDArray[np.uint32], worse: NDArray[np.uint32], count: int) -> NDArray[np.bool_]:
    """Which of `count` places are kept: those without a better kept recording of the same workout.

    Each round keeps what has no better rival left and drops the rivals of those, for all workouts at once;
    a group of three needs one round, a chain of n recordings at most n.
    """
    is_kept, is_dropped = np.zeros(count, dtype=bool), np.zeros(count, dtype=bool)
    while not np.all(is_kept | is_dropped):
        has_rival = np.zeros(count, dtype=bool)
        has_rival[worse[~is_dropped[better]]] = True
        is_kept |= ~has_rival & ~is_dropped
        is_dropped[worse[is_kept[better]]] = True
    return is_kept
