"""What stands below the first screen, in order; each draws one section of a published copy."""

from collections.abc import Callable

from flows.dashboard import adherence
from warehouse.database import Warehouse

SECTIONS: tuple[Callable[[Warehouse], str], ...] = (adherence.section,)
