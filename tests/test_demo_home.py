"""Where the demo may live, and what it refuses to empty."""

import socket

import pytest

from flows.demo.run import MARKER, empty_home, refuse_taken
from flows.errors import UsageError, WarehouseUnavailable


def test_an_earlier_demo_is_emptied(tmp_path):
    home = empty_home(tmp_path / "demo")
    (home / "warehouse.duckdb").write_text("old")
    assert [file.name for file in empty_home(home).iterdir()] == [MARKER]


def test_what_no_demo_made_stays(tmp_path):
    (tmp_path / "precious").write_text("mine")
    with pytest.raises(UsageError, match="no demo made"):
        empty_home(tmp_path)
    assert (tmp_path / "precious").read_text() == "mine"


def test_a_file_is_no_home(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match="no demo made"):
        empty_home(tmp_path / "file")


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises((UsageError, WarehouseUnavailable), match="--home DIR"):
        empty_home(tmp_path / "file" / "below")


def test_a_taken_port_is_named():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(UsageError, match="is taken"):
            refuse_taken(taken.getsockname()[1])
    refuse_taken(0)
