"""The end of a good run: checks, books, and the read-only copy."""

from datetime import datetime

from flows.books.run import Run, close
from flows.errors import FivefoldError, PostgresUnavailable
from flows.home import in_plain_words
from flows.postgres import to_postgres
from flows.progress import progress
from flows.published_pages import PAGES, not_drawn
from flows.settings import Settings
from flows.strava.budget import CallBudget
from schemas.sync_runs import SyncRuns
from warehouse.database import Warehouse
from warehouse.errors import CheckFailed
from warehouse.publish import content_sha256, contents, held_contents, publish, publish_books
from warehouse.sql_files import run_checks
from warehouse.versions import COPY


def publish_copy(warehouse: Warehouse, settings: Settings, run: Run, budget: CallBudget, at: datetime) -> None:
    """Check the marts, close the books and renew what has changed in the published copy, as of `at`.

    A page that cannot be drawn is said in the run's message. Raises `FivefoldError` if a check finds what must not be,
    and leaves the copy as it was.
    """
    with progress("Publishing") as advance:
        advance(0, 3)
        content = contents(warehouse, settings.publish_gps)
        if content != held_contents(settings.published_path / COPY):
            checked(warehouse)
        advance(1, 3)
        close(warehouse, run, budget, at, content_sha256(content))
        with in_plain_words("fivefold publish"):
            failed = publish(warehouse, settings.published_path, content, settings.publish_gps, PAGES)
            if told := not_drawn(failed):
                run.message = f"{run.message} {told}" if run.message else told
                close(warehouse, run, budget, at)
                publish_books(warehouse, settings.published_path, settings.publish_gps, PAGES)
        advance(3, 3)


def deliver(warehouse: Warehouse, settings: Settings, run: Run) -> None:
    """Publish into PostgreSQL too, if a setting says where.

    Where that fails the run was good all the same: it says so in the books, here and in the copy.
    """
    run.undelivered = None
    try:
        to_postgres(settings)
    except PostgresUnavailable as error:
        run.undelivered = str(error)
        run.message = f"{run.message} {error}" if run.message else str(error)
        warehouse.upsert(SyncRuns, run.row())
        with in_plain_words("fivefold publish"):
            publish_books(warehouse, settings.published_path, settings.publish_gps, PAGES)


def checked(warehouse: Warehouse) -> None:
    """Run the data-quality checks. Raises `FivefoldError` naming the one that failed."""
    try:
        run_checks(warehouse)
    except CheckFailed as error:
        raise FivefoldError(
            f"{error} The published copy stays as it was. Make the tables anew with: fivefold rebuild"
        ) from error
