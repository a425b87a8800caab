import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from tests.laws import examples
from tests.strength_texts import CASES, MORE
from tests.strength_texts_by_hand import BY_HAND
from transforms.strength_numbers import NUMBERS
from transforms.strength_screen import may_fit, needed
from transforms.strength_spelling import SPELLINGS, one_spelling

PATTERNS = (*(pattern for pattern, _ in SPELLINGS), *NUMBERS)


def test_literals_and_codes_that_an_expression_cannot_do_without_are_needed():
    assert needed(r"([0-9])x[0-9]+ (?<u>KG|LB)") == (("x",), ("KG", "LB"))


def test_what_is_optional_or_one_of_several_is_not_needed():
    assert needed(r"x? ?(?:REPS|of )?[@x]") == ()
    assert needed(r"REPS|SETS") == ()


def test_a_text_that_an_expression_fits_is_never_screened_out():
    lines = one_spelling(pl.Series([text for text, _ in (*CASES, *MORE, *BY_HAND)]))
    screened = [
        pattern
        for pattern in PATTERNS
        for line in lines.str.contains(pattern).arg_true()
        if not may_fit(lines.slice(line, 1), pattern)
    ]
    assert screened == []


@examples(50, 15)
@given(st.text("0123456789 xTD@:,/.+-()KGLBREPSETMAXODY", max_size=30))
def test_nor_is_any_other_text(text):
    line = pl.Series([text])
    assert [pattern for pattern in PATTERNS if line.str.contains(pattern).item() and not may_fit(line, pattern)] == []
