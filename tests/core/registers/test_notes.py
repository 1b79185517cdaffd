"""Notes of an entry: kinds, dates, remarks that refuse nothing, and the cells they fill."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotich.core.law import INSTRUMENTS
from hotich.core.registers import (
    NOTE_KINDS,
    NOTE_LAW,
    NOTE_READINGS,
    NOTE_REMARK_WORDS,
    REGISTER_TYPES,
    BookNote,
    Reading,
    note_columns,
    note_kind,
    note_kinds_of,
    note_remarks,
    read_note_date,
)

TODAY = date(2026, 11, 22)
WHOLE = BookNote(
    kind="divorce",
    text="Đã ly hôn theo bản án số 12/2005/HNGĐ-ST",
    dated_text="15/03/2005",
    dated="2005-03-15",
    basis="Bản án số 12/2005/HNGĐ-ST, Tòa án nhân dân huyện Nga Sơn",
    signer="Mai Văn Ký",
)
CODES = [kind.code for kind in NOTE_KINDS]


def note(**said) -> BookNote:
    facts = {name: getattr(WHOLE, name) for name in WHOLE.__slots__}
    return BookNote(**(facts | said))


def remarks(one, *others, register_type="KH", registered_on="1998-09-10"):
    return note_remarks(
        one, register_type=register_type, registered_on=registered_on, others=others, at=TODAY
    )


def test_kinds_are_unique_and_their_law_is_known():
    assert len(set(CODES)) == len(CODES)
    assert set(NOTE_LAW) == set(CODES) - {"copy_issued", "other"}
    assert {key for keys in NOTE_LAW.values() for key in keys} <= set(INSTRUMENTS)
    assert note_kind("divorce").label == "Ly hôn"
    assert note_kind("không có") is None


@pytest.mark.parametrize("definition", REGISTER_TYPES, ids=lambda one: one.code)
def test_every_register_is_offered_every_kind(definition):
    offered = [kind.code for kind in note_kinds_of(definition.code)]
    assert sorted(offered) == sorted(CODES)
    assert offered[-1] == "other"


def test_the_usual_kinds_come_first():
    assert note_kinds_of("KH")[0].code == "divorce"
    assert note_kinds_of("KT")[0].code == "declared_dead"
    assert note_kinds_of("KS")[0].code == "declared_missing"


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("15/3/2005", "2005-03-15"),
        ("3/2005", "2005-03"),
        ("2005", "2005"),
        ("15/3/05", ""),
        ("31/02/2005", ""),
        ("không rõ", ""),
        ("", ""),
    ],
)
def test_a_date_is_read_as_typed_and_two_digits_are_not_guessed(text, iso):
    assert read_note_date(text) == iso


def test_a_whole_note_has_no_remark():
    assert remarks(WHOLE) == ()


CASES = [
    ({"dated": "1997", "dated_text": "1997"}, "note_before_registration"),
    ({"dated": "2105-03-15", "dated_text": "15/03/2105"}, "note_in_future"),
    ({"dated": "", "dated_text": " "}, "note_date_missing"),
    ({"dated": "", "dated_text": "31/02/2005"}, "note_date_not_read"),
    ({"basis": " "}, "note_without_basis"),
    ({"signer": ""}, "note_without_signer"),
    ({"kind": "declared_dead"}, "note_unusual_here"),
]


@pytest.mark.parametrize(("said", "code"), CASES)
def test_a_remark(said, code):
    assert remarks(note(**said)) == (code,)


def test_the_year_of_registration_is_not_before_it():
    assert remarks(note(dated="1998", dated_text="1998")) == ()


def test_a_revocation_wants_the_declaration_before_it():
    declared = note(kind="declared_missing", dated="2001")
    revoked = note(kind="missing_revoked", dated="2003")
    assert remarks(revoked, register_type="KS") == ("note_revokes_nothing",)
    assert remarks(revoked, declared, register_type="KS") == ()
    late = note(kind="declared_missing", dated="2009")
    assert remarks(revoked, late, register_type="KS") == ("note_revokes_nothing",)


def test_a_correction_of_the_writing_needs_neither_basis_nor_signer():
    struck = BookNote(kind="struck", field="husband.full_name", struck_text="Văn", text="Thị")
    assert remarks(struck) == ()


def test_an_unreadable_note_is_not_asked_for_more():
    assert remarks(BookNote(kind="divorce", reading=Reading.ILLEGIBLE)) == ()


def test_every_remark_has_a_case():
    assert {code for _, code in CASES} | {"note_revokes_nothing"} == set(NOTE_REMARK_WORDS)


DATES = st.sampled_from(["", "1990", "1998-09", "1998-09-10", "2005-03-15", "2105", "x"])
NOTES = st.builds(
    BookNote,
    kind=st.sampled_from([*CODES, "lạ"]),
    text=st.text(max_size=5),
    dated_text=st.text(max_size=5),
    dated=DATES,
    basis=st.text(max_size=5),
    signer=st.text(max_size=5),
    reading=st.sampled_from(NOTE_READINGS),
)


@given(NOTES, st.lists(NOTES, max_size=4), DATES, st.sampled_from(REGISTER_TYPES))
def test_no_note_is_refused(one, others, registered_on, definition):
    said = remarks(one, *others, register_type=definition.code, registered_on=registered_on)
    assert set(said) <= set(NOTE_REMARK_WORDS)
    columns = note_columns(definition.code, [one, *others])
    assert set(columns) <= set(definition.columns_158)
    assert all(columns.values())


def test_columns_of_a_birth():
    notes = [
        note(kind="declared_missing", dated="2001-02-03", basis="QĐ 1"),
        note(kind="missing_revoked", dated="2004", basis="QĐ 2"),
        note(kind="capacity_limited", dated="2006-05", basis="QĐ 3"),
        note(kind="capacity_restored", dated="", basis="QĐ 4"),
    ]
    assert note_columns("KS", notes) == {
        "nksMatTich": "2",
        "nksMatTichNgayGhiChuTuyenBo": "03.02.2001",
        "nksMatTichCanCuTuyenBo": "QĐ 1",
        "nksMatTichNgayGhiChuHuyTuyenBo": "2004",
        "nksMatTichCanCuHuyTuyenBo": "QĐ 2",
        "nksHanCheNangLucHanhVi": "2",
        "nksHanCheNangLucHanhViNgayGhiChuTuyenBo": "05.2006",
        "nksHanCheNangLucHanhViCanCuTuyenBo": "QĐ 3",
        "nksHanCheNangLucHanhViNgayCanCuHuyTuyenBo": "QĐ 4",
    }
    assert note_columns("KS", list(reversed(notes)))["nksMatTich"] == "2"


def test_columns_of_a_marriage_and_of_a_death():
    assert note_columns("KH", [WHOLE]) == {"tinhTrangKetHon": "Đã ly hôn"}
    annulled = note(kind="marriage_annulled", dated="2003", basis="QĐ 5")
    assert note_columns("KH", [WHOLE, annulled]) == {
        "tinhTrangKetHon": "Đã ly hôn",
        "huyKetHonNgayGhiChu": "2003",
        "huyKetHonCanCu": "QĐ 5",
    }
    dead = note(kind="declared_dead", dated="2010-01-02", basis="QĐ 6")
    assert note_columns("KT", [dead]) == {
        "nktTinhTrangTuyenBoViecChet": "1",
        "nktNgayGhiChuTuyenBoViecChet": "02.01.2010",
        "nktCanCuTuyenBoViecChet": "QĐ 6",
    }


@pytest.mark.parametrize("reading", [Reading.STRUCK_OUT, Reading.ILLEGIBLE])
def test_a_note_that_does_not_hold_fills_nothing(reading):
    assert note_columns("KH", [note(reading=reading)]) == {}
