"""What is dated later than a death: dates of every precision, and what parents may do after it."""

import pytest

from hotich.apps.audit.writing import writing
from hotich.apps.entry.later import CHILD_OF_FATHER, CHILD_OF_MOTHER, later_than
from hotich.apps.population.actions import deliver_event, propose_death
from hotich.core.registers import EventKind
from tests.support.entries import given_person
from tests.support.population import REGISTRAR, new_mention

pytestmark = pytest.mark.django_db


def later(death: str, *events: tuple[EventKind, str, str]) -> list[tuple[str, str, bool]]:
    """Return what lies after the death: kind, date, and whether it surely does."""
    person = given_person()
    with writing(REGISTRAR):
        for kind, role, day in events:
            deliver_event(
                by=REGISTRAR,
                person=person.uuid,
                mention=new_mention(),
                entry=new_mention(),
                kind=kind,
                role=role,
                register_type="KS",
                date=day,
                told=[],
                label="KS 1/2001",
            )
        found = propose_death(
            by=REGISTRAR,
            person=person.uuid,
            mention=new_mention(),
            entry=new_mention(),
            entry_label="KT 1/2001",
            office=new_mention(),
            field="deceased.death_date",
            date=death,
            text=death,
            linker=None,
        )
    assert found is not None
    return [(one.kind, one.date, one.is_sure) for one in later_than(found)]


def test_dates_of_every_precision_are_before_after_or_perhaps():
    marriages = ("1999", "2000-12-31", "2001", "2001-02", "2001-02-03", "2001-03", "2002", "")
    events = [(EventKind.MARRIAGE, "wife", day) for day in marriages]
    assert later("2001-02-03", *events) == [
        ("marriage", "2001", False),
        ("marriage", "2001-02", False),
        ("marriage", "2001-03", True),
        ("marriage", "2002", True),
    ]


def test_a_death_of_a_year_alone_leaves_that_year_open():
    events = [
        (EventKind.MARRIAGE, "wife", day) for day in ("2000-12", "2001-01-01", "2001", "2002")
    ]
    assert later("2001", *events) == [("marriage", "2001", False), ("marriage", "2002", True)]


def test_a_child_may_be_born_ten_months_after_its_father_and_not_after_its_mother():
    births = ("2001-02-04", "2001-11-30", "2001-12-01")
    fathers = [(EventKind.BIRTH, "father", day) for day in births]
    assert later("2001-02-03", *fathers) == [(CHILD_OF_FATHER, "2001-12-01", True)]
    mothers = [(EventKind.BIRTH, "mother", day) for day in births]
    assert [kind for kind, _day, _sure in later("2001-02-03", *mothers)] == [CHILD_OF_MOTHER] * 3


@pytest.mark.parametrize("day", ["31/02", "0000", "9999-12-31", "2001-02-30"])
def test_what_is_no_day_is_not_later(day: str):
    assert later("2001-02-03", (EventKind.OTHER, "person", day)) == []


def test_ones_own_birth_after_the_death_is_seen():
    assert later("1997", (EventKind.BIRTH, "child", "1998-09-02")) == [
        ("birth", "1998-09-02", True)
    ]
