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
    """The card that is kept beside this module, as ops.model_card, with the goals and floors of floors.toml."""
    text = resources.files("flows.evaluation").joinpath(CARD).read_bytes()
    return with_bounds(pl.read_csv(text, schema_overrides=ModelCard.dtypes()))


def card_in_use() -> pl.DataFrame:
    """The committed card if it is about the rules in use, else no row."""
    return committed_card().filter(pl.col("rule_version") == RULE_VERSION)


def card_of(figures: pl.DataFrame) -> pl.DataFrame:
    """Figures of a full run as ops.model_card of the rules in use."""
    rounded = figures.with_columns(pl.col("value", "low", "high").round(DIGITS), rule_version=pl.lit(RULE_VERSION))
    return ModelCard.validate(with_bounds(rounded))


def with_bounds(card: pl.DataFrame) -> pl.DataFrame:
    """Figures of some rules beside their goals and floors, in the order of the table's key."""
    return card.join(floors(), on=KEY, how="left").select(ModelCard.columns()).sort(ModelCard.key())


def write_card(figures: pl.DataFrame) -> Path:
    """Write the card of these figures beside this module, and say where."""
    path = Path(__file__).with_name(CARD)
    card_of(figures).drop("goal", "floor").write_csv(path)
    return path
