"""`fivefold dashboard` as people type it: a page for this machine's browsers, until Ctrl-C."""

import signal
from contextlib import contextmanager
from urllib.parse import urlsplit

import orjson
import pytest
import requests

from tests.homes import Home


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """A home with a page and a manifest, and where the command serves it."""
    folder = tmp_path_factory.mktemp("served")
    published = folder / "published"
    published.mkdir()
    for name, text in (("index.html", "<h1>é</h1>"), ("manifest.json", "{}"), ("fivefold.duckdb", "rows")):
        (published / name).write_text(text, encoding="utf-8")
    home = Home(folder, {"FIVEFOLD_HOME": str(folder)})
    with started(home) as told:
        yield published, told


@contextmanager
def started(home):
    with home.start("dashboard", "--no-browser", "--json") as process:
        try:
            yield orjson.loads(process.stdout.readline())
        finally:
            process.send_signal(signal.SIGINT)
            out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err) == (0, "", "")


def get(told, path, **headers):
    return requests.get(told["url"].rstrip("/") + path, headers=headers, timeout=10)


@pytest.mark.parametrize("path", ["/", "/index.html"])
def test_the_page_is_served_as_it_is_now(served, path):
    published, told = served
    assert told["path"] == str(published / "index.html")
    (published / "index.html").write_text("<h1>new</h1>")
    answer = get(told, path)
    assert (answer.status_code, answer.text) == (200, "<h1>new</h1>")
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == "no-store"


def test_the_manifest_is_served(served):
    assert get(served[1], "/manifest.json").json() == {}


@pytest.mark.parametrize(
    "path",
    [
        "/fivefold.duckdb",
        "/parquet/",
        "/../warehouse.duckdb",
        "/%2e%2e/warehouse.duckdb",
        "/favicon.ico",
        "//index.html",
    ],
)
def test_nothing_else_is_served(served, path):
    assert get(served[1], path).status_code == 404


def test_it_listens_on_loopback_alone(served):
    assert urlsplit(served[1]["url"]).hostname == "127.0.0.1"


def test_a_site_that_has_its_name_point_here_is_told_nothing(served):
    answer = get(served[1], "/", Host="evil.example")
    assert answer.status_code == 400
    assert "new" not in answer.text


def test_who_asks_for_a_websocket_gets_the_page_and_the_terminal_stays_quiet(served):
    assert get(served[1], "/", Connection="Upgrade", Upgrade="websocket").status_code == 200


def test_a_page_that_has_gone_is_not_found(served):
    published, told = served
    (published / "manifest.json").rename(published / "away")
    try:
        assert get(told, "/manifest.json").status_code == 404
    finally:
        (published / "away").rename(published / "manifest.json")


def test_where_nothing_is_published_a_sentence_says_what_to_type(folder):
    ended = Home(folder, {"FIVEFOLD_HOME": str(folder)}).run("dashboard")
    assert ended.code == 15
    assert ended.out == ""
    assert "fivefold sync" in ended.err
    assert ended.err.count("\n") == 1


def test_a_copy_without_a_page_asks_to_be_published(folder):
    (folder / "published").mkdir()
    (folder / "published" / "fivefold.duckdb").touch()
    ended = Home(folder, {"FIVEFOLD_HOME": str(folder)}).run("dashboard")
    assert (ended.code, ended.out) == (15, "")
    assert "fivefold publish" in ended.err


def test_a_port_that_is_taken_is_a_usage_error(served):
    published, told = served
    port = str(urlsplit(told["url"]).port)
    ended = Home(published.parent, {"FIVEFOLD_HOME": str(published.parent)}).run("dashboard", "--port", port)
    assert ended.code == 2
    assert port in ended.err
