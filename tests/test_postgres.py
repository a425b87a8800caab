"""PostgreSQL shows a published night: every value with its type, its key and its meaning, to whoever may read."""

import polars as pl
import psycopg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.tables import BY_NAME
from tests.any_rows import NUL
from tests.postgres_copies import one_night, unlike
from tests.postgres_server import PASSWORD
from warehouse.postgres.load import as_csv
from warehouse.postgres.publish import Delivered, publish
from warehouse.postgres.relations import relations

VIEWS = {"mart.adherence_by_week", "mart.running_months"}
TYPES = {
    "BIGINT": "bigint", "DOUBLE": "double precision", "VARCHAR": "text", "DATE": "date", "BOOLEAN": "boolean",
    "TIMESTAMP": "timestamp without time zone", "TIMESTAMP WITH TIME ZONE": "timestamp with time zone",
    "BIGINT[]": "bigint[]", "VARCHAR[]": "text[]", "DATE[]": "date[]",
}  # fmt: skip
WRITES = [
    "INSERT INTO mart.monthly_records SELECT * FROM mart.monthly_records", "UPDATE core.activities SET name = 'x'",
    "DELETE FROM mart.sessions", "TRUNCATE mart.sessions", "DROP TABLE mart.sessions", "DROP SCHEMA mart CASCADE",
    "CREATE TABLE mart.mine (a int)", "ALTER TABLE mart.sessions ADD mine int", "COMMENT ON TABLE mart.sessions IS ''",
]  # fmt: skip


@pytest.fixture(scope="module")
def night(tmp_path_factory):
    with one_night(tmp_path_factory.mktemp("night")) as night:
        yield night


@pytest.fixture(scope="module")
def database(postgres, night):
    """A database that shows yesterday, published by one who may make roles."""
    name = postgres.database()
    publish(night, postgres.url(name))
    return name


@pytest.fixture(scope="module")
def shown(postgres, database):
    with postgres.connect(database) as connection:
        yield connection


@pytest.fixture(scope="module")
def reader(postgres, database):
    """Somebody who is a member of the role, and nothing else."""
    with postgres.connect() as connection:
        connection.execute(f"CREATE ROLE grafana LOGIN PASSWORD '{PASSWORD}' IN ROLE fivefold_reader".encode())
    with postgres.connect(database, "grafana") as connection:
        yield connection


def test_every_value_is_the_copys(shown, night):
    assert unlike(shown, night) == []
    assert {relation.name for relation in relations(night)} > VIEWS


def test_a_text_shows_that_a_nul_was_in_it(shown):
    told = NUL.replace("\0", "\ufffd")
    assert shown.execute("SELECT DISTINCT name FROM core.activities WHERE name LIKE 'before%'").fetchall() == [(told,)]


def test_every_column_has_the_type_of_the_copys(shown, night):
    declared = night.query(
        "SELECT schema_name || '.' || table_name, column_name, data_type FROM duckdb_columns()"
        " WHERE schema_name IN ('core', 'mart', 'ops') AND (schema_name, table_name) <> ('ops', 'contents')"
    ).rows()
    found = shown.execute(
        "SELECT attrelid::regclass::text, attname, format_type(atttypid, atttypmod) FROM pg_attribute"
        " JOIN pg_class c ON c.oid = attrelid WHERE attnum > 0 AND relkind = 'r'"
        " AND relnamespace::regnamespace::text IN ('core', 'mart', 'ops') AND relname <> 'contents'"
    ).fetchall()
    assert sorted(found) == sorted((table, column, TYPES[kind]) for table, column, kind in declared)


def test_every_table_has_its_key_and_what_must_be_there(shown, night):
    keys = dict(
        shown.execute(
            "SELECT conrelid::regclass::text, array_agg(attname::text ORDER BY array_position(conkey, attnum))"
            " FROM pg_constraint JOIN pg_attribute ON attrelid = conrelid AND attnum = ANY(conkey)"
            " WHERE contype = 'p' AND connamespace::regnamespace::text IN ('core', 'mart', 'ops') GROUP BY 1, conkey"
        ).fetchall()
    )
    tables = [relation.name for relation in relations(night) if relation.name not in VIEWS]
    assert keys == {name: BY_NAME[name].key() for name in tables}
    required = shown.execute(
        "SELECT attname FROM pg_attribute WHERE attrelid = 'core.activities'::regclass AND attnotnull AND attnum > 0"
    ).fetchall()
    declared = BY_NAME["core.activities"].to_schema().columns
    assert {name for (name,) in required} == {name for name, column in declared.items() if not column.nullable}


def test_schemas_tables_and_columns_say_what_they_are(shown, night):
    columns = shown.execute(
        "SELECT attrelid::regclass::text, attname, col_description(attrelid, attnum) FROM pg_attribute"
        " JOIN pg_class c ON c.oid = attrelid WHERE attnum > 0 AND relkind = 'r'"
        " AND relnamespace::regnamespace::text IN ('core', 'mart', 'ops')"
    ).fetchall()
    said = {(table, column): text for table, column, text in columns if table in BY_NAME}
    assert said == {(table, column): BY_NAME[table].to_schema().columns[column].description for table, column in said}
    tables = shown.execute(
        "SELECT obj_description(oid, 'pg_class') FROM pg_class WHERE relkind = 'r'"
        " AND relnamespace::regnamespace::text IN ('core', 'mart', 'ops')"
    ).fetchall()
    assert len(tables) == len(relations(night)) + 1
    assert all(text for (text,) in tables)
    schemas = shown.execute("SELECT obj_description('mart'::regnamespace, 'pg_namespace')").fetchall()
    assert schemas[0][0].startswith("fivefold: ")


def test_nothing_private_and_no_coordinate_is_there(shown):
    assert shown.execute("SELECT FROM pg_namespace WHERE nspname = 'raw'").fetchall() == []
    named = shown.execute("SELECT table_schema || '.' || table_name, column_name FROM information_schema.columns")
    found = named.fetchall()
    assert not {"lat", "lon", "latlng"} & {column for _, column in found}
    assert not {name for name, table in BY_NAME.items() if table.stays_private()} & {table for table, _ in found}


def test_a_member_of_the_role_reads_everything(reader, night):
    assert unlike(reader, night) == []


@pytest.mark.parametrize("statement", WRITES)
def test_a_member_of_the_role_writes_nothing(reader, statement):
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        reader.execute(statement.encode())


def test_nothing_new_sends_nothing(postgres, database, night):
    assert publish(night, postgres.url(database)) == Delivered(0, 0, has_reader=True)


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
CELLS = st.tuples(
    st.none() | TEXT,
    st.none() | st.floats(),
    st.none() | st.lists(st.none() | TEXT, max_size=3),
    st.none() | st.lists(st.none() | st.integers(-(2**63), 2**63 - 1), max_size=3),
    st.none() | st.dates(),
    st.none() | st.booleans(),
)
KINDS = {
    "a": pl.String, "b": pl.Float64, "c": pl.List(pl.String), "d": pl.List(pl.Int64), "e": pl.Date, "f": pl.Boolean
}  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(st.lists(CELLS, min_size=1, max_size=8))
def test_whatever_is_written_is_read_back(shown, rows):
    frame = pl.DataFrame(rows, schema=KINDS, orient="row")
    with shown.transaction(force_rollback=True):
        shown.execute("CREATE TEMP TABLE t (a text, b double precision, c text[], d bigint[], e date, f boolean)")
        with shown.cursor() as cursor, cursor.copy("COPY t FROM STDIN (FORMAT csv)") as sink:
            sink.write(as_csv(frame))
        found = shown.execute("SELECT * FROM t").fetchall()
    told = [[text.replace("\0", "\ufffd") if isinstance(text, str) else text for text in row] for row in rows]
    for row in told:
        row[2] = row[2] and [text and text.replace("\0", "\ufffd") for text in row[2]]
    assert pl.DataFrame(found, schema=KINDS, orient="row").equals(pl.DataFrame(told, schema=KINDS, orient="row"))
