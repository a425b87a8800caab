"""What labels.toml says becomes the labels in force."""

import polars as pl

from schemas.labels import Labels

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
