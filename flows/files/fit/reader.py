"""Reads FIT, the format in which nearly every sports watch and bike computer records."""

import polars as pl

from flows.files.decoded import SAMPLED, Decoded, UnreadableFile
from flows.files.fit.messages import Messages, read_content
from flows.files.fit.recordings import laps_of, recordings_of
from flows.files.fit.samples import samples_of
from flows.files.fit.sessions import no_date, numbered, sessions_of
from flows.files.fit.sets import sets_of

#: Kinds of FIT files that tell of an activity.
_ACTIVITIES = ("activity", "activity_summary")
#: What most of the others hold.
_KINDS = {
    "monitoring_a": "a day's monitoring",
    "monitoring_b": "a day's monitoring",
    "monitoring_daily": "a day's monitoring",
    "course": "a course to follow",
    "workout": "a planned workout",
    "weight": "readings of a scale",
    "settings": "settings of a device",
    "totals": "totals of sports",
    "goals": "goals",
    "segment": "a segment",
    "schedules": "a schedule",
}


def read_fit(data: bytes) -> Decoded:
    """What a FIT file holds: a recording per session, with samples, laps and strength sets.

    Readings of an impossible value are null. What is left of a damaged file is read, and noted. Raises UnreadableFile
    for what is no activity, cannot be read, or has no date.
    """
    content = read_content(data)
    messages = content.messages
    _refuse_other_kinds(messages)
    samples = samples_of(content.records)
    if content.records and not samples.height and not messages.get("session"):
        raise no_date()
    sessions = sessions_of(messages, samples)
    sampled = _from_start(numbered(samples, sessions, "at"))
    return Decoded(
        recordings=recordings_of(messages, sessions, sampled),
        samples=sampled.select(SAMPLED.names()),
        laps=laps_of(messages, sessions),
        sets=sets_of(messages, sessions),
        notes=() if content.damage is None else (("file: whole", content.damage),),
    )


def _refuse_other_kinds(messages: Messages) -> None:
    """Raises UnreadableFile for courses, workouts, settings and the like; a file that tells no kind may pass."""
    kinds = [told.get("type") for told in messages.get("file_id", [])]
    if kinds and not any(kind is None or kind in _ACTIVITIES for kind in kinds):
        held = _KINDS.get(str(kinds[0]), f"what FIT calls {kinds[0]}")
        raise UnreadableFile("file: activity", f"The FIT file is no activity: it holds {held}.")


def _from_start(samples: pl.DataFrame) -> pl.DataFrame:
    """Distances from the start of their own session: some devices count on from one sport of a race to the next."""
    if samples.height == 0 or samples["part_number"][0] == samples["part_number"][-1]:
        return samples
    ends = (
        samples.group_by("part_number", maintain_order=True)
        .agg(first=pl.col("distance_m").drop_nulls().first(), last=pl.col("distance_m").max())
        .with_columns(before=pl.col("last").shift(1))
    )
    goes_on = (pl.col("before") > 0) & (pl.col("first") >= pl.col("before"))
    begun = ends.select("part_number", covered_m=pl.when(goes_on).then("first").otherwise(0.0))
    return (
        samples.join(begun, on="part_number", how="left", maintain_order="left")
        .with_columns((pl.col("distance_m") - pl.col("covered_m")).clip(lower_bound=0))
        .drop("covered_m")
    )
