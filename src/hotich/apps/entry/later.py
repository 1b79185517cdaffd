"""What is dated later than a person's death? What an officer must have seen who confirms it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import Final
from uuid import UUID

from django.utils.timezone import localtime
from django.utils.translation import gettext

from hotich.apps.entry.delivering import event_date
from hotich.apps.entry.models import FieldValue, Link, Mention
from hotich.apps.entry.naming import entry_label
from hotich.apps.entry.values import current_values, type_of
from hotich.apps.population.life_queries import asked_as_alive, changes_after, deaths_of, events_of
from hotich.apps.population.models import DeathConfirmation, LifeEventKind
from hotich.apps.population.queries import person_values
from hotich.core.dates import PartialDate, UnreadableDate, from_iso
from hotich.core.registers import EventKind
from hotich.core.words import vi

REGISTERED_ON: Final = "entry.registered_on"
# A child born longer after his father's death than this cannot be his.
_AFTER_FATHER: Final = timedelta(days=300)
_LAST_MONTH: Final = 12

CHANGED: Final = "changed"
REGISTERED: Final = "registered"
CHILD_OF_FATHER: Final = "child_of_father"
CHILD_OF_MOTHER: Final = "child_of_mother"
ALIVE: Final = "alive"
OTHER_DEATH: Final = "other_death"
HELD_DEATH: Final = "held_death"

WORDS: Final[Mapping[str, str]] = {
    CHILD_OF_MOTHER: vi("sinh con sau ngày chết"),
    CHILD_OF_FATHER: vi("con sinh quá 10 tháng sau ngày chết"),
    REGISTERED: vi("đăng ký sau ngày chết"),
    CHANGED: vi("công an điều chỉnh thông tin dân cư sau ngày chết"),
    ALIVE: vi("đề nghị cấp số ghi người này còn sống"),
    OTHER_DEATH: vi("trường hợp khai tử khác ghi ngày chết khác"),
    HELD_DEATH: vi("CSDLQGVDC đã có ngày chết khác"),
}


@dataclass(frozen=True, slots=True)
class Later:
    """Something dated later than the death; `is_sure` is false where a date is not precise.

    `kind` is a kind of event or a key of WORDS; `entry` the entry that says it, if one does.
    """

    kind: str
    date: str
    source: UUID
    label: str = ""
    entry: UUID | None = None
    is_sure: bool = True

    @property
    def words(self) -> str:
        """What happened, in the language of the page."""
        if self.kind in WORDS:
            return gettext(WORDS[self.kind])
        return str(LifeEventKind(self.kind).label)

    @property
    def shown(self) -> tuple[str, str, str]:
        """What is kept of it with the decision: kind, UUID, ISO date."""
        return (self.kind, str(self.source), self.date)


def later_than(death: DeathConfirmation) -> tuple[Later, ...]:
    """Return everything known of the person that is dated after the death, earliest first.

    Entries he is linked to in any role, events of his time line, decisions on his values, a
    number asked for as for the living, and other dates of death whatever they are.
    """
    span = _span(death.date)
    if span is None:
        return ()
    person = death.person.uuid
    links = Link.objects.filter(person=person, undone_at__isnull=True)
    rows = Mention.objects.filter(pk__in=links.values("mention"), entry__voided_at__isnull=True)
    mentions = list(rows.exclude(entry=death.entry).select_related("entry__original_office"))
    found = [
        *_of_mentions(mentions, span),
        *_of_events(person, death, {one.pk for one in mentions}, span),
        *_of_register(death, span),
    ]
    return tuple(sorted(found, key=lambda one: (one.date, one.kind, str(one.source))))


@dataclass(frozen=True, slots=True)
class _Span:
    """The first and the last day that a date of any precision may mean."""

    first: date
    last: date


def _of_mentions(mentions: list[Mention], death: _Span) -> list[Later]:
    values = current_values({one.entry_id for one in mentions})
    found = []
    for one in mentions:
        later = _of_mention(one, values[one.entry_id], death)
        if later is not None:
            found.append(later)
    return found


def _of_mention(mention: Mention, values: Mapping[str, FieldValue], death: _Span) -> Later | None:
    """Return what the entry says that lies after the death: its event, else its registration."""
    event = type_of(mention.entry).event
    if event is not None and mention.role in event.roles:
        day = event_date(event, values)
        later = _later(event.kind.value, mention.role, day, mention, death)
        if later is not None:
            return later
    value = values.get(REGISTERED_ON)
    day = value.normalised if value is not None and value.confirmed else ""
    if not mention.principal or (sure := _is_later(day, death)) is None:
        return None
    entry = mention.entry
    return Later(REGISTERED, day, mention.pk, entry_label(entry), entry.pk, sure)


def _later(kind: str, role: str, day: str, mention: Mention, death: _Span) -> Later | None:
    sure = _is_later(day, death, _AFTER_FATHER if _is_father(kind, role) else timedelta())
    if sure is None:
        return None
    entry = mention.entry
    return Later(_kind(kind, role), day, mention.pk, entry_label(entry), entry.pk, sure)


def _of_events(person: UUID, death: DeathConfirmation, seen: set[UUID], span: _Span) -> list[Later]:
    """Return the later events of the time line whose entries were not looked at above."""
    found = []
    for event in events_of(person).filter(voided_at__isnull=True):
        if event.mention in seen or event.entry == death.entry:
            continue
        shift = _AFTER_FATHER if _is_father(event.kind, event.role) else timedelta()
        sure = _is_later(event.date, span, shift)
        if sure is not None:
            kind = _kind(event.kind, event.role)
            found.append(Later(kind, event.date, event.mention, event.label, event.entry, sure))
    return found


def _of_register(death: DeathConfirmation, span: _Span) -> list[Later]:
    """Return what the population register itself holds against the date."""
    person = death.person.uuid
    found = [
        Later(CHANGED, one.decision_date.isoformat(), one.uuid, one.decision_number)
        for one in changes_after(person, span.last)
    ]
    request = asked_as_alive(person)
    if request is not None:
        day = localtime(request.recorded_at).date().isoformat()
        found.append(Later(ALIVE, day, request.pk, request.entry_label, request.entry))
    found += [
        Later(OTHER_DEATH, one.date, one.mention, one.entry_label, one.entry)
        for one in deaths_of(person)
        if one.pk != death.pk and one.date != death.date
    ]
    held = person_values(person)["death_date"]
    if held and held != death.date:
        found.append(Later(HELD_DEATH, held, person))
    return found


def _is_father(kind: str, role: str) -> bool:
    return kind == EventKind.BIRTH and role == "father"


def _kind(kind: str, role: str) -> str:
    """Return the kind of a later event; a birth says whose child it is."""
    if kind != EventKind.BIRTH or role == "child":
        return kind
    return CHILD_OF_FATHER if role == "father" else CHILD_OF_MOTHER


def _is_later(day: str, death: _Span, shift: timedelta = timedelta()) -> bool | None:
    """Return True for surely later, False for perhaps, None for not later or no date."""
    span = _span(day)
    if span is None or span.last <= death.first + shift:
        return None
    return span.first > death.last + shift


def _span(iso: str) -> _Span | None:
    try:
        read = from_iso(iso)
    except UnreadableDate:
        return None
    return _days(read)


def _days(read: PartialDate) -> _Span | None:
    if read.year is None or not read.is_possible() or not MINYEAR <= read.year < MAXYEAR:
        return None
    first = date(read.year, read.month or 1, read.day or 1)
    if read.day:
        return _Span(first, first)
    month = read.month or _LAST_MONTH
    following = date(read.year + month // _LAST_MONTH, month % _LAST_MONTH + 1, 1)
    return _Span(first, following - timedelta(days=1))
