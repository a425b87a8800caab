"""README in pieces, for the tests that hold it to its word."""

import re
import shlex
from pathlib import Path

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def fenced(language: str, text: str = README) -> list[str]:
    """The blocks of a language, without the indent that they have inside a list."""
    found = re.findall(rf"^( *)```{language}\n(.*?)^ *```$", text, re.DOTALL | re.MULTILINE)
    return [re.sub(rf"^{indent}", "", block, flags=re.MULTILINE) for indent, block in found]


def shell_lines(text: str = README) -> list[str]:
    """Every line of every shell block."""
    return [line for block in fenced("sh", text) for line in block.splitlines() if line.strip()]


def fivefold_commands() -> list[list[str]]:
    """Each `fivefold …` that README types, in a block or in the table of commands, as its arguments."""
    typed = [*shell_lines(), *re.findall(r"^\| `(fivefold .*?)` \|", README, re.MULTILINE)]
    words = [re.split(r"(?:^|/| )fivefold (?=\S)", line, maxsplit=1)[1] for line in typed if "fivefold " in line]
    return [list(one) for one in dict.fromkeys(tuple(shlex.split(line)) for line in words)]
