"""Making a package: once, the same bytes, carried on after a crash, refused when untimely."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from hotich.apps.accounts.models import Office
from hotich.apps.audit.actor import NotPermittedError
from hotich.apps.audit.models import AuditRow
from hotich.apps.audit.verify import verify_chain
from hotich.apps.entry import actions as entry
from hotich.apps.entry.models import Entry, Mention
from hotich.apps.handover import packing, queries, sending
from hotich.apps.handover.contents import Change, from_json
from hotich.apps.handover.import_file import row_of
from hotich.apps.handover.keys import KeysMissingError
from hotich.apps.handover.models import OutgoingFile, Package, PackageEntry
from hotich.apps.handover.problems import (
    InTheMakingError,
    NoDepartmentError,
    NotCompleteError,
    NothingChangedError,
)
from hotich.apps.handover.receiving.arriving import receive_package
from hotich.apps.handover.receiving.deciding import issue_receipt
from hotich.apps.handover.receiving.forwarding import forward
from hotich.apps.handover.receiving.queries import listed
from hotich.apps.jobs.actions import Lease, LostLeaseError, claim
from hotich.apps.population.actions import allot, confirm_request, release_request
from hotich.apps.population.models import NumberRequestStep
from hotich.apps.population.queries import live_request
from hotich.apps.records.models import Record, RecordVersion
from hotich.apps.registers.models import Book, BookState, State
from hotich.apps.registers.queries import state_of
from hotich.apps.tracking.actions import answer_rejection
from hotich.apps.tracking.models import Rejection
from tests.support import handover as road
from tests.support.books import entering_book
from tests.support.entries import looked_up
from tests.support.office import Staff

pytestmark = pytest.mark.django_db


class Crash(Exception):  # noqa: N818 - a power cut
    pass


def crashed(lease: Lease) -> Lease:
    """Return the lease of the worker that takes a job over after its first worker died."""
    later = timezone.now() + timedelta(minutes=5)
    again = claim(later)
    assert again is not None
    assert again.job.pk == lease.job.pk
    return again


def test_a_job_killed_among_the_entries_goes_on_where_it_stood(staff: Staff, book, monkeypatch):
    monkeypatch.setattr(packing, "_PART", 2)
    package = sending.request_package(by=staff.actor("c06"), book=book.pk)
    lease = road.take_job()
    parts = []

    def untold(part):
        parts.append(len(part))
        if len(parts) == 2:
            raise Crash
        return sending.untold(part)

    monkeypatch.setattr(packing, "untold", untold)
    with pytest.raises(Crash):
        packing.run(lease)
    assert PackageEntry.objects.count() == 2
    packing.run(crashed(lease))
    assert parts == [2, 2, 2, 1]
    package.refresh_from_db()
    assert package.counts["entries"] == 5
    assert road.inbox(staff.justice_department) == [f"goi-{package.pk}.hotich"]


def test_a_job_killed_while_sealing_makes_the_same_bag(staff: Staff, book, monkeypatch):
    package = sending.request_package(by=staff.actor("c06"), book=book.pk)
    lease = road.take_job()
    bags = []

    def seal(lease, package, bag):
        bags.append(bag)
        raise Crash

    whole = packing._seal
    monkeypatch.setattr(packing, "_seal", seal)
    with pytest.raises(Crash):
        packing.run(lease)
    monkeypatch.setattr(packing, "_seal", whole)
    packing.run(crashed(lease))
    opened = road.opened_for(staff.justice_department)
    assert opened.parcel.body == bags[0]
    package.refresh_from_db()
    assert opened.parcel.digest == package.bag_sha256
    assert OutgoingFile.objects.count() == 1


def test_a_job_killed_before_the_file_is_laid_out_lays_it_out(staff: Staff, book, monkeypatch):
    sending.request_package(by=staff.actor("c06"), book=book.pk)
    lease = road.take_job()

    def lay_out(file):
        raise Crash

    whole = packing.lay_out
    monkeypatch.setattr(packing, "lay_out", lay_out)
    with pytest.raises(Crash):
        packing.run(lease)
    assert road.inbox(staff.justice_department) == []
    monkeypatch.setattr(packing, "lay_out", whole)
    packing.run(crashed(lease))
    assert len(road.inbox(staff.justice_department)) == 1
    assert OutgoingFile.objects.count() == 1


def test_a_worker_that_lost_the_job_writes_nothing(staff: Staff, book):
    sending.request_package(by=staff.actor("c06"), book=book.pk)
    lease = road.take_job()
    crashed(lease)
    with pytest.raises(LostLeaseError), transaction.atomic():
        packing.run(lease)
    assert PackageEntry.objects.count() == 0
    assert road.inbox(staff.justice_department) == []


def test_the_clock_runs_from_the_lock(staff: Staff, book):
    BookState.objects.filter(book=book, state=State.LOCKED).update(
        recorded_at="2025-08-20T10:00:00+07:00"
    )
    package = road.made(staff, book)
    assert package.clock_from == date(2025, 8, 20)
    # 30 August 2025 is a Saturday; 1 and 2 September are the National Day.
    assert package.due_on == date(2025, 9, 3)
    assert queries.tracked(package).is_overdue(date(2025, 9, 4))


def test_the_clock_runs_from_the_last_number_if_that_is_later(staff: Staff, book):
    given_number(staff, book)
    BookState.objects.filter(book=book, state=State.LOCKED).update(
        recorded_at="2025-08-20T10:00:00+07:00"
    )
    NumberRequestStep.objects.filter(state="allotted").update(
        recorded_at="2025-10-06T09:00:00+07:00"
    )
    (waiting,) = queries.waiting_books(staff.actor("c06"))
    assert waiting.clock.start == date(2025, 10, 6)
    assert road.made(staff, book).due_on == date(2025, 10, 16)


def given_number(staff: Staff, book: Book) -> str:
    """Let the person of the third entry be created and numbered, and return the number."""
    mention = Mention.objects.get(entry__book=book, entry__number=3, principal=True)
    request = live_request(mention.pk)
    assert request is not None
    confirm_request(by=staff.actor("tuphap"), request=request)
    release_request(by=staff.actor("truongca"), request=request)
    allotted = allot(by=staff.actor("truongca"), request=request)
    entry.person_created(by=staff.actor("truongca"), mention=mention.pk, person=allotted.person)
    return allotted.pin


def brought_home(staff: Staff) -> None:
    """Bring the waiting package to the commune, accept it all, and its receipts back."""
    road.answer(staff.actor("tuphap"), road.at_commune(staff))
    road.receipt_home(staff)


def test_a_supplementary_package_follows_for_what_was_pending(staff: Staff, book):
    first = road.made(staff, book)
    brought_home(staff)
    with pytest.raises(NothingChangedError):
        sending.request_package(by=staff.actor("c06"), book=book.pk)
    pin = given_number(staff, book)
    second = road.made(staff, book)
    assert (second.sequence, second.previous_id) == (2, first.pk)
    assert second.clock_from >= first.clock_from
    (row,) = second.entries.all()
    assert row.kind == Change.CHANGED
    told = from_json(row.content)
    assert told.mentions[0].number == pin
    assert len(told.values) > 10
    arrival = road.at_commune(staff)
    assert not listed(arrival).is_gap
    road.answer(staff.actor("tuphap"), arrival)
    record = Record.objects.get(number=3)
    assert record.version == 2
    assert record.keys.filter(number=pin).exists()
    assert RecordVersion.objects.filter(record=record).count() == 2
    road.receipt_home(staff)
    assert state_of(book) is State.HANDED_OVER


def test_a_withdrawn_entry_is_told_and_its_record_says_so(staff: Staff, book):
    road.made(staff, book)
    brought_home(staff)
    gone = Entry.objects.get(book=book, number=2)
    by = staff.officer("congan")
    Entry.objects.filter(pk=gone.pk).update(voided_at=timezone.now(), voided_by=by)
    second = road.made(staff, book)
    assert second.counts["withdrawn"] == 1
    brought_home(staff)
    record = Record.objects.get(pk=gone.pk)
    assert record.withdrawn
    assert queries.counts([book], as_of=timezone.now()) == 4
    with pytest.raises(NothingChangedError):
        sending.request_package(by=staff.actor("c06"), book=book.pk)


def test_a_rejected_entry_goes_again_once_its_case_is_closed(staff: Staff, book):
    road.made(staff, book)
    wrong = Entry.objects.get(book=book, number=1)
    road.answer(staff.actor("tuphap"), road.at_commune(staff), [(wrong.pk, "Không rõ họ tên")])
    road.receipt_home(staff)
    with pytest.raises(NothingChangedError):
        sending.request_package(by=staff.actor("c06"), book=book.pk)
    rejection = Rejection.objects.get(case__entry=wrong.pk)
    answer_rejection(by=staff.actor("tuphap"), rejection=rejection.pk, answer="Đã đọc lại: đúng")
    second = road.made(staff, book)
    assert [row.entry for row in second.entries.all()] == [wrong.pk]
    brought_home(staff)
    assert Record.objects.filter(pk=wrong.pk).exists()
    assert state_of(book) is State.HANDED_OVER


def test_a_package_whose_forerunner_never_came_shows_the_gap(staff: Staff, book):
    road.made(staff, book)
    road.content_for(staff.justice_department)  # lost on the way
    given_number(staff, book)
    road.made(staff, book)
    arrival = road.at_commune(staff)
    assert listed(arrival).is_gap
    assert arrival.counts["entries"] == 1


def test_of_two_packages_in_the_wrong_order_the_later_holds(staff: Staff, book):
    road.made(staff, book)
    first = road.at_department(staff)
    road.read_receipts(staff)
    pin = given_number(staff, book)
    road.made(staff, book)
    road.answer(staff.actor("tuphap"), road.at_commune(staff))
    road.opened_for(staff.justice_department)
    forward(by=staff.actor("so"), arrival=first.pk)
    late = receive_package(by=staff.actor("tuphap"), opened=road.opened_for(staff.commune))
    road.answer(staff.actor("tuphap"), late)
    record = Record.objects.get(number=3)
    assert record.sequence == 2
    assert record.keys.filter(number=pin).exists()
    assert record.versions.count() == 2
    assert Record.objects.count() == 5


def test_what_is_not_known_has_no_cell_in_the_import_sheet(staff: Staff, book):
    road.made(staff, book)
    package = Package.objects.get()
    told = {row.number: from_json(row.content) for row in package.entries.all()}
    kind = packing.facts_of(book)
    cells = row_of(packing_type(), kind, told[3])
    assert cells["nksHoTen"] == "Trịnh Đức Tâm"
    assert "nksSoDinhDanh" not in cells
    assert "ngayDangKy" not in cells
    assert cells["chaNgaySinh"] == "1970"


def packing_type():
    from hotich.core.registers import BIRTHS

    return BIRTHS


def test_untimely_requests_are_refused(staff: Staff):
    by = staff.actor("c06")
    road.give_keys(staff.centre)
    book = entering_book(staff)
    with pytest.raises(NotCompleteError):
        sending.request_package(by=by, book=book.pk)
    looked_up(staff.actor("congan"), entry.reserve_next(by=staff.actor("congan"), book=book.pk))
    road.lock(staff, book)
    with pytest.raises(KeysMissingError):
        sending.request_package(by=by, book=book.pk)
    road.give_keys(staff.justice_department)
    Office.objects.filter(pk=staff.commune.pk).update(superior=None)
    with pytest.raises(NoDepartmentError):
        sending.request_package(by=by, book=book.pk)
    Office.objects.filter(pk=staff.commune.pk).update(superior=staff.justice_department)
    sending.request_package(by=by, book=book.pk)
    with pytest.raises(InTheMakingError):
        sending.request_package(by=by, book=book.pk)
    with pytest.raises(Book.DoesNotExist):
        sending.request_package(by=by, book=staff.commune.pk)


def test_an_empty_package_is_not_sent(staff: Staff):
    road.give_keys(staff.centre, staff.justice_department)
    book = road.lock(staff, entering_book(staff))
    package = road.made(staff, book)
    assert package.void_reason == packing.NOTHING
    assert road.inbox(staff.justice_department) == []


def test_only_the_population_side_makes_packages(staff: Staff, book):
    for login in ("tuphap", "congan", "truongca", "lanhdao", "so"):
        with pytest.raises(NotPermittedError):
            sending.request_package(by=staff.actor(login), book=book.pk)
    with pytest.raises(NotPermittedError):
        queries.waiting_books(staff.actor("so"))


def test_two_packages_of_a_book_never_have_one_number(staff: Staff, book):
    package = road.made(staff, book)
    package.pk = staff.commune.pk
    with pytest.raises(IntegrityError), transaction.atomic():
        package.save(force_insert=True)


def test_a_package_carries_the_heads_of_the_audit_out(staff: Staff, book):
    road.made(staff, book)
    for office in (staff.commune, staff.centre):
        anchor = queries.last_anchor(office.pk)
        assert anchor is not None
        assert verify_chain(office.pk, anchor=(anchor.sequence, anchor.hash)).broken_at is None
    assert queries.last_anchor(staff.police_department.pk) is None
    bad = verify_chain(staff.commune.pk, anchor=(1, "0" * 64))
    assert bad.fault == "anchor"


def test_making_and_reading_leave_audit_rows(staff: Staff, book):
    road.made(staff, book)
    brought_home(staff)
    actions = set(AuditRow.objects.values_list("action", flat=True))
    assert actions >= {
        "handover.keys_made",
        "handover.package_requested",
        "handover.package_made",
        "handover.package_received",
        "handover.file_sent",
        "handover.lines_decided",
        "handover.receipt_made",
        "handover.receipt_passed",
        "handover.receipt_read",
        "record.accepted",
    }


def test_the_receipt_cannot_be_made_where_the_keys_are_not(staff: Staff, book):
    road.made(staff, book)
    arrival = road.at_commune(staff)
    Office.objects.filter(pk=staff.justice_department.pk).update(encryption_key="")
    by = staff.actor("tuphap")
    road.accept_rest(by=by, arrival=arrival.pk)
    with pytest.raises(KeysMissingError), transaction.atomic():
        issue_receipt(by=by, arrival=arrival.pk)
    assert Record.objects.count() == 0
