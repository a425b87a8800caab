"""The strength sets of a FIT file."""

from typing import Any

import polars as pl
from fitdecode.profile import FIELD_TYPES

from flows.files.decoded import SET
from flows.files.fit_messages import Messages
from flows.files.fit_rows import rows_of, time_of, within
from flows.files.fit_sessions import numbered
from schemas.bounds import HEAVIEST_KG

_CATEGORIES: dict[int, str] = FIELD_TYPES["exercise_category"].enum
_MOST_REPS, _LONGEST_S = 10_000, 86_400
_FIELDS = {
    "start_time": pl.Float64(),
    "timestamp": pl.Float64(),
    "set_type": pl.String(),
    "repetitions": pl.Int64(),
    "weight": pl.Float64(),
    "duration": pl.Float64(),
    "exercise": pl.String(),
}


def sets_of(messages: Messages, sessions: pl.DataFrame) -> pl.DataFrame:
    """Rows of `SET`, in the order of time; rests are left out.

    A watch writes down several guesses at the exercise, the likeliest first.
    """
    titles = _titles(messages.get("exercise_title", []))
    told = [
        {**message, "exercise": _exercise(message.get("category"), message.get("category_subtype"), titles)}
        for message in messages.get("set", [])
    ]
    active = (
        rows_of(told, _FIELDS)
        .filter(pl.col("set_type").is_in(["active", "1"]))
        .with_columns(at=pl.coalesce(time_of(pl.col("start_time")), time_of(pl.col("timestamp"))))
        .with_columns(pl.col("at").fill_null(sessions["start_at"][0]))
        .sort("at", maintain_order=True)
    )
    return (
        numbered(active, sessions, "at")
        .select(
            "part_number",
            "exercise",
            reps=within(pl.col("repetitions"), 0, _MOST_REPS),
            weight_kg=within(pl.col("weight"), 0, HEAVIEST_KG),
            duration_s=within(pl.col("duration"), 0, _LONGEST_S),
        )
        .cast(SET)
    )


def _titles(messages: list[dict[Any, Any]]) -> dict[tuple[str, int], str]:
    """What the athlete's own workout calls an exercise, by category and number of its name."""
    return {
        (category, number): name.strip()
        for message in messages
        if (category := _category(message.get("exercise_category"))) is not None
        and isinstance(number := message.get("exercise_name"), int)
        and isinstance(name := _first(message.get("wkt_step_name")), str)
        and name.strip()
    }


def _exercise(categories: Any, names: Any, titles: dict[tuple[str, int], str]) -> str | None:
    """ "barbell back squat" by category 28 and name 6, "squat" where the name is unknown, None without a category."""
    category, number = _category(_first(categories)), _first(names)
    if category is None:
        return None
    if isinstance(number, int):
        if (category, number) in titles:
            return titles[category, number]
        named = FIELD_TYPES.get(f"{category}_exercise_name")
        if named is not None and number in named.enum:
            return str(named.enum[number]).replace("_", " ")
    return category.replace("_", " ")


def _category(told: Any) -> str | None:
    name = _CATEGORIES.get(told) if isinstance(told, int) else told
    return name if isinstance(name, str) and name in _CATEGORIES.values() and name != "unknown" else None


def _first(told: Any) -> Any:
    return (told[0] if told else None) if isinstance(told, list | tuple) else told
