"""An import that is killed at any moment loses at most a batch, and the same command goes on."""

import random
import shutil
import signal
import subprocess
import sys
import time
from datetime import timedelta

import pytest

from flows.importing.bring_in import bring_in
from flows.settings import load_settings
from schemas.activities import Activities
from schemas.imports import Imports
from schemas.recordings import Recordings
from tests.homes import ROOT, ask, table_of
from tests.laws import IS_LONG
from tests.test_import import NOON
from tests.written.export import as_folder, export_files
from tests.written.fit import fit_file
from tests.written.workout import Workout

#: Its first moment is a third of the way: early enough on a machine that is slower or quicker the second time.
SEED = 7
FILES = 12
#: Batches of three, so that there is something between.
IMPORT = """
import os, sys
from pathlib import Path
from flows.importing import landing
from flows.settings import load_settings
from flows.importing.bring_in import bring_in
from flows.published_pages import PAGES
PAGES.clear()
landing.BATCH_FILES = 3
print("begins", flush=True)
bring_in(load_settings(home=Path(sys.argv[1])), [Path(sys.argv[2])])
"""
LANDED = "SELECT file_name FROM raw.files GROUP BY ALL HAVING count(*) > 1"


@pytest.fixture(scope="module")
def export(tmp_path_factory):
    workouts = [Workout(NOON - timedelta(days=day), 1200 + day, distance_m=4000.0) for day in range(FILES)]
    made = export_files(workouts, files=lambda workout: ("fit", fit_file(workout)))
    return as_folder(made, tmp_path_factory.mktemp("export"))


def killed(home, export, after_s):
    """Import in a process of its own, killed so many seconds after it has begun; says whether that was in time."""
    with subprocess.Popen(
        [sys.executable, "-c", IMPORT, str(home), str(export)], cwd=ROOT, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout.readline() == b"begins\n"
        time.sleep(after_s)
        process.send_signal(signal.SIGKILL)
        code = process.wait(300)
    assert code in (0, -signal.SIGKILL)
    return code != 0


@pytest.mark.slow
def test_an_import_that_is_killed_goes_on_where_it_was(export, tmp_path):
    dice = random.Random(SEED)  # noqa: S311 - moments by chance, the same in every test run
    reference, home = tmp_path / "reference", tmp_path / "home"
    began = time.monotonic()
    bring_in(load_settings(home=reference), [export])
    seconds = time.monotonic() - began
    times_killed = 0
    for _ in range(30 if IS_LONG else 1):
        for _ in range(2 if IS_LONG else 1):
            times_killed += killed(home, export, dice.uniform(0, seconds))
        bring_in(load_settings(home=home), [export])
        warehouse = home / "warehouse.duckdb"
        assert ask(warehouse, LANDED).is_empty()
        for one in (Recordings, Activities):
            assert table_of(warehouse, one).height == table_of(reference / "warehouse.duckdb", one).height
        assert set(table_of(warehouse, Imports)["outcome"]) <= {"ok", "failed"}
        assert ask(home / "published" / "fivefold.duckdb", "SELECT count(*) FROM core.activities").item() == FILES
        shutil.rmtree(home)
    assert times_killed
