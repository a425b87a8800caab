"""What the athlete writes: titles, remarks, and gym logs as apps and people write them."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np

LogStyle = Literal["hevy", "strong", "hand", "none"]
Emphasis = Literal["heavy", "mixed", "hypertrophy"]

HOSTILE_TITLE = "Robert'); DROP TABLE activities;-- 🏃‍♀️ \"quoted\" <script>alert('hi')</script> & <b>bold</b>"
EASY_TITLES = ("Morning Run", "Easy run", "Lockerer Dauerlauf", "Footing tranquille", "Shake-out", "Easy with Sam")
LONG_TITLES = ("Long run", "Sunday long run", "Langer Lauf", "Long one along the river")
HILL_SPRINT_TITLES = (
    "Easy + hill sprints",
    "Hill sprints",
    "Easy run w/ hill sprints",
    "Bergsprints",
    "Morning Run",
    "Evening Run",
)
STRENGTH_TITLES = ("Gym", "Lower body", "Strength", "Weight training", "Lift")
HAND_FOOT = ("Felt strong.", "Bar speed good.", "Grip was the limit.", "")
POUNDS_PER_KG = 2.2046226


@dataclass(frozen=True)
class SetDone:
    """One set as it was lifted."""

    exercise: str
    reps: int
    weight_kg: float
    is_warmup: bool


def sauna_note(run: str, minutes: int, rng: np.random.Generator) -> str:
    """A sauna after a run ("easy 10k"), mentioned in the run's own description."""
    texts = (
        f"{run} + {minutes} min sauna",
        f"{run}. Then {minutes} min sauna at the club.",
        f"{minutes} min in the sauna after",
    )
    return texts[int(rng.integers(len(texts)))]


def lift(emphasis: Emphasis, day: date, fitness: float, rng: np.random.Generator) -> list[SetDone]:
    """The sets of one gym hour, in a four-week wave: three rising weeks and a lighter one."""
    week = day.isocalendar().week % 4
    is_deload = week == 3
    wave = (1 + 0.04 * fitness) * (0.9 if is_deload else 1 + 0.025 * week)
    heavy = [("Squat (Barbell)", 95.0), ("Deadlift (Barbell)", 110.0), ("Bench Press (Barbell)", 75.0)]
    light = [("Romanian Deadlift (Barbell)", 80.0), ("Leg Press", 85.0), ("Hip Thrust (Barbell)", 82.5)]
    done: list[SetDone] = []
    for number in range(3):
        many = emphasis == "hypertrophy" or (emphasis == "mixed" and number == 1)
        exercise, base = light[number] if many else heavy[number]
        weight = _plates(base * wave * float(rng.uniform(0.98, 1.02)))
        reps = int(rng.integers(8, 13)) if many else int(rng.integers(3, 7))
        sets = 2 if is_deload else 4
        if emphasis == "mixed" and number == 2:
            break  # two exercises: half of the sets heavy, half of them long
        done.append(SetDone(exercise, 5, _plates(weight * 0.5), is_warmup=True))
        done += [SetDone(exercise, reps, weight, is_warmup=False)] * sets
    return done


def gym_log(sets: list[SetDone], style: LogStyle, rng: np.random.Generator) -> str | None:
    """The sets as Hevy, Strong or a hand would put them into the description."""
    if style == "none":
        return None
    blocks: dict[str, list[SetDone]] = {}
    for done in sets:
        blocks.setdefault(done.exercise, []).append(done)
    if style == "hevy":
        return "Logged with hevyapp.com\n\n" + "\n\n".join(_hevy(name, block) for name, block in blocks.items())
    if style == "strong":
        link = "".join(rng.choice(list("abcdefghijkmnpqr"), 8))
        text = "\n\n".join(_strong(name, block) for name, block in blocks.items())
        return f"{text}\n\nhttps://link.strong.app/{link}"
    lines = [_by_hand(name, [done for done in block if not done.is_warmup], rng) for name, block in blocks.items()]
    return "\n".join([*lines, HAND_FOOT[int(rng.integers(len(HAND_FOOT)))]]).strip()


def _hevy(name: str, block: list[SetDone]) -> str:
    lines = [
        f"Set {number}: {_number(done.weight_kg)} kg x {done.reps}{' (warmup)' if done.is_warmup else ''}"
        for number, done in enumerate(block, start=1)
    ]
    return "\n".join([name, *lines])


def _strong(name: str, block: list[SetDone]) -> str:
    lines = [f"W1: {_number(done.weight_kg)} kg × {done.reps} [Warm-up]" for done in block if done.is_warmup]
    working = [done for done in block if not done.is_warmup]
    lines += [f"Set {number}: {_number(done.weight_kg)} kg × {done.reps}" for number, done in enumerate(working, 1)]
    return "\n".join([name, *lines])


def _by_hand(name: str, working: list[SetDone], rng: np.random.Generator) -> str:
    short, first = name.split(" (")[0].lower(), working[0]
    if rng.random() < 0.5:
        return f"{short} {len(working)}x{first.reps} @ {_number(first.weight_kg)}kg"
    return f"{len(working)}x{first.reps} {short} {round(first.weight_kg * POUNDS_PER_KG)} lb"


def _plates(weight_kg: float) -> float:
    return round(weight_kg / 2.5) * 2.5


def _number(value: float) -> str:
    return f"{value:g}"
