"""The facts of a locked book reach the persons once, and go when the link goes."""

from datetime import timedelta

import pytest
from django.utils import timezone

from hotich.apps.audit.writing import writing
from hotich.apps.checking import actions, delivering
from hotich.apps.checking.problems import NotLockedError
from hotich.apps.entry import actions as entry_actions
from hotich.apps.entry.delivering import deliver_mention
from hotich.apps.entry.models import Entry, Reservation
from hotich.apps.jobs.actions import Lease, LostLeaseError, claim, enqueue
from hotich.apps.population.models import Person, PersonFact
from hotich.apps.population.queries import person_values
from hotich.apps.registers.models import Book
from hotich.apps.tracking.models import Case
from tests.support.books import entering_book
from tests.support.checks import completed_book, lock, locked_book, typed_book
from tests.support.entries import given_person, looked_up, saved_linked, saved_undecided
from tests.support.office import Staff

pytestmark = pytest.mark.django_db


def lease() -> Lease:
    found = claim(timezone.now())
    assert found is not None
    return found


def run() -> Lease:
    held = lease()
    delivering.run(held)
    held.job.refresh_from_db()
    return held


def delivered(person: Person) -> dict[str, str]:
    rows = PersonFact.objects.filter(person=person, source="register", voided_at=None)
    return dict(rows.values_list("field", "value"))


def one_locked(staff: Staff, person: Person, texts: dict[str, str | None] | None = None) -> Book:
    book = entering_book(staff, years=((1998, 10, 1),))
    saved_linked(staff.actor("congan"), book, person, texts)
    lock(staff, book)
    actions.report_complete(by=staff.actor("tuphap"), book=book.pk)
    return book


def test_blanks_are_filled_and_others_stand_beside(staff: Staff):
    person = given_person(hometown="", mother_birth="")
    one_locked(staff, person)
    assert delivered(person) == {}
    done = run()
    values = person_values(person.uuid)
    assert values["hometown"] == "Xã Nga Trường, Huyện Nga Sơn, Tỉnh Thanh Hóa"
    assert values["mother_birth"] == "1974"
    assert values["full_name"] == "Mai Thị Phượng"
    assert delivered(person)["full_name"] == "Mai Thị Phượng"
    assert (done.job.done, done.job.total) == (1, 1)


def test_doing_it_again_changes_nothing(staff: Staff):
    person = given_person(hometown="")
    book = one_locked(staff, person)
    run()
    before = list(PersonFact.objects.order_by("pk").values())
    enqueue(by=staff.actor("tuphap"), kind="checking.deliver", parameters={"book": str(book.pk)})
    delivering.run(lease())
    assert list(PersonFact.objects.order_by("pk").values()) == before


def test_a_job_that_broke_off_goes_on_from_its_cursor(staff: Staff, monkeypatch):
    book, report = completed_book(staff)
    held = lease()
    seen: list[object] = []
    real = delivering.deliver_entry

    def breaks_at_second(*, by, entry):
        if len(seen) == 1:
            raise RuntimeError
        seen.append(entry)
        return real(by=by, entry=entry)

    monkeypatch.setattr(delivering, "deliver_entry", breaks_at_second)
    with pytest.raises(RuntimeError):
        delivering.run(held)
    entries = list(Entry.objects.filter(book=book).order_by("pk").values_list("pk", flat=True))
    monkeypatch.setattr(delivering, "deliver_entry", lambda *, by, entry: seen.append(entry) or 1)
    again = claim(timezone.now() + timedelta(minutes=1))
    assert again is not None
    assert again.job.pk == report.job
    delivering.run(again)
    again.job.refresh_from_db()
    assert seen == entries
    assert again.job.done == 3


def test_a_worker_that_lost_its_lease_delivers_nothing(staff: Staff):
    completed_book(staff)
    lost = lease()
    claim(timezone.now() + timedelta(minutes=1))
    with pytest.raises(LostLeaseError):
        delivering.run(lost)
    assert not PersonFact.objects.filter(source="register").exists()


def test_an_open_difference_stays_back(staff: Staff):
    person = given_person(ethnicity="Mường", hometown="")
    one_locked(staff, person)
    assert Case.objects.get().differences.get().field == "child.ethnicity"
    run()
    told = delivered(person)
    assert "ethnicity" not in told
    assert "hometown" in told
    assert person_values(person.uuid)["ethnicity"] == "Mường"


def test_a_date_of_death_is_never_delivered(staff: Staff):
    person = given_person()
    one_locked(staff, person)
    run()
    assert not {"death_date", "pin", "residence"} & set(delivered(person))


def test_undoing_the_link_withdraws_what_was_delivered(staff: Staff):
    person = given_person(hometown="")
    book = one_locked(staff, person)
    run()
    entry = Entry.objects.get(book=book)
    child = entry.mentions.get(role="child")
    entry_actions.permit_link_change(by=staff.actor("tuphap"), entry=entry.pk, reason="nhầm người")
    entry_actions.undo_link(by=staff.actor("congan"), mention=child.pk, reason="nhầm người")
    assert delivered(person) == {}
    assert person_values(person.uuid)["hometown"] == ""
    assert not deliver_mention(by=staff.actor("congan"), mention=child.pk)


def test_nothing_goes_out_of_an_open_book(staff: Staff):
    book = typed_book(staff)
    entry = Entry.objects.filter(book=book)[0]
    child = entry.mentions.get(role="child")
    assert not deliver_mention(by=staff.actor("congan"), mention=child.pk)
    enqueue(by=staff.actor("tuphap"), kind="checking.deliver", parameters={"book": str(book.pk)})
    with pytest.raises(NotLockedError):
        delivering.run(lease())


def test_one_entry_is_delivered_by_itself(staff: Staff):
    book = locked_book(staff, ["Mai Thị Phượng"])
    by = staff.actor("congan")
    with writing(by):
        assert delivering.deliver_entry(by=by, entry=Entry.objects.get(book=book).pk) == 1


def test_what_differs_while_undecided_stays_back(staff: Staff):
    person = given_person(ethnicity="Mường", mother_birth="")
    texts: dict[str, str | None] = {"child.hometown": None}
    one_locked(staff, person, texts)
    assert not Case.objects.exists()
    run()
    told = delivered(person)
    assert "ethnicity" not in told
    assert told["mother_birth"] == "1974"


def test_a_link_made_after_the_lock_delivers_at_once(staff: Staff):
    book = entering_book(staff, years=((1998, 10, 1),))
    by = staff.actor("congan")
    entry = saved_undecided(by, book).entry
    lock(staff, book)
    child = entry.mentions.get(role="child")
    person = given_person(hometown="")
    held = Reservation.objects.get(entry=entry.pk)
    result = looked_up(by, held)
    entry_actions.permit_link_change(by=staff.actor("tuphap"), entry=entry.pk, reason="tìm thấy")
    entry_actions.link_mention(by=by, mention=child.pk, person=person.uuid, lookup=result.lookup)
    assert delivered(person)["hometown"] == "Xã Nga Trường, Huyện Nga Sơn, Tỉnh Thanh Hóa"
