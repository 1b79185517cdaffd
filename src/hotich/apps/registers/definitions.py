"""Which register types does this installation have: the program's own and the operator's editions.

Rooms ask here for the definition of a book or an entry, and never `core.registers` directly.
"""

from dataclasses import dataclass

from hotich.core.registers import REGISTER_TYPES, Edition, RegisterType, UnknownRegisterType

# The order of the plan: births, marriages, adoptions, deaths, then all the rest alike.
FIRST_CODES = ("KS", "KH", "CN", "KT")


def definitions() -> tuple[RegisterType, ...]:
    """Return every register type in the order of the campaign.

    Law: KH_NGA_TRUONG_2023 II.2.b.
    """
    return tuple(sorted(REGISTER_TYPES, key=lambda one: rank(one.code)))


def definition(code: str) -> RegisterType:
    """Return the register type of that code ("KS") or slug ("births").

    Raises: UnknownRegisterType.
    """
    for known in definitions():
        if code in {known.code, known.slug}:
            return known
    raise UnknownRegisterType(code)


def rank(code: str) -> int:
    """Return the place of a type in the campaign's order; those after the named four share one."""
    return FIRST_CODES.index(code) if code in FIRST_CODES else len(FIRST_CODES)


def place(code: str) -> tuple[int, str]:
    """Return what sorts codes of types as `definitions` lists them; unknown ones come last."""
    codes = [one.code for one in definitions()]
    return (codes.index(code) if code in codes else len(codes)), code


@dataclass(frozen=True, slots=True)
class EditionFile:
    """A file of the operator: the edition it gave, or in `problem` why it gave none."""

    name: str
    register_type: str = ""
    edition: Edition | None = None
    problem: str = ""


def edition_files() -> tuple[EditionFile, ...]:
    """Return the operator's files by name, those that were refused too."""
    return ()
