"""What the command line does with errors that nobody expected."""

import stat

import polars as pl
import pytest

from flows.cli.main import keep_traceback
from warehouse.database import open_warehouse


def test_an_unexpected_error_is_kept_for_its_owner_alone():
    try:
        raise RuntimeError("with a token in it")
    except RuntimeError:
        log = keep_traceback()
    assert "with a token in it" in log.read_text()
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
    log.unlink()


@pytest.mark.parametrize(
    ("query", "answer"),
    [
        ("SELECT sum(x) AS a FROM (VALUES (1), (2)) t(x)", [3]),
        ("SELECT 1.50::DECIMAL(5, 2) AS a", [1.5]),
        ("SELECT 170141183460469231731687303715884105727::HUGEINT AS a", [1.7014118346046923e38]),
        ("SELECT NULL::DECIMAL(5, 2) AS a", [None]),
    ],
)
def test_decimals_come_back_as_numbers(tmp_path, query, answer):
    with open_warehouse(tmp_path / "warehouse.duckdb") as warehouse:
        found = warehouse.ask(query)["a"]
    assert found.to_list() == answer
    assert found.dtype in (pl.Int64, pl.Float64)
