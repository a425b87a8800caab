"""ops.model_card: how well the rules in use did when they were measured."""

import pandera.polars as pa
import polars as pl

from schemas.table import Table


class ModelCard(Table):
    """One row per figure of `fivefold evaluate`'s full run with the rules that made mart.sessions.

    Empty where these rules were not measured. The recordings and texts are made up, none of them is the athlete's.

    Misleads:
    - Recordings and texts are made up by those who wrote the rules: your watch and your words may do worse.
    - `goal` and `floor` are limits of `value`, below or above it depending on the figure: an error should be small.
    - A figure over few (`n`) has a wide interval: read `low` and `high`.

    Example: How well are hill sprints found?
        SELECT condition, metric, value, low, high, n FROM ops.model_card
        WHERE classifier = 'hill_sprint_reps' AND goal IS NOT NULL ORDER BY condition, metric
    """

    classifier: pl.String = pa.Field(
        description="What was measured: hill_sprint_reps, hill_sprint_sessions, heat_text, strength_text, …."
    )
    condition: pl.String = pa.Field(description="On which of them; all for the whole, held_back for unseen texts.")
    metric: pl.String = pa.Field(description="recall, precision, f1, start_error_s, ….")
    value: pl.Float64 = pa.Field(nullable=True, description="The figure: a share, seconds or a count.")
    low: pl.Float64 = pa.Field(nullable=True, description="Lower end of its 95 % confidence interval.")
    high: pl.Float64 = pa.Field(nullable=True, description="Upper end of its 95 % confidence interval.")
    n: pl.Int64 = pa.Field(ge=0, description="How many it was counted over.")
    goal: pl.Float64 = pa.Field(
        nullable=True, description="What was aimed at, a share of n for a count; null where nothing was."
    )
    floor: pl.Float64 = pa.Field(
        nullable=True, description="The worst that the tests let pass, likewise; null where they do not look."
    )
    rule_version: pl.String = pa.Field(description="Version of the rules that were measured.")

    class Config:
        name = "ops.model_card"
        unique = ["classifier", "condition", "metric"]
