"""What was aimed at, and the floor below which no figure may fall."""

import tomllib
from importlib import resources

import polars as pl

from schemas.model_card import ModelCard

#: Of these less is better: their goal is the most, and so is their floor.
LESS_IS_BETTER = ("start_error_s", "duration_error_s", "wrong_hill_sprints")
#: Counted, not a share; goal and floor are shares of the recordings counted over.
COUNTS = ("wrong_hill_sprints",)
KEY = ModelCard.key()
SCHEMA = dict.fromkeys(KEY, pl.String) | {"goal": pl.Float64, "floor": pl.Float64}

REACHED, SHORT, BELOW, UNMEASURED = "goal reached", "short of its goal", "BELOW ITS FLOOR", "not measured"


def floors() -> pl.DataFrame:
    """`classifier, condition, metric, goal, floor` of floors.toml."""
    text = resources.files("flows.evaluation").joinpath("floors.toml").read_text(encoding="utf-8")
    rows = [{"goal": None, "floor": None} | figure for figure in tomllib.loads(text)["figure"]]
    return pl.DataFrame([{name: row[name] for name in SCHEMA} for row in rows], schema=SCHEMA)


def judged(figures: pl.DataFrame, bounds: pl.DataFrame) -> pl.DataFrame:
    """The figures that `bounds` name, in its order, with `goal`, `floor` and `verdict`."""
    return (
        bounds.join(figures, on=KEY, how="left", maintain_order="left")
        .with_columns(
            verdict=pl.when(pl.col("value").is_null())
            .then(pl.lit(UNMEASURED))
            .when(~_keeps("floor"))
            .then(pl.lit(BELOW))
            .when(_keeps("goal"))
            .then(pl.lit(REACHED))
            .otherwise(pl.lit(SHORT))
        )
        .select(*KEY, "value", "low", "high", "n", "goal", "floor", "verdict")
    )


def fallen(figures: pl.DataFrame, bounds: pl.DataFrame) -> pl.DataFrame:
    """The figures that fell below their floor, or that were not measured though they have one."""
    return judged(figures, bounds).filter(pl.col("floor").is_not_null() & pl.col("verdict").is_in([BELOW, UNMEASURED]))


def _keeps(bound: str) -> pl.Expr:
    """Whether the value is as good as its bound; one without a bound is."""
    is_less = pl.col("metric").is_in(LESS_IS_BETTER)
    # A count grows with the recordings made: its bounds are shares of them.
    value = pl.when(pl.col("metric").is_in(COUNTS)).then(pl.col("value") / pl.col("n")).otherwise("value")
    good = pl.when(is_less).then(value <= pl.col(bound)).otherwise(value >= pl.col(bound))
    return good.fill_null(value=True)
