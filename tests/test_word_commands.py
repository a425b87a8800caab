"""`fivefold label` and `fivefold log` as people type them."""

import subprocess
import sys

import orjson
import pytest

from schemas.activities import Activities
from schemas.labels import Labels
from schemas.sessions import Sessions
from tests.homes import ROOT, table_of
from tests.word_home import GYM, RUN, SAUNA, word_home

ON_FRIDAY = ["--date", "2026-05-08", "--time", "18:30"]


@pytest.fixture
def home(tmp_path):
    return word_home(tmp_path / "home")


def said(ended, code=0):
    """What a command printed, whether it ended as it should."""
    assert ended.code == code, (ended.out, ended.err)
    assert "Traceback" not in ended.out + ended.err
    assert not ended.err if code == 0 else ended.err.count("\n") == 1
    return ended.out if code == 0 else ended.err


def verdicts(home, activity_id):
    """Of an activity, in the published copy: intervention, counts and who decided."""
    table = table_of(home.published, Sessions).filter(activity_id=activity_id)
    return table.select("intervention", "counts", "decided_by").rows()


def test_a_label_is_applied_and_published_at_once_and_taken_back_as_well(home):
    before = table_of(home.published, Sessions)
    assert "It is applied" in said(home.run("label", str(GYM), "heat", "cross-training", "--note", "a hot circuit"))
    assert verdicts(home, GYM) == [
        ("cross_training", True, "label"),
        ("heat", True, "label"),
        ("strength", False, "label"),
    ]
    assert table_of(home.published, Labels)["note"].to_list() == ["a hot circuit"]
    assert "a hot circuit" in said(home.run("label", "--list"))
    assert "The rules decide again" in said(home.run("label", str(GYM), "--withdraw"))
    assert table_of(home.published, Sessions).equals(before)
    assert "Nothing is labelled" in said(home.run("label", "--list"))


def test_a_label_said_again_is_said_anew_and_what_else_was_said_stays(home):
    said(home.run("label", str(SAUNA), "none", "--note", "it was closed"))
    said(home.run("label", str(SAUNA), "--not-duplicate"))
    assert verdicts(home, SAUNA) == [("heat", False, "label")]
    said(home.run("label", str(SAUNA), "heat", "--json"))
    (told,) = orjson.loads(said(home.run("label", "--list", "--json")))
    assert (told["interventions"], told["is_duplicate"], told["note"]) == (["heat"], False, "it was closed")


def test_a_run_labelled_as_a_duplicate_steps_back(home):
    said(home.run("label", str(RUN), "--duplicate-of", "2"))
    assert table_of(home.published, Activities)["duplicate_of"].to_list() == [2, None, None, None]


@pytest.mark.parametrize("option", [[], ["--json"]])
def test_an_output_without_letters_of_the_note_shows_the_rest(home, option):
    (home.folder / "labels.toml").write_text(
        '[[label]]\nactivity = 1\ncounts_for = []\nnote = "Zürich"\n', encoding="utf-8"
    )
    ended = subprocess.run(
        [sys.executable, "-m", "flows", "label", "--list", *option],
        env=home.environment | {"PYTHONIOENCODING": "ascii"}, cwd=ROOT, capture_output=True, text=True,
    )  # fmt: skip
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "Z?rich" in ended.stdout


def test_two_cannot_be_duplicates_of_each_other(home):
    said(home.run("label", "1", "--duplicate-of", "2"))
    said(home.run("label", "2", "--duplicate-of", "3"))
    before = (home.folder / "labels.toml").read_text()
    for one in ("2", "1"):
        refused = said(home.run("label", "3", "--duplicate-of", one), 2)
        assert f"By your label activity {one} is a duplicate of 3 itself" in refused
    assert (home.folder / "labels.toml").read_text() == before


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["99", "heat"], "No activity 99 is known here"),
        (["-7", "heat"], "No activity -7 is known here"),
        (["99999999999999999999", "heat"], "No activity 99999999999999999999 is known"),
        (["1", "sauna"], "'sauna' is nothing that an activity can count for"),
        (["1", "--hete"], "'--hete' is nothing that an activity can count for"),
        (["1", "none", "heat"], "none and for something"),
        (["1"], "Say what activity 1 counts for"),
        ([], "Say which activity"),
        (["1", "--note", "x"], "has no label to note that at"),
        (["1", "heat", "--note", "x" * 1001], "1000 are the most"),
        (["1", "heat", "--note", "Z\udcfcrich"], "not UTF-8"),
        (["1", "--duplicate-of", "1"], "a duplicate of itself"),
        (["1", "--duplicate-of", "99"], "No activity 99 is known here"),
        (["1", "--duplicate-of", "0"], "No activity 0 is known here"),
        (["1", "--duplicate-of", "2", "--not-duplicate"], "is a duplicate or it is not"),
        (["1", "--withdraw"], "Activity 1 has no label"),
        (["1", "heat", "--withdraw"], "say nothing else"),
        (["1", "--list"], "--list takes nothing else"),
    ],
)
def test_what_cannot_be_said_is_refused_in_a_sentence_and_leaves_nothing(home, arguments, words):
    assert words in said(home.run("label", *arguments), 2)
    assert not (home.folder / "labels.toml").exists()


def test_a_broken_labels_file_is_told_by_every_command_that_reads_it_and_stays(home):
    broken = "[[label]]\nactivity = 1\ncounts_for = ['sauna']\n"
    (home.folder / "labels.toml").write_text(broken)
    for command in (["label", "1", "heat"], ["label", "--list"], ["label", "1", "--withdraw"], ["rebuild"]):
        assert "[[label]] number 1, counts_for must be" in said(home.run(*command), 2)
    assert (home.folder / "labels.toml").read_text() == broken


@pytest.mark.parametrize("name", ["labels.toml", "plan.toml"])
def test_while_plan_or_labels_are_broken_nothing_is_kept(home, name):
    said(home.run("label", "1", "heat"))
    said(home.run("log", "heat", "sauna", "--minutes", "25", *ON_FRIDAY))
    kept = (home.folder / "labels.toml").read_text()
    (home.folder / name).write_text("[[")
    for command in (
        ["log", "heat", "sauna", "--minutes", "20", "--date", "2026-05-09"],
        ["log", "remove", "-1"],
        ["label", "2", "heat"],
        ["label", "1", "--withdraw"],
    ):
        assert f"{name} is not valid TOML" in said(home.run(*command), 2)
    (home.folder / name).write_text(kept if name == "labels.toml" else "[heat]\nmin = 2\nmax = 3\n")
    said(home.run("rebuild"))
    assert (home.folder / "labels.toml").read_text() == kept
    assert [row["activity_id"] for row in orjson.loads(said(home.run("log", "list", "--json")))] == [-1]


def test_a_session_is_logged_listed_and_taken_back(home):
    told = said(home.run("log", "heat", "hot-tub", "--minutes", "25", *ON_FRIDAY, "--note", "[red]at Ann's"))
    assert "Kept as -1, 2026-05-08 18:30. Logged by the athlete: 25 min of hot tub. It counts." in told
    assert verdicts(home, -1) == [("heat", True, "log")]
    listed = said(home.run("log", "list"))
    assert "[red]at Ann's" in listed
    assert "hot tub" in listed
    assert "taken back" in said(home.run("log", "remove", "-1"))
    assert verdicts(home, -1) == []
    assert "Nothing is logged" in said(home.run("log", "list"))


def test_the_sets_that_were_understood_are_shown(home):
    sets = "Squat 5x5 @ 100 kg; Deadlift 3x3 @ 140 kg"
    told = said(home.run("log", "strength", "--minutes", "45", "--sets", sets, *ON_FRIDAY))
    assert "Squat: 5 × 5 @ 100 kg" in told
    assert "Deadlift: 3 × 3 @ 140 kg" in told
    assert "heavy. It counts." in told


def test_what_was_logged_can_be_labelled(home):
    said(home.run("log", "cross-training", "ride", "--hours", "1.5", "--hard", *ON_FRIDAY))
    assert verdicts(home, -1) == [("cross_training", False, "log")]
    said(home.run("label", "-1", "cross_training"))
    assert verdicts(home, -1) == [("cross_training", True, "label")]
    (logged,) = orjson.loads(said(home.run("log", "list", "--json")))
    assert "(the log said: 1.5 h of ride, hard: too hard to count)" in logged["reason"]


def test_another_session_of_the_day_is_pointed_out(home):
    told = said(home.run("log", "heat", "sauna", "--minutes", "20", "--date", "2026-05-06", "--time", "20:00"))
    assert f"On that day this counts too: activity {SAUNA}" in told


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["heat", "ice", "--minutes", "20"], "'ice' is no kind of heat. Say one of: sauna, hot_tub, steam"),
        (["heat", "sauna", "--minutes", "2000"], "2000 minutes cannot be: 1 to 180"),
        (["heat", "sauna", "--minutes", "inf"], "cannot be"),
        (["heat", "sauna", "--minutes", "nan"], "cannot be"),
        (["heat", "sauna", "--minutes", "20", "--note", "\udcff"], "not UTF-8"),
        (["strength", "--minutes", "45", "--sets", "Squat 5x5 @ 100 kg \udcff"], "not UTF-8"),
        (["heat", "sauna", "--minutes", "20", "--date", "2099-01-01"], "is still to come"),
        (["cross-training", "run", "--hours", "1"], "'run' is no kind of cross training"),
        (["cross-training", "ride", "--hours", "30"], "cannot be"),
        (["strength", "--minutes", "45", "--sets", "went well"], "No set could be read"),
        (["remove", "-3"], "No session is logged as -3"),
    ],
)
def test_what_cannot_be_logged_is_refused_in_a_sentence(home, arguments, words):
    assert words in said(home.run("log", *arguments), 2)
    assert "Nothing is logged" in said(home.run("log", "list"))


def test_while_another_process_writes_a_label_waits_for_the_sync_and_a_log_says_so(home):
    hold = f"import duckdb; c = duckdb.connect({str(home.warehouse)!r}); print('held', flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", hold], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        holder.stdout.readline()
        assert "the next sync applies it" in said(home.run("label", str(SAUNA), "none"))
        assert "in use by another process" in said(home.run("log", "heat", "sauna", "--minutes", "25"), 15)
        assert "in use by another process" in said(home.run("log", "remove", "-1"), 15)
        holder.communicate("\n")
    assert verdicts(home, SAUNA) == [("heat", True, "rule")]
    said(home.run("rebuild"))
    assert verdicts(home, SAUNA) == [("heat", False, "label")]
    assert "Nothing is logged" in said(home.run("log", "list"))


def test_before_the_first_sync_there_is_nothing_to_label_and_nobody_to_log_for(home, tmp_path):
    new = {"FIVEFOLD_HOME": str(tmp_path / "new")}
    assert "fivefold sync" in said(home.run("label", "1", "heat", **new), 15)
    assert "fivefold sync" in said(home.run("log", "heat", "sauna", "--minutes", "25", **new), 2)
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("command", [["label"], ["log", "heat"], ["log", "strength"], ["log", "cross-training"],
                                     ["log", "list"], ["log", "remove"]], ids=" ".join)  # fmt: skip
def test_every_command_has_help_with_an_example(home, command):
    assert f"Example: fivefold {' '.join(command)}" in " ".join(said(home.run(*command, "--help")).split())
