"""A sealed entry travels with its mark, and its receiver keeps it from all but named readers."""

import csv
import io

import pytest
from openpyxl import load_workbook

from hotich.apps.entry.models import Entry
from hotich.apps.family.actions import keep_apart
from hotich.apps.family.models import Why
from hotich.apps.handover import queries as sender
from hotich.apps.handover.bag import read_bag
from hotich.apps.handover.contents import ContentError, from_files
from hotich.apps.handover.models import ArrivalLine, LineDecision
from hotich.apps.handover.package_file import read_package
from hotich.apps.handover.receiving import queries
from hotich.apps.handover.receiving.deciding import accept_rest, decide, issue_receipt
from hotich.apps.handover.receiving.problems import UndecidedError
from hotich.apps.records import actions as records
from hotich.apps.records.models import Record
from hotich.apps.records.queries import Wanted, find, get_record
from hotich.apps.tracking import sealing
from hotich.apps.tracking.models import Seal, SealReason
from tests.support import handover as road
from tests.support.office import SETUP, Staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def sealed(staff: Staff, book) -> Entry:
    """Return an entry of the book that is on the sealed list before any package is made."""
    entry = Entry.objects.get(book=book, number=2)
    sealing.seal_entry(
        by=SETUP, entry=entry.pk, office=staff.commune.pk, reason=SealReason.ADOPTION
    )
    return entry


def elsewhere() -> None:
    """Leave the receiver with the file alone, as in an installation of his own."""
    Seal.objects.all().delete()


def named(staff: Staff, login: str) -> None:
    row = sealing.name_reader(
        by=staff.actor("truongca"), officer=staff.officer(login).pk, reason="phụ trách"
    )
    sealing.confirm_reader(by=staff.actor("lanhdao"), reader=row.pk)


def handed_over(staff: Staff, book) -> None:
    """Bring the book's package to the records, decided by a named reader."""
    road.made(staff, book)
    elsewhere()
    named(staff, "tuphap2")
    arrival = road.at_commune(staff)
    road.answer(staff.actor("tuphap2"), arrival)


def test_the_package_says_which_entries_are_sealed(staff: Staff, book, sealed):
    road.made(staff, book)
    body = road.opened_for(staff.justice_department).parcel.body
    contents = read_package(body).entries
    assert [one.uuid for one in contents if one.is_sealed] == [sealed.pk]
    payload = read_bag(body).payload
    assert len(list(load_workbook(io.BytesIO(payload["import-ks.xlsx"])).active.values)) == 1 + 4
    rows = list(csv.reader(io.StringIO(payload["entries.csv"].decode(), newline="")))
    assert rows[0][-1] == "sealed"


@pytest.mark.parametrize("mark", ["", "maybe"])
def test_an_entry_that_says_neither_is_refused(staff: Staff, book, sealed, mark: str):
    road.made(staff, book)
    payload = dict(read_bag(road.opened_for(staff.justice_department).parcel.body).payload)
    payload["entries.csv"] = payload["entries.csv"].replace(b'"yes"\r\n', f'"{mark}"\r\n'.encode())
    with pytest.raises(ContentError):
        from_files(payload)


def test_who_may_not_see_a_line_neither_reads_nor_decides_it(staff: Staff, book, sealed):
    road.made(staff, book)
    elsewhere()
    named(staff, "tuphap2")
    arrival = road.at_commune(staff)
    clerk, reader = staff.actor("tuphap"), staff.actor("tuphap2")
    assert ArrivalLine.objects.get(sealed=True).entry == sealed.pk
    assert queries.lines_of(clerk, arrival).count() == 4
    assert queries.lines_of(reader, arrival).count() == 5
    assert queries.chosen_lines(clerk, arrival, [str(sealed.pk)]) == []
    assert accept_rest(by=clerk, arrival=arrival.pk) == 4
    assert decide(by=clerk, arrival=arrival.pk, rejected={}, shown=[sealed.pk]) == 0
    with pytest.raises(UndecidedError):
        issue_receipt(by=clerk, arrival=arrival.pk)
    assert decide(by=reader, arrival=arrival.pk, rejected={}, shown=[sealed.pk]) == 1
    issue_receipt(by=clerk, arrival=arrival.pk)
    assert LineDecision.objects.count() == 5
    assert Record.objects.get(sealed=True).pk == sealed.pk


def test_a_sealed_record_does_not_exist_but_for_named_readers(staff: Staff, book, sealed):
    handed_over(staff, book)
    held = Record.objects.get(pk=sealed.pk)
    wanted = Wanted(entry_number=held.number)
    for login in ("tuphap", "so"):
        by = staff.actor(login)
        assert list(find(by, wanted)) == []
        assert list(find(by, Wanted(name="mai thi phuong b"))) == []
        with pytest.raises(Record.DoesNotExist):
            get_record(by, held.pk)
        with pytest.raises(Record.DoesNotExist):
            records.view_record(by=by, record_of=held.pk)
    with pytest.raises(Record.DoesNotExist):
        records.report_fault(by=staff.actor("tuphap"), record_of=held.pk, reason="Sai")
    reader = staff.actor("tuphap2")
    assert list(find(reader, wanted)) == [held]
    assert records.view_record(by=reader, record_of=held.pk) == held
    assert records.report_fault(by=reader, record_of=held.pk, reason="Sai").record == held


def test_a_record_about_an_officers_family_does_not_exist_for_him(staff: Staff, book):
    road.made(staff, book)
    road.answer(staff.actor("tuphap"), road.at_commune(staff))
    held = Record.objects.get(number=1)
    keep_apart(
        by=SETUP,
        officer=staff.officer("tuphap").pk,
        entry=held.pk,
        office=staff.commune.pk,
        number="1/1998",
        book="Sổ",
        why=Why.DECLARED,
    )
    with pytest.raises(Record.DoesNotExist):
        get_record(staff.actor("tuphap"), held.pk)
    assert get_record(staff.actor("tuphap2"), held.pk) == held


def test_a_seal_set_or_gone_later_goes_along_with_the_next_package(staff: Staff, book):
    road.made(staff, book)
    road.answer(staff.actor("tuphap"), road.at_commune(staff))
    road.receipt_home(staff)
    entry = Entry.objects.get(book=book, number=2)
    sealing.seal_entry(
        by=SETUP, entry=entry.pk, office=staff.commune.pk, reason=SealReason.ADOPTION
    )
    handed_over(staff, book)
    assert Record.objects.get(sealed=True).pk == entry.pk
    road.receipt_home(staff)
    road.made(staff, book)  # the seal is gone
    road.answer(staff.actor("tuphap2"), road.at_commune(staff))
    assert not Record.objects.filter(sealed=True).exists()


def test_the_sender_is_told_nothing_of_a_line_that_is_kept_from_him(staff: Staff, book, sealed):
    package = road.made(staff, book)
    named(staff, "tuphap2")
    arrival = road.at_commune(staff)
    road.answer(staff.actor("tuphap2"), arrival, [(sealed.pk, "Sai tên mẹ")])
    road.receipt_home(staff)
    assert list(sender.rejected_lines(staff.actor("c06"), package)) == []
