import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.text import folded, keyword_pattern


def fold(*texts: str | None) -> list[str]:
    return pl.select(folded(pl.lit(pl.Series(texts, dtype=pl.String)))).to_series().to_list()


def finds(keyword: str, text: str) -> bool:
    return bool(pl.Series(fold(text)).str.contains(keyword_pattern((keyword,)))[0])


def test_case_accents_width_and_invisible_characters_do_not_matter():
    assert fold("LÖYLY", "löyly", "Ｌöyly", "lo\u0308yly", "löy\u200bly") == ["loyly"] * 5


def test_no_text_is_empty_text():
    assert fold(None) == [""]


def test_private_characters_cannot_be_smuggled_in():
    assert fold("\ue000sauna\ue001") == ["sauna"]


@given(st.text())
def test_folding_twice_is_folding_once(text):
    assert fold(*fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("keyword", "text", "found"),
    [
        ("sauna", "Sauna!", True),
        ("sauna", "saunas", False),
        ("sauna*", "Saunagang", True),
        ("*sauna", "Infrarotsauna", True),
        ("pool run", "Liverpool run", False),
        ("hot tub", "hottub hot-tub", True),
        ("hot tub", "hot bath tub", False),
        ("サウナ", "朝サウナ後", True),
        ("사우나", "사우나에서", True),
        ("баня", "Баня", True),
        ("c++ (x)", "c++ (x)", False),  # a bounded word ends in a letter
        ("a.b", "axb", False),
    ],
)
def test_a_keyword_is_found_as_a_word(keyword, text, found):
    assert finds(keyword, text) is found
