"""What labels.toml says becomes the labels in force."""

import polars as pl

from schemas.labels import Labels
from transforms.duplicate_overrides import OVERRIDES

#: Columns and types of what the file says, one row per label.
SAID = pl.Schema({name: dtype for name, dtype in Labels.dtypes().items() if name != "athlete_id"})


def labels(said: pl.DataFrame, activities: pl.DataFrame, recordings: pl.DataFrame) -> pl.DataFrame:
    """core.labels from what the file says (`SAID`), core.activities and core.recordings.

    A label of an activity that is not known is kept in the file and waits there. One that was given to a file holds for
    the activity that the file is of, should Strava tell of that later; what is said of this one itself comes first.
    """
    names = _names(activities, recordings)
    kept_instead = names.select(duplicate_of="name", kept_id="activity_id").unique("duplicate_of", keep="first")
    return (
        said.rename({"activity_id": "name"})
        .join(names, on="name", how="inner", maintain_order="left")
        .sort("is_former", maintain_order=True)
        .unique(["athlete_id", "activity_id"], keep="first", maintain_order=True)
        .join(kept_instead, on="duplicate_of", how="left", maintain_order="left")
        .with_columns(duplicate_of=pl.coalesce("kept_id", "duplicate_of"))
        .select(Labels.columns())
        .sort(Labels.key())
    )


def _names(activities: pl.DataFrame, recordings: pl.DataFrame) -> pl.DataFrame:
    """Each id that names an activity: `athlete_id`, `name`, `activity_id`, and `is_former` of a file's own.

    A file's own id names the activity that the file is of.
    """
    key = ["athlete_id", "activity_id"]
    own = activities.select(*key, name="activity_id", is_former=pl.lit(False))
    former = recordings.select(*key, name="recording_id", is_former=pl.lit(True)).join(
        own, left_on=["athlete_id", "name"], right_on=key, how="anti"
    )
    return pl.concat([own, former.join(own, on=key, how="semi")])


def about_duplicates(labels: pl.DataFrame) -> pl.DataFrame:
    """What core.labels say about duplicates, as `transforms.duplicates` takes it (`OVERRIDES`)."""
    return labels.filter(pl.col("is_duplicate").is_not_null()).select(OVERRIDES.keys())
