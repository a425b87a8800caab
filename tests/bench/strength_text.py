"""How long a hostile text of 100 kB takes to be read for strength sets."""

from time import perf_counter

from schemas.activities import Activities
from tests.bench.figures import Cost, Figure, typical
from tests.frames import rows
from transforms.strength_sets import told_sets

SIGNS = 100_000
MOST_S = 0.05
#: What is repeated until the text is full: sets, halves of sets, and what regular expressions dislike.
SHAPES = (
    *(
        "5x5 ",
        "1",
        "1x",
        "1,",
        "1, ",
        "1/",
        "(",
        "@ 5 ",
        "x",
        "5. ",
        "5+ ( ",
        "rpe 8 ",
        "5 and ",
        "squat ",
        "1\n",
        "\n",
    ),
    *("Squat 5x5 @ 100kg\n", "100 kg x 5, ", "Set 1: 100 kg x 5\n", "3 sets of 5 ", "жим лежа 100 кг ", "é 5x5 "),
    *("スクワット100kg5回×5セット、", "\u200b5x5", "\u202e5x5 ", "𝟓x𝟓 ", "٥x٥ "),
)


def measure(repetitions: int) -> list[Figure]:
    """The shape that takes longest, and a log of one line: what is left of a short text is the same for every text."""
    costs = {shape: typical([cost_of(shape) for _ in range(repetitions)]) for shape in SHAPES}
    slowest = max(costs, key=lambda shape: costs[shape].seconds or 0)
    seconds = costs[slowest].seconds or 0
    usual = typical([cost_of("Squat 5x5 100 kg", 1) for _ in range(repetitions)])
    what = f"strength sets in {SIGNS:,} signs of {slowest!r}, the slowest of {len(SHAPES)}; one line"
    return [Figure(what, Cost(seconds), usual, seconds / (usual.seconds or 1), f"≤ {MOST_S} s", seconds <= MOST_S)]


def cost_of(shape: str, times: int | None = None) -> Cost:
    """The time to read an activity whose description repeats the shape."""
    text = shape * (times or SIGNS // len(shape))
    activity = rows(Activities, {"sport_group": "strength", "name": "Gym", "description": text})
    start = perf_counter()
    told_sets(activity)
    return Cost(perf_counter() - start)
