"""What people write, made comparable: no case, no accents, no width; and keywords as patterns over such text."""

import re
from functools import cache

import polars as pl

#: Scripts written without spaces between words, where a keyword has no borders to look for.
SPACELESS = re.compile(r"[\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")

#: Joined words are written together, apart or with a hyphen: hottub, hot tub, hot-tub.
_BETWEEN_WORDS = r"[\s_-]*"


def folded(text: pl.Expr) -> pl.Expr:
    """Text in lower case, without accents, full-width forms, invisible or private-use characters; null becomes "".

    Keywords go through the same function, so that "Löyly", "LOYLY" and "löyly" are one word.
    """
    return (
        text.fill_null("")
        .str.normalize("NFKD")
        .str.replace_all(r"[\p{M}\p{Cf}\p{Co}]", "")
        .str.replace_all(r"[’‘`´′]", "'")
        .str.to_lowercase()
    )


#: A letter, number or `_` of folded text, nearly: what `\w` has beside takes a pattern a millisecond to be compiled.
_LETTER = r"[0-9A-Za-z_\x{AA}-\x{1FFF}\x{2C00}-\x{2FFF}\x{3005}\x{3040}-\x{D7FF}\x{F000}-\x{10FFFF}]"
_SIGNS = _LETTER.replace("[", "[^") + "+"


def spoken(text: pl.Expr) -> pl.Expr:
    """Folded text as its words, a space before, between and after them: what `says_any` reads."""
    return pl.format(" {} ", text.str.replace_all(_SIGNS, " "))


def says_any(words: pl.Expr, keywords: tuple[str, ...]) -> pl.Expr:
    """Whether any of the keywords is among `spoken` words. Finds what `keyword_pattern` finds, many times as fast.

    Only a keyword of two words is found written as one ("hottub"); `*` before a keyword has no meaning here.
    """
    return words.str.contains_any(_literals(keywords))


def with_each(words: pl.Expr, keywords: tuple[str, ...], sign: str) -> pl.Expr:
    """`spoken` words with the sign in the place of each keyword."""
    return words.str.replace_many(_literals(keywords), [f" {sign} "] * len(_literals(keywords)), leftmost=True)


@cache
def _literals(keywords: tuple[str, ...]) -> list[str]:
    folds = folded(pl.lit(pl.Series(keywords, dtype=pl.String)))
    plain = pl.select(folds.str.replace_all(_SIGNS.replace("^", "^*"), " ")).to_series().to_list()
    found = set()
    for word in plain:
        core = " ".join(word.strip("* ").split())
        if not core:
            continue
        if SPACELESS.search(core):
            found.add(core)
            continue
        end = "" if word.endswith("*") else " "
        found |= {f" {core}{end}"} | ({f" {core.replace(' ', '')}{end}"} if core.count(" ") == 1 else set())
    return sorted(found, key=lambda word: (-len(word), word))


def with_keywords_as(texts: pl.Series, keywords: tuple[str, ...], sign: str) -> pl.Series:
    """Folded texts with the sign in the place of each keyword, as `keyword_pattern` finds them.

    Only texts that have the longest word of some keyword are looked through with the pattern, which is slow where
    letters are not ASCII.
    """
    for of_a_script, border in _by_script(keywords):
        may_have = texts.str.contains_any(_longest_words(of_a_script))
        if may_have.any():
            pattern = keyword_pattern(of_a_script).replace(r"\b", border)
            found = texts.set(~may_have, None).str.replace_all(pattern, sign)
            texts = found.zip_with(may_have, texts)
    return texts


@cache
def _by_script(keywords: tuple[str, ...]) -> list[tuple[tuple[str, ...], str]]:
    """Keywords that folding makes ASCII, whose borders are looked for many times as fast, and the others."""
    plain = pl.select(folded(pl.lit(pl.Series(keywords, dtype=pl.String)))).to_series().to_list()
    ascii_ones = tuple(word for word in plain if word.isascii())
    others = tuple(word for word in plain if not word.isascii())
    return [(words, border) for words, border in ((ascii_ones, r"(?-u:\b)"), (others, r"\b")) if words]


@cache
def _longest_words(keywords: tuple[str, ...]) -> list[str]:
    plain = pl.select(folded(pl.lit(pl.Series(keywords, dtype=pl.String)))).to_series().to_list()
    return sorted({max(word.strip("*").split(), key=len) for word in plain})


@cache
def keyword_pattern(keywords: tuple[str, ...]) -> str:
    """A regular expression that finds any of the keywords in folded text.

    A keyword is literal, bounded as a word, except that `*` at its ends stands for more letters of the same word and
    a space for a space, a hyphen or nothing. In scripts without spaces between words it is found anywhere.
    """
    plain = pl.select(folded(pl.lit(pl.Series(keywords, dtype=pl.String)))).to_series().to_list()
    shapes: dict[tuple[str, str], list[str]] = {}
    # The longest first: "hot tub" must not be cut short by "hot".
    for word in sorted(plain, key=len, reverse=True):
        shapes.setdefault(_borders(word), []).append(_core(word))
    # One `\w*` for all words of a shape: the tables behind each are what a pattern costs.
    return "(?:" + "|".join(f"{before}(?:{'|'.join(cores)}){after}" for (before, after), cores in shapes.items()) + ")"


def _core(keyword: str) -> str:
    return _BETWEEN_WORDS.join(re.escape(word) for word in keyword.strip("*").split())


def _borders(keyword: str) -> tuple[str, str]:
    """What stands before and after the letters of a keyword."""
    if SPACELESS.search(keyword):
        return "", ""
    return rf"\b{_LETTER}*" if keyword.startswith("*") else r"\b", rf"{_LETTER}*" if keyword.endswith("*") else r"\b"
