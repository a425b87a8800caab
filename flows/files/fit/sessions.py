"""The sessions of a FIT file: which activities it holds, when each began, and what of the file belongs to it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
import polars as pl

from flows.files.decoded import UnreadableFile
from flows.files.fit.messages import Messages
from flows.files.fit.sports import TRANSITION
from flows.files.fit.values import Message, moment, number, word
from schemas.bounds import LONGEST_S

#: A race has five, a year of chained files some hundreds.
_MOST_SESSIONS = 1000


@dataclass(frozen=True)
class Session:
    """One activity of the file, or the transition between two."""

    part_number: int | None
    """Counts the activities from 1; None for a transition."""
    start_at: datetime
    elapsed_s: float | None
    told: Message
    """The fields of its message."""


def no_date() -> UnreadableFile:
    """What is wrong with a file that tells no time."""
    return UnreadableFile(
        "start_at: no date", "The clock of the device was not set: it tells no date from 1999 to 2098."
    )


def sessions_of(messages: Messages, samples: pl.DataFrame) -> list[Session]:
    """The sessions in the order of time, one at least that is an activity.

    A file whose end is lost has no session: its samples make one. Raises UnreadableFile where there is no activity, or
    none of a known time.
    """
    told = messages.get("session", [])
    if len(told) > _MOST_SESSIONS:
        raise UnreadableFile("file: size", f"The FIT file has {len(told):,} sessions; {_MOST_SESSIONS:,} are the most.")
    begun = {start_at: message for message in told or [_made(messages, samples)] if (start_at := _start_of(message))}
    if not begun:
        raise no_date()
    sessions: list[Session] = []
    parts = 0
    for start_at, message in sorted(begun.items(), key=lambda item: item[0]):
        is_activity = word(message, "sport") != TRANSITION
        parts += is_activity
        sessions.append(Session(parts if is_activity else None, start_at, _elapsed_s(message, start_at), message))
    if not parts:
        raise UnreadableFile("file: activity", "The FIT file holds nothing but a transition between two sports.")
    return sessions


def numbered(rows: pl.DataFrame, sessions: list[Session], at: str) -> pl.DataFrame:
    """`rows`, with times in `at`, with the part_number of the session that had begun; without those of transitions.

    What comes before the first session belongs to it. What lies further from the start than any activity lasts was
    dated by a clock that was wrong, and is left out.
    """
    # Of NumPy's times none has a zone: all are UTC here.
    starts = np.array([session.start_at.replace(tzinfo=None) for session in sessions], "datetime64[us]")
    times = rows[at].dt.replace_time_zone(None).to_numpy()
    of_session = np.maximum(np.searchsorted(starts, times, side="right") - 1, 0)
    parts = np.array([session.part_number or 0 for session in sessions])[of_session]
    is_near = abs(times - starts[of_session]) <= np.timedelta64(LONGEST_S, "s")
    return rows.with_columns(pl.Series("part_number", parts, pl.Int64)).filter((parts > 0) & is_near)


def _start_of(message: Message) -> datetime | None:
    start_at, end_at = moment(message, "start_time"), moment(message, "timestamp")
    elapsed_s = number(message, "total_elapsed_time", 0, LONGEST_S)
    if start_at is None and end_at is not None and elapsed_s is not None:
        return end_at - timedelta(seconds=elapsed_s)
    return start_at


def _elapsed_s(message: Message, start_at: datetime) -> float | None:
    timed = [number(message, name, 0, LONGEST_S) for name in ("total_elapsed_time", "total_timer_time")]
    told = [seconds for seconds in timed if seconds is not None]
    if told:
        return max(told)
    end_at = moment(message, "timestamp")
    elapsed_s = None if end_at is None else (end_at - start_at).total_seconds()
    return elapsed_s if elapsed_s is not None and 0 <= elapsed_s <= LONGEST_S else None


def _made(messages: Messages, samples: pl.DataFrame) -> Message:
    """A session of all samples, of the sport that another message names."""
    if not samples.height:
        raise UnreadableFile("file: activity", "The FIT file holds no activity: neither a session nor a sample.")
    at_s = samples["at"].dt.epoch("us").to_numpy() / 1e6
    # Before it sees satellites a watch may date its first samples by a clock that is wrong by years.
    likely_s = at_s[abs(at_s - at_s[len(at_s) // 2]) <= LONGEST_S / 2]
    begin_s, end_s = float(likely_s[0]), float(likely_s[-1])
    named = [message for kind in ("sport", "lap") for message in messages.get(kind, []) if "sport" in message]
    return {
        **{name: named[0].get(name) for name in ("sport", "sub_sport") if named},
        "start_time": begin_s,
        "timestamp": end_s,
        "total_elapsed_time": end_s - begin_s,
        "total_timer_time": end_s - begin_s - _paused_s(messages, begin_s, end_s),
    }


def _paused_s(messages: Messages, begin_s: float, end_s: float) -> float:
    """Time for which the timer was stopped and then started again, s."""
    timer = sorted(
        (at_s, word(event, "event_type") or "")
        for event in messages.get("event", [])
        if word(event, "event") == "timer" and (at_s := number(event, "timestamp", begin_s, end_s)) is not None
    )
    paused_s, stopped_s = 0.0, None
    for at_s, kind in timer:
        if kind == "start" and stopped_s is not None:
            paused_s, stopped_s = paused_s + at_s - stopped_s, None
        elif kind.startswith("stop") and stopped_s is None:
            stopped_s = at_s
    return paused_s
