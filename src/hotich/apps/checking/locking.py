"""When are the data of a book locked (chốt dữ liệu), and the book reported complete?"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from hotich.apps.accounts.permissions import Permission
from hotich.apps.audit.actor import Actor, NotPermittedError
from hotich.apps.audit.writing import locked, record, writing
from hotich.apps.checking import gaps
from hotich.apps.checking.marks import Mark, marks_of
from hotich.apps.checking.models import Completion, ReconciledYear, Reconciliation
from hotich.apps.checking.problems import NotLockedError, NotReadyError
from hotich.apps.checking.reconciling import YearResult
from hotich.apps.checking.signing import LOCKED
from hotich.apps.checking.totals import results_of
from hotich.apps.entry.models import Entry
from hotich.apps.jobs.actions import enqueue
from hotich.apps.registers.actions import set_state
from hotich.apps.registers.models import Book, BookState, State
from hotich.apps.registers.queries import get_book, state_of
from hotich.core.names import verbatim

DELIVER = "checking.deliver"
_LOCKABLE = frozenset({State.ENTERED, State.CHECKED})


@dataclass(frozen=True, slots=True)
class Obstacles:
    """What is missing before the data of a book can be locked; all nought and empty: nothing.

    Undecided entries, open cases and pending numbers are none of them.
    """

    state: State
    unsettled: tuple[YearResult, ...]
    unchecked: int
    unchecked_links: int
    being_corrected: int

    @property
    def has_state(self) -> bool:
        """Return whether typing was finished, and the data are not locked already."""
        return self.state in _LOCKABLE

    @property
    def is_clear(self) -> bool:
        """Return whether the data can be locked."""
        return self._is_signed and not self.unsettled

    @property
    def only_totals(self) -> bool:
        """Return whether only the totals are left, so that a reason can take their place."""
        return self._is_signed and bool(self.unsettled)

    @property
    def _is_signed(self) -> bool:
        left = self.unchecked + self.unchecked_links + self.being_corrected
        return self.has_state and not left


def obstacles_of(book: Book) -> Obstacles:
    """Return what stands in the way of locking the book's data now."""
    entries = Entry.objects.filter(book=book, voided_at__isnull=True)
    marks = marks_of(entries).values()
    return Obstacles(
        state=state_of(book),
        unsettled=tuple(one for one in results_of(book) if not one.is_settled),
        unchecked=sum(one.justice is not Mark.ACCEPTED for one in marks),
        unchecked_links=sum(one.police not in {Mark.ACCEPTED, Mark.NO_LINK} for one in marks),
        being_corrected=sum(bool(one.waiting) for one in marks),
    )


def finish_entry(*, by: Actor, book: UUID) -> BookState:
    """Record that everything in the book has been typed; a typist's or a checker's act.

    Raises: registers' WrongStateError; Book.DoesNotExist.
    """
    return set_state(by=by, book=get_book(by, book), state=State.ENTERED)


def reconcile(*, by: Actor, book: UUID, reason: str = "") -> Reconciliation:
    """Reconcile the book with its declared totals and keep the result as it is now.

    `reason` is why the data are locked all the same, where they are.

    Raises: Book.DoesNotExist.
    """
    if not any(by.may(right) for right in gaps.RIGHTS):
        raise NotPermittedError(gaps.RIGHTS[0])
    with writing(by) as at:
        mine = get_book(by, book, *gaps.RIGHTS)
        results = results_of(mine)
        kept = Reconciliation.objects.create(
            book=mine,
            settled=all(one.is_settled for one in results),
            reason=reason,
            by_id=by.officer_id,
            recorded_at=at,
        )
        ReconciledYear.objects.bulk_create(_years(kept, results))
        record(by, "check.reconciled", mine.pk, after={"settled": kept.settled})
    return kept


def lock_book(*, by: Actor, book: UUID, reason: str = "") -> BookState:
    """Lock the data of the book: from now on its register text is frozen.

    Needs the book reconciled, every entry accepted as it stands by the justice side, every live
    link by the police, and no correction pending. Keeps a last reconciliation. Totals that do
    not add up are locked only with the officer's reason, which stays with the reconciliation and
    the state; open cases, undecided entries and pending numbers are no obstacle.

    Raises: NotReadyError with what is missing; Book.DoesNotExist.
    """
    by.require(Permission.BOOK_LOCK)
    with writing(by):
        mine = locked(Book.objects.filter(pk=get_book(by, book, Permission.BOOK_LOCK).pk)).get()
        found = obstacles_of(mine)
        why = verbatim(reason).strip()[:500]
        if not (found.is_clear or (found.only_totals and why)):
            raise NotReadyError(found)
        why = why if found.unsettled else ""
        reconcile(by=by, book=book, reason=why)
        set_state(by=by, book=mine, state=State.CHECKED)
        row = set_state(by=by, book=mine, state=State.LOCKED, reason=why)
        entries = Entry.objects.filter(book=mine, voided_at__isnull=True).count()
        record(by, "check.data_locked", mine.pk, reason=why, after={"entries": entries})
    return row


def report_complete(*, by: Actor, book: UUID) -> Completion:
    """Report the book complete (báo hoàn thành sổ); its facts go out by a job. Twice is once.

    Raises: NotLockedError; Book.DoesNotExist.
    """
    by.require(Permission.BOOK_LOCK)
    with writing(by) as at:
        mine = locked(Book.objects.filter(pk=get_book(by, book, Permission.BOOK_LOCK).pk)).get()
        if state_of(mine) not in LOCKED:
            raise NotLockedError
        existing = Completion.objects.filter(book=mine).first()
        if existing is not None:
            return existing
        job = enqueue(by=by, kind=DELIVER, parameters={"book": str(mine.pk)})
        row = Completion.objects.create(book=mine, job=job.pk, by_id=by.officer_id, recorded_at=at)
        record(by, "check.book_complete", mine.pk, after={"job": job.pk})
    return row


def _years(kept: Reconciliation, results: Sequence[YearResult]) -> list[ReconciledYear]:
    return [
        ReconciledYear(
            reconciliation=kept,
            year=one.year,
            declared=one.declared,
            entered=one.entered,
            gaps=one.counted_gaps,
            excess=one.excess or 0,
            unexplained=one.unexplained_count,
            repeated=len(one.repeated),
            contradicted=len(one.contradicted),
            settled=one.is_settled,
        )
        for one in results
    ]
