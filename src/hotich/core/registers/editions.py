"""What does an operator's edition file say? A printed form added as data, without code.

The file is TOML: `register`, `code`, `label`, `years`, and one `[[column]]` for each printed column
in order, with `id` (a field of the register type, or "extra.<name>" for a column only this form
has) and, where the printed words differ, `label`. An extra column also has `kind`, `section` and,
for a choice, `choices` (a list of tables with `code` and `label`).
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from hotich.core.registers import _choices as lists
from hotich.core.registers._blocks import ETHNICITIES
from hotich.core.registers._spec import Choice, Edition, Field, Kind, RegisterType
from hotich.core.words import vi

EXTRA: Final = "extra."

_HEAD_KEYS: Final = ("register", "code", "label", "years")
_COLUMN_KEYS: Final = frozenset({"id", "label", "kind", "section", "choices"})
_CHOICE_KEYS: Final = frozenset({"code", "label", "code_158"})
_CODE: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,19}")
_EXTRA_ID: Final = re.compile(r"extra\.[a-z][a-z0-9_]{0,40}")
_CHOICE_CODE: Final = re.compile(r"[a-z0-9][a-z0-9_]{0,39}")
_LINE_OF_ERROR: Final = re.compile(r"at line (\d+)")
_LONGEST_LABEL: Final = 120


class EditionProblem(StrEnum):
    """Why an edition file cannot be used."""

    NOT_TOML = "not_toml"
    MISSING_KEY = "missing_key"
    UNKNOWN_KEY = "unknown_key"
    WRONG_KIND_OF_VALUE = "wrong_kind_of_value"
    OTHER_REGISTER = "other_register"
    BAD_CODE = "bad_code"
    CODE_TAKEN = "code_taken"
    UNKNOWN_FIELD = "unknown_field"
    DUPLICATE_COLUMN = "duplicate_column"
    UNKNOWN_KIND = "unknown_kind"
    UNKNOWN_SECTION = "unknown_section"
    BAD_EXTRA_ID = "bad_extra_id"
    BAD_CHOICES = "bad_choices"
    EXTRA_DIFFERS = "extra_differs"
    NAME_MISSING = "name_missing"


EDITION_PROBLEM_WORDS: Mapping[EditionProblem, str] = MappingProxyType(
    {
        EditionProblem.NOT_TOML: vi("Tệp không đúng dạng TOML. Hãy sửa dòng được nêu."),
        EditionProblem.MISSING_KEY: vi("Thiếu mục bắt buộc. Hãy thêm mục được nêu."),
        EditionProblem.UNKNOWN_KEY: vi("Mục này không có nghĩa ở đây. Hãy xem lại tên mục."),
        EditionProblem.WRONG_KIND_OF_VALUE: vi("Giá trị của mục này không đúng loại hoặc quá dài."),
        EditionProblem.OTHER_REGISTER: vi("Tệp này của loại sổ khác."),
        EditionProblem.BAD_CODE: vi(
            "Mã mẫu in chỉ gồm chữ thường không dấu, chữ số và gạch nối, không quá 20 ký tự."
        ),
        EditionProblem.CODE_TAKEN: vi("Mã mẫu in đã có. Hãy đặt mã khác."),
        EditionProblem.UNKNOWN_FIELD: vi("Loại sổ này không có cột đó. Hãy xem lại tên cột."),
        EditionProblem.DUPLICATE_COLUMN: vi("Cột này được ghi hai lần. Hãy bỏ một lần."),
        EditionProblem.UNKNOWN_KIND: vi("Không có kiểu dữ liệu này. Hãy xem lại mục kind."),
        EditionProblem.UNKNOWN_SECTION: vi("Loại sổ này không có phần này. Hãy xem lại section."),
        EditionProblem.BAD_EXTRA_ID: vi(
            "Tên cột riêng phải là extra. rồi chữ thường không dấu, chữ số và gạch dưới."
        ),
        EditionProblem.BAD_CHOICES: vi(
            "Cột lựa chọn cần danh sách choices, mỗi mục có code và label riêng; "
            "cột khác thì không."
        ),
        EditionProblem.EXTRA_DIFFERS: vi(
            "Cột riêng cùng tên ở mẫu in khác có kiểu, phần hoặc lựa chọn khác. Hãy đặt tên khác."
        ),
        EditionProblem.NAME_MISSING: vi(
            "Thiếu cột họ tên của người được đăng ký, nên không tra cứu được. Hãy thêm cột đó."
        ),
    }
)
"""What each problem says on the screen, and what to do next."""


class EditionFault(ValueError):  # noqa: N818 - named for the fault, as the house style asks
    """An edition file that cannot be used: the reason, the key or id at fault, the line (0 = file).

    `words` is the Vietnamese sentence; the shell translates it and shows key and line beside it.
    """

    def __init__(self, problem: EditionProblem, key: str = "", line: int = 0) -> None:
        self.problem = problem
        self.key = key
        self.line = line
        super().__init__(problem.value, key, line)

    @property
    def words(self) -> str:
        """Return what is wrong and what to do, without key and line."""
        return EDITION_PROBLEM_WORDS[self.problem]


@dataclass(frozen=True)
class _File:
    """The file's text and tables; it knows on which line a key or a column stands."""

    text: str
    tables: Mapping[str, object]

    def line_of(self, key: str) -> int:
        return self._nth(re.compile(rf"\s*{re.escape(key)}\s*="), 0)

    def line_of_column(self, place: int) -> int:
        return self._nth(re.compile(r"\s*\[\[\s*column\s*\]\]"), place)

    def _nth(self, pattern: re.Pattern[str], place: int) -> int:
        found = (
            number
            for number, line in enumerate(self.text.splitlines(), start=1)
            if pattern.match(line)
        )
        return next((line for nth, line in enumerate(found) if nth == place), 0)


def _read(text: str) -> _File:
    try:
        return _File(text, tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        found = _LINE_OF_ERROR.search(str(error))
        line = int(found[1]) if found else len(text.splitlines())
        raise EditionFault(EditionProblem.NOT_TOML, line=line) from None


def _word(cells: Mapping[str, object], key: str, line: int) -> str:
    if key not in cells:
        raise EditionFault(EditionProblem.MISSING_KEY, key, line)
    cell = cells[key]
    if not isinstance(cell, str) or not cell.strip() or len(cell) > _LONGEST_LABEL:
        raise EditionFault(EditionProblem.WRONG_KIND_OF_VALUE, key, line)
    return cell.strip()


def register_of_edition(text: str) -> str:
    """Return the code of the register type an edition file belongs to ("KH").

    Raises: EditionFault when the file is not TOML or does not say.
    """
    file = _read(text)
    return _word(file.tables, "register", file.line_of("register"))


def read_edition(text: str, base: RegisterType) -> Edition:
    """Return the edition that an operator's file adds to a register type, never `confirmed`.

    Raises: EditionFault with the reason, the key at fault and its line.
    """
    file = _read(text)
    for key in file.tables:
        if key not in {*_HEAD_KEYS, "column"}:
            raise EditionFault(EditionProblem.UNKNOWN_KEY, key, file.line_of(key))
    register, code, label, years = (
        _word(file.tables, key, file.line_of(key)) for key in _HEAD_KEYS
    )
    if register != base.code:
        raise EditionFault(EditionProblem.OTHER_REGISTER, register, file.line_of("register"))
    if not _CODE.fullmatch(code):
        raise EditionFault(EditionProblem.BAD_CODE, code, file.line_of("code"))
    if base.edition(code) is not None:
        raise EditionFault(EditionProblem.CODE_TAKEN, code, file.line_of("code"))
    columns = tuple(_columns(file, base))
    _check_names(base, columns)
    return Edition(
        code,
        label,
        years,
        tuple(column.field.id for column in columns),
        confirmed=False,
        labels=tuple((one.field.id, one.label) for one in columns if one.label),
        extra=tuple(one.field for one in columns if one.field.id.startswith(EXTRA)),
    )


@dataclass(frozen=True)
class _Column:
    field: Field
    label: str


def _columns(file: _File, base: RegisterType) -> Iterator[_Column]:
    cells = file.tables.get("column")
    if cells is None:
        raise EditionFault(EditionProblem.MISSING_KEY, "column")
    if not isinstance(cells, list):
        raise EditionFault(EditionProblem.WRONG_KIND_OF_VALUE, "column")
    seen: set[str] = set()
    for place, cell in enumerate(cells):
        line = file.line_of_column(place)
        column = _column(cell, base, line)
        if column.field.id in seen:
            raise EditionFault(EditionProblem.DUPLICATE_COLUMN, column.field.id, line)
        seen.add(column.field.id)
        yield column


def _column(cell: object, base: RegisterType, line: int) -> _Column:
    if not isinstance(cell, dict):
        raise EditionFault(EditionProblem.WRONG_KIND_OF_VALUE, "column", line)
    for key in cell:
        if key not in _COLUMN_KEYS:
            raise EditionFault(EditionProblem.UNKNOWN_KEY, str(key), line)
    field_id = _word(cell, "id", line)
    if field_id.startswith(EXTRA):
        return _Column(_extra(cell, field_id, base, line), "")
    if not base.has_field(field_id):
        raise EditionFault(EditionProblem.UNKNOWN_FIELD, field_id, line)
    for key in ("kind", "section", "choices"):
        if key in cell:
            raise EditionFault(EditionProblem.UNKNOWN_KEY, key, line)
    field = base.field(field_id)
    label = _word(cell, "label", line) if "label" in cell else ""
    return _Column(field, "" if label == field.label else label)


def _extra(cell: Mapping[str, object], field_id: str, base: RegisterType, line: int) -> Field:
    if not _EXTRA_ID.fullmatch(field_id):
        raise EditionFault(EditionProblem.BAD_EXTRA_ID, field_id, line)
    kind_word, section = _word(cell, "kind", line), _word(cell, "section", line)
    if kind_word not in {kind.value for kind in Kind}:
        raise EditionFault(EditionProblem.UNKNOWN_KIND, kind_word, line)
    if section not in {one.code for one in base.sections}:
        raise EditionFault(EditionProblem.UNKNOWN_SECTION, section, line)
    kind = Kind(kind_word)
    return Field(
        field_id,
        _word(cell, "label", line),
        kind,
        None,
        section,
        choices=lists.SEXES if kind is Kind.SEX else tuple(_choices(cell, kind, line)),
        suggestions=_SUGGESTIONS.get(kind, ()),
    )


_SUGGESTIONS: Mapping[Kind, tuple[str, ...]] = MappingProxyType(
    {Kind.ETHNICITY: ETHNICITIES, Kind.NATIONALITY: lists.NATIONALITY_SUGGESTIONS}
)


def _choices(cell: Mapping[str, object], kind: Kind, line: int) -> Iterator[Choice]:
    listed = cell.get("choices", [])
    is_list = isinstance(listed, list)
    if not is_list or bool(listed) != (kind is Kind.CHOICE):
        raise EditionFault(EditionProblem.BAD_CHOICES, "choices", line)
    codes: set[str] = set()
    labels: set[str] = set()
    for one in listed if isinstance(listed, list) else ():
        if not isinstance(one, dict) or not set(one) <= _CHOICE_KEYS:
            raise EditionFault(EditionProblem.BAD_CHOICES, "choices", line)
        code, label = _word(one, "code", line), _word(one, "label", line)
        if not _CHOICE_CODE.fullmatch(code) or code in codes or label in labels:
            raise EditionFault(EditionProblem.BAD_CHOICES, code, line)
        codes.add(code)
        labels.add(label)
        yield Choice(code, label, _word(one, "code_158", line) if "code_158" in one else None)


def _check_names(base: RegisterType, columns: tuple[_Column, ...]) -> None:
    """Refuse a form without a name column of each person who is registered."""
    printed = {column.field.id for column in columns}
    for role in base.principal_roles:
        names = {field.id for field in base.blind_fields(role.code) if field.role == role.code}
        name = f"{role.code}.full_name"
        if name in names and name not in printed:
            raise EditionFault(EditionProblem.NAME_MISSING, name)


def with_editions(base: RegisterType, editions: Iterable[Edition]) -> RegisterType:
    """Return the register type with these editions after its own, and the fields they add.

    An extra column of one name is one field, whose label may differ from form to form.

    Raises: EditionFault when a code is taken, or an extra column differs in more than its label.
    """
    known: dict[str, Field] = {}
    added: list[Edition] = []
    codes = {edition.code for edition in base.editions}
    for edition in editions:
        if edition.code in codes:
            raise EditionFault(EditionProblem.CODE_TAKEN, edition.code)
        codes.add(edition.code)
        labels = list(edition.labels)
        for field in edition.extra:
            first = known.setdefault(field.id, field)
            if replace(first, label=field.label) != field:
                raise EditionFault(EditionProblem.EXTRA_DIFFERS, field.id)
            if first.label != field.label:
                labels.append((field.id, field.label))
        added.append(replace(edition, labels=tuple(labels)))
    in_order = (
        field
        for section in base.sections
        for field in (
            *base.fields_in(section.code),
            *(one for one in known.values() if one.section == section.code),
        )
    )
    return replace(base, fields=tuple(in_order), editions=(*base.editions, *added))


def as_printed(base: RegisterType, edition: Edition) -> RegisterType:
    """Return the register type as the form prints it: its words, its order within each block.

    A fact that the form has no column for is no basic fact of its entries: nobody can read it.
    """
    place = {field_id: number for number, field_id in enumerate(edition.columns)}
    fields = (
        replace(field, label=edition.label_of(field), basic=field.basic and field.id in place)
        for section in base.sections
        for field in sorted(
            base.fields_in(section.code), key=lambda field: place.get(field.id, len(place))
        )
    )
    return replace(base, fields=tuple(fields))
