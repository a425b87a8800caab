"""ops.sync_runs: each run with its outcome and counts."""

from typing import Annotated

import pandera.polars as pa
import polars as pl

from schemas.table import Table

OUTCOMES = [
    "running",
    "ok",
    "nothing_new",
    "budget_spent",
    "too_many_rejected",
    "mass_deletion",
    "other_athlete",
    "not_logged_in",
    "app_inactive",
    "unreachable",
    "failed",
]
#: Why a run failed, in one word: of the network, of the answers, of the login, of the records, of this machine.
CAUSES = [
    "dns",
    "refused",
    "reset",
    "timeout",
    "slow_answer",
    "tls",
    "proxy",
    "redirect",
    "html",
    "bad_json",
    "too_large",
    "server_error",
    "rate_limited",
    "denied",
    "unexpected_answer",
    "endless_listing",
    "no_login",
    "wrong_client",
    "revoked",
    "scope",
    "other_athlete",
    "app_inactive",
    "too_many_rejected",
    "mass_deletion",
    "usage",
    "not_writable",
    "disk_full",
    "interrupted",
    "killed",
    "defect",
]
#: Everything is up to date, as far as calls were left.
GOOD = ["ok", "nothing_new", "budget_spent"]


class SyncRuns(Table):
    """One row per run of the nightly flow.

    Misleads:
    - A run that was killed stands as `running` until the next one begins.
    - `budget_spent` is a good end: the day's calls are used up, and the next run goes on.
    - `records_rejected` is of this run; what is still rejected is in `ops.quarantine`.
    - A run of an unknown athlete has no `athlete_id`: do not filter it away when looking for failures.

    Example: How did the last runs end?
        SELECT started_at, outcome, message, calls FROM ops.sync_runs ORDER BY started_at DESC LIMIT 5
    """

    athlete_id: pl.Int64 = pa.Field(
        nullable=True, description="Strava's athlete id; null when the run ended before it was known."
    )
    run_id: pl.String = pa.Field(description="Id of the run.")
    started_at: Annotated[pl.Datetime, "us", "UTC"] = pa.Field(description="Start, UTC.")
    ended_at: Annotated[pl.Datetime, "us", "UTC"] = pa.Field(
        nullable=True, description="End, UTC; null while it runs or if it was killed."
    )
    outcome: pl.String = pa.Field(isin=OUTCOMES, description="How it ended.")
    cause: pl.String = pa.Field(
        isin=CAUSES,
        nullable=True,
        description="What exactly went wrong, in one word for programs; null when nothing did, as when calls ran out.",
    )
    message: pl.String = pa.Field(nullable=True, description="One sentence for people.")
    calls: pl.Int64 = pa.Field(ge=0, description="Calls to the source.")
    activities_listed: pl.Int64 = pa.Field(ge=0, description="Activities seen in listings.")
    activities_changed: pl.Int64 = pa.Field(ge=0, description="Activities new or changed.")
    details_fetched: pl.Int64 = pa.Field(ge=0, description="Details fetched.")
    streams_fetched: pl.Int64 = pa.Field(ge=0, description="Stream sets fetched.")
    activities_pending: pl.Int64 = pa.Field(ge=0, description="Activities still waiting for detail or streams.")
    calls_pending: pl.Int64 = pa.Field(
        ge=0, nullable=True, description="Calls that these need; null when the run ended before it was known."
    )
    records_rejected: pl.Int64 = pa.Field(ge=0, description="Records rejected in this run.")
    resumes_at: Annotated[pl.Datetime, "us", "UTC"] = pa.Field(
        nullable=True, description="When the budget allows more calls, UTC; null when it did not end the run."
    )

    class Config:
        name = "ops.sync_runs"
        unique = ["run_id"]
