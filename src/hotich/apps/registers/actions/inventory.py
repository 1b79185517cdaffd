"""Writes of the inventory: a book taken in, described, its declared years, and voided."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from hotich.apps.accounts.bounds import is_within
from hotich.apps.accounts.models import Office
from hotich.apps.accounts.permissions import Permission
from hotich.apps.accounts.queries import held_offices
from hotich.apps.audit.actor import Actor, NotPermittedError
from hotich.apps.audit.writing import record, writing
from hotich.apps.registers.actions.held import (
    enter_state,
    locked_book,
    require_before,
    require_untyped,
    required,
)
from hotich.apps.registers.declared import DeclaredYear, Signatures
from hotich.apps.registers.definitions import definition as definition_of
from hotich.apps.registers.models import (
    FIRST_YEAR,
    Assignment,
    Book,
    BookCondition,
    Condition,
    Custody,
    State,
    YearlyClosing,
)
from hotich.apps.registers.problems import (
    BookExistsError,
    FutureDayError,
    NoYearError,
    UnknownEditionError,
    YearOutOfRangeError,
)
from hotich.apps.registers.queries import state_of
from hotich.core.names import verbatim


def register_book(
    *,
    by: Actor,
    register_type: str,
    edition: str,
    original_office: Office,
    volume_label: str,
    condition: str = Condition.GOOD,
    numbers_by_volume: bool = False,
    note: str = "",
    years: Sequence[DeclaredYear] = (),
    received_on: date | None = None,
    received_document: str = "",
    signatures: Signatures | None = None,
) -> Book:
    """Take a book into the inventory of the actor's office, with its years, and return it.

    The volume label and the note are kept as written. `received_on`, its document and
    its signatures tell of the hand-over from an office that has ended, where it is known.

    Raises: UnknownRegisterType; UnknownEditionError; Office.DoesNotExist for an office whose
        books are not held here; BookExistsError; YearOutOfRangeError; FutureDayError;
        NotPermittedError for a type that the actor's posts do not cover, or where they name books.
    """
    by.require(Permission.BOOK_PREPARE)
    definition = definition_of(register_type)
    if not is_within(by, Permission.BOOK_PREPARE, register_type=definition.code, book=None):
        raise NotPermittedError(Permission.BOOK_PREPARE)
    if definition.edition(edition) is None:
        raise UnknownEditionError(edition)
    if original_office not in held_offices(by.office_id):
        raise Office.DoesNotExist
    label = verbatim(volume_label).strip()
    with writing(by) as at:
        if received_on is not None and received_on > localdate(at):
            raise FutureDayError
        same = {
            "register_type": definition.code,
            "original_office": original_office,
            "volume_label": label,
            "voided_at": None,
        }
        facts = {
            "edition": edition,
            "numbers_by_volume": numbers_by_volume,
            "condition": Condition(condition),
            "note": verbatim(note).strip(),
        }
        if existing := Book.objects.filter(**same).first():
            raise BookExistsError(existing)
        try:
            with transaction.atomic():
                book = Book.objects.create(
                    holding_office_id=by.office_id,
                    by_id=by.officer_id,
                    recorded_at=at,
                    **same,
                    **facts,
                )
        except IntegrityError as fault:  # another office's officer was quicker
            raise BookExistsError(Book.objects.filter(**same).first()) from fault
        came = original_office.pk != by.office_id
        Custody.objects.create(
            book=book,
            from_office=original_office if came else None,
            to_office_id=by.office_id,
            on_day=received_on if came else None,
            document=verbatim(received_document).strip() if came else "",
            **(signatures.fields() if signatures and came else {}),
            by_id=by.officer_id,
            recorded_at=at,
        )
        enter_state(by=by, book=book, state=State.UNPREPARED)
        _describe(by, book, at=at)
        record(by, "book.registered", book.pk, after={"type": definition.code, **facts})
        for one in years:
            declare_year(by=by, book=book, year=one.year, pages=one.pages, entries=one.entries)
    return book


def describe_book(*, by: Actor, book: Book, condition: str, note: str) -> Book:
    """Write the book's condition and note down anew, as a dated row; the same again is none."""
    with writing(by) as at:
        mine = locked_book(by, book, Permission.BOOK_PREPARE)
        before = {"condition": mine.condition, "note": mine.note}
        mine.condition, mine.note = Condition(condition), verbatim(note).strip()
        after = {"condition": mine.condition, "note": mine.note}
        if before == after:
            return mine
        mine.save(update_fields=["condition", "note"])
        _describe(by, mine, at=at)
        record(by, "book.described", mine.pk, before=before, after=after)
    return mine


def declare_year(
    *,
    by: Actor,
    book: Book,
    year: int,
    pages: int | None = None,
    entries: int | None = None,
    reason: str = "",
) -> YearlyClosing:
    """Record what the book declares for a year, replacing an earlier declaration with a reason.

    The same figures again change nothing.

    Raises: YearOutOfRangeError; ReasonMissingError; WrongStateError once the data are locked.
    """
    with writing(by) as at:
        mine = locked_book(by, book, Permission.BOOK_PREPARE)
        require_before(mine, State.LOCKED)
        latest = localdate(at).year
        if not FIRST_YEAR <= year <= latest:
            raise YearOutOfRangeError(year, latest)
        former = YearlyClosing.objects.filter(book=mine, year=year, replaced_at=None).first()
        if former is not None:
            if (former.declared_pages, former.declared_entries) == (pages, entries):
                return former
            _replace(former, reason, at=at)
        closing = YearlyClosing.objects.create(
            book=mine,
            year=year,
            declared_pages=pages,
            declared_entries=entries,
            by_id=by.officer_id,
            recorded_at=at,
        )
        after = {"year": year, "pages": pages, "entries": entries}
        record(by, "book.year_declared", mine.pk, reason=reason, after=after)
    return closing


def withdraw_year(*, by: Actor, book: Book, year: int, reason: str) -> None:
    """Take a year recorded by mistake out of the book, with a reason, while nothing is typed.

    Raises: YearlyClosing.DoesNotExist; ReasonMissingError; TypingBegunError; NoYearError when it
        is the only year of a book marked ready.
    """
    with writing(by) as at:
        mine = locked_book(by, book, Permission.BOOK_PREPARE)
        require_untyped(mine)
        in_force = YearlyClosing.objects.filter(book=mine, replaced_at=None)
        closing = in_force.get(year=year)
        if state_of(mine) is State.READY and in_force.count() == 1:
            raise NoYearError
        _replace(closing, reason, at=at)
        record(by, "book.year_withdrawn", mine.pk, reason=reason, before={"year": year})


def void_book(*, by: Actor, book: Book, reason: str) -> Book:
    """Void a book taken into the inventory by mistake; allowed while nothing was ever typed.

    Raises: ReasonMissingError; TypingBegunError.
    """
    with writing(by) as at:
        mine = locked_book(by, book, Permission.BOOK_PREPARE)
        require_untyped(mine)
        mine.voided_at, mine.void_reason = at, required(reason)
        mine.save(update_fields=["voided_at", "void_reason"])
        Assignment.objects.filter(book=mine, ended_at=None).update(ended_at=at)
        record(by, "book.voided", mine.pk, reason=reason)
    return mine


def _describe(by: Actor, book: Book, *, at: datetime) -> None:
    BookCondition.objects.create(
        book=book,
        condition=book.condition,
        note=book.note,
        by_id=by.officer_id,
        recorded_at=at,
    )


def _replace(closing: YearlyClosing, reason: str, *, at: datetime) -> None:
    YearlyClosing.objects.filter(pk=closing.pk).update(
        replaced_at=at, replace_reason=required(reason)
    )
