"""Numbers that no recording of a person can exceed: beyond, a record is broken, and would swamp every sum."""

from datetime import UTC, datetime

#: When an activity can have begun. A watch without a fix says 1970 or 2099, a broken one anything.
EARLIEST, LATEST = datetime(1990, 1, 1, tzinfo=UTC), datetime(2099, 1, 1, tzinfo=UTC)
#: A month without a stop, s.
LONGEST_S = 32 * 86_400
#: The longest races are 5,000 km in weeks, which nobody records as one activity, m.
FURTHEST_M = 2_000_000
#: Eleven times Mount Everest, m.
HIGHEST_GAIN_M = 100_000
#: Faster is a falling sky diver, m/s.
FASTEST_MPS = 60
#: Track sprinters peak at 2,500 W and 250 revolutions; steps of both legs stay below 300 a minute.
MOST_WATTS = 4000
HIGHEST_CADENCE = 400
#: The heaviest person on record weighed 635 kg.
HEAVIEST_KG = 1000
