"""Everything derived, made anew from raw without the network."""

from datetime import UTC, datetime
from uuid import uuid4

from flows.derive.core import derive_core, derive_efforts, forget_core
from flows.derive.marts import derive_marts
from flows.errors import FivefoldError
from flows.home import in_plain_words, private_warehouse
from flows.postgres import to_postgres
from flows.published_pages import PAGES, not_drawn
from flows.publishing import checked
from flows.settings import Settings
from schemas.activities import Activities
from warehouse.database import Warehouse
from warehouse.ops import mark_published
from warehouse.postgres.publish import Delivered
from warehouse.publish import content_sha256, contents, publish


def rebuild(settings: Settings, now: datetime | None = None) -> int:
    """Empty core and mart, derive them from raw, publish; return the number of activities."""
    now = now or datetime.now(UTC)
    with private_warehouse(settings) as warehouse:
        forget_core(warehouse)
        run_id = str(uuid4())
        derive_core(warehouse, now, run_id)
        derive_efforts(warehouse)
        derive_marts(warehouse, settings.plan_path, now, run_id)
        publish_all(warehouse, settings, now)
        activities = warehouse.read(Activities).height
    to_postgres(settings)
    return activities


def publish_only(settings: Settings) -> Delivered | None:
    """Replace the published copy by what the private file holds, here and, if a setting says where, in PostgreSQL.

    Says what PostgreSQL was sent. Raises `PostgresUnavailable` if it takes nothing; the copy here is good then.
    """
    with private_warehouse(settings) as warehouse:
        publish_all(warehouse, settings, datetime.now(UTC))
    return to_postgres(settings)


def publish_all(warehouse: Warehouse, settings: Settings, now: datetime) -> None:
    """Check, note and publish everything. Raises `FivefoldError` at the end for a page that could not be drawn."""
    checked(warehouse)
    content = contents(warehouse, settings.publish_gps)
    mark_published(warehouse, content_sha256(content), now)
    with in_plain_words("fivefold publish"):
        failed = publish(warehouse, settings.published_path, content, settings.publish_gps, PAGES)
    if told := not_drawn(failed):
        raise FivefoldError(f"{told} Try again with: fivefold publish")
