"""Words with which runners name hill sprints."""

import polars as pl

from transforms.text import folded, keyword_pattern

#: Characters of a text that are read: nobody names a session further down [J].
LONGEST_TEXT = 10_000

#: Keywords of `transforms.text`: a space stands for a space, a hyphen or nothing, `*` at an end for more letters.
HILL_SPRINT_WORDS = (
    "hill sprint*",
    "uphill sprint*",
    "sprints uphill",
    "hill burst*",
    "alactic hill*",
    "bergsprint*",
    "hügelsprint*",
    "bergansprint*",
    "sprint en côte*",
    "sprints en côte*",
    "cuestas",
    "sprint en subida",
    "sprints en subida",
    "sprint in salita",
    "sprints in salita",
    "scatti in salita",
    "sprint na subida",
    "sprints na subida",
    "tiro de subida",
    "tiros de subida",
    "bakkesprint*",
    "backsprint*",
    "mäkisprint*",
    "mäkivet*",
    "heuvelsprint*",
    "podbieg*",
    "спринт в гору",
    "спринты в гору",
    "坂ダッシュ",
    "坂道ダッシュ",
    "冲坡",
    "언덕 스프린트",
)


def names_hill_sprints(*columns: str) -> pl.Expr:
    """Whether any of these text columns names hill sprints; words raise confidence, they never create a session."""
    text = pl.concat_str([folded(pl.col(column).str.head(LONGEST_TEXT)) for column in columns], separator=" ")
    return text.str.contains(keyword_pattern(HILL_SPRINT_WORDS))
