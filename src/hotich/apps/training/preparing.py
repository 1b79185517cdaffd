"""Make a practice book in the background: its people, its printed pages, its place on the desk."""

import csv
import io
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final
from uuid import UUID

from django.conf import settings
from django.utils.timezone import localdate

from hotich.apps.accounts.actions import add_team
from hotich.apps.accounts.models import Office
from hotich.apps.accounts.permissions import Permission, Role
from hotich.apps.accounts.queries import actor_of, held_offices, officers_of
from hotich.apps.audit.actor import Actor, process
from hotich.apps.audit.writing import writing
from hotich.apps.jobs.actions import Lease
from hotich.apps.population.importing import enqueue_import
from hotich.apps.population.models import Person
from hotich.apps.registers import actions as registers
from hotich.apps.registers.models import Book, Condition, State
from hotich.apps.scans.actions import NewPage, attach_pages
from hotich.apps.training.models import PracticeBook, PracticeEntry
from hotich.apps.training.problems import NobodyPreparesError, NotPracticeError
from hotich.core.places import dated_name, gazetteer
from hotich.core.registers import register_type
from hotich.documents.register_page import (
    PrintedBook,
    WrittenValue,
    book_boxes,
    book_images,
    pages_of,
)
from hotich.synth.options import CODES_AS_OF
from hotich.synth.population_rows import POPULATION_COLUMNS
from hotich.synth.practice_book import PracticeSample, practice_book

KIND: Final = "training.prepare"
ENTRIES: Final = 12
WHERE = "luyện tập"
_MOST_SEEDS = 20
_LEAST_PLANTED = 2


def run(lease: Lease) -> None:
    """Prepare the book of a job; called again after a crash it does what is left.

    Raises: NotPracticeError; NobodyPreparesError.
    """
    _prepare(UUID(str(lease.job.parameters["practice"])))


def _prepare(uuid: UUID) -> None:
    """Make people, book and pages of a practice book that is asked for, and give it to its officer.

    Raises: NotPracticeError; NobodyPreparesError; PracticeBook.DoesNotExist.
    """
    if not settings.PRACTICE:
        raise NotPracticeError
    practice = PracticeBook.objects.select_related("officer").get(pk=uuid)
    if practice.book_id is not None:
        return
    justice = _preparing(practice)
    sample = _sample(practice)
    pages = list(_pages(sample, practice))
    with writing(justice):
        practice.people_job = _send_people(practice, sample)
        book = _registered(practice, sample, justice)
        registers.set_state(by=justice, book=book, state=State.READY, reason=WHERE)
        team = add_team(
            by=justice,
            office=Office.objects.get(pk=justice.office_id),
            name=f"Luyện tập: {practice.officer.full_name}, {practice.volume}"[:120],
            members=[practice.officer],
        )
        registers.assign_book(by=justice, book=book, team=team, reason=WHERE)
        attach_pages(by=justice, book=book, pages=pages)
        PracticeEntry.objects.bulk_create(_truths(practice, sample))
        practice.book = book
        practice.save(update_fields=["people_job", "book"])


def _preparing(practice: PracticeBook) -> Actor:
    """Return a justice officer of the practising officer's office; raises NobodyPreparesError."""
    day = localdate(practice.recorded_at)
    office = actor_of(practice.officer, day=day).office
    if office is None:
        raise NobodyPreparesError
    found = officers_of(office, role=Role.JUSTICE_OFFICER, day=day).first()
    if found is None:
        raise NobodyPreparesError
    return actor_of(found, day=day, workstation=WHERE)


def _sample(practice: PracticeBook) -> PracticeSample:
    """Return the book with people whose numbers nobody has yet, and something planted in it."""
    kind = register_type(practice.register_type)
    form = kind.edition(practice.edition) or kind.editions[-1]
    for place, seed in enumerate(range(practice.seed, practice.seed + _MOST_SEEDS)):
        sample = practice_book(kind, form, entries=ENTRIES, volume=practice.volume, seed=seed)
        planted = sum(bool(entry.planted) for entry in sample.entries)
        if planted < _LEAST_PLANTED and place < _MOST_SEEDS // 2:  # some types offer no text
            continue
        if not Person.objects.filter(pin__in=sample.pins).exists():
            return sample
    raise NobodyPreparesError


def _send_people(practice: PracticeBook, sample: PracticeSample) -> UUID:
    path = Path(settings.MEDIA) / "training" / f"{practice.pk}.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, POPULATION_COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(sample.population)
    by = process(WHERE, Permission.POPULATION_IMPORT)
    return enqueue_import(by=by, path=path, remove=True).pk


def _registered(practice: PracticeBook, sample: PracticeSample, justice: Actor) -> Book:
    held = held_offices(justice.office_id)
    of_code = [one for one in held if one.unit_code == sample.office_code]
    # The old unit of the code where there is one; an office without predecessors has its own.
    original = next((one for one in of_code if one.valid_to), (of_code or held)[0])
    return registers.register_book(
        by=justice,
        register_type=practice.register_type,
        edition=practice.edition,
        original_office=original,
        volume_label=practice.volume,
        condition=Condition.GOOD,
        numbers_by_volume=True,
        note=WHERE,
        years=[registers.DeclaredYear(sample.year, sample.pages, len(sample.entries))],
    )


def _pages(sample: PracticeSample, practice: PracticeBook) -> Iterator[NewPage]:
    unit = gazetteer().unit(sample.office_code, CODES_AS_OF)
    written = [
        (
            str(entry.page),
            {
                field: WrittenValue(value.text, value.reading)
                for field, value in entry.values.items()
            },
        )
        for entry in sample.entries
    ]
    book = PrintedBook(
        register_type=sample.register_type,
        edition=sample.edition.code,
        office=dated_name(unit) if unit else sample.office_code,
        volume=practice.volume,
        year=sample.year,
        pages=pages_of(written),
    )
    for page, image, rows in zip(book.pages, book_images(book), book_boxes(book), strict=True):
        yield NewPage(page.page, io.BytesIO(image), rows, sample.year)


def _truths(practice: PracticeBook, sample: PracticeSample) -> Iterable[PracticeEntry]:
    for entry in sample.entries:
        yield PracticeEntry(
            practice=practice,
            year=sample.year,
            number=entry.number,
            truth={
                field: [value.text, value.reading.value, value.normalised]
                for field, value in entry.values.items()
            },
            planted=dict(entry.planted),
        )
