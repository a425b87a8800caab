"""What is private is its owner's alone from the first instant, however loose the umask."""

import os
import stat
from contextlib import contextmanager

import pytest

from flows.strava.token_store import Tokens, TokenStore
from warehouse.database import open_warehouse

TOKENS = Tokens("access-1", "refresh-1", 1_800_000_000)


@contextmanager
def umask(mask):
    before = os.umask(mask)
    try:
        yield
    finally:
        os.umask(before)


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.parametrize("mask", [0o000, 0o022, 0o777])
def test_the_tokens_their_lock_and_their_home(tmp_path, mask):
    home = tmp_path / "home"
    store = TokenStore(home / "token.json")
    with umask(mask & 0o077), store.locked():
        pass
    with umask(mask):
        store.write(TOKENS)
    assert mode(home / "token.json") == 0o600
    assert mode(home / "token.lock") == 0o600
    assert mode(home) == 0o700


def test_no_instant_is_loose(tmp_path, monkeypatch):
    """As it would be if the process died right after the file was made."""
    monkeypatch.setattr("os.fchmod", lambda *_: None)
    with umask(0o000):
        TokenStore(tmp_path / "token.json").write(TOKENS)
    assert mode(tmp_path / "token.json") == 0o600


@pytest.mark.parametrize("mask", [0o000, 0o022])
def test_the_private_warehouse_and_a_home_that_it_makes(tmp_path, mask):
    with umask(mask), open_warehouse(tmp_path / "home" / "warehouse.duckdb"):
        pass
    assert mode(tmp_path / "home" / "warehouse.duckdb") == 0o600
    assert mode(tmp_path / "home") == 0o700


def test_what_its_owner_has_opened_to_others_stays_so(tmp_path):
    home = tmp_path / "home"
    home.mkdir(0o755)
    path = home / "warehouse.duckdb"
    with open_warehouse(path):
        pass
    path.chmod(0o640)
    home.chmod(0o755)
    with open_warehouse(path):
        pass
    assert (mode(path), mode(home)) == (0o640, 0o755)
