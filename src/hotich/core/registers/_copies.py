"""What in an entry is often the same as elsewhere in it, so that one key may copy it?

Couples share a home; who comes to declare is mostly one of the people named before. A copy is
never made without the clerk's key, and keeps its origin.
"""

from collections.abc import Mapping
from dataclasses import replace

from hotich.core.registers._spec import Field
from hotich.core.words import vi

#: What two people of one home have in common; names, dates and papers are each one's own.
_OF_ONE_HOME = frozenset(
    {"ethnicity", "nationality", "residence_kind", "residence", "paper_issued_at"}
)
#: How a declarant is related who is the one that the role names.
_RELATIONS: Mapping[str, str] = {"father": vi("Cha"), "mother": vi("Mẹ")}


def with_copies(
    fields: tuple[Field, ...],
    *,
    homes: Mapping[str, tuple[str, ...]] | None = None,
    askers: Mapping[str, tuple[str, ...]] | None = None,
    singles: Mapping[str, tuple[str, ...]] | None = None,
) -> tuple[Field, ...]:
    """Return the fields, each knowing from which others it is copied, likeliest first.

    `homes`: block to blocks of people he may live with; `askers`: block of who asks to blocks of
    people he may be; `singles`: field id to field ids.
    """
    known = {field.id for field in fields}

    def sources(field: Field) -> tuple[str, ...]:
        block, _, name = field.id.rpartition(".")
        wanted = list((singles or {}).get(field.id, ()))
        if name in _OF_ONE_HOME:
            wanted += [f"{other}.{name}" for other in (homes or {}).get(block, ())]
        wanted += [f"{other}.{name}" for other in (askers or {}).get(block, ())]
        return tuple(one for one in wanted if one in known)

    def words(field: Field) -> tuple[tuple[str, str], ...]:
        block, _, name = field.id.rpartition(".")
        people = (askers or {}).get(block, ()) if name == "relation" else ()
        return tuple((one, _RELATIONS[one]) for one in people if one in _RELATIONS)

    return tuple(
        replace(field, copied_from=sources(field), copied_words=words(field)) for field in fields
    )
