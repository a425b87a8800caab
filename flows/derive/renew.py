"""What follows from something that the athlete has just said: derived and published at once."""

from datetime import datetime
from uuid import uuid4

from flows.derive.core import derive_core, derive_efforts
from flows.derive.marts import derive_marts
from flows.derive.rebuild import publish_all
from flows.plan.read import parse
from flows.settings import Settings
from flows.word.labels import read_labels
from warehouse.database import Warehouse


def check_readable(settings: Settings) -> None:
    """Raise `UsageError` where plan or labels cannot be read: nothing would follow from what is said meanwhile."""
    parse(settings.plan_path)
    read_labels(settings.labels_path)


def renew(warehouse: Warehouse, settings: Settings, now: datetime) -> None:
    """Bring core and mart up to raw, plan and labels, and replace the published copy."""
    run_id = str(uuid4())
    derive_core(warehouse, now, run_id)
    derive_efforts(warehouse)
    derive_marts(warehouse, settings.plan_path, now, run_id)
    publish_all(warehouse, settings, now)
