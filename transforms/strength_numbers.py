"""Sets, repetitions, weights and exertion in a piece of a line."""

import polars as pl

from transforms.strength_screen import may_fit
from transforms.strength_spelling import ascii_only

KG_PER_LB = 0.45359237
#: More is no set of strength training, and most often metres.
MOST_REPS = 100
#: More sets of the same are most often a weight: `225x5`.
MOST_SETS = 20
#: From here on the first number of "20x10, 40x8, 60x5" is a weight when that of a neighbour must be one [J].
LEAST_LISTED_KG = 10
#: So many repetitions of a barbell lift, without a word, are its kilograms: `squat 5x100` [J].
MOST_LIFTED_REPS = 39
#: Nobody lifts more: the number is something else.
HEAVIEST_KG = 600.0
#: A number after @ up to here, without a unit, is a rating of exertion: `5x5 @ 8`.
HIGHEST_RPE = 10.0

_W = r"(?<w>\d{1,4}(?:\.\d{1,3})?)"
_U = r"(?<u>KG|LB)\b"
_R = r"(?<r>\d{1,3})\b"
_S = r"\b(?<s>\d{1,3})"
_L = r"(?<l>\d{1,2}(?:[,/-]\d{1,2})+)\b"
_L3X = r"\dx(?<l>\d{1,2}(?:[,/-]\d{1,2}){2,})\b"
_L3 = r"(?:\dx|\b)(?<l>\d{1,2}(?:[,/-]\d{1,2}){2,})\b"
_WS = r"(?<ws>\d{2,3}(?:\.\d{1,2})?(?:[,/-]\d{2,3}(?:\.\d{1,2})?)+)"
_WORDS = r"[^\d@,;]*?"
_AT = r" *(?:@ *|- *|= *)?"
_IMPLEMENT = (
    r"(?:dumbbells?|dbs?|kettlebells?|kb|barbell|bar|vest|plates?|(?:kurz|lang)?hanteln?|haltères?|mancuernas?)"
)
_BEGIN = r"^(?:SAID|THEN|with|mit|avec|con|com|med|met|plus|and|[ :+-])*"
#: The forms of a piece, the most telling first: sets (s), reps (r) or a list of them (l), weight (w) or weights (ws)
#: and the unit (u).
NUMBERS: tuple[str, ...] = tuple(
    ascii_only(pattern)
    for pattern in (
        rf"{_S}xMAX\b{_WORDS}{_L}",  # 3 sets to failure: 11,9,7
        rf"{_S}xMAX\b{_WORDS}\b{_W} {_U}",  # 3xMAX @ 20 kg
        rf"\b{_W} {_U}{_WORDS}{_S}xMAX\b",
        rf"{_S}xMAX\b",
        rf"\b{_W} {_U} *x *(?<m>MAX)\b",
        rf"{_S}x{_R} *\(?@? *{_WS}(?: {_U})?",  # 3x5 @ 100/105/110 kg
        rf"{_WS} {_U} ?[x:@]? ?{_L}",  # 60/70/80 kg x 8/6/4
        rf"{_WS} ?[x:] ?{_L}",
        rf"{_WS}(?: {_U})? ?x ?{_R}",  # 60/80/100 kg x 5
        rf"\b(?<r>\d{{1,2}})(?: REPS)? ?[x@:] ?{_WS} {_U}",  # 5 @ 60/80/100 kg
        rf"{_L3} ?[@(]@? ?{_WS}(?: {_U})?",  # 5/3/1 @ 100/110/120 kg
        rf"{_S}x(?<r>\d{{1,3}})x{_W}(?: *{_U})?",  # 3x5x100 kg
        rf"\b{_W} {_U} *x *(?<r>\d{{1,3}})x(?<s>\d{{1,2}})\b",  # 100 kg x 5x3
        rf"\b(?<r>\d{{1,2}})x{_W} {_U} *x *(?<s>\d{{1,2}})\b",  # 5x80 kg x 3
        rf"\b{_W} {_U} *(?:x|:|-|@|for|für|pour|por)? *{_L}",  # 140 kg 3/3/2, 100 kg x 5,5,3
        rf"\b{_W} {_U} *[x/] *{_R}",  # 55 kg x 6, 55 kg/6
        rf"\b{_W} {_U}{_WORDS}{_S}x{_R}",  # 100 kg 5x5
        rf"{_L3}{_WORDS}{_AT}\+?\b{_W} {_U}",  # 5-5-5 @ 90 kg, 3x8,8,7 60 kg
        rf"{_L3} *@ *{_W}",  # 5,5,5 @ 100
        rf"\b(?<r>\d{{1,2}})x{_W} {_U}",  # 5x100 kg
        rf"{_S}x(?<r>\d{{1,3}}){_WORDS}{_AT}\+? *\b{_W} {_U}",  # 5x5 @ 100 kg, 3x5 squat 225 lb
        rf"\b(?<r>\d{{1,3}})(?: REPS)? *@ *\+?{_W} {_U}",  # 10 @ 135 lb
        rf"\b(?<r>\d{{1,3}}) REPS{_WORDS} *@? *\+?\b{_W} {_U}",  # 5 reps with 100 kg
        rf"{_S}x(?<r>\d{{1,3}}){_WORDS}@ *{_W}",  # 5x5 @ 100, 3x5 squat @ 100
        rf"{_S}x(?<r>\d{{1,3}}) +{_W}$",  # 5x5 100
        rf"^[^\d@]*\b(?<w>\d{{2,3}}(?:\.\d{{1,2}})?) (?<s>\d{{1,2}})x{_R}",  # squat 100 5x5
        rf"^[^\d@]*\b(?<w>\d{{2,3}}(?:\.\d{{1,2}})?)(?: ?[:x] *| - | ){_L}",  # squat 100: 5,5,5
        rf"{_L3X}",  # 3x8,8,7
        rf"{_S}x{_R}",  # 3x8
        rf"{_S}x(?<m>[TD])\b{_WORDS}{_AT}\+?\b{_W} {_U}",  # 4x40 m 32 kg
        rf"{_S}x(?<m>[TD])\b",  # 3x60 s
        rf"\b{_W} {_U} ?[x@|-]? ?(?<m>[TD])\b",  # 20 kg - 1 min
        rf"\b(?<m>[TD]) ?[x@|+-]* ?{_W} {_U}",  # 1 min @ 20 kg
        rf"\b(?<r>\d{{1,3}}) REPS *@ *{_W}",
        rf"^[^\d]*\b(?<r>\d{{1,3}}) *@ *{_W}",  # 10 @ 135
        rf"\b{_W} {_U} *(?:for|für|pour|por|para|per|für je|à|a|på|til|na|на|:|,)? *(?<r>\d{{1,2}})\b",  # 100 kg for 5
        rf"\bBODY *(?:x *)?{_L}",
        rf"\bBODY *x *{_R}",
        r"\b(?<r>\d{1,3}) REPS\b",
        _L3,  # pull-ups 8/7/6
        rf"^[^\d@]+ x ?{_R}",  # pull-ups x 10
        rf"^x ?{_R}",  # 80 kg x 5, x 4
        rf"{_BEGIN}(?<r>\d{{1,2}}) [^\dA-Z@,; ][^\dA-Z@,;]* (?:@ ?)?{_W} {_U}",  # 10 goblet squats 24 kg
        rf"{_BEGIN}(?<r>\d{{1,3}}) [^\dA-Z ]",  # 17 pull ups
        r"^[^\dA-Z@]+ (?<r>\d{1,2})$",  # of a round: push-ups 15
        r"^[^\dA-Z]+ (?<m>MAX)$",  # push-ups AMRAP
        r"^(?<r>\d{1,2})$",
        r"\b(?<m>[TD])\b",  # plank 2 min
    )
)
#: A form with nothing but repetitions: it is believed of a known exercise only.
ALONE = [len(NUMBERS) - back for back in (9, 8, 6, 5, 4, 3, 2)]
#: A number and nothing else.
BARE = len(NUMBERS) - 2
#: A name and a number: repetitions in a round, a weight elsewhere.
IN_ROUND = len(NUMBERS) - 4
#: A piece that ends with a load and has no other number: "5x5, all at 80 kg", "bench 80 kg, 3x8".
LOAD = ascii_only(rf"^(?:SAID|[^\dA-Z@])*@? ?\+?{_W} {_U}(?: {_IMPLEMENT})?$")
#: Nothing but a time.
TIME_ALONE = len(NUMBERS) - 1
#: Repetitions in reserve: n of them are an exertion of 10 - n [S: Zourdos 2016].
RESERVE = r"RIR ([0-9])"
RPE = (
    r"RPE ([0-9]{1,2}(?:\.[0-9])?)",
    r"(?:KG|LB|x ?[0-9]{1,2}|REPS) ?@ ?((?:[1-9](?:\.5)?|10))(?: [^KL]|$|[)\]])",
)


def with_numbers(pieces: pl.DataFrame) -> pl.DataFrame:
    """Add `form` (null where none fits), `sets, reps, rep_list, written, weights, unit, rpe` as the piece says them."""
    piece = pl.col("piece")
    tried = [n for n, pattern in enumerate(NUMBERS) if may_fit(pieces["piece"], pattern)]
    forms = [piece.str.extract_groups(NUMBERS[n]).alias(f"form_{n}") for n in tried]
    fits = [
        pl.coalesce(
            pl.col(f"form_{n}").struct.field(name) for name in "srlm" if f"(?<{name}>" in NUMBERS[n]
        ).is_not_null()
        for n in tried
    ]

    def group(name: str) -> pl.Expr:
        """A named group of the form that fits."""
        having = [n for n in tried if f"(?<{name}>" in NUMBERS[n]]
        told = [pl.when(pl.col("form") == n).then(pl.col(f"form_{n}").struct.field(name)) for n in having]
        return pl.coalesce(*told, pl.lit(None, pl.String))

    told = pl.coalesce(piece.str.extract(pattern) for pattern in RPE).cast(pl.Float64, strict=False)
    told_rpe = pl.coalesce(told, HIGHEST_RPE - piece.str.extract(RESERVE).cast(pl.Float64, strict=False))
    return (
        pieces.with_columns(forms)
        .with_columns(
            form=pl.coalesce(
                *(pl.when(fit).then(n) for n, fit in zip(tried, fits, strict=True)), pl.lit(None, pl.Int32)
            )
        )
        .with_columns(
            sets=group("s").cast(pl.Int64, strict=False),
            reps=group("r").cast(pl.Int64, strict=False),
            rep_list=group("l").str.extract_all(r"\d+").cast(pl.List(pl.Int64), strict=False),
            written=group("w").cast(pl.Float64, strict=False),
            weights=group("ws").str.extract_all(r"\d+(?:\.\d+)?").cast(pl.List(pl.Float64), strict=False),
            unit=group("u"),
            rpe=pl.when(told_rpe.is_between(0, HIGHEST_RPE)).then(told_rpe),
            load=piece.str.extract_groups(LOAD),
            is_max=piece.str.contains(r"x ?MAX|^[^0-9A-Z]+ MAX$"),
        )
        .with_columns(
            written=pl.coalesce("written", pl.col("load").struct.field("w").cast(pl.Float64, strict=False)),
            unit=pl.coalesce("unit", pl.col("load").struct.field("u")),
        )
        .drop("load", *(f"form_{n}" for n in tried))
    )


def with_weights(pieces: pl.DataFrame, run: list[str]) -> pl.DataFrame:
    """Tell weights from sets and exertion, and give a weight said once to its neighbours.

    `run` are the columns that hold together the pieces of a line about one exercise.
    """
    sets, reps, written = pl.col("sets"), pl.col("reps"), pl.col("written")
    has_no_unit = pl.col("unit").is_null() & pl.col("weights").is_null()
    # "225x5" and "100x5x3": the first number is a weight. In "Set 1: 60x8" it always is.
    is_pair = has_no_unit & sets.is_not_null() & written.is_null()
    is_triple = has_no_unit & sets.is_not_null() & (pl.col("form") == TRIPLE)
    must = (is_pair & (sets > MOST_SETS)).any().over("athlete_id", "activity_id", "field", "exercise")
    is_weight_first = (is_pair & ((sets > MOST_SETS) | (must & (sets >= LEAST_LISTED_KG)) | pl.col("is_numbered"))) | (
        is_triple & ((sets > MOST_SETS) | ((sets >= LEAST_LISTED_KG) & (written < LEAST_LISTED_KG)))
    )
    is_weight_first = is_weight_first.fill_null(False)
    is_weight_last = (is_pair & ~is_weight_first & pl.col("is_lift") & (reps > MOST_LIFTED_REPS)).fill_null(False)
    is_rpe = (has_no_unit & ~is_weight_first & (written <= HIGHEST_RPE) & (pl.col("form") != TRIPLE)).fill_null(False)
    told = pieces.with_columns(
        sets=pl.when(is_weight_first)
        .then(written.fill_null(1).cast(pl.Int64, strict=False))
        .when(~is_weight_last)
        .then(sets),
        reps=pl.when(is_weight_last).then(sets).otherwise(reps),
        written=pl.when(is_weight_first)
        .then(sets.cast(pl.Float64))
        .when(is_weight_last)
        .then(reps.cast(pl.Float64))
        .when(~is_rpe)
        .then(written),
        rpe=pl.coalesce("rpe", pl.when(is_rpe).then(written)),
    )
    has_load = pl.col("written").is_not_null() | pl.col("weights").is_not_null() | pl.col("is_body")
    said = pl.when(pl.col("written").is_not_null()).then(pl.struct("written", "unit"))
    # "4x3, 1x5 @ 112.5 kg" and "100 kg: 3x5, 1x8": one weight for the exercise.
    # And "3x5" with "100 kg" on a line of its own below.
    is_next_load = pl.col("piece").shift(-1).str.contains(r"^@? ?[0-9.]+ (?:KG|LB)$")
    below = pl.when(is_next_load).then(said.shift(-1)).over("athlete_id", "activity_id", "field", "block")
    near = pl.coalesce(said.forward_fill().over(run), said.backward_fill().over(run), below)
    is_open = ~has_load & pl.col("form").is_not_null() & ~pl.col("is_numbered") & reps.is_not_null()
    return told.with_columns(near=near, is_open=is_open).with_columns(
        written=pl.when("is_open").then(pl.col("near").struct.field("written")).otherwise("written"),
        unit=pl.when("is_open").then(pl.col("near").struct.field("unit")).otherwise("unit"),
    )


def each_set(pieces: pl.DataFrame) -> pl.DataFrame:
    """One row per set: `reps` of its place in a list, `weight_kg`, and `repeat`, its number in the piece."""
    weights = pl.col("weights").list.len().cast(pl.Int64)
    count = pl.coalesce(pl.col("rep_list").list.len().cast(pl.Int64), "sets", weights, "rounds", pl.lit(1))
    factor = pl.when(pl.coalesce("unit", "text_unit") == "LB").then(KG_PER_LB).otherwise(1.0)
    at = pl.col("repeat")
    return (
        pieces.with_columns(sets=count)
        .filter(pl.col("sets").is_between(1, MOST_SETS))
        .filter(pl.col("weights").is_null() | (pl.col("weights").list.len() == pl.col("sets")))
        .with_columns(repeat=pl.int_ranges(pl.col("sets")))
        .explode("repeat")
        .with_columns(
            reps=pl.coalesce(pl.col("rep_list").list.get(at, null_on_oob=True), "reps"),
            weight_kg=(pl.coalesce(pl.col("weights").list.get(at, null_on_oob=True), "written") * factor).round(3),
        )
        .filter(pl.col("weight_kg").fill_null(0) <= HEAVIEST_KG)
    )


#: Its place among the forms: three numbers without a word.
TRIPLE = NUMBERS.index(ascii_only(rf"{_S}x(?<r>\d{{1,3}})x{_W}(?: *{_U})?"))
