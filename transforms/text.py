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
    return r"\b\w*" if keyword.startswith("*") else r"\b", r"\w*" if keyword.endswith("*") else r"\b"
