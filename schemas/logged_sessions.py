"""core.logged_sessions: sessions that no device recorded, as the athlete logged them."""

import pandera.polars as pa
import polars as pl

from schemas.table import Table

#: What can be logged.
LOGGED = ["heat", "strength", "cross_training"]
#: A day without a stop, minutes: beyond is a slip of the pen.
LONGEST_MIN = 1440


class LoggedSessions(Table):
    """One row per session typed in with `fivefold log`; each is an activity too, with source `manual_log`.

    Misleads:
    - The time of a log is that of the machine's clock where it was typed.
    - Each row is in `core.activities` too: do not add the two up.
    - `is_easy` is what the athlete said; null says that nobody asked, and the session counts.

    Example: What did I log by hand, and how long?
        SELECT local_date, intervention, kind, minutes
        FROM core.logged_sessions JOIN core.activities USING (athlete_id, activity_id) ORDER BY local_date DESC
    """

    athlete_id: pl.Int64 = pa.Field(gt=0, description="Strava's athlete id.")
    activity_id: pl.Int64 = pa.Field(description="The log's own id: -1, -2, -3 … in the order of logging.")
    intervention: pl.String = pa.Field(isin=LOGGED, description="What it was logged as.")
    kind: pl.String = pa.Field(nullable=True, description="What it was, e.g. sauna, ride; null for strength.")
    minutes: pl.Float64 = pa.Field(gt=0, le=LONGEST_MIN, description="How long it took.")
    is_easy: pl.Boolean = pa.Field(nullable=True, description="Easy or hard, of cross-training; null where not told.")
    note: pl.String = pa.Field(nullable=True, description="The athlete's note: hostile text until escaped.")

    class Config:
        name = "core.logged_sessions"
        unique = ["athlete_id", "activity_id"]
