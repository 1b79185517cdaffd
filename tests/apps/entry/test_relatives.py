"""People of one entry get each other's numbers, and lose them when a link is undone."""

import pytest

from hotich.apps.entry import actions
from hotich.apps.entry.delivering import deliver_mention
from hotich.apps.entry.queries import live_link
from hotich.apps.population.lookups import LookupTerms, look_up
from hotich.apps.registers.actions import set_state
from hotich.apps.registers.models import State
from tests.support.books import entering_book
from tests.support.entries import given_person, saved_linked

pytestmark = pytest.mark.django_db


@pytest.fixture
def family(staff):
    """Return a locked entry whose child and mother are linked, and both people."""
    book, clerk = entering_book(staff), staff.actor("congan")
    mother = given_person(full_name="Trần Thị Huyền", birth_date="1974", father_name="")
    child = given_person()
    entry = saved_linked(clerk, book, child).entry
    mention = entry.mentions.get(role="mother")
    found = look_up(
        by=clerk,
        mention=mention.pk,
        entry=entry.pk,
        terms=LookupTerms(full_name="Trần Thị Huyền", pin=mother.pin),
        reason="kết luận lại",
    )
    actions.link_mention(by=clerk, mention=mention.pk, person=mother.uuid, lookup=found.lookup)
    for state in (State.ENTERED, State.CHECKED, State.LOCKED):
        set_state(by=staff.actor("tuphap"), book=book, state=state)
    for one in entry.mentions.all():
        deliver_mention(by=clerk, mention=one.pk)
    return entry, child, mother


def number_of_mother(child):
    child.refresh_from_db()
    return child.mother_pin


def test_a_child_gets_the_number_of_the_mother_once_both_are_linked(family):
    _entry, child, mother = family
    assert number_of_mother(child) == mother.pin
    mother.refresh_from_db()
    assert mother.mother_pin == ""  # nobody says whose child she is


@pytest.mark.parametrize("role", ["mother", "child"])
def test_undoing_either_link_takes_the_number_back(staff, family, role):
    entry, child, mother = family
    assert number_of_mother(child) == mother.pin
    mention = entry.mentions.get(role=role)
    actions.permit_link_change(by=staff.actor("tuphap"), entry=entry.pk, reason="nhầm người")
    actions.undo_link(by=staff.actor("congan"), mention=mention.pk, reason="nhầm người")
    assert live_link(mention.pk) is None
    assert number_of_mother(child) == ""
