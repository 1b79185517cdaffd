"""Which register types does this installation have: the program's own and the operator's editions.

Rooms ask here for the definition of a book or an entry, and never `core.registers` directly. The
operator's printed forms are TOML files in `settings.EDITIONS_DIR`; they are read again when the
folder changes. A faulty file is passed over, logged and shown on the page of the forms.
"""

import logging
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from hotich.core.registers import (
    REGISTER_TYPES,
    Edition,
    EditionFault,
    RegisterType,
    UnknownRegisterType,
    as_printed,
    read_edition,
    register_of_edition,
    with_editions,
)
from hotich.core.words import vi

# The order of the plan: births, marriages, adoptions, deaths, then all the rest alike.
FIRST_CODES = ("KS", "KH", "CN", "KT")
LARGEST_FILE = 200_000
_LOG = logging.getLogger(__name__)
_Stamp = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class EditionFile:
    """A file of the operator: the edition it gave, or why it gave none.

    `problem` is a Vietnamese sentence; `key` and `line` say where in the file, "" and 0 = nowhere.
    """

    name: str
    register_type: str = ""
    edition: Edition | None = None
    problem: str = ""
    key: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class _Read:
    types: tuple[RegisterType, ...]
    files: tuple[EditionFile, ...]
    by_name: dict[str, RegisterType]
    printed: dict[tuple[str, str], RegisterType]


def definitions() -> tuple[RegisterType, ...]:
    """Return every register type in the order of the campaign.

    Law: KH_NGA_TRUONG_2023 II.2.b.
    """
    return _now().types


def definition(code: str) -> RegisterType:
    """Return the register type of that code ("KS") or slug ("births").

    Raises: UnknownRegisterType.
    """
    try:
        return _now().by_name[code]
    except KeyError:
        raise UnknownRegisterType(code) from None


def has_own_forms() -> bool:
    """Return whether the operator added printed forms; else every book is as its type says."""
    return bool(_now().printed)


def printed_form(code: str, edition: str) -> RegisterType:
    """Return the register type as the book's printed form has it: words, order, basic facts.

    The program's own forms print the words of the definition.

    Raises: UnknownRegisterType.
    """
    return _now().printed.get((code, edition)) or definition(code)


def edition_files() -> tuple[EditionFile, ...]:
    """Return the operator's files by name, those that were refused too."""
    return _now().files


def rank(code: str) -> int:
    """Return the place of a type in the campaign's order; those after the named four share one."""
    return FIRST_CODES.index(code) if code in FIRST_CODES else len(FIRST_CODES)


def place(code: str) -> tuple[int, str]:
    """Return what sorts codes of types as `definitions` lists them; unknown ones come last."""
    codes = [one.code for one in definitions()]
    return (codes.index(code) if code in codes else len(codes)), code


def _now() -> _Read:
    folder = str(settings.EDITIONS_DIR)
    return _read(folder, _stamp(folder))


def _stamp(folder: str) -> _Stamp:
    """Return the names, times and sizes of the folder's files; none where there is no folder."""
    try:
        with os.scandir(folder) as found:
            files = [
                (one.name, one.stat().st_mtime_ns, one.stat().st_size)
                for one in found
                if one.name.endswith(".toml") and one.is_file()
            ]
    except OSError:
        return ()
    return tuple(sorted(files))


@lru_cache(maxsize=4)
def _read(folder: str, stamp: _Stamp) -> _Read:
    added: dict[str, list[Edition]] = {one.code: [] for one in REGISTER_TYPES}
    files = tuple(_files(Path(folder), stamp, added))
    for one in files:
        if one.edition is None:
            # Name, key and line only; what the file says is not for the log.
            _LOG.warning("edition file %s is not used: line %d, %s", one.name, one.line, one.key)
    types = [with_editions(one, added[one.code]) for one in REGISTER_TYPES]
    types.sort(key=lambda one: rank(one.code))
    by_name = {name: one for one in types for name in (one.code, one.slug)}
    printed = {
        (one.code, edition.code): as_printed(one, edition)
        for one in types
        for edition in one.editions
        if edition.code in {own.code for own in added[one.code]}
    }
    return _Read(tuple(types), files, by_name, printed)


def _files(folder: Path, stamp: _Stamp, added: dict[str, list[Edition]]) -> Iterator[EditionFile]:
    """Read each file and put its edition among those added, unless it has a fault."""
    own = {one.code: one for one in REGISTER_TYPES}
    for name, _time, size in stamp:
        if size > LARGEST_FILE:
            yield EditionFile(name, problem=vi("Tệp quá lớn, không phải tệp mẫu sổ."))
            continue
        try:
            text = (folder / name).read_text(encoding="utf-8-sig")
        except (OSError, UnicodeError):
            yield EditionFile(name, problem=vi("Không đọc được tệp. Hãy lưu lại dạng chữ UTF-8."))
            continue
        try:
            code = register_of_edition(text)
            if code not in own:
                problem = vi("Không có loại sổ này. Hãy xem lại mã loại sổ ở mục register.")
                yield EditionFile(name, problem=problem, key=code)
                continue
            edition = read_edition(text, own[code])
            with_editions(own[code], [*added[code], edition])
        except EditionFault as fault:
            yield EditionFile(name, problem=fault.words, key=fault.key, line=fault.line)
        else:
            added[code].append(edition)
            yield EditionFile(name, code, edition)
