"""Changing labels.toml so that whoever edits it by hand finds the rest as it was."""

import fcntl
import os
import re
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from flows.errors import UsageError, WarehouseUnavailable
from flows.word.labels import Label, parsed, read_text
from warehouse.durable import write_text

HEAD = """\
# Your word on activities: it outranks every rule, and holds until you take it back.
# fivefold writes this file and so may you; the next fivefold sync follows it.
#
# [[label]]
# activity = 12345678901       # its id, as in core.activities
# counts_for = ["heat"]        # all that it counts for: hill_sprints, heat, cross_training, strength; [] for nothing
# duplicate_of = 12345678900   # keep that one instead; false: this is no duplicate
# labelled_on = 2026-01-05     # when you said so
# note = "why"
"""
_HEADER = re.compile(r"\s*\[\[\s*label\s*\]\]\s*(#.*)?")


def set_label(path: Path, activity: int, label: Label | None) -> None:
    """Write the label of an activity into the file, in the place of the one it had; None takes that away.

    Comments and all other labels stay as they are. Raises `UsageError`, and changes nothing, where the file is written
    in a way that this cannot change, and `WarehouseUnavailable` where nothing can be written.
    """
    with _alone(path):
        before = read_text(path)
        held = parsed(before, path).label
        if label is None and all(one.activity != activity for one in held):
            return
        text = _changed(before or HEAD, [one.activity for one in held], activity, label)
        wanted = [one if one.activity != activity else label for one in held]
        if label and label not in wanted:
            wanted.append(label)
        if _meant(text) != [one for one in wanted if one]:
            raise UsageError(
                f"{path} is written in a way that only you can change: edit its label of activity {activity} by hand, "
                "then check with: fivefold label --list"
            )
        try:
            write_text(path, text)
        except OSError as error:
            raise _unwritable(path, error) from None


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """No other process changes the labels meanwhile: what it had read would undo what is written here."""
    try:
        folder = path.resolve().parent
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(folder, os.O_RDONLY)
    except OSError as error:
        raise _unwritable(path, error) from None
    try:
        # Some network drives lock no folder: there, two at once are at the athlete's own risk.
        with suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _changed(text: str, held: list[int], activity: int, label: Label | None) -> str:
    """The text with another block for the activity; without one, the block stands at its end."""
    # Only what TOML takes for a line end is one.
    lines = text.removesuffix("\n").split("\n")
    heads = [number for number, line in enumerate(lines) if _HEADER.fullmatch(line)]
    if activity not in held:
        return "\n".join([*lines, "", "[[label]]", *_lines(label)]) + "\n"
    if len(heads) != len(held):
        return text
    begin = heads[held.index(activity)]
    end = next((number for number in heads if number > begin), len(lines))
    # What stands above the next header, after the last key, is about the next.
    while end > begin + 1 and (not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#")):
        end -= 1
    if label is None:
        block = []
        # One empty line less: of two that would meet, or the one at the end.
        if begin and not lines[begin - 1].strip() and not "".join(lines[end : end + 1]).strip():
            begin -= 1
    else:
        values = _values(label)
        kept = [line for line in lines[begin + 1 : end] if _stays(line, values)]
        told = {name for line in kept for name in tomllib.loads(line)}
        block = [lines[begin], *kept, *(line for name, line in _written(values).items() if name not in told)]
    return "\n".join([*lines[:begin], *block, *lines[end:]]) + "\n"


def _stays(line: str, values: dict[str, Any]) -> bool:
    """Whether a line of a label is a comment, or says what the label still says."""
    try:
        said = tomllib.loads(line)
    except tomllib.TOMLDecodeError:
        return False
    return all(
        name in values and type(values[name]) is type(said[name]) and values[name] == said[name] for name in said
    )


def _values(label: Label) -> dict[str, Any]:
    return {name: value for name, value in label.model_dump().items() if value is not None}


def _lines(label: Label | None) -> list[str]:
    return list(_written(_values(label)).values()) if label else []


def _written(values: dict[str, Any]) -> dict[str, str]:
    """A line of TOML for each value."""
    return {name: f"{name} = {_toml(value)}" for name, value in values.items()}


def _toml(value: Any) -> str:
    match value:
        case False:
            return "false"
        case str():
            return '"' + "".join(_escaped(character) for character in value) + '"'
        case list():
            return "[" + ", ".join(_toml(one) for one in value) + "]"
        case _:
            return str(value)


def _escaped(character: str) -> str:
    """A character of a basic string: quotes, control characters and line ends of any kind are spelled out."""
    if character in '"\\':
        return "\\" + character
    if character.isprintable():
        return character
    return f"\\u{ord(character):04x}" if ord(character) < 0x10000 else f"\\U{ord(character):08x}"


def _meant(text: str) -> list[Label] | None:
    """The labels that a text holds, in their order; None if it is none that can be read."""
    try:
        return parsed(text, Path()).label
    except UsageError:
        return None


def _unwritable(path: Path, error: OSError) -> WarehouseUnavailable:
    return WarehouseUnavailable(
        f"{path} cannot be written ({error.strerror}). Make its folder writable, then try again."
    )
