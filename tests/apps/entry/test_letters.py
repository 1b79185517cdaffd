"""Letters are kept in NFC and otherwise as typed; letters of other alphabets are told."""

import unicodedata

import pytest

from hotich.apps.entry import queries
from hotich.apps.entry.hints import hints_of
from hotich.core.registers import BIRTHS, RegisterValue
from tests.support.entries import given_person, saved_linked


@pytest.mark.django_db
def test_letters_apart_are_stored_as_one(book, clerk):
    apart = {
        name: unicodedata.normalize("NFD", text)
        for name, text in (
            ("child.full_name", "Mai Thị Phượng"),
            ("mother.full_name", "Trần Thị Huyền"),
            ("entry.notes", "Đã đính chính"),
        )
    }
    saved = saved_linked(clerk, book, given_person(), apart)
    values = queries.values_of(saved.entry)
    kept = {name: values[name].text for name in apart}
    assert kept == {name: unicodedata.normalize("NFC", text) for name, text in apart.items()}
    assert queries.outcome_of(saved.entry) == "consistent"


@pytest.mark.parametrize(
    ("text", "letter"),
    [
        ("Ðinh Văn Tám", "\u00d0"),
        ("Mai ðức Hùng", "\u00f0"),
        ("Lê Thị H\u043eà", "\u043e"),
        ("Nguyễn \u0410n", "\u0410"),
    ],
)
def test_a_letter_that_looks_alike_is_told_and_left(text, letter):
    (said,) = hints_of(BIRTHS.field("mother.full_name"), RegisterValue(text), year=1998)
    assert letter in said
