"""What stands below the first screen, in order; each draws one section of a published copy."""

from collections.abc import Callable

from flows.dashboard import adherence, cross_training, efficiency, heat, hill_sprints, strength, volume
from warehouse.database import Warehouse

SECTIONS: tuple[Callable[[Warehouse], str], ...] = (
    adherence.section,
    volume.section,
    hill_sprints.section,
    heat.section,
    cross_training.section,
    strength.section,
    efficiency.section,
)
