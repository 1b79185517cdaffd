"""Who takes part in an act: people for every role of any register type, of ages that fit.

Families come from `families`; a role that no rule names gets an adult of the sex the role asks for,
so that a register type added later is cast too.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from random import Random

from hotich.core.registers import RegisterType
from hotich.synth.chance import number
from hotich.synth.families import Family, FamilyMaker, Person
from hotich.synth.naming import FEMALE, MALE
from hotich.synth.territory import Place, Territory

ASKERS = ("declarant", "requester")


@dataclass(slots=True)
class Cast:
    """The people of one entry by role, and how whoever asked for it is related."""

    office: Place
    year: int
    people: dict[str, Person | None] = field(default_factory=dict)
    asker: Person | None = None
    relation: str = ""

    def named(self, holder: str) -> Person | None:
        """Return the person of a role, or who asked; None where the entry names nobody."""
        return self.asker if holder in ASKERS else self.people.get(holder)


class Casting:
    """Draws the people of entries from one stream of chance."""

    __slots__ = ("_chance", "_families", "_territory")

    def __init__(self, chance: Random, families: FamilyMaker, territory: Territory) -> None:
        self._chance = chance
        self._families = families
        self._territory = territory

    def cast(self, register_type: RegisterType, year: int) -> Cast:
        """Return people for every role of the type in an entry of that year."""
        cast = Cast(self._territory.home(self._chance), year)
        roles = frozenset(role.code for role in register_type.roles)
        for asked, story in self._stories():
            if asked <= roles:
                story(cast)
                break
        cast.people = {code: one for code, one in cast.people.items() if code in roles}
        for role in register_type.roles:
            if role.code not in cast.people:
                cast.people[role.code] = self._adult(cast, role.sex)
        if cast.asker is None:
            principal = next(role.code for role in register_type.roles if role.principal)
            cast.asker, cast.relation = cast.people[principal], "Bản thân"
        return cast

    def _stories(self) -> tuple[tuple[frozenset[str], Callable[[Cast], None]], ...]:
        return (
            (frozenset({"child", "mother", "father"}), self._birth),
            (frozenset({"husband", "wife"}), self._couple),
            (frozenset({"child", "adoptive_mother"}), self._adoption),
            (frozenset({"deceased"}), self._death),
            (frozenset({"parent", "child"}), self._recognition),
            (frozenset({"ward", "guardian"}), self._guardianship),
        )

    def _family(self, cast: Cast, age: int) -> tuple[Family, Person]:
        """Return a family with both parents known and its child of that age."""
        while True:
            family = self._families.family((cast.office, cast.year - age))
            if family.father is not None and family.anchor is not None:
                return family, family.anchor

    def _adult(self, cast: Cast, sex: str = "") -> Person:
        family, child = self._family(cast, number(self._chance, 20, 55))
        wanted = {"male": MALE, "female": FEMALE}.get(sex, child.sex)
        father = family.father
        if child.sex == wanted or father is None:
            return child
        return father if wanted == MALE else family.mother

    def _birth(self, cast: Cast) -> None:
        family, child = self._family(cast, 0)
        known = self._chance.random() >= 0.05
        cast.people |= {"child": child, "mother": family.mother}
        cast.people["father"] = family.father if known else None
        by_father = known and self._chance.random() < 0.5
        cast.asker = family.father if by_father else family.mother
        cast.relation = "Cha" if by_father else "Mẹ"

    def _couple(self, cast: Cast) -> None:
        family, _ = self._family(cast, number(self._chance, 1, 4))
        cast.people |= {"husband": family.father, "wife": family.mother}
        cast.asker, cast.relation = family.father, "Bản thân"

    def _adoption(self, cast: Cast) -> None:
        family, child = self._family(cast, number(self._chance, 0, 9))
        adopters, _ = self._family(cast, number(self._chance, 1, 12))
        alone = self._chance.random() < 0.15
        cast.people |= {
            "child": child,
            "adoptive_father": None if alone else adopters.father,
            "adoptive_mother": adopters.mother,
            "giver_father": family.father if self._chance.random() < 0.6 else None,
            "giver_mother": family.mother,
        }

    def _death(self, cast: Cast) -> None:
        young = self._chance.random() < 0.08
        age = number(self._chance, 0, 4) if young else number(self._chance, 20, 55)
        family, child = self._family(cast, age)
        if young:
            cast.people["deceased"] = child
            cast.asker, cast.relation = family.mother, "Mẹ"
            return
        father = family.father if self._chance.random() < 0.55 else None
        cast.people["deceased"] = father or family.mother
        cast.asker, cast.relation = child, "Con"

    def _recognition(self, cast: Cast) -> None:
        family, child = self._family(cast, number(self._chance, 0, 20))
        parent = family.father if self._chance.random() < 0.85 else family.mother
        cast.people |= {"parent": parent, "child": child}
        cast.asker, cast.relation = family.mother, "Mẹ"

    def _guardianship(self, cast: Cast) -> None:
        _, ward = self._family(cast, number(self._chance, 2, 16))
        guardians, elder = self._family(cast, number(self._chance, 5, 30))
        second = guardians.father if self._chance.random() < 0.4 else None
        cast.people |= {"ward": ward, "guardian": guardians.mother, "second_guardian": second}
        cast.asker, cast.relation = guardians.mother, "Người giám hộ"
        cast.people["supervisor"] = elder if cast.year - elder.year >= 18 else guardians.father


def population_of(cast: Cast, roles: Mapping[str, bool]) -> list[Person]:
    """Return the people of the cast, principals first, then who asked; each once."""
    ordered = sorted(roles, key=lambda code: not roles[code])
    people = [*(cast.people.get(code) for code in ordered), cast.asker]
    return list(dict.fromkeys(person for person in people if person is not None))
