"""TOML that people write by hand."""

import tomllib
from typing import Any


def read_toml(text: str) -> dict[str, Any]:
    """What a text says. Raises `TOMLDecodeError`, also for nesting and numbers that Python gives up on.

    Editors on Windows put a byte order mark before it, which says nothing.
    """
    try:
        return tomllib.loads(text.removeprefix("\ufeff"))
    except tomllib.TOMLDecodeError:
        raise
    except RecursionError:
        raise tomllib.TOMLDecodeError("it is nested too deeply") from None
    except ValueError:
        raise tomllib.TOMLDecodeError("a number has too many digits") from None
