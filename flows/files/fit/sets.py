"""The strength sets of a FIT file."""

from datetime import datetime
from typing import Any

import polars as pl
from fitdecode.profile import FIELD_TYPES

from flows.files.decoded import SET
from flows.files.fit.messages import Messages
from flows.files.fit.sessions import Session, numbered
from flows.files.fit.values import Message, first, moment, number, word
from schemas.bounds import HEAVIEST_KG, LONGEST_SET_S, MOST_REPS

_CATEGORIES: dict[int, str] = FIELD_TYPES["exercise_category"].enum


def sets_of(messages: Messages, sessions: list[Session]) -> pl.DataFrame:
    """Rows of `SET`, in the order of time; rests are left out.

    A watch writes down several guesses at the exercise, the likeliest first.
    """
    titles = _titles(messages.get("exercise_title", []))
    active = [
        {
            "at": _at(message, sessions[0].start_at),
            "exercise": _exercise(message, titles),
            "reps": number(message, "repetitions", 0, MOST_REPS),
            # Without a weight watches write 0.
            "weight_kg": number(message, "weight", 0, HEAVIEST_KG) or None,
            "duration_s": number(message, "duration", 0, LONGEST_SET_S),
        }
        for message in messages.get("set", [])
        if message.get("set_type") == "active"
    ]
    if not active:
        return pl.DataFrame(schema=SET)
    rows = pl.DataFrame(active, schema_overrides={"at": pl.Datetime("us", "UTC")}, infer_schema_length=None)
    return numbered(rows.sort("at", maintain_order=True), sessions, "at").select(SET.names()).cast(SET)


def _at(message: Message, otherwise: datetime) -> datetime:
    return moment(message, "start_time") or moment(message, "timestamp") or otherwise


def _titles(messages: list[Message]) -> dict[tuple[str, int], str]:
    """What the athlete's own workout calls an exercise, by category and number of its name."""
    return {
        (category, called): title
        for message in messages
        if (category := _category(message.get("exercise_category"))) is not None
        and isinstance(called := first(message.get("exercise_name")), int)
        and (title := word(message, "wkt_step_name")) is not None
    }


def _exercise(message: Message, titles: dict[tuple[str, int], str]) -> str | None:
    """ "barbell back squat" by category 28 and name 6, "squat" where the name is unknown, None without a category."""
    category, called = _category(message.get("category")), first(message.get("category_subtype"))
    if category is None:
        return None
    if isinstance(called, int):
        names = FIELD_TYPES.get(f"{category}_exercise_name")
        name = None if names is None else names.enum.get(called)
        return titles.get((category, called)) or (name or category).replace("_", " ")
    return category.replace("_", " ")


def _category(told: Any) -> str | None:
    """The name of an exercise's category, by its number or by itself."""
    name = _CATEGORIES.get(first(told), first(told))
    return name if isinstance(name, str) and name != "unknown" else None
