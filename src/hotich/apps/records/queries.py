"""Which records does an officer see, and how does he find one?"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from hotich.apps.accounts.bounds import within
from hotich.apps.accounts.permissions import Permission
from hotich.apps.audit.actor import Actor
from hotich.apps.population.apart import reads_sealed, without_apart
from hotich.apps.records.models import Fault, Record, RecordVersion
from hotich.apps.records.payload import Payload
from hotich.core.names import fold
from hotich.core.pin import compact

MOST = 500


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for; empty = any. At least one of the first three must be given."""

    name: str = ""
    number: str = ""
    entry_number: int | None = None
    year: int | None = None
    register_type: str = ""
    book: str = ""


def records_of(by: Actor) -> QuerySet[Record]:
    """Return the records of the actor's office in books that his posts cover.

    A Justice Department sees its offices' too. What is kept from the officer does not exist for
    him, nor does a sealed record but for the named readers of the office that holds it.
    """
    by.require(Permission.RECORD_VIEW)
    mine = Q(office=by.office_id)
    if by.may(Permission.HANDOVER_FORWARD):
        mine |= Q(office__superior=by.office_id)
    rows = Record.objects.filter(mine, within(by, Permission.RECORD_VIEW))
    return seen(by, rows).order_by("register_type", "year", "number", "suffix", "pk")


def seen(by: Actor, rows: QuerySet[Record]) -> QuerySet[Record]:
    """Return the records but for those kept from the officer: his family's, and sealed ones."""
    readable = Q(office=by.office) if reads_sealed(by) else Q(pk__in=())
    return without_apart(by, rows.filter(readable | Q(sealed=False)), "entry")


def get_record(by: Actor, uuid: UUID) -> Record:
    """Return a record; raises Record.DoesNotExist, also for another office's."""
    return records_of(by).get(pk=uuid)


def find(by: Actor, wanted: Wanted) -> QuerySet[Record]:
    """Return the records that meet all that is given, at most `MOST`.

    A name is found without accents and in any part of a person's name; a personal ID number must
    be whole. The caller records the search before anything is shown.
    """
    rows = records_of(by)
    if wanted.name:
        rows = rows.filter(keys__name__contains=fold(wanted.name))
    if wanted.number:
        rows = rows.filter(keys__number=compact(wanted.number))
    if wanted.entry_number is not None:
        rows = rows.filter(number=wanted.entry_number)
    if wanted.year is not None:
        rows = rows.filter(year=wanted.year)
    if wanted.register_type:
        rows = rows.filter(register_type=wanted.register_type)
    if wanted.book:
        rows = rows.filter(book_label__icontains=wanted.book.strip())
    return rows.distinct()[:MOST]


def payload_of(held: Record) -> Payload:
    """Return what the version in force says."""
    version = held.versions.get(version=held.version)
    if not version.withdrawn:
        payload: Payload = version.payload
        return payload
    # A withdrawal has no text of its own; what was withdrawn stays readable.
    said = held.versions.filter(withdrawn=False).order_by("sequence", "version").last()
    last: Payload = said.payload if said else version.payload
    return last


def versions_of(held: Record) -> list[RecordVersion]:
    """Return the versions of a record, newest first."""
    return list(held.versions.select_related("by").order_by("-version"))


def faults_of(held: Record) -> list[Fault]:
    """Return the faults reported in a record, newest first."""
    return list(held.faults.select_related("by").order_by("-recorded_at"))


def count_records(office: UUID, *, as_of: datetime) -> dict[str, int]:
    """Return by register type how many entries the office's records held at `as_of`."""
    rows = Record.objects.filter(office=office, recorded_at__lte=as_of)
    withdrawn = set(
        RecordVersion.objects.filter(
            record__in=rows.values("pk"), withdrawn=True, recorded_at__lte=as_of
        ).values_list("record", flat=True)
    )
    found: dict[str, int] = {}
    for uuid, code in rows.values_list("pk", "register_type"):
        if uuid not in withdrawn:
            found[code] = found.get(code, 0) + 1
    return found
