"""Reads FIT, the format in which nearly every sports watch and bike computer records."""

from datetime import datetime

import polars as pl

from flows.files.decoded import LAPPED, RECORDED, SAMPLED, Decoded, UnreadableFile
from flows.files.fit_devices import device_name
from flows.files.fit_messages import FitContent, Messages, read_content
from flows.files.fit_rows import rows_of, time_of, within
from flows.files.fit_samples import COLDEST_C, DEGREES_A_STEP, HIGHEST_BPM, HOTTEST_C, samples_of
from flows.files.fit_sessions import numbered, sessions_of
from flows.files.fit_sets import sets_of
from flows.files.fit_sports import is_trainer, sport_type
from flows.files.zone import offset_s, zone_at
from schemas.bounds import FURTHEST_M, HIGHEST_CADENCE, HIGHEST_GAIN_M, LONGEST_S, MOST_WATTS

#: Kinds of FIT files that tell of an activity.
_ACTIVITIES = ("activity", "activity_summary")
#: Words for the others, where FIT's own are no English.
_KINDS = {
    "monitoring_a": "a day's monitoring",
    "monitoring_b": "a day's monitoring",
    "monitoring_daily": "a day's monitoring",
    "course": "a course to follow",
    "workout": "a planned workout",
    "weight": "readings of a scale",
    "settings": "settings",
    "totals": "totals",
    "segment": "a segment",
    "schedules": "a schedule",
}
#: Time zones lie quarters of an hour apart, and up to 14 hours from Greenwich, s.
_ZONE_STEP_S, _FURTHEST_ZONE_S = 900, 14 * 3600
#: A watch writes down both of its times within this many seconds.
_SLIP_S = 120


def read_fit(data: bytes) -> Decoded:
    """What a FIT file holds: a recording per session, with samples, laps and strength sets.

    Readings of one impossible value are null. What is left of a damaged file is read, and noted. Raises UnreadableFile
    for what is no activity, or not to be read, or has no date.
    """
    content = read_content(data)
    _refuse_other_kinds(content.messages)
    samples = samples_of(content.records)
    if not samples.height and content.records.height and not content.messages.get("session"):
        raise UnreadableFile("start_at: no date", "The device's clock was not set: the file does not tell when it was.")
    sessions = sessions_of(content.messages, samples)
    samples = _from_start(numbered(samples, sessions, "at"))
    return Decoded(
        recordings=_recordings(content.messages, sessions, samples),
        samples=samples.select(SAMPLED.names()),
        laps=_laps(content.messages, sessions),
        sets=sets_of(content.messages, sessions),
        notes=_notes(content),
    )


def _refuse_other_kinds(messages: Messages) -> None:
    """Raises UnreadableFile for courses, workouts, settings and the like; a file that tells no kind may pass."""
    kinds = [told.get("type") for told in messages.get("file_id", [])]
    if kinds and not any(kind is None or kind in _ACTIVITIES for kind in kinds):
        kind = _KINDS.get(str(kinds[0]), f"the kind {kinds[0]}".replace("_", " "))
        raise UnreadableFile("file: activity", f"The FIT file is no activity: it holds {kind}.")


def _notes(content: FitContent) -> tuple[tuple[str, str], ...]:
    return () if content.damage is None else (("file: whole", content.damage),)


def _from_start(samples: pl.DataFrame) -> pl.DataFrame:
    """Distances from the start of their own session: some devices count on from one sport of a race to the next."""
    ends = (
        samples.group_by("part_number", maintain_order=True)
        .agg(first=pl.col("distance_m").drop_nulls().first(), last=pl.col("distance_m").max())
        .with_columns(before=pl.col("last").shift(1))
    )
    if ends.height < 2:
        return samples
    goes_on = (pl.col("before") > 0) & (pl.col("first") >= pl.col("before"))
    begun = ends.select("part_number", covered=pl.when(goes_on).then("first").otherwise(0.0))
    return (
        samples.join(begun, on="part_number", how="left", maintain_order="left")
        .with_columns(within(pl.col("distance_m") - pl.col("covered"), 0, FURTHEST_M))
        .drop("covered")
    )


def _laps(messages: Messages, sessions: pl.DataFrame) -> pl.DataFrame:
    fields = (
        "start_time",
        "total_elapsed_time",
        "total_timer_time",
        "total_distance",
        "total_ascent",
        "avg_heart_rate",
    )
    laps = (
        rows_of(messages.get("lap", []), dict.fromkeys(fields, pl.Float64()))
        .select(
            name=pl.lit(None, pl.String),
            start_at=time_of(pl.col("start_time")),
            elapsed_time_s=within(pl.col("total_elapsed_time"), 0, LONGEST_S),
            moving_time_s=within(pl.col("total_timer_time"), 0, LONGEST_S),
            distance_m=within(pl.col("total_distance"), 0, FURTHEST_M),
            elevation_gain_m=within(pl.col("total_ascent"), 0, HIGHEST_GAIN_M),
            mean_heartrate_bpm=within(pl.col("avg_heart_rate"), 1, HIGHEST_BPM),
        )
        .filter(pl.col("start_at").is_not_null())
        .unique(maintain_order=True)
        .sort("start_at", maintain_order=True)
    )
    return numbered(laps, sessions, "start_at").select(LAPPED.names()).cast(LAPPED)


def _recordings(messages: Messages, sessions: pl.DataFrame, samples: pl.DataFrame) -> pl.DataFrame:
    """Rows of `RECORDED`: what a session tells, and where it does not what its samples do."""
    sampled = samples.group_by("part_number").agg(
        pl.col("heartrate_bpm", "cadence", "watts", "temp_c").mean().name.prefix("mean_"),
        max_heartrate_bpm=pl.col("heartrate_bpm").max(),
        covered_m=pl.col("distance_m").max(),
        has_power=pl.col("watts").is_not_null().any(),
        first_lat=pl.col("lat").drop_nulls().first(),
        first_lon=pl.col("lon").drop_nulls().first(),
        last_at=pl.col("at").max(),
    )
    known = sessions.filter(pl.col("part_number").is_not_null()).join(sampled, on="part_number", how="left")
    cadence = pl.col("avg_cadence") + pl.col("avg_fractional_cadence").fill_null(0)
    elapsed_s = pl.coalesce("elapsed_s", (pl.col("last_at") - pl.col("start_at")).dt.total_seconds(), 0.0)
    distance_m = pl.coalesce(within(pl.col("total_distance"), 0, FURTHEST_M), "covered_m")
    told = known.with_columns(
        lat=pl.coalesce("first_lat", pl.col("start_position_lat") * DEGREES_A_STEP),
        lon=pl.coalesce("first_lon", pl.col("start_position_long") * DEGREES_A_STEP),
        distance_m=distance_m,
        distance_source=pl.when(distance_m.is_not_null()).then(pl.lit("recorded")),
        moving_time_s=within(pl.col("total_timer_time"), 0, LONGEST_S).round().cast(pl.Int64),
        elapsed_time_s=elapsed_s.clip(0, LONGEST_S).round().cast(pl.Int64),
        elevation_gain_m=within(pl.col("total_ascent"), 0, HIGHEST_GAIN_M),
        mean_heartrate_bpm=pl.coalesce(within(pl.col("avg_heart_rate"), 1, HIGHEST_BPM), "mean_heartrate_bpm"),
        max_heartrate_bpm=pl.coalesce(within(pl.col("max_heart_rate"), 1, HIGHEST_BPM), "max_heartrate_bpm"),
        mean_cadence=pl.coalesce(within(cadence, 0, HIGHEST_CADENCE), "mean_cadence"),
        mean_watts=pl.coalesce(within(pl.col("avg_power"), 0, MOST_WATTS), "mean_watts"),
        has_power_meter="has_power",
        mean_temp_c=pl.coalesce(within(pl.col("avg_temperature"), COLDEST_C, HOTTEST_C), "mean_temp_c"),
        perceived_exertion=within(pl.col("workout_rpe") / 10, 0, 10),
        description=pl.lit(None, pl.String),
        device_name=pl.lit(device_name(messages), pl.String),
    )
    return told.with_columns(*_words(told, _told_offset_s(messages))).select(RECORDED.names()).cast(RECORDED)


def _words(sessions: pl.DataFrame, told_offset_s: int | None) -> list[pl.Series]:
    """Sport, title, time zone and the like of each session.

    FIT has no title; the name of the athlete's own profile on the watch stands for one where the sport says nothing.
    """
    names = ("sport", "sub_sport", "sport_profile_name", "lat", "lon", "start_at")
    rows = list(sessions.select(names).iter_rows())
    sports = [sport_type(sport, sub_sport) for sport, sub_sport, *_ in rows]
    zones = [zone_at(lat, lon) for *_, lat, lon, _ in rows]
    starts: list[datetime] = [start_at for *_, start_at in rows]
    offsets = [
        offset_s(zone, at) if told_offset_s is None else told_offset_s for zone, at in zip(zones, starts, strict=True)
    ]
    titles = [row[2] if sport == "Workout" else None for row, sport in zip(rows, sports, strict=True)]
    trainers = [is_trainer(sub_sport, lat is not None) for _, sub_sport, _, lat, _, _ in rows]
    return [
        pl.Series("sport_type", sports, pl.String),
        pl.Series("name", titles, pl.String),
        pl.Series("timezone", zones, pl.String),
        pl.Series("utc_offset_s", offsets, pl.Int64),
        pl.Series("is_trainer", trainers, pl.Boolean),
    ]


def _told_offset_s(messages: Messages) -> int | None:
    """Local time minus UTC as the device tells both at the end of the activity; None where it cannot be right."""
    both = rows_of(messages.get("activity", []), {"timestamp": pl.Float64(), "local_timestamp": pl.Float64()})
    apart = pl.col("local_timestamp") - pl.col("timestamp")
    offset = (apart / _ZONE_STEP_S).round() * _ZONE_STEP_S
    is_plausible = (offset.abs() <= _FURTHEST_ZONE_S) & ((apart - offset).abs() <= _SLIP_S)
    offsets = both.select(offset.filter(is_plausible).cast(pl.Int64)).to_series()
    return offsets[0] if len(offsets) else None
