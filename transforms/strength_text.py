"""Strength sets in what apps and people write: lines, pieces of lines, and the sets in each piece.

Reads Hevy (`Set 1: 55 kg x 6`), Strong (`W1: 20 kg × 5 [Warm-up]`) and free text (`5x5 @ 100kg`, `3x5 squat 225 lb`,
`10 @ 135 lbs, 8 @ 155 lbs`, `Bench 100 kg: 5, 5, 4`). Polars expressions over many lines at once; the regular
expressions are linear in the length of the text.
"""

import polars as pl

from transforms.strength_guards import CARDIO, CARRY, ENDURANCE, GAMES, HOLD, NOT_DONE
from transforms.strength_lines import ACTIVITY, LINE, NUMBERED, with_headings
from transforms.strength_names import KNOWN, name_before, name_behind, name_of_title
from transforms.strength_numbers import (
    COUNT_ALONE,
    KG_PER_LB,
    LIST_ALONE,
    MOST_REPS,
    each_set,
    with_numbers,
    with_weights,
)
from transforms.strength_words import AND, BODY, ROUNDS, SUPERSET, THEN, WARM_UP, WORK

__all__ = ["KG_PER_LB", "sets_in_lines"]

_I = "(?i)"
#: Where a piece ends. The words stay with the piece behind them, for they may end a warm-up.
_SENTENCE_END = r"[.!?;](?:\s|$)"
_BREAKS: tuple[tuple[str, str], ...] = (
    (_SENTENCE_END, "\n\x01"),
    (r"[|]|,\s|\s(?:->|→|=>|>)\s?|\s?(?:->|→|=>|>)\s|\s/\s", "\n"),
    (_I + rf"[\s(](?:{THEN})\b", "\n$0"),
    (_I + rf"\(\s*(?:{NOT_DONE[4:]})", "\n$0"),
    # "and" parts exercises only behind a number: not in "clean and jerk 5x2".
    (_I + rf"(\d[^\d\n,]{{0,40}}?)\s(?:{AND}|\+|&)\s", "$1\n"),
    (_I + rf"(\d[^\d\n,]{{0,40}}?)\s(?:{AND}|\+|&)\s", "$1\n"),
)
_SENTENCE = [*LINE, "sentence"]
_RUN = [*LINE, "run"]
_WARM_UP_HEAD = _I + rf"(?:^|[^\p{{L}}])(?:{WARM_UP})(?:[^\p{{L}}][^\d]*)?\d|^\W*w\d{{0,2}}\s*[:)]"
_WARM_UP_TAIL = _I + rf"\d.*(?:^|[^\p{{L}}])(?:{WARM_UP})(?:[^\p{{L}}]|$)"
_WORK_HEAD = _I + rf"(?:^|[^\p{{L}}])(?:{WORK})(?:[^\p{{L}}]|$)"
#: "Superset x3:", "3 rounds:": each exercise of the line so many times.
_ROUNDS = (
    _I + rf"\b(?:{SUPERSET})\s*x?\s*(\d{{1,2}})\s*(?:x|{ROUNDS})?\s*:",
    _I + rf"^\W*(\d{{1,2}})\s*x?\s*(?:{ROUNDS}|{SUPERSET})\b",
    _I + rf"\bx?\s?(\d{{1,2}})\s*x?\s*(?:{ROUNDS})\W*$",
)


def sets_in_lines(lines: pl.DataFrame) -> pl.DataFrame:
    """Each set that the lines of `strength_lines` tell of, in the order of the text.

    Adds to the lines' columns `exercise`, `reps`, `weight_kg`, `rpe` (null where not told) and `is_warmup`. A set
    repeated ("5x5") is as many rows. The exercise is the one named in the line, else the last one named before, else
    the title if it names nothing else.
    """
    pieces = with_names(with_marks(pieces_of(with_headings(lines))))
    sets = each_set(with_weights(with_numbers(pieces), _RUN))
    return sets.filter(is_set()).sort(*LINE, "piece_number", "repeat")


def pieces_of(lines: pl.DataFrame) -> pl.DataFrame:
    """The pieces of lines that may tell of sets: `piece`, `piece_number` and the number of its `sentence`."""
    body = pl.col("line").str.replace(NUMBERED, "")
    broken = body
    for pattern, replacement in _BREAKS:
        broken = broken.str.replace_all(pattern, replacement)
    title = name_of_title(pl.col("text"))
    return (
        lines.with_columns(
            title=pl.when(pl.col("field") == "name").then(title).max().over(ACTIVITY),
            rounds=pl.coalesce(pl.col("line").str.extract(pattern) for pattern in _ROUNDS).cast(
                pl.Int64, strict=False
            ),
            is_game=pl.col("line").str.contains(GAMES).any().over(ACTIVITY),
            is_endless=pl.col("line").str.contains(_I + rf"\b(?:{ROUNDS})\b"),
        )
        .filter(~pl.col("is_noise") & pl.col("line").str.contains(r"\d|xmax"))
        .with_columns(
            piece=pl.when("is_numbered").then(pl.concat_list(body)).otherwise(broken.str.split("\n"))
        )
        .explode("piece")
        .with_columns(
            sentence=pl.col("piece").str.starts_with("\x01").cast(pl.Int64).cum_sum().over(LINE),
            piece=pl.col("piece").str.strip_chars(" \t-•*·.,\x01"),
        )
        .filter(pl.col("piece") != "")
        .with_columns(piece_number=pl.int_range(pl.len()).over(LINE))
    )


def with_marks(pieces: pl.DataFrame) -> pl.DataFrame:
    """Add `is_warmup`, and what is said about a whole sentence: `is_undone, is_endurance, is_game`."""
    said = pl.col("piece").str
    begins = said.contains(_WARM_UP_HEAD) | (pl.col("is_numbered") & pl.col("line").str.contains(_WARM_UP_HEAD))
    warm = pl.when(begins).then(True).when(said.contains(_WORK_HEAD)).then(False).forward_fill().over(_SENTENCE)
    return pieces.with_columns(
        is_warmup=pl.coalesce(warm, "is_warmup_group") | said.contains(_WARM_UP_TAIL),
        is_undone=pl.when(said.contains(NOT_DONE)).then(True).forward_fill().over(_SENTENCE).fill_null(False),
        is_endurance=said.contains(ENDURANCE).any().over(_SENTENCE),
        is_body=said.contains(_I + rf"(?:^|[^\p{{L}}])(?:{BODY})(?:[^\p{{L}}]|$)"),
    )


def with_names(pieces: pl.DataFrame) -> pl.DataFrame:
    """Add `exercise`, `is_named` (a known exercise) and `run`, the number of the exercise within its line."""
    piece = pl.col("piece")
    return (
        pieces.with_columns(before=name_before(piece), behind=name_behind(piece))
        .with_columns(
            earlier=pl.coalesce(pl.col("before").forward_fill().over(LINE), "heading"),
        )
        .with_columns(
            named=pl.coalesce(
                "before",
                pl.when(pl.col("behind").str.contains(KNOWN) | pl.col("earlier").is_null()).then("behind"),
            )
        )
        .with_columns(
            run=pl.col("named").is_not_null().cast(pl.Int64).cum_sum().over(LINE),
            exercise=pl.when("is_numbered")
            .then(pl.coalesce("heading", "named", "title"))
            .otherwise(pl.coalesce(pl.col("named").forward_fill().over(LINE), "heading", "title")),
        )
        .with_columns(is_known=pl.col("exercise").str.contains(KNOWN).fill_null(False))
    )


def is_set() -> pl.Expr:
    """Whether a row of `each_set` is a set that was done, of strength training."""
    piece, form, exercise = pl.col("piece"), pl.col("form"), pl.col("exercise")
    is_loaded = pl.col("unit").is_not_null()
    is_timed, is_far = piece.str.contains("‹t›"), piece.str.contains("‹d›")
    is_held = exercise.str.contains(HOLD).fill_null(False) & is_timed & ~is_far
    is_app_hold = pl.col("is_numbered") & ~is_far & ~exercise.str.contains(CARDIO).fill_null(False)
    is_carried = exercise.str.contains(CARRY).fill_null(False) & is_far & is_loaded
    has_reps = form.is_not_null() & pl.col("reps").is_between(1, MOST_REPS)
    has_none = pl.col("reps").is_null() & (
        is_held | is_carried | is_app_hold | (form.is_not_null() & pl.col("is_max"))
    )
    is_strength = (
        is_loaded
        | pl.col("is_numbered")
        | (pl.col("is_known") & ~piece.str.contains(ENDURANCE))
        | (~pl.col("is_endurance") & ~pl.col("is_game") & (exercise.is_not_null() | pl.col("written").is_not_null()))
        | (piece.str.contains("reps") & ~pl.col("is_endurance"))
    )
    # A bare list, or a bare number, may be anything unless an exercise stands beside it.
    is_alone = form.is_in([LIST_ALONE, COUNT_ALONE]) & (~pl.col("is_known") | pl.col("is_endless"))
    in_title = (pl.col("field") == "name") & ~is_loaded & ~pl.col("is_known")
    return (has_reps | has_none) & is_strength & ~is_alone.fill_null(False) & ~in_title & ~pl.col("is_undone")
