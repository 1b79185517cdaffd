"""What is wrong with a file as a whole, that no single row shows?"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from hotich.core.dates import from_iso
from hotich.core.registers._spec import Kind, RegisterType
from hotich.core.registers.sentinels import sentinel_dates
from hotich.core.registers.sheets.readings import CATCH_ALL
from hotich.core.registers.sheets.rows import ReadRow
from hotich.core.words import vi

FILE_DEFECT_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "sentinel_date": vi(
            "Một ngày đứng ở quá nhiều dòng; có thể là ngày điền thay cho ngày không biết."
        ),
        "constant_code": vi("Mọi dòng đều ghi cùng một mã mặc định; có thể sổ không ghi như vậy."),
        "repeated_number": vi("Một số đăng ký đứng ở nhiều dòng của tệp."),
    }
)
"""What each defect of a file says on the screen."""

# A code is suspected when it fills a column of so many rows at least.
_FEWEST = 20
_PLACEHOLDER_CODES = CATCH_ALL | {"other"}


@dataclass(frozen=True)
class FileDefect:
    """What is wrong in a column of the file, at which text, on which rows (the first ones)."""

    code: str
    column: str
    text: str
    rows: int
    lines: tuple[int, ...] = ()

    @property
    def words(self) -> str:
        """The sentence, Vietnamese; the shell translates it."""
        return FILE_DEFECT_WORDS[self.code]


@dataclass(frozen=True)
class Filed:
    """A row with the line it stands on."""

    line: int
    row: ReadRow


def file_defects(definition: RegisterType, rows: Iterable[Filed]) -> tuple[FileDefect, ...]:
    """Return the days and codes that fill too many rows, and the numbers that come twice."""
    days: defaultdict[str, list[str]] = defaultdict(list)
    codes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    numbers: defaultdict[tuple[object, ...], list[int]] = defaultdict(list)
    for filed in rows:
        for field in definition.fields:
            value = filed.row.values.get(field.id)
            if value is None or not field.column_158:
                continue
            if field.kind is Kind.DATE:
                days[field.column_158].append(value.normalised)
            elif field.choices:
                codes[field.column_158][value.normalised] += 1
        if filed.row.number is not None and filed.row.year is not None:
            key = (filed.row.year, filed.row.volume, filed.row.number)
            numbers[key].append(filed.line)
    return (*_sentinels(days), *_constants(codes), *_repeated(numbers))


def _sentinels(days: Mapping[str, list[str]]) -> Iterable[FileDefect]:
    for column, written in days.items():
        for found in sentinel_dates(written):
            day = from_iso(found.day).vietnamese()
            yield FileDefect("sentinel_date", column, day, found.entries)


def _constants(codes: Mapping[str, Counter[str]]) -> Iterable[FileDefect]:
    for column, counted in codes.items():
        code, times = counted.most_common(1)[0]
        if len(counted) == 1 and times >= _FEWEST and code in _PLACEHOLDER_CODES:
            yield FileDefect("constant_code", column, code, times)


def _repeated(numbers: Mapping[tuple[object, ...], list[int]]) -> Iterable[FileDefect]:
    for key, lines in numbers.items():
        if len(lines) > 1:
            yield FileDefect("repeated_number", "so", f"{key[2]}", len(lines), tuple(lines[:20]))
