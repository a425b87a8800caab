"""Pool running, which hides in swims, workouts and runs."""

import polars as pl

from transforms.pool_run_words import (
    AFTERTHOUGHTS,
    ARTICLES,
    DENIALS,
    FAR_DENIALS,
    OTHER_SENSES,
    OTHER_TIMES,
    POOL_RUN_WORDS,
    VAGUE_WORDS,
)
from transforms.text import folded, keyword_pattern

#: A run whose description, not its title, speaks of pool running is one only if it went no further than this; else the
#: words are about another day. A watch under water drifts some hundred metres [J].
POOL_RUN_FURTHEST_M = 1500.0
#: A swim this slow for this long was running in water: slower than 4 min for 100 m, slower than beginners swim [J].
POOL_RUN_FASTEST_MPS = 0.40
POOL_RUN_SHORTEST_S = 25 * 60
#: A swimmer who rests for long at the wall is slow as a whole, but not between: no slower than 3 min for 100 m [J].
POOL_RUN_FASTEST_MOVING_MPS = 0.55

_VAGUE = keyword_pattern(VAGUE_WORDS)
_NAMED = keyword_pattern(POOL_RUN_WORDS)
_ANY = f"(?:{_NAMED}|{_VAGUE})"
#: One word, and what stands between it and the next. CJK has nothing there.
_WORD = r"[\s\-]*[\p{L}\p{N}']+[\s\-]+"
_DENIED = (
    rf"{keyword_pattern(DENIALS)}(?:\s*|{_WORD}){_ANY}"
    rf"|{keyword_pattern(OTHER_TIMES)}\s*(?:{keyword_pattern(ARTICLES)}\s+)?{_ANY}"
    rf"|{keyword_pattern(FAR_DENIALS)}(?:{_WORD}){{0,2}}\s*{_ANY}"
    rf"|{_ANY}\s*{keyword_pattern(AFTERTHOUGHTS)}"
)
_OTHER_SENSE = rf"{_VAGUE}\s+{keyword_pattern(OTHER_SENSES)}"
#: A title that says how far somebody ran on land, and names pool running beside it.
_FAR_RUN = r"\b\d+(?:[.,]\d+)?\s?(?:k|km|kilometers?|kilometres?|mi|miles?)\b"


def tells_pool_run(name: pl.Expr, description: pl.Expr, is_run: pl.Expr, distance_m: pl.Expr) -> pl.Expr:
    """Whether words say that it was running in water. Title and description may be null.

    Not if they deny it or speak of another day. Where it is a run that went far, only a title that names pool running
    plainly, and no distance on land beside it, says so.
    """
    title, remark = (folded(text).str.replace_all(f"{_DENIED}|{_OTHER_SENSE}", " ") for text in (name, description))
    is_near = distance_m.is_null() | (distance_m <= POOL_RUN_FURTHEST_M)
    is_free = ~is_run | is_near
    is_plain = title.str.contains(_NAMED) & (is_free | ~title.str.contains(_FAR_RUN))
    return is_plain | (is_free & (title.str.contains(_VAGUE) | remark.str.contains(_ANY)))


def names_pool_run(text: pl.Expr) -> pl.Expr:
    """Whether a name of pool running stands in a text, such as a sport that Strava did not know."""
    return folded(text).str.contains(_NAMED)


def is_slow_swim(sport_type: pl.Expr, distance_m: pl.Expr, moving_time_s: pl.Expr, elapsed_time_s: pl.Expr) -> pl.Expr:
    """Whether a swim was so slow, for so long, that it was running in water."""
    speed = distance_m / pl.max_horizontal(elapsed_time_s, pl.lit(1))
    moving_speed = distance_m / pl.max_horizontal(moving_time_s, pl.lit(1))
    return (
        (sport_type == "Swim")
        & (distance_m > 0)
        & (speed <= POOL_RUN_FASTEST_MPS)
        & (moving_speed <= POOL_RUN_FASTEST_MOVING_MPS)
        & (elapsed_time_s >= POOL_RUN_SHORTEST_S)
    ).fill_null(value=False)
