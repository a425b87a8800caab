"""Strength sets in what apps and people write: lines, pieces of lines, and the sets in each piece.

Reads Hevy (`Set 1: 55 kg x 6`), Strong (`W1: 20 kg × 5 [Warm-up]`) and free text (`5x5 @ 100kg`, `3x5 squat 225 lb`,
`10 @ 135 lbs, 8 @ 155 lbs`, `Bench 100 kg: 5, 5, 4`). Polars expressions over many lines at once; the regular
expressions are linear in the length of the text.
"""

import polars as pl

from transforms.strength_forms import (
    BARE_REPS,
    CANDIDATE,
    FORMS,
    INTERVAL,
    JOINED_WEIGHT,
    NOISE,
    NOT_EXERCISE,
    NUMBERED,
    NUMBERED_APP,
    NUMBERS,
    PACE,
    PIECE_END,
    RPE,
    RUNNING,
    SUPERSET,
    WARMUP,
    WARMUP_LINE,
)

KG_PER_LB = 0.45359237
#: More is no set of strength training, and most often metres.
MOST_REPS = 100
#: More sets of the same are most often a weight: `225x5`.
MOST_SETS = 20
#: Nobody lifts more: the number is something else.
HEAVIEST_KG = 600.0
#: A number after @ up to here, without a unit, is a rating of exertion: `5x5 @ 8`.
HIGHEST_RPE = 10.0
#: A line of more characters, or words, is a sentence and not the name of an exercise.
LONGEST_EXERCISE = 60
MOST_EXERCISE_WORDS = 7

_ACTIVITY = ["athlete_id", "activity_id"]
_LINE = [*_ACTIVITY, "field", "line_number"]
_LETTERS = r"\p{L}{3}|[\p{Han}\p{Hiragana}\p{Katakana}]{2}"


def strength_lines(activities: pl.DataFrame) -> pl.DataFrame:
    """The lines of title and description of activities in the group 'strength'.

    `athlete_id, activity_id, field ('name'|'description'), line_number, text` (as written), `line` (in one form),
    `is_candidate` (looks like sets), `is_noise` (an app's own line), `in_pounds` (the pound is the text's only unit).
    """
    texts = pl.concat(
        activities.filter(pl.col("sport_group") == "strength").select(
            *_ACTIVITY, pl.lit(field).alias("field"), pl.col(field).alias("text")
        )
        for field in ("name", "description")
    ).drop_nulls("text")
    line = pl.col("text").str.normalize("NFKC").str.replace(SUPERSET, "")
    for pattern, replacement in FORMS:
        line = line.str.replace_all(pattern, replacement)
    lines = (
        texts.with_columns(pl.col("text").str.replace_all(r"\r\n?|\x{2028}", "\n").str.split("\n"))
        .explode("text")
        .with_columns(line_number=pl.int_range(pl.len()).over(*_ACTIVITY, "field"))
        .with_columns(line=line.str.replace_all(INTERVAL, " "))
        .with_columns(is_noise=pl.col("line").str.contains(NOISE))
    )
    said = pl.col("line").str
    is_running = (said.contains(PACE) | said.contains(RUNNING)) & ~said.contains(r"\d (?:kg|lb)\b")
    return lines.with_columns(
        is_candidate=said.contains(CANDIDATE) & ~pl.col("is_noise") & (said.contains(NUMBERED_APP) | ~is_running),
        in_pounds=said.contains(r"\d lb\b").any().over(_ACTIVITY) & ~said.contains(r"\d kg\b").any().over(_ACTIVITY),
    ).sort(_LINE)


def sets_in_lines(lines: pl.DataFrame) -> pl.DataFrame:
    """Each set that the lines tell of, in the order of the text.

    Adds to the lines' columns `exercise`, `reps`, `weight_kg`, `rpe` (null where not told) and `is_warmup`. A set
    repeated ("5x5") is as many rows. The exercise is the one named in the line, else the last one named before.
    """
    body = pl.col("line").str.replace(NUMBERED, "").str.replace_all(JOINED_WEIGHT, "$1 @ $2$3")
    pieces = (
        with_headings(lines)
        .filter("is_candidate")
        .with_columns(
            is_numbered=pl.col("line").str.contains(NUMBERED_APP),
        )
        .with_columns(
            piece=pl.when("is_numbered")
            .then(pl.concat_list(body))
            .otherwise(body.str.replace_all(PIECE_END, "\n").str.split("\n"))
        )
        .explode("piece")
        .with_columns(is_warmup=pl.col("line").str.contains(WARMUP_LINE) | pl.col("piece").str.contains(WARMUP))
        .with_columns(piece=pl.col("piece").str.strip_chars(" \t-•*·.,()"))
        .filter(pl.col("piece") != "")
        .with_columns(piece_number=pl.int_range(pl.len()).over(_LINE))
    )
    named = exercise_in(pl.col("piece")).forward_fill().over(_LINE)
    return (
        with_numbers(pieces)
        .with_columns(
            exercise=pl.when("is_numbered").then(pl.coalesce("heading", named)).otherwise(pl.coalesce(named, "heading"))
        )
        .filter("is_set")
        .with_columns(repeat=pl.int_ranges(pl.col("sets")))
        .explode("repeat")
        .sort(*_LINE, "piece_number", "repeat")
    )


def with_headings(lines: pl.DataFrame) -> pl.DataFrame:
    """Add `heading`: the last line before that reads like the name of an exercise."""
    text = pl.col("text").str.strip_chars(" \t-•*·:#")
    is_name = (
        ~pl.col("is_candidate")
        & ~pl.col("is_noise")
        & text.str.contains(_LETTERS)
        & ~text.str.contains(r"[!?.]$|\d\s?x\s?\d")
        & (text.str.len_chars() <= LONGEST_EXERCISE)
        & (text.str.count_matches(r"\s+") < MOST_EXERCISE_WORDS)
    )
    return lines.with_columns(heading=pl.when(is_name).then(text).forward_fill().over(*_ACTIVITY, "field"))


def exercise_in(piece: pl.Expr) -> pl.Expr:
    """The name of the exercise in a piece of a line, null if it names none."""
    name = piece.str.replace_all(NOT_EXERCISE, " ").str.replace_all(r"\s+", " ").str.strip_chars(" '-")
    return pl.when(
        name.str.contains(rf"{_LETTERS}|\b(?:DL|BP|SQ)\b") & (name.str.len_chars() <= LONGEST_EXERCISE)
    ).then(name)


def with_numbers(pieces: pl.DataFrame) -> pl.DataFrame:
    """Add `sets, reps, weight_kg, rpe, is_set` of each piece; the first form that fits decides."""
    piece = pl.col("piece")
    forms = [piece.str.extract_groups(pattern).alias(f"form_{n}") for n, pattern in enumerate(NUMBERS)]
    fits = [pl.col(f"form_{n}").struct.field("r").is_not_null() for n in range(len(NUMBERS))]
    found = (
        pieces.with_columns(forms)
        .with_columns(form=pl.coalesce(pl.when(fit).then(n) for n, fit in enumerate(fits)))
        .with_columns(
            sets=_group("s").cast(pl.Int64, strict=False),
            reps=_group("r").cast(pl.Int64, strict=False),
            weight=_group("w").cast(pl.Float64, strict=False),
            unit=_group("u").str.to_lowercase(),
        )
        .drop(f"form_{n}" for n in range(len(NUMBERS)))
    )
    return plausible(continued(found))


def _group(name: str) -> pl.Expr:
    """A named group of the form that fits."""
    return pl.coalesce(
        pl.when(pl.col("form") == n).then(pl.col(f"form_{n}").struct.field(name))
        for n, pattern in enumerate(NUMBERS)
        if f"(?<{name}>" in pattern
    )


def continued(pieces: pl.DataFrame) -> pl.DataFrame:
    """Numbers alone go on with the list of reps before them: "100 kg: 5, 5, 4". They carry its weight."""
    bare = pl.col("piece").str.extract(BARE_REPS).cast(pl.Int64, strict=False)
    is_bare = pl.col("form").is_null() & bare.is_not_null() & pl.col("form").is_not_null().cum_max().over(_LINE)
    previous = [pl.when(pl.col("form").is_not_null()).then(pl.struct("weight", "unit")).forward_fill().over(_LINE)]
    return (
        pieces.with_columns(is_bare=is_bare, before=previous[0])
        .with_columns(
            reps=pl.when("is_bare").then(bare).otherwise("reps"),
            weight=pl.when("is_bare").then(pl.col("before").struct.field("weight")).otherwise("weight"),
            unit=pl.when("is_bare").then(pl.col("before").struct.field("unit")).otherwise("unit"),
        )
        .with_columns(is_told=pl.col("form").is_not_null() | pl.col("is_bare") | pl.col("is_numbered"))
    )


def plausible(pieces: pl.DataFrame) -> pl.DataFrame:
    """Sets, reps, kilograms and exertion from the numbers as written; `is_set` where they make sense."""
    sets, reps, weight, piece = pl.col("sets"), pl.col("reps"), pl.col("weight"), pl.col("piece")
    # "225x5x3" and "225x5": the first number is a weight. In "Set 1: 60x8" it always is.
    is_weight_first = pl.col("unit").is_null() & ((sets > MOST_SETS) | (pl.col("is_numbered") & weight.is_null()))
    is_rpe = pl.col("unit").is_null() & ~is_weight_first & (weight <= HIGHEST_RPE)
    in_pounds = pl.coalesce(pl.col("unit") == "lb", "in_pounds")
    told_rpe = pl.coalesce(*(piece.str.extract(pattern) for pattern in RPE), pl.col("line").str.extract(RPE[0]))
    return (
        pieces.with_columns(
            sets=pl.when(is_weight_first)
            .then(weight.fill_null(1).cast(pl.Int64, strict=False))
            .otherwise(sets.fill_null(1)),
            written=pl.when(is_weight_first).then(sets.cast(pl.Float64, strict=False)).when(~is_rpe).then(weight),
            rpe=pl.coalesce(told_rpe.cast(pl.Float64, strict=False), pl.when(is_rpe).then(weight)),
            in_pounds=in_pounds,
        )
        .with_columns(
            weight_kg=pl.when("in_pounds").then(pl.col("written") * KG_PER_LB).otherwise("written").round(3),
            rpe=pl.when(pl.col("rpe") <= HIGHEST_RPE).then("rpe"),
        )
        .with_columns(
            is_set=pl.col("is_told")
            # Only a numbered set may have no reps: a hold.
            & (reps.is_between(0, MOST_REPS) | (reps.is_null() & pl.col("is_numbered")))
            & pl.col("sets").is_between(1, MOST_SETS)
            & (pl.col("weight_kg").fill_null(0) <= HEAVIEST_KG)
        )
    )
