"""What the command line does with errors that nobody expected."""

import stat

import polars as pl
import pytest

from flows.cli.main import keep_traceback
from flows.cli.output import print_table
from warehouse.database import open_published, open_warehouse
from warehouse.errors import QueryError
from warehouse.publish import contents, publish


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


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("SELECT 1 AS a, 2 AS a", "rename one with AS"),
        ("SELECT INTERVAL 3 DAY AS a", "cast it"),
        ("FROM read_text('/etc/hostname')", "disabled"),
        ("ATTACH 'other.duckdb'", "disabled"),
        ("COPY (SELECT 1) TO 'file.csv'", "disabled"),
        ("SET enable_external_access = true", "locked"),
    ],
)
def test_a_query_that_cannot_be_answered_says_why(tmp_path, query, sentence):
    with open_warehouse(tmp_path / "warehouse.duckdb") as warehouse:
        publish(warehouse, tmp_path, contents(warehouse))
    with open_published(tmp_path / "fivefold.duckdb") as copy:
        assert copy.ask("SELECT 1 AS a")["a"].to_list() == [1]
        with pytest.raises(QueryError, match=sentence):
            copy.ask(query)


def test_paths_and_columns_are_no_markup(capsys):
    print_table(["[/]"], [["[red]x"]], title="/home/x[/b]y:smile:")
    shown = capsys.readouterr().out
    assert all(text in shown for text in ("[/]", "[red]x", "/home/x[/b]y:smile:"))
