"""What labels.toml says becomes the labels in force."""

import polars as pl

from schemas.labels import Labels
from transforms.duplicate_overrides import OVERRIDES

#: Columns and types of what the file says, one row per label.
SAID = pl.Schema({name: dtype for name, dtype in Labels.dtypes().items() if name != "athlete_id"})


def labels(said: pl.DataFrame, activities: pl.DataFrame) -> pl.DataFrame:
    """core.labels from what the file says (`SAID`) and core.activities.

    A label of an activity that is not known is kept in the file and waits there.
    """
    return (
        said.join(activities.select("athlete_id", "activity_id"), on="activity_id", how="inner")
        .select(Labels.columns())
        .sort(Labels.key())
    )


def about_duplicates(labels: pl.DataFrame) -> pl.DataFrame:
    """What core.labels say about duplicates, as `transforms.duplicates` takes it (`OVERRIDES`)."""
    return labels.filter(pl.col("is_duplicate").is_not_null()).select(OVERRIDES.keys())
