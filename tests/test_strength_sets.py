from collections import Counter
from typing import Any

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from schemas.activities import Activities
from schemas.recorded_sets import RecordedSets
from schemas.strength_sets import StrengthSets
from tests.frames import rows
from tests.laws import examples
from tests.strength_texts import CASES, INTERVALS, MORE
from tests.strength_texts_by_hand import BY_HAND
from transforms.strength_lines import LONGEST_TEXT, MOST_LINES
from transforms.strength_sets import in_words, strength_sets, told_sets

Set = tuple[str | None, int | None, float | None, bool]


def lifted(*texts: str | None, name: str | None = "Gym", group: str = "strength") -> pl.DataFrame:
    told = [
        {"activity_id": n, "sport_type": "WeightTraining", "sport_group": group, "name": name, "description": text}
        for n, text in enumerate(texts, start=1)
    ]
    return StrengthSets.validate(told_sets(rows(Activities, *told)))


def fields(row: dict[str, Any]) -> Set:
    exercise, weight = row["exercise"], row["weight_kg"]
    return (exercise.lower() if exercise else None, row["reps"], weight and round(weight, 1), row["is_warmup"])


def meant(labels: list[tuple[Any, ...]]) -> Counter[Set]:
    return Counter(
        {(exercise, reps, kg and round(float(kg), 1), bool(warm)): count for exercise, reps, kg, count, *warm in labels}
    )


def understood(cases: list[tuple[str, list[Any]]] = CASES) -> list[tuple[str, Counter[Set], Counter[Set]]]:
    """Text, the sets that it means, and those understood."""
    found = lifted(*(text for text, _ in cases)).rows(named=True)
    return [
        (text, meant(labels), Counter(fields(row) for row in found if row["activity_id"] == n))
        for n, (text, labels) in enumerate(cases, start=1)
    ]


def test_what_people_write_is_understood():
    table = understood()
    wrong = [line for line in table if line[1] != line[2]]
    true = sum((labels & got).total() for _, labels, got in table)
    assert len(table) >= 60
    assert true / sum(got.total() for _, _, got in table) >= 0.98, wrong
    assert true / sum(labels.total() for _, labels, _ in table) >= 0.95, wrong


def test_what_people_write_otherwise_is_understood_too():
    assert [line for line in understood(MORE) if line[1] != line[2]] == []


def test_sets_are_read_in_many_manners():
    assert [line for line in understood(BY_HAND) if line[1] != line[2]] == []


def test_running_intervals_are_never_sets():
    assert lifted("6x400m", "5 x 1 km @ 4:10", "10 x 100 m", "8x200", "4 x 4 min").is_empty()


def test_endurance_in_any_language_is_never_a_set_in_a_description_or_a_title():
    texts = [text.strip() for text in INTERVALS.replace("\n", "|").split("|") if text.strip()]
    assert len(texts) >= 60
    assert lifted(*texts).rows() == []
    titled = [{"activity_id": n, "name": text, "description": "felt good"} for n, text in enumerate(texts)]
    lifting = {"sport_type": "WeightTraining", "sport_group": "strength"}
    assert told_sets(rows(Activities, *(one | lifting for one in titled))).rows() == []


def test_only_strength_activities_are_read():
    assert lifted("5x5 @ 100kg", group="run").is_empty()


def test_sets_are_numbered_in_the_order_of_the_text():
    sets = lifted("Squat 2x5 @ 100kg\nBench 1x3 @ 80kg")
    assert sets["set_number"].to_list() == [1, 2, 3]
    assert sets["exercise"].to_list() == ["Squat", "Squat", "Bench"]


def test_pounds_become_kilograms():
    assert lifted("Squat 225 lb x 5")["weight_kg"].to_list() == [102.058]


def test_units_may_change_from_line_to_line():
    assert lifted("Squat 100 kg x 5\nBench 185 lb x 5")["weight_kg"].to_list() == [100.0, 83.915]


def test_a_number_without_a_unit_is_in_the_units_of_the_text():
    assert lifted("Squat 3x5 @ 225\nBench 5 @ 185 lb")["weight_kg"].round(1).to_list() == [102.1] * 3 + [83.9]


def test_exertion_is_read_beside_the_load():
    sets = lifted("Squat\nSet 1: 100 kg x 5 @ 8.5 rpe\nSet 2: 100 kg x 5 @ 9\nSet 3: 100 kg x 5 RPE 9,5")
    assert sets["rpe"].to_list() == [8.5, 9.0, 9.5]


def test_each_set_carries_the_line_it_was_read_from():
    assert lifted("  Squat 2x5 @ 100kg  ")["source_text"].to_list() == ["Squat 2x5 @ 100kg"] * 2


def test_the_title_is_read_where_the_description_names_no_set():
    assert lifted("felt good", name="Squat 5x5 100kg").height == 5
    assert lifted("Squat 3x5 100kg", name="Squat 5x5 100kg").height == 3
    assert lifted(None, name="Squat 5x5 100kg").height == 5


def test_digits_of_other_scripts_break_nothing():
    assert lifted("Squat ٥x٥ @ ١٠٠ kg\nBench 3x5 @ 80kg")["exercise"].to_list() == ["Bench"] * 3


def test_no_activity_and_no_text_make_no_sets():
    assert StrengthSets.validate(told_sets(Activities.none())).is_empty()
    assert lifted(None, name=None).is_empty()


PIECES = [
    "Set 1: ",
    "5x5",
    " @ ",
    "100kg",
    "x",
    "\n",
    ",",
    " 225 lb",
    "W1: ",
    "RPE 8",
    "9" * 12,
    ".",
    "/",
    "é",
    "サ",
    "BW",
    "²",
]
TEXTS = st.one_of(st.text(max_size=30), st.lists(st.sampled_from(PIECES), max_size=30).map("".join))


@examples(20, 6)
@given(st.lists(TEXTS, max_size=20))
def test_no_text_breaks_the_reader(texts):
    sets = lifted(*texts)  # valid by the table's schema
    assert sets["reps"].drop_nulls().is_between(0, 100).all()


HOSTILE = [
    *(
        "\x00",
        "\x01",
        "\x1b[31m",
        "\u200b",
        "\u200f",
        "\u202e",
        "\ufeff",
        "\u2028",
        "\r",
        "\t",
        "e\u0301",
        "İ",
        "ß",
        "𝟓",
    ),
    *("٥", "½", "①", "Ⅻ", "🏋️", "x" * 50, "9" * 400, "-5", "1e9", "NaN", "inf", "0", "0 kg", "x 0", "5x0", "999 kg"),
    *(
        "‹t›",
        "SETS",
        "REPS",
        "T",
        "D",
        "MAX",
        "5 REPS",
        "(",
        ")",
        "[",
        "@",
        "+",
        "rir 9",
        "rpe 11",
        "rpe 99",
        "superset x99:",
    ),
    *("5,5,5", "1/2/3/4/5/6/7/8/9", "100/110/120 kg", "3xmax", "bw", "30 s", "40 m", "plank", "squat", "5x5", "100 kg"),
]


@examples(30, 8)
@given(st.lists(st.lists(st.sampled_from(HOSTILE), max_size=12).map(" ".join), max_size=30))
def test_hostile_text_makes_sets_of_the_schema_or_none(texts):
    sets = lifted(*texts, name="".join(texts[:1]))
    assert sets["weight_kg"].drop_nulls().is_between(0, 600).all()
    assert sets["exercise"].drop_nulls().str.len_chars().is_between(1, 60).all()


def test_only_the_beginning_of_a_text_is_read():
    assert lifted("x" * LONGEST_TEXT + "\nSquat 5x5 @ 100kg").is_empty()
    assert lifted("\n" * MOST_LINES + "Squat 5x5 @ 100kg").is_empty()


def test_the_longest_log_of_an_app_is_read_to_its_end():
    line = "Set {}: 102.5 kg x 12 @ 8.5 rpe [Failure]"
    log = "\n\n".join(
        "\n".join([f"Bulgarian Split Squat (Dumbbell) {chr(65 + n)}", *(line.format(m) for m in range(1, 9))])
        for n in range(25)
    )
    assert lifted(log).height == 25 * 8


SPELLINGS = st.tuples(
    st.integers(1, 9),
    st.integers(1, 30),
    st.integers(20, 300).map(lambda half: half / 2 + 10),
    st.sampled_from(["x", " x ", "×", "х", " X "]),
    st.sampled_from([" @ ", " ", " @", " mit ", " at "]),
    st.sampled_from(["kg", " kg", "KG"]),
)


@examples(10, 4)
@given(st.lists(SPELLINGS, min_size=1, max_size=20))
def test_sets_by_reps_at_a_load_read_the_same_however_they_are_spelled(spellings):
    texts = [f"Squat {sets}{times}{reps}{at}{kg:g}{unit}" for sets, reps, kg, times, at, unit in spellings]
    found = lifted(*texts)
    for number, (text, (sets, reps, kg, *_)) in enumerate(zip(texts, spellings, strict=True), start=1):
        rows_of_text = found.filter(activity_id=number)
        told = (rows_of_text.height, set(rows_of_text["reps"]), set(rows_of_text["weight_kg"]))
        assert told == (sets, {reps}, {kg}), text


def stands(text: str | None, *counted: dict[str, Any], group: str = "strength") -> list[tuple[Any, ...]]:
    """Exercise, repetitions, load and source of the sets of an activity with a text that a watch counted, too."""
    activity = rows(Activities, {"sport_group": group, "name": "Gym", "description": text})
    numbered = [{"set_number": n} | one for n, one in enumerate(counted, start=1)]
    table = StrengthSets.validate(strength_sets(activity, rows(RecordedSets, *numbered)))
    return table.select("exercise", "reps", "weight_kg", "source_text").rows()


SQUAT = {"exercise": "barbell_back_squat", "reps": 5, "weight_kg": 100.0}


def test_sets_that_a_watch_counted_stand_where_no_text_names_one():
    assert stands("felt strong", SQUAT, SQUAT) == [("barbell back squat", 5, 100.0, "recorded by the device")] * 2


def test_the_text_outranks_the_watch():
    assert stands("Deadlift 1x3 @ 140 kg", SQUAT, SQUAT) == [("Deadlift", 3, 140.0, "Deadlift 1x3 @ 140 kg")]


def test_a_set_that_a_watch_counted_without_a_load_or_a_name_has_none():
    assert stands(None, {"exercise": None, "reps": 12, "weight_kg": 0.0}) == [
        (None, 12, None, "recorded by the device")
    ]  # fmt: skip


def test_what_a_watch_counted_on_a_run_is_no_strength_set():
    assert stands(None, SQUAT, group="run") == []


def test_what_a_watch_counted_of_another_activity_is_not_this_ones():
    assert stands(None, SQUAT | {"activity_id": 2}) == []


def test_the_names_of_a_device_become_words():
    names = {"barbell_back_squat": "barbell back squat", "BenchPress": "bench press", " Row__ ": "row", "_": None}
    assert pl.select(in_words(pl.Series(list(names)))).to_series().to_list() == list(names.values())
