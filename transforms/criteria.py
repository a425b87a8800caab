"""Conditions of rules, written once: the rule applies them, the explanation shows them."""

from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from transforms.session_rows import said

Bound = pl.Expr | float

#: The rows of an explanation. `margin` is the distance from the nearest bound as a share of that bound, below zero
#: where it is missed; null where no number is compared.
ROWS = {
    "intervention": pl.String,
    "subject": pl.String,
    "criterion": pl.String,
    "found": pl.String,
    "needed": pl.String,
    "is_met": pl.Boolean,
    "margin": pl.Float64,
}


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
    shown: pl.Expr | None = None
    """What people are told was found; by default the number, or yes and no."""
    wanted: str = "yes"
    """What is needed of a truth."""

    def bounds(self) -> list[tuple[str, pl.Expr, pl.Expr]]:
        """Each bound: its sign, the bound, and how far inside of it the number lies."""
        named = (("≥", self.least), ("≤", self.most), ("<", self.below))
        listed = [(sign, pl.lit(bound) if isinstance(bound, int | float) else bound) for sign, bound in named
                  if bound is not None]  # fmt: skip
        return [(sign, bound, self.found - bound if sign == "≥" else bound - self.found) for sign, bound in listed]

    def is_met(self) -> pl.Expr:
        """Whether the condition holds; null where nothing was found."""
        tests = [self.found if not self.is_numeric() else None, *self._comparisons()]
        holds = pl.all_horizontal([test for test in tests if test is not None])
        return holds if self.excuse is None else holds | self.excuse

    def is_numeric(self) -> bool:
        """Whether a number is compared with bounds."""
        return bool(self.bounds())

    def margin(self) -> pl.Expr:
        """How far inside its bounds the number is, as a share of the bound; null for a truth and where excused."""
        shares = [inside / pl.max_horizontal(bound.abs(), pl.lit(1e-9)) for _, bound, inside in self.bounds()]
        margin = pl.min_horizontal(shares) if shares else pl.lit(None, dtype=pl.Float64)
        return (margin if self.excuse is None else pl.when(~self.excuse).then(margin)).cast(pl.Float64)

    def found_said(self) -> pl.Expr:
        """What was found, in words; a number that misses its bound by a hair is written out further."""
        if self.shown is not None:
            text = self.shown
        elif self.is_numeric():
            coarse, fine = (
                said(self.found.cast(pl.Float64), self.decimals),
                said(self.found.cast(pl.Float64), self.decimals + 2),
            )
            is_close = pl.any_horizontal([coarse == said(bound.cast(pl.Float64), self.decimals)
                                          for _, bound, _ in self.bounds()])  # fmt: skip
            number = pl.when(is_close & ~self.is_met()).then(fine).otherwise(coarse)
            text = pl.when(self.found.is_null()).then(pl.lit("nothing recorded")).otherwise(self._with_unit(number))
        else:
            text = pl.when(self.found).then(pl.lit("yes")).otherwise(pl.lit("no"))
        if self.excuse is None:
            return text
        return pl.when(self.excuse.fill_null(value=False)).then(pl.lit(self.excuse_said)).otherwise(text)

    def needed_said(self) -> pl.Expr:
        """What is needed, in words."""
        if not self.is_numeric():
            return pl.lit(self.wanted)
        numbers = [(sign, said(bound.cast(pl.Float64), self.decimals)) for sign, bound, _ in self.bounds()]
        if [sign for sign, _ in numbers] == ["≥", "≤"]:
            return self._with_unit(pl.format("{}–{}", numbers[0][1], numbers[1][1]))
        return self._with_unit(pl.concat_str([pl.format(f"{sign} {{}}", number) for sign, number in numbers]))

    def _comparisons(self) -> list[pl.Expr]:
        tests = []
        if self.least is not None:
            tests.append(self.found >= self.least)
        if self.most is not None:
            tests.append(self.found <= self.most)
        if self.below is not None:
            tests.append(self.found < self.below)
        return tests

    def _with_unit(self, number: pl.Expr) -> pl.Expr:
        return pl.format(f"{{}} {self.unit}", number) if self.unit else number


def all_met(criteria: Iterable[Criterion]) -> pl.Expr:
    """Whether every condition holds; one of which nothing is known does not."""
    return pl.all_horizontal([criterion.is_met() for criterion in criteria]).fill_null(value=False)


def criterion_rows(
    subjects: pl.DataFrame, criteria: Iterable[Criterion], intervention: str, subject: pl.Expr
) -> pl.DataFrame:
    """The conditions of a rule for each row of `subjects`, as rows of an explanation, in the order of both."""
    # Windows look over all of `subjects`: everything is computed before anything is taken apart.
    numbered = subjects.with_row_index("place")
    tables = [
        numbered.select(
            "place",
            pl.lit(number).alias("order"),
            pl.lit(intervention).alias("intervention"),
            subject.alias("subject"),
            pl.lit(criterion.name).alias("criterion"),
            criterion.found_said().alias("found"),
            criterion.needed_said().alias("needed"),
            criterion.is_met().fill_null(value=False).alias("is_met"),
            criterion.margin().alias("margin"),
        )
        for number, criterion in enumerate(criteria)
    ]
    return pl.concat(tables).sort("place", "order").select(list(ROWS)).cast(ROWS)  # type: ignore[arg-type]
