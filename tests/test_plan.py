import re
from datetime import date
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.errors import UsageError
from flows.plan.default import DEFAULT_PLAN
from flows.plan.intensity import read_own_intensity
from flows.plan.read import read_heat_words, read_plan, write_default_plan
from flows.plan.view import plan_in_force
from schemas.plan import PLANNED, Plan
from tests.laws import law
from transforms.heat_words import HEAT_WORDS

MONDAY = date(2023, 11, 27)


def plan(tmp_path: Path, text: str, athlete_ids=(1,)):
    path = tmp_path / "plan.toml"
    path.write_text(text, encoding="utf-8")
    return Plan.validate(read_plan(path, athlete_ids, MONDAY))


def periods(table, intervention="heat"):
    columns = ["valid_from", "valid_until", "target_min", "is_break"]
    return table.filter(pl.col("intervention") == intervention).select(columns).rows()


def test_the_default_plan_is_the_prescription(tmp_path):
    table = plan(tmp_path, DEFAULT_PLAN)
    assert table.select("intervention", "unit", "target_min", "target_max").rows() == [
        ("cross_training", "hours", 2, 3),
        ("heat", "sessions", 2, 3),
        ("hill_sprints", "sessions", 1, 1),
        ("monthly_mileage", "records", 2, 3),
        ("strength", "sessions", 2, 2),
    ]
    assert table["valid_from"].unique().to_list() == [MONDAY]
    assert table["valid_until"].null_count() == len(PLANNED)


def test_the_examples_in_the_default_plan_are_right_once_uncommented(tmp_path):
    table = plan(tmp_path, re.sub(r"^# (?=\[\[|\w+ = )", "", DEFAULT_PLAN, flags=re.MULTILINE))
    assert periods(table) == [
        (date(2026, 1, 5), date(2026, 3, 1), 2, False),
        (date(2026, 3, 2), None, 3, False),
    ]
    assert periods(table, "hill_sprints") == [
        (date(2026, 1, 5), date(2026, 8, 2), 1, False),
        (date(2026, 8, 3), date(2026, 8, 16), 1, True),
        (date(2026, 8, 17), None, 1, False),
    ]


def test_without_a_file_the_default_plan_is_in_force(tmp_path):
    assert read_plan(tmp_path / "none.toml", [1], MONDAY).equals(plan(tmp_path, DEFAULT_PLAN))


def test_the_default_plan_is_written_once_and_never_over_an_edited_one(tmp_path):
    path = tmp_path / "home" / "plan.toml"
    assert write_default_plan(path)
    path.write_text("mine")
    assert not write_default_plan(path)
    assert path.read_text() == "mine"


def test_every_athlete_has_the_plan(tmp_path):
    table = plan(tmp_path, "[heat]\nmin = 2\nmax = 3", athlete_ids=(7, 3, 7))
    assert table["athlete_id"].to_list() == [3, 7]


def test_without_an_athlete_the_plan_is_empty(tmp_path):
    assert plan(tmp_path, DEFAULT_PLAN, athlete_ids=()).is_empty()


def test_an_intervention_that_is_left_out_is_not_planned(tmp_path):
    assert plan(tmp_path, "[heat]\nmin = 2\nmax = 3")["intervention"].to_list() == ["heat"]


def test_a_plan_may_say_when_it_begins(tmp_path):
    assert periods(plan(tmp_path, "from = 2026-01-05\n[heat]\nmin = 2\nmax = 3")) == [
        (date(2026, 1, 5), None, 2, False)
    ]


def test_a_change_ends_the_target_before(tmp_path):
    text = "[heat]\nmin = 2\nmax = 3\n[[target]]\nfrom = 2026-03-02\nintervention = 'heat'\nmin = 1\nmax = 2"
    assert periods(plan(tmp_path, text)) == [
        (MONDAY, date(2026, 3, 1), 2, False),
        (date(2026, 3, 2), None, 1, False),
    ]


def test_a_change_before_the_history_holds_from_its_beginning(tmp_path):
    text = "[heat]\nmin = 2\nmax = 3\n[[target]]\nfrom = 2020-01-01\nintervention = 'heat'\nmin = 1\nmax = 2"
    assert periods(plan(tmp_path, text)) == [(MONDAY, None, 1, False)]


def test_an_intervention_may_begin_later_than_the_plan(tmp_path):
    text = "[[target]]\nfrom = 2026-03-02\nintervention = 'heat'\nmin = 1\nmax = 2"
    assert periods(plan(tmp_path, text)) == [(date(2026, 3, 2), None, 1, False)]


def test_a_break_stands_between_two_periods(tmp_path):
    text = "[heat]\nmin = 2\nmax = 3\n[[break]]\nfrom = 2026-08-03\nuntil = 2026-08-16\nreason = 'flu'"
    table = plan(tmp_path, text)
    assert periods(table) == [
        (MONDAY, date(2026, 8, 2), 2, False),
        (date(2026, 8, 3), date(2026, 8, 16), 2, True),
        (date(2026, 8, 17), None, 2, False),
    ]
    assert table["break_reason"].to_list() == [None, "flu", None]


def test_a_break_without_end_goes_on(tmp_path):
    text = "[heat]\nmin = 2\nmax = 3\n[[break]]\nfrom = 2026-08-03"
    assert periods(plan(tmp_path, text))[-1] == (date(2026, 8, 3), None, 2, True)


def test_a_break_from_some_interventions_leaves_the_others_alone(tmp_path):
    text = "[heat]\nmin=2\nmax=3\n[strength]\nmin=2\nmax=2\n[[break]]\nfrom = 2026-08-03\ninterventions = ['strength']"
    table = plan(tmp_path, text)
    assert len(periods(table, "heat")) == 1
    assert len(periods(table, "strength")) == 2


def test_the_target_may_change_within_a_break(tmp_path):
    text = (
        "[heat]\nmin=2\nmax=3\n[[break]]\nfrom=2026-08-03\nuntil=2026-08-16\n"
        "[[target]]\nfrom=2026-08-10\nintervention='heat'\nmin=3\nmax=4"
    )
    assert periods(plan(tmp_path, text)) == [
        (MONDAY, date(2026, 8, 2), 2, False),
        (date(2026, 8, 3), date(2026, 8, 9), 2, True),
        (date(2026, 8, 10), date(2026, 8, 16), 3, True),
        (date(2026, 8, 17), None, 3, False),
    ]


def test_what_makes_a_session_is_in_the_plan(tmp_path):
    text = (
        "[hill_sprints]\nmin=1\nmax=1\nmin_reps=5\n[strength]\nmin=2\nmax=2\nunknown_counts=false\n[heat]\nmin=1\nmax=1"
    )
    table = plan(tmp_path, text)
    assert table.select("intervention", "session_min_reps", "is_unknown_counted").rows() == [
        ("heat", None, None),
        ("hill_sprints", 5, None),
        ("strength", None, False),
    ]


def test_the_version_is_of_what_the_plan_says(tmp_path):
    def version(text):
        return plan(tmp_path, text)["plan_version"][0]

    assert version("[heat]\nmin = 2\nmax = 3") == version("# mine\n[heat]\nmax = 3.0   # more\nmin = 2")
    assert version("[heat]\nmin = 2\nmax = 3") != version("[heat]\nmin = 2\nmax = 4")


HEAT = "[heat]\nmin = 2\nmax = 3\n"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[heat\nmin = 2", "is not valid TOML: Expected ']' at the end of a table declaration (at line 1, column 6)"),
        ("[heat]\nmin = 'two'\nmax = 3", "[heat] min must be a number."),
        ("[heat]\nmin = true\nmax = 3", "[heat] min must be a number."),
        ("[heat]\nmin = 2", "[heat] max is missing: it must be a number."),
        ("[heat]\nmin = 4\nmax = 3", "heat: min (4) must not be above max (3)."),
        ("[heat]\nmin = 2.5\nmax = 3", "heat: min must be a whole number from 0 to 21, not 2.5."),
        ("[heat]\nmin = -1\nmax = 3", "heat: min must be a whole number from 0 to 21, not -1."),
        ("[cross_training]\nmin = 1.5\nmax = inf", "cross_training: max must be a number from 0 to 60, not inf."),
        ("[cross_training]\nmin = nan\nmax = 2", "cross_training: min must be a number from 0 to 60, not nan."),
        ("[monthly_mileage]\nmin = 1\nmax = 13", "monthly_mileage: max must be a whole number from 0 to 12, not 13."),
        ("heat = 3", "heat must be a table with min and max."),
        ("[haet]\nmin = 2\nmax = 3", "haet is no key that a plan can hold."),
        (HEAT + "min_reps = 3", "[heat] min_reps is no key that a plan can hold."),
        ("[hill_sprints]\nmin=1\nmax=1\nmin_reps=2", "[hill_sprints] min_reps must be a whole number from 3 to 30."),
        ("[strength]\nmin=1\nmax=1\nunknown_counts='no'", "[strength] unknown_counts must be true or false."),
        ("from = '2026-01-05'\n" + HEAT, "from must be a date such as 2026-01-05, without quotes."),
        ("from = 2026-01-05T00:00:00\n" + HEAT, "from must be a date such as 2026-01-05, without quotes."),
        ("from = 0026-01-05\n" + HEAT, "from: 0026-01-05 must lie in the years from 1990 to 2100."),
        ("# nothing", "it asks for nothing: add a table such as [heat] with min and max, or delete the file."),
        (HEAT + "[target]\nfrom = 2026-01-05", "target must be written as [[target]], in double brackets."),
        (
            HEAT + "[[target]]\nfrom = 2026-01-05\nintervention = 'haet'\nmin = 1\nmax = 1",
            "[[target]] number 1, intervention must be one of hill_sprints, heat,",
        ),
        (
            HEAT + "[[target]]\nfrom = 2026-01-05\nintervention = 'heat'\nmin = 99\nmax = 99",
            "[[target]] number 1: min must be a whole number from 0 to 21, not 99.",
        ),
        (
            "from = 2026-01-05\n" + HEAT + "[[target]]\nfrom = 2026-01-05\nintervention = 'heat'\nmin = 1\nmax = 1",
            "the [[target]] for heat begins on 2026-01-05, but the plan itself only on 2026-01-05",
        ),
        (
            HEAT + 2 * "[[target]]\nfrom = 2026-01-05\nintervention = 'heat'\nmin = 1\nmax = 1\n",
            "two [[target]] for heat begin on the same day.",
        ),
        (
            HEAT + "[[break]]\nfrom = 2026-02-05\n[[break]]\nfrom = 2026-01-05\nuntil = 2026-01-04",
            "[[break]] number 2: it ends (2026-01-04) before it begins (2026-01-05).",
        ),
        (
            HEAT + "[[break]]\nfrom = 2026-01-05\n[[break]]\nfrom = 2026-02-05",
            "the [[break]] from 2026-02-05 begins before the one from 2026-01-05 has ended.",
        ),
        (
            HEAT + "[[break]]\nfrom = 2026-01-05\ninterventions = ['all']",
            "[[break]] number 1, interventions must be a list of some of hill_sprints, heat,",
        ),
        (HEAT + "[[break]]\nreason = 'flu'", "[[break]] number 1, from is missing: it must be a date"),
    ],
)
def test_a_plan_that_cannot_be_is_refused_in_one_sentence(tmp_path, text, says):
    with pytest.raises(UsageError) as refused:
        plan(tmp_path, text)
    message = str(refused.value)
    assert says in message
    assert message.startswith(str(tmp_path / "plan.toml"))
    assert message.endswith("Change it, then check with: fivefold plan check")
    assert "\n" not in message


def test_a_plan_that_is_no_text_is_refused(tmp_path):
    path = tmp_path / "plan.toml"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(UsageError, match="cannot be read"):
        read_plan(path, [1], MONDAY)


def test_a_folder_in_place_of_the_plan_is_refused(tmp_path):
    with pytest.raises(UsageError, match="cannot be read"):
        read_plan(tmp_path, [1], MONDAY)


days = st.dates(date(2024, 1, 1), date(2024, 3, 31))


@law
@given(
    st.lists(st.tuples(days, st.integers(0, 9)), max_size=5, unique_by=lambda change: change[0]),
    st.lists(st.tuples(days, st.integers(0, 20)), max_size=3),
)
def test_the_periods_of_a_plan_follow_each_other_without_a_gap(tmp_path_factory, changes, breaks):
    text = HEAT + "".join(
        f"[[target]]\nfrom = {day}\nintervention = 'heat'\nmin = {least}\nmax = 9\n" for day, least in changes
    )
    end = date(2023, 12, 31)
    for begins, length in sorted(breaks):
        if begins > end:
            end = date.fromordinal(begins.toordinal() + length)
            text += f"[[break]]\nfrom = {begins}\nuntil = {end}\n"
    got = periods(plan(tmp_path_factory.mktemp("plan"), text))
    assert got[0][0] == MONDAY
    assert got[-1][1] is None
    for before, after in pairwise(got):
        assert before[1].toordinal() + 1 == after[0].toordinal()
    for day, least in changes:
        assert [period[2] for period in got if period[0] == day] == [least]


OWN_WORDS = '[heat]\nmin = 2\nmax = 3\nwords = { sauna = ["hot box"] }\n'


def test_own_words_for_heat_stand_beside_those_that_are_known(tmp_path):
    (tmp_path / "plan.toml").write_text(OWN_WORDS)
    words = read_heat_words(tmp_path / "plan.toml")
    assert words["sauna"] == (*HEAT_WORDS["sauna"], "hot box")
    assert words["steam"] == HEAT_WORDS["steam"]
    assert read_heat_words(tmp_path / "none.toml") == HEAT_WORDS


def test_own_words_are_another_plan(tmp_path):
    versions = {
        plan(tmp_path, text)["plan_version"][0] for text in (OWN_WORDS, OWN_WORDS.replace("hot box", "cold box"))
    }
    assert len(versions) == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ('{ sauna = ["*"] }', "[heat] words sauna: a word must have at least 2 letters"),
        ('{ sauna = ["hot box", "x"] }', "[heat] words sauna: a word must have at least 2 letters"),
        ('{ sauna = "hot box" }', "[heat] words sauna must be a list of up to 100 words in quotes"),
        ("{ sauna = [7] }", "[heat] words sauna must be a list of up to 100 words in quotes"),
        ('{ oven = ["hot box"] }', "[heat] words oven is no key that a plan can hold"),
        ('["hot box"]', "[heat] words must be a table of lists, such as"),
    ],
)
def test_words_that_cannot_be_are_named(tmp_path, words, said):
    path = tmp_path / "plan.toml"
    path.write_text(f"[heat]\nmin = 2\nmax = 3\nwords = {words}\n")
    with pytest.raises(UsageError) as caught:
        read_plan(path, [1], MONDAY)
    assert said in str(caught.value)


OWN = """
[cross_training]
min = 2
max = 3
weights = { EBikeRide = 0.75, Walk = 0.25 }
[[heart_rate]]
from = 2026-03-02
maximum = 190
source = "laboratory"
[[heart_rate]]
from = 2026-01-05
first_threshold = 145
[[power]]
from = 2026-01-05
threshold = 250
"""


def test_the_athlete_may_say_what_intensity_is_measured_by(tmp_path):
    (tmp_path / "plan.toml").write_text(OWN)
    own = read_own_intensity(tmp_path / "plan.toml")
    assert own.heart_rate.rows() == [
        (date(2026, 1, 5), 145.0, None, None),
        (date(2026, 3, 2), None, 190.0, "laboratory"),
    ]
    assert own.power.rows() == [(date(2026, 1, 5), 250.0)]
    assert own.weights == {"EBikeRide": 0.75, "EMountainBikeRide": 0.5, "Walk": 0.25, "Hike": 0.0}


def test_who_says_nothing_about_intensity_has_the_default_weights(tmp_path):
    own = read_own_intensity(tmp_path / "none.toml")
    assert own.heart_rate.is_empty()
    assert own.power.is_empty()
    assert own.weights == {"EBikeRide": 0.5, "EMountainBikeRide": 0.5, "Walk": 0.0, "Hike": 0.0}
    assert own.in_words() is None


def test_the_athletes_word_on_intensity_is_part_of_the_plan_and_shown_with_it(tmp_path):
    base = plan(tmp_path, OWN.split("weights")[0])["plan_version"][0]
    assert plan(tmp_path, OWN)["plan_version"][0] != base
    assert plan_in_force(SimpleNamespace(plan_path=tmp_path / "plan.toml"))["note"].to_list() == [
        "first threshold 145 bpm from 2026-01-05; laboratory maximum 190 bpm from 2026-03-02; "
        "threshold power 250 W from 2026-01-05; EBikeRide counts 0.75; Walk counts 0.25"
    ]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[[heart_rate]]\nfrom = 2026-01-05", "number 1: it must hold either first_threshold or maximum."),
        ("[[heart_rate]]\nfrom = 2026-01-05\nmaximum = 190", 'maximum needs its source, "field" or "laboratory".'),
        (
            "[[heart_rate]]\nfrom = 2026-01-05\nmaximum = 190\nsource = 'watch'",
            '[[heart_rate]] number 1, source must be "field" or "laboratory".',
        ),
        (
            "[[heart_rate]]\nfrom = 2026-01-05\nfirst_threshold = 145\nsource = 'field'",
            "[[heart_rate]] number 1: source belongs to maximum, not to first_threshold.",
        ),
        (
            "[[heart_rate]]\nfrom = 2026-01-05\nfirst_threshold = 14.5",
            "[[heart_rate]] number 1: first_threshold must be a number from 60 to 229, not 14.5.",
        ),
        (
            "[[heart_rate]]\nfrom = 2026-01-05\nfirst_threshold = nan",
            "[[heart_rate]] number 1: first_threshold must be a number from 60 to 229, not nan.",
        ),
        ("[[heart_rate]]\nfirst_threshold = 145", "[[heart_rate]] number 1, from is missing: it must be a date"),
        (
            2 * "[[heart_rate]]\nfrom = 2026-01-05\nfirst_threshold = 145\n",
            "two [[heart_rate]] begin on the same day.",
        ),
        ("[heart_rate]\nfirst_threshold = 145", "heart_rate must be written as [[heart_rate]], in double brackets."),
        (
            "[[power]]\nfrom = 2026-01-05\nthreshold = 'strong'",
            "[[power]] number 1, threshold must be a number, in watts.",
        ),
        (
            "[[power]]\nfrom = 2026-01-05\nthreshold = 9000",
            "[[power]] number 1: threshold must be a number from 30 to 600, not 9000.",
        ),
        (
            "[cross_training]\nmin = 2\nmax = 3\nweights = { Yoga = 0.5 }",
            "cross_training: weights: 'Yoga' is no sport of low impact; there are Ride,",
        ),
        (
            "[cross_training]\nmin = 2\nmax = 3\nweights = { Walk = 2 }",
            "cross_training: weights: Walk must be a number from 0 to 1, not 2.",
        ),
        (
            "[cross_training]\nmin = 2\nmax = 3\nweights = { Walk = 'half' }",
            "[cross_training] weights must be a table of numbers from 0 to 1",
        ),
        ("[cross_training]\nmin = 2\nmax = 3\nweights = 1", "[cross_training] weights must be a table of numbers"),
    ],
)
def test_a_word_on_intensity_that_cannot_be_is_refused_in_one_sentence(tmp_path, text, says):
    with pytest.raises(UsageError) as refused:
        plan(tmp_path, HEAT + text)
    assert says in str(refused.value)
    assert "\n" not in str(refused.value)
