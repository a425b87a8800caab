"""What the athlete says in plan.toml about intensity."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import polars as pl

from flows.plan.file import HeartRate
from flows.plan.read import parse
from transforms.cross_training import WEIGHTS
from transforms.intensity_thresholds import OWN_HEART_RATE, OWN_POWER


class OwnIntensity(NamedTuple):
    """The athlete's own word, which outranks Strava's; and how much of an hour of each sport counts."""

    heart_rate: pl.DataFrame
    """With the columns of `transforms.intensity_thresholds.OWN_HEART_RATE`, the earliest first."""
    power: pl.DataFrame
    """With the columns of `transforms.intensity_thresholds.OWN_POWER`, the earliest first."""
    weights: dict[str, float]
    """Of sports that do not count fully."""

    def in_words(self) -> str | None:
        """For people who look at the plan; null where the athlete said nothing."""
        return "; ".join(self._said()) or None

    def _said(self) -> Iterator[str]:
        for begins, threshold, maximum, source in self.heart_rate.rows():
            bpm = f"first threshold {threshold:g} bpm" if threshold else f"{source} maximum {maximum:g} bpm"
            yield f"{bpm} from {begins}"
        for begins, watts in self.power.rows():
            yield f"threshold power {watts:g} W from {begins}"
        for sport, weight in self.weights.items():
            if weight != WEIGHTS.get(sport, 1.0):
                yield f"{sport} counts {weight:g}"


def read_own_intensity(path: Path) -> OwnIntensity:
    """From the plan at `path`; without a file, the athlete says nothing. Raises `UsageError` as `read_plan` does."""
    plan = parse(path)
    own_weights = plan.cross_training.weights if plan.cross_training else {}
    hearts = sorted(plan.heart_rate, key=lambda entry: entry.begins)
    powers = sorted(plan.power, key=lambda entry: entry.begins)
    return OwnIntensity(
        pl.DataFrame([_heart(entry) for entry in hearts], schema=OWN_HEART_RATE, orient="row"),
        pl.DataFrame([(entry.begins, entry.threshold) for entry in powers], schema=OWN_POWER, orient="row"),
        WEIGHTS | own_weights,
    )


def _heart(entry: HeartRate) -> tuple[object, ...]:
    return entry.begins, entry.first_threshold, entry.maximum, entry.source
