"""What may stand in plan.toml."""

from datetime import date
from itertools import pairwise
from typing import Annotated, ClassVar, Literal, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from schemas.plan import PLANNED
from transforms.cross_training import KINDS

UNITS = {
    "hill_sprints": "sessions",
    "heat": "sessions",
    "cross_training": "hours",
    "strength": "sessions",
    "monthly_mileage": "records",
}
#: Three sessions a day, a professional's week, a record every month: beyond is a slip of the pen.
MOST = {"sessions": 21, "hours": 60, "records": 12}
#: A hill-sprint session is one from three reps on: a plan may ask for more, not for less.
LEAST_REPS, MOST_REPS = 3, 30
#: Slower no heart works, faster none beats; and what children and the strongest riders hold for an hour.
SLOWEST_BPM, FASTEST_BPM, WEAKEST_W, STRONGEST_W = 60, 229, 30, 600
FIRST_YEAR, LAST_YEAR = 1990, 2100
#: One letter would be found in every title; a keyword is a name, not a sentence; and texts are searched for each.
LEAST_LETTERS, LONGEST_WORD, MOST_WORDS = 2, 40, 100


def _plausible(day: date) -> date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(f"{day} must lie in the years from {FIRST_YEAR} to {LAST_YEAR}")
    return day


def _particular(word: str) -> str:
    letters = sum(letter.isalpha() for letter in word)
    if letters < LEAST_LETTERS or len(word) > LONGEST_WORD:
        raise ValueError(
            f"a word must have at least {LEAST_LETTERS} letters and at most {LONGEST_WORD} characters, "
            f"not {word[:LONGEST_WORD]!r}"
        )
    return word


Day = Annotated[date, AfterValidator(_plausible)]
Words = Annotated[list[Annotated[str, AfterValidator(_particular)]], Field(max_length=MOST_WORDS)]
Intervention = Literal["hill_sprints", "heat", "cross_training", "strength", "monthly_mileage"]


class Part(BaseModel):
    """A table of the file: no unknown keys, no text where a number belongs."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class Target(Part):
    """How much an intervention asks for, a week (or a year, for records)."""

    unit: ClassVar[str] = "sessions"
    min: float
    max: float

    @model_validator(mode="after")
    def _fits_its_unit(self) -> "Target":
        _check(self.unit, self.min, self.max)
        return self


class HillSprints(Target):
    """Hill-sprint sessions a week, and what makes one."""

    min_reps: int = Field(LEAST_REPS, ge=LEAST_REPS, le=MOST_REPS)


class HeatWords(Part):
    """The athlete's own words for kinds of passive heat, beside those that are known."""

    sauna: Words = []
    hot_tub: Words = []
    steam: Words = []
    passive_other: Words = []


class Heat(Target):
    """Heat sessions a week, and words that name them."""

    words: HeatWords = HeatWords()


class Strength(Target):
    """Strength sessions a week, and whether those of unknown heaviness count."""

    unknown_counts: bool = True


class CrossTraining(Target):
    """Hours of cross-training a week, and how much of an hour counts by sport."""

    unit: ClassVar[str] = "hours"
    weights: dict[str, float] = {}

    @model_validator(mode="after")
    def _are_weights_of_its_sports(self) -> "CrossTraining":
        for sport, weight in self.weights.items():
            if sport not in KINDS:
                raise ValueError(
                    f"weights: {sport[:LONGEST_WORD]!r} is no sport of low impact; there are {', '.join(KINDS)}"
                )
            if not 0 <= weight <= 1:
                raise ValueError(f"weights: {sport} must be a number from 0 to 1, not {weight:g}")
        return self


class MonthlyMileage(Target):
    """New monthly records a year."""

    unit: ClassVar[str] = "records"


class Change(Part):
    """Another target from a day on."""

    begins: Day = Field(alias="from")
    intervention: Intervention
    min: float
    max: float

    @model_validator(mode="after")
    def _fits_its_unit(self) -> "Change":
        _check(UNITS[self.intervention], self.min, self.max)
        return self


class Break(Part):
    """Days on which nothing is due."""

    begins: Day = Field(alias="from")
    until: Day | None = None
    reason: str | None = None
    interventions: list[Intervention] = Field(list(get_args(Intervention)), min_length=1)

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> "Break":
        if self.until and self.until < self.begins:
            raise ValueError(f"it ends ({self.until}) before it begins ({self.begins})")
        return self


class HeartRate(Part):
    """The athlete's own word on the heart from a day on: the first threshold, or the maximum."""

    begins: Day = Field(alias="from")
    first_threshold: float | None = None
    maximum: float | None = None
    source: Literal["field", "laboratory"] | None = None

    @model_validator(mode="after")
    def _says_one_thing(self) -> "HeartRate":
        if (self.first_threshold is None) == (self.maximum is None):
            raise ValueError("it must hold either first_threshold or maximum")
        if self.maximum is None and self.source:
            raise ValueError("source belongs to maximum, not to first_threshold")
        if self.maximum is not None and not self.source:
            raise ValueError('maximum needs its source, "field" or "laboratory"')
        _within("first_threshold", self.first_threshold, SLOWEST_BPM, FASTEST_BPM)
        _within("maximum", self.maximum, SLOWEST_BPM, FASTEST_BPM)
        return self


class Power(Part):
    """The athlete's own threshold power (FTP) from a day on."""

    begins: Day = Field(alias="from")
    threshold: float

    @model_validator(mode="after")
    def _is_a_persons(self) -> "Power":
        _within("threshold", self.threshold, WEAKEST_W, STRONGEST_W)
        return self


class PlanFile(Part):
    """The whole file."""

    begins: Day | None = Field(None, alias="from")
    hill_sprints: HillSprints | None = None
    heat: Heat | None = None
    cross_training: CrossTraining | None = None
    strength: Strength | None = None
    monthly_mileage: MonthlyMileage | None = None
    target: list[Change] = []
    break_: list[Break] = Field([], alias="break")
    heart_rate: list[HeartRate] = []
    power: list[Power] = []

    @model_validator(mode="after")
    def _is_one_plan(self) -> "PlanFile":
        if not any(self.base(name) for name in PLANNED) and not self.target:
            raise ValueError("it asks for nothing: add a table such as [heat] with min and max, or delete the file")
        for change in self.target:
            if self.begins and change.begins <= self.begins:
                raise ValueError(
                    f"the [[target]] for {change.intervention} begins on {change.begins}, but the plan itself only on "
                    f"{self.begins}: it must begin later"
                )
        for name in PLANNED:
            days = [change.begins for change in self.target if change.intervention == name]
            if len(days) > len(set(days)):
                raise ValueError(f"two [[target]] for {name} begin on the same day")
            breaks = self.breaks(name)
            for one, next_one in pairwise(breaks):
                if one.until is None or next_one.begins <= one.until:
                    raise ValueError(
                        f"the [[break]] from {next_one.begins} begins before the one from {one.begins} has ended"
                    )
        for table, entries in (("heart_rate", self.heart_rate), ("power", self.power)):
            if len(entries) > len({entry.begins for entry in entries}):
                raise ValueError(f"two [[{table}]] begin on the same day")
        return self

    def base(self, intervention: str) -> Target | None:
        """The target that the plan begins with."""
        target: Target | None = getattr(self, intervention)
        return target

    def breaks(self, intervention: str) -> list[Break]:
        """Breaks from an intervention, the earliest first."""
        own = (one for one in self.break_ if intervention in one.interventions)
        return sorted(own, key=lambda one: one.begins)


def _check(unit: str, least: float, most: float) -> None:
    whole = "" if unit == "hours" else "whole "
    for name, value in (("min", least), ("max", most)):
        if not 0 <= value <= MOST[unit] or (whole and value % 1):
            raise ValueError(f"{name} must be a {whole}number from 0 to {MOST[unit]}, not {value:g}")
    if least > most:
        raise ValueError(f"min ({least:g}) must not be above max ({most:g})")


def _within(name: str, value: float | None, least: int, most: int) -> None:
    if value is not None and not least <= value <= most:
        raise ValueError(f"{name} must be a number from {least} to {most}, not {value:g}")
