"""Numbers and dates mean the same whichever country wrote them."""

from datetime import UTC, datetime

import polars as pl
import pytest

from flows.files.export.cells import number, starts, whole

AT = datetime(2026, 5, 12, 8, 7, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "hour"),
    [
        ("May 12, 2026, 8:07:59 AM", 8),
        ("May 12, 2026, 12:07:59 AM", 0),
        ("May 12, 2026, 12:07:59 PM", 12),
        ("May 12, 2026, 8:07:59\u202fPM", 20),
        ("12 May 2026, 08:07:59", 8),
        ("12 mai 2026 à 08:07:59", 8),
        ("12 mai 2026, 08:07:59", 8),
        ("12 may 2026, 8:07:59", 8),
        ("12 may. 2026 8:07:59 p.\xa0m.", 20),
        ("12 de mai. de 2026, 20:07:59", 20),
        ("12/05/2026, 08:07:59", 8),
        ("12-05-2026 08:07:59", 8),
        ("12.5.2026, 08:07:59", 8),
        ("2026/05/12 8:07:59", 8),
        ("2026/5/12 午後8:07:59", 20),
        ("2026年5月12日 8:07:59", 8),
        ("2026-05-12 08:07:59", 8),
        ("2026-05-12T08:07:59Z", 8),
        ("12 мая 2026 г., 08:07:59", 8),
        ("１２ mei ２０２６ ０８:０７:５９", 8),
    ],
)
def test_a_date_is_read_as_any_country_writes_it(written: str, hour: int) -> None:
    assert starts(pl.Series([written]), is_day_first=True).row(0) == (AT.replace(hour=hour), False)


def months(*written: str, is_day_first: bool = False) -> list[int | None]:
    return starts(pl.Series(written), is_day_first=is_day_first)["start_at"].dt.month().to_list()


def test_one_number_above_12_tells_day_from_month_in_the_whole_column() -> None:
    assert months("05/06/2026 08:00:00", "13/06/2026 08:00:00") == [6, 6]
    assert months("05/06/2026 08:00:00", "06/13/2026 08:00:00") == [5, 6]
    assert months("05/06/2026 08:00:00", "06/13/2026 08:00:00", is_day_first=True) == [5, 6]


def test_else_the_language_tells_day_from_month() -> None:
    assert months("05/06/2026 08:00:00", "06/07/2026 08:00:00", is_day_first=True) == [6, 7]


def test_where_neither_tells_only_a_date_that_can_be_one_is_read() -> None:
    written = ["05/06/2026 08:00:00", "06/06/2026 08:00:00", "5.6.2026 08:00:00", "2026/05/06 08:00:00"]
    assert months(*written) == [None, 6, 6, 5]
    assert starts(pl.Series(written), is_day_first=False)["is_ambiguous"].to_list() == [True, False, False, False]
    contradicting = [*written[:1], "13/06/2026 08:00:00", "06/13/2026 08:00:00"]
    assert months(*contradicting) == [None, 6, 6]


@pytest.mark.parametrize(
    "written", ["", None, "yesterday", "31.02.2026, 08:00:00", "12 mai 2026", "12 foo 2026 08:00:00"]
)
def test_what_is_no_instant_is_null(written: str | None) -> None:
    assert starts(pl.Series([written], dtype=pl.String), is_day_first=True).row(0) == (None, False)


@pytest.mark.parametrize(
    ("written", "where_points", "where_commas"),
    [
        ("3189.0", 3189.0, 3189.0),
        ("9,44", 9.44, 9.44),
        ("1,234", 1.234, 1234.0),
        ("0,123", 0.123, 0.123),
        ("1.234", 1.234, 1.234),
        ("1.234,5", 1234.5, 1234.5),
        ("1,234.5", 1234.5, 1234.5),
        ("1 234,5", 1234.5, 1234.5),
        ("1\u202f234,5", 1234.5, 1234.5),
        ("1’234.5", 1234.5, 1234.5),
        ("1.234.567", 1_234_567.0, 1_234_567.0),
        ("-3", -3.0, -3.0),
        ("inf", None, None),
        ("1e999", None, None),
        ("NaN", None, None),
        ("about 5", None, None),
        (None, None, None),
    ],
)
def test_a_number_is_read_with_points_or_commas(
    written: str | None, where_points: float | None, where_commas: float | None
) -> None:
    cell = pl.DataFrame({"cell": [written]}, schema={"cell": pl.String})
    read = [cell.select(number("cell", comma_parts_thousands=parts)).item() for parts in (False, True)]
    assert read == [where_points, where_commas]


@pytest.mark.parametrize(
    ("written", "read"),
    [("19404735112", 19_404_735_112), (" 7.0 ", 7), ("0", None), ("-7", None), ("1.9e10", None), ("9" * 30, None)],
)
def test_an_id_is_read_whole_or_not_at_all(written: str, read: int | None) -> None:
    assert pl.DataFrame({"cell": [written]}).select(whole("cell")).item() == read
