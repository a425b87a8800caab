"""What README and the recipes' page show is what happens: output, answers, commands, the example of a new table."""

import os
import re
import shutil
import subprocess
import sys

import duckdb
import pytest

from flows.demo.run import Demo
from flows.docs import cookbook, demo_answers
from flows.docs.blocks import fill
from flows.docs.demo_answers import NOTHING, printed, shown
from flows.docs.dictionary import views
from flows.recipes import answer_to, for_people
from flows.review.review import review
from flows.settings import load_settings
from schemas.streams import Streams
from schemas.tables import TABLES
from tests.homes import NOW, ask, connected, copy_of, serving
from tests.readme import README, ROOT, fenced, fivefold_commands
from tests.recipe_truth import TRUTH
from tests.reviewed import disagreeing, unfounded
from warehouse.cookbook import recipes
from warehouse.database import Warehouse, open_published
from warehouse.publish import PUBLISHED

pytestmark = [pytest.mark.prefect, pytest.mark.slow]

RECIPES = (ROOT / "warehouse/recipes/README.md").read_text(encoding="utf-8")
#: The demo's one night saw nothing change and rejected nothing, and its athlete never overdid it.
UNANSWERED = {"refused", "too-much", "what-changed"}
#: Of which the demo has no row: nobody logged, labelled or imported anything in it.
EMPTY = {
    *("core.logged_sessions", "core.labels", "ops.quarantine", "ops.changes", "ops.suspects"),
    *("raw.files", "core.recordings", "core.recorded_sets", "core.weather", "ops.imports"),
}

#: They wait for a person, never end, end the login, need an address or files, erase, or measure for a minute; the tests
#: of each run them. Nothing is logged as -3, and the tests of the athlete's word take back what they logged.
ELSEWHERE = (
    "login", "logout", "notify", "serve", "dashboard", "emulator", "demo", "evaluate", "remove", "--postgres", "import",
    "purge",
)  # fmt: skip
#: Stands in README for an activity of the reader's.
ANY_ACTIVITY = "12345678901"


def test_the_demo_shown_is_what_is_printed(demo):
    assert demo_answers.NOW == NOW
    done = Demo(load_settings(home=demo.home.folder), demo.run, demo.seconds)
    # Line by line, so that a failure shows the lines that moved. Mend with: python -m flows.docs --demo DIR
    assert fill(README, {"demo": f"```text\n{printed(done)}\n```"}).splitlines() == README.splitlines()


@pytest.fixture(scope="module")
def copy(demo):
    """The demo's published copy, as commands open it."""
    with open_published(demo.home.published) as opened:
        yield opened


@pytest.fixture(scope="module")
def answers(copy):
    """What it answers to each recipe."""
    return {name: answer_to(recipe, copy) for name, recipe in recipes().items()}


def test_the_answers_shown_are_what_the_demo_answers(answers):
    told = {name: shown(for_people(answer)) for name, answer in answers.items()}
    assert cookbook.page(told).splitlines() == RECIPES.splitlines()


def test_every_recipe_shows_an_answer_save_those_that_the_demo_has_none_for():
    told = cookbook.answers(RECIPES)
    assert told.keys() == recipes().keys()
    assert {name for name, answer in told.items() if len(answer.splitlines()) < 3} == UNANSWERED
    assert {told[name].strip() for name in UNANSWERED} == {NOTHING}


def test_every_query_in_readme_is_a_recipe_with_its_answer():
    assert set(fenced("sql")) <= {f"{one.sql}\n" for one in recipes().values()}
    assert len(fenced("sql")) == len(cookbook.SHOWN.findall(README)) >= 3


@pytest.mark.parametrize("name", TRUTH)
def test_a_recipe_answers_what_is_reckoned_another_way(copy, answers, name):
    reckoned = TRUTH[name](copy.read_published)
    assert answers[name].select(*reckoned).to_dict(as_series=False) == reckoned


@pytest.fixture(scope="module")
def two_athletes(demo):
    """The demo's published copy without samples, and everything of it once more of another athlete."""
    with duckdb.connect() as connection:
        connection.execute(f"SET TimeZone='UTC'; ATTACH '{demo.home.published}' AS demo (READ_ONLY)")
        for table in PUBLISHED:
            if table is not Streams:
                name, twin = table.full_name(), ""
                if "athlete_id" in table.columns():
                    twin = f" UNION ALL SELECT * REPLACE (athlete_id + 1 AS athlete_id) FROM demo.{name}"
                connection.execute(f"CREATE SCHEMA IF NOT EXISTS {table.layer()}")
                connection.execute(f"CREATE TABLE {name} AS FROM demo.{name}{twin}")
        yield Warehouse(connection, demo.home.published)


@pytest.mark.parametrize("name", recipes())
def test_a_recipe_tells_of_each_of_two_athletes_what_it_tells_of_one(answers, two_athletes, name):
    alone, both = answers[name], answer_to(recipes()[name], two_athletes)
    for _, rows in both.group_by("athlete_id", maintain_order=True):
        assert rows.drop("athlete_id").equals(alone.drop("athlete_id"))
    assert both.height == 2 * alone.height


def test_the_example_of_every_table_is_answered(demo, copy):
    told = {table.full_name(): table.told() for table in TABLES} | {name: view.told for name, view in views().items()}
    private = {table.full_name() for table in TABLES if table.stays_private()}
    with connected(demo.home.warehouse) as warehouse:
        rows = {name: Warehouse(warehouse, copy.path).ask(told[name].example).height for name in private}
    rows |= {name: copy.ask(told[name].example).height for name in told.keys() - private}
    assert {name for name, height in rows.items() if height == 0} == EMPTY


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
def test_a_command_in_readme_works(home, tmp_path, monkeypatch, arguments):
    monkeypatch.chdir(tmp_path)  # where one writes a file
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
    shutil.copytree(season.home.folder, tmp_path / "home", symlinks=True)
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
    assert (
        (repository / "schemas/dictionary/mart.weekly_distance.md").read_text().startswith("# mart.weekly_distance\n")
    )
    for page in ("schemas/README.md", "README.md"):
        assert "dictionary/mart.weekly_distance.md) |" in (repository / page).read_text()


def test_the_review_of_the_demo_says_what_its_queries_answer(copy):
    year = review(copy, NOW.year)
    assert unfounded(year) == []
    assert disagreeing(year, copy) == []
