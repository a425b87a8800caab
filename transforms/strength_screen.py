"""What a text must have for a regular expression to fit it: most need not be tried, and so not be compiled.

Compiling costs a hundred times what searching a short text does, and most texts have a few of the many spellings.
"""

import re
from functools import cache

import polars as pl

#: What stands in a simplified pattern for anything; no literal.
_ANY = "\0"
#: And for one of several codes.
_CHOICE = "\1"
_CLASS = re.compile(r"\[(?:[^\[\]]|\[[^\]]*\])*\]")
_GROUP = re.compile(r"\((?:\?:|\?<\w+>)?([^()]*)\)([?*+{]?)")
_CODES = re.compile(r"[A-Z]{2,}(?:\|[A-Z]{2,})+")
_OPTIONAL = re.compile(r".(?:[?*]|\{[0-9,]*\})")
_LITERAL = re.compile(r"[A-Za-z%@#:/,]+")


@cache
def needed(pattern: str) -> tuple[tuple[str, ...], ...]:
    """Literals without which an expression cannot fit: of each tuple one. They are sure, but not all there are."""
    alternatives: list[tuple[str, ...]] = []

    def flat(group: re.Match[str]) -> str:
        inner, repeated = group.groups()
        if repeated in ("?", "*", "{"):
            return _ANY + repeated
        if "|" not in inner:
            return inner + _ANY
        if not _CODES.fullmatch(inner):
            return _ANY
        alternatives.append(tuple(inner.split("|")))
        return _CHOICE

    plain = _CLASS.sub(_ANY, re.sub(r"\\.", _ANY, pattern.replace(r"(?-u:\b)", _ANY)))
    while _GROUP.search(plain):
        plain = _GROUP.sub(flat, plain)
    if "|" in plain:
        return ()
    literals = tuple((literal,) for literal in _LITERAL.findall(_OPTIONAL.sub(_ANY, plain)))
    # Alternatives inside a group that was dropped whole are not needed.
    return literals + tuple(alternatives[:1] if plain.count(_CHOICE) == len(alternatives) == 1 else ())


def may_fit(text: pl.Series, pattern: str) -> bool:
    """Whether any of the texts has what the expression needs."""
    return all(any(text.str.contains(literal, literal=True).any() for literal in either) for either in needed(pattern))
