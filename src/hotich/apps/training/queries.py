"""Which practice books has an officer, and how well did he type them? His own, nobody else's."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from hotich.apps.accounts.permissions import Permission
from hotich.apps.audit.actor import Actor
from hotich.apps.entry.models import Entry, Reservation
from hotich.apps.entry.offering import shown
from hotich.apps.entry.values import current_values
from hotich.apps.jobs.models import Job, JobState
from hotich.apps.registers.definitions import definition
from hotich.apps.training.models import PracticeBook, PracticeEntry
from hotich.apps.training.scoring import Answer, Kept, Score, score
from hotich.core.discrepancies import RegisterValue
from hotich.core.registers import Reading


@dataclass(frozen=True, slots=True)
class Practised:
    """A practice book with how far it is; `state` is preparing, failed, open or done."""

    practice: PracticeBook
    state: str
    typed: int
    entries: int


def books_of(by: Actor) -> QuerySet[PracticeBook]:
    """Return the officer's own practice books, newest first; there is no way to another's."""
    by.require(Permission.ENTRY_TYPE)
    rows = PracticeBook.objects.filter(officer=by.officer_id)
    return rows.select_related("book__original_office").order_by("-recorded_at", "pk")


def get_practice(by: Actor, uuid: UUID) -> PracticeBook:
    """Return an own practice book; raises PracticeBook.DoesNotExist for anybody else's."""
    return books_of(by).get(pk=uuid)


def practised(practice: PracticeBook) -> Practised:
    """Return how far a practice book is."""
    entries = practice.entries.count()
    typed = len(entered(practice))
    if practice.book_id is None or not _is_loaded(practice):
        failed = Job.objects.filter(pk__in=_jobs(practice), state=JobState.FAILED).exists()
        return Practised(practice, "failed" if failed else "preparing", typed, entries)
    return Practised(practice, "done" if entries == typed else "open", typed, entries)


def open_book(by: Actor, register_type: str) -> PracticeBook | None:
    """Return the officer's book of the type that is not typed to its end, or None."""
    for practice in books_of(by).filter(register_type=register_type):
        if practised(practice).state in {"preparing", "open"}:
            return practice
    return None


def entered(practice: PracticeBook) -> list[Entry]:
    """Return what was saved of a practice book, in order of the numbers."""
    if practice.book_id is None:
        return []
    rows = Entry.objects.filter(book=practice.book_id, voided_at__isnull=True)
    return list(rows.select_related("book", "original_office").order_by("number", "occurrence"))


def score_of(practice: PracticeBook) -> Score:
    """Return the score of a practice book; the caller has put the view of its entries on record."""
    kind = definition(practice.register_type)
    saved = {(row.year, row.number): row for row in entered(practice) if row.occurrence == 0}
    values = current_values([row.pk for row in saved.values()])
    begun = dict(
        Reservation.objects.filter(entry__in=[row.pk for row in saved.values()]).values_list(
            "entry", "recorded_at"
        )
    )
    answers, offered = [], {}
    for one in practice.entries.order_by("number"):
        entry = saved.get((one.year, one.number))
        kept = None
        if entry is not None:
            kept = {
                field: Kept(
                    row.text, row.reading, row.normalised, row.agrees, row.confirmed, row.origin
                )
                for field, row in values[entry.pk].items()
            }
        answers.append(
            Answer(
                number=one.number,
                truth=_truth(one),
                planted=one.planted,
                kept=kept,
                took=entry.recorded_at - begun[entry.pk] if entry and entry.pk in begun else None,
            )
        )
        for field, text in one.planted.items():
            offered[one.number, field] = shown(kind.field(field), text)
    return score(kind, answers, offered)


def _truth(one: PracticeEntry) -> Mapping[str, RegisterValue]:
    return {
        field: RegisterValue(text, Reading(reading), normalised)
        for field, (text, reading, normalised) in one.truth.items()
    }


def _jobs(practice: PracticeBook) -> list[UUID]:
    return [job for job in (practice.job, practice.people_job) if job is not None]


def _is_loaded(practice: PracticeBook) -> bool:
    """Return whether the people of the book are in the practice register."""
    loading = Job.objects.filter(pk__in=_jobs(practice)).exclude(state=JobState.DONE)
    return not loading.exists()
