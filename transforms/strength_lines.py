"""The lines of strength texts, brought to one spelling, and which of them look like sets."""

import polars as pl

from transforms.strength_guards import ENDURANCE, GAMES, HOLD, NOISE, NOT_DONE
from transforms.strength_names import KNOWN, LONGEST_EXERCISE, MOST_EXERCISE_WORDS, bare_name
from transforms.strength_spelling import SPELLINGS
from transforms.strength_words import BODY, EXERCISES, SET, WARM_UP, WORK

#: No app's log is longer, and Strava shows less: a longer text is an attack or a pasted book. [M] A Hevy log of 25
#: exercises with 8 sets each has 6,000 characters.
LONGEST_TEXT = 20_000

ACTIVITY = ["athlete_id", "activity_id"]
LINE = [*ACTIVITY, "field", "line_number"]

_I = "(?i)"
#: `A1:`, `B.`, `T1 ` before exercises. `W1:` and `D1:` number sets.
_LABEL = _I + r"^[^\p{L}\p{N}]*(?:[abceght]\d?\s*[:.)]|[abceght]\d|#\d+|t[123])\s+"
#: `Set 1:`, `W1:`: apps number their sets, tidy people too.
NUMBERED_APP = _I + rf"^\W*(?:(?:{SET})\s*\d{{1,2}}|[wdf]\d{{0,2}})\s*[:)]\s*"
NUMBERED = _I + rf"^\W*(?:(?:(?:{SET})\s*\d{{1,2}}|[wdf]\d{{0,2}}|\d{{1,2}})\s*[:)]|\d{{1,2}}\.\s)\s*"
#: A line that looks as if it told of sets; those in which none is found are reported as not understood.
_CANDIDATE = (
    _I + rf"{NUMBERED_APP[4:]}|\dx\d|\dxmax|\d (?:kg|lb)\b|\d\s?@\s?\d|\d reps\b|\b(?:{BODY}) x \d|"
    rf"\d[,/-]\d{{1,2}}[,/-]\d|^\W*\d{{1,3}} (?:[\p{{L}}-]+ )?(?:{EXERCISES})(?:[^\p{{L}}]|$)"
)
_LOADED = _I + r"\d (?:kg|lb)\b"
_LABEL_LINE = _I + rf"^\W*(?:(?:{WARM_UP})|(?P<work>{WORK}))(?:\W*(?:sets?|sätze|séries|series))?\W*$"


def strength_lines(activities: pl.DataFrame) -> pl.DataFrame:
    """The lines of title and description of activities in the group 'strength', of each its first `LONGEST_TEXT` signs.

    `athlete_id, activity_id, field ('name'|'description'), line_number, text` (as written), `line` (in one spelling),
    `is_numbered` (one set of an app), `is_noise` (an app's own line), `is_candidate` (looks like sets), `text_unit`
    ('lb' where the pound is the text's only unit, else 'kg').
    """
    texts = pl.concat(
        activities.filter(pl.col("sport_group") == "strength").select(
            *ACTIVITY, pl.lit(field).alias("field"), pl.col(field).str.slice(0, LONGEST_TEXT).alias("text")
        )
        for field in ("name", "description")
    ).drop_nulls("text")
    lines = (
        texts.with_columns(pl.col("text").str.replace_all(r"\r\n?|\x{2028}|\x{2029}", "\n").str.split("\n"))
        .explode("text")
        .with_columns(line_number=pl.int_range(pl.len()).over(*ACTIVITY, "field"))
    )
    line = pl.col("text").str.normalize("NFKC").str.replace(_LABEL, "")
    for pattern, replacement in SPELLINGS:
        line = line.str.replace_all(pattern, replacement)
    said = pl.col("line").str
    is_loaded = said.contains(_LOADED)
    other = said.contains(ENDURANCE) | said.contains(GAMES)
    return (
        lines.with_columns(line=line)
        .with_columns(is_noise=said.contains(NOISE), is_numbered=said.contains(NUMBERED_APP))
        .with_columns(
            is_candidate=~pl.col("is_noise")
            & (said.contains(_CANDIDATE) | (said.contains(r"\dx‹t›") & said.contains(HOLD)))
            & ~said.contains(NOT_DONE)
            & (pl.col("is_numbered") | ~other | is_loaded | said.contains(KNOWN)),
            text_unit=pl.when(
                said.contains(_I + r"\d lb\b|\(lbs?\)").any().over(ACTIVITY)
                & ~said.contains(_I + r"\d kg\b|\(kg\)").any().over(ACTIVITY)
            )
            .then(pl.lit("lb"))
            .otherwise(pl.lit("kg")),
        )
        .sort(LINE)
    )


def with_headings(lines: pl.DataFrame) -> pl.DataFrame:
    """Add `heading`, the last line before that reads like the name of an exercise, and `is_warmup_group`."""
    text = pl.col("text").str.strip_chars(" \t-•*·:#")
    said = pl.col("line").str
    is_label = said.contains(_LABEL_LINE)
    is_name = (
        ~pl.col("is_candidate")
        & ~pl.col("is_noise")
        & ~is_label
        & ~said.contains(r"[!?.]\s*$|\dx[\d‹]|‹")
        & (text.str.len_chars() <= LONGEST_EXERCISE)
        & (text.str.count_matches(r"\s+") < MOST_EXERCISE_WORDS)
    )
    name = pl.when(bare_name(pl.col("text")).is_not_null()).then(text)
    starts = pl.when(is_label).then(said.contains(_I + rf"^\W*(?:{WARM_UP})")).when(said.contains(r"^\s*$")).then(False)
    return lines.with_columns(
        heading=pl.when(is_name).then(name).forward_fill().over(*ACTIVITY, "field"),
        is_warmup_group=starts.forward_fill().over(*ACTIVITY, "field").fill_null(False),
    )
