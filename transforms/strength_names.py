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
    # Step by step: as one expression each step would be computed once for every place where its result is used.
    return run.map_batches(_bare, return_dtype=pl.String)


def _bare(run: pl.Series) -> pl.Series:
    name = run.str.replace(_HEAD, "").str.replace(_TAIL, "").str.replace_all(r" {2,}", " ")
    # A parenthesis that only opens, or only closes, is a rest of something else.
    is_whole = name.str.count_matches("(", literal=True) == name.str.count_matches(")", literal=True)
    bare = name.str.replace_all("(", "", literal=True).str.replace_all(")", "", literal=True)
    name = name.zip_with(is_whole.fill_null(False), bare).str.strip_chars(" '-/&")
    is_name = (
        name.str.contains(_ABBREVIATED)
        & (name.str.len_chars() <= LONGEST_EXERCISE)
        & (name.str.count_matches(" ", literal=True) < MOST_EXERCISE_WORDS)
    )
    return name.zip_with(is_name.fill_null(False), pl.Series([None], dtype=pl.String))


def name_before(piece: pl.Expr) -> pl.Expr:
    """The last run of words before the numbers of a piece: of "gym: half squat 4x5" the part behind the colon.

    One with the word of an exercise is preferred.
    """
    runs = piece.str.extract(r"^((?:[A-Z]{2,}|[^0-9@TD])*)").str.extract_all(_RUN)
    return runs.map_batches(_last_name, return_dtype=pl.String)


def name_behind(piece: pl.Expr) -> pl.Expr:
    """The first run of words between or behind the numbers of a piece: "3x5 squat 225 LB". What is a remark is none."""
    rest = piece.str.replace(r"^(?:[A-Z]{2,}|[^0-9@TD])*", "").str.replace(r"REMARK.*", "")
    runs = (
        rest.str.replace_all(r"\([^)]*\)|\[[^\]]*\]", "|").str.replace_all(r"([0-9]) ?x\b", "$1|").str.extract_all(_RUN)
    )
    return runs.map_batches(_first_name, return_dtype=pl.String)


def _names(runs: pl.Series) -> pl.DataFrame:
    """`at, name` of the names in lists of runs of words, in their order; `at` is the number of the list."""
    told = pl.DataFrame({"at": pl.int_range(len(runs), eager=True), "run": runs}).explode("run")
    return told.select("at", name=_bare(told["run"])).drop_nulls("name")


def _first_name(runs: pl.Series) -> pl.Series:
    return _laid_out(_names(runs).group_by("at").agg(pl.col("name").first()), len(runs))


def _last_name(runs: pl.Series) -> pl.Series:
    names = _names(runs).with_columns(is_known=is_known(pl.col("name")))
    # "bench was tougher: 3x5"
    known = pl.col("name").filter("is_known").last()
    return _laid_out(names.group_by("at").agg(pl.coalesce(known, pl.col("name").last())), len(runs))


def _laid_out(names: pl.DataFrame, count: int) -> pl.Series:
    return pl.DataFrame({"at": pl.int_range(count, eager=True)}).join(
        names, on="at", how="left", maintain_order="left"
    )["name"]


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
    return bare_name(line.str.replace_all("[A-Z]+", " ")).map_batches(_of_title_words, return_dtype=pl.String)


def _of_title_words(name: pl.Series) -> pl.Series:
    are_all = name.str.replace_all("-", " ", literal=True).str.split(" ").list.eval(pl.element().is_in(_TITLE_WORDS))
    known = pl.select(is_known(pl.lit(name))).to_series()
    return name.zip_with(known & are_all.list.all().fill_null(False), pl.Series([None], dtype=pl.String))


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
    # "C&J" has got spaces with its line.
    whole = pl.coalesce(whole, name.str.replace_all(" & ", "&", literal=True))
    parts = lower.str.splitn(whole, 2)
    is_there = parts.struct.field("field_1").is_not_null() & (lower.str.len_chars() == plain.str.len_chars())
    start = parts.struct.field("field_0").str.len_chars()
    return pl.when(is_there).then(plain.str.slice(start, whole.str.len_chars())).otherwise(name)
