"""Independent random streams: everything that happens on a date is drawn from (seed, what, date)."""

import zlib

import numpy as np
import polars as pl
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def stream(seed: int, topic: str, *keys: int) -> np.random.Generator:
    """The generator of one topic; the same arguments always give the same draws, whatever was drawn before."""
    return np.random.default_rng([seed, zlib.crc32(topic.encode()), *keys])


def lagged(values: Floats, time_constant_s: float) -> Floats:
    """First-order low-pass of a 1 Hz signal; starts at the first value."""
    share = 1 - np.exp(-1 / time_constant_s)
    return pl.Series(values).ewm_mean(alpha=float(share), adjust=False).to_numpy()


def wander(rng: np.random.Generator, length: int, spread: float, time_constant_s: float) -> Floats:
    """AR(1) noise at 1 Hz with standard deviation `spread` and the given memory."""
    memory = float(np.exp(-1 / time_constant_s))
    noise = rng.standard_normal(length)
    noise[1:] *= float(np.sqrt((1 + memory) / (1 - memory)))  # an exponential mean of white noise shrinks it by this
    return spread * pl.Series(noise).ewm_mean(alpha=1 - memory, adjust=False).to_numpy()
