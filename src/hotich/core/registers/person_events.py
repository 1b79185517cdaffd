"""What does one entry say of the people it names, as the rules across entries read it?"""

from collections.abc import Mapping

from hotich.core.dates import PartialDate, UnreadableDate, from_iso
from hotich.core.registers._spec import EventKind, Reading, RegisterType, RegisterValue
from hotich.core.registers.cross_entry import PersonEvent

_UNREAD = frozenset({Reading.ILLEGIBLE, Reading.BLANK, Reading.STRUCK_OUT})
# Kinds of registration that repeat by law what another entry registered before.
_AGAIN = frozenset({"again", "certificate"})
# A birth or death registered late was long before its registration, which says nothing of its day.
_OWN_DAY_ONLY = frozenset({EventKind.BIRTH, EventKind.DEATH})
_SPOUSES = {"husband": "wife", "wife": "husband"}


def events_of_entry(
    register_type: RegisterType,
    entry: str,
    values: Mapping[str, RegisterValue],
    persons: Mapping[str, str],
) -> tuple[PersonEvent, ...]:
    """Return one event for each person whose time line the entry enters; () if it enters none.

    `entry` is its UUID, `values` map field ids to what was read, `persons` map roles to the number
    or UUID of the linked person. A role of whom neither name nor person is known has no event.
    """
    event = register_type.event
    if event is None:
        return ()
    said = _Said(values)
    dated = event.dated[:1] if event.kind in _OWN_DAY_ONLY else event.dated
    dates = (said.date(field_id) for field_id in dated)
    day = next((one for one in dates if one.year is not None), PartialDate(None))
    is_again = said.code("entry.registration_kind") in _AGAIN
    return tuple(
        PersonEvent(
            entry=entry,
            register_type=register_type.code,
            role=role,
            person=persons.get(role, ""),
            kind=event.kind,
            date=day,
            name=said.text(f"{role}.full_name"),
            birth=said.date(f"{role}.birth_date"),
            mother=persons.get("mother", "") if role == "child" else "",
            mother_name=said.text("mother.full_name") if role == "child" else "",
            mother_birth=said.date("mother.birth_date") if role == "child" else PartialDate(None),
            father_name=said.text("father.full_name") if role == "child" else "",
            spouse=persons.get(_SPOUSES.get(role, ""), ""),
            spouse_name=said.text(f"{_SPOUSES.get(role, '')}.full_name"),
            again=is_again,
        )
        for role in event.roles
        if persons.get(role) or said.text(f"{role}.full_name")
    )


class _Said:
    """What was read in the entry; what was not, or is struck out, is "" or no date."""

    def __init__(self, values: Mapping[str, RegisterValue]) -> None:
        self._values = {key: one for key, one in values.items() if one.reading not in _UNREAD}

    def text(self, field_id: str) -> str:
        found = self._values.get(field_id)
        return found.text.strip() if found else ""

    def code(self, field_id: str) -> str:
        found = self._values.get(field_id)
        return found.normalised if found else ""

    def date(self, field_id: str) -> PartialDate:
        try:
            return from_iso(self.code(field_id))
        except UnreadableDate:
            return PartialDate(None)
