import pytest

from schemas.model_card import ModelCard
from schemas.tables import TABLES
from tests.frames import rows


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.full_name())
def test_a_table_class_says_what_everything_is(table):
    columns = table.to_schema().columns
    assert table.__doc__
    assert all(column.description for column in columns.values())
    assert set(table.key()) <= set(columns)
    assert not any(columns[name].nullable for name in table.key())


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.full_name())
def test_a_plain_row_is_valid(table):
    assert rows(table, {}).height == 1


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.full_name())
def test_the_module_has_the_name_of_the_table(table):
    assert table.__module__ == f"schemas.{table.stem()}"


# The model card tells of the rules, whoever they are used on.
OF_ATHLETES = [table for table in TABLES if not table.stays_private() and table is not ModelCard]


@pytest.mark.parametrize("table", OF_ATHLETES, ids=lambda table: table.full_name())
def test_a_published_table_begins_with_the_athlete(table):
    assert table.columns()[0] == "athlete_id"
