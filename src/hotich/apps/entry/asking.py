"""What is the register asked about a person of a saved entry?"""

from collections.abc import Mapping
from typing import Final

from hotich.apps.entry import candidates
from hotich.apps.entry.models import FieldValue, Mention
from hotich.apps.entry.parties import parties_of_entry
from hotich.apps.entry.values import current_values, type_of
from hotich.apps.population.lookups import LookupTerms
from hotich.core.registers import Origin

_AS_HANDED_OVER: Final = Origin.IMPORTED.value


def texts_of(values: Mapping[str, FieldValue]) -> dict[str, str]:
    """Return the texts a look-up may use: those read in the book, and those handed over."""
    return {
        field_id: value.text
        for field_id, value in values.items()
        if value.confirmed or value.origin == _AS_HANDED_OVER
    }


def terms_of_mention(mention: Mention, texts: Mapping[str, str] | None = None) -> LookupTerms:
    """Return what the register is asked for, of the entry's texts as they hold now."""
    entry = mention.entry
    said = texts if texts is not None else texts_of(current_values([entry.pk])[entry.pk])
    return candidates.terms_of(
        type_of(entry), mention.role, said, entry.book, entry.year, pin=known_number(mention)
    )


def known_number(mention: Mention) -> str:
    """Return the person's number as another one's row of the entry gives it; "" for none."""
    for party in parties_of_entry(mention.entry).values():
        if party.role != mention.role and (number := party.values.get(f"{mention.role}_pin")):
            return number
    return ""
