"""The commands as people type them: help, JSON, CSV, other folders, hostile texts."""

import csv
import io
import subprocess
import sys

import orjson
import pytest

from flows.synthetic_athlete.notes import HOSTILE_TITLE
from tests.homes import ROOT, ask, copy_of, life_of, serving
from warehouse.cookbook import recipes

pytestmark = pytest.mark.prefect

COMMANDS = {
    "demo": [],
    "emulator": [],
    "login": [],
    "logout": [],
    "sync": [],
    "import": [],
    "rebuild": [],
    "publish": [],
    "serve": [],
    "purge": [],
    "status": [],
    "notify": [],
    "sql": [],
    "dashboard": [],
    "review": [],
    "superset": [],
    "explain": [],
    "evaluate": [],
    "label": [],
    "log": ["heat", "strength", "cross-training", "list", "remove"],
    "plan": ["show", "check"],
    "quarantine": ["list", "show", "retry"],
}
EVERY = [[name] for name, below in COMMANDS.items() if not below] + [
    [name, sub] for name, below in COMMANDS.items() for sub in below
]


@pytest.fixture(scope="module")
def home(season, tmp_path_factory):
    """A home after the main job, and nothing to sync from any more."""
    with serving(season.life) as server:
        return copy_of(season.home, tmp_path_factory.mktemp("commands"), server)


def listed_in(text):
    """The commands that a help page lists."""
    lines = text.partition("Commands")[2].splitlines()
    return [line.strip("│ ").split()[0] for line in lines if line.startswith("│ ") and line[2] != " "]


@pytest.mark.parametrize("command", EVERY, ids=" ".join)
def test_every_command_has_help_with_an_example(home, command):
    ended = home.run(*command, "--help")
    assert (ended.code, ended.err) == (0, "")
    assert f"Example: fivefold {' '.join(command)}" in " ".join(ended.out.split())


def test_there_are_the_commands_of_the_contract_and_no_others(home):
    assert sorted(listed_in(home.run("--help").out)) == sorted(COMMANDS)
    for name, below in COMMANDS.items():
        if below:
            assert sorted(listed_in(home.run(name, "--help").out)) == sorted(below)


@pytest.mark.parametrize(
    "command",
    [["status", "--settings"], ["plan", "show"], ["plan", "check"], ["quarantine", "list"], ["sql", "SELECT 1 AS one"],
     ["sql", "--recipes"], ["sql", "--recipe", "five-things"], ["publish"], ["rebuild"]],
    ids=" ".join,
)  # fmt: skip
def test_json_is_json(home, command):
    ended = home.run(*command, "--json")
    assert (ended.code, ended.err) == (0, "")
    assert orjson.loads(ended.out) is not None


def test_the_recipes_are_listed_by_name_with_their_questions(home):
    listed = orjson.loads(home.run("sql", "--recipes", "--json").out)
    assert listed == [{"recipe": one.name, "question": one.question} for one in recipes().values()]
    assert "Am I doing the five things?" in home.run("sql", "--recipes").out


def test_people_are_told_the_question_and_how_to_read_the_answer(home):
    kept = recipes()["five-things"]
    lines = home.run("sql", "--recipe", kept.name).out.splitlines()
    assert lines[:2] == [kept.question, kept.reading]
    assert "athlete_id" not in lines[3]


def test_programs_are_told_the_answer_alone_and_whose_it_is(home):
    answer = ask(home.published, recipes()["five-things"].sql)
    assert orjson.loads(home.run("sql", "--recipe", "five-things", "--json").out) == answer.to_dicts()
    told = home.run("sql", "--recipe", "five-things", "--csv").out.splitlines()
    assert (told[0], len(told)) == (",".join(answer.columns), answer.height + 1)
    assert told[0].startswith("athlete_id,")


def test_a_recipe_without_an_answer_says_so(home):
    assert "Nothing that is known answers this yet." in home.run("sql", "--recipe", "refused").out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--recipe", "five-thing"], "did you mean five-things?"),
        (["SELECT 1", "--recipe", "five-things"], "Choose one of a query, --recipe and --recipes."),
        (["--recipe", "five-things", "--recipes"], "Choose one of a query, --recipe and --recipes."),
        (["--recipe", "five-things", "--csv", "--json"], "Choose one of --csv and --json."),
        ([], "fivefold sql --recipes"),
        ([" ; "], "fivefold sql --recipes"),
    ],
)
def test_what_sql_cannot_be_asked_is_told_in_a_sentence(home, arguments, said):
    ended = home.run("sql", *arguments)
    assert (ended.code, ended.out) == (2, "")
    assert said in ended.err
    assert len(ended.err.splitlines()) == 1


def test_sync_and_status_speak_json(season, folder):
    with serving(season.life) as server:
        home = copy_of(season.home, folder, server)
        ended = home.run("sync", "--json")
        assert orjson.loads(ended.out)["outcome"] in ("ok", "nothing_new")
        said = home.run("status", "--json")
    assert said.code == 0
    assert orjson.loads(said.out)["is_stale"] is False


def test_status_is_stale_without_a_sync(home, folder):
    ended = home.run("status", FIVEFOLD_HOME=str(folder))
    assert ended.code == 16
    assert "fivefold sync" in ended.err


def test_settings_say_where_they_come_from_and_hide_secrets(home):
    (home.folder / "fivefold.toml").write_text("fivefold_max_rejected_share = 0.25\n")
    try:
        ended = home.run("status", "--settings")
    finally:
        (home.folder / "fivefold.toml").unlink()
    assert "emulator-secret" not in ended.out
    assert "0.25" in ended.out
    assert "fivefold.toml" in ended.out
    assert "environment" in ended.out
    assert "default" in ended.out


def test_sql_answers_as_csv(home):
    ended = home.run("sql", "SELECT name, description FROM core.activities ORDER BY activity_id", "--csv")
    rows = list(csv.DictReader(io.StringIO(ended.out)))
    told = ask(home.published, "SELECT name, description FROM core.activities ORDER BY activity_id").rows()
    assert [(row["name"], row["description"]) for row in rows] == [(name, text or "") for name, text in told]


def test_sql_cannot_change_the_published_copy(home):
    before = home.published.read_bytes()
    for query in ("DELETE FROM core.activities", "CREATE TABLE core.mine (x INTEGER)"):
        assert home.run("sql", query).code == 2
    assert home.published.read_bytes() == before


HOSTILE = "'][bold red]x[/] \x1b[31mred\x1b[0m \x07\r\n\u202e<script>alert(1)</script>'; DROP TABLE core.activities; --"


def test_hostile_titles_break_no_table(season, folder):
    newest = season.life.activities[-1].activity_id
    with serving(season.life) as server:
        home = copy_of(season.home, folder, server)
        server.admin.edit(newest, name=HOSTILE, description=HOSTILE_TITLE)
        home.nightly()
    query = f"SELECT name, description FROM core.activities WHERE activity_id = {newest}"
    assert ask(home.published, query).row(0) == (HOSTILE, HOSTILE_TITLE)
    shown = home.run("sql", query)
    assert (shown.code, shown.err) == (0, "")
    assert "[bold red]x[/]" in shown.out
    assert not {"\x1b", "\x07", "\r", "\u202e"} & set(shown.out)
    assert orjson.loads(home.run("sql", query, "--json").out)[0]["name"] == HOSTILE
    assert (
        next(csv.reader(io.StringIO(home.run("sql", query, "--csv").out.split("\n", 1)[1], newline="")))[0] == HOSTILE
    )


def test_it_runs_as_a_module_and_from_any_folder(home, tmp_path):
    ended = home.process("plan", "check")
    assert (ended.code, ended.err) == (0, "")
    command = [str(ROOT / ".venv" / "bin" / "fivefold"), "sql", "SELECT count(*) AS n FROM core.activities", "--csv"]
    if not (ROOT / ".venv" / "bin" / "fivefold").exists():
        command = [sys.executable, "-c", "from flows.cli import main; main()", *command[1:]]
    answer = subprocess.run(command, cwd=tmp_path, env=home.environment, capture_output=True, text=True, check=True)
    assert answer.stdout == f"n\n{len(life_of(5, 0.3).activities)}\n"
