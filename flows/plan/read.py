"""The athlete's plan: plan.toml becomes core.plan."""

import hashlib
import tomllib
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import zip_longest
from pathlib import Path
from typing import Any

import orjson
import polars as pl
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from flows.errors import UsageError, WarehouseUnavailable
from flows.plan.default import DEFAULT_PLAN
from flows.plan.file import LEAST_REPS, MOST_REPS, MOST_WORDS, UNITS, Change, PlanFile, Target
from flows.toml_text import read_toml
from schemas.plan import PLANNED, Plan
from transforms.heat_words import HEAT_WORDS
from warehouse.durable import write_text

ONE_DAY = timedelta(days=1)

_DAY = "a date such as 2026-01-05, without quotes"
_TARGET = "a table with min and max"
#: What is allowed where, in the words of the error message. Ranges of min and max depend on the unit: flows.plan.file.
_ALLOWED = (
    {
        "from": _DAY,
        "until": _DAY,
        "min": "a number",
        "max": "a number",
        "words": 'a table of lists, such as { sauna = ["hot box"] }',
        "min_reps": f"a whole number from {LEAST_REPS} to {MOST_REPS}",
        "unknown_counts": "true or false",
        "reason": "a text in quotes",
        "intervention": f"one of {', '.join(PLANNED)}",
        "interventions": f"a list of some of {', '.join(PLANNED)}",
        "target": "written as [[target]], in double brackets",
        "break": "written as [[break]], in double brackets",
        "heart_rate": "written as [[heart_rate]], in double brackets",
        "power": "written as [[power]], in double brackets",
        "first_threshold": "a number, in beats a minute",
        "maximum": "a number, in beats a minute",
        "source": '"field" or "laboratory"',
        "threshold": "a number, in watts",
        "weights": "a table of numbers from 0 to 1, such as { EBikeRide = 0.5 }",
    }
    | dict.fromkeys(PLANNED, _TARGET)
    | dict.fromkeys(HEAT_WORDS, f"a list of up to {MOST_WORDS} words in quotes")
)
_NEXT = "Change it, then check with: fivefold plan check"


def write_default_plan(path: Path) -> bool:
    """Write the default plan for the athlete to edit, unless there is a file already. Says whether it wrote.

    Raises `WarehouseUnavailable` where nothing can be written.
    """
    if path.exists() or path.is_symlink():
        return False
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_text(path, DEFAULT_PLAN)
    except OSError as error:
        raise WarehouseUnavailable(
            f"{path} cannot be written ({error.strerror}). Make its folder writable, or set FIVEFOLD_HOME to another, "
            "then run: fivefold sync"
        ) from None
    return True


def read_plan(path: Path, athlete_ids: Iterable[int], default_from: date) -> pl.DataFrame:
    """core.plan of the athletes, from the file at `path`; without a file, the default plan.

    A plan that does not say when it begins does so on `default_from` (the Monday of the first week of the history).
    `plan_version` is a hash of what the file says: comments and layout do not change it.
    Raises `UsageError` for a file that cannot be read or says what cannot be.
    """
    plan = parse(path)
    version = hashlib.sha256(orjson.dumps(plan.model_dump(mode="json"), option=orjson.OPT_SORT_KEYS)).hexdigest()[:12]
    periods = [
        {"intervention": name, "unit": UNITS[name], "plan_version": version} | period
        for name in PLANNED
        for period in _periods(plan, name, default_from)
    ]
    athletes = pl.DataFrame({"athlete_id": sorted(set(athlete_ids))}, schema={"athlete_id": pl.Int64})
    types = {name: dtype for name, dtype in Plan.dtypes().items() if name != "athlete_id"}
    return athletes.join(pl.DataFrame(periods, schema=types), how="cross").select(Plan.columns()).sort(Plan.key())


def read_heat_words(path: Path) -> dict[str, tuple[str, ...]]:
    """Words for passive heat by kind: those that are known, and the athlete's own from the file at `path`.

    Raises `UsageError` as `read_plan` does.
    """
    heat = parse(path).heat
    own = heat.words.model_dump() if heat else {}
    return {kind: (*words, *own.get(kind, ())) for kind, words in HEAT_WORDS.items()}


def _periods(plan: PlanFile, intervention: str, default_from: date) -> Iterator[dict[str, Any]]:
    """Targets and breaks of one intervention as periods that follow each other."""
    begins = plan.begins or default_from
    changes = sorted((one for one in plan.target if one.intervention == intervention), key=lambda one: one.begins)
    base = plan.base(intervention)
    # What a plan without a beginning changed before the history began holds from that beginning.
    targets: dict[date, Target | Change] = {begins: base} if base else {}
    targets |= {max(change.begins, begins): change for change in changes}
    breaks = plan.breaks(intervention)
    edges = {*targets, *(one.begins for one in breaks), *(one.until + ONE_DAY for one in breaks if one.until)}
    starts = sorted(day for day in edges if day >= min(targets, default=date.max))
    hills, strength = plan.hill_sprints, plan.strength
    min_reps = hills.min_reps if hills else LEAST_REPS
    is_unknown_counted = strength.unknown_counts if strength else True
    for start, following in zip_longest(starts, starts[1:]):
        target = targets[max(day for day in targets if day <= start)]
        pause = next((one for one in breaks if one.begins <= start and (one.until is None or start <= one.until)), None)
        yield {
            "valid_from": start,
            "valid_until": following - ONE_DAY if following else None,
            "target_min": float(target.min),
            "target_max": float(target.max),
            "session_min_reps": min_reps if intervention == "hill_sprints" else None,
            "is_unknown_counted": is_unknown_counted if intervention == "strength" else None,
            "is_break": pause is not None,
            "break_reason": pause.reason if pause else None,
        }


def parse(path: Path) -> PlanFile:
    """What the file at `path` says; without a file, the default plan. Raises `UsageError` as `read_plan` does."""
    try:
        return PlanFile.model_validate(read_toml(_text(path)))
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{path} is not valid TOML: {error}. {_NEXT}") from None
    except ValidationError as error:
        raise UsageError(f"{path}: {_sentence(error.errors()[0])} {_NEXT}") from None


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return DEFAULT_PLAN
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            f"{path} cannot be read ({type(error).__name__}). Make it a readable UTF-8 text file, or delete it to get "
            "the default plan."
        ) from None


def _sentence(error: ErrorDetails) -> str:
    """One sentence for one of pydantic's errors: where it is and what is allowed there."""
    location = error["loc"]
    if "weights" in location:
        # What stands in that table are names of sports, not keys of ours.
        location = location[: location.index("weights") + 1]
    names = [part for part in location if isinstance(part, str)]
    place = _place(location)
    if error["type"] == "value_error":
        return f"{place + ': ' if place else ''}{error['ctx']['error']}."
    if error["type"] == "extra_forbidden":
        return f"{place} is no key that a plan can hold."
    verb = "is missing: it must be" if error["type"] == "missing" else "must be"
    return f"{place} {verb} {_ALLOWED[names[-1]]}."


def _place(location: tuple[int | str, ...]) -> str:
    """`[heat] min`, `[[target]] number 2, from`: where in the file."""
    match location:
        case (("target" | "break" | "heart_rate" | "power") as table, int(index), *rest):
            return ", ".join([f"[[{table}]] number {index + 1}", *(str(key) for key in rest if isinstance(key, str))])
        case (str(table), str(key), *rest):
            return " ".join([f"[{table}] {key}", *(str(part) for part in rest if isinstance(part, str))])
        case _:
            return "".join(str(part) for part in location)
