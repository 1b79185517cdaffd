"""Taking books into the inventory: who may, what is kept, what is refused."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from hotich.apps.accounts.models import Office
from hotich.apps.audit.actor import NotPermittedError
from hotich.apps.audit.models import AuditRow
from hotich.apps.registers import actions, queries
from hotich.apps.registers.models import Assignment, Book, Condition, Custody, State, YearlyClosing
from hotich.apps.registers.problems import SignatureMissingError
from hotich.core.registers import UnknownRegisterType
from tests.support.books import SIGNED, given_book
from tests.support.office import Staff

pytestmark = pytest.mark.django_db


def test_a_book_is_kept_as_written_with_its_years(staff: Staff):
    book = given_book(staff, volume="01/1998", years=((1998, 100, 150), (1999, None, 20)))
    found = queries.get_book(staff.actor("tuphap"), book.pk)
    assert found.volume_label == "01/1998"
    assert found.holding_office == staff.commune
    assert found.original_office == staff.nga_truong
    assert queries.years_of(book) == [1998, 1999]
    assert queries.state_of(book) is State.UNPREPARED
    label = queries.book_label(found)
    assert label == "Sổ đăng ký khai sinh, quyển 01/1998, UBND xã Nga Trường (đến 30/06/2025)"


def test_a_label_that_says_volume_itself_is_not_doubled(staff: Staff):
    book = given_book(staff, volume="Quyển số 2")
    assert ", Quyển số 2, " in queries.book_label(book)


def test_the_inventory_is_the_first_custody_row(staff: Staff):
    book = given_book(
        staff, received_on=date(2025, 7, 1), received_document="Biên bản số 5/BB-UBND"
    )
    row = Custody.objects.get(book=book)
    assert (row.from_office, row.to_office) == (staff.nga_truong, staff.commune)
    assert (row.on_day, row.document) == (date(2025, 7, 1), "Biên bản số 5/BB-UBND")


def test_an_own_book_came_from_nobody(staff: Staff):
    book = given_book(staff, office=staff.commune, received_on=date(2025, 7, 1))
    row = Custody.objects.get(book=book)
    assert (row.from_office, row.on_day) == (None, None)


def test_each_step_is_audited(staff: Staff):
    book = given_book(staff, years=((1998, 1, 2),))
    rows = AuditRow.objects.filter(object=book.pk).order_by("sequence")
    assert [row.action for row in rows] == ["book.registered", "book.year_declared"]


def test_the_same_book_twice_names_the_first(staff: Staff):
    first = given_book(staff, volume="01/1998")
    with pytest.raises(actions.BookExistsError) as refused:
        given_book(staff, volume=" 01/1998 ")
    assert refused.value.existing == first
    assert Book.objects.count() == 1


def test_the_same_label_stands_in_two_predecessors(staff: Staff):
    given_book(staff, volume="01/1998")
    given_book(staff, volume="01/1998", office=staff.old_ba_dinh)
    assert queries.books_of(staff.actor("tuphap")).count() == 2


def test_nothing_is_written_when_a_year_is_refused(staff: Staff):
    with pytest.raises(actions.YearOutOfRangeError):
        given_book(staff, years=((1998, 1, 1), (1799, 1, 1)))
    assert not Book.objects.exists()
    assert not AuditRow.objects.filter(action__startswith="book.").exists()


def test_what_the_law_or_the_definition_does_not_know_is_refused(staff: Staff):
    with pytest.raises(UnknownRegisterType):
        given_book(staff, register_type="ZZ")
    with pytest.raises(actions.UnknownEditionError):
        given_book(staff, edition="1850")
    with pytest.raises(actions.FutureDayError):
        given_book(staff, received_on=date(2999, 1, 1))
    with pytest.raises(Office.DoesNotExist):
        given_book(staff, office=staff.justice_department)


def test_only_a_justice_officer_takes_books_in(staff: Staff):
    for login in ("congan", "truongca", "lanhdao", "c06", "so"):
        with pytest.raises(NotPermittedError):
            given_book(staff, login=login)


def test_books_of_another_office_do_not_exist_here(staff: Staff, other_commune: Staff):
    book = given_book(staff)
    stranger = other_commune.actor("tuphap-khac")
    with pytest.raises(Book.DoesNotExist):
        queries.get_book(stranger, book.pk)
    with pytest.raises(Book.DoesNotExist):
        actions.declare_year(by=stranger, book=book, year=1998)
    with pytest.raises(Book.DoesNotExist):
        actions.void_book(by=stranger, book=book, reason="thử")
    assert not queries.books_of(stranger).exists()


def test_a_corrected_year_keeps_the_former(staff: Staff):
    by = staff.actor("tuphap")
    book = given_book(staff, years=((1998, 100, 150),))
    with pytest.raises(actions.ReasonMissingError):
        actions.declare_year(by=by, book=book, year=1998, pages=100, entries=151)
    former = YearlyClosing.objects.get(book=book)
    actions.declare_year(
        by=by, book=book, year=1998, pages=100, entries=151, reason="đọc nhầm lời khóa sổ"
    )
    former.refresh_from_db()
    assert former.replace_reason == "đọc nhầm lời khóa sổ"
    assert queries.declared(book).entries == 151
    assert former.replaced_at is not None
    before = former.recorded_at
    assert queries.declared(book, at=before).entries == 150
    assert queries.declared(book, at=former.replaced_at).entries == 151


def test_the_same_figures_again_write_nothing(staff: Staff):
    book = given_book(staff, years=((1998, 100, 150),))
    rows = AuditRow.objects.count()
    actions.declare_year(by=staff.actor("tuphap"), book=book, year=1998, pages=100, entries=150)
    assert AuditRow.objects.count() == rows


def test_what_is_not_declared_is_missing_and_never_nought(staff: Staff):
    book = given_book(staff, years=((1998, None, 150), (1999, None, None)))
    total = queries.declared(book)
    assert (total.pages, total.entries) == (None, 150)
    assert (total.pages_complete, total.entries_complete) == (False, False)
    assert queries.declared_in(book, 1998).entries_complete
    assert queries.declared_in(book, 2001).entries is None


def test_a_year_taken_in_by_mistake_is_withdrawn(staff: Staff):
    by = staff.actor("tuphap")
    book = given_book(staff, years=((1998, 1, 1), (1999, 1, 1)))
    with pytest.raises(YearlyClosing.DoesNotExist):
        actions.withdraw_year(by=by, book=book, year=2001, reason="x")
    with pytest.raises(actions.ReasonMissingError):
        actions.withdraw_year(by=by, book=book, year=1999, reason=" ")
    actions.withdraw_year(by=by, book=book, year=1999, reason="thuộc quyển khác")
    assert queries.years_of(book) == [1998]
    assert YearlyClosing.objects.filter(book=book).count() == 2
    actions.mark_ready(by=by, book=book)
    with pytest.raises(actions.NoYearError):
        actions.withdraw_year(by=by, book=book, year=1998, reason="thuộc quyển khác")


def test_condition_and_note_are_written_anew(staff: Staff):
    book = given_book(staff)
    actions.describe_book(
        by=staff.actor("tuphap"), book=book, condition=Condition.FADED, note="mờ trang 3"
    )
    book.refresh_from_db()
    assert (book.condition, book.note) == ("faded", "mờ trang 3")
    seen = [(row.condition, row.note) for row in book.conditions.order_by("recorded_at")]
    assert seen == [("good", ""), ("faded", "mờ trang 3")]


def test_the_same_description_again_is_no_row(staff: Staff):
    book = given_book(staff)
    rows = AuditRow.objects.count()
    actions.describe_book(by=staff.actor("tuphap"), book=book, condition="good", note="")
    assert (book.conditions.count(), AuditRow.objects.count()) == (1, rows)


def test_a_void_book_keeps_its_row_and_frees_its_label(staff: Staff):
    by = staff.actor("tuphap")
    book = given_book(staff, volume="01/1998")
    with pytest.raises(actions.ReasonMissingError):
        actions.void_book(by=by, book=book, reason="")
    actions.void_book(by=by, book=book, reason="kiểm kê hai lần")
    with pytest.raises(Book.DoesNotExist):
        queries.get_book(by, book.pk)
    assert queries.get_book(by, book.pk, voided=True).void_reason == "kiểm kê hai lần"
    given_book(staff, volume="01/1998")


def test_a_book_once_typed_in_is_not_voided(staff: Staff):
    by = staff.actor("tuphap")
    book = given_book(staff, years=((1998, 1, 1),), state=State.ENTERING)
    with pytest.raises(actions.TypingBegunError):
        actions.void_book(by=by, book=book, reason="nhầm")
    actions.set_state(by=by, book=book, state=State.READY, reason="chưa nhập gì")
    with pytest.raises(actions.TypingBegunError):
        actions.void_book(by=by, book=book, reason="nhầm")


def test_custody_goes_to_another_office_with_everything(staff: Staff, other_commune: Staff):
    by = staff.actor("tuphap")
    book = given_book(staff, years=((1998, 1, 1),), state=State.READY, team=staff.team)
    before = Custody.objects.get(book=book).recorded_at
    row = actions.transfer_custody(
        by=by,
        book=book,
        to_office=other_commune.commune,
        on_day=date(2025, 8, 1),
        document="Biên bản bàn giao số 7",
        signatures=SIGNED,
    )
    with pytest.raises(Book.DoesNotExist):
        queries.get_book(by, book.pk)
    assert queries.get_book(other_commune.actor("tuphap-khac"), book.pk) == book
    assert queries.assigned_team(book) is None
    given = Assignment.objects.get(book=book).recorded_at
    assert queries.assigned_team(book, at=given) == staff.team
    assert book in queries.books_held(staff.commune.pk, as_of=before)
    assert book not in queries.books_held(staff.commune.pk, as_of=row.recorded_at)
    assert book in queries.books_held(other_commune.commune.pk, as_of=row.recorded_at)


def test_custody_goes_to_no_office_that_cannot_hold_books(staff: Staff):
    by, book = staff.actor("tuphap"), given_book(staff)
    for office in (staff.commune, staff.nga_truong, staff.centre, Office(pk=uuid4())):
        with pytest.raises(Office.DoesNotExist):
            actions.transfer_custody(
                by=by,
                book=book,
                to_office=office,
                on_day=date(2025, 8, 1),
                signatures=SIGNED,
            )


def test_custody_is_not_handed_over_tomorrow(staff: Staff, other_commune: Staff):
    with pytest.raises(actions.FutureDayError):
        actions.transfer_custody(
            by=staff.actor("tuphap"),
            book=given_book(staff),
            to_office=other_commune.commune,
            on_day=date(2999, 1, 1),
            signatures=SIGNED,
        )
    assert Custody.objects.count() == 1


def test_a_transfer_is_signed_by_both_sides(staff: Staff, other_commune: Staff):
    book = given_book(staff)
    to = {"book": book, "to_office": other_commune.commune, "on_day": date(2025, 8, 1)}
    for field in ("given_by", "given_post", "received_by", "received_post"):
        unsigned = replace(SIGNED, **{field: " "})
        with pytest.raises(SignatureMissingError) as refused:
            actions.transfer_custody(by=staff.actor("tuphap"), signatures=unsigned, **to)
        assert refused.value.field == field
    row = actions.transfer_custody(by=staff.actor("tuphap"), signatures=SIGNED, **to)
    assert (row.given_by, row.received_post) == ("Mai Thị Tư", "Công chức làm công tác hộ tịch")


def test_the_hand_over_of_long_ago_keeps_who_signed_it(staff: Staff):
    book = actions.register_book(
        by=staff.actor("tuphap"),
        register_type="KS",
        edition="older",
        original_office=staff.nga_truong,
        volume_label="01",
        signatures=SIGNED,
    )
    assert book.custody.get().given_by == "Mai Thị Tư"
