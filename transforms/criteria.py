"""Conditions of rules, written once: the rule applies them, the explanation shows them."""

from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

Bound = pl.Expr | float


@dataclass(frozen=True)
class Criterion:
    """One condition of a rule: `found` lies between `least` and `most`, both allowed, and under `below`, or is true.

    Where `excuse` holds the condition is met whatever was found, because of what `excuse_said` says.
    """

    name: str
    """What is looked at, in plain words."""
    found: pl.Expr
    """A number, or a truth if there are no bounds."""
    least: Bound | None = None
    most: Bound | None = None
    below: Bound | None = None
    unit: str = ""
    decimals: int = 1
    excuse: pl.Expr | None = None
    excuse_said: str = ""

    def is_met(self) -> pl.Expr:
        """Whether the condition holds; null where nothing was found."""
        tests = [] if self.is_numeric() else [self.found]
        if self.least is not None:
            tests.append(self.found >= self.least)
        if self.most is not None:
            tests.append(self.found <= self.most)
        if self.below is not None:
            tests.append(self.found < self.below)
        holds = pl.all_horizontal(tests)
        return holds if self.excuse is None else holds | self.excuse

    def is_numeric(self) -> bool:
        """Whether a number is compared with bounds."""
        return not (self.least is None and self.most is None and self.below is None)


def all_met(criteria: Iterable[Criterion]) -> pl.Expr:
    """Whether every condition holds; one of which nothing is known does not."""
    return pl.all_horizontal([criterion.is_met() for criterion in criteria]).fill_null(value=False)
