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
from flows.docs.__main__ import DICTIONARY, main, stale
from flows.docs.blocks import fill
from flows.docs.dictionary import anchor, dictionary, views
from flows.docs.reference import leaves
from flows.errors import FivefoldError
from flows.settings import Settings
from schemas.tables import TABLES
from tests.readme import README, ROOT, fivefold_commands, shell_lines
from warehouse.publish import PUBLISHED

PAGES = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", DICTIONARY]


@pytest.fixture
def root(tmp_path):
    """Pages in which nothing is stale."""
    (tmp_path / "schemas").mkdir()
    shutil.copy(ROOT / "README.md", tmp_path)
    main([], tmp_path)
    return tmp_path


def test_the_repository_is_up_to_date():
    assert stale(ROOT) == []


def test_the_dictionary_is_the_same_in_every_process():
    code = "from flows.docs.dictionary import dictionary; import sys; sys.stdout.buffer.write(dictionary().encode())"
    seen = {
        subprocess.run(
            [sys.executable, "-c", code], env=os.environ | {"PYTHONHASHSEED": seed}, check=True, capture_output=True
        ).stdout
        for seed in ("1", "2")
    }
    assert seen == {dictionary().encode()}


def test_a_stale_dictionary_fails_the_check_and_is_named(root, capsys):
    file = root / DICTIONARY
    file.write_text(file.read_text().replace("| `month` | DATE |", "| `month` | TEXT |", 1))
    assert main(["--check"], root) == 1
    said = capsys.readouterr().err
    assert re.match(r"schemas/README\.md is stale, first in line \d+: it should say '\| `month` \| DATE \|", said)
    assert "python -m flows.docs" in said


def test_a_stale_list_in_readme_fails_the_check(root):
    file = root / "README.md"
    file.write_text(file.read_text().replace("| `fivefold publish` |", "| `fivefold print` |", 1))
    assert main(["--check"], root) == 1


@pytest.mark.parametrize("end", ["", "\n\n"])
def test_even_a_line_end_too_few_or_too_many_is_stale(root, end):
    (root / DICTIONARY).write_text(dictionary().rstrip("\n") + end)
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


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.full_name())
def test_the_dictionary_describes_every_column(table):
    section = dictionary().split(f"\n### {table.full_name()}\n")[1].split("\n### ")[0]
    assert table.__doc__.split("\n")[0] in section
    assert re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE) == table.columns()
    assert ("**Private.**" in section) == table.stays_private()
    assert section.count("**private** unless") == len(table.gps_columns())


def test_the_dictionary_says_types_units_and_what_is_allowed():
    section = dictionary().split("\n### core.streams\n")[1].split("\n### ")[0]
    assert (
        "| `heartrate_bpm` | BIGINT | null | beats/min | > 0, ≤ 260 | Heart rate; drop-outs (0) are null. |" in section
    )


def test_every_view_is_in_the_dictionary():
    assert views()
    assert all(f"\n### {name}\n\nA view. {summary}\n" in dictionary() for name, (summary, _) in views().items())


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
    linked = set(re.findall(r"\| \[(\w+\.\w+)\]\(schemas/README", README))
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


@pytest.mark.parametrize("page", PAGES)
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
