"""How does an entry stand to the person it is linked to?"""

from collections.abc import Mapping
from uuid import UUID

from hotich.apps.entry.models import FieldValue, Mention
from hotich.apps.entry.values import register_values, type_of
from hotich.apps.population.queries import person_values
from hotich.core.discrepancies import (
    FieldComparison,
    Policy,
    RegisterValue,
    compare_mention,
    decided,
)
from hotich.core.places import gazetteer
from hotich.core.registers import RegisterType

# What an office may relax (design decision 3); every office has the strict one so far.
POLICY = Policy()


def compare_values(
    register_type: RegisterType,
    role: str,
    values: Mapping[str, RegisterValue],
    person: Mapping[str, str],
    agreements: Mapping[str, bool],
) -> tuple[FieldComparison, ...]:
    """Return the comparisons of a mention with a person's values, the clerk's word applied."""
    compared = compare_mention(
        register_type, role, values, person, units=gazetteer(), policy=POLICY
    )
    return tuple(_with_word(one, agreements) for one in compared)


def compare_entry(
    mention: Mention,
    values: Mapping[str, FieldValue],
    person: UUID,
    agreements: Mapping[str, bool],
) -> tuple[FieldComparison, ...]:
    """Return the comparisons of a stored mention with a person; unread fields are NOT_READ."""
    return compare_values(
        type_of(mention.entry),
        mention.role,
        register_values(values),
        person_values(person),
        agreements,
    )


def _with_word(comparison: FieldComparison, agreements: Mapping[str, bool]) -> FieldComparison:
    if comparison.needs_confirmation and comparison.field_id in agreements:
        return decided(comparison, agrees=agreements[comparison.field_id])
    return comparison
