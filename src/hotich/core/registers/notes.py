"""What do the notes (ghi chú) of an entry say? Dated legal events with kind, basis and signer.

A correction made in the book by hand is a note, too: what was struck out and what stands instead.
The kinds are ours; the law names the events, not their codes.

Law: LUAT_HO_TICH_2014 art. 3, 28-31 (events that are noted); TT_04_2020 art. 35 (errors are struck
out, never overwritten, and the notes column says so).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from hotich.core.dates import PartialDate, UnreadableDate, from_iso, read_date
from hotich.core.registers._spec import Choice, Reading
from hotich.core.registers.remark_rules import REMARK_RULES, RemarkScope
from hotich.core.words import vi

STRUCK = "struck"
NOTE_KINDS: tuple[Choice, ...] = (
    Choice("declared_missing", vi("Tuyên bố mất tích")),
    Choice("missing_revoked", vi("Hủy tuyên bố mất tích")),
    Choice("declared_dead", vi("Tuyên bố là đã chết")),
    Choice("dead_revoked", vi("Hủy tuyên bố là đã chết")),
    Choice("capacity_limited", vi("Mất hoặc hạn chế năng lực hành vi dân sự")),
    Choice("capacity_restored", vi("Khôi phục năng lực hành vi dân sự")),
    Choice("divorce", vi("Ly hôn")),
    Choice("marriage_annulled", vi("Hủy việc kết hôn")),
    Choice("marriage_recognised", vi("Công nhận việc kết hôn")),
    Choice("nationality", vi("Thay đổi quốc tịch")),
    Choice("adopted", vi("Nuôi con nuôi")),
    Choice("adoption_ended", vi("Chấm dứt việc nuôi con nuôi")),
    Choice("recognised", vi("Nhận cha, mẹ, con")),
    Choice("rectified", vi("Cải chính hộ tịch")),
    Choice("changed", vi("Thay đổi hộ tịch")),
    Choice("supplemented", vi("Bổ sung hộ tịch")),
    Choice("ethnicity_redetermined", vi("Xác định lại dân tộc")),
    Choice(STRUCK, vi("Sửa chữa sai sót khi ghi (gạch bỏ)")),
    Choice("copy_issued", vi("Cấp bản sao")),
    Choice("other", vi("Ghi chú khác")),
)
# Nothing is named for copies and for notes of no known kind: no source gives their rule.
NOTE_LAW: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        choice.code: ("TT_04_2020",) if choice.code == STRUCK else ("LUAT_HO_TICH_2014",)
        for choice in NOTE_KINDS
        if choice.code not in {"copy_issued", "other"}
    }
)
# How well a note could be read; one that is struck out itself no longer holds.
NOTE_READINGS: tuple[Reading, ...] = (
    Reading.CLEAR,
    Reading.DOUBTFUL,
    Reading.ILLEGIBLE,
    Reading.STRUCK_OUT,
)
NOTE_REMARK_WORDS: Mapping[str, str] = MappingProxyType(
    {rule.code: rule.words for rule in REMARK_RULES if rule.applies is RemarkScope.NOTE}
)

_EVERYWHERE = frozenset({"rectified", "changed", "supplemented", STRUCK, "copy_issued", "other"})
_BELONGS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "declared_missing": frozenset({"KS", "VHTK"}),
        "missing_revoked": frozenset({"KS", "VHTK"}),
        "declared_dead": frozenset({"KT", "KS", "VHTK"}),
        "dead_revoked": frozenset({"KT", "KS", "VHTK"}),
        "capacity_limited": frozenset({"KS", "VHTK"}),
        "capacity_restored": frozenset({"KS", "VHTK"}),
        "divorce": frozenset({"KH", "GCKH", "VHTK"}),
        "marriage_annulled": frozenset({"KH", "GCKH", "VHTK"}),
        "marriage_recognised": frozenset({"KH", "GCKH", "VHTK"}),
        "nationality": frozenset({"KS", "VHTK"}),
        "adopted": frozenset({"KS", "VHTK"}),
        "adoption_ended": frozenset({"CN", "KS", "VHTK"}),
        "recognised": frozenset({"KS", "CMC", "VHTK"}),
        "ethnicity_redetermined": frozenset({"KS", "TDCC"}),
    }
)
# A decision of a court or an authority stands behind every other kind.
_WITHOUT_BASIS = frozenset({STRUCK, "copy_issued", "other"})
_REVOKES: Mapping[str, str] = MappingProxyType(
    {
        "missing_revoked": "declared_missing",
        "dead_revoked": "declared_dead",
        "capacity_restored": "capacity_limited",
    }
)


@dataclass(frozen=True, slots=True)
class BookNote:
    """One note as the book has it; `dated` is the ISO date read from `dated_text`, "" for none.

    For a struck correction `struck_text` is what was crossed out and `text` what stands instead.
    """

    kind: str
    text: str = ""
    field: str = ""
    struck_text: str = ""
    dated_text: str = ""
    dated: str = ""
    basis: str = ""
    signer: str = ""
    reading: Reading = Reading.CLEAR


def note_kind(code: str) -> Choice | None:
    """Return the kind of that code, or None."""
    return next((choice for choice in NOTE_KINDS if choice.code == code), None)


def note_kinds_of(register_type: str) -> tuple[Choice, ...]:
    """Return every kind, those usual in notes of that register first; none is ever refused."""
    return tuple(sorted(NOTE_KINDS, key=lambda kind: _distance(kind.code, register_type)))


def read_note_date(text: str) -> str:
    """Return the ISO date of a note as typed, "" when it is none or could be several.

    A note may be decades younger than its book, so a year of two digits is not guessed.
    """
    reading = read_date(text)
    return reading.date.iso() if reading.date and reading.problem is None else ""


def note_remarks(
    note: BookNote,
    *,
    register_type: str,
    at: date,
    registered_on: str = "",
    others: Sequence[BookNote] = (),
) -> tuple[str, ...]:
    """Return what in a note is worth a second look, as codes of NOTE_REMARK_WORDS.

    `registered_on` is the entry's ISO date, `others` are its other notes, `at` the day of typing.
    """
    given = _Given(note, register_type, at, registered_on, others)
    return tuple(code for code, holds in _RULES if holds(given))


def later_note(first: BookNote | None, second: BookNote) -> BookNote:
    """Return the later of two notes; the second, unless it is surely the earlier one."""
    if first is not None and _is_before(second.dated, first.dated):
        return first
    return second


@dataclass(frozen=True, slots=True)
class _Given:
    note: BookNote
    register_type: str
    at: date
    registered_on: str
    others: Sequence[BookNote]

    @property
    def is_written(self) -> bool:
        """Whether it is an event of its own: no correction of the writing, not unreadable."""
        return self.note.kind != STRUCK and self.note.reading is not Reading.ILLEGIBLE


def _distance(code: str, register_type: str) -> int:
    if code == "other":
        return 3
    if register_type in _BELONGS.get(code, ()):
        return 0
    return 1 if code in _EVERYWHERE else 2


def _date(iso: str) -> PartialDate | None:
    try:
        return from_iso(iso) if iso else None
    except UnreadableDate:
        return None


def _is_before(left: str, right: str) -> bool:
    """Say whether the one date is surely before the other, whatever their unknown parts."""
    first, second = _date(left), _date(right)
    if first is None or second is None:
        return False
    last, earliest = first.latest(), second.earliest()
    return last is not None and earliest is not None and last < earliest


def _before_registration(given: _Given) -> bool:
    return _is_before(given.note.dated, given.registered_on)


def _in_future(given: _Given) -> bool:
    return _is_before(given.at.isoformat(), given.note.dated)


def _date_missing(given: _Given) -> bool:
    return given.is_written and not given.note.dated and not given.note.dated_text.strip()


def _date_not_read(given: _Given) -> bool:
    return bool(given.note.dated_text.strip()) and not given.note.dated


def _without_basis(given: _Given) -> bool:
    needs = given.note.kind not in _WITHOUT_BASIS
    return needs and given.is_written and not given.note.basis.strip()


def _without_signer(given: _Given) -> bool:
    return given.is_written and not given.note.signer.strip()


def _revokes_nothing(given: _Given) -> bool:
    declared = _REVOKES.get(given.note.kind)
    if declared is None:
        return False
    before = (one for one in given.others if one.kind == declared)
    return all(_is_before(given.note.dated, one.dated) for one in before)


def _unusual_here(given: _Given) -> bool:
    usual = _BELONGS.get(given.note.kind)
    return usual is not None and given.register_type not in usual


_RULES: tuple[tuple[str, Callable[[_Given], bool]], ...] = (
    ("note_before_registration", _before_registration),
    ("note_in_future", _in_future),
    ("note_date_missing", _date_missing),
    ("note_date_not_read", _date_not_read),
    ("note_without_basis", _without_basis),
    ("note_without_signer", _without_signer),
    ("note_revokes_nothing", _revokes_nothing),
    ("note_unusual_here", _unusual_here),
)
