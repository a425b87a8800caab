"""The published copy: what stands in it, what does not, and that nobody who reads it is in the way."""

import subprocess
import sys

import pytest

from schemas.tables import TABLES
from tests.homes import ask, connected, copy_of, serving, table_of

pytestmark = [pytest.mark.prefect, pytest.mark.slow]

PUBLIC = [table for table in TABLES if not table.stays_private()]

BIGINT, DOUBLE, TEXT, DATE, FLAG = "BIGINT", "DOUBLE", "VARCHAR", "DATE", "BOOLEAN"
UTC, LOCAL, IDS = "TIMESTAMP WITH TIME ZONE", "TIMESTAMP", "BIGINT[]"

#: Tables and columns that people have built on: a column may be added, never renamed or redefined in silence.
CONTRACT = {
    "core.activities": {
        "athlete_id": BIGINT, "activity_id": BIGINT, "source": TEXT, "name": TEXT, "description": TEXT,
        "sport_type": TEXT, "sport_group": TEXT, "start_at": UTC, "local_start_at": LOCAL, "local_date": DATE,
        "timezone": TEXT, "utc_offset_s": BIGINT, "distance_m": DOUBLE, "moving_time_s": BIGINT,
        "elapsed_time_s": BIGINT, "elevation_gain_m": DOUBLE, "mean_heartrate_bpm": DOUBLE,
        "max_heartrate_bpm": DOUBLE, "mean_cadence": DOUBLE, "mean_watts": DOUBLE, "mean_temp_c": DOUBLE,
        "is_manual": FLAG, "is_trainer": FLAG, "is_private": FLAG, "visibility": TEXT, "gear_id": TEXT,
        "device_name": TEXT, "has_streams": FLAG, "duplicate_of": BIGINT, "updated_at": UTC,
    },
    "core.streams": {
        "athlete_id": BIGINT, "activity_id": BIGINT, "time_s": BIGINT, "distance_m": DOUBLE, "altitude_m": DOUBLE,
        "speed_mps": DOUBLE, "heartrate_bpm": BIGINT, "cadence_spm": DOUBLE, "watts": DOUBLE, "temp_c": DOUBLE,
        "is_moving": FLAG, "grade_pct": DOUBLE,
    },
    "core.laps": {
        "athlete_id": BIGINT, "activity_id": BIGINT, "lap_number": BIGINT, "start_at": UTC,
        "elapsed_time_s": BIGINT, "moving_time_s": BIGINT, "distance_m": DOUBLE,
    },
    "mart.hill_sprint_reps": {
        "athlete_id": BIGINT, "activity_id": BIGINT, "rep_number": BIGINT, "start_time_s": DOUBLE,
        "duration_s": DOUBLE, "distance_m": DOUBLE, "elevation_gain_m": DOUBLE, "mean_grade_pct": DOUBLE,
        "mean_speed_mps": DOUBLE, "peak_speed_mps": DOUBLE, "mean_grade_adjusted_speed_mps": DOUBLE,
        "recovery_s": DOUBLE, "recovery_mean_speed_mps": DOUBLE, "recovery_kind": TEXT, "is_duration_ok": FLAG,
        "is_recovery_ok": FLAG, "is_grade_ok": FLAG, "confidence": DOUBLE,
    },
    "mart.sessions": {
        "athlete_id": BIGINT, "activity_id": BIGINT, "local_date": DATE, "intervention": TEXT, "kind": TEXT,
        "dose": DOUBLE, "dose_unit": TEXT, "counts": FLAG, "confidence": DOUBLE, "reason": TEXT, "evidence": TEXT,
        "decided_by": TEXT, "rule_version": TEXT,
    },
    "mart.strength_sets": {
        "athlete_id": BIGINT, "activity_id": BIGINT, "set_number": BIGINT, "exercise": TEXT, "reps": BIGINT,
        "weight_kg": DOUBLE, "rpe": DOUBLE, "is_warmup": FLAG, "source_text": TEXT,
    },
    "mart.heat_acclimation": {
        "athlete_id": BIGINT, "local_date": DATE, "heat_minutes": DOUBLE, "sessions_7d": BIGINT,
        "days_since_last": BIGINT, "acclimation_index": DOUBLE,
    },
    "mart.running_efficiency": {"athlete_id": BIGINT, "month": DATE, "metres_per_heartbeat": DOUBLE},
    "mart.monthly_volume": {
        "athlete_id": BIGINT, "month": DATE, "sport_group": TEXT, "activities": BIGINT, "active_days": BIGINT,
        "distance_m": DOUBLE, "moving_time_s": BIGINT, "elapsed_time_s": BIGINT, "elevation_gain_m": DOUBLE,
        "longest_m": DOUBLE, "is_complete": FLAG,
    },
    "mart.monthly_volume_by_sport": {
        "athlete_id": BIGINT, "month": DATE, "sport_type": TEXT, "distance_m": DOUBLE,
    },
    "mart.monthly_records": {
        "athlete_id": BIGINT, "month": DATE, "distance_m": DOUBLE, "previous_record_m": DOUBLE,
        "previous_record_month": DATE, "improvement_m": DOUBLE, "months_stood": BIGINT, "is_provisional": FLAG,
        "projected_distance_m": DOUBLE, "records_last_12_months": BIGINT,
    },
    "mart.weekly_adherence": {
        "athlete_id": BIGINT, "week_start": DATE, "intervention": TEXT, "unit": TEXT, "target_min": DOUBLE,
        "target_max": DOUBLE, "actual": DOUBLE, "status": TEXT, "evidence_ids": IDS, "plan_version": TEXT,
    },
    "mart.yearly_adherence": {
        "athlete_id": BIGINT, "year": BIGINT, "records": BIGINT, "target_min": DOUBLE, "target_max": DOUBLE,
        "status": TEXT,
    },
    "mart.monthly_adherence": {
        "athlete_id": BIGINT, "month": DATE, "intervention": TEXT, "weeks_due": BIGINT, "weeks_met": BIGINT,
        "weeks_partial": BIGINT, "weeks_missed": BIGINT, "weeks_unknown": BIGINT, "adherence_pct": DOUBLE,
    },
    "mart.daily_training": {"athlete_id": BIGINT, "local_date": DATE},
    "ops.sync_runs": {"athlete_id": BIGINT, "run_id": TEXT, "outcome": TEXT},
    "ops.quarantine": {
        "athlete_id": BIGINT, "payload_id": BIGINT, "rule": TEXT, "reason": TEXT, "first_seen_at": UTC,
        "last_seen_at": UTC,
    },
    "ops.changes": {"athlete_id": BIGINT, "activity_id": BIGINT, "field": TEXT},
    "ops.freshness": {"athlete_id": BIGINT, "content_sha256": TEXT},
}  # fmt: skip


def columns_of(file):
    """Per table: its columns and their types, in order."""
    rows = ask(
        file,
        "SELECT table_schema || '.' || table_name AS name, column_name, data_type FROM information_schema.columns"
        " ORDER BY name, ordinal_position",
    ).rows()
    found = {}
    for name, column, kind in rows:
        found.setdefault(name, {})[column] = kind
    return found


@pytest.mark.parametrize("name", CONTRACT)
def test_a_table_of_the_contract_has_its_columns_and_types(season, name):
    columns = columns_of(season.home.published)[name]
    assert {column: columns.get(column) for column in CONTRACT[name]} == CONTRACT[name]
    assert next(iter(columns)) == "athlete_id"


def test_nothing_private_is_published(season):
    columns = columns_of(season.home.published)
    assert not [name for name in columns if name.startswith("raw.")]
    assert not [name for name, named in columns.items() if {"lat", "lon", "latlng"} & set(named)]
    assert {"lat", "lon"} <= set(columns_of(season.home.warehouse)["core.streams"])


def test_coordinates_are_published_where_the_athlete_asked_for_it(season, folder):
    with serving(season.life) as server:
        home = copy_of(season.home, folder, server)
    assert home.run("publish", FIVEFOLD_PUBLISH_GPS="true").code == 0
    assert ask(home.published, "SELECT count(lat) FROM core.streams").item() > 0
    assert home.run("publish").code == 0
    assert "lat" not in columns_of(home.published)["core.streams"]
    assert not list((folder / "published").glob("**/*.new"))


def test_every_table_and_column_carries_its_description(season):
    with connected(season.home.published) as copy:
        tables = dict(copy.execute("SELECT schema_name || '.' || table_name, comment FROM duckdb_tables()").fetchall())
        columns = copy.execute(
            "SELECT schema_name || '.' || table_name AS name, column_name, comment FROM duckdb_columns()"
        ).fetchall()
    assert set(tables) == {table.full_name() for table in PUBLIC}
    assert all(tables.values())
    assert [(table, column) for table, column, comment in columns if table in tables and not comment] == []


@pytest.mark.parametrize("table", PUBLIC, ids=lambda table: table.full_name())
def test_parquet_holds_the_rows_of_the_table(season, table):
    file = season.home.folder / "published" / "parquet" / table.layer() / f"{table.stem()}.parquet"
    read = ask(season.home.published, f"FROM read_parquet('{file}')")
    assert read.equals(table_of(season.home.published, table))


def test_a_reader_who_keeps_the_copy_open_sees_one_whole_night_and_stops_nobody(season, folder):
    newest = season.life.activities[-1].activity_id
    with serving(season.life) as server:
        home = copy_of(season.home, folder, server)
        read = (
            f"import duckdb; c = duckdb.connect({str(home.published)!r}, read_only=True)\n"
            f"q = 'SELECT name FROM core.activities WHERE activity_id = {newest}'\n"
            "before = c.sql(q).fetchone()[0]; print(before, flush=True); input()\n"
            "print(c.sql(q).fetchone()[0] == before, flush=True)"
        )
        with subprocess.Popen(
            [sys.executable, "-c", read], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as reader:
            assert reader.stdout.readline().strip()
            server.admin.edit(newest, name="Edited while somebody reads")
            assert home.nightly().outcome == "ok"
            out, _ = reader.communicate("\n")
    assert out.strip() == "True"
    assert (
        ask(home.published, f"SELECT name FROM core.activities WHERE activity_id = {newest}").item()
        == "Edited while somebody reads"
    )


def test_a_failed_run_leaves_the_copy_and_tells_it(season, folder):
    with serving(season.life) as server:
        home = copy_of(season.home, folder, server)
        server.admin.switches(inactive_app=True)
        assert home.run("sync").code == 11
    assert table_of(home.published, PUBLIC[0]).equals(table_of(season.home.published, PUBLIC[0]))
    assert ask(home.published, "SELECT last_outcome FROM ops.freshness").item() == "app_inactive"
    assert (
        "subscription"
        in ask(home.published, "SELECT message FROM ops.sync_runs ORDER BY started_at DESC LIMIT 1").item()
    )
