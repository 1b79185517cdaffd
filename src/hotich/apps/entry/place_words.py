"""What does a page say of a written place: the unit of that day, and what it is now?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

from hotich.apps.entry.models import Entry, FieldValue
from hotich.apps.entry.places import chosen_places
from hotich.core.dates import UnreadableDate, from_iso
from hotich.core.places import (
    PLACE_CERTAINTY_WORDS,
    Chosen,
    PlaceCertainty,
    Successor,
    Unit,
    dated_name,
    describe,
    gazetteer,
    present_successors,
    resolve_place,
)
from hotich.core.registers import Kind, RegisterType

_MOST_HEIRS = 4
_PLACES = frozenset({Kind.PLACE, Kind.RESIDENCE})
_NOTHING_TO_SAY = frozenset({PlaceCertainty.VALID})


@dataclass(frozen=True, slots=True)
class PlaceTold:
    """A written place: its unit at that date, what has become of it, and how sure that is."""

    unit: str
    now: str
    certainty: str


def told_places(
    entry: Entry, definition: RegisterType, values: Mapping[str, FieldValue]
) -> dict[str, PlaceTold]:
    """Return by field id what is known of the entry's places on the day it was registered."""
    written = {
        field.id: value.text
        for field in definition.fields
        if field.kind in _PLACES and field.role
        if (value := values.get(field.id)) and value.text.strip()
    }
    chosen = chosen_places(entry.book.holding_office_id, entry.year, written.values())
    day = _registered_on(entry, values)
    return {field: told_place(text, day, chosen) for field, text in written.items()}


def told_place(text: str, day: date, chosen: Mapping[str, Chosen]) -> PlaceTold:
    """Return what is known of the place as written on the day; `chosen` is of `chosen_places`."""
    found = resolve_place(text, day, resolved=chosen)
    says = found.certainty not in _NOTHING_TO_SAY
    return PlaceTold(
        unit=full_name(found.unit) if found.unit else "",
        now=heirs_in_words(found.successors),
        certainty=gettext(PLACE_CERTAINTY_WORDS[found.certainty]) if says else "",
    )


def full_name(unit: Unit) -> str:
    """Return the unit with what it lay in, dated: "Xã Nga Trường (đến …), Huyện Nga Sơn, …"."""
    whole = describe(unit, gazetteer())
    return whole.replace(unit.name, _dated(unit), 1)


def now_of(unit: Unit) -> str:
    """Return the names of what the unit has become; "" while it still holds."""
    return heirs_in_words(present_successors(unit, gazetteer()))


def heirs_in_words(heirs: Iterable[Successor]) -> str:
    """Return the names of the present units, each with what it lies in; the first few of many."""
    names = [describe(heir.unit, gazetteer()) for heir in heirs]
    more = f" … ({len(names)})" if len(names) > _MOST_HEIRS else ""
    return "; ".join(names[:_MOST_HEIRS]) + more


def certainty_words(certainty: PlaceCertainty) -> str:
    """Return how sure it is which unit is meant, in the language of the page."""
    return gettext(PLACE_CERTAINTY_WORDS[certainty])


def _registered_on(entry: Entry, values: Mapping[str, FieldValue]) -> date:
    """Return the day of the registration, the last of its year where the book says no day."""
    value = values.get("entry.registered_on")
    try:
        known = from_iso(value.normalised).latest() if value else None
    except UnreadableDate:
        known = None
    return known or date(entry.year, 12, 31)


def _dated(unit: Unit) -> str:
    """Return the dated name in the language of the page."""
    if unit.valid_to is not None:
        words, day = gettext("{name} (đến {day})"), unit.last_day
    elif unit.valid_from is not None:
        words, day = gettext("{name} (từ {day})"), unit.first_day
    else:
        return dated_name(unit)
    return words.format(name=unit.name, day=day)
