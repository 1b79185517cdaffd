"""What do rows, defects and faults of existing data say on the screen?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext

from hotich.apps.entry.models import Entry
from hotich.apps.entry.naming import number_label
from hotich.apps.existing.models import Fate, UploadRow
from hotich.apps.registers.definitions import definition
from hotich.apps.registers.queries import book_label
from hotich.core.registers import UnknownField
from hotich.core.registers.sheets import DEFECT_WORDS, FILE_DEFECT_WORDS
from hotich.core.words import vi

FAULT_WORDS: Mapping[str, str] = {
    "missing": vi("Không còn tệp này. Hãy nạp lại."),
    "changed": vi("Tệp đã bị thay đổi sau khi gửi. Hãy nạp lại."),
    "not_a_table": vi("Không đọc được bảng trong tệp. Hãy lưu lại thành .xlsx hoặc .csv rồi nạp."),
    "too_big": vi("Tệp quá lớn khi mở ra. Hãy chia thành nhiều tệp."),
    "too_many_rows": vi("Tệp có hơn 20.000 dòng. Hãy chia thành nhiều tệp."),
    "practice_file": vi(
        "Tệp này của hệ thống luyện tập: người trong đó là hư cấu, hệ thống thật không nhận."
    ),
    "real_file": vi("Tệp này có dữ liệu thật. Hệ thống luyện tập không nhận dữ liệu thật."),
    "encoding": vi("Tệp CSV không phải UTF-8. Hãy lưu lại theo UTF-8 rồi nạp."),
    "unknown_columns": vi(
        "Không nhận ra biểu nào từ dòng tiêu đề. Xem danh sách cột được nhận trong hướng dẫn."
    ),
}
TONES: Mapping[str, str] = {
    Fate.NEW: "info",
    Fate.CREATED: "ok",
    Fate.SAME: "idle",
    Fate.DIFFERS: "warn",
}


@dataclass(frozen=True, slots=True)
class RowTold:
    """A row as the page shows it."""

    line: int
    number: str
    name: str
    fate: str
    tone: str
    defects: tuple[str, ...]
    differing: tuple[tuple[str, str, str], ...]
    entry: Entry | None
    book: str


def told_rows(rows: Iterable[UploadRow], register_type: str) -> list[RowTold]:
    """Return the rows as the page shows them; the caller puts the view on record first."""
    return [_told(row, register_type) for row in rows]


def defect_words(code: str, column: str) -> str:
    """Return a defect's sentence behind its column."""
    words = gettext(DEFECT_WORDS.get(code, code))
    return f"{column}: {words}" if column else words


def file_defect_words(defects: Iterable[Iterable[object]]) -> list[tuple[str, str, str, int]]:
    """Return sentence, column, text and number of rows of each defect of the file."""
    told = []
    for code, column, text, rows, _lines in defects:
        words = gettext(FILE_DEFECT_WORDS.get(str(code), str(code)))
        told.append((words, str(column), str(text), int(str(rows))))
    return told


def _told(row: UploadRow, register_type: str) -> RowTold:
    kind = definition(register_type)
    names = (f"{role.code}.full_name" for role in kind.principal_roles)
    number = str(row.cells.get("so", ""))
    return RowTold(
        line=row.line,
        number=number_label(row.entry) if row.entry else number,
        name=", ".join(row.values[one][0] for one in names if one in row.values),
        fate=row.get_fate_display(),
        tone=TONES.get(row.fate, "error"),
        defects=tuple(defect_words(code, column) for code, column in row.defects),
        differing=tuple(
            (_label(register_type, field_id), said, held) for field_id, said, held in row.differing
        ),
        entry=row.entry,
        book=book_label(row.book) if row.book else "",
    )


def _label(register_type: str, field_id: str) -> str:
    try:
        return gettext(definition(register_type).field(field_id).label)
    except UnknownField:
        return field_id
