"""What does the law ask for before a number is given, and what does a request say of it?"""

from collections.abc import Mapping
from datetime import date
from typing import Final

from hotich.apps.population.models import PERSON_FIELDS, LifeState, NumberRequest
from hotich.apps.population.problems import ValueNotStorableError
from hotich.apps.population.storing import DATE_FIELDS, storable
from hotich.core.dates import PartialDate, UnreadableDate, from_iso, read_date
from hotich.core.law import value
from hotich.core.registers import REGISTER_TYPES, missing_for_number, read_sex

# The item under which it is recorded later whether the person lives.
LIFE: Final = "life"
# Field ids of the register types that say a value of the principal person.
_PERSON_FIELDS: Final = {
    field.id: key
    for each in REGISTER_TYPES
    for role in each.principal_roles
    for field in each.fields
    if (key := field.person_field_of(role.code))
}
_BIRTH_DATES: Final = frozenset(
    field_id for field_id, name in _PERSON_FIELDS.items() if name in DATE_FIELDS
) | frozenset(DATE_FIELDS)
_SEX: Final = frozenset({"child.sex", "sex"})


def normalised(field: str, text: str) -> str:
    """Return a fact of a request as the gate and the new person take it; "" if it is none.

    Dates become ISO with their precision, sex its code ("" for unknown); others stay as they are.
    """
    if field in _BIRTH_DATES:
        date_read = _iso(text)
        return date_read.iso() if date_read else ""
    if field in _SEX:
        code = text if text in {"male", "female"} else read_sex(text)
        return "" if code == "unknown" else code
    return text.strip()


def given_values(request: NumberRequest) -> dict[str, str]:
    """Return the facts of a request with the items given later, each normalised."""
    values = {str(field): str(text) for field, text in dict(request.facts).items()}
    for item in request.items.exclude(field=LIFE).order_by("pk"):
        values[item.field] = item.value
    return {field: normalised(field, text) for field, text in values.items()}


def missing_items(request: NumberRequest, day: date) -> tuple[str, ...]:
    """Return the field ids of what the law still asks for, in the order of the form.

    Law: ND_70_2024 art. 11(2) as amended by ND_58_2026.
    """
    values = given_values(request)
    for field_id, person_field in _PERSON_FIELDS.items():
        if not values.get(field_id) and values.get(person_field):
            values[field_id] = values[person_field]
    return missing_for_number(values, day)


def life_of(request: NumberRequest) -> LifeState:
    """Return what is known of the person's life: what was recorded last."""
    later = request.items.filter(field=LIFE).order_by("pk").last()
    return LifeState(later.value if later else request.life)


def is_none_for_dead(day: date) -> bool:
    """Tell whether the dead get no number on that day; the default where no source says.

    Law: LUAT_CAN_CUOC_2023 (pin.long_dead, unconfirmed).
    """
    return value("pin.long_dead", day).text == "none"


def person_values(request: NumberRequest) -> dict[str, str]:
    """Return the values of the person to be created, without number; unusable ones left out."""
    values: dict[str, str] = {}
    for field, text in given_values(request).items():
        name = _PERSON_FIELDS.get(field, field)
        if name not in PERSON_FIELDS or not text or (name == field and name in values):
            continue
        try:
            values[name] = storable(name, text)
        except ValueNotStorableError:
            continue
    return values


def birth_year(values: Mapping[str, str]) -> int | None:
    """Return the year of birth among a new person's values."""
    read = _iso(values.get("birth_date", ""))
    return read.year if read else None


def _iso(text: str) -> PartialDate | None:
    try:
        return from_iso(text.strip()) if text.strip() else None
    except UnreadableDate:
        reading = read_date(text)
        return reading.date if reading.problem is None else None
