"""Which sheets are known? One profile each: columns, how dates are written, which code list."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hotich.core.registers import columns_158 as columns
from hotich.core.words import vi

# The code lists of the sheet of October 2024, and those before it (see core/registers/_choices).
_LISTS_2024 = date(2024, 10, 1)
_LISTS_BEFORE = date(2024, 9, 30)
_NUMBER_COLUMNS = {
    ("KS", "child"): "nksSoDinhDanh",
    ("KS", "mother"): "meSoDinhDanhCaNhan",
    ("KS", "father"): "chaSoDinhDanhCaNhan",
}


class UnknownProfile(KeyError):  # noqa: N818 - named for the fault, as the house style asks
    """No profile of that code."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


class DateStyle(StrEnum):
    """How a sheet writes its dates; both are read in every sheet."""

    DOTTED = "dotted"
    SLASHED = "slashed"


@dataclass(frozen=True)
class Profile:
    """One kind of sheet.

    `columns` are the names of the sheet of 2024 whatever the file spells; `headings` are what the
    file spells. `lists_of` is a day on which the sheet's code lists were in use. `confirmed` says
    whether a source shows the order of the columns.
    """

    code: str
    label: str
    register_type: str
    columns: tuple[str, ...]
    headings: tuple[str, ...]
    date_style: DateStyle = DateStyle.DOTTED
    lists_of: date = _LISTS_2024
    confirmed: bool = False

    def number_column(self, role: str) -> str:
        """Return the column of the personal number of a role's person, "" where it has none."""
        column = _NUMBER_COLUMNS.get((self.register_type, role), "")
        return column if column in self.columns else ""

    def heading(self, column: str) -> str:
        """Return how the file spells the column."""
        return self.headings[self.columns.index(column)]


def _sheet(
    code: str,
    label: str,
    register_type: str,
    names: tuple[str, ...],
    *,
    lists_of: date = _LISTS_BEFORE,
    confirmed: bool = False,
) -> Profile:
    return Profile(code, label, register_type, names, names, lists_of=lists_of, confirmed=confirmed)


# Newest of its type first.
_PROFILES = (
    _sheet(
        "158-KS70",
        vi("Biểu nhập khai sinh 70 cột (tháng 10/2024)"),
        "KS",
        columns.KS_70_COLUMNS,
        lists_of=_LISTS_2024,
        confirmed=True,
    ),
    _sheet("158-KS60", vi("Biểu nhập khai sinh 60 cột"), "KS", columns.KS_60_COLUMNS),
    Profile(
        "C06-KS61",
        vi("Tệp khai sinh 61 cột của cơ quan công an"),
        "KS",
        columns.KS_61_COLUMNS,
        tuple(name.upper() for name in columns.KS_61_COLUMNS),
        date_style=DateStyle.SLASHED,
        lists_of=_LISTS_2024,
    ),
    _sheet("158-KH44", vi("Biểu nhập kết hôn 44 cột"), "KH", columns.KH_44_COLUMNS),
    _sheet("158-KT48", vi("Biểu nhập khai tử 48 cột"), "KT", columns.KT_48_COLUMNS),
    _sheet("158-CMC50", vi("Biểu nhập nhận cha, mẹ, con 50 cột"), "CMC", columns.CMC_50_COLUMNS),
    _sheet("158-HN35", vi("Biểu nhập xác nhận hôn nhân 35 cột"), "HN", columns.HN_35_COLUMNS),
)


def profiles() -> tuple[Profile, ...]:
    """Return every known sheet, those of a type together, the newest first."""
    return _PROFILES


def profiles_of(register_type: str) -> tuple[Profile, ...]:
    """Return the sheets of a register type by its code; none for most types."""
    return tuple(one for one in _PROFILES if one.register_type == register_type)


def newest_profile(register_type: str) -> Profile | None:
    """Return the sheet a type is sent in today, or None where no sheet is known."""
    return next(iter(profiles_of(register_type)), None)


def profile(code: str) -> Profile:
    """Return the sheet of that code; raises UnknownProfile."""
    for known in _PROFILES:
        if known.code == code:
            return known
    raise UnknownProfile(code)
