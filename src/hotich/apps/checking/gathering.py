"""What do entries say that the rules across entries need? A few queries, however many there are."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from uuid import UUID

from django.db.models import Q, QuerySet

from hotich.apps.audit.actor import Actor
from hotich.apps.entry.models import Entry, EntryName, EntryNote, FieldValue, Link
from hotich.apps.entry.queries import visible_entries
from hotich.apps.registers.definitions import definitions
from hotich.apps.registers.models import Book
from hotich.apps.tracking.queries import without_sealed
from hotich.core.dates import PartialDate, UnreadableDate, from_iso
from hotich.core.registers import Event, EventKind, Kind, PersonEvent, Reading, RegisterType

REGISTERED_ON = "entry.registered_on"
_KIND = "entry.registration_kind"
_STATE = "entry.marriage_state"
_ANNULLED_ON = "entry.annulled_on"
_AGAIN = "again"
_ENDED = frozenset({"divorced", "annulled"})
_ENDING_NOTES = ("divorce", "marriage_annulled")
_SPOUSE = {"husband": "wife", "wife": "husband"}
# Dated by the day itself alone: the registration may follow years later.
_TO_THE_DAY = frozenset({EventKind.BIRTH, EventKind.DEATH})
_MOTHER, _MOTHER_BORN, _FATHER = "mother.full_name", "mother.birth_date", "father.full_name"
_ISO_DAY = 10
_UNREAD = (Reading.ILLEGIBLE.value, Reading.STRUCK_OUT.value)
_UNKNOWN = PartialDate(None)


@dataclass(frozen=True, slots=True)
class Said:
    """A field as it holds: the text as written and its normalised value."""

    text: str
    normalised: str


_NOTHING = Said("", "")


@dataclass
class Gathered:
    """Entries with what the rules need of each: values, live links, and ends of marriages."""

    entries: dict[UUID, Entry]
    values: dict[UUID, dict[str, Said]]
    persons: dict[UUID, dict[str, UUID]] = field(default_factory=dict)
    ends: dict[UUID, list[str]] = field(default_factory=dict)

    def said(self, entry: UUID, field_id: str) -> Said:
        """Return what the entry says at the field."""
        return self.values[entry].get(field_id, _NOTHING)

    def date(self, entry: UUID, field_id: str) -> PartialDate:
        """Return the date at the field, unknown where none was read."""
        return _date(self.said(entry, field_id).normalised)

    def person(self, entry: UUID, role: str) -> str:
        """Return the UUID of the linked person, "" for none."""
        found = self.persons.get(entry, {}).get(role)
        return str(found) if found else ""

    def events(self) -> Iterator[PersonEvent]:
        """Yield what each entry says of each person whose time line it enters."""
        told = {one.code: one.event for one in definitions()}
        for entry in self.entries.values():
            event = told.get(entry.register_type)
            if event is not None:
                yield from self._events_of(entry, event)

    def _events_of(self, entry: Entry, event: Event) -> Iterator[PersonEvent]:
        uuid, day = entry.pk, self._day(entry.pk, event)
        for role in event.roles:
            yield self._event(entry, role, event.kind, day)
        if event.kind is EventKind.MARRIAGE:
            for ended in self._ended(uuid):
                for role in event.roles:
                    yield self._event(entry, role, EventKind.DIVORCE, ended)

    def _event(self, entry: Entry, role: str, kind: EventKind, day: PartialDate) -> PersonEvent:
        uuid, spouse = entry.pk, _SPOUSE.get(role, "")
        is_child = kind is EventKind.BIRTH and role == "child"
        return PersonEvent(
            entry=str(uuid),
            register_type=entry.register_type,
            role=role,
            person=self.person(uuid, role),
            kind=kind,
            date=day,
            name=self.said(uuid, f"{role}.full_name").text,
            birth=self.date(uuid, f"{role}.birth_date"),
            mother=self.person(uuid, "mother") if is_child else "",
            mother_name=self.said(uuid, "mother.full_name").text if is_child else "",
            mother_birth=self.date(uuid, "mother.birth_date") if is_child else _UNKNOWN,
            father_name=self.said(uuid, "father.full_name").text if is_child else "",
            spouse=self.person(uuid, spouse) if spouse else "",
            spouse_name=self.said(uuid, f"{spouse}.full_name").text if spouse else "",
            again=self.said(uuid, _KIND).normalised == _AGAIN,
        )

    def _day(self, entry: UUID, event: Event) -> PartialDate:
        dated = event.dated[:1] if event.kind in _TO_THE_DAY else event.dated
        days = (self.date(entry, one) for one in dated)
        return next((day for day in days if day.year is not None), _UNKNOWN)

    def _ended(self, entry: UUID) -> Iterator[PartialDate]:
        """Yield when the marriage ended by what the entry itself says; unknown days, too."""
        if self.said(entry, _STATE).normalised in _ENDED:
            yield self.date(entry, _ANNULLED_ON)
        yield from map(_date, self.ends.get(entry, ()))


def gather(entries: QuerySet[Entry]) -> Gathered:
    """Return the entries with all that the rules need; four queries, however many entries."""
    entries = without_sealed(entries, "pk")
    rows = {entry.pk: entry for entry in entries.select_related(None).order_by()}
    found = Gathered(rows, {uuid: {} for uuid in rows})
    ids = entries.order_by().values("pk")
    # What was not read holds no text, but for data taken in as recorded: they count, too.
    values = FieldValue.objects.filter(entry__in=ids, field__in=_needed())
    columns = ("entry", "field", "text", "normalised", "reading")
    for uuid, field_id, text, normalised, reading in values.order_by("version").values_list(
        *columns
    ):
        read = _NOTHING if reading in _UNREAD else Said(text, normalised)
        found.values[uuid][field_id] = read
    links = Link.objects.filter(mention__entry__in=ids, undone_at__isnull=True)
    for uuid, role, person in links.values_list("mention__entry", "mention__role", "person"):
        found.persons.setdefault(uuid, {})[role] = person
    notes = EntryNote.objects.filter(
        entry__in=ids, kind__in=_ENDING_NOTES, voided_at__isnull=True
    ).exclude(reading__in=_UNREAD)
    for uuid, day in notes.values_list("entry", "dated"):
        found.ends.setdefault(uuid, []).append(day)
    return found


def entries_about(by: Actor, book: Book) -> QuerySet[Entry]:
    """Return the book's entries, with all that the officer sees of the same people.

    Of the people linked in the book, and of those linked beside them (a first spouse's death ends
    a marriage); and those whose names say that they may speak of the same birth, mother or death.
    """
    inside = Q(mention__entry__book=book, mention__entry__voided_at__isnull=True)
    live = Link.objects.filter(undone_at__isnull=True)
    near = live.filter(person__in=live.filter(inside).values("person"))
    beside = live.filter(mention__entry__in=near.values("mention__entry")).values("person")
    return visible_entries(by).filter(
        Q(book=book)
        | Q(pk__in=live.filter(person__in=beside).values("mention__entry"))
        | Q(pk__in=_alike(by, book))
    )


def date_fields(definition: RegisterType) -> tuple[str, ...]:
    """Return the ids of the columns of a register that hold a date."""
    return tuple(one.id for one in definition.fields if one.kind is Kind.DATE)


def _needed() -> frozenset[str]:
    return frozenset(
        one.id
        for definition in definitions()
        for one in definition.fields
        if one.kind in {Kind.DATE, Kind.NAME} or one.id in {_KIND, _STATE}
    )


def _alike(by: Actor, book: Book) -> list[UUID]:
    """Return the entries of other books which share a key of names with one of this book.

    Coarser than the rules, so that nothing is missed, and by two light queries.
    """
    ids = visible_entries(by).order_by().values("pk")
    own_names = {kind: _own_names(kind) for kind in _TO_THE_DAY}
    fields = {_MOTHER, _FATHER, *own_names[EventKind.BIRTH], *own_names[EventKind.DEATH]}
    said: dict[UUID, dict[str, str]] = {}
    inside: set[UUID] = set()
    names = EntryName.objects.filter(entry__in=ids, field__in=fields).exclude(folded="")
    for uuid, held, field_id, folded in names.values_list(
        "entry", "entry__book", "field", "folded"
    ):
        said.setdefault(uuid, {})[field_id] = folded
        if held == book.pk:
            inside.add(uuid)
    days = FieldValue.objects.filter(entry__in=ids, field=_MOTHER_BORN)
    for uuid, day in days.order_by("version").values_list("entry", "normalised"):
        said.setdefault(uuid, {})[_MOTHER_BORN] = day if len(day) == _ISO_DAY else ""
    keys = {uuid: frozenset(_keys(one, own_names)) for uuid, one in said.items()}
    wanted = frozenset(key for uuid in inside for key in keys[uuid])
    return [uuid for uuid, held in keys.items() if uuid not in inside and held & wanted]


def _keys(
    said: Mapping[str, str], own_names: Mapping[EventKind, Collection[str]]
) -> Iterator[tuple[str, ...]]:
    """Yield what two entries of the same mother, the same birth or the same death share."""
    mother = said.get(_MOTHER, "")
    for field_id in (_MOTHER_BORN, _FATHER, *own_names[EventKind.BIRTH]) if mother else ():
        if other := said.get(field_id, ""):
            yield field_id, mother, other
    for field_id in own_names[EventKind.DEATH]:
        if name := said.get(field_id, ""):
            yield field_id, name


def _own_names(kind: EventKind) -> list[str]:
    """Return the fields of the names of those whose birth, or death, is registered."""
    return [
        f"{role.code}.full_name"
        for definition in definitions()
        if definition.event is not None and definition.event.kind is kind
        for role in definition.principal_roles
    ]


@lru_cache(maxsize=65_536)
def _date(iso: str) -> PartialDate:
    try:
        return from_iso(iso)
    except UnreadableDate:
        return _UNKNOWN
