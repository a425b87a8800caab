"""Pool running, which hides in swims, workouts and runs."""

import re

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
from transforms.text import SPACELESS, folded

#: A run whose description, not its title, speaks of pool running is one only if it went no further than this; else the
#: words are about another day. A watch under water drifts some hundred metres [J].
POOL_RUN_FURTHEST_M = 1500.0
#: A swim this slow for this long was running in water: slower than 4 min for 100 m, slower than beginners swim [J].
POOL_RUN_FASTEST_MPS = 0.40
POOL_RUN_SHORTEST_S = 25 * 60
#: A swimmer who rests for long at the wall is slow as a whole, but not between: no slower than 3 min for 100 m [J].
POOL_RUN_FASTEST_MOVING_MPS = 0.55

#: A name of pool running, and a vague one, once they are found; no text holds these characters, as they are taken out.
_NAMED, _VAGUE = "\x02", "\x03"


def tells_pool_run(name: pl.Expr, description: pl.Expr, is_run: pl.Expr, distance_m: pl.Expr) -> pl.Expr:
    """Whether words say that it was running in water. Title and description may be null.

    Not if they deny it or speak of another day. Where it is a run that went far, only a title that names pool running
    plainly, and no distance on land beside it, says so.
    """
    title, remark = _affirmed(name), _affirmed(description)
    is_near = distance_m.is_null() | (distance_m <= POOL_RUN_FURTHEST_M)
    is_free = ~is_run | is_near
    is_plain = title.str.contains(_NAMED) & (is_free | ~title.str.contains(_FAR_RUN))
    return is_plain | (is_free & (title.str.contains(_VAGUE) | remark.str.contains(_EITHER)))


def names_pool_run(text: pl.Expr) -> pl.Expr:
    """Whether a name of pool running stands in a text, such as a sport that Strava did not know."""
    return words_apart(text).str.contains(_NAMES)


def words_apart(text: pl.Expr) -> pl.Expr:
    """Folded text with each word between spaces of its own, so that patterns need no look-around.

    Regular expressions with word borders take 200 ms for 100 kB of other than Latin letters; these take 2 ms.
    What ends a thought becomes a comma.
    """
    apart = (
        folded(text)
        .str.replace_all(r"[.,;:!?()|/+&\r\n。、！？]+", " , ")
        .str.replace_all(r"[^\p{L}\p{N}',]+", "  ")
        .str.replace_all(r" ([dl]')", " $1  ")
    )
    return pl.format(" {} ", apart)


def _affirmed(text: pl.Expr) -> pl.Expr:
    """Text with names of pool running as marks, without those that are denied, of another day, or something else."""
    marked = words_apart(text).str.replace_all(_NAMES, f" {_NAMED} ").str.replace_all(_OTHER_SENSE, " ")
    return marked.str.replace_all(_VAGUE_NAMES, f" {_VAGUE} ").str.replace_all(_DENIED, " ")


def _pattern(words: tuple[str, ...]) -> str:
    """A regular expression that finds any of the words in text that `words_apart` has set apart."""
    apart = pl.select(words_apart(pl.lit(pl.Series([word.strip("*") for word in words])))).to_series().to_list()
    # The longest first: "deep water run" must not be cut short by "deep water".
    patterns = sorted((_one_pattern(*pair) for pair in zip(words, apart, strict=True)), key=len, reverse=True)
    return f"(?:{'|'.join(patterns)})"


def _one_pattern(word: str, apart: str) -> str:
    core = " *".join(re.escape(part) for part in apart.split())
    if SPACELESS.search(word):
        return core
    return f" {core}{'[^ ,]*' if word.endswith('*') else ''} "


_NAMES, _VAGUE_NAMES = _pattern(POOL_RUN_WORDS), _pattern(VAGUE_WORDS)
_EITHER = f"[{_NAMED}{_VAGUE}]"
_OTHER_SENSE = f"{_VAGUE_NAMES} *{_pattern(OTHER_SENSES)}"
#: A word and the spaces behind it; no comma.
_WORD = f"[^ ,{_NAMED}{_VAGUE}]+ +"
_DENIED = (
    f"{_pattern(DENIALS)} *(?:{_WORD})?{_EITHER}"
    f"|{_pattern(OTHER_TIMES)} *(?:{_pattern(ARTICLES)} *)?{_EITHER}"
    f"|{_pattern(FAR_DENIALS)} *(?:{_WORD}){{0,2}}{_EITHER}"
    f"|{_EITHER} *{_pattern(AFTERTHOUGHTS)}"
)
#: A title that says how far somebody ran on land, and names pool running beside it.
_FAR_RUN = r" \d+ *(?:k|km|kilometers?|kilometres?|mi|miles?) "


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
