"""What does the law ask for before a number is given, and what does a request say of it?"""

from collections.abc import Mapping
from datetime import date
from typing import Final

from hotich.apps.population.models import PERSON_FIELDS, LifeState, NumberRequest
from hotich.apps.population.problems import ValueNotStorableError
from hotich.apps.population.storing import DATE_FIELDS, storable
from hotich.core.dates import PartialDate, UnreadableDate, from_iso, read_date
from hotich.core.law import value
from hotich.core.registers import is_foreign, missing_for_number, read_sex

# The item under which it is recorded later whether the person lives.
LIFE: Final = "life"
# Why a rule gives no number; kept as the note of the step.
DEAD: Final = "dead"
FOREIGN: Final = "foreign"


def normalised(field: str, text: str) -> str:
    """Return a fact of a request as the gate and the new person take it; "" if it is none.

    Dates become ISO with their precision, sex its code ("" for unknown); others stay as they are.
    """
    if field in DATE_FIELDS:
        date_read = _iso(text)
        return date_read.iso() if date_read else ""
    if field == "sex":
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
    """Return the names of the facts the law still asks for, in its order.

    Law: ND_70_2024 art. 11(2) as amended by ND_58_2026.
    """
    return missing_for_number(given_values(request), day)


def none_by_rule(values: Mapping[str, str], life: LifeState, day: date) -> str:
    """Return why a rule gives this person no number, "dead" or "foreign"; "" when none does."""
    if life is LifeState.DEAD and is_none_for_dead(day):
        return DEAD
    return FOREIGN if is_foreign(values) else ""


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
        if field not in PERSON_FIELDS or not text:
            continue
        try:
            values[field] = storable(field, text)
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
