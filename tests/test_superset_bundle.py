"""The bundle for Superset hangs together, and fits the warehouse; `make bi-test` tries it on a real Superset."""

import json
import re
import zipfile
from pathlib import Path

import duckdb
import pytest
import yaml

from schemas.tables import BY_NAME
from tests.homes import Home
from warehouse.ddl import create_table
from warehouse.publish import PUBLISHED
from warehouse.superset.bundle import FOLDER, UUID, over_copy, over_postgres, without_password
from warehouse.superset.columns import for_people, with_columns

PASSWORD = "pa%2Fss:w@rd"


def read(folder):
    """Each YAML file of a folder of the bundle, by its stem."""
    return {
        file.stem: yaml.load(file.read_text(), yaml.CSafeLoader) for file in sorted((FOLDER / folder).glob("*.yaml"))
    }


DATABASE = read("databases")["fivefold"]
DATASETS = read("datasets")
CHARTS = read("charts")
DASHBOARD = read("dashboards")["fivefold"]
BY_UUID = {dataset["uuid"]: dataset for dataset in DATASETS.values()}


@pytest.fixture(scope="module")
def empty():
    """A published copy of nobody's training."""
    with duckdb.connect() as copy:
        for table in PUBLISHED:
            copy.execute(";\n".join(create_table(table)))
        yield copy


def source(dataset):
    """What a dataset selects from."""
    return f"({dataset['sql']}) AS t" if dataset["sql"] else f"{dataset['schema']}.{dataset['table_name']} AS t"


def queries(chart):
    return json.loads(chart["query_context"])["queries"]


def columns_asked(query):
    """The columns of a query, those in its order and its filters as well."""
    named = [column["sqlExpression"] if isinstance(column, dict) else column for column in query["columns"]]
    ordered = [column for column, _ in query.get("orderby") or [] if column not in (query.get("metrics") or [])]
    return {*named, *ordered, *query.get("series_columns", []), *(one["col"] for one in query.get("filters", []))}


def test_every_object_has_an_id_of_its_own():
    ids = [one["uuid"] for one in (DATABASE, DASHBOARD, *DATASETS.values(), *CHARTS.values())]
    assert len(ids) == len(set(ids))
    assert all(UUID.fullmatch(one) for one in ids)


def test_charts_and_datasets_refer_to_what_is_there():
    assert {dataset["database_uuid"] for dataset in DATASETS.values()} == {DATABASE["uuid"]}
    assert {chart["dataset_uuid"] for chart in CHARTS.values()} == set(BY_UUID)


def test_the_dashboard_shows_every_chart_once_and_all_of_its_parts():
    parts = {name: part for name, part in DASHBOARD["position"].items() if isinstance(part, dict)}
    shown = sorted(part["meta"]["uuid"] for part in parts.values() if part["type"] == "CHART")
    assert shown == sorted(chart["uuid"] for chart in CHARTS.values())
    below = [child for part in parts.values() for child in part.get("children", [])]
    assert sorted(below) == sorted(parts.keys() - {"ROOT_ID", "HEADER_ID"})
    widths = [
        sum(parts[child]["meta"]["width"] for child in part["children"])
        for part in parts.values()
        if part["type"] == "ROW"
    ]
    assert set(widths) == {12}


def test_one_athlete_is_shown_at_a_time():
    (athlete,) = DASHBOARD["metadata"]["native_filter_configuration"]
    assert athlete["controlValues"]["defaultToFirstItem"]
    assert not athlete["controlValues"]["multiSelect"]
    assert athlete["targets"][0]["datasetUuid"] in BY_UUID
    assert all("athlete_id" in {column["column_name"] for column in one["columns"]} for one in DATASETS.values())


@pytest.mark.parametrize("name", [name for name, one in DATASETS.items() if not one["sql"]])
def test_a_dataset_over_a_table_has_the_columns_that_are_published(name):
    dataset = DATASETS[name]
    table = BY_NAME[f"{dataset['schema']}.{dataset['table_name']}"]
    assert table in PUBLISHED
    assert [column["column_name"] for column in dataset["columns"]] == table.columns()
    assert table.gps_columns() == []


@pytest.mark.parametrize("name", [name for name, one in DATASETS.items() if one["sql"]])
def test_a_dataset_over_a_query_has_its_columns_and_runs_on_an_empty_copy(empty, name):
    told = [(column["column_name"], column["type"]) for column in DATASETS[name]["columns"]]
    found = empty.sql(f"DESCRIBE {DATASETS[name]['sql']}").fetchall()
    assert told == [row[:2] for row in found]
    assert empty.execute(DATASETS[name]["sql"]).fetchall() == []


@pytest.mark.parametrize("name", DATASETS)
def test_every_metric_can_be_worked_out_where_there_is_nothing(empty, name):
    for metric in DATASETS[name]["metrics"]:
        assert empty.execute(f"SELECT {metric['expression']} FROM {source(DATASETS[name])}").fetchone() in [
            (None,),
            (0,),
        ]


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_asks_for_columns_and_metrics_of_its_dataset(empty, name):
    dataset = BY_UUID[CHARTS[name]["dataset_uuid"]]
    for query in queries(CHARTS[name]):
        assert columns_asked(query) <= {column["column_name"] for column in dataset["columns"]}
        assert set(query.get("metrics") or []) <= {metric["metric_name"] for metric in dataset["metrics"]}
        where = (query.get("extras") or {}).get("where") or "TRUE"
        assert empty.execute(f"SELECT count(*) FROM {source(dataset)} WHERE {where}").fetchone() == (0,)


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_asks_for_what_it_draws(name):
    params = CHARTS[name]["params"]
    drawn = [*params.get("metrics", []), *params.get("metrics_b", []), *filter(None, [params.get("metric")])]
    assert sorted(metric for query in queries(CHARTS[name]) for metric in query.get("metrics") or []) == sorted(drawn)
    groups = params.get("groupby") or []
    kept = {*params.get("all_columns", []), *([groups] if isinstance(groups, str) else groups)}
    assert all(kept | {params.get("x_axis")} - {None} <= columns_asked(query) for query in queries(CHARTS[name]))
    assert params["viz_type"] == CHARTS[name]["viz_type"]


def test_the_bundle_over_the_copy_only_reads_it():
    files = over_copy(Path("/data/my runs/fivefold.duckdb"))
    uri = yaml.safe_load(files["databases/fivefold.yaml"])["sqlalchemy_uri"]
    assert uri == "duckdb:////data/my runs/fivefold.duckdb?access_mode=read_only&enable_external_access=false"
    assert {DATABASE[name] for name in ("allow_dml", "allow_ctas", "allow_cvas")} == {False}


def test_what_is_kept_in_the_repository_names_no_place():
    for file in FOLDER.rglob("*.yaml"):
        assert not re.search(r"(?<![\w}])/(?:home|work|tmp|root|data|Users)\b|@", file.read_text())


def test_the_bundle_over_postgres_holds_no_password():
    files = over_postgres(f"postgresql://reader:{PASSWORD}@db.example.org:5433/runs?sslmode=require")
    assert not any(part in text for text in files.values() for part in ("pa%2F", "pa/ss", "w@rd", "w%40rd"))
    uri = yaml.safe_load(files["databases/fivefold.yaml"])["sqlalchemy_uri"]
    assert uri == "postgresql+psycopg2://reader:XXXXXXXXXX@db.example.org:5433/runs?sslmode=require"


def test_postgres_begins_days_and_months_where_the_tables_do():
    database = yaml.safe_load(over_postgres("postgresql://reader@localhost/runs")["databases/fivefold.yaml"])
    assert database["extra"]["engine_params"] == {"connect_args": {"options": "-c timezone=UTC"}}


@pytest.mark.parametrize(
    ("url", "left"),
    [
        ("postgresql://reader@localhost/runs", "postgresql+psycopg2://reader@localhost/runs"),
        ("postgres:///runs?host=/run/postgresql", "postgresql+psycopg2:///runs?host=%2Frun%2Fpostgresql"),
        (
            "postgresql://me@h/runs?password=secret&sslmode=require",
            "postgresql+psycopg2://me:XXXXXXXXXX@h/runs?sslmode=require",
        ),
    ],
)
def test_a_url_keeps_all_but_its_password(url, left):
    assert without_password(url) == left


def test_one_superset_may_hold_both_bundles():
    copy, postgres = over_copy(Path("/data/fivefold.duckdb")), over_postgres("postgresql://reader@localhost/runs")
    ids = [{one for text in files.values() for one in UUID.findall(text)} for files in (copy, postgres)]
    assert copy.keys() == postgres.keys()
    assert len(ids[0]) == len(ids[1])
    assert not ids[0] & ids[1]
    sessions = yaml.safe_load(postgres["datasets/sessions.yaml"])
    assert (sessions["table_name"], sessions["sql"]) == ("sessions (PostgreSQL)", "SELECT * FROM mart.sessions")
    assert "table_name: this_week (PostgreSQL)\n" in postgres["datasets/this_week.yaml"]
    both = [yaml.safe_load(files["dashboards/fivefold.yaml"]) for files in (copy, postgres)]
    assert [one["slug"] for one in both] == ["fivefold", "fivefold-postgresql"]
    assert postgres["datasets/sessions.yaml"] == over_postgres("postgres://h/runs")["datasets/sessions.yaml"]


def test_a_stale_description_is_written_anew():
    text = (FOLDER / "datasets" / "sessions.yaml").read_text()
    stale = text.replace("One plain sentence with the numbers behind the verdict.", "Why.")
    assert stale != text
    assert with_columns(stale) == text == with_columns(text)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("top_e1rm_kg", "Top e1rm (kg)"),
        ("week_start", "Week start"),
        ("adherence_pct", "Adherence (%)"),
        ("month", "Month"),
    ],
)
def test_a_column_is_named_in_words(name, words):
    assert for_people(name) == words


def test_the_command_writes_the_bundle(folder, tmp_path):
    made = tmp_path / "bundle.zip"
    ended = Home(folder, {"FIVEFOLD_HOME": str(folder)}).run("superset", "--to", str(made))
    assert (ended.code, ended.err) == (0, "")
    assert f"superset import-dashboards -p {made}" in ended.out.replace("\n", "")
    with zipfile.ZipFile(made) as bundle:
        assert sorted(bundle.namelist()) == sorted(f"fivefold/{path}" for path in over_copy(folder))
        assert str(folder / "published" / "fivefold.duckdb") in bundle.read("fivefold/databases/fivefold.yaml").decode()


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--to", "/nowhere/at/all.zip"], 15),
        (["--postgres", f"mysql://me:{PASSWORD}@h/runs"], 2),
        (["--postgres", f"postgresql://me:{PASSWORD}]["], 2),
        (["--postgres", "postgresql://me:pa/ssw@rd@h/runs"], 2),
        (["--postgres", "postgresql://me:pa?ssw@rd@h/runs"], 2),
    ],
    ids=["folder", "scheme", "brackets", "slash", "question mark"],
)
def test_the_command_says_what_is_wrong_and_no_password(folder, monkeypatch, arguments, code):
    monkeypatch.chdir(folder)
    ended = Home(folder, {"FIVEFOLD_HOME": str(folder)}).run("superset", *arguments)
    assert (ended.code, ended.err.count("\n")) == (code, 1)
    assert "fivefold superset" in ended.err
    assert not any(part in ended.err + ended.out for part in ("w@rd", "me:pa"))
    assert list(folder.iterdir()) == []
