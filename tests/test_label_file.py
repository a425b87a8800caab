"""labels.toml: what is written is read back, what somebody wrote beside it stays, and a broken file says where."""

import os
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.errors import UsageError, WarehouseUnavailable
from flows.word.label_file import set_label
from flows.word.labels import Label, parsed, read_labels, read_text
from schemas.plan import INTERVENTIONS
from tests.laws import law

BY_HAND = """\
# mine
[[label]]  # the race
activity = 1
counts_for = ["hill_sprints"]   # sure
note = "in the rain"

# The sauna at Ann's
[[label]]
activity = 2
counts_for = [
  "heat",
]
"""


def written(tmp_path, text):
    path = tmp_path / "labels.toml"
    path.write_bytes(text.encode())
    return path


def held(path):
    return parsed(read_text(path), path).label


notes = st.none() | st.text(st.characters(exclude_categories=["Cs"]), max_size=60) | st.sampled_from(
    ['"""', "'''", "\\", "[[label]]\nactivity = 7", "a\r\nb", "\x00", "\u2028", "# no comment", "\U0001f525"]
)  # fmt: skip
labels = st.builds(
    Label,
    activity=st.integers(-(2**63), 2**63 - 1).filter(lambda number: number not in (1, 2)),
    counts_for=st.lists(st.sampled_from(INTERVENTIONS), unique=True),
    duplicate_of=st.none() | st.just(False) | st.integers(1, 2),
    labelled_on=st.none() | st.dates(date(1990, 1, 1), date(2100, 1, 1)),
    note=notes,
)


@law
@given(st.lists(labels, unique_by=lambda label: label.activity, max_size=4), st.data())
def test_what_is_written_is_read_back_and_what_is_withdrawn_leaves_no_trace(tmp_path_factory, said, data):
    path = written(tmp_path_factory.mktemp("labels"), BY_HAND)
    for label in said:
        set_label(path, label.activity, label)
    assert held(path)[2:] == said
    for label in data.draw(st.permutations(said)):
        set_label(path, label.activity, None)
    assert path.read_bytes() == BY_HAND.encode()


@law
@given(labels, labels)
def test_a_label_is_said_anew_in_its_place(tmp_path_factory, first, second):
    path = tmp_path_factory.mktemp("labels") / "labels.toml"
    anew = second.model_copy(update={"activity": first.activity})
    set_label(path, first.activity, first)
    set_label(path, 5, Label(activity=5, counts_for=[])) if first.activity != 5 else None
    set_label(path, first.activity, anew)
    assert held(path)[0] == anew


def test_comments_and_what_still_holds_stay_when_a_label_changes(tmp_path):
    path = written(tmp_path, BY_HAND)
    changed = Label(activity=1, counts_for=["hill_sprints"], note="in the snow")
    set_label(path, 1, changed)
    assert path.read_text() == BY_HAND.replace("rain", "snow")


def test_the_labels_around_one_that_is_withdrawn_stay(tmp_path):
    path = written(tmp_path, BY_HAND)
    set_label(path, 1, None)
    assert path.read_text() == "# mine\n\n# The sauna at Ann's\n" + BY_HAND.partition("Ann's\n")[2]


@pytest.mark.parametrize(
    "text",
    [
        'label = [{ activity = 1, counts_for = ["heat"] }]\n',
        "[[label]]\nactivity = 1\ncounts_for = []\nnote = '''\n[[label]]\n'''\n",
    ],
)
def test_a_file_written_in_a_way_that_cannot_be_changed_is_left_alone(tmp_path, text):
    path = written(tmp_path, text)
    with pytest.raises(UsageError, match="edit its label of activity 1 by hand"):
        set_label(path, 1, None)
    assert path.read_text() == text
    assert [one.name for one in tmp_path.iterdir()] == ["labels.toml"]


def test_windows_line_ends_stay(tmp_path):
    path = written(tmp_path, BY_HAND.replace("\n", "\r\n"))
    set_label(path, 2, Label(activity=2, counts_for=[]))
    assert [label.counts_for for label in held(path)] == [["hill_sprints"], []]
    assert path.read_bytes().startswith(BY_HAND.partition("# The")[0].replace("\n", "\r\n").encode())


def test_what_a_link_leads_to_is_changed_and_the_link_stays(tmp_path):
    real = written(tmp_path, BY_HAND)
    link = tmp_path / "link.toml"
    link.symlink_to(real)
    set_label(link, 1, None)
    assert link.is_symlink()
    assert [label.activity for label in held(real)] == [2]


def test_a_folder_that_cannot_be_written_is_a_sentence(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises((WarehouseUnavailable, UsageError), match="Make"):
        set_label(tmp_path / "file" / "labels.toml", 1, Label(activity=1, counts_for=[]))


def test_what_is_no_file_is_neither_waited_for_nor_replaced(tmp_path):
    path = tmp_path / "labels.toml"
    os.mkfifo(path)
    with pytest.raises(UsageError, match="is no file"):
        set_label(path, 1, Label(activity=1, counts_for=[]))
    assert path.is_fifo()


def test_a_byte_order_mark_says_nothing(tmp_path):
    path = tmp_path / "labels.toml"
    path.write_text(BY_HAND, encoding="utf-8-sig")
    set_label(path, 1, None)
    assert [label.activity for label in held(path)] == [2]


def test_labels_said_at_the_same_time_are_all_kept(tmp_path):
    path = tmp_path / "labels.toml"
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda one: set_label(path, one, Label(activity=one, counts_for=[])), range(1, 41)))
    assert sorted(label.activity for label in held(path)) == list(range(1, 41))


def test_no_file_says_nothing(tmp_path):
    assert read_labels(tmp_path / "labels.toml").is_empty()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[[label]\n", "not valid TOML.*line 1"),
        ("a = " + "[" * 9999, "not valid TOML: it is nested too deeply"),
        ("a = " + "1" * 9999, "not valid TOML: a number has too many digits"),
        ("[label]\nactivity = 1", r"label must be written as \[\[label\]\]"),
        ("[[label]]\ncounts_for = []", "number 1, activity is missing"),
        ('[[label]]\nactivity = "1"\ncounts_for = []', "number 1, activity must be a whole number"),
        ("[[label]]\nactivity = 1", "number 1: the label of activity 1 says nothing"),
        ('[[label]]\nactivity = 1\ncounts_for = ["sauna"]', "number 1, counts_for must be a list of hill_sprints"),
        ("[[label]]\nactivity = 1\ncounts_for = ['heat', 'heat']", "names an intervention twice"),
        ("[[label]]\nactivity = 1\nduplicate_of = true", "duplicate_of must be the id"),
        ("[[label]]\nactivity = 1\nduplicate_of = 1", "a duplicate of itself"),
        ("[[label]]\nactivity = 99999999999999999999\ncounts_for = []", "activity must be a whole number"),
        ("[[label]]\nactivity = 1\nkind = 'sauna'", "kind is no key that a label can have"),
        ("labels = 1", "labels is no key"),
        ("[[label]]\nactivity = 1\ncounts_for = []\n" * 2, "activity 1 has 2 labels"),
        ("[[label]]\nactivity = 1\ncounts_for = []\nlabelled_on = 2026-01-05T12:00:00", "labelled_on must be a date"),
    ],
)
def test_a_broken_file_says_what_is_wrong_and_where(tmp_path, text, words):
    path = written(tmp_path, text)
    with pytest.raises(UsageError, match=words) as error:
        read_labels(path)
    assert str(path) in str(error.value)
    assert "fivefold label --list" in str(error.value)


def test_a_file_that_is_no_text_is_a_sentence(tmp_path):
    path = tmp_path / "labels.toml"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(UsageError, match="cannot be read"):
        read_labels(path)
