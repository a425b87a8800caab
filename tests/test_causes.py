"""What a run is said to have failed of, in one word for programs."""

import errno
import os
from datetime import UTC, datetime

import pytest

import flows.strava.client
from flows import errors
from flows.books.run import Run, cause_of, said_of
from flows.strava.answers import FAILURES, LASTING
from flows.strava.budget import BudgetSpent
from schemas.sync_runs import CAUSES, SyncRuns
from warehouse.database import open_warehouse
from warehouse.ops import close_killed_runs


def kinds_of(kind):
    return {kind}.union(*(kinds_of(sub) for sub in kind.__subclasses__()))


def test_every_expected_failure_has_a_cause_of_its_own_or_its_parent_s():
    assert flows.strava.client.ScopeMissing in kinds_of(errors.FivefoldError)
    # None of these ends a run badly.
    harmless = {errors.FivefoldError, errors.Stale, errors.Undelivered, BudgetSpent}
    causes = {kind.cause for kind in kinds_of(errors.FivefoldError) - harmless}
    assert causes | LASTING | {failure.cause for failure in FAILURES} <= set(CAUSES)


@pytest.mark.parametrize(
    ("error", "cause"),
    [
        (errors.StravaUnreachable("no", cause="dns"), "dns"),
        (errors.StravaUnreachable("no"), "unexpected_answer"),
        (errors.UsageError("The plan is broken."), "usage"),
        (OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)), "disk_full"),
        (errors.WarehouseUnavailable("IO Error: could not write: No space left on device"), "disk_full"),
        (errors.WarehouseUnavailable("Permission denied"), "not_writable"),
        (KeyboardInterrupt(), "interrupted"),
        (ZeroDivisionError("secret"), "defect"),
    ],
)
def test_each_end_has_its_word(error, cause):
    assert cause_of(error) == cause


def test_a_run_that_was_killed_is_told_by_the_next(tmp_path):
    with open_warehouse(tmp_path / "warehouse.duckdb") as warehouse:
        warehouse.upsert(SyncRuns, Run("r", datetime(2026, 5, 20, tzinfo=UTC)).row())
        close_killed_runs(warehouse)
        assert warehouse.read(SyncRuns).select("outcome", "cause").rows() == [("failed", "killed")]


def test_whoever_interrupts_a_run_is_not_sent_to_a_log():
    assert said_of(KeyboardInterrupt(), "interrupted") == "The run was interrupted; what it had fetched is kept."
