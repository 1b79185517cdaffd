"""Comparing the place in the book with that in the population database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotich.core.places import (
    REASON_WORDS,
    PlaceComparison,
    PlaceRelation,
    compare_places,
    describe,
    gazetteer,
)
from hotich.core.places.relations import SAME as SAME_COMPARISON

UNITS = gazetteer()
SAME = PlaceRelation.SAME
NOTATION = PlaceRelation.NOTATION
OTHER = PlaceRelation.OTHER_UNIT_NAME
DIVIDED = PlaceRelation.DIVIDED
LESS_IN_BOOK = PlaceRelation.LESS_PRECISE_IN_BOOK
LESS_IN_POPULATION = PlaceRelation.LESS_PRECISE_IN_POPULATION
MARKS_IN_BOOK = PlaceRelation.DIACRITICS_MISSING_IN_BOOK
MARKS_IN_POPULATION = PlaceRelation.DIACRITICS_MISSING_IN_POPULATION
DIFFERS = PlaceRelation.DIFFERS

MIRRORED = {
    LESS_IN_BOOK: LESS_IN_POPULATION,
    LESS_IN_POPULATION: LESS_IN_BOOK,
    MARKS_IN_BOOK: MARKS_IN_POPULATION,
    MARKS_IN_POPULATION: MARKS_IN_BOOK,
}
FULL = "Xã Nga Trường, Huyện Nga Sơn, Tỉnh Thanh Hóa"
TODAY = "Xã Ba Đình, Tỉnh Thanh Hóa"

CASES = [
    (FULL, FULL, SAME, ""),
    ("Nga Trường, Nga Sơn, Thanh Hoá", FULL, NOTATION, "spelling"),
    ("Nga Trường - Nga Sơn - Thanh Hóa", FULL, NOTATION, "spelling"),
    ("xã Nga Trường huyện Nga Sơn tỉnh Thanh Hóa", FULL, NOTATION, "unit_omitted"),
    ("NGA TRƯỜNG; NGA SƠN; THANH HÓA", FULL, NOTATION, "spelling"),
    ("X. Nga Trường, H. Nga Sơn, T. Thanh Hóa", FULL, NOTATION, "spelling"),
    ("Nga Trường, Nga Sơn", FULL, NOTATION, "unit_omitted"),
    ("Quận 1, TP.HCM", "Quận 1, Thành phố Hồ Chí Minh", NOTATION, "abbreviation"),
    ("B’Lao, Bảo Lộc, Lâm Đồng", "Phường B'lao, Bảo Lộc, Lâm Đồng", NOTATION, "spelling"),
    ("Nga Sơn, Thanh Hóa", "Huyện Nga Sơn, Tỉnh Thanh Hóa", NOTATION, "spelling"),
    # renamed and merged by law
    ("Nga Trường, Nga Sơn, Thanh Hóa", TODAY, OTHER, "merged"),
    (FULL, TODAY, OTHER, "merged"),
    ("Ba Đình, Nga Sơn, Thanh Hóa", TODAY, OTHER, "merged"),
    ("Nga An, Nga Sơn, Thanh Hóa", "Xã Nga An, Tỉnh Thanh Hóa", OTHER, "merged"),
    ("Yên Bái", "Tỉnh Lào Cai", OTHER, "merged"),
    ("huyện Côn Đảo, Bà Rịa - Vũng Tàu", "Đặc khu Côn Đảo, TP Hồ Chí Minh", OTHER, "renamed"),
    ("Hà Tây", "Thành phố Hà Nội", OTHER, "earlier_province"),
    ("Thừa Thiên Huế", "Thành phố Huế", OTHER, "earlier_province"),
    (
        "Đình Bảng, Từ Sơn, Hà Bắc",
        "Phường Đình Bảng, Thành phố Từ Sơn, Tỉnh Bắc Ninh",
        OTHER,
        "earlier_province",
    ),
    ("Thị xã Thanh Hóa, Thanh Hóa", "TP Thanh Hóa, Thanh Hóa", OTHER, "kind_changed"),
    # by the changes of 2017 to 2025
    ("Nga Lĩnh, Nga Sơn, Thanh Hóa", "Nga Phượng, Nga Sơn, Thanh Hóa", OTHER, "merged"),
    ("Nga Nhân, Nga Sơn, Thanh Hóa", "Xã Nga Thắng, Tỉnh Thanh Hóa", OTHER, "merged"),
    ("Nga Mỹ, Nga Sơn, Thanh Hóa", "Thị trấn Nga Sơn, Nga Sơn, Thanh Hóa", OTHER, "merged"),
    ("Nga Bạch, Nga Sơn, Thanh Hóa", "Nga Hiệp, Nga Sơn, Thanh Hóa", OTHER, "merged"),
    ("Hải Thanh, Tĩnh Gia, Thanh Hóa", "Hải Thanh, Nghi Sơn, Thanh Hóa", OTHER, "renamed"),
    ("Huyện Tĩnh Gia, Thanh Hóa", "Thị xã Nghi Sơn, Thanh Hóa", OTHER, "renamed"),
    ("Huyện Đông Sơn, Thanh Hóa", "Thành phố Thanh Hóa, Thanh Hóa", OTHER, "merged"),
    # the clerk decides
    ("Nghĩa Phúc, Nghĩa Hưng, Nam Định", "Phúc Thắng, Nghĩa Hưng, Nam Định", DIVIDED, None),
    ("Hà Bình, Hà Trung, Thanh Hóa", "Xã Hà Trung, Tỉnh Thanh Hóa", DIVIDED, "divided"),
    ("Hà Bình, Hà Trung, Thanh Hóa", "Xã Hoạt Giang, Tỉnh Thanh Hóa", DIVIDED, "divided"),
    ("Hà Bắc", "Tỉnh Bắc Ninh", DIVIDED, "divided"),
    ("Nga Vắng, Nga Sơn, Thanh Hóa", FULL, DIVIDED, "unknown_unit_in_book"),
    (FULL, "Nga Vắng, Nga Sơn, Thanh Hóa", DIVIDED, "unknown_unit_in_population"),
    # less precise
    ("Nga Sơn, Thanh Hóa", FULL, LESS_IN_BOOK, "level"),
    ("Nga Sơn, Thanh Hóa", "Xã Nga Sơn, Tỉnh Thanh Hóa", LESS_IN_BOOK, "level"),
    ("huyện Nga Sơn, Thanh Hóa", TODAY, LESS_IN_BOOK, "level"),
    ("Thanh Hóa", TODAY, LESS_IN_BOOK, "level"),
    ("Văn Yên, Yên Bái", "Tỉnh Lào Cai", LESS_IN_POPULATION, "level"),
    ("Mậu A, Văn Yên, Yên Bái", "Tỉnh Lào Cai", LESS_IN_POPULATION, "level"),
    ("Xóm 3, Nga Sơn, Thanh Hóa", FULL, LESS_IN_BOOK, "level"),
    ("Trạm y tế xã Nga Trường, Nga Sơn, Thanh Hóa", FULL, LESS_IN_POPULATION, "detail"),
    ("Thôn 3, Nga Trường, Nga Sơn, Thanh Hóa", TODAY, LESS_IN_POPULATION, "detail"),
    (FULL, f"Thôn 3, {FULL}", LESS_IN_BOOK, "detail"),
    (f"Thôn 3, {FULL}", f"Xóm Đông, Thôn 3, {FULL}", LESS_IN_BOOK, "detail"),
    (f"Trạm xá, {FULL}", f"Trạm xá xã Nga Trường, {FULL}", LESS_IN_BOOK, "detail"),
    ("Nga Trường", FULL, LESS_IN_BOOK, "bare_name"),
    (TODAY, "Xã Nga Trường", LESS_IN_POPULATION, "bare_name"),
    ("Paris, Pháp", "Pháp", LESS_IN_POPULATION, "detail"),
    ("", FULL, LESS_IN_BOOK, "blank"),
    (FULL, " , , ,", LESS_IN_POPULATION, "blank"),
    # diacritics
    ("xa Nga Truong, huyen Nga Son, tinh Thanh Hoa", FULL, MARKS_IN_BOOK, "marks"),
    (FULL, "XA NGA TRUONG, HUYEN NGA SON, TINH THANH HOA", MARKS_IN_POPULATION, "marks"),
    ("Nga Trương, Nga Sơn, Thanh Hóa", FULL, MARKS_IN_BOOK, "marks"),
    (f"Thon Dong, {FULL}", f"Thôn Đông, {FULL}", MARKS_IN_BOOK, "marks"),
    ("Viêng Chăn, Lao", "Viêng Chăn, Lào", MARKS_IN_BOOK, "marks"),
    (f"Thôn Đông, {FULL}", "Thon Dong, Nga Truong, Nga Son, Thanh Hoa", MARKS_IN_POPULATION, None),
    # different
    ("Ba Đình, Nga Sơn, Thanh Hóa", FULL, DIFFERS, "other_unit"),
    ("Nga Lĩnh, Nga Sơn, Thanh Hóa", FULL, DIFFERS, "other_unit"),
    ("Nga Văn, Nga Sơn, Thanh Hóa", TODAY, DIFFERS, "other_unit"),
    ("Hà Bình, Hà Trung, Thanh Hóa", "Xã Nga An, Tỉnh Thanh Hóa", DIFFERS, "other_unit"),
    (
        "Xã Đình Lập, Đình Lập, Lạng Sơn",
        "Thị trấn Đình Lập, Đình Lập, Lạng Sơn",
        DIFFERS,
        "other_unit",
    ),
    ("Thanh Hóa", "Nghệ An", DIFFERS, "other_unit"),
    ("huyện Nga Sơn, Thanh Hóa", "huyện Hà Trung, Thanh Hóa", DIFFERS, "other_unit"),
    (f"Thôn 3, {FULL}", f"Thôn 4, {FULL}", DIFFERS, "other_detail"),
    ("Paris", "London", DIFFERS, "other_text"),
    ("Paris", FULL, DIFFERS, "other_text"),
    ("Phường 1", FULL, DIFFERS, "other_text"),
    (f"Thon Đông, {FULL}", "Thôn Đông, Nga Trường, Nga Son, Thanh Hóa", DIFFERS, "other_marks"),
]


@pytest.mark.parametrize(("book", "population", "relation", "reason"), CASES)
def test_places_relate_as_the_law_sees_them(book, population, relation, reason):
    found = compare_places(book, population, units=UNITS)
    assert found.relation is relation
    assert reason is None or found.reason == reason


@pytest.mark.parametrize(("book", "population", "relation", "reason"), CASES)
def test_the_other_way_round_it_is_mirrored(book, population, relation, reason):
    found = compare_places(population, book, units=UNITS)
    assert found.relation is MIRRORED.get(relation, relation)


def test_every_reason_has_words():
    assert {reason for *_, reason in CASES if reason is not None} <= set(REASON_WORDS)


def test_decomposed_text_is_the_same():
    assert compare_places("Thanh Ho\u0301a", "Thanh Hóa", units=UNITS) == SAME_COMPARISON
    assert PlaceComparison(SAME) == SAME_COMPARISON


# --- properties ------------------------------------------------------------------------------

FULL_NAMES = st.sampled_from(list(UNITS)).map(lambda unit: describe(unit, UNITS))
DETAILS = st.sampled_from(["", "Thôn 3, ", "thon 3, ", "Bệnh viện huyện, ", "Nga Lĩnh, "])
SHAPES = st.sampled_from([str, str.upper, lambda text: text.replace(", ", " - ")])
PLACES = st.builds(
    lambda detail, shape, name: shape(detail + name),
    DETAILS,
    SHAPES,
    FULL_NAMES | st.sampled_from([side for case in CASES for side in case[:2]]),
)


@given(PLACES | st.text(max_size=30), PLACES | st.text(max_size=30))
def test_a_comparison_is_mirrored_when_the_sides_change(book, population):
    there = compare_places(book, population, units=UNITS).relation
    back = compare_places(population, book, units=UNITS).relation
    assert back is MIRRORED.get(there, there)


@given(PLACES)
def test_a_place_is_itself_in_any_shape(text):
    assert compare_places(text, text, units=UNITS).relation is SAME
    assert compare_places(text, text.upper(), units=UNITS).relation in {SAME, NOTATION}


@given(st.sampled_from([unit for unit in UNITS if UNITS.heirs(unit)]), st.data())
def test_a_unit_and_its_successor_never_differ(unit, data):
    heir = data.draw(st.sampled_from(UNITS.heirs(unit)))
    found = compare_places(describe(unit, UNITS), describe(heir.unit, UNITS), units=UNITS)
    if unit.level == "district" and heir.unit.level == "commune" and heir.extent == "part":
        assert found.relation is LESS_IN_BOOK
    elif heir.extent == "whole":
        assert found.relation in {SAME, NOTATION, OTHER}
    else:
        assert found.relation is DIVIDED


@given(st.sampled_from([unit for unit in UNITS if unit.level == "commune"]))
def test_a_unit_is_within_all_that_it_lies_in(unit):
    for above in UNITS.ancestry(unit)[1:]:
        found = compare_places(describe(unit, UNITS), describe(above, UNITS), units=UNITS)
        assert found.relation is LESS_IN_POPULATION
