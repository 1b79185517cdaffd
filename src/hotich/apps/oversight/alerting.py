"""What is odd about a day's look-ups? Found from look-ups, views and counters; told once.

The job runs over yesterday and today, and whenever a number was looked up or somebody refused.
"""

import hashlib
import hmac
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from statistics import median
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.dateparse import parse_date
from django.utils.module_loading import import_string
from django.utils.timezone import localtime

from hotich.apps.accounts.models import Officer
from hotich.apps.audit.actor import Actor
from hotich.apps.audit.models import AuditRow
from hotich.apps.audit.writing import record, writing
from hotich.apps.jobs.actions import Lease
from hotich.apps.oversight.alert_models import AccessAlert, AccessAlertKind, WatchedNumber
from hotich.apps.population.models import DailyUse, Lookup, LookupCandidate, Person, QuotaKind
from hotich.core.names import fold, split_name

K = AccessAlertKind
# The hours of an office. No law sets them for this work.
BEGINS: Final = time(6, 0)
ENDS: Final = time(19, 0)
_SUNDAY: Final = 6
# Below so many in a day nothing is odd.
FLOORS: Final = {QuotaKind.LOOKUP: 150, QuotaKind.PERSON: 15, QuotaKind.NUMBER: 8}
TIMES: Final = 3
DAYS_BEFORE: Final = 30
DAYS_NEEDED: Final = 5
OWN_NAMES: Final = 5
OTHERS_NEEDED: Final = 50
USUAL_SHARE: Final = 0.2
IN_VAIN: Final = 10
VIEWS: Final = ("person.viewed",)
_ZONE: Final = ZoneInfo("Asia/Ho_Chi_Minh")


@dataclass(slots=True)
class Seen:
    """What one officer looked up and saw on a day."""

    officer: UUID
    times: list[datetime] = field(default_factory=list)
    surnames: Counter[str] = field(default_factory=Counter)
    persons: set[UUID] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Odd:
    """Something to be told, before it is a row."""

    officer: UUID
    kind: AccessAlertKind
    figures: Mapping[str, object]
    about: str = ""


def run(lease: Lease) -> None:
    """Tell what was odd on the day and in the office of the job; without them, of late."""
    asked = lease.job.parameters
    day = parse_date(str(asked.get("day", "")))
    today = localtime(lease.job.recorded_at).date()
    days = [day] if day else [today - timedelta(days=1), today]
    told = 0
    for one in days:
        offices = [UUID(str(asked["office"]))] if "office" in asked else _offices(one)
        told += sum(tell(by=lease.by, office=office, day=one) for office in offices)
    lease.advance(cursor={"done": True}, done=told)


def tell(*, by: Actor, office: UUID, day: date) -> int:
    """Write a row for everything odd of the office's day that has none yet; return how many."""
    found = list(odd(office, day))
    with writing(by) as at:
        known = set(
            AccessAlert.objects.filter(office=office, day=day).values_list(
                "officer", "kind", "about"
            )
        )
        fresh = [one for one in found if (one.officer, one.kind.value, one.about) not in known]
        for one in fresh:
            row = AccessAlert.objects.create(
                office=office,
                officer_id=one.officer,
                kind=one.kind,
                day=day,
                about=one.about,
                figures=dict(one.figures),
                recorded_at=at,
            )
            record(by, "oversight.alerted", row.pk, reason=one.kind.value)
    return len(fresh)


def odd(office: UUID, day: date) -> Iterator[Odd]:
    """Yield what was odd in the office on the day."""
    seen = seen_on(office, day)
    yield from _odd_volumes(office, day)
    yield from _refusals(office, day)
    for one in seen.values():
        yield from _odd_hours(one)
        yield from _family(one)
    yield from _own_surnames(office, day, seen)
    yield from _watched(office, seen)


def number_digest(pin: str) -> str:
    """Return the keyed digest under which a number stands in the watch-list."""
    key = settings.DIGEST_KEY.encode()
    return hmac.new(key, f"watch-list {pin}".encode(), hashlib.sha256).hexdigest()


def seen_on(office: UUID, day: date, until: date | None = None) -> dict[UUID, Seen]:
    """Return what each officer of the office looked up and saw, by officer."""
    begins = datetime.combine(day, time(), tzinfo=_ZONE)
    ends = datetime.combine(until or day + timedelta(days=1), time(), tzinfo=_ZONE)
    found: dict[UUID, Seen] = {}
    lookups = Lookup.objects.filter(
        office=office, recorded_at__gte=begins, recorded_at__lt=ends
    ).exclude(answer__mode="unattended")
    of_lookup: dict[UUID, UUID] = {}
    for uuid, officer, at, terms in lookups.values_list("pk", "by_id", "recorded_at", "terms"):
        one = found.setdefault(officer, Seen(officer))
        one.times.append(at)
        one.surnames[_surname(terms.get("full_name", ""))] += 1
        of_lookup[uuid] = officer
    shown = LookupCandidate.objects.filter(lookup__in=lookups.values("pk"))
    for lookup, person in shown.values_list("lookup_id", "person"):
        found[of_lookup[lookup]].persons.add(person)
    views = AuditRow.objects.filter(
        chain=office, action__in=VIEWS, at__gte=begins, at__lt=ends, officer__isnull=False
    )
    for viewer, at, viewed in views.values_list("officer", "at", "object"):
        if viewer is not None and viewed is not None:
            one = found.setdefault(viewer, Seen(viewer))
            one.times.append(at)
            one.persons.add(viewed)
    return found


def _odd_volumes(office: UUID, day: date) -> Iterator[Odd]:
    """Yield those who used far more than on their own days before; new ones, than the team."""
    since = day - timedelta(days=DAYS_BEFORE)
    before = DailyUse.objects.filter(office=office, day__gte=since, day__lt=day)
    used: dict[tuple[UUID, str], list[int]] = {}
    team: dict[str, list[int]] = {}
    for officer, kind, count in before.values_list("officer", "kind", "used"):
        used.setdefault((officer, kind), []).append(count)
        team.setdefault(kind, []).append(count)
    for row in DailyUse.objects.filter(office=office, day=day):
        own = used.get((row.officer_id, row.kind), [])
        usual = own if len(own) >= DAYS_NEEDED else team.get(row.kind, [])
        floor = FLOORS[QuotaKind(row.kind)]
        middle = median(usual) if len(usual) >= DAYS_NEEDED else floor
        if row.used > max(floor, TIMES * middle):
            figures = {"count": row.used, "usual": int(middle)}
            yield Odd(row.officer_id, K.VOLUME, figures, about=row.kind)


def _refusals(office: UUID, day: date) -> Iterator[Odd]:
    for row in DailyUse.objects.filter(office=office, day=day):
        if row.refused or row.missed >= IN_VAIN:
            figures = {"refused": row.refused, "missed": row.missed}
            yield Odd(row.officer_id, K.REFUSED, figures, about=row.kind)


def _odd_hours(seen: Seen) -> Iterator[Odd]:
    late = sorted(local for at in seen.times if not _is_open(local := at.astimezone(_ZONE)))
    if late:
        figures = {"count": len(late), "first": f"{late[0]:%H:%M}", "last": f"{late[-1]:%H:%M}"}
        yield Odd(seen.officer, K.HOUR, figures)


def _is_open(at: datetime) -> bool:
    return at.weekday() != _SUNDAY and BEGINS <= at.time() < ENDS


def _family(seen: Seen) -> Iterator[Odd]:
    count = len(seen.persons & _own_family(seen.officer))
    if count:
        yield Odd(seen.officer, K.FAMILY, {"count": count})


def _own_family(officer: UUID) -> frozenset[UUID]:
    found: frozenset[UUID] = import_string(settings.OWN_FAMILY)(officer)
    return found


def _own_surnames(office: UUID, day: date, seen: dict[UUID, Seen]) -> Iterator[Odd]:
    """Yield those who looked up their own surname far more often than others came upon it."""
    officers = Officer.objects.in_bulk(list(seen))
    before = seen_on(office, day - timedelta(days=DAYS_BEFORE), until=day)
    for one in seen.values():
        own = _surname(officers[one.officer].full_name)
        count, total = one.surnames[own], one.surnames.total()
        others = _together(
            each.surnames
            for whole in (before, seen)
            for each in whole.values()
            if each.officer != one.officer
        )
        is_known = others.total() >= OTHERS_NEEDED
        share = others[own] / others.total() if is_known else USUAL_SHARE
        if count >= OWN_NAMES and count > TIMES * share * total:
            yield Odd(one.officer, K.SURNAME, {"count": count, "total": total})


def _watched(office: UUID, seen: dict[UUID, Seen]) -> Iterator[Odd]:
    rows = WatchedNumber.objects.filter(office=office, ended_at__isnull=True)
    listed = set(rows.values_list("digest", flat=True))
    if not listed:
        return
    digests = _digests({person for one in seen.values() for person in one.persons})
    for one in seen.values():
        for digest in sorted({digests.get(person, "") for person in one.persons} & listed):
            yield Odd(one.officer, K.WATCHED, {}, about=digest)


def _digests(persons: Collection[UUID]) -> dict[UUID, str]:
    rows = Person.objects.filter(uuid__in=persons, pin__isnull=False)
    return {uuid: number_digest(pin) for uuid, pin in rows.values_list("uuid", "pin") if pin}


def _together(counts: Iterable[Counter[str]]) -> Counter[str]:
    total: Counter[str] = Counter()
    for one in counts:
        total.update(one)
    return total


def _surname(name: str) -> str:
    return fold(split_name(name).surname) if name.strip() else ""


def _offices(day: date) -> list[UUID]:
    begins = datetime.combine(day, time(), tzinfo=_ZONE)
    used = DailyUse.objects.filter(day=day).values_list("office", flat=True)
    looked = Lookup.objects.filter(
        recorded_at__gte=begins, recorded_at__lt=begins + timedelta(days=1)
    ).values_list("office", flat=True)
    return sorted({*used, *looked}, key=str)
