"""Who are the people whose act an entry is, and what has the clerk concluded of each?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from hotich.apps.entry.concluding import last_decision, live_link
from hotich.apps.entry.models import Entry, Outcome
from hotich.apps.entry.typed import Conclusion, Identity
from hotich.apps.population.queries import person_values
from hotich.core.discrepancies import compared_key
from hotich.core.registers import Field, RegisterType
from hotich.core.words import vi


@dataclass(frozen=True, slots=True)
class Party:
    """A principal person of an entry: what was concluded, and his values once he is linked."""

    role: str
    identity: Identity = Identity.UNDECIDED
    lookup: UUID | None = None
    person: UUID | None = None
    waiting: bool = False
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_linked(self) -> bool:
        """Whether the population database holds him."""
        return self.identity is Identity.LINK

    def conclusion(
        self, agreements: Mapping[str, bool], life: str = "", basis: str = ""
    ) -> Conclusion:
        """Return the conclusion as it is handed in with the entry."""
        return Conclusion(
            identity=self.identity,
            lookup=self.lookup,
            person=self.person,
            life=life,
            basis=basis,
            waiting=self.waiting,
            agreements=agreements,
        )


IDENTITIES: Mapping[Identity, str] = {
    Identity.LINK: vi("đã chọn trong CSDLQGVDC"),
    Identity.NONE: vi("không tìm thấy"),
    Identity.UNDECIDED: vi("chưa kết luận"),
}
Parties = Mapping[str, Party]


def parties_of_draft(definition: RegisterType, kept: Mapping[str, Any]) -> dict[str, Party]:
    """Return by role what the draft says was concluded in step 1, in the order of the roles."""
    people = kept.get("people", {})
    return {
        role.code: _of_draft(role.code, people.get(role.code, {}))
        for role in definition.principal_roles
    }


def parties_of_entry(entry: Entry) -> dict[str, Party]:
    """Return by role what holds for the principal people of a saved entry."""
    return {
        mention.role: _of_mention(mention.role, mention.pk)
        for mention in entry.mentions.filter(principal=True)
    }


def party_compared(spec: Field, parties: Parties) -> tuple[Party, str] | None:
    """Return the linked person with whom the field is compared, and his value; None for none."""
    for party in parties.values():
        key = compared_key(spec, party.role)
        if key is not None and party.is_linked:
            return party, party.values.get(key, "")
    return None


def next_role(definition: RegisterType, kept: Mapping[str, Any]) -> str | None:
    """Return the first principal role of whom the draft says nothing yet; None when all are."""
    people = kept.get("people", {})
    for role in definition.principal_roles:
        if not people.get(role.code, {}).get("identity"):
            return role.code
    return None


def _of_draft(role: str, kept: Mapping[str, Any]) -> Party:
    identity = Identity(kept.get("identity") or Identity.UNDECIDED)
    person = UUID(kept["person"]) if kept.get("person") else None
    lookup = UUID(kept["lookup"]) if kept.get("lookup") else None
    held = person_values(person) if person is not None and identity is Identity.LINK else {}
    return Party(role, identity, lookup, person, bool(kept.get("waiting")), held)


def _of_mention(role: str, mention: UUID) -> Party:
    link, last = live_link(mention), last_decision(mention)
    if link is not None:
        held = person_values(link.person)
        return Party(role, Identity.LINK, link.lookup_id, link.person, values=held)
    is_absent = last is not None and last.outcome == Outcome.NOT_FOUND
    return Party(role, Identity.NONE if is_absent else Identity.UNDECIDED)
