"""Nobody works on an entry of himself or his kin: noticed by facts, by candidates and by links."""

from dataclasses import replace
from uuid import uuid4

import pytest

from hotich.apps.accounts.permissions import Permission
from hotich.apps.checking.findings import all_findings
from hotich.apps.entry import actions, queries
from hotich.apps.entry.excluding import hand_over
from hotich.apps.entry.looking import look_up
from hotich.apps.entry.models import Draft, Entry, Link, Passing
from hotich.apps.entry.passing import taken_from
from hotich.apps.entry.queues import Queue, rows_of
from hotich.apps.entry.typed import Conclusion, EntryInput, Identity
from hotich.apps.family.actions import declare_relative
from hotich.apps.family.lifting import confirm_lifting, propose_lifting
from hotich.apps.family.models import Exclusion, Relation
from hotich.apps.family.problems import OwnFamilyError
from hotich.apps.population.lookups import LookupTerms
from hotich.apps.tracking.queries import cases_of
from hotich.core.dates import from_iso
from tests.support.books import entering_book
from tests.support.entries import (
    given_person,
    looked_up,
    saved_linked,
    saved_not_found,
    saved_undecided,
    typed,
)

pytestmark = pytest.mark.django_db
NAME, BORN = "Mai Thị Phượng", "1998-09-02"


@pytest.fixture
def book(staff):
    return entering_book(staff)


def declare(by, name=NAME, birth=BORN, pin="", relation=Relation.CHILD):
    return declare_relative(by=by, relation=relation, full_name=name, birth=birth, pin=pin)


def save(by, held, conclusion=None, texts=None):
    given = EntryInput(held.pk, uuid4(), typed(texts), {"child": conclusion or Conclusion()})
    return actions.save_entry(by=by, given=given)


def everything(actor):
    return replace(actor, permissions=frozenset(Permission))


def test_typed_facts_that_are_a_declared_person_are_not_saved(staff, book):
    clerk = staff.actor("congan")
    declare(clerk)
    held = actions.reserve_next(by=clerk, book=book.pk)
    with pytest.raises(OwnFamilyError) as fault:
        save(clerk, held)
    assert (fault.value.entry, fault.value.why) == (held.entry, "typed")
    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    "texts",
    [
        {"child.full_name": "Mai Thị Phương"},  # one letter of the name: another person
        {"child.birth_date": "03/09/1998"},
        {"child.birth_date": "1998"},
        {"child.full_name": "Mai Thị Phượng Anh"},
    ],
)
def test_a_shared_surname_or_a_like_name_is_nobody(staff, book, texts):
    clerk = staff.actor("congan")
    declare(clerk, name="Mai Thị Phượng", birth=BORN)
    if texts.get("child.full_name") == "Mai Thị Phương":
        texts = {**texts, "child.birth_date": "05/09/1998"}
    held = actions.reserve_next(by=clerk, book=book.pk)
    assert save(clerk, held, texts=texts).entry.pk == held.entry
    assert not Exclusion.objects.exists()


def test_accents_that_the_book_lacks_do_not_hide_a_relative(staff, book):
    clerk = staff.actor("congan")
    declare(clerk)
    held = actions.reserve_next(by=clerk, book=book.pk)
    with pytest.raises(OwnFamilyError):
        save(clerk, held, texts={"child.full_name": "MAI THI PHUONG"})


def test_a_mother_told_by_her_full_date_is_noticed_too(staff, book):
    clerk = staff.actor("congan")
    declare(clerk, name="Trần Thị Huyền", birth="1974-05-06", relation=Relation.SIBLING)
    held = actions.reserve_next(by=clerk, book=book.pk)
    with pytest.raises(OwnFamilyError):
        save(clerk, held, texts={"mother.birth_date": "06/05/1974"})


def asked(by, held, name=NAME, birth=BORN):
    from uuid import UUID

    return look_up(
        by=by,
        mention=UUID(held.mentions["child:0"]),
        entry=held.entry,
        terms=LookupTerms(full_name=name, birth=from_iso(birth)),
        reason="nhập sổ",
    )


def test_nobody_looks_up_a_declared_person(staff, book):
    clerk = staff.actor("congan")
    declare(clerk)
    held = actions.reserve_next(by=clerk, book=book.pk)
    with pytest.raises(OwnFamilyError) as fault:
        asked(clerk, held)
    assert fault.value.why == "typed"
    assert not asked(staff.actor("congan2"), held).candidates


def test_a_candidate_who_is_kin_is_not_shown(staff, book):
    """The book writes the name otherwise than was declared; the register knows who it is."""
    clerk = staff.actor("congan")
    person = given_person(full_name=NAME)
    declare(clerk, pin=person.pin)
    held = actions.reserve_next(by=clerk, book=book.pk)
    with pytest.raises(OwnFamilyError) as fault:
        asked(clerk, held, name="Mai Thị Phượngg")
    assert fault.value.why == "shown"


def test_a_link_to_kin_is_refused_though_the_look_up_had_shown_him(staff, book):
    clerk = staff.actor("congan")
    person = given_person()
    held = actions.reserve_next(by=clerk, book=book.pk)
    texts = {"child.birth_date": "1998"}
    lookup = looked_up(clerk, held, texts).lookup
    declare(clerk, name="Tên khác", birth="", pin=person.pin)
    conclusion = Conclusion(Identity.LINK, lookup, person.uuid)
    with pytest.raises(OwnFamilyError) as fault:
        save(clerk, held, conclusion, texts)
    assert fault.value.why == "linked"
    assert not Link.objects.exists()


def test_what_was_typed_waits_for_another_officer_of_the_team(staff, book):
    clerk, other = staff.actor("congan"), staff.actor("congan2")
    declare(clerk)
    held = actions.reserve_next(by=clerk, book=book.pk)
    fields = {"child-full_name": NAME, "child-birth_date": "02/09/1998"}
    actions.save_draft(by=clerk, entry=held.entry, fields=fields)
    hand_over(by=clerk, entry=held.entry, why="typed")
    hand_over(by=clerk, entry=held.entry, why="typed")  # sent twice
    row = Exclusion.objects.get()
    assert (row.officer_id, row.entry, row.number) == (clerk.officer, held.entry, "1/1998")
    assert row.handed_on
    assert Passing.objects.count() == 1
    now = row.recorded_at
    assert rows_of(clerk, Queue.MINE, at=now).count() == 0
    assert rows_of(other, Queue.TEAM, at=now).count() == 1
    assert Draft.objects.get().values["fields"] == fields
    taken = actions.take_over(by=other, reservation=held.pk)
    assert queries.draft_of(other, taken.entry).values["fields"] == fields
    assert taken_from(other, taken).from_officer_id == clerk.officer
    assert save(other, taken).entry.pk == held.entry


def test_the_officer_gets_the_next_number_and_never_that_one_again(staff, book):
    clerk = staff.actor("congan")
    declare(clerk)
    held = actions.reserve_next(by=clerk, book=book.pk)
    actions.save_draft(by=clerk, entry=held.entry, fields={"child-full_name": NAME})
    hand_over(by=clerk, entry=held.entry, why="typed")
    assert actions.reserve_next(by=clerk, book=book.pk).number == 2
    with pytest.raises(OwnFamilyError):
        actions.reserve_number(by=clerk, book=book.pk, number="1")
    for act in (actions.renew, actions.release, actions.hand_on, actions.take_over):
        with pytest.raises(type(held).DoesNotExist):
            act(by=clerk, reservation=held.pk)


def test_who_declares_later_loses_the_entry_at_once(staff, book):
    clerk, checker = staff.actor("congan"), everything(staff.actor("tuphap"))
    entry = saved_undecided(clerk, book).entry
    assert queries.get_entry(checker, entry.pk)
    declare(checker)
    with pytest.raises(Entry.DoesNotExist):
        queries.get_entry(checker, entry.pk)
    assert queries.find(checker, "1/1998") == []
    assert queries.find(checker, NAME) == []
    assert not queries.undecided_entries(checker).exists()
    assert all_findings(checker) == []
    row = Exclusion.objects.get()
    assert (row.why, row.handed_on) == ("declared", False)


def test_an_entry_typed_later_is_kept_from_a_checker_whose_kin_it_names(staff, book):
    checker = staff.actor("tuphap")
    declare(checker)
    entry = saved_not_found(staff.actor("congan"), book).entry
    assert Exclusion.objects.get().officer_id == checker.officer
    with pytest.raises(Entry.DoesNotExist):
        queries.get_entry(checker, entry.pk)


def test_a_link_keeps_the_entry_and_its_case_from_whose_kin_is_linked(staff, book):
    chief = staff.actor("truongca")
    person = given_person(full_name="Mai Thị Phương")
    declare(chief, name="Mai Thị Phương", birth="", pin=person.pin)
    saved_linked(staff.actor("congan"), book, person)
    assert Exclusion.objects.get().why == "linked"
    assert cases_of(staff.actor("congan2")).count() == 1
    assert cases_of(chief).count() == 0
    assert rows_of(chief, Queue.CASES, at=Exclusion.objects.get().recorded_at).count() == 0


def test_another_of_the_team_corrects_what_its_typist_must_leave(staff, book):
    clerk, other = staff.actor("congan"), staff.actor("congan2")
    entry = saved_undecided(clerk, book).entry
    actions.mark_returned(by=staff.actor("tuphap"), entry=entry.pk, reason="sai ngày")
    assert not actions.may_correct(other, entry)
    declare(clerk)
    assert actions.may_correct(other, entry)
    assert list(queries.returned_entries(other)) == [entry]
    assert list(queries.returned_entries(clerk)) == []


def test_a_process_is_nobodys_kin(staff, book):
    from hotich.apps.audit.actor import process

    clerk = staff.actor("congan")
    entry = saved_undecided(clerk, book).entry
    declare(clerk)
    job = process("job", *Permission)
    assert queries.get_entry(job, entry.pk) == entry


def test_new_numbers_between_two_people_are_followed(staff, book):
    """A mother linked beside her child gets tied to it: the officer's sister is found so."""
    clerk, chief = staff.actor("congan"), staff.actor("truongca")
    mother = given_person(full_name="Trần Thị Huyền", birth_date="1974-01-01", mother_pin="")
    declare(chief, name="Trần Thị Huyền", birth="", pin=mother.pin, relation=Relation.SELF)
    child = given_person(mother_pin=mother.pin)
    from hotich.apps.family.actions import follow_ties
    from hotich.apps.family.queries import own_family

    assert own_family(chief.officer) == {mother.uuid}
    follow_ties(by=clerk, persons=frozenset({mother.uuid, child.uuid}))
    assert own_family(chief.officer) == {mother.uuid, child.uuid}


def lifted(staff, clerk):
    row = Exclusion.objects.get(officer=clerk.officer, lifted_at__isnull=True)
    propose_lifting(by=staff.actor("truongca"), exclusion=row.pk, reason="trùng họ tên, ngày sinh")
    confirm_lifting(by=staff.actor("lanhdao"), exclusion=row.pk)


def left(clerk, fault):
    hand_over(by=clerk, entry=fault.entry, why=fault.why, grounds=fault.grounds)


def test_a_false_match_that_was_lifted_is_no_match_at_the_next_look(staff, book):
    """Same name, same birth date, another person: looked up, shown, typed, linked and declared."""
    clerk = staff.actor("congan")
    declare(clerk)
    held = actions.reserve_next(by=clerk, book=book.pk)
    with pytest.raises(OwnFamilyError) as found:
        asked(clerk, held)
    left(clerk, found.value)
    lifted(staff, clerk)
    asked(clerk, held)
    person = given_person(full_name=NAME)
    declare(clerk, name="Người Khác", birth="1960-01-01")  # the register is searched again
    entry = saved_linked(staff.actor("congan2"), book, person).entry
    assert Exclusion.objects.filter(officer=clerk.officer, entry=entry.pk).count() == 1
    other = Exclusion.objects.get(entry=entry.pk)
    assert other.lifted_at is None  # another entry than the one that was lifted
    lifted(staff, clerk)
    declare(clerk, name="Người Nữa", birth="1961-01-01")
    assert not Exclusion.objects.filter(officer=clerk.officer, lifted_at__isnull=True).exists()
    assert queries.visible_entries(clerk).filter(pk=entry.pk).exists()


def test_a_new_ground_keeps_a_lifted_entry_apart_again(staff, book):
    clerk = staff.actor("congan")
    declare(clerk)
    entry = saved_linked(staff.actor("congan2"), book, given_person(full_name=NAME)).entry
    lifted(staff, clerk)
    assert queries.visible_entries(clerk).filter(pk=entry.pk).exists()
    declare(clerk, relation=Relation.SIBLING)  # declared anew: somebody else of that name
    assert not queries.visible_entries(clerk).filter(pk=entry.pk).exists()
    assert Exclusion.objects.get(lifted_at__isnull=True).why == "declared"
