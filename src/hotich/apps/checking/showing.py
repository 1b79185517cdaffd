"""What the pages of the cross-check show: lists, an entry's texts, a link's comparison.

The caller records the view first.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext

from hotich.apps.audit.actor import Actor
from hotich.apps.checking.marks import Mark, Marks, checks_of, last_checks, live_links, marks_of
from hotich.apps.checking.models import Check, Side
from hotich.apps.checking.signing import may_sign, shown_of
from hotich.apps.checking.words import MARKS
from hotich.apps.entry.candidates import in_words
from hotich.apps.entry.comparing import compare_entry
from hotich.apps.entry.listing import ListedEntry, listed
from hotich.apps.entry.models import Entry, FieldValue, Link
from hotich.apps.entry.noting import NoteLine, lines_of
from hotich.apps.entry.offering import shown
from hotich.apps.entry.paper import row_number
from hotich.apps.entry.queries import last_decision, values_of
from hotich.apps.entry.reading import ORIGINS
from hotich.apps.entry.typed import AGREES
from hotich.apps.population.queries import person_values
from hotich.apps.registers.definitions import definition as definition_of
from hotich.apps.scans.boxes import number_key
from hotich.core.registers import Field, Origin, Reading, RegisterType
from hotich.web.comparison import ComparisonRow, comparison_row
from hotich.web.register_form import READINGS, input_name
from hotich.web.states import State

# In the head of every entry already.
_IN_HEAD = frozenset({"entry.number", "entry.volume", "entry.page"})
_BY_HAND = frozenset({Origin.TYPED, Origin.CHOSEN})


@dataclass(frozen=True, slots=True)
class Line:
    """An entry in a list, with both signatures."""

    listed: ListedEntry
    marks: Marks
    is_to_do: bool

    @property
    def entry(self) -> Entry:
        """Return the entry."""
        return self.listed.entry

    @property
    def justice(self) -> State:
        """Return the justice side's mark in words."""
        return MARKS[self.marks.justice]

    @property
    def police(self) -> State:
        """Return the police side's mark in words."""
        return MARKS[self.marks.police]


@dataclass(frozen=True, slots=True)
class TextTold:
    """A field as written in the book; `name` is that of its input."""

    name: str
    label: str
    text: str
    basic: bool
    # How it was read, where its text came from, when it was not simply read and typed.
    notes: tuple[str, ...]
    is_confirmed: bool


@dataclass(frozen=True, slots=True)
class SectionTold:
    """A block of the register form; `without` are the labels of columns nothing is entered for."""

    label: str
    texts: tuple[TextTold, ...]
    without: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LinkTold:
    """A link with the person it leads to, side by side with the book."""

    link: Link
    role: str
    name: str
    pin: str
    rows: tuple[ComparisonRow, ...]
    state: State
    is_own: bool

    @property
    def differing(self) -> int:
        """Return how many rows differ."""
        return sum(row.state.tone == "warn" for row in self.rows)


@dataclass(frozen=True, slots=True)
class EntryTold:
    """An entry as one side checks it."""

    entry: Entry
    line: Line
    sections: tuple[SectionTold, ...]
    notes: tuple[NoteLine, ...]
    links: tuple[LinkTold, ...]
    may_sign: bool
    token: str

    @property
    def page(self) -> str:
        """Return the page of the book, "" when it was not read."""
        return self.entry.page

    @property
    def row_number(self) -> str:
        """Return the number by which the entry is found on a marked page."""
        return number_key(row_number(self.entry))


@dataclass(frozen=True, slots=True)
class CheckTold:
    """A signature in the history of an entry."""

    check: Check
    state: State
    field: str
    role: str


@dataclass(frozen=True, slots=True)
class BookPage:
    """One page of the book with its entries; `to_do` of them wait for this side."""

    year: int
    label: str
    entries: tuple[Entry, ...]
    to_do: int


def lines(entries: Iterable[Entry], side: Side) -> list[Line]:
    """Return the entries as a list shows them."""
    rows = list(entries)
    marks = marks_of(rows)
    return [
        Line(one, marks[one.entry.pk], marks[one.entry.pk].is_to_do(side)) for one in listed(rows)
    ]


def tell(by: Actor, entries: Iterable[Entry], side: Side) -> list[EntryTold]:
    """Return entries with the texts (justice side) or the comparisons (police side) to check."""
    return [_told(by, line, side) for line in lines(entries, side)]


def history_of(entry: Entry) -> list[CheckTold]:
    """Return every signature under the entry, newest first."""
    definition = definition_of(entry.register_type)
    return [
        CheckTold(
            check=check,
            state=_state_of(check, entry),
            field=gettext(definition.field(check.field).label) if check.field else "",
            role=gettext(definition.role(check.link.mention.role).label) if check.link else "",
        )
        for check in checks_of(entry)
    ]


def pages_of(entries: Sequence[Entry], marks: Mapping[UUID, Marks], side: Side) -> list[BookPage]:
    """Return the pages of a book in the order of their first entry."""
    found: dict[tuple[int, str], list[Entry]] = {}
    for entry in entries:
        found.setdefault((entry.year, entry.page), []).append(entry)
    return [
        BookPage(year, label, tuple(held), sum(marks[one.pk].is_to_do(side) for one in held))
        for (year, label), held in found.items()
    ]


def token_of(entry: Entry, side: Side) -> str:
    """Return what a form hands back to say which state of the entry was on the screen."""
    seen = shown_of(entry, side)
    links = ",".join(sorted(str(link) for link in seen.links))
    return f"{entry.pk}:{seen.version}:{links}"


def _told(by: Actor, line: Line, side: Side) -> EntryTold:
    entry = line.entry
    values = values_of(entry)
    return EntryTold(
        entry=entry,
        line=line,
        sections=_sections(entry, values) if side is Side.JUSTICE else (),
        notes=lines_of(entry) if side is Side.JUSTICE else (),
        links=_links(by, entry, values) if side is Side.POLICE else (),
        may_sign=may_sign(by, entry, side),
        token=token_of(entry, side),
    )


def _sections(entry: Entry, values: Mapping[str, FieldValue]) -> tuple[SectionTold, ...]:
    definition = definition_of(entry.register_type)
    printed = _printed(definition, entry)
    found = []
    for section in definition.sections:
        fields = [one for one in definition.fields_in(section.code) if one.id not in _IN_HEAD]
        texts = tuple(_text(one, values[one.id]) for one in fields if one.id in values)
        without = [one for one in fields if one.id in printed and one.id not in values]
        if texts or without:
            labels = tuple(gettext(one.label) for one in without)
            found.append(SectionTold(gettext(section.label), texts, labels))
    return tuple(found)


def _printed(definition: RegisterType, entry: Entry) -> frozenset[str]:
    """Return the columns of the book's edition; of every one when the edition is not known."""
    edition = definition.edition(entry.book.edition)
    return frozenset(edition.columns if edition else (one.id for one in definition.fields))


def _text(field: Field, value: FieldValue) -> TextTold:
    reading, origin = Reading(value.reading), Origin(value.origin)
    notes = [gettext(AGREES[value.agrees])] if value.agrees in {"yes", "no"} else []
    if reading is not Reading.CLEAR:
        notes.append(gettext(READINGS[reading]))
    if value.text and origin not in _BY_HAND:
        notes.append(gettext(ORIGINS[origin]))
    return TextTold(
        input_name(field.id),
        gettext(field.label),
        value.text,
        field.basic,
        tuple(notes),
        is_confirmed=value.confirmed,
    )


def _links(by: Actor, entry: Entry, values: Mapping[str, FieldValue]) -> tuple[LinkTold, ...]:
    definition = definition_of(entry.register_type)
    last = last_checks(entry.pk)
    found = []
    for link in live_links(entry.pk):
        person = person_values(link.person)
        signed = last.get(link.pk)
        found.append(
            LinkTold(
                link=link,
                role=gettext(definition.role(link.mention.role).label),
                name=person["full_name"],
                pin=person["pin"],
                rows=_rows(definition, link, values),
                state=_state_of(signed, entry) if signed else MARKS[Mark.NONE],
                is_own=link.by_id == by.officer,
            )
        )
    return tuple(found)


def _rows(
    definition: RegisterType, link: Link, values: Mapping[str, FieldValue]
) -> tuple[ComparisonRow, ...]:
    decision = last_decision(link.mention_id)
    agreements = decision.agreements if decision else {}
    printed = _printed(definition, link.mention.entry)
    rows = []
    for one in compare_entry(link.mention, values, link.person, agreements):
        field = definition.field(one.field_id)
        if field.id not in printed and field.id not in values:
            continue  # this edition of the book has no such column
        rows.append(
            comparison_row(
                field.label,
                one.register_text,
                in_words(field, shown(field, one.population_value)),
                one.relation.value,
                field_id=one.field_id,
                reason=one.reason,
                basic=one.basic,
            )
        )
    return tuple(rows)


def _state_of(check: Check, entry: Entry) -> State:
    if not check.accepted:
        return MARKS[Mark.RETURNED]
    return MARKS[Mark.ACCEPTED if check.entry_version == entry.version else Mark.STALE]
