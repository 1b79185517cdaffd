"""What does a row of a sheet say, what is wrong with it, and how is a row written?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from types import MappingProxyType
from typing import TypeAlias

from hotich.core.names import verbatim
from hotich.core.registers._spec import Field, Kind, Reading, RegisterType, RegisterValue
from hotich.core.registers.entry_numbers import EntryNumber, read_entry_number, read_entry_year
from hotich.core.registers.normalising import normalise
from hotich.core.registers.sheets.profiles import DateStyle, Profile
from hotich.core.registers.sheets.readings import (
    Said,
    as_written,
    date_of,
    is_misfit,
    read_code,
    read_day,
    volume_year,
)
from hotich.core.registers.sheets.suspicions import suspicions
from hotich.core.registers.storing import ValueProblem, validate_value
from hotich.core.words import vi

Cell: TypeAlias = str | int | float | bool | date | datetime | time | None

OVERFLOW = "+"
"""The column under which a cell stands that lies beyond the headings."""

DEFECT_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "no_number": vi("Không có số đăng ký đọc được nên không biết là trường hợp nào."),
        "no_year": vi("Không tìm được năm đăng ký trong số, ngày đăng ký hoặc quyển số."),
        "shifted_row": vi("Các ô của dòng này có vẻ bị lệch cột."),
        "too_long": vi("Nội dung dài quá 1.000 ký tự."),
        "control_character": vi("Nội dung có ký tự điều khiển không lưu được."),
        "number_without_year": vi("Số đăng ký có dấu gạch chéo nhưng không ghi năm."),
        "year_differs": vi("Năm ghi trong số đăng ký khác năm của ngày đăng ký."),
        "unreadable_date": vi("Không đọc được ngày."),
        "impossible_date": vi("Ngày không có trên lịch."),
        "year_out_of_range": vi("Năm quá xa hoặc ở tương lai."),
        "serial_date": vi("Ngày ghi bằng số thứ tự của bảng tính, đã đổi ra ngày."),
        "sheet_date": vi("Ô ghi ngày của bảng tính, không phải chữ; đã viết lại thành chữ."),
        "number_for_date": vi("Ngày bị bảng tính đổi thành số; số 0 cuối năm được thêm lại."),
        "unknown_code": vi("Mã không có trong danh mục, giữ nguyên như trong tệp."),
        "code_of_other_list": vi("Mã thuộc danh mục của thời kỳ khác."),
        "default_code": vi("Mã này thường là giá trị mặc định, không phải điều sổ ghi."),
        "placeholder_place": vi("Nơi ghi trong ô này không có tên địa danh."),
        "words_differ": vi("Ngày ghi bằng chữ khác ngày ghi bằng số."),
        "words_unreadable": vi("Không đọc được ngày ghi bằng chữ."),
        "lost_nought": vi("Số định danh có 11 chữ số, có thể bảng tính đã bỏ số 0 ở đầu."),
        "not_a_pin": vi("Số định danh không đủ 12 chữ số."),
        "pin_unknown_province": vi("Ba chữ số đầu của số định danh không phải mã tỉnh đã biết."),
        "pin_sex": vi("Số định danh không hợp với giới tính."),
        "pin_birth_year": vi("Số định danh không hợp với năm sinh."),
    }
)
"""What each defect of a row says on the screen."""

REFUSING = frozenset({"no_number", "no_year", "shifted_row", "too_long", "control_character"})
"""The defects with which a row cannot be loaded; every other one is told and loaded."""

# So many cells that cannot be what their column holds make a shifted row.
_MISFITS = 3
_NUMBER, _VOLUME, _REGISTERED = "so", "quyenSo", "ngayDangKy"


@dataclass(frozen=True)
class Defect:
    """What is wrong at a column of a row (words in DEFECT_WORDS); "" = the row as a whole."""

    code: str
    column: str = ""

    @property
    def words(self) -> str:
        """The sentence, Vietnamese; the shell translates it."""
        return DEFECT_WORDS[self.code]

    @property
    def refuses(self) -> bool:
        """Whether a row with it cannot be loaded."""
        return self.code in REFUSING


@dataclass(frozen=True)
class ReadRow:
    """A row as it was read.

    `cells` are all texts of the row by column, also of columns the definition has no field for;
    `values` are those of its fields. A blank cell is in neither: a sheet that is silent does not
    say that the book is blank.
    """

    cells: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, RegisterValue] = field(default_factory=dict)
    defects: tuple[Defect, ...] = ()
    number: EntryNumber | None = None
    year: int | None = None

    @property
    def number_written(self) -> str:
        """The number as the sheet writes it."""
        return self.cells.get(_NUMBER, "")

    @property
    def volume(self) -> str:
        """The volume as the sheet writes it."""
        return self.cells.get(_VOLUME, "")

    @property
    def refused(self) -> Defect | None:
        """The first defect with which the row cannot be loaded, or None."""
        return next((one for one in self.defects if one.refuses), None)


def cell_text(cell: Cell) -> str:
    """Return a cell as text: a day as dd/mm/yyyy, a whole number without its point."""
    return as_written(cell)


def read_row(
    profile: Profile,
    definition: RegisterType,
    cells: Mapping[str, Cell],
    *,
    at: date,
    year: int | None = None,
) -> ReadRow:
    """Return what a row says, with its defects; nothing is put in the place of what is missing.

    `cells` are by column; `at` is the day of reading, for years to come; `year` is the year the
    officer gave for rows that name none.
    """
    texts = {column: text for column, cell in cells.items() if (text := as_written(cell))}
    defects: list[Defect] = []
    values: dict[str, RegisterValue] = {}
    fields = {spec.column_158: spec for spec in definition.fields if spec.column_158}
    misfits = int(OVERFLOW in texts) * _MISFITS
    for column in profile.columns:
        spec = fields.get(column)
        if spec is None or column not in texts:
            continue
        said = _said(spec, cells[column], profile, at)
        values[spec.id] = said.value
        misfits += is_misfit(spec, said.value)
        defects += (Defect(code, column) for code in said.defects)
        problem = validate_value(spec, said.value.text)
        if problem is not None:
            is_long = problem is ValueProblem.TOO_LONG
            defects.append(Defect("too_long" if is_long else "control_character", column))
    if misfits >= _MISFITS:
        defects.insert(0, Defect("shifted_row"))
    number = read_entry_number(texts.get(_NUMBER, ""))
    found, more = _year_of(texts, values, at, year)
    defects += more
    if number is None:
        defects.append(Defect("no_number", _NUMBER))
    defects += (
        Defect(code, definition.field(field_id).column_158 or "")
        for field_id, code in suspicions(definition, values)
    )
    return ReadRow(MappingProxyType(texts), MappingProxyType(values), tuple(defects), number, found)


def write_row(
    profile: Profile,
    definition: RegisterType,
    values: Mapping[str, RegisterValue],
    *,
    cells: Mapping[str, str] | None = None,
) -> tuple[str, ...]:
    """Return the cells of a row in the sheet's order; what is not known stays empty.

    `cells` are texts by column that no field holds, such as STT or a person's number; a field's
    own text goes before them. What the book leaves blank, strikes out or hides is not written.
    """
    written = dict(cells or {})
    for spec in definition.fields:
        value = values.get(spec.id)
        if spec.column_158 and value is not None and (text := _cell(spec, value, profile)):
            written[spec.column_158] = text
    return tuple(written.get(column, "") for column in profile.columns)


def _said(spec: Field, cell: Cell, profile: Profile, at: date) -> Said:
    text = verbatim(as_written(cell))
    if spec.kind is Kind.DATE:
        return read_day(cell, text, at)
    if any(choice.code_158 for choice in spec.choices):
        return read_code(spec, text, profile.lists_of)
    return Said(RegisterValue(text, Reading.CLEAR, normalise(spec, text)))


def _year_of(
    texts: Mapping[str, str], values: Mapping[str, RegisterValue], at: date, given: int | None
) -> tuple[int | None, list[Defect]]:
    """Return the year of the register: of the number, else of the day, the volume, the officer."""
    defects: list[Defect] = []
    number = texts.get(_NUMBER, "")
    written = read_entry_year(number)
    if number.rstrip().endswith("/"):
        defects.append(Defect("number_without_year", _NUMBER))
    day = date_of(values.get("entry.registered_on"))
    registered = day.year if day and day.year and day.year <= at.year else None
    if written and registered and written != registered:
        defects.append(Defect("year_differs", _NUMBER))
    found = written or registered or volume_year(texts.get(_VOLUME, "")) or given
    if found is None:
        defects.append(Defect("no_year", _REGISTERED))
    return found, defects


_UNREAD = frozenset({Reading.ILLEGIBLE, Reading.BLANK, Reading.STRUCK_OUT})
# A paper that the sheet has no number for is "other papers".
_OTHER_PAPER = "8"
_PAPER_COLUMN = "LoaiGiayToTuyThan"


def _cell(spec: Field, value: RegisterValue, profile: Profile) -> str:
    if value.reading in _UNREAD:
        return ""
    if spec.kind is Kind.DATE:
        day = date_of(value)
        if day is None:
            return ""
        return day.dotted() if profile.date_style is DateStyle.DOTTED else day.vietnamese()
    if spec.kind is Kind.PIN:
        return value.normalised
    if not any(choice.code_158 for choice in spec.choices):
        return value.text.strip()
    choice = spec.choice(value.normalised)
    if choice is None:
        return ""
    if choice.code_158 is None:
        return _OTHER_PAPER if (spec.column_158 or "").endswith(_PAPER_COLUMN) else ""
    return choice.code_158 if choice.is_valid(profile.lists_of) else ""
