"""What can be wrong with a table, its rows and its cells, and how is it said?"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from hotich.core.words import vi

Translate = Callable[[str], str]
"""Returns the words of the reader's language for Vietnamese ones."""

# Why a row was refused, or taken with a remark. The codes are those of the population import.
REASON_WORDS: Final[Mapping[str, str]] = {
    "wrong_number_of_columns": vi("số cột khác với dòng tiêu đề"),
    "unreadable": vi("dòng không đọc được"),
    "quote_open": vi("dấu ngoặc kép mở mà không đóng"),
    "not_utf8": vi("có ký tự không phải UTF-8"),
    "control_character": vi("có ký tự điều khiển"),
    "too_long": vi("dài quá mức lưu được"),
    "no_name_no_pin": vi("không có họ tên và không có số định danh"),
    "no_name": vi("không có họ tên"),
    "no_entry_id": vi("không có mã trường hợp đăng ký"),
    "entry_repeated": vi("mã trường hợp đăng ký đã có ở dòng khác của tệp"),
    "invalid_pin": vi("số định danh không đủ 12 chữ số"),
    "pin_repeated": vi("số định danh đã có ở dòng khác của tệp"),
    "unreadable_date": vi("ngày không đọc được"),
    "date_of_another_form": vi("ngày viết kiểu khác; phải viết năm-tháng-ngày, như 1998-09-02"),
    "impossible_date": vi("ngày không có trên lịch"),
    "unknown_sex": vi("giới tính không phải male, female hoặc unknown"),
    "unknown_commune": vi("mã xã không có trong danh mục của ngày ghi kèm"),
    "old_font": vi("có vẻ viết bằng phông cũ (TCVN3 hoặc VNI)"),
}

# Why a whole file was not read: what is wrong, then what to do.
PROBLEM_WORDS: Final[Mapping[str, str]] = {
    "missing": vi("Không tìm thấy tệp {file}. Hãy kiểm tra lại đường dẫn."),
    "unreadable": vi("Không mở được tệp {file}. Hãy kiểm tra quyền đọc tệp."),
    "empty": vi("Tệp {file} trống. Hãy xuất lại dữ liệu, có dòng tiêu đề."),
    "spreadsheet": vi("Tệp {file} là bảng tính. Hãy lưu thành CSV UTF-8 rồi làm lại."),
    "compressed": vi("Tệp {file} là tệp nén. Hãy giải nén rồi làm lại."),
    "not_a_table": vi("Tệp {file} không phải là CSV hay Parquet. Hãy xuất lại dữ liệu."),
    "parquet_broken": vi(
        "Tệp Parquet {file} bị hỏng hoặc chưa chép xong. Hãy chép hoặc xuất lại tệp."
    ),
    "no_heading": vi(
        "Dòng đầu của tệp {file} không phải dòng tiêu đề. Hãy thêm dòng tên cột, có: {columns}."
    ),
    "columns": vi("Tệp {file} thiếu cột: {columns}. Hãy thêm cột, hoặc sửa tên cột ở dòng đầu."),
    "column_twice": vi("Tệp {file} có nhiều cột cùng tên: {columns}. Hãy chỉ để lại một cột."),
    "utf-16": vi(
        "Tệp {file} viết bằng UTF-16. Hãy lưu lại thành CSV UTF-8, hoặc thêm --convert utf-16."
    ),
    "tcvn3": vi(
        "Chữ trong tệp {file} viết bằng phông cũ TCVN3 (ABC). Hãy thêm --convert tcvn3 để chuyển "
        "sang Unicode và xem trước vài tên."
    ),
    "vni": vi(
        "Chữ trong tệp {file} viết bằng phông cũ VNI. Hãy thêm --convert vni để chuyển sang "
        "Unicode và xem trước vài tên."
    ),
    "windows-1258": vi(
        "Tệp {file} viết bằng bảng mã Windows-1258. Hãy lưu lại thành CSV UTF-8, hoặc thêm "
        "--convert windows-1258."
    ),
    "encoding_unknown": vi(
        "Không nhận ra bảng mã của tệp {file}. Hãy lưu lại thành CSV UTF-8 rồi làm lại."
    ),
    "nothing_to_convert": vi(
        "Chữ trong tệp {file} đã là Unicode, chuyển mã sẽ làm hỏng. Hãy bỏ --convert."
    ),
}
SUGGESTION_WORDS: Final = vi("Có phải cột {given} là {wanted}?")

# What was done or seen with a file that was read.
NOTE_WORDS: Final[Mapping[str, str]] = {
    "bom": vi("Tệp có dấu thứ tự byte (BOM) ở đầu; đã bỏ qua."),
    "semicolon": vi("Các cột ngăn cách bằng dấu chấm phẩy."),
    "tab": vi("Các cột ngăn cách bằng dấu Tab."),
    "columns_ignored": vi("Không dùng các cột: {columns}."),
    "cast_to_text": vi("Các cột không phải dạng chữ, đã đổi thành chữ: {columns}."),
    "utf-16": vi("Đã chuyển từ UTF-16."),
    "tcvn3": vi("Đã chuyển từ TCVN3 (ABC)."),
    "vni": vi("Đã chuyển từ VNI."),
    "windows-1258": vi("Đã chuyển từ Windows-1258."),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a row, or a value of it, is refused or remarked upon."""

    column: str
    reason: str
    refused: bool = True


@dataclass(frozen=True, slots=True)
class Note:
    """One thing to say about a file that was read; `columns` where it concerns some."""

    code: str
    columns: tuple[str, ...] = ()


class TableUnreadableError(Exception):
    """The file holds no table that can be matched.

    `problem` is a key of PROBLEM_WORDS; `columns` names those concerned; `suggestions` are
    (name given, name meant) of headings that nearly are one.
    """

    def __init__(
        self,
        problem: str,
        path: Path,
        columns: Sequence[str] = (),
        suggestions: Sequence[tuple[str, str]] = (),
    ) -> None:
        super().__init__(problem, path.name, tuple(columns), tuple(suggestions))
        self.problem = problem
        self.path = path
        self.columns = tuple(columns)
        self.suggestions = tuple(suggestions)


def _same(text: str) -> str:
    return text


def problem_sentence(error: TableUnreadableError, translate: Translate = _same) -> str:
    """Return what is wrong with the file and what to do, in sentences."""
    said = [
        translate(PROBLEM_WORDS[error.problem]).format(
            file=error.path.name, columns=", ".join(error.columns)
        )
    ]
    said += [
        translate(SUGGESTION_WORDS).format(given=given, wanted=wanted)
        for given, wanted in error.suggestions
    ]
    return " ".join(said)


def note_sentence(note: Note, translate: Translate = _same) -> str:
    """Return what there is to say about a file that was read."""
    return translate(NOTE_WORDS[note.code]).format(columns=", ".join(note.columns))


def reason_words(reason: str, translate: Translate = _same) -> str:
    """Return why a row was refused or remarked upon."""
    return translate(REASON_WORDS[reason])
