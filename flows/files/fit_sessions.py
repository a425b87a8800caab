"""The sessions of a FIT file: which activities it holds, when each began, and what of the file belongs to it."""

import polars as pl

from flows.files.decoded import UnreadableFile
from flows.files.fit_messages import Messages
from flows.files.fit_rows import rows_of, time_of, within
from flows.files.fit_sports import TRANSITION
from schemas.bounds import LONGEST_S

#: A race has five, a year of chained files some hundreds.
_MOST_SESSIONS = 1000
#: Fields of a session by name; units are those of FIT's profile.
_SESSION = {
    **dict.fromkeys(("sport", "sub_sport", "sport_profile_name"), pl.String()),
    **dict.fromkeys(
        (
            *("start_time", "timestamp", "total_elapsed_time", "total_timer_time", "total_distance", "total_ascent"),
            *("avg_heart_rate", "max_heart_rate", "avg_cadence", "avg_fractional_cadence", "avg_power"),
            *("avg_temperature", "start_position_lat", "start_position_long", "workout_rpe"),
        ),
        pl.Float64(),
    ),
}


def sessions_of(messages: Messages, samples: pl.DataFrame) -> pl.DataFrame:
    """The sessions in the order of time: the fields of `_SESSION`, start_at, elapsed_s, and part_number.

    part_number counts the activities from 1; it is null for what lies between two sports of a race. A file whose end
    is lost has no session: its samples make one.
    Raises UnreadableFile where there is no activity, or none of a known time.
    """
    told = rows_of(messages.get("session", []), _SESSION)
    if told.height > _MOST_SESSIONS:
        raise UnreadableFile(
            "file: size", f"The FIT file has {told.height:,} sessions; {_MOST_SESSIONS:,} are the most."
        )
    if not told.height:
        told = _made(messages, samples)
    elapsed_s = pl.max_horizontal(
        within(pl.col("total_elapsed_time"), 0, LONGEST_S), within(pl.col("total_timer_time"), 0, LONGEST_S)
    )
    ended_at = time_of(pl.col("timestamp"))
    began_at = time_of(pl.col("start_time"))
    dated = (
        told.with_columns(start_at=pl.coalesce(began_at, ended_at - pl.duration(microseconds=elapsed_s * 1e6)))
        .filter(pl.col("start_at").is_not_null())
        .with_columns(elapsed_s=pl.coalesce(elapsed_s, within((ended_at - began_at).dt.total_seconds(), 0, LONGEST_S)))
        .unique("start_at", keep="last", maintain_order=True)
        .sort("start_at")
    )
    if not dated.height:
        raise UnreadableFile("start_at: no date", "The device's clock was not set: the file does not tell when it was.")
    is_activity = pl.col("sport").ne_missing(TRANSITION)
    numbered = dated.with_columns(part_number=pl.when(is_activity).then(is_activity.cum_sum().cast(pl.Int64)))
    if numbered["part_number"].null_count() == numbered.height:
        raise UnreadableFile("file: activity", "The file holds nothing but a transition between two sports.")
    return numbered


def numbered(rows: pl.DataFrame, sessions: pl.DataFrame, at: str) -> pl.DataFrame:
    """`rows` with the part_number of the session that had begun at their time `at`; without those of transitions.

    What comes before the first session belongs to it.
    """
    if sessions.height == 1:
        return rows.with_columns(part_number=pl.lit(sessions["part_number"][0], pl.Int64))
    begun = sessions.select("start_at", "part_number").with_row_index("session")
    return (
        rows.sort(at, maintain_order=True)
        .join_asof(begun.select("start_at", "session"), left_on=at, right_on="start_at", coalesce=False)
        .drop("start_at" if at != "start_at" else "start_at_right")
        .with_columns(pl.col("session").fill_null(0))
        .join(begun.select("session", "part_number"), on="session", how="left", maintain_order="left")
        .filter(pl.col("part_number").is_not_null())
        .drop("session")
    )


def _made(messages: Messages, samples: pl.DataFrame) -> pl.DataFrame:
    """A session of all samples, of the sport that another message names."""
    if not samples.height:
        raise UnreadableFile("file: activity", "The FIT file holds no activity: neither a session nor a sample.")
    begin_s, end_s = (
        samples.select(pl.col("at").first().alias("a"), pl.col("at").last().alias("b"))
        .select(pl.col("a", "b").dt.epoch("us") / 1e6)
        .row(0)
    )
    named = [message for kind in ("sport", "lap") for message in messages.get(kind, []) if "sport" in message]
    elapsed_s = end_s - begin_s
    return rows_of(
        [
            {
                **{name: named[0].get(name) for name in ("sport", "sub_sport") if named},
                "start_time": begin_s,
                "timestamp": end_s,
                "total_elapsed_time": elapsed_s,
                "total_timer_time": elapsed_s - _paused_s(messages, begin_s, end_s),
            }
        ],
        _SESSION,
    )


def _paused_s(messages: Messages, begin_s: float, end_s: float) -> float:
    """Time for which the timer was stopped and then started again, s."""
    events = rows_of(
        messages.get("event", []), {"timestamp": pl.Float64(), "event": pl.String(), "event_type": pl.String()}
    )
    timer = events.filter((pl.col("event") == "timer") & pl.col("timestamp").is_between(begin_s, end_s)).sort(
        "timestamp", maintain_order=True
    )
    is_pause = pl.col("event_type").str.starts_with("stop") & (pl.col("event_type").shift(-1) == "start")
    return timer.select((pl.col("timestamp").shift(-1) - pl.col("timestamp")).filter(is_pause).sum()).item() or 0.0
