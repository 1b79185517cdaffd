"""How far is the work? Figures per register type, this week's and in all, from plain rows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields

from hotich.core.words import vi


@dataclass(frozen=True)
class Count:
    """The figures of one register type; `register_type` is its code, "" for the sum of all.

    Undecided entries, whose look-up has not come to an outcome, stand apart: consistent (clean
    and with other differences), inconsistent, not found and undecided make up the entered.
    """

    register_type: str
    books: int = 0
    declared: int = 0
    entered: int = 0
    consistent_clean: int = 0
    consistent_other: int = 0
    inconsistent_open: int = 0
    inconsistent_closed: int = 0
    not_found: int = 0
    undecided: int = 0
    numbers_given: int = 0
    numbers_pending: int = 0
    cross_checked: int = 0
    handed_over: int = 0

    @property
    def consistent(self) -> int:
        """Entries whose basic facts agree."""
        return self.consistent_clean + self.consistent_other

    @property
    def inconsistent(self) -> int:
        """Entries with a differing basic fact, whether their case is open or closed."""
        return self.inconsistent_open + self.inconsistent_closed

    @property
    def unaccounted(self) -> int:
        """Entered entries that no outcome counts; negative when one is counted twice."""
        outcomes = self.consistent + self.inconsistent + self.not_found + self.undecided
        return self.entered - outcomes

    def figures(self) -> dict[str, int]:
        """Return the figures by name, in the order of the report."""
        return {name: getattr(self, name) for name in FIGURES}


FIGURES: tuple[str, ...] = tuple(field.name for field in fields(Count))[1:]

FIGURE_WORDS: Mapping[str, str] = {
    "books": vi("số sổ"),
    "declared": vi("số trường hợp theo sổ"),
    "entered": vi("đã nhập"),
    "consistent_clean": vi("thống nhất, không có sai khác"),
    "consistent_other": vi("thống nhất, có sai khác ngoài thông tin cơ bản"),
    "inconsistent_open": vi("chưa thống nhất, đang xử lý"),
    "inconsistent_closed": vi("chưa thống nhất, đã xử lý"),
    "not_found": vi("không tìm thấy"),
    "undecided": vi("chưa kết luận"),
    "numbers_given": vi("đã cấp số định danh"),
    "numbers_pending": vi("chờ cấp số định danh"),
    "cross_checked": vi("đã đối soát"),
    "handed_over": vi("đã chuyển dữ liệu"),
}


def check_sums(counts: Iterable[Count]) -> tuple[str, ...]:
    """Return the register types whose outcomes do not add up to their entered; () when all do."""
    return tuple(count.register_type for count in counts if count.unaccounted)


def _less(now: Count, before: Count) -> Count:
    earlier = before.figures()
    return Count(
        now.register_type, **{name: now_ - earlier[name] for name, now_ in now.figures().items()}
    )


def week(total_now: Iterable[Count], total_before: Iterable[Count]) -> tuple[Count, ...]:
    """Return the figures of the period between two totals, in the order of the later one.

    A type that the earlier totals lack began at nothing. A figure is negative when what had been
    counted was undone since (an entry voided, a link taken back).
    """
    before = {count.register_type: count for count in total_before}
    return tuple(
        _less(now, before.get(now.register_type, Count(now.register_type))) for now in total_now
    )


def sum_of(counts: Iterable[Count]) -> Count:
    """Return the sum over register types, with "" for the type."""
    rows = [count.figures() for count in counts]
    return Count("", **{name: sum(row[name] for row in rows) for name in FIGURES})
