"""TCX, Garmin's Training Center Database, as Garmin Connect, Strava, Polar, Zwift and others write it."""

import polars as pl
from lxml import etree

from flows.files.decoded import LAPPED, SAMPLED, Decoded, UnreadableFile
from flows.files.track.recorded import as_recorded, left_out
from flows.files.track.sport_names import strava_sport
from flows.files.track.track_points import instant, track_points
from flows.files.track.xml_text import local_name, number_at, parsed, refuse_more, text_at
from schemas.bounds import EARLIEST, FURTHEST_M, LATEST, LONGEST_S
from transforms.streams import POSSIBLE, possible
from transforms.track_distance import track_distance
from transforms.track_samples import told_by_samples, track_samples

#: Laps of one file, at most: twice as many as the longest race has kilometres. 400,000 took a minute (measured).
MOST_LAPS = 10_000
#: Activities, on their own and within multisport sessions, in the order of the file, as the style sheet numbers them.
ACTIVITIES = etree.XPath(
    "*[local-name()='Activities']/*[local-name()='Activity'] | "
    "*[local-name()='Activities']/*[local-name()='MultiSportSession']/*/*[local-name()='Activity']"
)
ACTIVITY = pl.Schema(
    {
        "activity": pl.Int64(),
        "sport_type": pl.String(),
        "description": pl.String(),
        "device_name": pl.String(),
    }
)
LAP = pl.Schema(
    {
        "activity": pl.Int64(),
        "start": pl.String(),
        "timer_s": pl.Float64(),
        "distance_m": pl.Float64(),
        "mean_heartrate_bpm": pl.Float64(),
        "max_heartrate_bpm": pl.Float64(),
    }
)
#: Numbers of laps outside of these are errors.
BOUNDS = {
    "timer_s": (0, LONGEST_S),
    "distance_m": (0, FURTHEST_M),
    **dict.fromkeys(["mean_heartrate_bpm", "max_heartrate_bpm"], POSSIBLE["heartrate_bpm"]),
}


def read_tcx(data: bytes) -> Decoded:
    """The recordings of a TCX file (unpacked bytes), one per <Activity>, those of multisport sessions included.

    Totals are those of the laps; where laps tell none they are made of the samples.

    Raises:
        UnreadableFile: No TCX, or no activity in it: courses and workouts are plans.
    """
    root, notes = parsed(data)
    if local_name(root) != "TrainingCenterDatabase":
        raise UnreadableFile("file: format", "the file is XML, but not TCX")
    refuse_more(root, "Lap", MOST_LAPS)
    elements = ACTIVITIES(root)
    samples = track_distance(track_samples(track_points(root), ["activity"]), ["activity"])
    laps = laps_of(elements, samples)
    activities = told(samples, laps).join(told_by_activities(elements), on="activity").sort("start_at", "activity")
    recordings = activities.filter(pl.col("elapsed_time_s") <= LONGEST_S).with_columns(
        part_number=pl.int_range(1, pl.len() + 1, dtype=pl.Int64)
    )
    if recordings.is_empty():
        raise nothing_in(root)
    parts = recordings.select("activity", "part_number")
    return Decoded(
        as_recorded(recordings),
        samples.join(parts, on="activity").sort("part_number", "at").select(SAMPLED.names()),
        laps.join(parts, on="activity").sort("part_number", "start_at").select(LAPPED.names()).cast(LAPPED),
        notes=(*notes, *left_out(len(elements) - len(recordings))),
    )


def nothing_in(root: etree._Element) -> UnreadableFile:
    """Why a file has no recording."""
    elements = ACTIVITIES(root)
    if any(activity.find("{*}Lap") is not None for activity in elements):
        return UnreadableFile("start_at: possible", "no lap and no point in the file has a time that can be")
    if elements:
        return UnreadableFile("file: activity", "the activity has no lap")
    if root.find("{*}Courses") is not None:
        return UnreadableFile("file: activity", "the file holds courses, which are plans and no recordings")
    return UnreadableFile("file: activity", "the file holds no activity")


def told_by_activities(elements: list[etree._Element]) -> pl.DataFrame:
    """What stands at the head of each <Activity>, numbered from 1."""
    return pl.DataFrame(
        [
            (
                *(number, strava_sport(activity.get("Sport"))),
                *(text_at(activity, "Notes"), text_at(activity, "Creator/Name")),
            )
            for number, activity in enumerate(elements, start=1)
        ],
        schema=ACTIVITY,
        orient="row",
    )


def laps_of(elements: list[etree._Element], samples: pl.DataFrame) -> pl.DataFrame:
    """The laps of each activity in the order of time: what they tell, and `start_at`, `end_at`. A lap ends where the
    next begins, the last with the samples or its timer. One that begins in another year than the samples is left out.
    """
    told = pl.DataFrame(
        [
            (
                *(number, lap.get("StartTime")),
                *(number_at(lap, "TotalTimeSeconds"), number_at(lap, "DistanceMeters")),
                *(number_at(lap, "AverageHeartRateBpm/Value"), number_at(lap, "MaximumHeartRateBpm/Value")),
            )
            for number, activity in enumerate(elements, start=1)
            for lap in activity.iterfind("{*}Lap")
        ],
        schema=LAP,
        orient="row",
    )
    start_at, last_at = pl.col("start_at"), pl.col("last_at")
    month = pl.duration(seconds=LONGEST_S)
    timer_end_at = start_at + pl.duration(microseconds=(pl.col("timer_s").fill_null(0) * 1e6).cast(pl.Int64))
    return (
        told.with_columns(start_at=instant("start"), **{name: possible(name, *ends) for name, ends in BOUNDS.items()})
        .filter(start_at.is_between(EARLIEST, LATEST, closed="left"))
        .join(
            samples.group_by("activity").agg(first_at=pl.col("at").min(), last_at=pl.col("at").max()),
            on="activity",
            how="left",
        )
        .filter(pl.col("first_at").is_null() | start_at.is_between(pl.col("first_at") - month, last_at + month))
        .sort("activity", "start_at")
        .unique(["activity", "start_at"], keep="first", maintain_order=True)
        .with_columns(
            end_at=start_at.shift(-1).over("activity").fill_null(pl.max_horizontal(timer_end_at, last_at, start_at))
        )
        .with_columns(
            name=pl.lit(None, pl.String),
            elapsed_time_s=(pl.col("end_at") - start_at).dt.total_microseconds() / 1e6,
            moving_time_s="timer_s",
            elevation_gain_m=pl.lit(None, pl.Float64),
        )
    )


def told(samples: pl.DataFrame, laps: pl.DataFrame) -> pl.DataFrame:
    """One row per activity that has samples or laps, by the names of core.recordings."""

    def total(name: str) -> pl.Expr:
        return pl.when(pl.col(name).is_not_null().all()).then(pl.col(name).sum())

    is_timed = pl.col("mean_heartrate_bpm").is_not_null() & (pl.col("timer_s") > 0)
    beats = (pl.col("mean_heartrate_bpm") * pl.col("timer_s")).filter(is_timed).sum()
    of_laps = laps.group_by("activity").agg(
        start_at=pl.col("start_at").min(),
        end_at=pl.col("end_at").max(),
        timer_s=total("timer_s"),
        distance_m=total("distance_m"),
        mean_heartrate_bpm=beats / pl.col("timer_s").filter(is_timed).sum(),
        max_heartrate_bpm=pl.col("max_heartrate_bpm").max(),
    )
    both = told_by_samples(samples, ["activity"]).join(
        of_laps, on="activity", how="full", coalesce=True, suffix="_laps"
    )
    start_at = pl.min_horizontal("start_at", "start_at_laps")
    is_told = (pl.col("distance_m_laps") > 0) | pl.col("distance_m").is_null()
    return both.with_columns(
        start_at=start_at,
        elapsed_time_s=(pl.max_horizontal("end_at", "end_at_laps") - start_at).dt.total_microseconds() / 1e6,
        moving_time_s=pl.when(pl.col("timer_s") > 0).then("timer_s").otherwise("moving_time_s"),
        distance_m=pl.when(is_told).then("distance_m_laps").otherwise("distance_m"),
        distance_source=pl.when(is_told & pl.col("distance_m_laps").is_not_null())
        .then(pl.lit("recorded"))
        .otherwise("distance_source"),
        mean_heartrate_bpm=pl.coalesce(pl.col("mean_heartrate_bpm_laps").fill_nan(None), "mean_heartrate_bpm"),
        max_heartrate_bpm=pl.max_horizontal("max_heartrate_bpm_laps", "max_heartrate_bpm"),
    )
