"""Orders to erase, on disk from before the first step until after the last: what is killed the next run finishes."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import orjson

from flows.errors import WarehouseUnavailable
from flows.settings import Settings
from warehouse.durable import folder_to_disk, write_private
from warehouse.erase import Order


def path_of(settings: Settings) -> Path:
    """Where they stand; there is no such file but while something is being erased."""
    return settings.home / "purge.json"


def give(settings: Settings, order: Order) -> None:
    """Write an order down, on disk before this returns. Raises `WarehouseUnavailable` where that cannot be."""
    standing = standing_orders(settings)
    everything = Order(order.source)
    if not {order, everything} & set(standing):
        keep(settings, [*standing, order])


def done(settings: Settings, order: Order) -> None:
    """An order has been carried out to its end. Raises `WarehouseUnavailable` where that cannot be noted."""
    keep(settings, [one for one in standing_orders(settings) if one != order])


def standing_orders(settings: Settings) -> list[Order]:
    """The orders that were given and not carried out to their end. Raises `WarehouseUnavailable` for an odd file."""
    try:
        told = orjson.loads(path_of(settings).read_bytes())
        return [
            Order(one["source"], one["before"] and datetime.fromisoformat(one["before"]), bool(one["only_gone"]))
            for one in told
        ]
    except FileNotFoundError:
        return []
    except (OSError, ValueError, KeyError, TypeError):
        raise WarehouseUnavailable(
            f"{path_of(settings)} cannot be read: it says what a purge that was broken off has to erase. Remove it, "
            "then run that purge again, such as: fivefold purge --source strava-api"
        ) from None


def keep(settings: Settings, orders: Sequence[Order]) -> None:
    """Let these be the orders that stand."""
    path = path_of(settings)
    told = [{"source": one.source, "before": one.before, "only_gone": one.only_gone} for one in orders]
    try:
        if told:
            write_private(path, orjson.dumps(told))
        elif path.exists():
            path.unlink()
            folder_to_disk(path.parent)
    except OSError as error:
        raise WarehouseUnavailable(
            f"{settings.home} cannot be written ({error.strerror}). Make room in it or make it writable, then run the "
            "command again"
        ) from None


def refuse_unfinished(settings: Settings) -> None:
    """Raise `WarehouseUnavailable` while an order stands: what is here is neither whole nor erased."""
    for order in standing_orders(settings):
        is_all = order == Order(order.source)
        command = f"purge --source {order.source.replace('_', '-')}" if is_all else "sync"
        raise WarehouseUnavailable(f"A purge was broken off. It is finished by: fivefold {command}")
