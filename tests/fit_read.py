"""What tests ask of a FIT file that is read."""

from typing import Any

import pytest

from flows.files.decoded import Decoded, UnreadableFile
from flows.files.fit.reader import read_fit


def recording(file: bytes) -> dict[str, Any]:
    """The one recording of a file."""
    (row,) = read_fit(file).recordings.rows(named=True)
    return row


def refused(file: bytes) -> UnreadableFile:
    with pytest.raises(UnreadableFile) as caught:
        read_fit(file)
    return caught.value


def column(name: str, file: bytes) -> list[Any]:
    return read_fit(file).samples[name].to_list()


def damage(decoded: Decoded) -> str:
    ((rule, reason),) = decoded.notes
    assert rule == "file: whole"
    return reason
