"""How sure a measured share or ratio is."""

import numpy as np

#: 97.5 % point of the normal distribution.
Z = 1.959964
RESAMPLES = 500
BOOTSTRAP_SEED = 20260301


def wilson(hits: int, n: int) -> tuple[float, float] | tuple[None, None]:
    """95 % confidence interval of a share [S: Wilson 1927]; nulls where nothing was counted."""
    if n == 0:
        return None, None
    share, z2 = hits / n, Z**2
    middle = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = Z / (1 + z2 / n) * np.sqrt(share * (1 - share) / n + z2 / (4 * n**2))
    # At the ends the bound is the share itself, which rounding must not miss.
    return 0.0 if hits == 0 else float(middle - half), 1.0 if hits == n else float(middle + half)


def bootstrap(numerators: np.ndarray, denominators: np.ndarray) -> tuple[float, float] | tuple[None, None]:
    """95 % interval of sum(numerators) / sum(denominators), whole recordings (one value each) drawn again.

    Reps of one recording share their watch and their hill: drawing reps would make the interval too narrow.
    """
    n = len(numerators)
    if denominators.sum() == 0:
        return None, None
    times = np.random.default_rng(BOOTSTRAP_SEED).multinomial(n, np.full(n, 1 / n), RESAMPLES)
    bottoms = times @ denominators
    ratios = (times @ numerators)[bottoms > 0] / bottoms[bottoms > 0]
    low, high = np.quantile(ratios, [0.025, 0.975])
    return float(low), float(high)
