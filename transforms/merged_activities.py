"""What several sources say of one activity becomes one row, field by field."""

from collections.abc import Sequence

import polars as pl

from schemas.activities import Activities
from schemas.precedence import FIELDS
from transforms.filled import filled
from transforms.rejects import REJECT, keep_valid
from transforms.sport_group import WORKOUT, sport_group

KEY = ["athlete_id", "activity_id"]


def merged_activities(
    answered: pl.DataFrame, detailed: pl.DataFrame, recordings: pl.DataFrame
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """One row of `Activities` per activity that any source tells of, and rejects.

    `answered` (core.activities) is what Strava's API says, `detailed` (athlete_id, activity_id) names those of which it
    has told all, and `recordings` (core.recordings) what files say. For each field the first source that says anything
    counts, in the order of `FIELDS`: of several lists the latest, of several files of one format the one with the
    lowest id. A description that the API does not know any more is not taken from an older list.
    """
    if recordings.is_empty():
        return answered, pl.DataFrame(schema=REJECT)
    said = _said(recordings).join(
        detailed.select(*KEY, is_detailed=True).unique(), on=KEY, how="left", maintain_order="left"
    )
    said = said.with_columns(description=pl.when(pl.col("is_detailed").is_null()).then("description"))
    first_of_all = answered.with_columns(rank=FIELDS.index("api"))
    columns = {**Activities.dtypes(), "rank": pl.Int64(), "payload_id": pl.Int64()}
    merged = (
        pl.concat([filled(first_of_all, columns), filled(said, columns)])
        # Sorting is stable: recordings of one rank keep their order.
        .sort(*KEY, "rank", maintain_order=True)
        .group_by(KEY, maintain_order=True)
        .agg(
            pl.col("source").first(),
            pl.col("updated_at").max(),
            *(
                pl.col(name).drop_nulls().first()
                for name in [*Activities.columns(), "payload_id"]
                if name not in (*KEY, "source", "updated_at")
            ),
        )
        .with_columns(
            sport_type=pl.col("sport_type").fill_null(WORKOUT),
            moving_time_s=pl.coalesce("moving_time_s", "elapsed_time_s"),
            is_trainer=pl.col("is_trainer").fill_null(False),
            is_private=pl.col("is_private").fill_null(False),
            has_streams=pl.lit(False),
        )
        .with_columns(
            local_date=pl.col("local_start_at").dt.date(),
            utc_offset_s=(pl.col("local_start_at") - pl.col("start_at").dt.replace_time_zone(None)).dt.total_seconds(),
            distance_source=pl.when(pl.col("distance_m").is_not_null()).then("distance_source"),
            sport_group=sport_group(pl.col("sport_type"), pl.col("name"), pl.col("description"), pl.col("distance_m")),
        )
    )
    return keep_valid(Activities, merged)


def rank_of_format(precedence: Sequence[str] = FIELDS) -> pl.Expr:
    """The place of a recording's `format` in an order of precedence."""
    return pl.col("format").replace_strict({name: rank for rank, name in enumerate(precedence)}, return_dtype=pl.Int64)


def _said(recordings: pl.DataFrame) -> pl.DataFrame:
    """What recordings say, by the names of core.activities, the first to be heard first."""
    return (
        recordings.with_columns(rank=rank_of_format())
        .sort("rank", "listed_until", "recording_id", descending=[False, True, False], nulls_last=True)
        .with_columns(
            utc_offset_s="used_utc_offset_s",
            local_start_at=(pl.col("start_at") + pl.duration(seconds="used_utc_offset_s")).dt.replace_time_zone(None),
            is_manual=(pl.col("format") == "csv") & pl.col("file_name").is_null(),
            updated_at="imported_at",
        )
    )
