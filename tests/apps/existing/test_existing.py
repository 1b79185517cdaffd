"""A sheet is judged before anything is written, taken in once, and never typed again."""

import io
import zipfile
from pathlib import Path
from uuid import uuid4

import pytest
from django.utils import timezone

from hotich.apps.audit.actor import NotPermittedError
from hotich.apps.audit.models import AuditRow
from hotich.apps.audit.verify import verify_chain
from hotich.apps.checking.actions import check_entry
from hotich.apps.checking.lines import lines_of
from hotich.apps.checking.models import Side
from hotich.apps.entry.actions import (
    correct_entry,
    link_mention,
    mark_returned,
    may_correct,
    reserve_next,
    reserve_number,
)
from hotich.apps.entry.models import Entry, FieldValue, Mention, Outcome
from hotich.apps.entry.problems import AlreadyEnteredError
from hotich.apps.entry.queries import (
    find,
    outcome_of,
    returned_entries,
    typists_of,
    undecided_entries,
    values_of,
)
from hotich.apps.entry.typed import TypedValue
from hotich.apps.existing import importing, reading
from hotich.apps.existing.actions import (
    confirm_import,
    hand_in,
    match_volumes,
    view_rows,
    withdraw,
)
from hotich.apps.existing.exporting import export_book
from hotich.apps.existing.finding_books import volume_key
from hotich.apps.existing.models import Fate, Upload, UploadRow
from hotich.apps.existing.problems import (
    NoSheetError,
    NothingToTakeInError,
    NotReadyError,
    OfficeNotHeldError,
    ReasonMissingError,
    SheetUnreadableError,
)
from hotich.apps.existing.queries import count_fates, get_upload, imported_count, volumes_of
from hotich.apps.existing.tables import open_table
from hotich.apps.jobs.actions import LEASE, LostLeaseError, claim, finish
from hotich.apps.population.lookups import LookupTerms, look_up
from hotich.apps.population.models import Breadth
from hotich.apps.registers.models import Book, State
from hotich.apps.registers.queries import state_of
from hotich.core.dates import from_iso
from hotich.core.registers import BIRTHS, Origin, register_type
from hotich.core.registers.sheets import Profile, profile, profiles, write_row
from tests.support.books import entering_book, given_book
from tests.support.entries import given_person, saved_undecided
from tests.support.neighbours import make_neighbours
from tests.support.office import Staff
from tests.support.sheet_values import sheet_values
from tests.support.sheets import handed_in, row, run_jobs, sheet_bytes, sheet_file, taken_in

pytestmark = pytest.mark.django_db

_NUMBER = profile("158-KS70").number_column("child")


@pytest.fixture
def book(staff: Staff) -> Book:
    return entering_book(staff)


def fates(upload: Upload) -> list[tuple[int, str]]:
    return list(upload.lines.order_by("line").values_list("line", "fate"))


def test_a_dry_run_writes_no_entry_and_says_what_would_become_of_each_row(
    staff: Staff, book: Book, tmp_path: Path
):
    typed = saved_undecided(staff.actor("congan"), book).entry
    rows = [
        row(f"{typed.number}/1998"),
        row("7/1998"),
        row("7/1998", nksHoTen="Lê Thị Hai"),
        row("8/1998", quyenSo="09/1998"),
        row("", nksHoTen="Không Số"),
    ]
    upload = handed_in(staff, sheet_file(tmp_path, rows))
    assert fates(upload) == [
        (2, Fate.DIFFERS),
        (3, Fate.NEW),
        (4, Fate.REPEATED),
        (5, Fate.NO_BOOK),
        (6, Fate.REFUSED),
    ]
    differing = {one[0]: one[1:] for one in upload.lines.get(line=2).differing}
    assert differing["child.full_name"] == ["Lê Thị Sen", "Mai Thị Phượng"]
    assert Entry.objects.count() == 1
    assert upload.judged_at is not None
    assert count_fates(upload)[Fate.NEW] == 1


def test_the_same_entry_typed_and_handed_in_differs_in_nothing(
    staff: Staff, book: Book, tmp_path: Path
):
    saved_undecided(staff.actor("congan"), book, {"child.full_name": "Lê Thị Sen"})
    one = {"so": "1/1998", "quyenSo": "1", "nksHoTen": "Lê Thị Sen", "nksNgaySinh": "02.09.1998"}
    upload = handed_in(staff, sheet_file(tmp_path, [one]))
    assert fates(upload) == [(2, Fate.SAME)]


def test_rows_become_undecided_entries_with_their_texts_unread(
    staff: Staff, book: Book, tmp_path: Path
):
    upload = taken_in(staff, sheet_file(tmp_path, [row("87/1998"), row("88/1998", meHoTen="")]))
    assert upload.finished_at is not None
    assert [fate for _line, fate in fates(upload)] == [Fate.CREATED, Fate.CREATED]
    entry = Entry.objects.get(number=87)
    assert (entry.book, entry.year, entry.number_written, entry.page) == (
        book,
        1998,
        "87/1998",
        "3",
    )
    values = values_of(entry)
    assert values["child.full_name"].text == "Lê Thị Sen"
    assert values["child.sex"].normalised == "female"
    assert values["child.birth_date"].text == "27.02.1998"
    assert {(value.origin, value.confirmed) for value in values.values()} == {("imported", False)}
    assert outcome_of(entry) == Outcome.UNDECIDED
    assert set(Mention.objects.filter(entry=entry).values_list("role", flat=True)) == {
        "child",
        "mother",
        "father",
    }
    assert not Mention.objects.filter(entry__number=88, role="mother").exists()
    assert set(undecided_entries(staff.actor("congan")).values_list("number", flat=True)) == {
        87,
        88,
    }
    assert find(staff.actor("congan"), "le thi sen")
    assert state_of(book) is State.ENTERING
    assert verify_chain(staff.commune.pk).broken_at is None


def test_what_is_recorded_is_never_typed_again(staff: Staff, book: Book, tmp_path: Path):
    taken_in(staff, sheet_file(tmp_path, [row("1/1998"), row("2/1998")]))
    clerk = staff.actor("congan")
    assert reserve_next(by=clerk, book=book.pk).number == 3
    with pytest.raises(AlreadyEnteredError):
        reserve_number(by=clerk, book=book.pk, number="1")


def test_a_file_handed_in_again_takes_nothing_in_twice(staff: Staff, book: Book, tmp_path: Path):
    path = sheet_file(tmp_path, [row("1/1998")])
    content = path.read_bytes()
    taken_in(staff, path)
    path.write_bytes(content)
    again = handed_in(staff, path)
    assert fates(again) == [(2, Fate.SAME)]
    with pytest.raises(NothingToTakeInError):
        confirm_import(by=staff.actor("tuphap"), upload=again.pk)


def test_the_same_token_hands_in_once_and_the_file_is_gone_once_read(
    staff: Staff, book: Book, tmp_path: Path
):
    path, token = sheet_file(tmp_path, [row("1/1998")]), uuid4()
    first = handed_in(staff, path, token=token)
    assert handed_in(staff, path, token=token) == first
    assert not path.exists()


def test_a_number_typed_after_the_dry_run_is_left_alone(staff: Staff, book: Book, tmp_path: Path):
    upload = handed_in(staff, sheet_file(tmp_path, [row("1/1998"), row("2/1998"), row("3/1998")]))
    clerk = staff.actor("congan")
    saved_undecided(clerk, book)
    reserve_number(by=clerk, book=book.pk, number="2")
    confirm_import(by=staff.actor("tuphap"), upload=upload.pk)
    run_jobs()
    assert [fate for _line, fate in fates(upload)] == [
        Fate.DIFFERS,
        Fate.NUMBER_HELD,
        Fate.CREATED,
    ]


def test_a_closed_book_takes_nothing(staff: Staff, tmp_path: Path):
    given_book(staff, years=((1998, 10, 40),))
    upload = handed_in(staff, sheet_file(tmp_path, [row("1/1998")]))
    assert fates(upload) == [(2, Fate.BOOK_CLOSED)]


def test_a_view_of_rows_names_their_lines(staff: Staff, book: Book, tmp_path: Path):
    upload = handed_in(staff, sheet_file(tmp_path, [row("1/1998"), row("2/1998")]))
    shown = list(upload.lines.order_by("line"))
    view_rows(by=staff.actor("tuphap"), upload=upload, rows=[])  # nothing was seen
    assert not AuditRow.objects.filter(action="existing.rows_viewed").exists()
    view_rows(by=staff.actor("tuphap"), upload=upload, rows=shown)
    seen = AuditRow.objects.get(action="existing.rows_viewed")
    assert (seen.object, seen.reason) == (upload.pk, "2, 3")


def test_an_officer_says_which_book_a_volume_is(staff: Staff, book: Book, tmp_path: Path):
    upload = handed_in(staff, sheet_file(tmp_path, [row("1/1998", quyenSo="A")]))
    (volume,) = volumes_of(staff.actor("tuphap"), upload)
    assert (volume.volume, volume.found, volume.rows) == ("A", None, 1)
    match_volumes(by=staff.actor("tuphap"), upload=upload.pk, volumes={volume.key: book.pk})
    run_jobs()
    assert fates(upload) == [(2, Fate.NEW)]
    with pytest.raises(Book.DoesNotExist):
        match_volumes(by=staff.actor("tuphap"), upload=upload.pk, volumes={volume.key: uuid4()})


@pytest.mark.parametrize(
    ("left", "right"),
    [("Quyển số 01/1998", "1/1998"), ("01-1998", "1/1998"), ("Q. 01", "q1"), ("quyển A", "a")],
)
def test_volumes_are_one_however_they_are_written(left: str, right: str):
    assert sorted(volume_key(left).split("/")) == sorted(volume_key(right).split("/"))


def test_a_row_without_a_volume_belongs_to_the_only_book_of_its_year(
    staff: Staff, book: Book, tmp_path: Path
):
    path = sheet_file(tmp_path, [row("1/1998", quyenSo="")])
    assert fates(handed_in(staff, path)) == [(2, Fate.NEW)]
    given_book(staff, volume="02/1998", years=((1998, 1, 1),))
    path = sheet_file(tmp_path, [row("1/1998", quyenSo="")])
    assert fates(handed_in(staff, path)) == [(2, Fate.NO_BOOK)]


def test_defects_stand_at_their_rows_and_at_the_file(staff: Staff, book: Book, tmp_path: Path):
    rows = [
        row(f"{number}/", nksNgaySinh=f"{number}.02.1998", nksQueQuan=", , ,")
        for number in range(1, 22)
    ]
    upload = handed_in(staff, sheet_file(tmp_path, rows))
    assert ["placeholder_place", "nksQueQuan"] in upload.lines.get(line=2).defects
    assert ["sentinel_date", "ngayDangKy"] in [one[:2] for one in upload.file_defects]
    assert upload.lines.filter(fate=Fate.NEW).count() == 21


def test_a_withdrawn_file_is_never_taken_in(staff: Staff, book: Book, tmp_path: Path):
    by = staff.actor("tuphap")
    upload = handed_in(staff, sheet_file(tmp_path, [row("1/1998")]))
    with pytest.raises(ReasonMissingError):
        withdraw(by=by, upload=upload.pk, reason=" ")
    withdraw(by=by, upload=upload.pk, reason="nhầm tệp")
    for act in (confirm_import, lambda **facts: withdraw(reason="lại", **facts)):
        with pytest.raises(NotReadyError):
            act(by=by, upload=upload.pk)
    assert upload.lines.exists()


def test_only_a_justice_officer_of_the_office_may(staff: Staff, book: Book, tmp_path: Path):
    path = sheet_file(tmp_path, [row("1/1998")])
    with pytest.raises(NotPermittedError):
        handed_in(staff, path, by=staff.actor("congan"))
    upload = handed_in(staff, path)
    other = make_neighbours(staff)
    with pytest.raises(Upload.DoesNotExist):
        confirm_import(by=other.actor("tuphap-khac"), upload=upload.pk)
    with pytest.raises(Upload.DoesNotExist):
        get_upload(other.actor("tuphap-khac"), upload.pk)
    with pytest.raises(OfficeNotHeldError):
        handed_in(staff, sheet_file(tmp_path, [row("1/1998")]), by=other.actor("tuphap-khac"))
    with pytest.raises(NotPermittedError):
        confirm_import(by=staff.actor("congan"), upload=upload.pk)


def test_a_job_broken_off_goes_on_and_takes_no_row_twice(
    staff: Staff, book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(reading, "CHUNK", 2)
    monkeypatch.setattr(importing, "CHUNK", 2)
    rows = [row(f"{number}/1998", ngayDangKy="1998") for number in range(1, 6)]
    upload = hand_in(
        by=staff.actor("tuphap"),
        path=sheet_file(tmp_path, rows),
        file_name="a.xlsx",
        original_office=staff.nga_truong,
        token=uuid4(),
    )
    _broken_off(reading, "judge_rows")
    run_later(upload)
    confirm_import(by=staff.actor("tuphap"), upload=upload.pk)
    lease = claim(timezone.now())
    assert lease is not None
    with pytest.MonkeyPatch.context() as patched:
        taken: list[int] = []

        def stop(given: UploadRow, *rest: object) -> None:
            taken.append(given.line)
            if len(taken) == 4:
                raise KeyboardInterrupt
            original(given, *rest)

        original = importing._take_in
        patched.setattr(importing, "_take_in", stop)
        with pytest.raises(KeyboardInterrupt):
            importing.run(lease)
    assert Entry.objects.count() == 2
    again = claim(timezone.now() + 2 * LEASE)
    assert again is not None
    with pytest.raises(LostLeaseError):
        importing.run(lease)
    assert Entry.objects.count() == 2
    importing.run(again)
    assert sorted(Entry.objects.values_list("number", flat=True)) == [1, 2, 3, 4, 5]


def _broken_off(module: object, name: str) -> None:
    """Run the job in the queue until it calls the function, and let it die there."""
    with pytest.MonkeyPatch.context() as patched:

        def die(*_args: object) -> None:
            raise KeyboardInterrupt

        patched.setattr(module, name, die)
        lease = claim(timezone.now())
        assert lease is not None
        with pytest.raises(KeyboardInterrupt):
            reading.run(lease)


def run_later(upload: Upload) -> None:
    lease = claim(timezone.now() + 2 * LEASE)
    assert lease is not None
    reading.run(lease)
    upload.refresh_from_db()
    assert upload.lines.filter(fate=Fate.NEW).count() == upload.lines.count() == 5
    finish(lease)


def test_imported_entries_are_counted_apart(staff: Staff, book: Book, tmp_path: Path):
    before = timezone.now()
    saved_undecided(staff.actor("congan"), book)
    taken_in(staff, sheet_file(tmp_path, [row("7/1998"), row("8/1998")]))
    assert imported_count(book, as_of=timezone.now()) == 2
    assert imported_count(book, as_of=before) == 0
    (year, total) = lines_of(book)
    assert (year.entered, year.imported, total.imported) == (3, 2, 2)


def test_a_sheet_given_out_comes_in_as_it_was(staff: Staff, book: Book, tmp_path: Path):
    texts = {
        "child.full_name": "=Mai “Thị” +Hoà",
        "entry.registered_on": "5/9/1998",
        "entry.notes": "@ghi chú - 1",
        "entry.registration_kind": "Đăng ký đúng hạn",
    }
    entry = saved_undecided(staff.actor("congan"), book, texts).entry
    made = export_book(by=staff.actor("tuphap"), book=book.pk, sheet="158-KS70")
    path = tmp_path / made.file_name
    path.write_bytes(made.content)
    assert b"<f>" not in b"".join(
        zipfile.ZipFile(io.BytesIO(made.content)).read(name)
        for name in zipfile.ZipFile(io.BytesIO(made.content)).namelist()
    )
    upload = handed_in(staff, path)
    line = upload.lines.get()
    assert (line.fate, line.differing) == (Fate.SAME, [])
    sheet = profile("158-KS70")
    written = {field.id for field in BIRTHS.fields if field.column_158 in sheet.columns}
    for field_id, value in values_of(entry).items():
        if field_id in written and value.text:
            said, normalised = line.values[field_id]
            assert normalised == value.normalised
            if not normalised:
                assert said == value.text
    row_of_audit = AuditRow.objects.filter(action="existing.exported").get()
    assert row_of_audit.object == book.pk


def test_what_was_not_read_is_not_given_out(staff: Staff, book: Book, tmp_path: Path):
    taken_in(staff, sheet_file(tmp_path, [row("7/1998")]))
    made = export_book(by=staff.actor("tuphap"), book=book.pk, sheet="158-KS70")
    path = tmp_path / "out.xlsx"
    path.write_bytes(made.content)
    ((_line, cells),) = open_table(path).rows()
    assert "Lê Thị Sen" not in cells
    with pytest.raises(NoSheetError):
        export_book(by=staff.actor("tuphap"), book=book.pk, sheet="158-KH44")
    with pytest.raises(NotPermittedError):
        export_book(by=staff.actor("congan"), book=book.pk, sheet="158-KS70")


def test_values_are_counted_once_by_field(staff: Staff, book: Book, tmp_path: Path):
    taken_in(staff, sheet_file(tmp_path, [row("7/1998")]))
    entry = Entry.objects.get()
    fields = list(FieldValue.objects.filter(entry=entry).values_list("field", flat=True))
    assert len(fields) == len(set(fields))


@pytest.mark.parametrize("sheet", profiles(), ids=lambda one: one.code)
def test_every_sheet_comes_in_and_goes_out_again(staff: Staff, tmp_path: Path, sheet: Profile):
    kind = register_type(sheet.register_type)
    book = entering_book(staff, register_type=kind.code, edition=kind.editions[0].code)
    cells = write_row(sheet, kind, sheet_values(kind))
    one = dict(zip(sheet.columns, cells, strict=True)) | {"quyenSo": "01/1998"}
    upload = taken_in(staff, sheet_file(tmp_path, [one], sheet.code))
    assert (upload.profile, fates(upload)) == (sheet.code, [(2, Fate.CREATED)])
    entry, clerk = Entry.objects.get(), staff.actor("congan")
    assert set(values_of(entry)) == set(upload.lines.get().values)
    confirmed = {
        field: TypedValue(value.text, origin=Origin.IMPORTED, confirmed=True)
        for field, value in values_of(entry).items()
    }
    correct_entry(by=clerk, entry=entry.pk, expected_version=1, values=confirmed, reason="đã đọc")
    made = export_book(by=staff.actor("tuphap"), book=book.pk, sheet=sheet.code)
    path = tmp_path / made.file_name
    path.write_bytes(made.content)
    again = handed_in(staff, path)
    assert fates(again) == [(2, Fate.SAME)]
    before, after = upload.lines.get().cells, again.lines.get().cells
    assert {key: text for key, text in after.items() if key != "STT"} == before


# Files


def test_csv_with_semicolons_a_title_and_misspelt_headings_is_read(
    staff: Staff, book: Book, tmp_path: Path
):
    one = row("7/1998")
    names = ["nksHoTenn" if name == "nksHoTen" else name for name in one]
    path = tmp_path / "a.csv"
    path.write_text("﻿Danh sách\n" + ";".join(names) + "\n" + ";".join(one.values()) + "\n")
    with pytest.raises(SheetUnreadableError):  # too few of the columns
        open_table(path)
    sheet = profile("158-KS60")
    names = ["nksHoTenn" if name == "nksHoTen" else name for name in sheet.headings]
    cells = [one.get(name, "") for name in sheet.columns]
    path.write_text("﻿Danh sách\n" + ";".join(names) + "\n" + ";".join(cells) + "\n")
    upload = handed_in(staff, path)
    assert upload.profile == "158-KS60"
    assert ["nksHoTenn", "nksHoTen", True] in upload.headings
    assert fates(upload) == [(3, Fate.NEW)]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "unknown_columns"),
        (b"PK\x03\x04 no zip", "not_a_table"),
        (b"so,quyenSo\n\xff\xfe\n", "encoding"),
        (b"\x00\x01\x02", "not_a_table"),
        (b"ho ten,nam sinh\nLan,1998\n", "unknown_columns"),
    ],
)
def test_other_files_are_refused(tmp_path: Path, content: bytes, problem: str):
    path = tmp_path / "x.xlsx"
    path.write_bytes(content)
    with pytest.raises(SheetUnreadableError) as fault:
        open_table(path)
    assert fault.value.problem == problem


def test_a_zip_bomb_a_large_file_and_too_many_rows_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    path = sheet_file(tmp_path, [row("1/1998"), row("2/1998")])
    table = open_table(path)
    monkeypatch.setattr("hotich.apps.existing.tables.MOST_ROWS", 1)
    with pytest.raises(SheetUnreadableError, match="too_many_rows"):
        list(table.rows())
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("bomb.xml", b"\0" * (201 * 1024 * 1024))
    with pytest.raises(SheetUnreadableError, match="too_big"):
        open_table(path)
    monkeypatch.setattr("hotich.apps.existing.tables.MOST_BYTES", 10)
    path.write_bytes(sheet_bytes([row("1/1998")]))
    with pytest.raises(SheetUnreadableError, match="too_big"):
        open_table(path)
    with pytest.raises(SheetUnreadableError, match="missing"):
        open_table(tmp_path / "none.xlsx")


@pytest.mark.parametrize(
    "lines", ["a,b\n" + "x" * 32_768 + ",1\n", "a," * 600_000 + "\n"], ids=["cell", "line"]
)
def test_a_line_or_a_cell_that_is_no_sheets_is_refused(tmp_path: Path, lines: str):
    path = tmp_path / "a.csv"
    path.write_text(lines)
    with pytest.raises(SheetUnreadableError, match="not_a_table"):
        open_table(path)


def test_a_changed_file_is_not_read(staff: Staff, book: Book, tmp_path: Path):
    path = sheet_file(tmp_path, [row("1/1998")])
    hand_in(
        by=staff.actor("tuphap"),
        path=path,
        file_name="a.xlsx",
        original_office=staff.nga_truong,
        token=uuid4(),
    )
    path.write_bytes(sheet_bytes([row("2/1998")]))
    run_jobs()
    upload = Upload.objects.get()
    assert (upload.withdraw_reason, upload.lines.count()) == ("changed", 0)
    assert not path.exists()


def test_a_file_of_too_many_rows_is_withdrawn_while_it_is_read(
    staff: Staff, book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("hotich.apps.existing.tables.MOST_ROWS", 1)
    upload = handed_in(staff, sheet_file(tmp_path, [row("1/1998"), row("2/1998")]))
    assert (upload.withdraw_reason, upload.judged_at) == ("too_many_rows", None)
    with pytest.raises(NotReadyError):
        confirm_import(by=staff.actor("tuphap"), upload=upload.pk)


# What was taken in is compared with the book like any other entry


def test_an_officer_confirms_the_book_and_the_entry_comes_to_its_outcome(
    staff: Staff, book: Book, tmp_path: Path
):
    given = {"child.full_name": "Lê Thị Sen", "child.birth_date": "27.02.1998"}
    taken_in(staff, sheet_file(tmp_path, [row("7/1998")]))
    entry, clerk = Entry.objects.get(), staff.actor("congan")
    child = entry.mentions.get(role="child")
    person = given_person(
        full_name="Lê Thị Sen",
        birth_date="1998-02-27",
        mother_name="Mai Thị Cúc",
        father_name="Lê Văn Tùng",
        place_of_birth="Trạm y tế xã Nga Trường",
    )
    result = look_up(
        by=clerk,
        mention=child.pk,
        entry=entry.pk,
        terms=LookupTerms(full_name=given["child.full_name"], birth=from_iso("1998-02-27")),
        breadth=Breadth.NARROW,
        reason="kết luận",
    )
    decision = link_mention(by=clerk, mention=child.pk, person=person.uuid, lookup=result.lookup)
    assert decision.outcome == Outcome.UNDECIDED  # nobody has read the book yet
    confirmed = {
        field: TypedValue(value.text, origin=Origin.IMPORTED, confirmed=True)
        for field, value in values_of(entry).items()
    }
    correct_entry(
        by=clerk, entry=entry.pk, expected_version=1, values=confirmed, reason="đã đọc trong sổ"
    )
    entry.refresh_from_db()
    assert outcome_of(entry) == Outcome.CONSISTENT
    assert {value.confirmed for value in values_of(entry).values()} == {True}
    assert {value.origin for value in values_of(entry).values()} == {"imported"}
    # He who handed the file in may sign for the entry, he who read the book may not.
    assert typists_of(entry) == {clerk.officer}
    assert check_entry(by=staff.actor("tuphap"), entry=entry.pk, side=Side.JUSTICE, accepted=True)


def test_a_returned_entry_goes_to_whoever_types(staff: Staff, book: Book, tmp_path: Path):
    taken_in(staff, sheet_file(tmp_path, [row("7/1998")]))
    entry = Entry.objects.get()
    mark_returned(by=staff.actor("tuphap"), entry=entry.pk, reason="sai ngày")
    for login in ("congan", "congan2"):
        assert list(returned_entries(staff.actor(login))) == [entry]
        assert may_correct(staff.actor(login), entry)
    assert not may_correct(make_neighbours(staff).actor("congan-khac"), entry)


@pytest.mark.parametrize(
    ("in_practice", "problem"), [(True, "practice_file"), (False, "real_file")]
)
def test_a_sheet_given_out_goes_back_only_to_its_own_kind_of_installation(
    staff: Staff, book: Book, tmp_path: Path, settings, in_practice: bool, problem: str
):
    taken_in(staff, sheet_file(tmp_path, [row("1/1998")]))
    settings.PRACTICE = in_practice
    exported = export_book(by=staff.actor("tuphap"), book=book.pk, sheet="158-KS70")
    assert exported.file_name.startswith("luyen-tap-") is in_practice
    path = tmp_path / "given.xlsx"
    path.write_bytes(exported.content)
    assert handed_in(staff, path).withdraw_reason == ""
    settings.PRACTICE = not in_practice
    path.write_bytes(exported.content)
    upload = handed_in(staff, path)
    assert upload.withdraw_reason == problem
    assert not upload.lines.exists()


@pytest.mark.parametrize(
    ("in_practice", "number", "problem"),
    [
        (False, "000098012345", "practice_file"),
        (True, "038198012345", "real_file"),
        (True, "000098012345", ""),
        (False, "038198012345", ""),
    ],
)
def test_people_of_practice_and_real_people_do_not_meet(
    staff: Staff, book: Book, tmp_path: Path, settings, in_practice, number, problem
):
    settings.PRACTICE = in_practice
    upload = handed_in(staff, sheet_file(tmp_path, [row("1/1998", **{_NUMBER: number})]))
    assert upload.withdraw_reason == problem
