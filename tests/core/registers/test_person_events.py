"""An entry gives the rules across entries one plain row for each person it tells of."""

import pytest

from hotich.core.dates import PartialDate, from_iso
from hotich.core.registers import (
    REGISTER_TYPES,
    EventKind,
    Reading,
    RegisterType,
    RegisterValue,
    cross_remarks,
    events_of_entry,
    normalise,
    register_type,
)

BIRTH = {
    "child.full_name": "Lê Thị An",
    "child.birth_date": "2/9/1998",
    "mother.full_name": "Trần Thị Lan",
    "mother.birth_date": "1970",
    "father.full_name": "Lê Văn Ba",
    "entry.registered_on": "5/9/1998",
}


def _values(code: str, texts: dict[str, str]) -> dict[str, RegisterValue]:
    kind = register_type(code)
    return {
        key: RegisterValue(text, normalised=normalise(kind.field(key), text, book_year=2020))
        for key, text in texts.items()
    }


def test_a_birth_tells_of_child_mother_and_father():
    child, mother, father = events_of_entry(
        register_type("KS"), "e", _values("KS", BIRTH), {"mother": "m"}
    )
    assert (child.role, child.kind, child.date) == (
        "child",
        EventKind.BIRTH,
        from_iso("1998-09-02"),
    )
    assert (child.mother, child.mother_name) == ("m", "Trần Thị Lan")
    assert (child.mother_birth, child.father_name) == (from_iso("1970"), "Lê Văn Ba")
    assert child.is_own
    assert (mother.person, mother.mother_name, mother.birth) == ("m", "", from_iso("1970"))
    assert not mother.is_own
    assert father.date == child.date


def test_a_marriage_tells_each_spouse_of_the_other():
    texts = {
        "husband.full_name": "Lê Ba",
        "wife.full_name": "Hà Tư",
        "entry.registered_on": "5/9/1998",
        "entry.registration_kind": "Đăng ký lại",
    }
    husband, wife = events_of_entry(register_type("KH"), "e", _values("KH", texts), {"wife": "w"})
    assert (husband.spouse, husband.spouse_name) == ("w", "Hà Tư")
    assert (wife.person, wife.spouse, wife.spouse_name) == ("w", "", "Lê Ba")
    assert husband.again


def test_the_day_a_marriage_was_established_comes_before_that_of_its_registration():
    texts = {"husband.full_name": "Lê Ba", "entry.registered_on": "5/9/1998"}
    values = _values("KH", {**texts, "entry.established_on": "1/1/1980"})
    assert events_of_entry(register_type("KH"), "e", values, {})[0].date == from_iso("1980-01-01")
    values["entry.established_on"] = RegisterValue("1/1/1980", Reading.STRUCK_OUT, "1980-01-01")
    assert events_of_entry(register_type("KH"), "e", values, {})[0].date == from_iso("1998-09-05")


def test_nobody_named_is_nobody_told_of():
    assert events_of_entry(register_type("KS"), "e", {}, {}) == ()
    values = {
        "deceased.full_name": RegisterValue("Lê Ba"),
        "deceased.death_date": RegisterValue("?"),
    }
    (event,) = events_of_entry(register_type("KT"), "e", values, {})
    assert event.date == PartialDate(None)


def test_a_child_registered_in_two_books_is_remarked_on():
    kind, values = register_type("KS"), _values("KS", BIRTH)
    events = [one for entry in "ab" for one in events_of_entry(kind, entry, values, {})]
    assert [one.code for one in cross_remarks(events)] == ["birth_registered_twice"]


@pytest.mark.parametrize("kind", REGISTER_TYPES, ids=lambda kind: kind.code)
def test_every_register_type_gives_its_people(kind: RegisterType):
    persons = {role.code: role.code for role in kind.roles}
    found = events_of_entry(kind, "e", {}, persons)
    assert tuple(one.role for one in found) == (kind.event.roles if kind.event else ())
    assert cross_remarks(found) == ()
