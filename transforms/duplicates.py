"""Recordings of the same workout: which one counts."""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from transforms.duplicate_overrides import KEY, NO_OVERRIDES, stand_ins
from transforms.duplicate_pairs import duplicate_pairs

#: A recording with less than this much of the longest copy's distance was cut short (battery, late start). Copies of
#: one run usually differ by 1–3 %: neither of those is the better for its length.
WHOLE_SHARE = 0.9


def duplicates(activities: pl.DataFrame, overrides: pl.DataFrame = NO_OVERRIDES) -> pl.DataFrame:
    """Recordings that do not count because a better one of the same workout does, and what the athlete said of others.

    Takes core.activities, whose `duplicate_of` is not read, and the athlete's words (`OVERRIDES`, one row per
    activity). Returns one row per recording that steps back: `athlete_id`, `activity_id`, `duplicate_of` (the activity
    kept, which itself is never a duplicate) and `reason` (one sentence); and one whose `duplicate_of` is null per
    recording that counts on its own because the athlete said so. `duplicate_pairs` says which recordings are of one
    workout. Where only one knows its sport, that one is kept: a plain Workout would take its hours along into another
    group. Else kept is, in this order, the one with the better

    1. streams: with samples, recorded rather than typed in;
    2. distance: not cut short;
    3. device: one that measures the heart rate, one that is named;

    and of equals the one with the lowest id. The athlete's word outranks all of it. What counts on its own steps back
    for none, though worse ones may for it. What steps back for another hands its rank to that one, and so do those that
    stepped back for it; should the other one have to step back too, all of them do so for the one that is kept.
    """
    words = stand_ins(activities, overrides)
    pairs = duplicate_pairs(activities)
    ranked = _ranked(activities, pairs)
    nodes = _nodes(ranked, words)
    by_rule = _by_rule(_between(pairs, nodes, words), nodes)
    return pl.concat([by_rule, _by_word(words, by_rule)]).sort(KEY)


def _ranked(activities: pl.DataFrame, pairs: pl.DataFrame) -> pl.DataFrame:
    """Activities that stand in a pair, the best first, with their `place` and what speaks for them (`why`)."""
    both_ways = pl.concat([pairs, pairs.with_columns(activity_id="other_id", other_id="activity_id")])
    distances = activities.select(*KEY, distance_m=pl.col("distance_m").fill_null(0.0))
    longest = (
        both_ways.join(distances, left_on=["athlete_id", "other_id"], right_on=KEY, how="left")
        .group_by(KEY)
        .agg(longest_copy_m=pl.col("distance_m").max(), is_in_one_group=pl.col("is_same_group").all())
    )
    qualities = {
        "with samples": pl.col("has_streams"),
        "recorded, not typed in": ~pl.col("is_manual"),
        "whole": pl.col("distance_m").fill_null(0.0) >= WHOLE_SHARE * pl.col("longest_copy_m"),
        "with heart rate": pl.col("mean_heartrate_bpm").is_not_null(),
        "with its device named": pl.col("device_name").is_not_null(),
    }
    merits = list(qualities)
    return (
        activities.join(longest, on=KEY)
        .with_columns(**qualities)
        .with_columns(is_sport_known=pl.col("is_in_one_group") | (pl.col("sport_group") != "other"))
        .sort("is_sport_known", *merits, *KEY, descending=[True] * (1 + len(merits)) + [False, False])
        .with_row_index("place")
        .select(
            "place",
            *KEY,
            why=pl.concat_str(
                *(pl.when(merit).then(pl.lit(merit)) for merit in merits), separator=", ", ignore_nulls=True
            ),
        )
    )


def _nodes(ranked: pl.DataFrame, words: pl.DataFrame) -> pl.DataFrame:
    """What can be kept, the best first: `place`, `athlete_id`, `activity_id`, `why`, `is_alone`.

    An activity that others step back for by the athlete's word has the best of their ranks.
    """
    own = ranked.select(*KEY, "why")
    is_named = pl.col("activity_id") != pl.col("stand_in")
    return (
        ranked.join(words, on=KEY, how="left")
        .group_by("athlete_id", activity_id=pl.coalesce("stand_in", "activity_id"))
        .agg(
            pl.col("place").min(),
            is_chosen=is_named.any(),
            is_alone=(pl.col("stand_in") == pl.col("activity_id")).any(),
        )
        .sort("place")
        .drop("place")
        .with_row_index("place")
        .join(own, on=KEY, how="left", maintain_order="left")
        .with_columns(
            pl.concat_str(
                pl.when("is_chosen").then(pl.lit("the athlete's choice")), "why", separator=", ", ignore_nulls=True
            ).alias("why")
        )
    )


def _between(pairs: pl.DataFrame, nodes: pl.DataFrame, words: pl.DataFrame) -> pl.DataFrame:
    """Pairs as places of nodes: `better`, `worse`, `share` and the two activities that share it; each once."""
    places = nodes.select("athlete_id", "place", stand_in="activity_id")
    sides = {"activity_id": "place", "other_id": "place_other"}
    told = pairs
    for side, place in sides.items():
        told = (
            told.join(words, left_on=["athlete_id", side], right_on=KEY, how="left")
            .with_columns(pl.coalesce("stand_in", side).alias("stand_in"))
            .join(places.rename({"place": place}), on=["athlete_id", "stand_in"])
            .with_columns((pl.col("stand_in") == pl.col(side)).alias(f"is_{place}_own"))
            .drop("stand_in")
        )
    return (
        told.filter(pl.col("place") != pl.col("place_other"))
        .with_columns(
            better=pl.min_horizontal("place", "place_other"),
            worse=pl.max_horizontal("place", "place_other"),
            is_direct=pl.col("is_place_own") & pl.col("is_place_other_own"),
        )
        # What the two share themselves is told rather than what those that stepped back share.
        .sort("better", "worse", ~pl.col("is_direct"), -pl.col("share"), "activity_id", "other_id")
        .unique(["better", "worse"], keep="first", maintain_order=True)
        .join(nodes.filter("is_alone").select(worse="place"), on="worse", how="anti")
        .select("better", "worse", "share", "is_direct", first_id="activity_id", second_id="other_id")
    )


def _by_rule(pairs: pl.DataFrame, nodes: pl.DataFrame) -> pl.DataFrame:
    """Which nodes step back for which other, and why."""
    better = pairs["better"].to_numpy()
    is_kept = _kept(better, pairs["worse"].to_numpy(), nodes.height)
    percent = (pl.col("share") * 100).floor().cast(pl.Int64)
    return (
        pairs.filter(pl.Series(is_kept[better], dtype=pl.Boolean))
        .sort("worse", "better")
        .unique("worse", keep="first", maintain_order=True)
        .join(nodes.select(*KEY, worse="place"), on="worse")
        .join(nodes.select("why", better="place", duplicate_of="activity_id"), on="better")
        .select(
            *KEY,
            "duplicate_of",
            reason=pl.when("is_direct")
            .then(
                pl.format(
                    "{} % of the shorter recording lies within the other one, activity {}, which is kept ({}).",
                    percent, "duplicate_of", "why",
                )
            )
            .otherwise(
                pl.format(
                    "Activities {} and {} have {} % of the shorter one in common, and by the athlete's word "
                    "activity {} is the one kept ({}).",
                    "first_id", "second_id", percent, "duplicate_of", "why",
                )
            ),
        )
    )  # fmt: skip


def _by_word(words: pl.DataFrame, by_rule: pl.DataFrame) -> pl.DataFrame:
    """What the athlete said, after rules moved those named: rows as `duplicates` returns them."""
    moved = by_rule.select("athlete_id", stand_in="activity_id", kept="duplicate_of")
    return words.join(moved, on=["athlete_id", "stand_in"], how="left").select(
        *KEY,
        duplicate_of=pl.when(pl.col("stand_in") != pl.col("activity_id")).then(pl.coalesce("kept", "stand_in")),
        reason=pl.when(pl.col("stand_in") == pl.col("activity_id"))
        .then(pl.lit("By the athlete's word it counts on its own."))
        .when(pl.col("kept").is_null())
        .then(pl.format("By the athlete's word activity {} is kept instead.", "stand_in"))
        .otherwise(
            pl.format(
                "By the athlete's word it goes with activity {}, instead of which activity {} is kept.",
                "stand_in",
                "kept",
            )
        ),
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
