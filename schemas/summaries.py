"""raw.summaries: the versions of each listed activity."""

import pandera.polars as pa
import polars as pl

from schemas.table import Table


class Summaries(Table):
    """One row each time an activity's entry in a listing was new or differed from its previous one; append-only.

    An index into `raw.payloads`: the page that brought the version, and the entry cut out of it.

    Misleads:
    - An activity has several rows once its entry has changed; the current one has the highest `payload_id`.
    - A row stays when the activity is deleted at the source: whether it still exists is in `core.activities`.
    - A new `fingerprint` means that detail and samples are fetched again, not that the athlete changed anything you
      would see.

    Example: Which activities' entries changed most often?
        SELECT activity_id, count(*) AS versions FROM raw.summaries
        GROUP BY activity_id ORDER BY versions DESC, activity_id LIMIT 5
    """

    athlete_id: pl.Int64 = pa.Field(gt=0, description="Strava's athlete id.")
    activity_id: pl.Int64 = pa.Field(description="Strava's activity id; negative for files that Strava never saw.")
    payload_id: pl.Int64 = pa.Field(gt=0, description="The page in `raw.payloads` that brought this version.")
    fingerprint: pl.String = pa.Field(
        description="The fields whose change makes detail and streams stale, joined; kudos and the like are not in it."
    )
    body: pl.String = pa.Field(description="The entry of the page (JSON text).")

    class Config:
        name = "raw.summaries"
        unique = ["athlete_id", "activity_id", "payload_id"]
