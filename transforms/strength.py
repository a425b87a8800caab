"""Strength sessions: heavy or not, by the sets that the text names or a watch counted."""

import polars as pl

from schemas.sessions import Sessions
from transforms.session_rows import minutes, said, session_rows
from transforms.strength_lifts import best_lifts
from transforms.strength_lines import ACTIVITY, strength_lines
from transforms.strength_sets import is_recorded

#: Lighter sets than this share of the exercise's top weight that day are warm-ups, marked or not.
WORKING_SHARE = 0.60
#: Rep ranges: up to 6 trains strength, 7–12 size, more endurance.
HEAVY_REPS, HYPERTROPHY_REPS = 6, 12
#: A session is of a kind when so much of its working sets is.
KIND_SHARE = 0.60
#: Recordings that start within the hour, or overlap, are one session: the watch and the app, or the app twice.
SAME_SESSION_S = 3600
#: Below this share of understood lines the verdict is less sure.
GOOD_COVERAGE = 0.75
#: A watch guesses exercises and counts by the wrist's motion: less sure than the athlete's own words [J].
BY_WATCH_CONFIDENCE = 0.7
#: Lines that were not understood and are shown in the evidence.
SHOWN_LINES = 5


def strength_sessions(activities: pl.DataFrame, sets: pl.DataFrame) -> pl.DataFrame:
    """core.activities and mart.strength_sets → the strength rows of mart.sessions, dose in elapsed minutes.

    Heavy sessions count. Sessions without sets are 'unknown': they count, flagged. A watch's recording and an app's log
    of the same hour are one session: the one with sets counts, sets in words before those that a watch counted, and the
    other, be it a duplicate or not, is shown without counting.
    """
    lifted = activities.filter(pl.col("sport_group") == "strength")
    if lifted.is_empty():
        return Sessions.none()
    told = (
        recordings(activities, sets)
        .join(best_lifts(sets), on=ACTIVITY, how="left")
        .join(coverage(lifted, sets), on=ACTIVITY, how="left")
        .with_columns(pl.col("candidate_lines").fill_null(0))
    )
    return session_rows(judged(told), "strength", "minutes")


def recordings(activities: pl.DataFrame, sets: pl.DataFrame) -> pl.DataFrame:
    """The strength activities of core.activities that are a session or a second recording of one.

    With the columns of `working_sets` and `one_per_hour`: the session is the row whose `kept_id` is its own.
    """
    told = (
        activities.filter(pl.col("sport_group") == "strength")
        .join(working_sets(sets), on=ACTIVITY, how="left")
        .with_columns(pl.col("sets", "working_sets").fill_null(0), pl.col("is_by_watch").fill_null(False))
    )
    # A duplicate whose twin is another sport is not a session of its own, unless it has sets.
    ids = told.select("athlete_id", duplicate_of="activity_id", is_twin_here=pl.lit(True))
    return one_per_hour(
        told.join(ids, on=["athlete_id", "duplicate_of"], how="left").filter(
            pl.col("duplicate_of").is_null() | pl.col("is_twin_here") | (pl.col("sets") > 0)
        )
    )


def with_work(sets: pl.DataFrame) -> pl.DataFrame:
    """mart.strength_sets with `is_work`: a working set, with reps, neither a warm-up nor light for its exercise."""
    top = pl.col("weight_kg").max().over(*ACTIVITY, "exercise")
    is_light = (pl.col("weight_kg") < WORKING_SHARE * top).fill_null(False)
    return sets.with_columns(is_work=~pl.col("is_warmup") & ~is_light & (pl.col("reps") > 0).fill_null(False))


def working_sets(sets: pl.DataFrame) -> pl.DataFrame:
    """Per activity: `sets, working_sets` and how many of them with few, middling and many reps; `tonnage_kg`.

    `is_by_watch` says that a device counted them, and no text names any.
    """
    is_work = pl.col("is_work")
    reps = pl.col("reps").filter(is_work)
    return (
        with_work(sets)
        .group_by(ACTIVITY)
        .agg(
            sets=pl.len().cast(pl.Int64),
            working_sets=reps.len().cast(pl.Int64),
            few=(reps <= HEAVY_REPS).sum().cast(pl.Int64),
            middling=reps.is_between(HEAVY_REPS + 1, HYPERTROPHY_REPS).sum().cast(pl.Int64),
            many=(reps > HYPERTROPHY_REPS).sum().cast(pl.Int64),
            is_by_watch=is_recorded().any(),
            tonnage_kg=(pl.col("weight_kg").fill_null(0) * pl.col("reps")).filter(is_work).sum().round(1),
        )
    )


def coverage(activities: pl.DataFrame, sets: pl.DataFrame) -> pl.DataFrame:
    """Per activity: `candidate_lines` that look like sets, `parsed_lines` of them, and some `unparsed` ones."""
    parsed = (
        sets.filter(~is_recorded()).select(*ACTIVITY, line="source_text").unique().with_columns(is_parsed=pl.lit(True))
    )
    lines = (
        strength_lines(activities)
        .select(*ACTIVITY, "field", "line_number", "is_candidate", line=pl.col("text").str.strip_chars())
        .join(parsed, on=[*ACTIVITY, "line"], how="left")
        .with_columns(pl.col("is_parsed").fill_null(False))
        .filter(pl.col("is_candidate") | pl.col("is_parsed"))
        # The title is read only where the description has nothing.
        .filter((pl.col("field") == "description") | pl.col("is_parsed") | ~pl.col("is_parsed").any().over(ACTIVITY))
    )
    return (
        lines.sort(*ACTIVITY, "field", "line_number")
        .group_by(ACTIVITY, maintain_order=True)
        .agg(
            candidate_lines=pl.len().cast(pl.Int64),
            parsed_lines=pl.col("is_parsed").sum().cast(pl.Int64),
            unparsed=pl.col("line").filter(~pl.col("is_parsed")).head(SHOWN_LINES),
        )
    )


def one_per_hour(told: pl.DataFrame) -> pl.DataFrame:
    """Add `kept_id`: the activity that stands for the session; itself if it does.

    With sets before without, sets in words before those that a watch counted, logged by hand before recorded, counted
    ones before duplicates, the longer before the shorter.
    """
    start, end = pl.col("start_at"), pl.col("start_at") + pl.duration(seconds=pl.col("elapsed_time_s"))
    begins = (start - pl.col("start_at").shift() > pl.duration(seconds=SAME_SESSION_S)) & (
        start >= pl.col("end_at").cum_max().shift()
    )
    return (
        told.with_columns(end_at=end)
        .sort("athlete_id", "start_at", "activity_id")
        .with_columns(session=begins.fill_null(True).cum_sum().over("athlete_id"))
        .sort(
            "athlete_id",
            "session",
            pl.col("sets") == 0,
            "is_by_watch",
            pl.col("source") != "manual_log",
            pl.col("duplicate_of").is_not_null(),
            -pl.col("elapsed_time_s"),
            "activity_id",
        )
        .with_columns(kept_id=pl.col("activity_id").first().over("athlete_id", "session"))
        .with_columns(recordings=pl.len().over("athlete_id", "session").cast(pl.Int64))
    )


def judged(told: pl.DataFrame) -> pl.DataFrame:
    """Kind, verdict and reason of each session."""
    working = pl.col("working_sets")
    few, middling, many = (pl.col(name) / working for name in ("few", "middling", "many"))
    kind = (
        pl.when(working == 0).then(pl.lit("unknown"))
        .when(few >= KIND_SHARE).then(pl.lit("heavy"))
        .when(middling >= KIND_SHARE).then(pl.lit("hypertrophy"))
        .when(many >= KIND_SHARE).then(pl.lit("endurance"))
        .otherwise(pl.lit("mixed"))
    )  # fmt: skip
    is_kept = pl.col("kept_id") == pl.col("activity_id")
    covered = pl.col("parsed_lines") / pl.col("candidate_lines")
    is_counted_kind = pl.col("kind").is_in(["heavy", "unknown"])
    whose = pl.when("is_by_watch").then(pl.lit(" that the watch counted")).otherwise(pl.lit(""))
    sets_said = pl.format(
        "{} of {} working sets{} had at most {} reps, over {} min",
        pl.col("few"), working, whose, pl.lit(HEAVY_REPS), said(minutes(pl.col("elapsed_time_s"))),
    )  # fmt: skip
    return told.with_columns(kind=kind, dose=minutes(pl.col("elapsed_time_s"))).with_columns(
        counts=is_kept & is_counted_kind,
        confidence=pl.when(~is_kept).then(0.8).when(working == 0).then(0.4)
        .when("is_by_watch").then(BY_WATCH_CONFIDENCE)
        .when(covered >= GOOD_COVERAGE).then(0.95).otherwise(0.7),
        reason=pl.when(~is_kept)
        .then(pl.format("The same hour as activity {}, which stands for the session.", pl.col("kept_id")))
        .when(working == 0)
        .then(pl.format("{} min without sets in the text: counts, however heavy it was.", said(pl.col("dose"))))
        .when(pl.col("kind") == "heavy")
        .then(pl.format("{}: heavy.", sets_said))
        .otherwise(pl.format("{}: {}, not heavy.", sets_said, pl.col("kind"))),
        evidence=pl.struct(
            "sets", "working_sets", "is_by_watch",
            share_up_to_6_reps=few.round(3), tonnage_kg="tonnage_kg", e1rm="e1rm",
            parsed_lines="parsed_lines", candidate_lines="candidate_lines", coverage=covered.round(3),
            unparsed="unparsed", recordings="recordings", kept_id="kept_id",
        ),
    )  # fmt: skip
