"""Notes of the book on the road: told with their entry, told again when they change."""

from dataclasses import replace
from uuid import uuid4

import pytest

from hotich.apps.entry import actions as entry
from hotich.apps.entry.models import Entry, EntryNote
from hotich.apps.handover import packing, sending
from hotich.apps.handover.bag import read_bag
from hotich.apps.handover.contents import (
    Change,
    ContentError,
    as_json,
    count,
    from_files,
    from_json,
    to_files,
)
from hotich.apps.handover.import_file import row_of
from hotich.apps.handover.package_file import read_package
from hotich.apps.handover.problems import NothingChangedError
from hotich.apps.records import payload
from hotich.apps.records.models import Record
from hotich.apps.records.queries import payload_of
from hotich.core.registers import BIRTHS, STRUCK, BookNote, Reading
from tests.support import handover as road
from tests.support.office import Staff

pytestmark = pytest.mark.django_db

MISSING = BookNote(
    kind="declared_missing",
    text='=Tuyên bố mất tích;\n"theo" quyết định',
    dated_text="15/3/2005",
    basis="QĐ 12/2005",
    signer="Mai Văn Ký",
    reading=Reading.DOUBTFUL,
)
CROSSED = BookNote(kind=STRUCK, field="child.full_name", struck_text="Phương", text="Phượng")


def permit(staff: Staff, found: Entry) -> None:
    reason = "sổ có ghi chú chưa nhập"
    entry.permit_link_change(by=staff.actor("tuphap"), entry=found.pk, reason=reason)


def noted(staff: Staff, found: Entry, note: BookNote = MISSING) -> EntryNote:
    """Add a note after the lock, with a second officer's leave."""
    permit(staff, found)
    return entry.add_note(by=staff.actor("congan"), entry=found.pk, token=uuid4(), note=note)


def brought_home(staff: Staff) -> None:
    road.answer(staff.actor("tuphap"), road.at_commune(staff))
    road.receipt_home(staff)


def test_a_note_goes_with_its_entry_word_for_word(staff: Staff, book):
    found = Entry.objects.get(book=book, number=1)
    first, second = noted(staff, found), noted(staff, found, CROSSED)
    assert road.made(staff, book).counts["notes"] == 2
    bag = read_bag(road.opened_for(staff.justice_department).parcel.body)
    told = from_files(bag.payload)[0]
    assert [row.note for row in told.notes] == [str(first.pk), str(second.pk)]
    row = told.notes[0]
    assert (row.text, row.dated_text, row.dated) == (MISSING.text, "15/3/2005", "2005-03-15")
    assert (row.basis, row.signer, row.reading) == ("QĐ 12/2005", "Mai Văn Ký", "doubtful")
    assert (told.notes[1].struck_text, told.notes[1].text) == ("Phương", "Phượng")
    assert from_json(as_json(told)) == told


def test_a_note_found_later_goes_in_a_supplementary_package(staff: Staff, book):
    road.made(staff, book)
    brought_home(staff)
    found = Entry.objects.get(book=book, number=2)
    row = noted(staff, found)
    second = road.made(staff, book)
    (told,) = second.entries.all()
    assert (told.entry, told.kind) == (found.pk, Change.CHANGED)
    brought_home(staff)
    record = Record.objects.get(pk=found.pk)
    assert record.version == 2
    (shown,) = payload.notes(payload_of(record))
    assert (shown.kind, shown.row["note"]) == ("Tuyên bố mất tích", str(row.pk))
    with pytest.raises(NothingChangedError):
        sending.request_package(by=staff.actor("c06"), book=book.pk)
    permit(staff, found)
    entry.void_note(by=staff.actor("congan"), note=row.pk, reason="nhầm trang")
    assert road.made(staff, book).counts["notes"] == 0
    brought_home(staff)
    record.refresh_from_db()
    assert payload.notes(payload_of(record)) == []


def test_the_import_sheet_takes_from_the_notes_what_no_field_says(staff: Staff, book):
    noted(staff, Entry.objects.get(book=book, number=1))
    row = road.made(staff, book).entries.get(number=1)
    cells = row_of(BIRTHS, packing.facts_of(book), from_json(row.content))
    assert cells["nksMatTich"] == "1"
    assert cells["nksMatTichNgayGhiChuTuyenBo"] == "15.03.2005"
    assert cells["nksMatTichCanCuTuyenBo"] == "QĐ 12/2005"
    assert "nksMatTichCanCuHuyTuyenBo" not in cells


@pytest.mark.parametrize(
    "wrong", [{"note": "x"}, {"dated": "15/3/2005"}, {"reading": "blank"}, {"entry": str(uuid4())}]
)
def test_a_table_of_notes_that_is_not_as_described_is_refused(staff: Staff, book, wrong):
    noted(staff, Entry.objects.get(book=book, number=1))
    road.made(staff, book)
    content = read_package(road.opened_for(staff.justice_department).parcel.body)
    told = content.entries[0]
    broken = replace(told, notes=tuple(replace(row, **wrong) for row in told.notes))
    with pytest.raises(ContentError) as fault:
        from_files(to_files([broken, *content.entries[1:]]))
    assert fault.value.name == "notes.csv"
    assert count(content.entries)["notes"] == 1


def test_a_kind_of_tomorrow_is_shown_as_it_stands():
    told = {"entry": {"register_type": "KS"}, "notes": [_row(kind="lạ", field="child.lạ")]}
    (note,) = payload.notes(told)
    assert (note.kind, note.field, note.reading) == ("lạ", "child.lạ", "clear")


def _row(**said: str) -> dict[str, str]:
    return {"kind": "other", "field": "", "text": "", "reading": "x"} | said
