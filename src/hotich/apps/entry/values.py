"""How are the fields of an entry kept, version by version, and read again?"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from hotich.apps.entry.models import Entry, EntryName, FieldValue, Mention
from hotich.apps.entry.typed import TypedValue, register_value
from hotich.apps.registers.definitions import definition as register_type
from hotich.apps.registers.definitions import has_own_forms, printed_form
from hotich.core.dates import UnreadableDate, from_iso
from hotich.core.discrepancies import RegisterValue
from hotich.core.names import fold
from hotich.core.registers import (
    NUMBER_FACTS,
    PARENTAGE,
    EventKind,
    Field,
    Kind,
    Reading,
    RegisterType,
)

# Names by which an entry is looked for; the roles' own and no declarant's.
_SEARCHED = "full_name"


def type_of(entry: Entry) -> RegisterType:
    """Return the definition of the entry's register, as the book's printed form has it."""
    if not has_own_forms():
        return register_type(entry.register_type)
    return printed_form(entry.register_type, entry.book.edition)


def current_values(entries: Iterable[UUID]) -> dict[UUID, dict[str, FieldValue]]:
    """Return by entry and field id the value that holds; one query for all."""
    wanted = list(entries)
    found: dict[UUID, dict[str, FieldValue]] = {uuid: {} for uuid in wanted}
    for value in FieldValue.objects.filter(entry__in=wanted).order_by("version"):
        found[value.entry_id][value.field] = value
    return found


def write_values(
    entry: Entry,
    typed: Mapping[str, TypedValue],
    *,
    by: UUID,
    at: datetime,
) -> dict[str, tuple[FieldValue | None, FieldValue]]:
    """Append the fields that changed as the entry's version; return old and new by field id."""
    definition = type_of(entry)
    before = current_values([entry.pk])[entry.pk]
    mentions = {mention.role: mention for mention in entry.mentions.all()}
    changed: dict[str, tuple[FieldValue | None, FieldValue]] = {}
    for field_id, given in typed.items():
        value = _row(entry, definition.field(field_id), given.as_register_text(), mentions)
        old = before.get(field_id)
        if old is None or _content(old) != _content(value):
            value.by_id, value.recorded_at = by, at
            changed[field_id] = (old, value)
    FieldValue.objects.bulk_create(new for _, new in changed.values())
    _index_names(entry, definition, (new for _, new in changed.values()))
    return changed


def register_values(values: Mapping[str, FieldValue]) -> dict[str, RegisterValue]:
    """Return what has been read in the book, as the core compares it; the rest is left out."""
    return {
        field_id: RegisterValue(value.text, Reading(value.reading), value.normalised)
        for field_id, value in values.items()
        if value.confirmed
    }


def read_fields(values: Mapping[str, FieldValue]) -> frozenset[str]:
    """Return the ids of the fields read in the book: typed, chosen, marked or confirmed."""
    return frozenset(field_id for field_id, value in values.items() if value.confirmed)


def person_facts(entry: Entry, role: str, values: Mapping[str, FieldValue]) -> dict[str, str]:
    """Return what the book says of the role's person, by the population register's field names.

    Dates are ISO, the sex its code, all else as written. What was not read is left out. Of one
    whose birth is registered, the place of registration is told, too.
    """
    definition = type_of(entry)
    facts: dict[str, str] = {}
    for field in definition.fields:
        key = field.person_field_of(role)
        if key is not None and (said := _read(field, values)):
            facts[key] = said
    if definition.role(role).principal and _registers_births(definition):
        facts |= _place_of_registration(entry)
    return facts


def request_facts(entry: Entry, role: str, values: Mapping[str, FieldValue]) -> dict[str, str]:
    """Return the facts a number request for the role's person carries, by the names of the law.

    Dates are ISO, sex and choices their code, all else as written. A birth gives the place of
    registration; which parent is undetermined follows from the columns that were read and stand
    empty. What a register does not hold has to be given with its document.
    """
    definition = type_of(entry)
    told = person_facts(entry, role, values)
    facts = {fact.name: told[fact.name] for fact in NUMBER_FACTS if fact.name in told}
    if "sex" not in facts and definition.role(role).sex:
        facts["sex"] = definition.role(role).sex
    for parent in _PARENTS:
        if nationality := _nationality_of(definition, role, parent, values):
            facts[f"{parent}_nationality"] = nationality
    if parentage := _parentage(definition, role, values):
        facts[PARENTAGE] = parentage
    if not _registers_births(definition):
        return facts
    if place := _read(definition.field(_PLACE_OF_REGISTRATION), values):
        facts["place_of_registration"] = place
    return facts | _place_of_registration(entry)


_PLACE_OF_REGISTRATION = "entry.place_of_registration"
_PARENTS = ("father", "mother")
_EMPTY = frozenset({Reading.BLANK.value, Reading.STRUCK_OUT.value})
_PARENTAGE = {
    (False, False): "both_known",
    (True, False): "mother_unknown",
    (False, True): "father_unknown",
    (True, True): "both_unknown",
}


def _registers_births(definition: RegisterType) -> bool:
    return definition.event is not None and definition.event.kind is EventKind.BIRTH


def _name_of_parent(definition: RegisterType, role: str, parent: str) -> Field | None:
    """Return the field that says the name of the person's father or mother."""
    key = f"{parent}_name"
    return next((one for one in definition.fields if one.person_field_of(role) == key), None)


def _nationality_of(
    definition: RegisterType, role: str, parent: str, values: Mapping[str, FieldValue]
) -> str:
    """Return the nationality of the person's father or mother, when he has columns of his own."""
    name = _name_of_parent(definition, role, parent)
    if name is None or name.role is None:
        return ""
    for field in definition.fields_of(name.role):
        if field.person_field_of(name.role) == "nationality":
            return _read(field, values)
    return ""


def _parentage(definition: RegisterType, role: str, values: Mapping[str, FieldValue]) -> str:
    """Return which parent is undetermined, "" where the register does not name the parents."""
    own = f"{role}.{PARENTAGE}"
    if definition.has_field(own) and (said := _read(definition.field(own), values)):
        return said
    names = {parent: _name_of_parent(definition, role, parent) for parent in _PARENTS}
    mother, father = names["mother"], names["father"]
    if mother is None or father is None:
        return ""
    return _PARENTAGE[_stands_empty(values, mother), _stands_empty(values, father)]


def _stands_empty(values: Mapping[str, FieldValue], field: Field) -> bool:
    value = values.get(field.id)
    return value is not None and value.confirmed and value.reading in _EMPTY


def _read(field: Field, values: Mapping[str, FieldValue]) -> str:
    """Return what was read at the field, "" for nothing."""
    value = values.get(field.id)
    if value is None or not value.confirmed or not value.text.strip():
        return ""
    return _said(field, value)


def _said(field: Field, value: FieldValue) -> str:
    if field.kind in {Kind.SEX, Kind.PIN, Kind.CHOICE}:
        return value.normalised
    if field.kind is Kind.DATE:
        try:
            from_iso(value.normalised)
        except UnreadableDate:
            return ""
        return value.normalised
    return value.text.strip()


def _place_of_registration(entry: Entry) -> dict[str, str]:
    office = entry.original_office
    if not office.unit_code:
        return {}
    ended = office.valid_to.isoformat() if office.valid_to else ""
    return {"commune_code": office.unit_code, "commune_as_of": ended}


def _row(
    entry: Entry, field: Field, typed: TypedValue, mentions: Mapping[str, Mention]
) -> FieldValue:
    said = register_value(field, typed, book_year=entry.year)
    return FieldValue(
        entry=entry,
        mention=mentions.get(field.role) if field.role else None,
        field=field.id,
        version=entry.version,
        text=typed.text,
        reading=typed.reading.value,
        origin=typed.origin.value,
        normalised=said.normalised[:1000],
        agrees="" if typed.text else typed.agrees,
        confirmed=typed.confirmed,
    )


def _content(value: FieldValue) -> tuple[str, str, str, bool]:
    return (value.text, value.reading, value.agrees, value.confirmed)


def _index_names(entry: Entry, definition: RegisterType, values: Iterable[FieldValue]) -> None:
    for value in values:
        field = definition.field(value.field)
        if field.role is None or not field.id.endswith(_SEARCHED):
            continue
        EntryName.objects.update_or_create(
            entry=entry, field=value.field, defaults={"folded": fold(value.text)[:1000]}
        )
