"""Words with gaps, filled from a row: numbers as they stand there, and nouns and verbs that agree with them.

`{minutes}` is the value; `{missed|none}` is the value, or the word where it is zero; `{sessions session|sessions}` is
`no sessions`, `1 session` or `12 sessions`; and `{sessions? was|were}` is only the word.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

GAP = re.compile(r"\{(?P<name>\w+)(?:\|(?P<zero>[^{}|]+)|(?P<bare>\?)? (?P<one>[^{}|]+)\|(?P<many>[^{}|]+))?\}")


def said(words: str, row: Mapping[str, Any]) -> str:
    """The words with their gaps filled. Raises `KeyError` for a gap that the row lacks."""

    def filled(found: re.Match[str]) -> str:
        text = in_gap(found, row[found["name"]])
        begins_a_sentence = found.start() == 0 or words[: found.start()].endswith(". ")
        return text[:1].upper() + text[1:] if begins_a_sentence else text

    return GAP.sub(filled, words)


def in_gap(found: re.Match[str], value: Any) -> str:
    """What stands in one gap."""
    if found["one"] is None:
        return found["zero"] if value == 0 and found["zero"] else shown(value)
    noun = found["one"] if value == 1 else found["many"]
    if found["bare"]:
        return noun
    return f"no {noun}" if value == 0 else f"{shown(value)} {noun}"


def shown(value: Any) -> str:
    """A value of a row as people read it; what is not known says so."""
    if value is None:
        return "unknown"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.10g}"
    if isinstance(value, date):
        return f"{value.day} {value:%B %Y}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return listed([shown(one) for one in value])
    return str(value)


def listed(names: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
