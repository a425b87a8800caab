"""Random series with a memory."""

import numpy as np

#: Series are made in multiples of this many values.
QUICK_LENGTH = 256


def coloured(rng: np.random.Generator, n: int, sd: float, memory: float) -> np.ndarray:
    """`n` values of a stationary first-order autoregressive series that forgets within `memory` steps.

    Filtered as a spectrum, hence without a loop; its end meets its beginning, which nothing here looks at.
    """
    # Lengths with a large prime factor make the transform slow.
    padded = (int(n + min(5 * memory, n)) // QUICK_LENGTH + 1) * QUICK_LENGTH
    keep = np.exp(-1 / memory)
    turn = np.exp(-2j * np.pi * np.fft.rfftfreq(padded))
    series = np.fft.irfft(np.fft.rfft(rng.standard_normal(padded)) / (1 - keep * turn), padded)
    return np.asarray(sd * np.sqrt(1 - keep**2) * series[:n])


def delayed(values: np.ndarray, memory: float) -> np.ndarray:
    """The values as a first-order filter follows them, `memory` steps behind."""
    if memory <= 0.05:
        return values
    kernel = np.exp(-np.arange(int(6 * memory) + 2) / memory)
    kernel /= kernel.sum()
    head = np.full(len(kernel) - 1, values[0])
    return np.convolve(np.concatenate([head, values]), kernel, mode="valid")
