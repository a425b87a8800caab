"""Strength sets in what apps and people write: lines, pieces of lines, and the sets in each piece.

Reads Hevy (`Set 1: 55 kg x 6`), Strong (`W1: 20 kg × 5 [Warm-up]`) and free text (`5x5 @ 100kg`, `3x5 squat 225 lb`,
`10 @ 135 lbs, 8 @ 155 lbs`, `Bench 100 kg: 5, 5, 4`). Polars expressions over many lines at once; the regular
expressions are linear in the length of the text.
"""

import polars as pl

from transforms.strength_guards import ENDURANCE
from transforms.strength_lines import ACTIVITY, LINE, NUMBERED, with_headings
from transforms.strength_names import (
    as_written,
    has_any,
    is_known,
    name_before,
    name_behind,
    name_of_title,
    spaced_words,
)
from transforms.strength_numbers import (
    ALONE,
    BARE,
    IN_ROUND,
    KG_PER_LB,
    MOST_REPS,
    TIME_ALONE,
    each_set,
    with_numbers,
    with_weights,
)
from transforms.strength_spelling import SIGNS_ONLY
from transforms.strength_words import CARDIO, CARRIES, HOLDS, LIFTS

__all__ = ["KG_PER_LB", "sets_in_lines"]

#: No line has more pieces that a person wrote [J].
MOST_PIECES = 100
_AND = r"(?:and|und|et|y|e|och|og|ja|en|oraz|и|\+|&)"
#: Where a piece ends; \x01 marks a sentence. The words stay with the piece behind them, for they may end a warm-up.
_BREAKS: tuple[tuple[str, str], ...] = (
    (r"[.!?;](?: |$)", "\n\x01"),
    (r"\||, | ?(?:->|=>|>) ?| / ", "\n"),
    (r" THEN|[(] ?(?:UNDONE|FAILED)", "\n$0"),
    # "and" parts exercises only behind a number: not in "clean and jerk 5x2".
    *[(rf"((?:[0-9]|(?-u:\b)[TD](?-u:\b))[^0-9\n,]{{0,40}}?) {_AND} ", "$1\n")] * 2,
)
#: Exercises in a row with only spaces between, each before its numbers, or each behind them.
_STARTS_WITH_NAME = r"^[^0-9]*[^\x00-Z\[-`]{2}"
_NAME_NEXT = (
    r"([0-9]x[0-9.]+(?: ?@? ?[0-9.]+)?(?: KG| LB)?) ([^0-9,;.|@\n]*[^\x00-Z]{2}[^0-9,;.|@\n]*"
    r"[0-9.]+(?:x[0-9]| (?:KG|LB) x| (?:KG|LB) [0-9]+x))"
)
_STARTS_WITH_SETS = rf"^{SIGNS_ONLY}[0-9]+x[0-9]"
_SETS_NEXT = r"([^\x00-Z]{2,}|KG|LB) ([0-9]{1,2}x[0-9]{1,3}(?:[^0-9x.]|$))"
_SENTENCE = [*LINE, "sentence"]
_RUN = [*LINE, "run"]
_WARM_UP_HEAD = r"^[^0-9]*WARM|^[^\p{L}]*w ?[0-9]{0,2} ?[:)]"
_WARM_UP_TAIL = r"[0-9].*WARM|\(w\)|\[w\]"
#: "Superset x3:", "3 rounds:": each exercise of the line so many times.
_ROUNDS = (
    r"SUPER ?x? ?([0-9]{1,2}) ?(?:x|ROUNDS)? ?:",
    r"^[^\p{L}\p{N}]*([0-9]{1,2}) ?x? ?(?:ROUNDS|SUPER)",
    r"([0-9]{1,2}) ?x? ?ROUNDS(?: ?(?:of)? ?:|[^\p{L}]*$)",
)
_ROUNDS_HEAD = r"SUPER ?x? ?[0-9]{0,2} ?(?:x|ROUNDS)? ?:|\b[0-9]{1,2} ?x? ?ROUNDS ?(?:of ?)?:"
_HOLDS, _CARDIO, _CARRIES, _LIFTS = (spaced_words(words) for words in (HOLDS, CARDIO, CARRIES, LIFTS))


def sets_in_lines(lines: pl.DataFrame) -> pl.DataFrame:
    """Each set that the lines of `strength_lines` tell of, in the order of the text.

    Adds to the lines' columns `exercise`, `reps`, `weight_kg`, `rpe` (null where not told) and `is_warmup`. A set
    repeated ("5x5") is as many rows. The exercise is the one named in the line, else the last one named before, else
    the title if it names nothing else.
    """
    pieces = with_names(with_marks(pieces_of(with_headings(lines))))
    told = with_weights(with_numbers(pieces), _RUN).filter(is_set())
    return each_set(told).filter(has_sense()).sort(*LINE, "piece_number", "repeat")


def pieces_of(lines: pl.DataFrame) -> pl.DataFrame:
    """The pieces of lines that may tell of sets: `piece`, `piece_number` and the number of its `sentence`."""
    body = pl.col("line").str.replace(NUMBERED, "").str.replace(_ROUNDS_HEAD, " ")
    broken = body
    for pattern, replacement in _BREAKS:
        broken = broken.str.replace_all(pattern, replacement)
    said = pl.col("line").str
    broken = (
        pl.when(body.str.contains(_STARTS_WITH_SETS))
        .then(broken.str.replace_all(_SETS_NEXT, "$1\n$2"))
        .when(body.str.contains(_STARTS_WITH_NAME))
        .then(broken.str.replace_all(_NAME_NEXT, "$1\n$2").str.replace_all(_NAME_NEXT, "$1\n$2"))
        .otherwise(broken)
    )
    return (
        lines.with_columns(
            title=pl.when(pl.col("field") == "name").then(name_of_title(pl.col("line"))).max().over(ACTIVITY),
            rounds=pl.coalesce(
                *(said.extract(pattern).cast(pl.Int64, strict=False) for pattern in _ROUNDS),
                pl.when(pl.col("rounds_group") > 0).then("rounds_group"),
            ),
            is_game=said.contains("GAME").any().over(ACTIVITY),
        )
        .with_columns(
            is_endless=said.contains(r"MAX ?T |T ?MAX")
            | (said.contains("ROUNDS") & (pl.col("rounds").is_null() | said.contains(ENDURANCE))),
        )
        .filter(~pl.col("is_noise") & said.contains(r"[0-9T]|MAX"))
        .with_columns(
            piece=pl.when("is_numbered")
            .then(pl.concat_list(body))
            .otherwise(broken.str.split("\n").list.head(MOST_PIECES))
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
    """Add `is_warmup`, and what is said about a whole sentence: `is_undone`, `is_endurance`."""
    said = pl.col("piece").str
    begins = said.contains(_WARM_UP_HEAD) | (pl.col("is_numbered") & pl.col("line").str.contains(_WARM_UP_HEAD))
    warm = pl.when(begins).then(True).when(said.contains("WORK|THEN")).then(False).forward_fill().over(_SENTENCE)
    return pieces.with_columns(
        is_warmup=pl.coalesce(warm, "is_warmup_group") | said.contains(_WARM_UP_TAIL),
        is_undone=pl.when(said.contains("UNDONE")).then(True).forward_fill().over(_SENTENCE).fill_null(False)
        | pl.col("is_undone_group"),
        is_endurance=said.contains(ENDURANCE).any().over(_SENTENCE),
        is_body=said.contains("BODY"),
    )


def with_names(pieces: pl.DataFrame) -> pl.DataFrame:
    """Add `exercise`, `is_known` (it has the word of an exercise) and `run`, its number within its line."""
    piece = pl.col("piece")
    # "Squat 60 kg x 5", and on the next line "80 kg x 5".
    above = pl.when("is_under_sets").then(
        pl.when(is_known(pl.col("named"))).then("named").forward_fill().over(*ACTIVITY, "field", "block")
    )
    return (
        pieces.with_columns(before=name_before(piece), behind=name_behind(piece))
        # "Physio: 3x10 clams", "GVT 10x10 squats": what is no exercise, before one that is, or a colon, is a heading.
        .with_columns(
            before=pl.when(
                is_known(pl.col("before"))
                | pl.col("behind").is_null()
                | ~(is_known(pl.col("behind")) | piece.str.contains(r"^[^0-9]*: *[0-9]"))
            ).then("before")
        )
        .with_columns(earlier=pl.coalesce(pl.col("before").forward_fill().over(LINE), "heading"))
        .with_columns(
            named=pl.coalesce(
                "before", pl.when(pl.col("earlier").is_null() | is_known(pl.col("behind"))).then("behind")
            ),
        )
        .with_columns(run=pl.col("named").is_not_null().cast(pl.Int64).cum_sum().over(LINE))
        .with_columns(named=as_written(pl.col("named"), pl.col("text")))
        .with_columns(
            exercise=pl.when("is_numbered")
            .then(pl.coalesce("heading", "named", "title"))
            .otherwise(
                pl.coalesce(pl.col("named").forward_fill().over(LINE), above, "heading", "title"),
            ),
        )
        .with_columns(is_known=is_known(pl.col("exercise")), is_lift=has_any(pl.col("exercise"), _LIFTS))
    )


def is_set() -> pl.Expr:
    """Whether a piece tells of strength training that was done."""
    piece, form, exercise = pl.col("piece"), pl.col("form"), pl.col("exercise")
    is_loaded = pl.col("unit").is_not_null()
    is_strength = (
        (is_loaded & (~pl.col("is_game") | pl.col("is_known")))
        | pl.col("is_numbered")
        | (pl.col("is_lift") & pl.col("written").is_not_null() & ~piece.str.contains("RUN"))
        | (pl.col("is_known") & ~piece.str.contains(ENDURANCE))
        | (~pl.col("is_endurance") & ~pl.col("is_game") & (exercise.is_not_null() | pl.col("written").is_not_null()))
        | (piece.str.contains("REPS") & ~pl.col("is_endurance"))
    )
    # A bare list, or a bare number, may be anything unless an exercise stands beside it.
    in_round = pl.col("rounds").is_not_null()
    is_bare = (form == BARE) & ~pl.col("line").str.contains("^[ 0-9.-]+$")
    is_alone = form.is_in(ALONE) & (~pl.col("is_known") | pl.col("is_endless") | is_bare)
    is_alone = is_alone | ((form == IN_ROUND) & ~(in_round & pl.col("is_known")))
    in_title = (pl.col("field") == "name") & ~is_loaded & ~pl.col("is_known")
    return is_strength & ~is_alone.fill_null(False) & ~in_title & ~pl.col("is_undone") & ~piece.str.contains("FAILED")


def has_sense() -> pl.Expr:
    """Whether a row of `each_set` has repetitions, or a reason to have none: held, carried, as many as one could."""
    piece, exercise, form = pl.col("piece"), pl.col("exercise"), pl.col("form")
    is_timed, is_far = piece.str.contains(r"T\b"), piece.str.contains(r"D\b")
    # "Plank 60 s" is one set; a time alone belongs to anything.
    is_own = (form < TIME_ALONE) | pl.col("before").is_not_null()
    is_held = has_any(exercise, _HOLDS) & is_timed & ~is_far & is_own.fill_null(False)
    is_app_hold = pl.col("is_numbered") & ~is_far & ~has_any(exercise, _CARDIO)
    is_carried = has_any(exercise, _CARRIES) & is_far & pl.col("unit").is_not_null()
    is_max = form.is_not_null() & pl.col("is_max")
    return (form.is_not_null() & pl.col("reps").is_between(1, MOST_REPS)) | (
        pl.col("reps").is_null() & (is_held | is_app_hold | is_carried | is_max)
    )
