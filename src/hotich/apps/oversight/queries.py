"""Who did and saw what? Reads of the audit, always of the chain of the officer's own office."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext

from hotich.apps.accounts.bounds import within
from hotich.apps.accounts.models import Officer, Workstation, WorkstationCheck
from hotich.apps.accounts.permissions import Permission
from hotich.apps.accounts.workstations import CHECKLIST
from hotich.apps.audit.about import RowsAbout
from hotich.apps.audit.actor import Actor
from hotich.apps.audit.models import AuditHead, AuditRow, AuditSubject
from hotich.apps.entry.models import Entry, Link, Mention
from hotich.apps.entry.queries import entry_label
from hotich.apps.registers.definitions import definition
from hotich.core.registers import read_entry_number, read_entry_year

MOST = 50
_NEWEST = 50_000
_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


@dataclass(frozen=True, slots=True)
class LogFilter:
    """What of the log is wanted; empty = all."""

    since: date | None = None
    until: date | None = None
    officer: UUID | None = None
    action: str = ""
    object: UUID | None = None


@dataclass(frozen=True, slots=True)
class Watched:
    """A person of an entry by his role; `subjects` are the mention and who was linked to it."""

    mention: UUID
    role: str
    persons: tuple[UUID, ...] = field(default=())

    @property
    def subjects(self) -> tuple[UUID, ...]:
        """Return every UUID under which the audit may name him."""
        return (self.mention, *self.persons)


@dataclass(frozen=True, slots=True)
class FoundEntry:
    """An entry that a number names, by its label, with the people in it; no name is given."""

    entry: UUID
    label: str
    people: tuple[Watched, ...]


@dataclass(frozen=True, slots=True)
class Computer:
    """A computer with its last check; None = never checked.

    `failed` are the words of the points that the last check found not met.
    """

    workstation: Workstation
    last: WorkstationCheck | None
    days_left: int | None
    failed: tuple[str, ...] = ()
    is_bound: bool = False

    @property
    def may_be_used(self) -> bool:
        """Whether a check is in force."""
        return self.days_left is not None and self.days_left >= 0 and not self.failed


def log(by: Actor, wanted: LogFilter) -> QuerySet[AuditRow]:
    """Return the rows of the office's chain that fit, newest first."""
    rows = _chain(by)
    if wanted.since is not None:
        rows = rows.filter(at__gte=_start_of(wanted.since))
    if wanted.until is not None:
        rows = rows.filter(at__lt=_start_of(wanted.until + timedelta(days=1)))
    if wanted.officer is not None:
        rows = rows.filter(officer=wanted.officer)
    if wanted.action:
        rows = rows.filter(action=wanted.action)
    if wanted.object is not None:
        rows = rows.filter(object=wanted.object)
    return rows.order_by("-sequence")


def concerned(rows: Iterable[AuditRow]) -> dict[int, int]:
    """Return how many persons and mentions each of these rows concerns, by its key."""
    named = AuditSubject.objects.filter(row__in=[row.pk for row in rows]).order_by()
    return dict(named.values("row").annotate(count=Count("pk")).values_list("row", "count"))


def officers_in(by: Actor) -> list[tuple[UUID, str]]:
    """Return the officers of the office who stand in its chain, by name."""
    acted = _chain(by).filter(officer=OuterRef("pk"))
    rows = Officer.objects.filter(Exists(acted), appointments__office=by.office_id)
    return list(rows.order_by("full_name").values_list("pk", "full_name").distinct())


def actions_in(by: Actor) -> list[str]:
    """Return the codes of the actions among the newest rows of the office's chain."""
    head = AuditHead.objects.filter(pk=by.office_id).values_list("sequence", flat=True).first()
    rows = _chain(by).filter(sequence__gt=(head or 0) - _NEWEST)
    return list(rows.order_by("action").values_list("action", flat=True).distinct())


def find_entries(by: Actor, text: str) -> list[FoundEntry]:
    """Return the entries of the office's books that a number such as "87/1998" names.

    The caller records the search. Nothing that stands in an entry is read.
    """
    by.require(Permission.AUDIT_VIEW)
    number = read_entry_number(text)
    if number is None:
        return []
    rows = Entry.objects.filter(_covered(by, "book"), number=number.number)
    if number.suffix:
        rows = rows.filter(suffix=number.suffix)
    year = read_entry_year(text)
    if year is not None:
        rows = rows.filter(year=year)
    rows = rows.select_related("book", "original_office").order_by("-year", "number", "suffix")
    return [
        FoundEntry(entry.pk, entry_label(entry), tuple(people_of(entry))) for entry in rows[:MOST]
    ]


def get_watched(by: Actor, mention: UUID) -> tuple[FoundEntry, Watched]:
    """Return a person of an entry of the office's books; raises Mention.DoesNotExist."""
    by.require(Permission.AUDIT_VIEW)
    rows = Mention.objects.filter(_covered(by, "entry__book"))
    found = rows.select_related("entry__book", "entry__original_office").get(pk=mention)
    people = tuple(people_of(found.entry))
    entry = FoundEntry(found.entry_id, entry_label(found.entry), people)
    return entry, next(one for one in people if one.mention == mention)


def _covered(by: Actor, book: str) -> Q:
    """Return the condition that a book of the actor's office is one he may ask of."""
    covered = within(by, Permission.AUDIT_VIEW, register_type=f"{book}__register_type", book=book)
    return covered & Q(**{f"{book}__holding_office": by.office_id})


def people_of(entry: Entry) -> list[Watched]:
    """Return the people of an entry by role, principal ones first, undone links among theirs."""
    mentions = list(entry.mentions.order_by("-principal", "role", "ordinal"))
    linked: dict[UUID, list[UUID]] = {one.pk: [] for one in mentions}
    for mention, person in Link.objects.filter(mention__in=mentions).values_list(
        "mention", "person"
    ):
        linked[mention].append(person)
    roles = {role.code: role.label for role in definition(entry.register_type).roles}
    return [
        Watched(one.pk, roles.get(one.role, one.role), tuple(dict.fromkeys(linked[one.pk])))
        for one in mentions
    ]


def seen_by(by: Actor, subjects: Collection[UUID]) -> RowsAbout:
    """Return the rows of the office's chain that concern any of the subjects, newest first."""
    by.require(Permission.AUDIT_VIEW)
    return RowsAbout(by.office_id, subjects)


def computers(by: Actor, *, day: date) -> list[Computer]:
    """Return the computers of the office with their last check, those without one first."""
    found = []
    rows = Workstation.objects.filter(office=by.office_id)
    rows = rows.prefetch_related("checks__by", "devices")
    points = dict(CHECKLIST)
    for one in rows.order_by("name"):
        checks = sorted(one.checks.all(), key=lambda check: (check.checked_on, check.pk))
        last = checks[-1] if checks else None
        left = (last.expires_on - day).days if last else None
        failed = tuple(gettext(points.get(code, code)) for code in last.failed) if last else ()
        bound = any(device.ended_at is None for device in one.devices.all())
        found.append(Computer(one, last, left, failed, bound))
    return sorted(found, key=lambda one: -1 if one.days_left is None else one.days_left)


def unlisted_workstations(by: Actor, *, since: datetime) -> list[str]:
    """Return the computers that acts since then name and that the office does not list."""
    known = Workstation.objects.filter(office=by.office_id).values_list("name", flat=True)
    rows = _chain(by).filter(at__gte=since, officer__isnull=False).exclude(workstation="")
    rows = rows.exclude(workstation__startswith="job ").order_by("workstation")
    named = rows.values_list("workstation", flat=True).distinct()
    return [name for name in named if name not in set(known)]


def _chain(by: Actor) -> QuerySet[AuditRow]:
    by.require(Permission.AUDIT_VIEW)
    return AuditRow.objects.filter(chain=by.office_id)


def _start_of(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=_ZONE)
