"""What the tables themselves refuse."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction

from hotich.apps.registers.models import (
    Assignment,
    Book,
    Custody,
    State,
    YearlyClosing,
)
from tests.support.books import given_book
from tests.support.office import Staff

pytestmark = pytest.mark.django_db


def twice(book: Book, staff: Staff) -> None:
    book.pk, book._state.adding = "6f1c8c1e-5a4e-4f2a-9d55-7f6f3a1b2c3d", True
    book.save(force_insert=True)


def void_without_reason(book: Book, staff: Staff) -> None:
    Book.objects.filter(pk=book.pk).update(voided_at=book.recorded_at)


def reason_without_void(book: Book, staff: Staff) -> None:
    Book.objects.filter(pk=book.pk).update(void_reason="nhầm")


def no_label(book: Book, staff: Staff) -> None:
    Book.objects.filter(pk=book.pk).update(volume_label="")


def closing(book: Book, year: int) -> YearlyClosing:
    return YearlyClosing.objects.create(
        book=book, year=year, by=book.by, recorded_at=book.recorded_at
    )


def year_twice(book: Book, staff: Staff) -> None:
    closing(book, 1998)


def year_before_the_first(book: Book, staff: Staff) -> None:
    closing(book, 1899)


def replaced_without_reason(book: Book, staff: Staff) -> None:
    YearlyClosing.objects.filter(book=book).update(replaced_at=book.recorded_at)


def two_teams(book: Book, staff: Staff) -> None:
    Assignment.objects.create(book=book, team=staff.team, by=book.by, recorded_at=book.recorded_at)


def to_oneself(book: Book, staff: Staff) -> None:
    Custody.objects.create(
        book=book,
        from_office=staff.commune,
        to_office=staff.commune,
        by=book.by,
        recorded_at=book.recorded_at,
    )


@pytest.mark.parametrize(
    "broken",
    [
        twice,
        void_without_reason,
        reason_without_void,
        no_label,
        year_twice,
        year_before_the_first,
        replaced_without_reason,
        two_teams,
        to_oneself,
    ],
)
def test_the_database_refuses(staff: Staff, broken: Callable[[Book, Staff], None]):
    book = given_book(staff, years=((1998, 1, 1),), state=State.READY, team=staff.team)
    with pytest.raises(IntegrityError), transaction.atomic():
        broken(book, staff)
