"""The inventory out and in: a round trip, and each row that is not taken with its reason."""

from dataclasses import replace
from datetime import date

import pytest
from django.utils import timezone, translation

from hotich.apps.audit.actor import NotPermittedError
from hotich.apps.audit.models import AuditRow
from hotich.apps.registers import actions
from hotich.apps.registers.actions import importing
from hotich.apps.registers.exporting import lines_of
from hotich.apps.registers.importing import Verdict, plan_import
from hotich.apps.registers.inventory import InventoryFilter, find_books
from hotich.apps.registers.models import Book, State
from hotich.apps.registers.ordering import grouped
from hotich.apps.registers.queries import books_of
from hotich.documents.inventory import InventoryLine, ReadLine, inventory_xlsx, read_inventory
from tests.support.books import given_book
from tests.support.office import Staff

pytestmark = pytest.mark.django_db
LINE = InventoryLine(
    register_type="KS",
    edition="older",
    office="UBND xã Nga Trường",
    volume="01/1998",
    condition="mờ chữ",
    year="1998",
    pages="100",
    entries="150",
    blank="2",
    note="=HYPERLINK(1)",
)


def rows(*lines: InventoryLine) -> list[ReadLine]:
    return [ReadLine(number, line) for number, line in enumerate(lines, start=2)]


def verdicts(staff: Staff, *lines: InventoryLine) -> list[tuple[str, str]]:
    plan = plan_import(by=staff.actor("tuphap"), rows=rows(*lines), on=timezone.localdate())
    return [(row.verdict.value, row.problem) for row in plan.rows]


def take(staff: Staff, *lines: InventoryLine) -> actions.Imported:
    return actions.import_inventory(
        by=staff.actor("tuphap"), rows=rows(*lines), on=timezone.localdate()
    )


def exported(staff: Staff) -> list[InventoryLine]:
    return lines_of(grouped(find_books(staff.actor("tuphap"), InventoryFilter())))


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_file_written_is_the_inventory_again(staff: Staff, language: str):
    by = staff.actor("tuphap")
    first = given_book(
        staff,
        volume="01/1998",
        years=((1998, 100, 150), (1999, None, None)),
        received_on=date(2025, 7, 1),
        received_document="Biên bản số 5",
    )
    given_book(staff, volume="không năm", office=staff.old_ba_dinh, numbers_by_volume=True)
    given_book(staff, volume="-1", register_type="KH", edition="older", years=((2001, 5, 9),))
    actions.record_page_fault(by=by, book=first, kind="torn", count=4, year=1999)
    actions.describe_book(by=by, book=first, condition="worn", note="@mất bìa")
    with translation.override(language):
        read = read_inventory(inventory_xlsx(exported(staff)))
        before = exported(staff)
        for book in Book.objects.all():
            actions.void_book(by=by, book=book, reason="thử nạp lại")
        done = actions.import_inventory(by=by, rows=read, on=timezone.localdate())
        assert (done.written, done.duplicate, done.faulty) == (4, 0, 0)
        assert exported(staff) == before
        again = actions.import_inventory(by=by, rows=read, on=timezone.localdate())
        assert (again.written, again.duplicate) == (0, 4)


def test_planning_writes_nothing_and_taking_is_audited(staff: Staff):
    count = AuditRow.objects.count()
    assert verdicts(staff, LINE) == [("accepted", "")]
    assert (Book.objects.count(), AuditRow.objects.count()) == (0, count)
    take(staff, LINE)
    book = Book.objects.get()
    assert (book.condition, book.note) == ("faded", "=HYPERLINK(1)")
    assert book.page_faults.get().count == 2
    assert AuditRow.objects.filter(action="book.inventory_imported").count() == 1


def test_a_year_is_added_to_a_book_that_is_there(staff: Staff):
    take(staff, LINE)
    assert verdicts(staff, replace(LINE, year="1999", blank="")) == [("accepted", "")]
    take(staff, replace(LINE, year="1999", blank=""))
    assert [one.year for one in Book.objects.get().closings.order_by("year")] == [1998, 1999]


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"register_type": "ZZ"}, "Không có loại sổ này"),
        ({"edition": "1850"}, "không có mẫu in như vậy"),
        ({"edition": ""}, "không có mẫu in như vậy"),
        ({"office": "UBND xã Hồ Vương"}, "không thuộc các cơ quan"),
        ({"office": "UBND xã Ba Đình"}, "nhiều cơ quan cùng tên"),
        ({"volume": ""}, "Chưa ghi quyển số"),
        ({"volume": "0" * 61}, "dài quá 60 ký tự"),
        ({"volume": "1\n2"}, "ký tự không lưu được"),
        ({"by_volume": "maybe"}, "chỉ ghi"),
        ({"condition": "mới tinh"}, "Không có tình trạng này"),
        ({"year": "5005"}, "Năm phải từ 1900"),
        ({"year": "1899"}, "Năm phải từ 1900"),
        ({"year": "mười"}, "không phải là số"),
        ({"year": ""}, "chưa ghi năm"),
        ({"pages": "10001"}, "không phải là số"),
        ({"entries": "-1"}, "không phải là số"),
        ({"blank": "²"}, "không phải là số"),
        ({"received_on": "31/02/2025"}, "Không đọc được ngày"),
        ({"received_on": "01/01/2999"}, "chưa đến"),
        ({"note": "x" * 501}, "dài quá 500 ký tự"),
    ],
)
def test_a_faulty_row_says_why_and_is_not_taken(staff: Staff, changes, problem: str):
    ((verdict, said),) = verdicts(staff, replace(LINE, **changes))
    assert verdict == Verdict.FAULTY
    assert problem in said
    assert take(staff, replace(LINE, **changes)).faulty == 1
    assert not Book.objects.exists()


def test_a_formula_is_faulty(staff: Staff):
    plan = plan_import(
        by=staff.actor("tuphap"), rows=[ReadLine(2, LINE, has_formula=True)], on=date(2026, 1, 1)
    )
    assert "công thức" in plan.faulty[0].problem


def test_rows_are_read_beside_each_other(staff: Staff):
    said = verdicts(staff, LINE, LINE, replace(LINE, year="1999", condition="tốt"))
    assert [verdict for verdict, _problem in said] == ["accepted", "duplicate", "faulty"]
    assert "dòng 2" in said[1][1]
    assert "dòng 2" in said[2][1]


def test_rows_are_read_beside_the_inventory(staff: Staff, other_commune: Staff):
    book = given_book(staff, volume="01/1998", years=((1998, 1, 1),), state=State.LOCKED)
    assert verdicts(staff, LINE)[0][0] == "duplicate"
    assert "đã chốt dữ liệu" in verdicts(staff, replace(LINE, year="1999"))[0][1]
    Book.objects.filter(pk=book.pk).update(holding_office=other_commune.commune)
    assert "cơ quan khác" in verdicts(staff, LINE)[0][1]


def test_another_edition_than_before_is_faulty(staff: Staff):
    given_book(staff, volume="01/1998", edition="2015", years=((1998, 1, 1),))
    assert "mẫu in khác" in verdicts(staff, replace(LINE, year="1999"))[0][1]


def test_only_who_prepares_books_plans_and_takes(staff: Staff):
    for login in ("congan", "lanhdao", "c06"):
        for act in (plan_import, actions.import_inventory):
            with pytest.raises(NotPermittedError):
                act(by=staff.actor(login), rows=rows(LINE), on=date(2026, 1, 1))
    assert not books_of(staff.actor("tuphap")).exists()


@pytest.mark.parametrize("hidden", [False, True])
def test_another_officer_was_quicker(staff: Staff, monkeypatch, hidden: bool):
    """The book came between the plan and the write; even between the last look and the write."""
    lines = rows(LINE, replace(LINE, volume="02"))
    plan = plan_import(by=staff.actor("tuphap"), rows=lines, on=timezone.localdate())
    monkeypatch.setattr(importing, "plan_import", lambda **_given: plan)
    given_book(staff, volume="01/1998", years=((1998, 1, 1),))
    if hidden:
        monkeypatch.setattr(importing, "_known", _first_blind(importing._known))
    done = take(staff, LINE)
    assert (done.written, done.overtaken) == (1, 1)
    assert Book.objects.get(volume_label="01/1998").closings.get().declared_entries == 1


def _first_blind(known):
    """Return the look, blind the first time."""
    seen: list[object] = []

    def look(keys):
        seen.append(keys)
        return known(keys) if len(seen) > 1 else {}

    return look
