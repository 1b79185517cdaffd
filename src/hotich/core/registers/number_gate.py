"""Which facts are still missing before a personal number may be asked for?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

_FACTS_2026 = (
    "child.full_name",
    "child.birth_date",
    "child.sex",
    "entry.place_of_registration",
    "child.place_of_birth",
    "child.hometown",
    "child.ethnicity",
    "child.nationality",
)
_UNDETERMINED = {
    "mother": frozenset({"mother_unknown", "both_unknown", "abandoned"}),
    "father": frozenset({"father_unknown", "both_unknown", "abandoned"}),
}


@dataclass(frozen=True)
class NumberGate:
    """The facts the police side must receive, since a day; None = as far back as is known."""

    since: date | None
    facts: tuple[str, ...]
    parent_facts: tuple[str, ...]
    law: str
    confirmed: bool


# The list before March 2026 was not read: the same one stands in for it, marked unconfirmed.
_GATES = (
    NumberGate(None, _FACTS_2026, ("full_name", "nationality"), "ND_70_2024", confirmed=False),
    NumberGate(
        date(2026, 3, 15), _FACTS_2026, ("full_name", "nationality"), "ND_58_2026", confirmed=True
    ),
)


def number_gate(at: date) -> NumberGate:
    """Return the gate in force on that day.

    Law: ND_70_2024 art. 11(2) as amended by ND_58_2026.
    """
    return [gate for gate in _GATES if gate.since is None or gate.since <= at][-1]


def missing_for_number(values: Mapping[str, str], at: date) -> tuple[str, ...]:
    """Return the ids of the facts a number request still lacks on that day, in the law's order.

    `values` maps field ids to what the book says or what the request supplies with its document;
    `child.parentage` holds the choice code that says whether a parent is undetermined, in which
    case that parent's facts are not asked for. A date of birth may be a year alone.

    Law: ND_70_2024 art. 11(2) as amended by ND_58_2026.
    """
    gate = number_gate(at)
    needed = list(gate.facts)
    for parent, codes in _UNDETERMINED.items():
        if values.get("child.parentage", "") not in codes:
            needed += [f"{parent}.{fact}" for fact in gate.parent_facts]
    return tuple(field_id for field_id in needed if not values.get(field_id, "").strip())
