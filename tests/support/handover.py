"""Books reported complete, and files on their way between the offices of the tests."""

from collections.abc import Iterable
from uuid import UUID

from django.utils import timezone

from hotich.apps.accounts.models import Office
from hotich.apps.audit.actor import Actor
from hotich.apps.checking.actions import report_complete
from hotich.apps.handover import files, packing, sending
from hotich.apps.handover.keys import ensure_keys
from hotich.apps.handover.models import Arrival, LineDecision, Package
from hotich.apps.handover.opening import Opened, open_file
from hotich.apps.handover.receiving.arriving import receive_package
from hotich.apps.handover.receiving.deciding import accept_rest, decide, issue_receipt
from hotich.apps.handover.receiving.forwarding import forward, pass_receipt
from hotich.apps.jobs.actions import Lease, claim, finish
from hotich.apps.registers.actions import set_state
from hotich.apps.registers.models import Book, State
from tests.support.books import entering_book
from tests.support.entries import given_person, saved_linked, saved_not_found, saved_undecided
from tests.support.office import SETUP, Staff


def give_keys(*offices: Office) -> None:
    """Make the keys of offices of this installation."""
    for office in offices:
        ensure_keys(by=SETUP, office=office)
        office.refresh_from_db()


def lock(staff: Staff, book: Book) -> Book:
    """Lock the data of the book and report it complete."""
    for state in (State.ENTERING, State.ENTERED, State.CHECKED, State.LOCKED):
        set_state(by=staff.actor("tuphap"), book=book, state=state)
    report_complete(by=staff.actor("tuphap"), book=book.pk)
    return book


def complete_book(
    staff: Staff, *, linked: int = 2, volume: str = "01/1998", keys: bool = True
) -> Book:
    """Return a book reported complete: some linked, one not found, one undecided, one differing."""
    if keys:
        give_keys(staff.centre, staff.justice_department, staff.commune)
    book = entering_book(staff, volume=volume)
    clerk = staff.actor("congan")
    for number in range(linked):
        name = f"Mai Thị Phượng {'ABCDEFGH'[number]}"
        person = given_person(full_name=name)
        saved_linked(clerk, book, person, {"child.full_name": name})
    saved_not_found(clerk, book, {"child.full_name": "Trịnh Đức Tâm", "child.sex": "Nam"})
    strange = {"child.full_name": "=Lê “Văn”, Én", "entry.notes": '=1+1;\nxem "trang" 9'}
    saved_undecided(clerk, book, strange)
    person = given_person(full_name="Mai Văn Bách", sex="male", hometown="Xã Nga Thái")
    texts = {"child.full_name": "Mai Văn Bách", "child.sex": "Nam", "child.ethnicity": "Mường"}
    saved_linked(clerk, book, person, texts)
    return lock(staff, book)


def take_job(kind: str = packing.KIND) -> Lease:
    """Take the next job of this kind; others before it are finished untouched."""
    while True:
        lease = claim(timezone.now())
        assert lease is not None
        if lease.job.kind == kind:
            return lease
        finish(lease)


def made(staff: Staff, book: Book) -> Package:
    """Make the next package of the book and lay it out."""
    package = sending.request_package(by=staff.actor("c06"), book=book.pk)
    lease = take_job()
    packing.run(lease)
    finish(lease)
    package.refresh_from_db()
    return package


def inbox(office: Office) -> list[str]:
    """Return the names of the files that wait for the office."""
    return [one.name for one in files.waiting(office.pk)]


def content_for(office: Office) -> bytes:
    """Return the one file that waits for the office, and take it out of the inbox."""
    (name,) = inbox(office)
    content = files.take(office.pk, name)
    files.put_away(office.pk, name, files.READ)
    return content


def opened_for(office: Office, content: bytes | None = None) -> Opened:
    """Return what the one file that waits for the office holds."""
    return open_file(office.pk, content_for(office) if content is None else content)


def at_department(staff: Staff) -> Arrival:
    """Receive the waiting package at the Justice Department."""
    opened = opened_for(staff.justice_department)
    return receive_package(by=staff.actor("so"), opened=opened)


def at_commune(staff: Staff) -> Arrival:
    """Receive the waiting package at the Justice Department, send it on, receive it there."""
    forward(by=staff.actor("so"), arrival=at_department(staff).pk)
    return receive_package(by=staff.actor("tuphap"), opened=opened_for(staff.commune))


def answer(by: Actor, arrival: Arrival, rejected: Iterable[tuple[UUID, str]] = ()) -> None:
    """Reject these entries, accept the rest and make the receipt."""
    said = dict(rejected)
    decide(by=by, arrival=arrival.pk, rejected=said, shown=list(said))
    accept_rest(by=by, arrival=arrival.pk)
    issue_receipt(by=by, arrival=arrival.pk)


def receipt_home(staff: Staff) -> None:
    """Bring the waiting receipts back: through the Justice Department to the population side."""
    while inbox(staff.centre):
        read_receipts(staff)
    pass_receipt(by=staff.actor("so"), opened=opened_for(staff.justice_department))
    read_receipts(staff)


def read_receipts(staff: Staff) -> None:
    """Read every receipt that waits for the population side."""
    for name in inbox(staff.centre):
        content = files.take(staff.centre.pk, name)
        files.put_away(staff.centre.pk, name, files.READ)
        opened = open_file(staff.centre.pk, content)
        sending.receive_receipt(by=staff.actor("c06"), opened=opened)


def deciding_count(arrival: Arrival) -> int:
    """Return how many decisions were written on the lines of an arrival."""
    return LineDecision.objects.filter(line__arrival=arrival).count()
