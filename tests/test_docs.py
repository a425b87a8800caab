"""What is generated is up to date, and README names what there is."""

import os
import re
import shutil
import subprocess
import sys

import pytest
import typer
from typer.core import TyperCommand

from flows.cli.main import app
from flows.docs.__main__ import DICTIONARY, PAGES, RECIPES, main, stale
from flows.docs.blocks import fill
from flows.docs.dictionary import index, views
from flows.docs.reference import leaves
from flows.docs.table_page import pages
from flows.errors import FivefoldError
from flows.settings import Settings
from schemas.tables import TABLES
from tests.readme import README, ROOT, fivefold_commands, shell_lines
from warehouse.cookbook import recipes
from warehouse.publish import PUBLISHED

WRITTEN = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", DICTIONARY, RECIPES]
OF_TABLES = pages()
SESSIONS = f"{PAGES}/mart.sessions.md"


@pytest.fixture
def root(tmp_path):
    """Pages in which nothing is stale."""
    shutil.copy(ROOT / "README.md", tmp_path)
    (tmp_path / RECIPES).parent.mkdir(parents=True)
    shutil.copy(ROOT / RECIPES, tmp_path / RECIPES)
    main([], tmp_path)
    return tmp_path


def test_the_repository_is_up_to_date():
    assert stale(ROOT) == []


def test_the_dictionary_is_the_same_in_every_process():
    code = (
        "import sys; from flows.docs.dictionary import index; from flows.docs.table_page import pages;"
        "sys.stdout.buffer.write((index() + str(pages())).encode())"
    )
    seen = {
        subprocess.run(
            [sys.executable, "-c", code], env=os.environ | {"PYTHONHASHSEED": seed}, check=True, capture_output=True
        ).stdout
        for seed in ("1", "2")
    }
    assert seen == {(index() + str(pages())).encode()}


def test_a_stale_page_fails_the_check_and_is_named(root, capsys):
    file = root / SESSIONS
    file.write_text(file.read_text().replace("| `local_date` | DATE |", "| `local_date` | TEXT |", 1))
    assert main(["--check"], root) == 1
    said = capsys.readouterr().err
    assert re.match(
        r"schemas/dictionary/mart\.sessions\.md is stale, first in line \d+: it should say '\| `local_date` \| DATE",
        said,
    )
    assert "python -m flows.docs" in said


def test_a_page_of_a_table_that_is_gone_is_stale_until_it_is_removed(root):
    gone = root / PAGES / "mart.gone.md"
    gone.write_text("# mart.gone\n")
    assert len(stale(root)) == 1
    main([], root)
    assert not gone.exists()
    assert stale(root) == []


@pytest.mark.parametrize("said", ["FROM mart.yearly_adherence", "**Am I doing the five things?**"])
def test_stale_sql_and_titles_of_recipes_fail_the_check_without_the_demo(root, said):
    file = root / RECIPES
    file.write_text(file.read_text().replace(said, "old", 1))
    assert [sentence.split()[0] for sentence in stale(root)] == [RECIPES]


def test_recipes_keep_their_answers_when_they_are_written_anew(root):
    before = (root / RECIPES).read_text()
    (root / RECIPES).write_text(before.replace("**Am I doing", "**Was I doing"))
    main([], root)
    assert (root / RECIPES).read_text() == before == (ROOT / RECIPES).read_text()


def test_a_stale_list_in_readme_fails_the_check(root):
    file = root / "README.md"
    file.write_text(file.read_text().replace("| `fivefold rebuild --diff` |", "| `fivefold remake` |", 1))
    assert main(["--check"], root) == 1


@pytest.mark.parametrize("end", ["", "\n\n"])
def test_even_a_line_end_too_few_or_too_many_is_stale(root, end):
    (root / DICTIONARY).write_text(index().rstrip("\n") + end)
    assert len(stale(root)) == 1


def test_a_missing_dictionary_is_stale(root):
    (root / DICTIONARY).unlink()
    assert main(["--check"], root) == 1


def test_the_check_changes_nothing(root):
    (root / DICTIONARY).write_text("old")
    main(["--check"], root)
    assert (root / DICTIONARY).read_text() == "old"


def test_writing_mends_what_the_check_found(root):
    (root / DICTIONARY).write_text("old")
    assert main([], root) == 0
    assert main(["--check"], root) == 0


def test_what_is_written_by_hand_stays():
    page = (
        "by hand\n<!-- generated: a -->\nold\n<!-- /generated -->\n<!-- generated: b -->\nb\n<!-- /generated -->\nend"
    )
    assert fill(page, {"a": "new"}) == page.replace("old", "new")


def test_a_block_without_a_place_is_an_error():
    with pytest.raises(ValueError, match="generated: a"):
        fill("no marks", {"a": "new"})


def page_of(name):
    return OF_TABLES[f"dictionary/{name}.md"]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.full_name())
def test_a_table_has_a_page_that_describes_every_column(table):
    page = page_of(table.full_name())
    assert page.startswith(f"# {table.full_name()}\n\nOne row")
    assert re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE) == table.columns()
    assert ("**Private.**" in page) == table.stays_private()
    assert page.count("**private** unless") == len(table.gps_columns())


@pytest.mark.parametrize("view", views())
def test_a_view_has_a_page_that_describes_every_column(view):
    told, columns = views()[view].told, views()[view].columns
    assert page_of(view).startswith(f"# {view}\n\nOne row")
    assert all(comment for _, _, comment in columns)
    assert f"COMMENT ON VIEW {view} IS '{told.summary}'" in (
        ROOT / "warehouse" / "views" / f"{view.split('.')[1]}.sql"
    ).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [*(table.full_name() for table in TABLES), *views()])
def test_a_page_says_what_misleads_and_how_to_ask(name):
    page = page_of(name)
    misleads = page.split("## What would mislead a newcomer\n\n")[1].split("\n\n## ")[0]
    assert len(re.findall("^- ", misleads, re.MULTILINE)) >= 2
    [example] = re.findall(r"\?\n\n```sql\n(.*?)\n```", page, re.DOTALL)
    assert name in example


def test_the_dictionary_says_types_units_and_what_is_allowed():
    page = page_of("core.streams")
    assert "| `heartrate_bpm` | BIGINT | null | beats/min | > 0, ≤ 260 | Heart rate; drop-outs (0) are null. |" in page


def test_an_instant_is_utc_and_a_wall_clock_is_not():
    page = page_of("core.activities")
    assert "| `start_at` | TIMESTAMPTZ |  | UTC |" in page
    assert "| `local_start_at` | TIMESTAMP |  |  |" in page


def test_the_index_links_every_page():
    listed = re.findall(r"^\| \[(\S+)\]\((dictionary/\S+)\) \|", index(), re.MULTILINE)
    assert dict(listed) == {path.removeprefix("dictionary/").removesuffix(".md"): path for path in OF_TABLES}


def test_a_page_names_the_recipes_that_ask_it():
    assert page_of("mart.heat_acclimation").count("#heat-half-life)") == 1
    assert "#heat-half-life" not in page_of("mart.sessions")


def test_the_list_of_recipes_is_in_readme():
    listed = re.findall(r"\(warehouse/recipes/README\.md#([a-z-]+)\) \| (.+) \|$", README, re.MULTILINE)
    assert listed == [(one.name, one.question) for one in recipes().values()]


def test_readme_names_every_command():
    assert {name for name, _ in leaves()} == {" ".join(name_of(arguments)[0]) for arguments in fivefold_commands()} - {
        ""
    }


@pytest.mark.parametrize("arguments", fivefold_commands(), ids=" ".join)
def test_every_command_in_readme_can_be_typed_so(arguments):
    name, command, rest = name_of(arguments)
    if rest == ["--help"]:
        return
    assert isinstance(command, TyperCommand)
    with command.make_context(" ".join(name), list(rest)) as context:
        assert context.args == []


def name_of(arguments):
    """The command's words, the command, and the arguments that are left."""
    command, name, rest = typer.main.get_command(app), [], list(arguments)
    while rest and rest[0] in getattr(command, "commands", {}):
        name.append(rest.pop(0))
        command = command.commands[name[-1]]
    return name, command, rest


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md"])
def test_every_make_target_exists(page):
    text = (ROOT / page).read_text()
    named = {line.split()[1] for line in shell_lines(text) if line.startswith("make ")}
    named |= set(re.findall(r"`make (\w+)`", text))
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(), re.MULTILINE)) | {"help"}
    assert named
    assert named - targets == set()


def test_readme_names_every_published_table():
    linked = set(re.findall(r"\| \[(\w+\.\w+)\]\(schemas/dictionary/", README))
    assert linked == {table.full_name() for table in PUBLISHED} | set(views())


def test_readme_names_every_setting_and_no_other():
    known = {str(field.validation_alias) for field in Settings.model_fields.values()}
    table = README.split("\n## Settings\n")[1].split("\n## ")[0]
    assert {
        name for line in re.findall(r"^\| (`.*?`) \|", table, re.MULTILINE) for name in line.strip("`").split("`, `")
    } == known
    assert set(re.findall(r"\b(?:FIVEFOLD|STRAVA)_[A-Z_]+\b", README)) == known


def test_readme_names_every_exit_code():
    def kinds(kind):
        return [kind, *(below for direct in kind.__subclasses__() for below in kinds(direct))]

    listed = {int(code) for code in re.findall(r"^\| (\d+) \|", README, re.MULTILINE)}
    assert listed >= {0} | {kind.exit_code for kind in kinds(FivefoldError) if kind.__module__.startswith("flows.")}


@pytest.mark.parametrize("page", [*WRITTEN, *(f"schemas/{path}" for path in OF_TABLES)])
def test_every_link_leads_somewhere(page):
    file = ROOT / page
    for target in re.findall(r"\]\(([^)\s]+)\)", file.read_text()):
        if target.startswith("https://"):
            continue
        path, _, fragment = target.partition("#")
        linked = (file.parent / path).resolve() if path else file
        assert linked.exists(), target
        if fragment:
            headings = re.findall(r"^#+ (.+)$", linked.read_text(), re.MULTILINE)
            assert fragment in {anchor(heading) for heading in headings}, target


def anchor(heading):
    """The anchor that GitHub gives a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
