"""What may stand in labels.toml, and what stands there."""

import tomllib
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, Literal

import polars as pl
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from pydantic_core import ErrorDetails

from flows.errors import UsageError
from flows.toml_text import read_toml
from transforms.labels import SAID

#: Its name in the home folder, beside plan.toml.
FILE_NAME = "labels.toml"
LONGEST_NOTE = 1000

_ALLOWED = {
    "activity": "a whole number, the activity's id",
    "counts_for": 'a list of hill_sprints, heat, cross_training and strength, such as ["heat"], or [] for nothing',
    "duplicate_of": "the id of the activity to keep instead, or false",
    "labelled_on": "a date such as 2026-01-05, without quotes",
    "note": f"a text in quotes of up to {LONGEST_NOTE} characters",
    "label": "written as [[label]], in double brackets",
}
_NEXT = "Change it, then check with: fivefold label --list"


class Label(BaseModel):
    """What the athlete says of one activity."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    activity: int = Field(ge=-(2**63), lt=2**63)
    counts_for: list[Literal["hill_sprints", "heat", "cross_training", "strength"]] | None = None
    """All that it counts for; None where the label is not about that."""
    duplicate_of: int | Literal[False] | None = None
    """The activity to keep instead; False where it is no duplicate; None where the label is not about that."""
    labelled_on: date | None = None
    note: str | None = Field(None, max_length=LONGEST_NOTE)

    @model_validator(mode="after")
    def _says_something(self) -> "Label":
        if self.counts_for is None and self.duplicate_of is None:
            raise ValueError(f"the label of activity {self.activity} says nothing: give it counts_for or duplicate_of")
        if self.counts_for and len(self.counts_for) > len(set(self.counts_for)):
            raise ValueError(f"the label of activity {self.activity} names an intervention twice")
        if self.duplicate_of is not False and self.duplicate_of is not None:
            if self.duplicate_of == self.activity:
                raise ValueError(f"activity {self.activity} cannot be a duplicate of itself")
            if not -(2**63) <= self.duplicate_of < 2**63 or not self.duplicate_of:
                raise ValueError(f"no activity has the id {self.duplicate_of}")
        return self

    def row(self) -> dict[str, Any]:
        """As a row of `transforms.labels.SAID`."""
        return {
            "activity_id": self.activity,
            "interventions": None if self.counts_for is None else sorted(self.counts_for),
            "is_duplicate": None if self.duplicate_of is None else self.duplicate_of is not False,
            "duplicate_of": self.duplicate_of or None,
            "labelled_on": self.labelled_on,
            "note": self.note,
        }


class LabelFile(BaseModel):
    """The whole file."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    label: list[Label] = []

    @model_validator(mode="after")
    def _says_it_once(self) -> "LabelFile":
        for activity, labels in Counter(label.activity for label in self.label).items():
            if labels > 1:
                raise ValueError(f"activity {activity} has {labels} labels: put them into one")
        return self

    def of(self, activity: int) -> Label | None:
        """The label of an activity, if it has one."""
        return next((label for label in self.label if label.activity == activity), None)


def read_labels(path: Path) -> pl.DataFrame:
    """What the file at `path` says, one row per label with the columns of `SAID`; no file says nothing.

    Raises `UsageError` for a file that cannot be read or says what cannot be.
    """
    return pl.DataFrame([label.row() for label in parsed(read_text(path), path).label], schema=SAID).sort("activity_id")


def read_text(path: Path) -> str:
    """The file as it stands; empty if there is none."""
    try:
        # Else a pipe is waited for, and a device, such as what nothing comes from, replaced by the file.
        if path.exists() and not path.is_file():
            raise UsageError(f"{path} is no file. Move it away, then check with: fivefold label --list")
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            f"{path} cannot be read ({type(error).__name__}). Make it a readable UTF-8 text file, then check with: "
            "fivefold label --list"
        ) from None


def parsed(text: str, path: Path) -> LabelFile:
    """The labels in a text. Raises `UsageError` that names the place in `path`."""
    try:
        return LabelFile.model_validate(read_toml(text))
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{path} is not valid TOML: {error}. {_NEXT}") from None
    except ValidationError as error:
        raise UsageError(f"{path}: {_sentence(error.errors()[0])} {_NEXT}") from None


def _sentence(error: ErrorDetails) -> str:
    """One sentence for one of pydantic's errors: where it is and what is allowed there."""
    place = ", ".join(_place(error["loc"]))
    if error["type"] == "value_error":
        return f"{place + ': ' if place else ''}{error['ctx']['error']}."
    if error["type"] == "extra_forbidden":
        return f"{place} is no key that a label can have."
    name = next((str(part) for part in reversed(error["loc"]) if part in _ALLOWED), "label")
    verb = "is missing: it must be" if error["type"] == "missing" else "must be"
    return f"{place} {verb} {_ALLOWED[name]}."


def _place(location: tuple[int | str, ...]) -> Iterator[str]:
    """`[[label]] number 2`, `counts_for`."""
    match location:
        case ("label", int(index), *rest):
            yield f"[[label]] number {index + 1}"
            # What follows the key is pydantic's: which of several types did not fit.
            yield from (str(part) for part in rest[:1])
        case (first, *_):
            yield str(first)
