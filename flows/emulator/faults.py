"""Faults on demand: rules that spoil the answers of some kinds of calls.

A rule says which calls it means (kind of path, activity), which of those (from the n-th on, so many times, with a
probability), and what happens. Several rules may spoil one answer, in their order.
"""

import asyncio
import random
import re
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any, Literal, Self

import orjson
from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from flows.emulator.answer import HTML, Answer, json_answer

Kind = Literal["athlete", "listing", "detail", "streams", "zones", "stats", "gear", "token", "subscriptions", "any"]
Action = Literal["status", "html", "truncate", "invalid_json", "delay", "reset", "wrong_type"]

INSTEAD_OF_WORK: frozenset[Action] = frozenset({"status", "html"})
"""These happen before the server has done anything; the others spoil the answer to work that was done."""

MAINTENANCE_PAGE = (
    b"<!DOCTYPE html><html><head><title>Temporarily unavailable</title></head><body>Back soon.</body></html>"
)
STEP = re.compile(r"[^.\[\]]+")


class Fault(BaseModel):
    """One rule of what goes wrong."""

    model_config = ConfigDict(extra="forbid")

    kind: Kind = Field("any", description="The kind of calls that the rule means.")
    activity_id: int | None = Field(None, description="Only this activity's detail or streams, or its listing record.")
    action: Action
    from_nth: int = Field(1, ge=1, description="The first matching call that is hit, counted from 1.")
    times: int | None = Field(None, ge=1, description="How many matching calls are hit from there; None: all.")
    probability: float = Field(1.0, ge=0, le=1, description="Share of those calls that are hit.")
    seed: int = Field(0, description="Seed of the dice behind `probability`.")
    status: int = Field(500, ge=200, le=599, description="For `status` and `html`: the status sent.")
    headers: dict[str, str] = Field(default_factory=dict, description="For `status`: headers such as Retry-After.")
    delay_s: float = Field(0.0, ge=0, le=3600, description="For `delay`: how long the answer waits.")
    field: str = Field("", description="For `wrong_type`: where, such as `distance` or `laps[0].distance`.")
    value: Any = Field(None, description="For `wrong_type`: what stands there then; None: something of another type.")

    @model_validator(mode="after")
    def _a_wrong_type_stands_somewhere(self) -> Self:
        if self.action == "wrong_type" and not STEP.search(self.field):
            raise ValueError("wrong_type needs a field, such as distance or laps[0].distance")
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
        if fault.activity_id is not None and kind != "listing" and fault.activity_id != activity_id:
            return False
        self._seen += 1
        if self._seen < fault.from_nth or (fault.times is not None and self._seen >= fault.from_nth + fault.times):
            return False
        return fault.probability >= 1 or self._dice.random() < fault.probability


def happens_instead(faults: list[Fault]) -> bool:
    """Whether one of these faults strikes before the server has done the work."""
    return any(fault.action in INSTEAD_OF_WORK for fault in faults)


async def spoil(answer: Answer, faults: list[Fault]) -> Answer:
    """The answer after every fault, in order."""
    for fault in faults:
        answer = await ACTIONS[fault.action](answer, fault)
    return answer


async def _status(answer: Answer, fault: Fault) -> Answer:
    return json_answer({"message": "error", "errors": []}, fault.status, {**answer.headers, **fault.headers})


async def _html(answer: Answer, fault: Fault) -> Answer:
    return replace(answer, body=MAINTENANCE_PAGE, content_type=HTML, status=fault.status)


async def _truncate(answer: Answer, fault: Fault) -> Answer:
    return replace(answer, ending="truncated")


async def _invalid_json(answer: Answer, fault: Fault) -> Answer:
    return replace(answer, body=answer.body[: len(answer.body) // 2] + b'"unfinished')


async def _delay(answer: Answer, fault: Fault) -> Answer:
    await asyncio.sleep(fault.delay_s)
    return answer


async def _reset(answer: Answer, fault: Fault) -> Answer:
    return replace(answer, ending="reset")


async def _wrong_type(answer: Answer, fault: Fault) -> Answer:
    if answer.status != 200:
        return answer
    body = orjson.loads(answer.body)
    records = body if isinstance(body, list) else [body]
    chosen = [record for record in records if fault.activity_id in (None, record.get("id"))]
    if not chosen and not isinstance(body, list):
        chosen = records  # streams do not say whose they are; the rule has matched by path
    if chosen:
        _set(chosen[0], fault.field, fault.value)
    return replace(answer, body=orjson.dumps(body))


def _set(record: Any, path: str, value: Any) -> None:
    """Put `value`, or something of another type, at a path; a path that leads nowhere changes nothing."""
    *parents, last = [int(step) if step.isdecimal() else step for step in STEP.findall(path)]
    try:
        for step in parents:
            record = record[step]
        was = record[last] if isinstance(last, int) else record.get(last)
    except (KeyError, IndexError, TypeError, AttributeError):
        return
    record[last] = _of_another_type(was) if value is None else value


def _of_another_type(value: Any) -> Any:
    return "unexpected" if isinstance(value, dict | int | float) else {"unexpected": "object"}


ACTIONS: dict[Action, Callable[[Answer, Fault], Awaitable[Answer]]] = {
    "status": _status,
    "html": _html,
    "truncate": _truncate,
    "invalid_json": _invalid_json,
    "delay": _delay,
    "reset": _reset,
    "wrong_type": _wrong_type,
}
