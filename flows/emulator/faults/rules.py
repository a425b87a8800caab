"""Rules that spoil some kinds of calls.

A rule says which calls it means (kind of path, activity), which of those (from the n-th on, so many times, with a
probability), and what happens. Several rules may spoil one call, in their order.
"""

import random
import re
from collections.abc import Callable
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from flows.emulator.faults.records import STEP

Kind = Literal["athlete", "listing", "detail", "streams", "zones", "stats", "gear", "token", "subscriptions", "any"]
Happening = Literal["create", "delete", "expire", "revoke", "narrow", "rotate", "deactivate", "jump"]
"""Something that happens at the server, or to its clock, just before the call is answered."""
Spoiling = Literal[
    "status",
    "html",
    "truncate",
    "invalid_json",
    "delay",
    "reset",
    "hang",
    "drip",
    "endless_body",
    "wrong_type",
    "missing_key",
    "duplicate",
    "endless_listing",
]
"""Something that is done to the answer."""

INSTEAD_OF_WORK: frozenset[str] = frozenset({"status", "html", "hang"})
"""These strike before the server has done anything; the others spoil the answer to work that was done."""


def _is_a_path(fault: "Fault") -> bool:
    return STEP.search(fault.field) is not None


def _is_an_activity(fault: "Fault") -> bool:
    match fault.value:
        case {"summary": {"id": int(), "start_date": str()}, "detail": dict()}:
            return True
    return False


NEEDS: dict[str, tuple[Callable[["Fault"], bool], str]] = {
    "wrong_type": (_is_a_path, "a field, such as distance or laps[0].distance"),
    "missing_key": (_is_a_path, "a field, such as distance or laps[0].distance"),
    "delete": (lambda fault: fault.activity_id is not None, "an activity_id"),
    "create": (_is_an_activity, "a value of summary, with id and start_date, detail and, unless it has none, streams"),
    "narrow": (lambda fault: isinstance(fault.value, str), "a value: the scopes that are left, comma-separated"),
    "jump": (lambda fault: isinstance(fault.value, int | float), "a value: seconds forward, or back if negative"),
}
"""What a rule with such an action must say besides."""


class Fault(BaseModel):
    """One rule of what goes wrong."""

    model_config = ConfigDict(extra="forbid")

    kind: Kind = Field("any", description="The kind of calls that the rule means.")
    activity_id: int | None = Field(
        None, description="Only this activity's detail or streams, or its listing record; for `delete`: what goes."
    )
    action: Happening | Spoiling
    from_nth: int = Field(1, ge=1, description="The first matching call that is hit, counted from 1.")
    times: int | None = Field(None, ge=1, description="How many matching calls are hit from there; None: all.")
    probability: float = Field(1.0, ge=0, le=1, description="Share of those calls that are hit.")
    seed: int = Field(0, description="Seed of the dice behind `probability`.")
    status: int = Field(500, ge=200, le=599, description="For `status` and `html`: the status sent.")
    headers: dict[str, str] = Field(default_factory=dict, description="For `status`: headers such as Retry-After.")
    is_bare: bool = Field(False, description="For `status`: without the headers that tell limits and use.")
    text: str | None = Field(None, description="For `status`: the body; None: an error that names nothing.")
    delay_s: float = Field(
        0.0, ge=0, le=3600, description="For `delay`: before the answer; `drip`, `endless_body`: between its pieces."
    )
    pieces: int = Field(10, ge=1, description="For `drip`: how many.")
    field: str = Field(
        "", description="For `wrong_type`, `missing_key`: where, such as `distance` or `laps[0].distance`."
    )
    value: Any = Field(
        None,
        description="For `wrong_type`: what stands there then; None: something of another type. `endless_listing`: "
        "`same` for one page over and over. `create`, `narrow`, `jump`: the activity, the scopes left, seconds.",
    )

    @model_validator(mode="after")
    def _it_says_what_its_action_needs(self) -> Self:
        is_said, what = NEEDS.get(self.action, (lambda _: True, ""))
        if not is_said(self):
            raise ValueError(f"{self.action} needs {what}")
        return self

    @field_validator("headers")
    @classmethod
    def _headers_are_plain(cls, headers: dict[str, str]) -> dict[str, str]:
        if not all(re.fullmatch(r"[A-Za-z0-9-]+", name) and value.isprintable() for name, value in headers.items()):
            raise ValueError("a header has a name of letters, digits and dashes and a printable value")
        return headers


class Faults:
    """The rules in force, with how often each has matched."""

    def __init__(self) -> None:
        self._rules: list[_Rule] = []

    def replace(self, faults: list[Fault]) -> None:
        """Put these rules in force instead of all others."""
        self._rules = [_Rule(fault) for fault in faults]

    def add(self, fault: Fault) -> None:
        """Put one more rule in force."""
        self._rules = [*self._rules, _Rule(fault)]

    def listed(self) -> list[Fault]:
        """The rules in force, in order."""
        return [rule.fault for rule in self._rules]

    def due(self, kind: str, activity_id: int | None) -> list[Fault]:
        """The rules that hit this call; asking counts as the call."""
        return [rule.fault for rule in self._rules if rule.hits(kind, activity_id)]


class _Rule:
    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        self._seen = 0
        self._dice = random.Random(fault.seed)  # noqa: S311 - dice for tests, not for secrets

    def hits(self, kind: str, activity_id: int | None) -> bool:
        fault = self.fault
        if fault.kind not in ("any", kind):
            return False
        is_about_a_record = kind != "listing" and fault.action != "delete"
        if fault.activity_id is not None and is_about_a_record and fault.activity_id != activity_id:
            return False
        self._seen += 1
        if self._seen < fault.from_nth or (fault.times is not None and self._seen >= fault.from_nth + fault.times):
            return False
        return fault.probability >= 1 or self._dice.random() < fault.probability


def happens_instead(faults: list[Fault]) -> bool:
    """Whether one of these faults strikes before the server has done the work."""
    return any(fault.action in INSTEAD_OF_WORK for fault in faults)
