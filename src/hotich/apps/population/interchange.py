"""What does a row of the interchange file say? Read, checked, and made a person's values."""

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from hotich.apps.population.models import PERSON_FIELDS
from hotich.apps.population.storing import DATE_FIELDS, LONGEST, PIN_FIELDS, SEXES
from hotich.core.dates import UnreadableDate, from_iso
from hotich.core.matching import CODES_AS_OF, codes_today
from hotich.core.pin import compact, is_valid
from hotich.core.words import vi

REQUIRED_COLUMNS: Final = (
    "pin",
    "full_name",
    "sex",
    "birth_date",
    "commune_code",
    "ethnicity",
    "father_name",
    "mother_name",
    "father_pin",
    "mother_pin",
)
COLUMNS: Final = ("pin", *PERSON_FIELDS)

# Why a row was refused, or loaded with a remark.
REASON_WORDS: Final[Mapping[str, str]] = {
    "wrong_number_of_columns": vi("số cột khác với dòng tiêu đề"),
    "unreadable": vi("dòng không đọc được"),
    "not_utf8": vi("có ký tự không phải UTF-8"),
    "control_character": vi("có ký tự điều khiển"),
    "too_long": vi("dài quá mức lưu được"),
    "no_name_no_pin": vi("không có họ tên và không có số định danh"),
    "invalid_pin": vi("số định danh không đủ 12 chữ số"),
    "pin_repeated": vi("số định danh đã có ở dòng khác của tệp"),
    "pin_known": vi("số định danh đã có trong cơ sở dữ liệu"),
    "unreadable_date": vi("ngày không đọc được"),
    "impossible_date": vi("ngày không có trên lịch"),
    "unknown_sex": vi("giới tính không phải male, female hoặc unknown"),
    "unknown_commune": vi("mã xã không có trong danh mục của ngày ghi kèm"),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a row, or a value of it, is refused or remarked upon."""

    column: str
    reason: str
    refused: bool = True


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row that can be stored, in the order of COLUMNS, with what is remarked."""

    values: tuple[str, ...]
    remarks: tuple[Fault, ...] = ()

    @property
    def pin(self) -> str:
        """Return the number, "" for none."""
        return self.values[0]


class RowReader:
    """Reads the rows of one file, whose columns may stand in any order and be more."""

    def __init__(self, heading: Sequence[str]) -> None:
        names = [name.strip().lstrip("\ufeff").lower() for name in heading]
        self.missing = tuple(name for name in REQUIRED_COLUMNS if name not in names)
        self.width = len(names)
        self._places = tuple(
            (column, names.index(column) if column in names else None) for column in COLUMNS
        )

    def read(self, cells: Sequence[str]) -> ReadRow | Fault:
        """Return the row ready to be stored, or the first fault that refuses it."""
        if len(cells) != self.width:
            return Fault("", "wrong_number_of_columns")
        values: list[str] = []
        remarks: list[Fault] = []
        for column, place in self._places:
            text = cells[place] if place is not None else ""
            if text:
                read = _read_cell(column, text)
                if isinstance(read, Fault):
                    if read.refused:
                        return read
                    remarks.append(read)
                    read = text.strip()
                text = read
            values.append(text)
        row = dict(zip(COLUMNS, values, strict=True))
        if not row["full_name"] and not row["pin"]:
            return Fault("full_name", "no_name_no_pin")
        return _with_commune(row, remarks)


def _with_commune(row: dict[str, str], remarks: list[Fault]) -> ReadRow:
    row["sex"] = row["sex"] or "unknown"
    if row["commune_code"]:
        row["commune_as_of"] = row["commune_as_of"] or CODES_AS_OF.isoformat()
        if not codes_today(row["commune_code"], row["commune_as_of"]):
            remarks.append(Fault("commune_code", "unknown_commune", refused=False))
    return ReadRow(tuple(row.values()), tuple(remarks))


def _read_cell(column: str, text: str) -> str | Fault:
    if not text.isprintable():
        fault = _unprintable(column, text)
        if fault is not None:
            return fault
    text = text.strip()
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    if len(text) > LONGEST.get(column, 1000):
        return Fault(column, "too_long")
    check = _CHECKS.get(column)
    return check(column, text) if check and text else text


def _unprintable(column: str, text: str) -> Fault | None:
    """Return the fault of a text with letters that cannot be shown; blanks of all kinds pass."""
    categories = {unicodedata.category(letter) for letter in text}
    if "Cs" in categories:
        return Fault(column, "not_utf8")
    return Fault(column, "control_character") if "Cc" in categories else None


@lru_cache(maxsize=1 << 16)
def _date(column: str, text: str) -> str | Fault:
    try:
        read = from_iso(text)
    except UnreadableDate:
        return Fault(column, "unreadable_date")
    # An impossible day is kept as it stands: so it is in the register that sent it.
    return read.iso() if read.is_possible() else Fault(column, "impossible_date", refused=False)


def _whole_day(column: str, text: str) -> str | Fault:
    read = _date(column, text)
    return read if isinstance(read, Fault) or len(read) == 10 else Fault(column, "unreadable_date")


def _sex(column: str, text: str) -> str | Fault:
    code = text.lower()
    return code if code in SEXES else Fault(column, "unknown_sex")


def _pin(column: str, text: str) -> str | Fault:
    return compact(text) if is_valid(text) else Fault(column, "invalid_pin")


_CHECKS: Final[Mapping[str, Callable[[str, str], str | Fault]]] = {
    **dict.fromkeys(DATE_FIELDS, _date),
    **dict.fromkeys(PIN_FIELDS, _pin),
    "sex": _sex,
    "commune_as_of": _whole_day,
}
