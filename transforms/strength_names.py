"""The name of an exercise in a piece of a line: what is written before its numbers, else between or behind them."""

import polars as pl

from transforms.strength_spelling import forms, spaced
from transforms.strength_words import EXERCISES, QUALIFIERS

#: More characters, or words, are a sentence and not the name of an exercise.
LONGEST_EXERCISE = 60
MOST_EXERCISE_WORDS = 7

#: A run of words without a code, number or sign between.
_RUN = r"""[^0-9A-Z@:,;|+*=.!?<>#"%~_^$\[\]{}·•]+"""
#: At the ends of a name only: inside they belong to it ("remo con barra").
_CONNECTOR = (
    r"(?:of|de|d'|des|do|da|del|di|with|w|mit|con|com|avec|med|met|z|с|at|a|à|á|for|für|pour|por|per|on|in|im|je|na|на|"
    r"по|po|på|x|auf|the|my|by|to|en|som|av|af|van|bei|nach|after|from|and|und|et|och|og|ja|plus|up to|am|pm|"
    r"holding|using|mit je|para|op|til|om|across|(?:single|double|triple)s? on)"
)
_LAST = rf"(?:{_CONNECTOR}|y|e|tempo|pause|h|s|m|k|p|t)"
_HEAD = rf"^(?:[ '/&()-]*{_CONNECTOR}(?:[ '/&()-]+|$))*[ '/&-]*"
_TAIL = rf"(?:[ '/&()-]+{_LAST})*[ '/&-]*$"
_LETTER = r"[^\x00-@\[-`{-\x7F]"
#: Two letters, or one that is a word.
_ABBREVIATED = rf"{_LETTER}{{2}}|{_LETTER} ?& ?{_LETTER}|[^\x00-\x{{2E7F}}]"


def bare_name(run: pl.Expr) -> pl.Expr:
    """A run of words without connectors at its ends; null if nothing of a name is left."""
    name = run.str.replace(_HEAD, "").str.replace(_TAIL, "").str.replace_all(r" {2,}", " ")
    # A parenthesis that only opens, or only closes, is a rest of something else.
    is_whole = name.str.count_matches(r"\(") == name.str.count_matches(r"\)")
    name = pl.when(is_whole).then(name).otherwise(name.str.replace_all(r"[()]", "")).str.strip_chars(" '-/&")
    return pl.when(
        name.str.contains(_ABBREVIATED)
        & (name.str.len_chars() <= LONGEST_EXERCISE)
        & (name.str.count_matches(" ") < MOST_EXERCISE_WORDS)
    ).then(name)


def name_before(piece: pl.Expr) -> pl.Expr:
    """The last run of words before the numbers of a piece: of "gym: half squat 4x5" the part behind the colon.

    One with the word of an exercise is preferred.
    """
    runs = piece.str.extract(r"^((?:[A-Z]{2,}|[^0-9@TD])*)").str.extract_all(_RUN)
    names = runs.list.eval(bare_name(pl.element()).drop_nulls())
    # "bench was tougher: 3x5"
    return pl.coalesce(names.list.eval(pl.element().filter(is_known(pl.element()))).list.last(), names.list.last())


def name_behind(piece: pl.Expr) -> pl.Expr:
    """The first run of words between or behind the numbers of a piece: "3x5 squat 225 LB". What is a remark is none."""
    rest = piece.str.replace(r"^(?:[A-Z]{2,}|[^0-9@TD])*", "").str.replace(r"REMARK.*", "")
    runs = (
        rest.str.replace_all(r"\([^)]*\)|\[[^\]]*\]", "|").str.replace_all(r"([0-9]) ?x\b", "$1|").str.extract_all(_RUN)
    )
    return runs.list.eval(bare_name(pl.element()).drop_nulls()).list.first()


def spaced_words(words: tuple[str, ...]) -> pl.Series:
    """Words to be looked for in a name by `has_any`."""
    return pl.select(spaced(pl.lit(pl.Series(forms(words), dtype=pl.String))).str.replace_all(" +", "  ")).to_series()


_KNOWN = spaced_words(EXERCISES)
#: Of these words alone consists a title that names an exercise and nothing else.
_TITLE_WORDS = sorted({word for form in forms(EXERCISES + QUALIFIERS) for word in form.replace("-", " ").split()})


def has_any(name: pl.Expr, words: pl.Series) -> pl.Expr:
    """Whether a name has one of the words of `spaced_words`; false for null."""
    said = pl.concat_str(pl.lit(" "), spaced(name.str.to_lowercase()), pl.lit(" ")).str.replace_all(" +", "  ")
    return said.str.contains_any(pl.lit(words).implode()).fill_null(False)


def is_known(name: pl.Expr) -> pl.Expr:
    """Whether a name has the word of an exercise in it."""
    return has_any(name, _KNOWN)


def name_of_title(line: pl.Expr) -> pl.Expr:
    """The exercise that a whole title (in one spelling) names, null if it says anything else."""
    name = bare_name(line.str.replace_all("[A-Z]+", " "))
    are_all = name.str.replace_all("-", " ").str.split(" ").list.eval(pl.element().is_in(_TITLE_WORDS)).list.all()
    return pl.when(is_known(name) & are_all).then(name)


def as_written(name: pl.Expr, text: pl.Expr) -> pl.Expr:
    """The name with the capitals that it has in the text; as it is where the text spells it otherwise."""
    plain = text.str.normalize("NFKC")
    lower = plain.str.to_lowercase()
    # A bodyweight exercise keeps its adjective, which is a code in the line.
    whole = pl.coalesce(
        pl.when(lower.str.find(pl.concat_str(pl.lit(adjective), name), literal=True).is_not_null()).then(
            pl.concat_str(pl.lit(adjective), name)
        )
        for adjective in ("bodyweight ", "body weight ", "bw ", "")
    )
    parts = lower.str.splitn(whole, 2)
    is_there = parts.struct.field("field_1").is_not_null() & (lower.str.len_chars() == plain.str.len_chars())
    start = parts.struct.field("field_0").str.len_chars()
    return pl.when(is_there).then(plain.str.slice(start, whole.str.len_chars())).otherwise(name)
