"""Words with which runners name hill sprints."""

import polars as pl

#: Spelled as `plain_text` leaves them: without case and accents, spaces for dashes and underscores.
HILL_SPRINT_WORDS = [
    "hill sprint",
    "hillsprint",
    "sprints uphill",
    "uphill sprint",
    "hill burst",
    "alactic hill",
    "bergsprint",
    "hugelsprint",
    "bergansprint",
    "sprint en cote",
    "sprints en cote",
    "sprint cote",
    "cotes courtes",
    "cuesta",
    "sprint en subida",
    "sprint in salita",
    "sprints in salita",
    "scatti in salita",
    "sprint na subida",
    "tiro na subida",
    "tiros de subida",
    "bakkesprint",
    "bakke sprint",
    "backsprint",
    "makisprint",
    "maki sprint",
    "makivetoj",
    "heuvelsprint",
    "podbieg",
    "sprinty pod gore",
    "vybehy do kopce",
    "спринт в гору",
    "спринты в гору",
    "坂ダッシュ",
    "坂道ダッシュ",
    "冲坡",
    "언덕 스프린트",
]


def names_hill_sprints(*columns: str) -> pl.Expr:
    """Whether any of these text columns names hill sprints; words raise confidence, they never create a session."""
    text = pl.concat_str([pl.col(column).fill_null("") for column in columns], separator=" ")
    words = pl.Series("word", HILL_SPRINT_WORDS).to_frame().select(plain_text(pl.col("word"))).to_series()
    return plain_text(text).str.contains_any(words.to_list())


def plain_text(text: pl.Expr) -> pl.Expr:
    """Text without case, accents, dashes and underscores."""
    return (
        text.str.normalize("NFKD").str.replace_all(r"\p{M}", "").str.to_lowercase().str.replace_all(r"[-_‐–—\s]+", " ")
    )
