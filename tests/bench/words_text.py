"""How long hostile texts of 100 kB take to be read for heat, pool running and hill sprints."""

from collections.abc import Callable, Mapping
from time import perf_counter

import polars as pl

from schemas.activities import Activities
from schemas.activity_samples import ActivitySamples
from schemas.weather import Weather
from tests.bench.figures import Cost, Figure, typical
from tests.bench.strength_text import MOST_S, SIGNS
from tests.frames import rows
from transforms.heat import heat_sessions
from transforms.hill_sprint_words import names_hill_sprints
from transforms.sport_group import is_pool_run

SHAPES: Mapping[str, tuple[str, ...]] = {
    "heat": (
        *("sauna ", "10 min ", "sauna 10+", "no ", "like a ", "3x", "é", "(", "\n", "tomorrow, ", "half an hour ", ""),
        *(
            "サウナ",
            "사우나 ",
            "баня ",
            "sauna " + "사우 " * 40,
            "sauna tomorrow " + "ø " * 40,
            "\u200bsauna",
            "３x１２ sauna ",
        ),
    ),
    "pool running": ("aqua ", "pool ", "pool run ", "water jog no ", "é", "수중 달리기 ", "бег в воде ", "\n", "aqua-"),
    "hill sprint words": ("hill ", "10x", "hill sprint ", "no hill ", "é", "언덕 ", "спринт ", "\n", "8 x 10 s hill "),
}
TEXT = tuple(pl.col(name) for name in ("sport_type", "name", "description", "distance_m"))
READERS: Mapping[str, Callable[[pl.DataFrame], pl.DataFrame]] = {
    "heat": lambda activities: heat_sessions(activities, ActivitySamples.none(), Weather.none()),
    "pool running": lambda activities: activities.select(is_pool_run(*TEXT)),
    "hill sprint words": lambda activities: activities.select(names_hill_sprints("name", "description")),
}


def measure(repetitions: int) -> list[Figure]:
    """Of each reader the shape that takes longest, after a heat word too, and a log of one line."""
    return [_figure(reader, repetitions) for reader in READERS]


def _figure(reader: str, repetitions: int) -> Figure:
    texts = [before + shape * (SIGNS // max(len(shape), 1)) for shape in SHAPES[reader] for before in ("", "sauna, ")]
    costs = {text[:24]: typical([cost_of(reader, text) for _ in range(repetitions)]) for text in texts}
    slowest = max(costs, key=lambda text: costs[text].seconds or 0)
    seconds = costs[slowest].seconds or 0
    usual = typical([cost_of(reader, "8 km easy") for _ in range(repetitions)])
    what = f"{reader} in {SIGNS:,} signs of {slowest!r}, the slowest of {len(texts)}; one line"
    return Figure(what, Cost(seconds), usual, seconds / (usual.seconds or 1), f"≤ {MOST_S} s", seconds <= MOST_S)


def cost_of(reader: str, text: str) -> Cost:
    """The time to read a run with this description."""
    activity = rows(Activities, {"sport_group": "run", "sport_type": "Run", "name": "Run", "description": text})
    start = perf_counter()
    READERS[reader](activity)
    return Cost(perf_counter() - start)
