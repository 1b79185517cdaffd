"""A practice book, and two clerks who type it: one reads the book, one confirms what is offered."""

from uuid import UUID, uuid4

from django.utils import timezone

from hotich.apps.audit.actor import Actor
from hotich.apps.entry import actions as entry
from hotich.apps.entry.habits import habits_of
from hotich.apps.entry.models import Entry, Reservation
from hotich.apps.entry.offering import offers
from hotich.apps.entry.parties import Party
from hotich.apps.entry.typed import Conclusion, EntryInput, Identity, TypedValue
from hotich.apps.jobs.actions import claim, fail, finish
from hotich.apps.population.lookups import LookupTerms, look_up
from hotich.apps.population.models import Breadth
from hotich.apps.population.queries import person_values
from hotich.apps.registers.definitions import definition
from hotich.apps.training.actions import start_book
from hotich.apps.training.models import PracticeBook, PracticeEntry
from hotich.apps.training.problems import NobodyPreparesError, NotPracticeError
from hotich.config.jobs import function_of
from hotich.core.dates import from_iso, read_date
from hotich.core.registers import Origin, Reading


def prepared(by: Actor, register_type: str = "KS", *, seed: int = 7) -> PracticeBook:
    """Return a practice book of the officer, printed and with its people loaded."""
    practice = start_book(by=by, register_type=register_type, seed=seed)
    run_jobs()
    return PracticeBook.objects.get(pk=practice.pk)


def run_jobs() -> None:
    """Run what waits in the queue, without the worker's heart beat beside a test's transaction."""
    while (lease := claim(timezone.now())) is not None:
        try:
            function_of(lease.job.kind)(lease)
            finish(lease)
        except (NotPracticeError, NobodyPreparesError) as fault:
            fail(lease, type(fault).__name__)


def type_all(by: Actor, practice: PracticeBook, *, reads: bool, most: int | None = None) -> None:
    """Type the book: as it stands there, or with every text confirmed that the form offers."""
    for one in practice.entries.order_by("number")[:most]:
        type_one(by, practice, one, reads=reads)


def type_one(by: Actor, practice: PracticeBook, one: PracticeEntry, *, reads: bool) -> Entry:
    """Type one entry of the book."""
    kind = definition(practice.register_type)
    held = entry.reserve_number(by=by, book=practice.book_id, number=str(one.number), year=one.year)
    parties = {role.code: _party(by, held, role.code, one) for role in kind.principal_roles}
    values = {
        field: TypedValue(text, Reading(reading))
        for field, (text, reading, _normalised) in one.truth.items()
        if field not in {"entry.number", "entry.volume"}
    }
    if not reads:
        given = offers(kind, practice.book, "", habits_of(practice.book, one.year), parties)
        values |= {
            field: TypedValue(offer.text, origin=offer.origin, confirmed=True)
            for field, offer in given.items()
            if field in values and offer.origin is Origin.PREFILLED
        }
    conclusions = {role: party.conclusion({}) for role, party in parties.items()}
    conclusions = {
        role: one if one.identity is Identity.LINK else Conclusion()
        for role, one in conclusions.items()
    }
    return entry.save_entry(by=by, given=EntryInput(held.pk, uuid4(), values, conclusions)).entry


def _party(by: Actor, held: Reservation, role: str, one: PracticeEntry) -> Party:
    name = one.truth.get(f"{role}.full_name", ["", "", ""])[0]
    born = read_date(one.truth.get(f"{role}.birth_date", [""])[0], book_year=one.year).date
    result = look_up(
        by=by,
        mention=UUID(held.mentions[f"{role}:0"]),
        entry=held.entry,
        terms=LookupTerms(full_name=name, birth=born or from_iso("")),
        breadth=Breadth.NARROW,
        reason="luyện tập",
    )
    if not result.candidates:
        return Party(role)
    person = result.candidates[0].person
    return Party(role, Identity.LINK, result.lookup, person, values=person_values(person))
