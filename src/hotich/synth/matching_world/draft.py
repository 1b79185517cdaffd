"""One row to be looked up while it is being written, and what is noted about it."""

from dataclasses import dataclass, field
from typing import Final

from hotich.synth.matching_world.person import Person

ENTRY_COLUMNS: Final = (
    "entry_id", "mention_id", "entry_type", "role", "year", "number", "full_name", "sex",
    "birth_date", "commune_code", "commune_as_of", "ethnicity", "father_name", "mother_name",
    "spouse_name", "pin", "old_id_number",
)  # fmt: skip
TRUTH_COLUMNS: Final = (
    "entry_id", "mention_id", "entry_type", "role", "person_pin", "also_pins", "outcome", "defects",
)  # fmt: skip

BIRTH: Final = "KS"
MARRIAGE: Final = "KH"
DEATH: Final = "KT"
ADOPTION: Final = "CN"
RECOGNITION: Final = "CMC"
OF_CHILDREN: Final = frozenset({BIRTH, ADOPTION, RECOGNITION})


@dataclass(slots=True)
class Draft:
    """What stands in one row; `subject` is whom it is about, present or not.

    Dates are (year, month, day), 0 = not known. `codes` are the defects; `differing` names the
    facts that a comparison with the population database must find different.
    """

    subject: Person
    entry_type: str
    role: str
    year: int
    office: int
    spouse_name: str = ""
    name: str = ""
    father: str = ""
    mother: str = ""
    sex: str = ""
    ethnicity: str = ""
    birth: tuple[int, int, int] = (0, 0, 0)
    pin: str = ""
    old_number: str = ""
    plain: bool = False
    codes: list[str] = field(default_factory=list)
    differing: set[str] = field(default_factory=set)

    @property
    def linked(self) -> bool:
        """Whether the person is in the population database."""
        return bool(self.subject.pin)

    def note(self, code: str, fact: str = "") -> None:
        """Note a defect, and the fact that it makes differ."""
        if code not in self.codes:
            self.codes.append(code)
        if fact:
            self.differing.add(fact)

    def outcome(self) -> str:
        """Return what must come of the row; "" where facts alone do not tell."""
        if not self.linked:
            return "not_found"
        dirt = self.subject.dirt
        differing = self.differing | _differing_in_population(dirt, plain=self.plain)
        if "population:thi_missing" in dirt and "book:thi_missing" in self.codes:
            differing.discard("name")
        if self.entry_type in OF_CHILDREN:
            missing = {
                "father": not self.father or "population:father_missing" in dirt,
                "mother": not self.mother or "population:mother_missing" in dirt,
            }
            differing -= {fact for fact, blank in missing.items() if blank}
        else:
            differing -= {"father", "mother"}
        if not self.name:
            differing.discard("name")
        if self.entry_type == MARRIAGE or "unknown" in {self.sex, self.subject.held_sex}:
            pass
        elif self.sex != self.subject.held_sex:
            differing.add("sex")
        if _dates_differ(self.birth, self.subject.held_birth):
            differing.add("birth")
        if differing:
            return "inconsistent"
        return "" if "book:old_ethnic_name" in self.codes else "consistent"


def _differing_in_population(dirt: str, *, plain: bool) -> set[str]:
    if not dirt:
        return set()
    found: set[str] = set()
    if "population:name_letter" in dirt or "population:thi_missing" in dirt:
        found.add("name")
    if "population:no_diacritics" in dirt and not plain:
        found.add("name")
    if "population:parent_no_diacritics" in dirt and not plain:
        found |= {"father", "mother"}
    if "population:father_letter" in dirt:
        found.add("father")
    if "population:mother_letter" in dirt:
        found.add("mother")
    return found


def _dates_differ(book: tuple[int, int, int], held: str) -> bool:
    """Say whether two dates differ as far as both are known."""
    if not book[0] or not held:
        return False
    ours = [part for part in book if part]
    theirs = [int(part) for part in held.split("-")]
    if len(ours) == 1 or len(theirs) == 1:
        return ours[0] != theirs[0]
    shared = min(len(ours), len(theirs))
    return ours[:shared] != theirs[:shared]
