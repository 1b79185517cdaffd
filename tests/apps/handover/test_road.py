"""The whole road: package, Justice Department, office, records, receipt, hand-over."""

import csv
import io

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from hotich.apps.entry.models import Entry
from hotich.apps.handover import queries
from hotich.apps.handover.bag import read_bag
from hotich.apps.handover.contents import from_files
from hotich.apps.handover.models import Arrival, ArrivalLine, Package
from hotich.apps.handover.package_file import read_package
from hotich.apps.handover.receiving.queries import listed
from hotich.apps.records.models import Record, RecordVersion
from hotich.apps.registers.models import State
from hotich.apps.registers.queries import state_of
from hotich.apps.tracking.models import Case, CaseReason, Rejection
from hotich.core.registers import KS_70_COLUMNS
from tests.support import handover as road
from tests.support.office import Staff

pytestmark = pytest.mark.django_db


def test_an_accepted_book_is_handed_over(staff: Staff, book):
    package = road.made(staff, book)
    assert package.sequence == 1
    assert package.counts["entries"] == 5
    arrival = road.at_commune(staff)
    assert arrival.is_destination
    assert ArrivalLine.objects.filter(arrival=arrival).count() == 5
    assert Record.objects.count() == 0
    road.answer(staff.actor("tuphap"), arrival)
    assert Record.objects.count() == 5
    assert state_of(book) is State.LOCKED
    road.receipt_home(staff)
    assert state_of(book) is State.HANDED_OVER
    now = timezone.now()
    assert queries.counts([book], as_of=now) == 5
    assert queries.counts_by_type([book], as_of=now) == {"KS": 5}
    assert queries.counts([book], as_of=package.recorded_at) == 0
    shown = queries.tracked(Package.objects.get())
    assert (shown.accepted, shown.rejected, shown.faults) == (5, 0, 0)
    assert all(leg.at for leg in shown.legs)


def test_the_record_carries_its_way(staff: Staff, book):
    road.made(staff, book)
    road.answer(staff.actor("tuphap"), road.at_commune(staff))
    version = RecordVersion.objects.first()
    names = [hop["sender_name"] for hop in version.way]
    assert names == ["C06 (giả lập)", "Sở Tư pháp tỉnh Thanh Hóa", "UBND xã Ba Đình"]
    assert [bool(hop["received_at"]) for hop in version.way] == [False, True, True]


def test_a_rejected_entry_opens_a_case_and_keeps_the_book(staff: Staff, book):
    road.made(staff, book)
    arrival = road.at_commune(staff)
    entry = Entry.objects.get(book=book, number=3)
    road.answer(staff.actor("tuphap"), arrival, [(entry.pk, "Sai họ tên mẹ")])
    assert Record.objects.count() == 4
    road.receipt_home(staff)
    assert state_of(book) is State.LOCKED
    assert queries.counts([book], as_of=timezone.now()) == 4
    case = Case.objects.get(entry=entry.pk)
    assert case.reason == CaseReason.REJECTED
    assert Rejection.objects.get(case=case).note == "Sai họ tên mẹ"
    assert listed(arrival).rejected == 1


def test_the_bag_says_everything_and_invents_nothing(staff: Staff, book):
    road.made(staff, book)
    opened = road.opened_for(staff.justice_department)
    bag = read_bag(opened.parcel.body)
    assert set(bag.payload) == {
        "entries.csv",
        "mentions.csv",
        "values.csv",
        "differences.csv",
        "amendments.csv",
        "notes.csv",
        "book.json",
        "counts.json",
        "import-ks.xlsx",
    }
    contents = from_files(bag.payload)
    strange = contents[3]
    assert strange.entry.outcome == "undecided"
    said = {row.field: row.text for row in strange.values}
    assert said["child.full_name"] == "=Lê “Văn”, Én"
    assert said["entry.notes"] == '=1+1;\nxem "trang" 9'
    assert contents[2].mentions[0].number == ""
    assert contents[0].mentions[0].number.startswith("000")
    differing = contents[4].differences
    assert {row.field for row in differing} >= {"child.ethnicity"}
    rows = list(csv.reader(io.StringIO(bag.payload["values.csv"].decode(), newline="")))
    assert rows[0][:4] == ["entry", "mention", "field", "text"]
    head, *sheet = load_workbook(io.BytesIO(bag.payload["import-ks.xlsx"])).active.values
    assert head == KS_70_COLUMNS
    first = dict(zip(head, sheet[0], strict=True))
    assert first["nksNgaySinh"] == "02.09.1998"
    assert first["meNgaySinh"] == "1974"
    assert first["nksGioiTinh"] == "2"
    assert first["nksSoDinhDanh"] == contents[0].mentions[0].number
    assert first["meDanToc"] in {None, ""}
    assert first["ngayDangKy"] in {None, ""}
    content = read_package(opened.parcel.body)
    assert content.facts.destination == staff.commune.pk
    assert (
        content.counts["consistent"]
        + content.counts["inconsistent"]
        + (content.counts["not_found"] + content.counts["undecided"])
        == 5
    )
    assert str(staff.commune.pk) in content.facts.audit_holder


def test_the_department_keeps_no_entry(staff: Staff, book):
    road.made(staff, book)
    arrival = road.at_department(staff)
    assert not arrival.is_destination
    assert ArrivalLine.objects.count() == 0
    assert listed(arrival).receipt is not None
    road.read_receipts(staff)
    shown = queries.tracked(Package.objects.get())
    assert shown.arrived is not None
    assert not shown.is_overdue(timezone.localdate())
    assert Arrival.objects.count() == 1
