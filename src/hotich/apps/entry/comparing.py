"""How does an entry stand to the person it is linked to?"""

from collections.abc import Mapping
from uuid import UUID

from hotich.apps.entry.models import FieldValue, Mention
from hotich.apps.entry.places import chosen_places
from hotich.apps.entry.values import register_values, type_of
from hotich.apps.population.queries import person_values
from hotich.core.discrepancies import (
    FieldComparison,
    Policy,
    RegisterValue,
    compare_mention,
    decided,
)
from hotich.core.places import Chosen, gazetteer
from hotich.core.registers import Kind, RegisterType

# What an office may relax (design decision 3); every office has the strict one so far.
POLICY = Policy()


def compare_values(
    register_type: RegisterType,
    role: str,
    values: Mapping[str, RegisterValue],
    person: Mapping[str, str],
    agreements: Mapping[str, bool],
    *,
    places: Mapping[str, Chosen] | None = None,
) -> tuple[FieldComparison, ...]:
    """Return the comparisons of a mention with a person's values, the clerk's word applied.

    `places` are the written places that were resolved once for all, as `resolved_places` gives.
    """
    compared = compare_mention(
        register_type, role, values, person, units=gazetteer(), policy=POLICY, resolved=places
    )
    return tuple(_with_word(one, agreements) for one in compared)


def compare_entry(
    mention: Mention,
    values: Mapping[str, FieldValue],
    person: UUID,
    agreements: Mapping[str, bool],
) -> tuple[FieldComparison, ...]:
    """Return the comparisons of a stored mention with a person; unread fields are NOT_READ."""
    entry, read = mention.entry, register_values(values)
    definition = type_of(entry)
    return compare_values(
        definition,
        mention.role,
        read,
        person_values(person),
        agreements,
        places=resolved_places(
            definition, read, office=entry.book.holding_office_id, year=entry.year
        ),
    )


def resolved_places(
    register_type: RegisterType, values: Mapping[str, RegisterValue], *, office: UUID, year: int
) -> dict[str, Chosen]:
    """Return what the office's clerks found the places among the values to mean."""
    places = [one.id for one in register_type.fields if one.kind is Kind.PLACE]
    return chosen_places(office, year, [values[one].text for one in places if one in values])


def _with_word(comparison: FieldComparison, agreements: Mapping[str, bool]) -> FieldComparison:
    if comparison.needs_confirmation and comparison.field_id in agreements:
        return decided(comparison, agrees=agreements[comparison.field_id])
    return comparison
