"""What the tests of flows share: one Prefect server, and homes that the real nightly flow has filled.

Prefect is imported by the fixtures that need it and not above: the many tests without flows begin at once.
"""
# ruff: noqa: PLC0415

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.homes import MainJob, Prefect
    from tests.postgres_server import Postgres

# Read by Prefect when it is imported. What goes wrong is told by `fivefold` itself, in a sentence.
os.environ["PREFECT_LOGGING_LEVEL"] = "CRITICAL"
os.environ["PREFECT_SERVER_ANALYTICS_ENABLED"] = "false"


@pytest.fixture(scope="session", autouse=True)
def no_pages() -> None:
    """Nights that tests make in this process publish no page: to draw one takes a second."""
    from flows.published_pages import PAGES

    PAGES.clear()


@pytest.fixture(scope="session", autouse=True)
def one_thread() -> None:
    """DuckDB works in one thread: for homes so small the others would only wait, and how it waits takes processor time.

    What runs in a process of its own, and the benchmark, has them all.
    """
    from warehouse.database import CONFIG

    CONFIG["threads"] = 1


@pytest.fixture(scope="session")
def prefect() -> Iterator["Prefect"]:
    """One server of Prefect's for all flows of a test run: starting it takes ten seconds."""
    from tests.homes import prefect_server

    with prefect_server() as server:
        yield server


def of_all_workers(factory: pytest.TempPathFactory, name: str) -> Path:
    """A folder that all workers of this test run know; alone, a process is its only worker."""
    root = factory.getbasetemp()
    return (root.parent if "PYTEST_XDIST_WORKER" in os.environ else root) / f"shared-{name}"


def own(factory: pytest.TempPathFactory, name: str) -> Path:
    """A folder of this worker's, which is not there yet."""
    return factory.getbasetemp() / name


@pytest.fixture(scope="session")
def demo(prefect: "Prefect", tmp_path_factory: pytest.TempPathFactory) -> "MainJob":
    """Three years of seed 0, pulled over HTTP by the real nightly flow. Read only: copy it to change it."""
    from tests.homes import main_job_once

    return main_job_once(of_all_workers(tmp_path_factory, "demo"), own(tmp_path_factory, "demo"), prefect, 0, 3)


@pytest.fixture(scope="session")
def season(prefect: "Prefect", tmp_path_factory: pytest.TempPathFactory) -> "MainJob":
    """The same for four months of seed 5: enough for every layer, and quick."""
    from tests.homes import main_job_once

    return main_job_once(of_all_workers(tmp_path_factory, "season"), own(tmp_path_factory, "season"), prefect, 5, 0.3)


@pytest.fixture(scope="session")
def postgres() -> Iterator["Postgres"]:
    """One PostgreSQL for all tests that publish into it; each takes a database of its own."""
    from tests.postgres_server import postgres_server

    with postgres_server() as server:
        yield server


@pytest.fixture(scope="module")
def without_prefect() -> Iterator[None]:
    """`fivefold sync` makes its passes in this process alone: for tests of what they do, and not of who runs them."""
    from flows import nightly
    from tests.homes import run_plainly

    with pytest.MonkeyPatch.context() as here:
        here.setattr(nightly, "run_nightly", run_plainly)
        yield


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty home folder."""
    home = tmp_path / "home"
    home.mkdir()
    return home


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what tests have to say when they passed, too: a worker's own output is not shown."""
    reports = [one for found in terminalreporter.stats.values() for one in found if getattr(one, "when", "") == "call"]
    for name, value in [said for report in reports for said in report.user_properties]:
        if name == "told at the end":
            terminalreporter.write_line(str(value))
