"""The committed figures of the full run: what `ops.model_card` says about the rules in use."""

from importlib import resources
from pathlib import Path

import polars as pl

from flows.evaluation.floors import KEY, floors
from schemas.model_card import ModelCard
from transforms.rules import RULE_VERSION

CARD = "model_card.csv"
#: More digits than the interval has would change with every run on another machine.
DIGITS = 4


def committed_card() -> pl.DataFrame:
    """The card that is kept beside this module, as ops.model_card."""
    text = resources.files("flows.evaluation").joinpath(CARD).read_bytes()
    return pl.read_csv(text, schema_overrides=ModelCard.dtypes()).select(ModelCard.columns())


def card_in_use() -> pl.DataFrame:
    """The committed card if it is about the rules in use, with the goals and floors of today; else no row."""
    return with_bounds(committed_card().filter(pl.col("rule_version") == RULE_VERSION)).sort(ModelCard.key())


def card_of(figures: pl.DataFrame) -> pl.DataFrame:
    """Figures of a full run as ops.model_card of the rules in use."""
    return ModelCard.validate(
        with_bounds(
            figures.with_columns(
                pl.col("value", "low", "high").round(DIGITS),
                goal=pl.lit(None, dtype=pl.Float64),
                floor=pl.lit(None, dtype=pl.Float64),
                rule_version=pl.lit(RULE_VERSION),
            )
        ).sort(ModelCard.key())
    )


def with_bounds(card: pl.DataFrame) -> pl.DataFrame:
    """The card with goals and floors as floors.toml has them."""
    return card.drop("goal", "floor").join(floors(), on=KEY, how="left").select(ModelCard.columns())


def write_card(figures: pl.DataFrame) -> Path:
    """Write the card of these figures beside this module, and say where."""
    path = Path(__file__).with_name(CARD)
    card_of(figures).write_csv(path)
    return path
