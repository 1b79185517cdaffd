"""Which step may follow which, and when is a difference settled? One table each, no database."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from hotich.apps.tracking.models import RemedyKind, RightSide, Step
from hotich.core.dates import working_days_after
from hotich.core.law import UnknownLawValue, days_off, value
from hotich.core.words import vi

# Minutes of both officers open the way; a typing error is seen by reading the book again, so it
# alone may be established without them. Establishing anew replaces what was established before.
FOLLOWING: Final[Mapping[Step, tuple[Step, ...]]] = {
    Step.NEW: (Step.VERIFYING,),
    Step.VERIFYING: (Step.ESTABLISHED, Step.NOT_POSSIBLE),
    Step.ESTABLISHED: (Step.ESTABLISHED, Step.GUIDED, Step.NOT_POSSIBLE),
    Step.GUIDED: (Step.ESTABLISHED, Step.LODGED, Step.NOT_POSSIBLE),
    Step.LODGED: (Step.LODGED, Step.RESULT, Step.GUIDED),
    Step.RESULT: (),
    Step.NOT_POSSIBLE: (),
}
FINISHED: Final = (Step.RESULT, Step.NOT_POSSIBLE)

POPULATION_SIDE: Final = (RemedyKind.ADJUSTMENT, RemedyKind.NEW_NUMBER)
BOOK_SIDE: Final = (
    RemedyKind.RECTIFICATION,
    RemedyKind.SUPPLEMENT,
    RemedyKind.CHANGE,
    RemedyKind.ETHNICITY,
    RemedyKind.COURT,
)
# Carried out by an officer's note on the entry, made by a second officer.
NOTED: Final = (*BOOK_SIDE, RemedyKind.TYPING_CORRECTED)

# What the law offers, by the side that was established to be right.
# Law: LUAT_HO_TICH_2014 art. 27-31, 46; ND_70_2024 art. 6(3), 11(7).
REMEDIES: Final[Mapping[RightSide, tuple[RemedyKind, ...]]] = {
    RightSide.BOOK: (*POPULATION_SIDE, RemedyKind.NONE),
    RightSide.POPULATION: (*BOOK_SIDE, RemedyKind.NONE),
    RightSide.NEITHER: (*POPULATION_SIDE, *BOOK_SIDE, RemedyKind.NONE),
    RightSide.TYPING: (RemedyKind.TYPING_CORRECTED,),
    RightSide.UNKNOWN: (RemedyKind.COURT, RemedyKind.NONE),
}
# Decided by the officers at once: nobody lodges a file for them.
WITHOUT_FILE: Final = (RemedyKind.NONE, RemedyKind.TYPING_CORRECTED)

NEXT_WORDS: Final[Mapping[Step, str]] = {
    Step.NEW: vi("Lập biên bản kiểm tra, xác minh"),
    Step.VERIFYING: vi("Xác định bên đúng"),
    Step.ESTABLISHED: vi("Hướng dẫn công dân"),
    Step.GUIDED: vi("Ghi hồ sơ công dân đã nộp"),
    Step.LODGED: vi("Ghi kết quả giải quyết"),
}
NEXT_OF_TYPING: Final = vi("Sửa lỗi nhập liệu")
NEXT_OF_NOTE: Final = vi("Cán bộ thứ hai ghi chú vào dữ liệu")

_DAYS: Final[Mapping[RemedyKind, str]] = {
    RemedyKind.ADJUSTMENT: "adjustment_days",
    RemedyKind.RECTIFICATION: "rectification_days",
    RemedyKind.CHANGE: "rectification_days",
    RemedyKind.ETHNICITY: "rectification_days",
    RemedyKind.SUPPLEMENT: "supplement_days",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """How a remedy stands: its kind, its result (None = not yet), whether it is noted."""

    kind: RemedyKind
    granted: bool | None
    noted: bool

    @property
    def is_pending(self) -> bool:
        """Whether a result, or the note that carries it out, is still awaited."""
        return self.granted is None or (self.granted and self.kind in NOTED and not self.noted)

    @property
    def is_carried_out(self) -> bool:
        """Whether it was granted and done, not merely chosen."""
        return self.granted is True and not self.is_pending


def may_follow(reached: Step, wanted: Step, right_side: str = "") -> bool:
    """Tell whether `wanted` may follow; `right_side` is what is (or is being) established."""
    if wanted is Step.ESTABLISHED and reached is Step.NEW:
        return right_side == RightSide.TYPING
    if right_side == RightSide.TYPING and wanted in {Step.GUIDED, Step.NOT_POSSIBLE}:
        return False
    return wanted in FOLLOWING[reached]


def step_after(right_side: RightSide, remedies: Collection[Standing]) -> Step:
    """Return where a difference stands once a remedy has come in or has its result.

    Settled: RESULT. Something awaited: LODGED. Refused, or one side still to be mended: GUIDED.
    """
    if is_settled(right_side, remedies):
        return Step.RESULT
    return Step.LODGED if any(one.is_pending for one in remedies) else Step.GUIDED


def is_settled(right_side: RightSide, remedies: Collection[Standing]) -> bool:
    """Tell whether what was carried out mends every side that was wrong.

    Where neither side is right, a remedy of the book and one of the population database must
    both be carried out.
    """
    if any(one.is_pending for one in remedies):
        return False
    done = {one.kind for one in remedies if one.is_carried_out}
    if RemedyKind.NONE in done:
        return True
    if right_side is RightSide.NEITHER:
        return not done.isdisjoint(POPULATION_SIDE) and not done.isdisjoint(BOOK_SIDE)
    return not done.isdisjoint(REMEDIES[right_side])


def due_on(kind: RemedyKind, lodged_on: date | None) -> date | None:
    """Return the day by which the authority decides; None where no limit or no day is known.

    Law: ND_70_2024 art. 6(3); LUAT_HO_TICH_2014 art. 28, 29, 46.
    """
    if lodged_on is None or kind not in _DAYS:
        return None
    try:
        count = value(_DAYS[kind], lodged_on).number
    except UnknownLawValue:
        return None
    off = days_off(lodged_on.year) | days_off(lodged_on.year + 1)
    return working_days_after(lodged_on, count, off)
