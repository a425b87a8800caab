import hashlib

import duckdb
import orjson
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from schemas.activities import Activities
from schemas.payloads import Payloads
from schemas.summaries import Summaries
from schemas.tables import TABLES
from schemas.weather import Weather
from tests.frames import rows
from tests.strava_shapes import ABSENT
from tests.strava_shapes import summary as entry
from warehouse import raw
from warehouse.database import ensure_tables, open_published, open_warehouse
from warehouse.errors import WarehouseUnavailable
from warehouse.publish import content_sha256, contents, held_contents, publish, publish_books


@pytest.fixture
def warehouse(tmp_path):
    with open_warehouse(tmp_path / "warehouse.duckdb") as opened:
        yield opened


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.full_name())
def test_what_goes_in_comes_out(warehouse, table):
    frame = rows(table, {})
    warehouse.append(table, frame)
    assert_frame_equal(table.validate(warehouse.read(table)), frame)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.full_name())
def test_every_table_and_column_carries_its_description(warehouse, table):
    described = dict(
        warehouse.query(
            "SELECT column_name, comment FROM duckdb_columns() WHERE schema_name || '.' || table_name = $name",
            {"name": table.full_name()},
        ).rows()
    )
    assert described == {name: c.description for name, c in table.to_schema().columns.items()}


def test_hostile_text_is_kept_as_it_is(warehouse):
    text = "'; DROP TABLE core.activities; -- \U0001f3c3 <script>\x00"
    warehouse.append(Activities, rows(Activities, {"name": text}))
    assert warehouse.read(Activities)["name"].to_list() == [text]


def test_opening_again_changes_nothing(warehouse):
    before = warehouse.query("SELECT table_oid FROM duckdb_tables() ORDER BY ALL")
    ensure_tables(warehouse)
    assert_frame_equal(warehouse.query("SELECT table_oid FROM duckdb_tables() ORDER BY ALL"), before)


def test_a_derived_table_of_another_shape_is_made_anew_and_asked_for_again(warehouse):
    warehouse.execute("ALTER TABLE core.laps DROP COLUMN name")
    warehouse.execute("INSERT INTO ops.derivation VALUES ('core', 7, 'made')")
    ensure_tables(warehouse)
    assert "name" in warehouse.query("SELECT * FROM core.laps").columns
    assert warehouse.query("SELECT * FROM ops.derivation").is_empty()


def test_a_derived_table_that_is_new_is_asked_for(warehouse):
    warehouse.execute("DROP TABLE mart.daily_training")
    warehouse.execute("INSERT INTO ops.derivation VALUES ('verdicts', 7, 'made'), ('core', 7, 'made')")
    ensure_tables(warehouse)
    # How far the old verdicts had come is kept, to tell what new rules change; from what they were made is not.
    assert warehouse.query("SELECT * FROM ops.derivation").rows() == [("verdicts", 7, None)]


def test_a_table_that_is_younger_than_a_copy_is_empty_there(warehouse):
    warehouse.execute("DROP TABLE core.weather")
    assert warehouse.read_published(Weather).equals(Weather.none())


def test_a_raw_table_of_an_older_version_keeps_its_rows(warehouse):
    warehouse.append(Payloads, rows(Payloads, {}))
    warehouse.execute("ALTER TABLE raw.payloads DROP COLUMN run_id")
    ensure_tables(warehouse)
    assert warehouse.query("SELECT run_id FROM raw.payloads").rows() == [(None,)]


def test_a_failure_inside_a_transaction_leaves_nothing(warehouse):
    row = rows(Activities, {"activity_id": 1})

    def append_twice():
        with warehouse.transaction():
            warehouse.append(Activities, row)
            warehouse.append(Activities, row)

    with pytest.raises(duckdb.ConstraintException):
        append_twice()
    assert warehouse.read(Activities).is_empty()


def test_replacing_within_a_scope_leaves_the_rest(warehouse):
    warehouse.append(Activities, rows(Activities, {"activity_id": 1}, {"activity_id": 2}))
    scope = pl.DataFrame({"athlete_id": [1], "activity_id": [2]})
    warehouse.replace(Activities, rows(Activities, {"activity_id": 2, "name": "new"}), scope)
    assert warehouse.read(Activities).select("activity_id", "name").rows() == [(1, None), (2, "new")]


def test_some_columns_of_a_scope_come_as_they_lie_and_the_next_query_has_all_processors_again(warehouse):
    threads = "SELECT current_setting('threads')"
    before = warehouse.query(threads).item()
    warehouse.append(Activities, rows(Activities, *({"activity_id": number} for number in (3, 1, 2))))
    scope = pl.DataFrame({"athlete_id": [1, 1], "activity_id": [1, 3]})
    assert warehouse.scan_scope(Activities, scope, ["activity_id", "name"]).rows() == [(3, None), (1, None)]
    assert warehouse.query(threads).item() == before


def test_a_file_that_is_no_warehouse_is_named_in_one_sentence(tmp_path):
    file = tmp_path / "warehouse.duckdb"
    file.write_text("not a database, but long enough to look like a file " * 100)
    with pytest.raises(WarehouseUnavailable, match="is not a DuckDB warehouse"), open_warehouse(file):
        pass


# ------------------------------------------------------------------------------------------------------------ raw


def page(payload_id, *bodies):
    return rows(Payloads, {"payload_id": payload_id, "kind": "activity_page", "body": f"[{','.join(bodies)}]"})


def summary(payload_id, activity_id, fingerprint="a", body="{}"):
    return {"payload_id": payload_id, "activity_id": activity_id, "fingerprint": fingerprint, "body": body}


def test_a_page_is_cut_into_its_entries(warehouse):
    found = raw.entries(warehouse, page(5, '{"id": 1, "name": "a, [b]"}', '{"id": 2}'))
    assert found["payload_id"].to_list() == [5, 5]
    assert found["body"].str.json_path_match("$.id").to_list() == ["1", "2"]
    assert found["body_sha256"].to_list() == [hashlib.sha256(body.encode()).hexdigest() for body in found["body"]]


def test_an_empty_page_has_no_entries(warehouse):
    assert raw.entries(warehouse, page(5)).is_empty()


def test_a_page_without_news_is_not_kept(warehouse):
    seen = rows(Summaries, summary(1, 10, body="x"))
    raw.land_pages(warehouse, page(1), raw.changed_summaries(warehouse, seen))
    again = rows(Summaries, summary(2, 10, body="x"))
    raw.land_pages(warehouse, page(2), raw.changed_summaries(warehouse, again))
    assert warehouse.read(Payloads)["payload_id"].to_list() == [1]


def test_a_change_and_its_reversal_are_two_changes(warehouse):
    for payload_id, body in enumerate(['"x"', '"y"', '"x"'], start=1):
        listed = rows(Summaries, summary(payload_id, 10, fingerprint=body, body=body))
        raw.land_pages(warehouse, page(payload_id), raw.changed_summaries(warehouse, listed))
        detail = rows(Payloads, {"payload_id": 100 + payload_id, "kind": "activity", "activity_id": 10})
        assert raw.waiting(warehouse).height == 1
        raw.land(warehouse, detail)
    assert warehouse.read(Summaries).height == 3


def test_an_activity_waits_until_detail_and_streams_came_after_its_last_change(warehouse):
    warehouse.append(Summaries, rows(Summaries, summary(1, 10)))
    assert raw.waiting(warehouse).select("needs_detail", "needs_streams").rows() == [(True, True)]
    raw.land(warehouse, rows(Payloads, {"payload_id": 2, "kind": "activity", "activity_id": 10}))
    assert raw.waiting(warehouse).select("needs_detail", "needs_streams").rows() == [(False, True)]
    raw.land(warehouse, rows(Payloads, {"payload_id": 3, "kind": "streams", "activity_id": 10}))
    assert raw.waiting(warehouse).is_empty()
    warehouse.append(Summaries, rows(Summaries, summary(4, 10, fingerprint="a", body='"kudos"')))
    assert raw.waiting(warehouse).is_empty()
    warehouse.append(Summaries, rows(Summaries, summary(5, 10, fingerprint="b", body='"renamed"')))
    assert raw.waiting(warehouse).select("needs_detail", "needs_streams").rows() == [(True, True)]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, True),
        ({"manual": True}, False),
        ({"start_latlng": [], "trainer": True}, True),
        ({"upload_id": None}, True),
        ({"upload_id": None, "start_latlng": [], "average_heartrate": ABSENT, "distance": 0.0}, False),
        ({"upload_id": None, "start_latlng": [], "average_heartrate": 120.0, "distance": 0.0}, True),
        ({"upload_id": ABSENT, "start_latlng": [], "average_heartrate": ABSENT, "distance": 0.0}, True),
        ({"manual": ABSENT}, True),
    ],
)
def test_streams_are_asked_for_unless_there_can_be_none(warehouse, fields, expected):
    body = orjson.dumps(entry(**fields)).decode()
    warehouse.append(Summaries, rows(Summaries, summary(1, 10, body=body)))
    assert raw.waiting(warehouse).select("needs_detail", "needs_streams").rows() == [(True, expected)]


def test_without_streams_to_come_an_activity_waits_for_its_detail_alone(warehouse):
    warehouse.append(Summaries, rows(Summaries, summary(1, 10, body='{"manual": true}')))
    raw.land(warehouse, rows(Payloads, {"payload_id": 2, "kind": "activity", "activity_id": 10}))
    assert raw.waiting(warehouse).is_empty()


def test_waiting_can_be_asked_about_a_few_activities(warehouse):
    warehouse.append(Summaries, rows(Summaries, summary(1, 10), summary(2, 11), summary(3, 12)))
    some = pl.DataFrame({"athlete_id": [1, 1], "activity_id": [10, 12]})
    assert raw.waiting(warehouse, some).select("activity_id", "payload_id").rows() == [(10, 1), (12, 3)]


def test_zones_that_did_not_change_are_not_kept_again(warehouse):
    zones = {"kind": "zones", "activity_id": None, "body_sha256": "same"}
    assert raw.land(warehouse, rows(Payloads, zones | {"payload_id": 1})) == 1
    assert raw.land(warehouse, rows(Payloads, zones | {"payload_id": 2})) == 0


# -------------------------------------------------------------------------------------------------------- publish


def test_the_published_copy_has_no_raw_no_coordinates_and_no_tokens(warehouse, tmp_path):
    publish(warehouse, tmp_path / "published", contents(warehouse))
    with open_published(tmp_path / "published" / "fivefold.duckdb") as copy:
        columns = copy.query("SELECT schema_name, column_name FROM duckdb_columns() WHERE NOT internal")
    assert set(columns["schema_name"]) == {"core", "mart", "ops"}
    assert not {"lat", "lon"} & set(columns["column_name"])


def test_coordinates_are_published_when_asked_for(warehouse, tmp_path):
    publish(warehouse, tmp_path / "published", contents(warehouse, gps=True), gps=True)
    with open_published(tmp_path / "published" / "fivefold.duckdb") as copy:
        assert {"lat", "lon"} <= set(copy.query("SELECT * FROM core.streams").columns)


def test_a_reader_keeps_its_night_while_the_next_is_published(warehouse, tmp_path):
    warehouse.append(Activities, rows(Activities, {"name": "before"}))
    publish(warehouse, tmp_path, contents(warehouse))
    reader = duckdb.connect(str(tmp_path / "fivefold.duckdb"), read_only=True)
    warehouse.execute("UPDATE core.activities SET name = 'after'")
    publish(warehouse, tmp_path, contents(warehouse))
    assert reader.execute("SELECT name FROM core.activities").fetchall() == [("before",)]
    reader.close()
    with open_published(tmp_path / "fivefold.duckdb") as copy:
        assert copy.query("SELECT name FROM core.activities").item() == "after"


def test_only_tables_that_differ_are_written_again(warehouse, tmp_path):
    warehouse.append(Activities, rows(Activities, {"name": "before"}))
    publish(warehouse, tmp_path, contents(warehouse))
    written = {file: file.stat().st_mtime_ns for file in (tmp_path / "parquet").rglob("*.parquet")}
    warehouse.execute("UPDATE core.activities SET name = 'after'")
    publish(warehouse, tmp_path, contents(warehouse))
    again = {file.stem for file, at in written.items() if file.stat().st_mtime_ns != at and file.parent.name != "ops"}
    assert again == {"activities"}
    with open_published(tmp_path / "fivefold.duckdb") as copy:
        assert copy.query("SELECT name FROM core.activities").item() == "after"


def test_the_copy_says_itself_what_it_holds(warehouse, tmp_path):
    assert held_contents(tmp_path / "fivefold.duckdb") == {}
    publish(warehouse, tmp_path, contents(warehouse))
    assert held_contents(tmp_path / "fivefold.duckdb") == contents(warehouse)
    warehouse.append(Activities, rows(Activities, {}))
    publish_books(warehouse, tmp_path)
    assert held_contents(tmp_path / "fivefold.duckdb") != contents(warehouse)


def test_what_is_no_longer_published_leaves_the_copy(warehouse, tmp_path):
    publish(warehouse, tmp_path, contents(warehouse, gps=True), gps=True)
    publish(warehouse, tmp_path, contents(warehouse))
    with open_published(tmp_path / "fivefold.duckdb") as copy:
        assert not {"lat", "lon"} & set(copy.query("SELECT * FROM core.streams").columns)


def test_publishing_ops_alone_keeps_the_rest_of_the_copy(warehouse, tmp_path):
    warehouse.append(Activities, rows(Activities, {"name": "kept"}))
    publish(warehouse, tmp_path, contents(warehouse))
    warehouse.execute(
        "INSERT INTO ops.freshness (athlete_id, activities, activities_pending, records_rejected) VALUES (1, 2, 3, 4)"
    )
    publish_books(warehouse, tmp_path)
    with open_published(tmp_path / "fivefold.duckdb") as copy:
        assert copy.query("SELECT name FROM core.activities").item() == "kept"
        assert copy.query("SELECT activities FROM ops.freshness").item() == 2


def test_parquet_holds_the_same_rows(warehouse, tmp_path):
    frame = rows(Activities, {"name": "x"}, {"activity_id": 2})
    warehouse.append(Activities, frame)
    publish(warehouse, tmp_path, contents(warehouse))
    assert_frame_equal(pl.read_parquet(tmp_path / "parquet" / "core" / "activities.parquet"), frame)


def test_equal_content_has_an_equal_hash_whatever_the_order(warehouse):
    one, two = rows(Activities, {"activity_id": 1}), rows(Activities, {"activity_id": 2})
    warehouse.append(Activities, pl.concat([one, two]))
    before = content_sha256(contents(warehouse))
    warehouse.replace(Activities, pl.concat([two, one]))
    assert content_sha256(contents(warehouse)) == before
    warehouse.execute("UPDATE core.activities SET name = 'other' WHERE activity_id = 2")
    assert content_sha256(contents(warehouse)) != before


def test_no_copy_yet_is_said_in_one_sentence(tmp_path):
    with pytest.raises(WarehouseUnavailable, match="no published copy"), open_published(tmp_path / "fivefold.duckdb"):
        pass
