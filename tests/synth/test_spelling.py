"""Other spellings of a name are what they are meant to be."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hotich.core.names import NameRelation, compare_names
from hotich.synth import spelling
from hotich.synth.naming import name_book


@pytest.mark.parametrize(
    ("name", "moved"),
    [
        ("Nguyễn Thị Hòa", "Nguyễn Thị Hoà"),
        ("Lê Văn Thủy", "Lê Văn Thuỷ"),
        ("Trần Quý", "Trần Quý"),
        ("Bùi Văn Toàn", "Bùi Văn Toàn"),
    ],
)
def test_the_tone_moves_only_where_two_customs_exist(name: str, moved: str) -> None:
    assert spelling.tone_moved(name) == moved


@pytest.mark.parametrize(
    ("name", "written"),
    [("Lý Văn Kỳ", "Lí Văn Kì"), ("Trần Quý", "Trần Quí"), ("Mai Thúy", "Mai Thúy")],
)
def test_y_becomes_i_after_a_consonant(name: str, written: str) -> None:
    assert spelling.y_as_i(name) == written


def test_thi_is_left_out_only_of_the_middle() -> None:
    assert spelling.without_thi("Trần Thị Thu Hà") == "Trần Thu Hà"
    assert spelling.without_thi("Trần Thị") == "Trần Thị"


@st.composite
def names(draw: st.DrawFn) -> str:
    chance = Random(draw(st.integers(0, 10**6)))
    book = name_book()
    surname = book.surname(chance, draw(st.sampled_from(["Kinh", "Mường", "Thái"])))
    return book.full_name(chance, surname, draw(st.integers(0, 1)), draw(st.integers(1930, 2024)))


@settings(deadline=None)
@given(names(), st.integers(0, 10**6))
def test_a_slip_is_a_true_difference(name: str, seed: int) -> None:
    wrong = spelling.slip(Random(seed), name)
    assert compare_names(wrong, name).relation is NameRelation.DIFFERS


@settings(deadline=None)
@given(names())
def test_notation_is_never_a_difference(name: str) -> None:
    for other in (spelling.tone_moved(name), spelling.y_as_i(name), name.upper()):
        relation = compare_names(other, name).relation
        assert relation in {NameRelation.SAME, NameRelation.NOTATION}


@settings(deadline=None)
@given(names())
def test_missing_marks_are_only_missing_marks(name: str) -> None:
    bare = spelling.without_diacritics(name)
    relation = compare_names(bare, name).relation
    assert bare.isascii()
    assert relation in {NameRelation.SAME, NameRelation.DIACRITICS_MISSING_IN_BOOK}
