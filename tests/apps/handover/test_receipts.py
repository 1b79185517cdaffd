"""Receipts: bound to their package, their maker and their reader, and used once."""

from dataclasses import replace
from itertools import pairwise
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from django.utils import timezone

from hotich.apps.handover import keys, queries, reading, sealing
from hotich.apps.handover.models import (
    Arrival,
    OutgoingFile,
    Package,
    PassedReceipt,
    ReceivedReceipt,
)
from hotich.apps.handover.opening import FileRefusedError
from hotich.apps.handover.parcel import Hop, Kind, make_parcel, send_on, write_parcel
from hotich.apps.handover.receipt_file import (
    Line,
    Receipt,
    ReceiptError,
    ReceiptKind,
    read_receipt,
    write_receipt,
)
from hotich.apps.handover.receiving.deciding import (
    accept_rest,
    decide,
    issue_receipt,
    send_fault,
)
from hotich.apps.handover.receiving.problems import (
    AlreadySentError,
    ReasonsMissingError,
    UndecidedError,
)
from hotich.apps.records.models import Record
from hotich.apps.registers.models import State
from hotich.apps.registers.queries import state_of
from hotich.apps.tracking.models import Case, Rejection
from tests.support import handover as road
from tests.support.office import Staff

pytestmark = pytest.mark.django_db

AT = "2026-11-22T08:00:00+07:00"


@pytest.fixture
def package(staff: Staff, book) -> Package:
    return road.made(staff, book)


@pytest.fixture
def arrival(staff: Staff, package: Package) -> Arrival:
    found = road.at_commune(staff)
    road.read_receipts(staff)
    return found


def refused(staff: Staff, content: bytes, login: str = "c06") -> str:
    before = (ReceivedReceipt.objects.count(), PassedReceipt.objects.count(), Case.objects.count())
    with pytest.raises(FileRefusedError) as error, transaction.atomic():
        reading.read_file(by=staff.actor(login), content=content)
    assert before == (
        ReceivedReceipt.objects.count(),
        PassedReceipt.objects.count(),
        Case.objects.count(),
    )
    return error.value.problem


def receipt_for(staff: Staff, package: Package, /, **changes: object) -> Receipt:
    """Return a whole receipt of the commune for the package, or one with something exchanged."""
    entries = package.entries.values_list("entry", flat=True)
    good = Receipt(
        uuid=uuid4(),
        kind=ReceiptKind.DECIDED,
        package=package.pk,
        digest=package.bag_sha256,
        nonce=package.nonce,
        maker=staff.commune.pk,
        maker_name="UBND xã Ba Đình",
        to=staff.centre.pk,
        made_at=timezone.now(),
        lines=tuple(Line(one, accepted=True) for one in entries),
    )
    return replace(good, **changes)  # type: ignore[arg-type]


def file_of(staff: Staff, receipt: Receipt, *, by=None, way=None) -> bytes:
    """Return the receipt as the file that comes back to the population side."""
    maker = by or staff.commune
    offices = way or [staff.commune, staff.justice_department, staff.centre]
    private = keys.private_keys(maker.pk)
    parcel = make_parcel(Kind.RECEIPT, write_receipt(receipt), maker.pk, private, practice=True)
    for sender, receiver in pairwise(offices):
        hop = Hop(sender.pk, receiver.pk, AT, AT, uuid4().hex)
        parcel = send_on(parcel, hop, keys.private_keys(sender.pk))
    last = offices[-1]
    return sealing.close_for(last.pk, last.encryption_key, write_parcel(parcel))


def test_a_receipt_is_used_once(staff: Staff, arrival: Arrival, package: Package):
    receipt = receipt_for(staff, package)
    content = file_of(staff, receipt)
    reading.read_file(by=staff.actor("c06"), content=content)
    assert {refused(staff, content) for _ in range(20)} == {"receipt_used"}
    other = file_of(staff, replace(receipt, uuid=uuid4()))
    assert refused(staff, other) == "receipt_used"


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"digest": "0" * 64}, "other_package"),
        ({"nonce": "0" * 32}, "other_package"),
        ({"package": UUID(int=1)}, "unknown_package"),
        ({"to": UUID(int=1)}, "other_package"),
        ({"maker": UUID(int=1)}, "other_package"),
        ({"kind": ReceiptKind.ARRIVED, "lines": ()}, "other_package"),
        ({"lines": ()}, "receipt_lines"),
        ({"lines": (Line(UUID(int=5), accepted=True),)}, "receipt_lines"),
        ({"kind": ReceiptKind.FAULT}, "receipt_lines"),
        ({"kind": ReceiptKind.FAULT, "lines": ()}, "receipt_lines"),
    ],
)
def test_a_receipt_that_answers_something_else_is_refused(
    staff: Staff, arrival: Arrival, package: Package, change, problem: str
):
    content = file_of(staff, receipt_for(staff, package, **change))
    assert refused(staff, content) == problem


def test_a_receipt_of_whoever_is_not_the_receiver_is_refused(
    staff: Staff, arrival: Arrival, package: Package
):
    mine = receipt_for(staff, package, maker=staff.justice_department.pk)
    way = [staff.justice_department, staff.centre]
    content = file_of(staff, mine, by=staff.justice_department, way=way)
    assert refused(staff, content) == "other_package"
    straight = file_of(staff, receipt_for(staff, package), way=[staff.commune, staff.centre])
    assert refused(staff, straight) == "broken_way"


def test_receipts_of_two_packages_cannot_be_exchanged(staff: Staff, package: Package):
    other = road.complete_book(staff, linked=1, volume="02/1998")
    second = road.made(staff, other)
    mixed = receipt_for(staff, package, package=second.pk)
    assert refused(staff, file_of(staff, mixed)) == "other_package"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{}",
        b'{"format": "hotich-receipt-1", "lines": [1]}',
        b"[" * 3_000,
        b"\xff",
    ],
)
def test_what_is_no_receipt_is_refused(staff: Staff, package: Package, body: bytes):
    with pytest.raises(ReceiptError):
        read_receipt(body)
    private = keys.private_keys(staff.commune.pk)
    parcel = make_parcel(Kind.RECEIPT, body, staff.commune.pk, private, practice=True)
    for sender, receiver, login in (
        (staff.commune, staff.justice_department, "so"),
        (staff.commune, staff.centre, "c06"),
    ):
        hop = Hop(sender.pk, receiver.pk, AT, "", "n")
        sent = send_on(parcel, hop, keys.private_keys(sender.pk))
        content = sealing.close_for(receiver.pk, receiver.encryption_key, write_parcel(sent))
        assert refused(staff, content, login) == "receipt_unreadable"


def test_a_rejected_line_needs_its_reason():
    said = Receipt(
        uuid4(), ReceiptKind.FAULT, uuid4(), "", "", uuid4(), "", uuid4(), timezone.now()
    )
    lines = (Line(uuid4(), accepted=False, reason=" "),)
    with pytest.raises(ReceiptError):
        read_receipt(write_receipt(replace(said, lines=lines)))
    twice = (Line(UUID(int=1), accepted=True), Line(UUID(int=1), accepted=True))
    with pytest.raises(ReceiptError):
        read_receipt(write_receipt(replace(said, lines=twice)))


def test_the_department_passes_a_receipt_on_once(staff: Staff, arrival: Arrival):
    road.answer(staff.actor("tuphap"), arrival)
    content = road.content_for(staff.justice_department)
    reading.read_file(by=staff.actor("so"), content=content)
    assert refused(staff, content, "so") == "receipt_used"
    assert OutgoingFile.objects.filter(kind="passed").count() == 1


def test_the_department_passes_on_no_receipt_that_does_not_fit(
    staff: Staff, arrival: Arrival, package: Package
):
    way = [staff.commune, staff.justice_department]
    for change, problem in (
        ({"digest": "0" * 64}, "other_package"),
        ({"package": UUID(int=1)}, "unknown_package"),
        ({"kind": ReceiptKind.ARRIVED, "lines": ()}, "other_package"),
    ):
        content = file_of(staff, receipt_for(staff, package, **change), way=way)
        assert refused(staff, content, "so") == problem
    by_centre = receipt_for(staff, package, maker=staff.centre.pk)
    content = file_of(
        staff, by_centre, by=staff.centre, way=[staff.centre, staff.justice_department]
    )
    assert refused(staff, content, "so") == "foreign_signer"


def test_a_receipt_waits_until_every_entry_is_decided(staff: Staff, arrival: Arrival):
    by = staff.actor("tuphap")
    with pytest.raises(UndecidedError) as undecided:
        issue_receipt(by=by, arrival=arrival.pk)
    assert undecided.value.count == 5
    entry = arrival.lines.get(position=1).entry
    with pytest.raises(ReasonsMissingError):
        decide(by=by, arrival=arrival.pk, rejected={entry: " "}, shown=[entry])
    decide(by=by, arrival=arrival.pk, rejected={entry: "Sai"}, shown=[entry])
    assert decide(by=by, arrival=arrival.pk, rejected={entry: "Sai"}, shown=[entry]) == 0
    decide(by=by, arrival=arrival.pk, rejected={}, shown=[entry])
    assert accept_rest(by=by, arrival=arrival.pk) == 4
    assert issue_receipt(by=by, arrival=arrival.pk).rejected == 0
    for act in (issue_receipt, accept_rest):
        with pytest.raises(AlreadySentError):
            act(by=by, arrival=arrival.pk)
    with pytest.raises(AlreadySentError):
        decide(by=by, arrival=arrival.pk, rejected={}, shown=[entry])


def test_a_fault_found_later_opens_a_case(staff: Staff, book, arrival: Arrival, package: Package):
    road.answer(staff.actor("tuphap"), arrival)
    road.receipt_home(staff)
    assert state_of(book) is State.HANDED_OVER
    held = Record.objects.order_by("number")[1]
    fault = send_fault(by=staff.actor("tuphap"), record_of=held.pk, reason="Sai năm sinh mẹ")
    road.receipt_home(staff)
    case = Case.objects.get(entry=held.pk)
    assert Rejection.objects.get(case=case).note == "Sai năm sinh mẹ"
    assert ReceivedReceipt.objects.filter(pk=fault.pk, kind="fault").count() == 1
    assert queries.tracked(package).faults == 1
    assert queries.counts([book], as_of=timezone.now()) == 5
    send_fault(by=staff.actor("tuphap"), record_of=held.pk, reason="Sai cả quê quán")
    road.receipt_home(staff)
    assert Rejection.objects.filter(case=case).count() == 2
