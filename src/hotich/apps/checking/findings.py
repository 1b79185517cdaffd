"""What do entries say together that is worth a second look? Remarks: nothing waits for them."""

import hashlib
import hmac
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext

from hotich.apps.accounts.permissions import Permission
from hotich.apps.audit.actor import Actor, NotPermittedError
from hotich.apps.audit.writing import record, writing
from hotich.apps.checking.gathering import (
    REGISTERED_ON,
    Gathered,
    date_fields,
    entries_about,
    gather,
)
from hotich.apps.checking.models import FindingSeen
from hotich.apps.checking.problems import NoFindingError, ReasonMissingError
from hotich.apps.entry.models import Entry, Link, Mention
from hotich.apps.entry.queries import visible_entries
from hotich.apps.registers.definitions import definition as definition_of
from hotich.apps.registers.models import Book
from hotich.core.law import INSTRUMENTS
from hotich.core.registers import (
    REMARK_RULES,
    CrossRemark,
    Neighbour,
    PersonEvent,
    cross_remarks,
    sentinel_dates,
    sequence_remarks,
)

RIGHTS = (Permission.CHECK_BOOK, Permission.CHECK_LINK)
_RULES = {rule.code: (place, rule) for place, rule in enumerate(REMARK_RULES)}
# A day that stands on many entries is told again when it stands on so many more.
_STEP = 20


@dataclass(frozen=True, slots=True)
class Finding:
    """One remark on entries, as it stands now.

    `fingerprint` is of what it rests on, `subject` of the rule and its entries alone. `detail` is
    the column and the day of a date that stands on too many. `seen` tells who has looked at it as
    it stands, `before` who had while it stood otherwise.
    """

    code: str
    entries: tuple[Entry, ...]
    fingerprint: str
    subject: str
    detail: tuple[str, str] = ("", "")
    seen: FindingSeen | None = None
    before: FindingSeen | None = None

    @property
    def words(self) -> str:
        """The remark, in the language of the page."""
        return gettext(_RULES[self.code][1].words)

    @property
    def law(self) -> str:
        """The number of the instrument it rests on, "" when it is a check of the program's own."""
        key = _RULES[self.code][1].law
        return INSTRUMENTS[key].number if key in INSTRUMENTS else ""


def findings_of(by: Actor, book: Book) -> list[Finding]:
    """Return what concerns entries of the book, by rule and number; those not seen come first.

    It rests on current values and live links of all entries the officer's office sees.
    """
    _require(by)
    gathered = gather(entries_about(by, book))
    inside = {uuid for uuid, entry in gathered.entries.items() if entry.book_id == book.pk}
    return _with_views(by, _found(gathered, inside))


def all_findings(by: Actor) -> list[Finding]:
    """Return what concerns any entry the officer's office sees; as `findings_of`."""
    _require(by)
    gathered = gather(visible_entries(by))
    return _with_views(by, _found(gathered, set(gathered.entries)))


def count_unseen(by: Actor, book: Book) -> int:
    """Return how many findings of the book nobody of the office has looked at."""
    return sum(one.seen is None for one in findings_of(by, book))


def record_view_of(*, by: Actor, findings: Iterable[Finding], about: UUID | None) -> None:
    """Put on record that the officer is about to see the people of these entries.

    `about` is the book, None for all of the office. The people they are linked to are named,
    too: a finding says that two entries speak of one.
    """
    ids = {entry.pk for one in findings for entry in one.entries}
    if not ids:
        return
    mentions = Mention.objects.filter(entry__in=ids)
    live = Link.objects.filter(mention__entry__in=ids, undone_at__isnull=True)
    subjects = [*mentions.values_list("pk", flat=True), *live.values_list("person", flat=True)]
    with writing(by):
        record(
            by,
            "check.findings_viewed",
            about or by.office_id,
            subjects=subjects,
            reason="xem các điểm cần xem lại",
        )


def mark_seen(*, by: Actor, fingerprint: str, remark: str, book: Book | None = None) -> FindingSeen:
    """Record that the officer has looked at a finding as it stands, and what he says of it.

    It does not come again until something it rests on changes. Marked twice is marked once.

    Raises: ReasonMissingError; NoFindingError when there is no such finding now.
    """
    _require(by)
    if not remark.strip():
        raise ReasonMissingError
    known = findings_of(by, book) if book else all_findings(by)
    finding = next((one for one in known if one.fingerprint == fingerprint), None)
    if finding is None:
        raise NoFindingError
    with writing(by) as at:
        rows = FindingSeen.objects.filter(office=by.office_id, fingerprint=fingerprint)
        if (seen := rows.first()) is not None:
            return seen
        row = FindingSeen.objects.create(
            office_id=by.office_id,
            code=finding.code,
            subject=finding.subject,
            fingerprint=fingerprint,
            remark=remark.strip()[:500],
            by_id=by.officer_id,
            recorded_at=at,
        )
        entries = [entry.pk for entry in finding.entries]
        subjects = list(Mention.objects.filter(entry__in=entries).values_list("pk", flat=True))
        after = {"code": finding.code, "fingerprint": fingerprint}
        record(by, "check.finding_seen", row.pk, subjects=subjects, reason=remark, after=after)
    return row


def _require(by: Actor) -> None:
    if not any(by.may(right) for right in RIGHTS):
        raise NotPermittedError(RIGHTS[0])


def _found(gathered: Gathered, inside: set[UUID]) -> list[Finding]:
    own = [entry for entry in gathered.entries.values() if entry.pk in inside]
    series = sorted(own, key=attrgetter("year", "number", "suffix", "occurrence"))
    books: defaultdict[UUID, list[Entry]] = defaultdict(list)
    for entry in series:
        books[entry.book_id].append(entry)
    found = [
        *(one for entries in books.values() for one in _out_of_sequence(gathered, entries)),
        *(one for entries in books.values() for one in _sentinels(gathered, entries)),
        *_across(gathered, inside),
    ]
    return sorted(found, key=_order)


def _order(finding: Finding) -> tuple[object, ...]:
    first = finding.entries[0]
    place = _RULES[finding.code][0]
    return (place, first.year, str(first.book_id), first.number, first.suffix, finding.subject)


def _out_of_sequence(gathered: Gathered, entries: list[Entry]) -> Iterator[Finding]:
    """Yield the numbers of a book that were registered before the number that precedes them."""
    dated = [one for one in entries if gathered.date(one.pk, REGISTERED_ON).year is not None]
    for before, entry in pairwise(dated):
        left, right = (
            Neighbour(one.year, gathered.date(one.pk, REGISTERED_ON)) for one in (before, entry)
        )
        for remark in sequence_remarks(left, right):
            rests = [left.registered_on.iso(), right.registered_on.iso()]
            yield _finding(remark.code, (before, entry), rests)


def _sentinels(gathered: Gathered, entries: list[Entry]) -> Iterator[Finding]:
    """Yield the days that stand on too many entries of a book, column by column."""
    definition = definition_of(entries[0].register_type)
    for field_id in date_fields(definition):
        days = {one.pk: gathered.said(one.pk, field_id).normalised for one in entries}
        for suspect in sentinel_dates(days.values()):
            held = tuple(one for one in entries if days[one.pk] == suspect.day)
            rests = [str(held[0].book_id), field_id, suspect.day, str(suspect.entries // _STEP)]
            shown = gathered.date(held[0].pk, field_id).vietnamese()
            detail = (definition.field(field_id).label, shown)
            yield _finding("sentinel_date", held, rests, subject=rests[:3], detail=detail)


def _across(gathered: Gathered, inside: set[UUID]) -> Iterator[Finding]:
    """Yield what the entries say together of one person or family."""
    events: defaultdict[str, list[PersonEvent]] = defaultdict(list)
    for event in gathered.events():
        events[event.entry].append(event)
    for remark in cross_remarks(one for held in events.values() for one in held):
        entries = tuple(gathered.entries[UUID(one)] for one in remark.entries)
        if inside.intersection(one.pk for one in entries):
            subject = [*sorted(remark.entries), *sorted(remark.persons)]
            yield _finding(remark.code, entries, _rests(remark, events), subject=subject)


def _rests(remark: CrossRemark, events: dict[str, list[PersonEvent]]) -> list[str]:
    return [repr(event) for entry in remark.entries for event in events[entry]]


def _finding(
    code: str,
    entries: tuple[Entry, ...],
    rests: list[str],
    *,
    subject: list[str] | None = None,
    detail: tuple[str, str] = ("", ""),
) -> Finding:
    named = subject or sorted(str(one.pk) for one in entries)
    return Finding(code, entries, _digest([code, *named, *rests]), _digest([code, *named]), detail)


def _digest(parts: list[str]) -> str:
    """Return a keyed digest: what a finding rests on are names and dates."""
    text = json.dumps(parts, ensure_ascii=False)
    return hmac.new(settings.DIGEST_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()


def _with_views(by: Actor, findings: list[Finding]) -> list[Finding]:
    """Return the findings with who has looked at them; those not seen first."""
    rows = FindingSeen.objects.filter(office=by.office_id).select_related("by")
    seen: dict[str, FindingSeen] = {}
    last: dict[str, FindingSeen] = {}
    for row in rows.order_by("recorded_at", "pk"):
        seen[row.fingerprint] = last[row.subject] = row
    told = [
        Finding(
            one.code,
            one.entries,
            one.fingerprint,
            one.subject,
            one.detail,
            seen.get(one.fingerprint),
            None if one.fingerprint in seen else last.get(one.subject),
        )
        for one in findings
    ]
    return sorted(told, key=lambda one: one.seen is not None)
