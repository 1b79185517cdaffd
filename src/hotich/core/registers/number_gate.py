"""Which facts are still missing before a personal number may be asked for?"""

from collections.abc import Mapping
from datetime import date

from hotich.core.law import value

_FIELDS = {
    "place_of_registration": "entry.place_of_registration",
    "father_name": "father.full_name",
    "father_nationality": "father.nationality",
    "mother_name": "mother.full_name",
    "mother_nationality": "mother.nationality",
}
_UNDETERMINED = {
    "mother": frozenset({"mother_unknown", "both_unknown", "abandoned"}),
    "father": frozenset({"father_unknown", "both_unknown", "abandoned"}),
}


def _field_id(fact: str) -> str:
    return _FIELDS.get(fact, f"child.{fact}")


def _is_asked_for(field_id: str, parentage: str) -> bool:
    return parentage not in _UNDETERMINED.get(field_id.split(".", maxsplit=1)[0], frozenset())


def missing_for_number(values: Mapping[str, str], at: date) -> tuple[str, ...]:
    """Return the ids of the facts a number request still lacks on that day, in the law's order.

    `values` maps field ids to what the book says or what the request supplies with its document;
    `child.parentage` holds the choice code that says whether a parent is undetermined, in which
    case that parent's facts are not asked for. A date of birth may be a year alone.

    Law: ND_70_2024 art. 11(2) as amended by ND_58_2026.
    """
    parentage = values.get("child.parentage", "")
    needed = (_field_id(fact) for fact in value("pin.gate", at).items)
    return tuple(
        field_id
        for field_id in needed
        if _is_asked_for(field_id, parentage) and not values.get(field_id, "").strip()
    )
