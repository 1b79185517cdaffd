"""Which facts does the law ask for before a personal number is given, and to whom is none given?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from hotich.core.law import value
from hotich.core.registers import _choices as lists
from hotich.core.registers._spec import Choice, Kind
from hotich.core.registers.nationalities import read_nationality
from hotich.core.words import vi


@dataclass(frozen=True)
class NumberFact:
    """A fact of a number request, whichever register it comes from: its name and its label."""

    name: str
    label: str
    kind: Kind
    choices: tuple[Choice, ...] = ()

    def choice(self, code: str) -> Choice | None:
        """Return the choice of that code, or None."""
        return next((choice for choice in self.choices if choice.code == code), None)


PARENTAGE = "parentage"
NUMBER_FACTS: tuple[NumberFact, ...] = (
    NumberFact("full_name", vi("Họ, chữ đệm, tên"), Kind.NAME),
    NumberFact("birth_date", vi("Ngày, tháng, năm sinh"), Kind.DATE),
    NumberFact("sex", vi("Giới tính"), Kind.SEX, lists.SEXES),
    NumberFact("place_of_registration", vi("Nơi đăng ký khai sinh"), Kind.PLACE),
    NumberFact("place_of_birth", vi("Nơi sinh"), Kind.PLACE),
    NumberFact("hometown", vi("Quê quán"), Kind.PLACE),
    NumberFact("ethnicity", vi("Dân tộc"), Kind.ETHNICITY),
    NumberFact("nationality", vi("Quốc tịch"), Kind.NATIONALITY),
    NumberFact("father_name", vi("Họ, chữ đệm, tên người cha"), Kind.NAME),
    NumberFact("father_birth", vi("Ngày hoặc năm sinh của cha"), Kind.DATE),
    NumberFact("father_nationality", vi("Quốc tịch của cha"), Kind.NATIONALITY),
    NumberFact("mother_name", vi("Họ, chữ đệm, tên người mẹ"), Kind.NAME),
    NumberFact("mother_birth", vi("Ngày hoặc năm sinh của mẹ"), Kind.DATE),
    NumberFact("mother_nationality", vi("Quốc tịch của mẹ"), Kind.NATIONALITY),
    NumberFact(PARENTAGE, vi("Việc xác định cha, mẹ"), Kind.CHOICE, lists.PARENTAGE),
)
"""What a request tells of a person, in the order of its page; one table for every register."""

_UNDETERMINED = {
    "mother": frozenset({"mother_unknown", "both_unknown", "abandoned"}),
    "father": frozenset({"father_unknown", "both_unknown", "abandoned"}),
}
_OWN = "VN"


def number_fact(name: str) -> NumberFact | None:
    """Return the fact of that name, None for one that no request tells."""
    return next((fact for fact in NUMBER_FACTS if fact.name == name), None)


def missing_for_number(values: Mapping[str, str], at: date) -> tuple[str, ...]:
    """Return the names of the facts a number request still lacks on that day, in the law's order.

    `values` maps names of facts to what the book says of the person or what the request supplies
    with its document; "parentage" holds the choice code that says whether a parent is
    undetermined, in which case that parent's facts are not asked for. A date of birth may be a
    year alone.

    Law: ND_70_2024 art. 11(2) as amended by ND_58_2026.
    """
    parentage = values.get(PARENTAGE, "")
    return tuple(
        name
        for name in value("pin.gate", at).items
        if _is_asked_for(name, parentage) and not values.get(name, "").strip()
    )


def is_foreign(values: Mapping[str, str]) -> bool:
    """Tell whether the facts surely say another nationality, or none: then no number is given.

    A blank or doubtful nationality says nothing.

    Law: LUAT_CAN_CUOC_2023 (the number is a citizen's).
    """
    return read_nationality(values.get("nationality", "")) not in {"", _OWN}


def _is_asked_for(name: str, parentage: str) -> bool:
    return parentage not in _UNDETERMINED.get(name.split("_", maxsplit=1)[0], frozenset())
