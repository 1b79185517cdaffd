"""A saved entry as its page shows it: values, versions, look-ups, decisions, links."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext

from hotich.apps.entry.concluding import REMARKS, last_decision, live_link
from hotich.apps.entry.models import (
    Decision,
    Entry,
    EntryVersion,
    FieldValue,
    Link,
    Mention,
    Outcome,
)
from hotich.apps.entry.place_words import PlaceTold, told_places
from hotich.apps.entry.queries import links_of, versions_of
from hotich.apps.entry.typed import AGREES
from hotich.apps.entry.values import current_values, type_of
from hotich.apps.population.models import Lookup, RequestState
from hotich.apps.population.queries import number_state
from hotich.apps.tracking.models import Case
from hotich.apps.tracking.queries import open_case_of
from hotich.core.registers import Field, Origin, Reading
from hotich.core.words import vi
from hotich.web.register_form import READINGS

ORIGINS: Mapping[Origin, str] = {
    Origin.TYPED: vi("nhập tay"),
    Origin.CHOSEN: vi("chọn từ gợi ý"),
    Origin.DITTO: vi("chép từ trường hợp trước"),
    Origin.CARRIED: vi("giữ từ trường hợp trước, đã xác nhận"),
    Origin.DEFAULT: vi("giá trị mặc định, đã xác nhận"),
    Origin.DERIVED: vi("suy ra, đã xác nhận"),
    Origin.PREFILLED: vi("theo CSDLQGVDC, đã xác nhận trong sổ"),
    Origin.IMPORTED: vi("theo dữ liệu đã có"),
}


@dataclass(frozen=True)
class Line:
    """A field of the entry with how it was read and where its text came from."""

    label: str
    basic: bool
    text: str
    read: bool
    reading: str
    origin: str
    note: str
    place: PlaceTold | None = None


@dataclass(frozen=True)
class Section:
    """The lines of one block."""

    label: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Person:
    """A mention with what was concluded of it."""

    mention: Mention
    role: str
    name: str
    link: Link | None
    decision: Decision | None
    remarks: tuple[str, ...]
    decisions: tuple[tuple[Decision, tuple[str, ...]], ...]
    lookups: tuple[Lookup, ...]
    case: Case | None
    number: RequestState | None

    @property
    def may_decide(self) -> bool:
        """Whether he may be looked up: a principal undecided, a related person without link."""
        if self.link is not None or not self.name:
            return False
        return not self.mention.principal or (
            self.decision is None or self.decision.outcome == Outcome.UNDECIDED
        )


@dataclass(frozen=True)
class Told:
    """Everything the entry's page shows."""

    sections: tuple[Section, ...]
    people: tuple[Person, ...]
    versions: tuple[EntryVersion, ...]
    links: tuple[Link, ...]


def tell(entry: Entry) -> Told:
    """Gather the page of an entry; the caller records the view first."""
    values = current_values([entry.pk])[entry.pk]
    definition = type_of(entry)
    places = told_places(entry, definition, values)
    sections = tuple(
        Section(gettext(section.label), lines)
        for section in definition.sections
        if (lines := tuple(_lines(definition.fields_in(section.code), values, places)))
    )
    rows = entry.mentions.order_by("-principal", "pk").select_related("entry__book")
    order = [role.code for role in definition.roles]
    people = sorted(
        (_person(row, values) for row in rows), key=lambda one: order.index(one.mention.role)
    )
    return Told(sections, tuple(people), tuple(versions_of(entry)), tuple(links_of(entry)))


def remark_words(decision: Decision | None) -> tuple[str, ...]:
    """Return the decision's remarks in words."""
    codes = decision.remark.split(",") if decision else []
    return tuple(gettext(REMARKS.get(code, code)) for code in codes if code)


def _lines(
    fields: tuple[Field, ...], values: Mapping[str, FieldValue], places: Mapping[str, PlaceTold]
) -> list[Line]:
    return [
        _line(field, value, places.get(field.id))
        for field in fields
        if (value := values.get(field.id))
    ]


def _line(field: Field, value: FieldValue, place: PlaceTold | None) -> Line:
    reading, origin = Reading(value.reading), Origin(value.origin)
    is_told = value.confirmed or origin is Origin.IMPORTED
    return Line(
        label=gettext(field.label),
        basic=field.basic,
        text=value.text,
        read=value.confirmed,
        reading="" if reading is Reading.CLEAR else gettext(READINGS[reading]),
        origin=gettext(ORIGINS[origin]) if is_told and value.text else "",
        note=gettext(AGREES[value.agrees]) if value.agrees in AGREES else "",
        place=place,
    )


def _person(mention: Mention, values: Mapping[str, FieldValue]) -> Person:
    name = values.get(f"{mention.role}.full_name")
    rows = mention.decisions.select_related("by", "second").order_by("-recorded_at", "-pk")
    last = last_decision(mention.pk)
    lookups = Lookup.objects.filter(mention=mention.pk).select_related("answer", "by")
    return Person(
        mention=mention,
        role=gettext(type_of(mention.entry).role(mention.role).label),
        name=name.text if name else "",
        link=live_link(mention.pk),
        decision=last,
        remarks=remark_words(last),
        decisions=tuple((row, remark_words(row)) for row in rows),
        lookups=tuple(lookups.order_by("-recorded_at")),
        case=open_case_of(mention.pk),
        number=number_state(mention.pk),
    )
