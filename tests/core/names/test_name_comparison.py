"""The relation of a name in the book to one in the population database."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotich.core.names import (
    REASON_WORDS,
    NameRelation,
    compare_names,
    comparison,
    letter_differences,
    reason_words,
)

SAME = NameRelation.SAME
NOTATION = NameRelation.NOTATION
IN_BOOK = NameRelation.DIACRITICS_MISSING_IN_BOOK
IN_POPULATION = NameRelation.DIACRITICS_MISSING_IN_POPULATION
DIFFERS = NameRelation.DIFFERS
MIRRORED = {IN_BOOK: IN_POPULATION, IN_POPULATION: IN_BOOK}

SYLLABLES = "Lan Lân Lận lận LAN Hoà Hòa Hoa Lý Lí Ly Thị Thi Ng. Nguyễn Nguyen H'Biă Biă"
names = st.lists(st.sampled_from(SYLLABLES.split()), max_size=4).map(" ".join)


@pytest.mark.parametrize(
    ("book", "population", "relation", "reasons"),
    [
        ("Nguyễn Thị Lan", "Nguyễn Thị Lan", SAME, ()),
        ("Nguyễn  Thị Lan ", "Nguyễn Thị\u00a0Lan", SAME, ()),
        ("", "", SAME, ()),
        ("NGUYỄN THỊ LAN", "Nguyễn Thị Lan", NOTATION, ("case",)),
        ("Hoà", "Hòa", NOTATION, ("tone_placement",)),
        ("HOÀ", "Hòa", NOTATION, ("case", "tone_placement")),
        ("Qúy", "Quý", NOTATION, ("tone_placement",)),
        ("Lý", "Lí", NOTATION, ("y_i",)),
        ("Quý", "Quí", NOTATION, ("y_i",)),
        ("Mỹ", "Mĩ", NOTATION, ("y_i",)),
        ("Nguyễn-Văn-A", "Nguyễn Văn A", NOTATION, ("hyphen",)),
        ("H'Biă", "H’Biă", NOTATION, ("apostrophe",)),
        ("H' Biă", "H Biă", NOTATION, ("apostrophe",)),
        ("Ðinh Lan", "Đinh Lan", NOTATION, ("look_alike",)),
        ("L\u0430n", "Lan", NOTATION, ("look_alike",)),
        ("Nguyễn\u200bVăn A", "Nguyễn Văn A", NOTATION, ("invisible",)),
        ("Lê Lan.", "Lê Lan", NOTATION, ("punctuation",)),
        ("Ng. V. An", "Nguyễn Văn An", NOTATION, ("abbreviation",)),
        ("Ng.V.An", "Nguyễn Văn An", NOTATION, ("abbreviation",)),
        ("Ng̃ Văn An", "Nguyễn Văn An", NOTATION, ("abbreviation",)),
        ("NG. THỊ AN", "Nguyễn Thị An", NOTATION, ("case", "abbreviation")),
        ("Ph. T. Lan", "Phạm Thị Lan", NOTATION, ("abbreviation",)),
        ("Tr. Lan", "Phan Lan", DIFFERS, ("letter",)),
        ("Đ. Lan", "Dương Lan", DIFFERS, ("letter",)),
        ("An. Lan", "Anh Lan", DIFFERS, ("letter",)),
        ("Ng. An", "Nguyễn Văn An", DIFFERS, ("letter",)),
        ("Lan", "Lân", IN_BOOK, ("marks_missing",)),
        ("Le Van Lan", "Lê Văn Lân", IN_BOOK, ("marks_missing",)),
        ("LE VAN LAN", "Lê Văn Lân", IN_BOOK, ("marks_missing",)),
        ("Le Văn Lân", "Lê Văn Lân", IN_BOOK, ("marks_missing",)),
        ("Dung", "Đung", IN_BOOK, ("marks_missing",)),
        ("Thuy", "Thuỷ", IN_BOOK, ("marks_missing",)),
        ("Li", "Lý", IN_BOOK, ("marks_missing",)),
        ("Ng. Van An", "Nguyễn Văn An", IN_BOOK, ("abbreviation", "marks_missing")),
        ("Lê Văn Lân", "Le Van Lan", IN_POPULATION, ("marks_missing",)),
        ("Nguyễn Văn An", "Ng. V. An", NOTATION, ("abbreviation",)),
        ("a\u0300\u0302n", "ần", NOTATION, ("look_alike",)),
        ("Lê-'A", "Lê 'A", NOTATION, ("hyphen",)),
        ("Lân", "Lận", DIFFERS, ("tone",)),
        ("Lan Lân", "Lân Lan", DIFFERS, ("word_order",)),
        ("Le Văn", "Lê Van", DIFFERS, ("vowel_mark",)),
        ("Đinh", "Đình", DIFFERS, ("tone",)),
        ("May", "Mai", DIFFERS, ("letter",)),
        ("Hoàng Lan", "Huỳnh Lan", DIFFERS, ("regional_pair",)),
        ("Vũ Lan", "Võ Lan", DIFFERS, ("regional_pair",)),
        ("Nguyễn Lan", "Nguyễn Thị Lan", DIFFERS, ("thi_missing",)),
        ("Ngọc Ánh", "NgọcÁnh", DIFFERS, ("spacing",)),
        ("Lê Anh", "Lê Minh Anh", DIFFERS, ("word_missing",)),
        ("", "Lan", DIFFERS, ("word_missing",)),
    ],
)
def test_relation_and_reasons(
    book: str, population: str, relation: NameRelation, reasons: tuple[str, ...]
):
    comparison = compare_names(book, population)
    assert (comparison.relation, comparison.reasons) == (relation, reasons)


@given(names | st.text(max_size=12), names | st.text(max_size=12))
def test_comparison_is_mirrored(one: str, other: str):
    forth, back = compare_names(one, other), compare_names(other, one)
    assert back.relation is MIRRORED.get(forth.relation, forth.relation)
    assert back.reasons == forth.reasons


@given(names, names)
def test_only_sameness_needs_no_reason(one: str, other: str):
    comparison = compare_names(one, other)
    assert (comparison.relation is SAME) == (not comparison.reasons)
    assert set(comparison.reasons) <= set(REASON_WORDS)
    assert len(reason_words(comparison)) == len(comparison.reasons)


@given(names, names)
def test_decomposed_text_compares_like_composed(one: str, other: str):
    decomposed = unicodedata.normalize("NFD", one)
    assert compare_names(decomposed, other) == compare_names(one, other)
    assert compare_names(decomposed, one).relation is SAME


letters_like_names = st.text("aàậăoòộuùưyýỳiíđĐÐðnNgGhHtTqQß-'. \u200b\u0303\u0323", max_size=9)


@given(names | letters_like_names, names | letters_like_names)
def test_words_of_plain_letters_come_to_what_the_steps_come_to(one: str, other: str):
    found = [compare_names(one, text) for text in (other, one.upper())]
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(comparison, "_compare_plain", lambda *_: None)
        assert [compare_names(one, text) for text in (other, one.upper())] == found


@given(st.text(max_size=15) | names, st.text(max_size=15) | names)
def test_runs_of_letters_make_up_both_texts(left: str, right: str):
    left_runs, right_runs = letter_differences(left, right)
    assert "".join(run.text for run in left_runs) == unicodedata.normalize("NFC", left)
    assert "".join(run.text for run in right_runs) == unicodedata.normalize("NFC", right)


def marked(left: str, right: str) -> tuple[list[str], list[str]]:
    sides = letter_differences(left, right)
    first, second = ([run.text for run in side if run.differs] for side in sides)
    return first, second


def test_differing_letters_are_marked_whole():
    assert marked("Lan", "Lân") == (["a"], ["â"])
    assert marked("Nguyễn", "Nguyển") == (["ễ"], ["ể"])
    assert marked("Ng\u0303 An", "Ng An") == (["g\u0303"], ["g"])
    assert marked("Lan", "Loan") == ([], ["o"])
    assert marked("Trần Thị Lan", "Trần Lan") == (["Thị "], [])


def test_notation_is_not_marked():
    assert marked("HOÀ", "Hòa") == ([], [])
    assert marked("Ðinh", "đinh") == ([], [])
    assert marked(unicodedata.normalize("NFD", "Nguyễn"), "Nguyễn") == ([], [])
