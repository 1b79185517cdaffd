"""Which cells of the ministry's sheet do the notes of an entry fill?

The sheet has columns of its own for what the book says in its notes: a person declared missing or
of limited capacity (births), the state of a marriage, a death declared by a court.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from hotich.core.dates import UnreadableDate, from_iso
from hotich.core.registers._choices import DECLARATION_STATES, MARRIAGE_STATES
from hotich.core.registers._spec import Choice, Reading
from hotich.core.registers.notes import BookNote, later_note

_SILENT = frozenset({Reading.STRUCK_OUT, Reading.ILLEGIBLE})


@dataclass(frozen=True, slots=True)
class _Kind:
    """What a kind of note fills: the state's number, and the columns of day and basis if any."""

    state: str
    day: str = ""
    basis: str = ""


def _of(choices: tuple[Choice, ...], code: str) -> str:
    return next(choice.code_158 or "" for choice in choices if choice.code == code)


_DECLARED = _of(DECLARATION_STATES, "declared")
_REVOKED = _of(DECLARATION_STATES, "revoked")
_MISSING = {
    "declared_missing": _Kind(_DECLARED, "nksMatTichNgayGhiChuTuyenBo", "nksMatTichCanCuTuyenBo"),
    "missing_revoked": _Kind(
        _REVOKED, "nksMatTichNgayGhiChuHuyTuyenBo", "nksMatTichCanCuHuyTuyenBo"
    ),
}
_CAPACITY = {
    "capacity_limited": _Kind(
        _DECLARED,
        "nksHanCheNangLucHanhViNgayGhiChuTuyenBo",
        "nksHanCheNangLucHanhViCanCuTuyenBo",
    ),
    "capacity_restored": _Kind(
        _REVOKED,
        "nksHanCheNangLucHanhViNgayGhiChuHuyTuyenBo",
        "nksHanCheNangLucHanhViNgayCanCuHuyTuyenBo",  # misnamed in the sheet itself
    ),
}
_MARRIAGE = {
    "divorce": _Kind(_of(MARRIAGE_STATES, "divorced")),
    "marriage_annulled": _Kind(
        _of(MARRIAGE_STATES, "annulled"), "huyKetHonNgayGhiChu", "huyKetHonCanCu"
    ),
    "marriage_recognised": _Kind(
        _of(MARRIAGE_STATES, "recognised"), "congNhanKetHonNgayGhiChu", "congNhanKetHonCanCu"
    ),
}
_DEATH = {
    "declared_dead": _Kind(_DECLARED, "nktNgayGhiChuTuyenBoViecChet", "nktCanCuTuyenBoViecChet"),
    "dead_revoked": _Kind(
        _REVOKED, "nktNgayGhiChuHuyTuyenBoViecChet", "nktCanCuHuyTuyenBoViecChet"
    ),
}
# By register type: the column of each state with the kinds of note that tell of it.
_SHEETS: Mapping[str, tuple[tuple[str, Mapping[str, _Kind]], ...]] = MappingProxyType(
    {
        "KS": (("nksMatTich", _MISSING), ("nksHanCheNangLucHanhVi", _CAPACITY)),
        "KH": (("tinhTrangKetHon", _MARRIAGE),),
        "KT": (("nktTinhTrangTuyenBoViecChet", _DEATH),),
    }
)


def note_columns(register_type: str, notes: Sequence[BookNote]) -> Mapping[str, str]:
    """Return the cells that the notes of an entry fill, by column; what is not known has none.

    Of two notes the later holds, without dates the one that comes later in the list. Notes that
    are struck out or could not be read fill nothing. Days are dd.mm.yyyy, mm.yyyy or yyyy.
    """
    cells: dict[str, str] = {}
    for column, kinds in _SHEETS.get(register_type, ()):
        cells |= _filled(column, kinds, notes)
    return {column: text for column, text in cells.items() if column and text}


def _filled(column: str, kinds: Mapping[str, _Kind], notes: Sequence[BookNote]) -> dict[str, str]:
    last: BookNote | None = None
    by_kind: dict[str, BookNote] = {}
    for note in notes:
        if note.kind in kinds and note.reading not in _SILENT:
            last = later_note(last, note)
            by_kind[note.kind] = later_note(by_kind.get(note.kind), note)
    cells = {column: kinds[last.kind].state} if last else {}
    for code, note in by_kind.items():
        kind = kinds[code]
        cells |= {kind.day: _dotted(note.dated), kind.basis: note.basis.strip()}
    return cells


def _dotted(iso: str) -> str:
    try:
        return from_iso(iso).dotted()
    except UnreadableDate:
        return ""
