"""What does a version of a record say? The copy of its entry, read as rows of a page."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext

from hotich.core.names import fold
from hotich.core.registers import (
    STRUCK,
    Field,
    Reading,
    RegisterType,
    UnknownRegisterType,
    note_kind,
    register_type,
)

Payload = Mapping[str, object]
_SEARCHED = "full_name"


@dataclass(frozen=True, slots=True)
class Line:
    """One field as written; `reading` says how well it could be read."""

    field: str
    label: str
    text: str
    reading: str
    agrees: str

    @property
    def is_empty(self) -> bool:
        """Return whether there is no text to show."""
        return not self.text.strip()


@dataclass(frozen=True, slots=True)
class Section:
    """A block of the form with its lines."""

    label: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Person:
    """A person of the entry: role, number if he has one, and what was decided about him."""

    mention: UUID
    label: str
    principal: bool
    number: str
    number_state: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Note:
    """A note of the book: its kind and column in words, the rest as the book has it."""

    kind: str
    field: str
    is_struck: bool
    reading: str
    row: Mapping[str, str]


def rows(payload: Payload, name: str) -> list[dict[str, str]]:
    """Return the rows of a table of the payload."""
    found = payload.get(name)
    return found if isinstance(found, list) else []


def entry_of(payload: Payload) -> dict[str, str]:
    """Return the row of the entry itself."""
    found = payload["entry"]
    assert isinstance(found, dict)  # noqa: S101  # every payload has one
    return found


def is_sealed(payload: Payload) -> bool:
    """Return whether the sender keeps the entry from all but named readers."""
    return entry_of(payload)["sealed"] == "yes"


def mentions_of(payload: Payload) -> list[UUID]:
    """Return the UUIDs of the people in the entry."""
    return [UUID(row["mention"]) for row in rows(payload, "mentions")]


def sections(payload: Payload) -> list[Section]:
    """Return the fields as written, in the order of the form; unknown fields come last."""
    values = {row["field"]: row for row in rows(payload, "values")}
    definition = _definition(payload)
    found: list[Section] = []
    if definition is not None:
        for section in definition.sections:
            fields = definition.fields_in(section.code)
            lines = tuple(_line(values.pop(f.id), f) for f in fields if f.id in values)
            if lines:
                found.append(Section(gettext(section.label), lines))
    if values:
        left = tuple(_line(row, None) for row in values.values())
        found.append(Section(gettext("Mục khác"), left))
    return found


def people(payload: Payload) -> list[Person]:
    """Return the people of the entry with their numbers, the registered one first."""
    definition = _definition(payload)
    roles = {one.code: gettext(one.label) for one in definition.roles} if definition else {}
    found = [
        Person(
            UUID(row["mention"]),
            roles.get(row["role"], row["role"]),
            row["principal"] == "yes",
            row["number"],
            row["number_state"],
            row["outcome"],
        )
        for row in rows(payload, "mentions")
    ]
    return sorted(found, key=lambda one: not one.principal)


def notes(payload: Payload) -> list[Note]:
    """Return the notes of the book, in the order they were written down."""
    return [_note(payload, row) for row in rows(payload, "notes")]


def field_label(payload: Payload, field: str) -> str:
    """Return the label of a field in the language of the page."""
    definition = _definition(payload)
    if definition is None or not definition.has_field(field):
        return field
    return gettext(definition.field(field).label)


def names(payload: Payload) -> dict[str, str]:
    """Return the names of the people in the entry without accents, by field."""
    return {
        row["field"]: fold(row["text"])[:1000]
        for row in rows(payload, "values")
        if row["mention"] and row["field"].endswith(_SEARCHED) and fold(row["text"])
    }


def shown_name(payload: Payload) -> str:
    """Return the name of the registered person as written, "" when it was not read."""
    principal = {row["mention"] for row in rows(payload, "mentions") if row["principal"] == "yes"}
    for row in rows(payload, "values"):
        if row["mention"] in principal and row["field"].endswith(_SEARCHED):
            return row["text"]
    return ""


def shown_number(payload: Payload) -> str:
    """Return the number of the registered person, "" when he has none."""
    numbers = (row["number"] for row in rows(payload, "mentions") if row["principal"] == "yes")
    return next(numbers, "")


def _definition(payload: Payload) -> RegisterType | None:
    try:
        return register_type(entry_of(payload)["register_type"])
    except UnknownRegisterType:
        return None


def _note(payload: Payload, row: Mapping[str, str]) -> Note:
    kind = note_kind(row["kind"])
    return Note(
        kind=gettext(kind.label) if kind else row["kind"],
        field=field_label(payload, row["field"]) if row["field"] else "",
        is_struck=row["kind"] == STRUCK,
        reading=_reading(row),
        row=row,
    )


def _reading(row: Mapping[str, str]) -> str:
    return row["reading"] if row["reading"] in set(Reading) else Reading.CLEAR.value


def _line(row: Mapping[str, str], field: Field | None) -> Line:
    label = gettext(field.label) if field else row["field"]
    return Line(row["field"], label, row["text"], _reading(row), row["agrees"])
