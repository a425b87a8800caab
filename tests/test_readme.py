"""What README shows is what happens: its output, its answers, its commands, its example of a new table."""

import os
import re
import shutil
import subprocess
import sys

import pytest

from flows.demo.run import Demo
from flows.docs import demo_answers
from flows.docs.demo_answers import QUESTION, with_demo
from flows.review.review import review
from flows.settings import load_settings
from tests.homes import NOW, ask, copy_of, serving
from tests.readme import README, ROOT, fenced, fivefold_commands
from tests.reviewed import disagreeing, unfounded
from warehouse.database import open_published

pytestmark = [pytest.mark.prefect, pytest.mark.slow]

#: They wait for a person, never end, end the login, need an address or measure for a minute; the tests of each run
#: them. Nothing is logged as -3, and the tests of the athlete's word take back what they logged.
ELSEWHERE = ("login", "logout", "notify", "serve", "emulator", "demo", "evaluate", "remove")
#: Stands in README for an activity of the reader's.
ANY_ACTIVITY = "12345678901"


def test_the_demo_and_the_answers_are_the_ones_shown(demo):
    assert demo_answers.NOW == NOW
    shown = Demo(load_settings(home=demo.home.folder), demo.run, demo.seconds)
    # Line by line, so that a failure shows the lines that moved. Mend with: python -m flows.docs --demo DIR
    assert with_demo(README, shown).splitlines() == README.splitlines()


def test_every_query_has_its_answer_under_it():
    assert len(fenced("sql")) == len(list(QUESTION.finditer(README))) >= 10
    assert README.count("<!-- answer -->") == len(fenced("sql"))


def test_no_answer_is_empty():
    answers = [found[0].split("<!-- answer -->")[1].strip().splitlines() for found in QUESTION.finditer(README)]
    assert all(len(answer) > 3 for answer in answers)


@pytest.fixture(scope="module")
def home(season, tmp_path_factory):
    """A home that commands may change."""
    with serving(season.life) as server:
        yield copy_of(season.home, tmp_path_factory.mktemp("readme"), server)


@pytest.mark.parametrize(
    "arguments",
    [one for one in fivefold_commands() if not set(one) & {*ELSEWHERE, "show"} or "plan" in one],
    ids=" ".join,
)
def test_a_command_in_readme_works(home, arguments):
    known = ask(home.published, "SELECT max(activity_id) FROM core.activities WHERE has_streams").item()
    ended = home.run(*(str(known) if argument == ANY_ACTIVITY else argument for argument in arguments))
    assert ended.code == 0, ended.err
    assert ended.out


def test_showing_what_is_not_in_quarantine_says_so(home):
    ended = home.run("quarantine", "show", "17")
    assert (ended.code, ended.out) == (2, "")
    assert "quarantine list" in ended.err


@pytest.fixture(scope="module")
def repository(tmp_path_factory):
    """A copy of the repository to which README's example has been added, as README says."""
    copy = tmp_path_factory.mktemp("repository")
    for name in ("schemas", "transforms", "warehouse", "flows", "tests"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md"):
        shutil.copy(ROOT / name, copy)
    files = re.findall(r"`((?:schemas|transforms|tests)/\w*weekly_distance\.py)`", README)
    for name, code in zip(files, fenced("python"), strict=True):
        (copy / name).write_text(code)
    add(copy / "schemas/tables.py", "from schemas.weekly_distance import WeeklyDistance", "    SyncRuns,")
    add(
        copy / "flows/derive/marts.py",
        "from transforms.weekly_distance import weekly_distance",
        "        WeeklyAdherence: ",
    )
    add(copy / "flows/derive/marts.py", "from schemas.weekly_distance import WeeklyDistance", None)
    return copy


def add(file, line, before):
    """Put an import at the head, and README's entry for this file before a line that is there already."""
    text = file.read_text().replace("\nfrom ", f"\n{line}\nfrom ", 1)
    if before is not None:
        entry = re.search(rf"{file.parent.name}/{file.name}`[^`]*`(WeeklyDistance\b[^`]*)`", README)[1]
        text = text.replace(f"\n{before}", f"\n        {entry}\n{before}", 1)
        assert entry in text
    file.write_text(text)


def run(repository, *arguments, **environment):
    """Python in the copy, where its packages come before the installed ones."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    ended = subprocess.run(
        [sys.executable, *arguments],
        cwd=repository,
        env=kept | {"PYTHONPATH": str(repository)} | environment,
        capture_output=True,
        text=True,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout


def test_a_table_added_as_readme_says_passes_its_test_and_those_that_come_free(repository):
    said = run(
        repository, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-k", "weekly_distance",
        "tests/test_weekly_distance.py", "tests/test_schemas.py", "tests/test_warehouse.py",
    )  # fmt: skip
    assert int(re.search(r"(\d+) passed", said)[1]) >= 5


def test_a_table_added_as_readme_says_is_published(repository, season, tmp_path):
    shutil.copytree(season.home.folder, tmp_path / "home")
    run(repository, "-m", "flows", "rebuild", FIVEFOLD_HOME=str(tmp_path / "home"))
    file = tmp_path / "home/published/fivefold.duckdb"
    total = "round(sum(distance_m))"
    [(weekly, monthly)] = ask(
        file,
        f"SELECT (SELECT {total} FROM mart.weekly_distance),"
        f" (SELECT {total} FROM mart.monthly_volume WHERE sport_group = 'run')",
    ).rows()
    assert weekly == monthly > 100_000
    assert (tmp_path / "home/published/parquet/mart/weekly_distance.parquet").exists()


def test_a_table_added_as_readme_says_enters_the_dictionary_and_readme(repository):
    run(repository, "-m", "flows.docs")
    assert "### mart.weekly_distance\n" in (repository / "schemas/README.md").read_text()
    assert "#martweekly_distance) |" in (repository / "README.md").read_text()


def test_the_review_of_the_demo_says_what_its_queries_answer(demo):
    with open_published(demo.home.published) as copy:
        year = review(copy, NOW.year)
        assert unfounded(year) == []
        assert disagreeing(year, copy) == []
