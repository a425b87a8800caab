"""What a table's docstring, or a view's first comment, tells people: its parts."""

import inspect
import re
from dataclasses import dataclass
from textwrap import dedent

#: `Misleads:` and a list, then `Example:` with a question and, indented, its SQL; both may be missing.
PARTS = re.compile(
    r"(?P<about>.*?)(?:\n\nMisleads:\n(?P<misleads>.*?))?(?:\n\nExample: (?P<question>[^\n]+)\n(?P<example>.*))?",
    re.DOTALL,
)


@dataclass(frozen=True)
class Told:
    """The parts, as plain text."""

    summary: str
    """The first line: what one row is."""
    meaning: str
    """The paragraphs after it."""
    misleads: str
    """What would mislead a newcomer, as a Markdown list."""
    question: str
    """What the example asks."""
    example: str
    """The example: one query."""


def told(text: str) -> Told:
    """Take a text apart; what it does not tell is empty."""
    found = PARTS.fullmatch(inspect.cleandoc(text))
    parts = {name: part or "" for name, part in found.groupdict().items()} if found else {}
    summary, _, meaning = parts["about"].partition("\n")
    return Told(
        summary, meaning.strip(), parts["misleads"].strip(), parts["question"], dedent(parts["example"]).strip()
    )
