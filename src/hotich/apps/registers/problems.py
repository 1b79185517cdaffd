"""Why was an act on a book refused? Data only; `words` says it to the officer."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from hotich.apps.registers.models import FIRST_YEAR, Book, State
from hotich.apps.registers.ordering import EarlierKind
from hotich.apps.registers.queries import book_label
from hotich.core.words import vi


class RefusedError(Exception):
    """An act on a book was understood and not carried out; `facts` go into the sentence."""

    @property
    def facts(self) -> dict[str, object]:
        """Return what the sentence names."""
        return {}


class BookExistsError(RefusedError):
    """The inventory already holds a book of this type, office and volume label."""

    def __init__(self, existing: Book | None) -> None:
        super().__init__(existing.pk if existing else None)
        self.existing = existing

    @property
    def facts(self) -> dict[str, object]:
        """Return the name of the existing book."""
        return {"book": book_label(self.existing) if self.existing else "—"}


class UnknownEditionError(RefusedError):
    """The register type has no such printed edition."""


class YearOutOfRangeError(RefusedError):
    """The year is before the first the tables hold, or after the year of recording."""

    def __init__(self, year: int, latest: int) -> None:
        super().__init__(year)
        self.year, self.earliest, self.latest = year, FIRST_YEAR, latest

    @property
    def facts(self) -> dict[str, object]:
        """Return the first and the last year allowed."""
        return {"earliest": self.earliest, "latest": self.latest}


class NoYearError(RefusedError):
    """The book declares no year, so it cannot be ready for entry."""


class ReasonMissingError(RefusedError):
    """A change of what was recorded needs a reason."""


class WrongStateError(RefusedError):
    """The book's state does not allow the act."""

    def __init__(self, state: State, wanted: State | None = None) -> None:
        super().__init__(state)
        self.state, self.wanted = state, wanted

    @property
    def facts(self) -> dict[str, object]:
        """Return the state the book is in."""
        return {"state": self.state.label}


class TypingBegunError(RefusedError):
    """Entry of the book has begun, now or earlier, so it stays in the inventory."""


class FutureDayError(RefusedError):
    """The day of a transfer lies after the day of recording."""


class SignatureMissingError(RefusedError):
    """A transfer names who gave the book and who received it, each with his post."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


class EndsBeforeItBeginsError(RefusedError):
    """The planned last day is before the first."""


class OutOfOrderError(RefusedError):
    """Books of earlier kinds are still to be entered; going ahead needs a reason."""

    def __init__(self, earlier: Sequence[EarlierKind]) -> None:
        super().__init__(tuple(earlier))
        self.earlier = tuple(earlier)

    @property
    def facts(self) -> dict[str, object]:
        """Return the earlier kinds with how many books of each are left."""
        return {"kinds": "; ".join(str(one) for one in self.earlier)}


class YearNotInBookError(RefusedError):
    """The book declares no such year."""


class NotCountedError(RefusedError):
    """A page fault concerns at least one page, and no more than a book can have."""


_WORDS: dict[type[RefusedError], tuple[str, str]] = {
    BookExistsError: (
        "volume_label",
        vi("Quyển này đã có trong kiểm kê: %(book)s. Hãy kiểm tra số quyển trên bìa."),
    ),
    UnknownEditionError: ("edition", vi("Không có mẫu in này. Hãy chọn lại.")),
    YearOutOfRangeError: ("year", vi("Năm phải từ %(earliest)s đến %(latest)s.")),
    NoYearError: ("year", vi("Sổ phải có ít nhất một năm. Hãy khai năm của sổ trước.")),
    ReasonMissingError: ("reason", vi("Chưa nhập lý do. Sửa dữ liệu đã ghi thì phải có lý do.")),
    WrongStateError: (
        "",
        vi("Sổ đang ở trạng thái “%(state)s” nên không thực hiện được việc này."),
    ),
    TypingBegunError: ("", vi("Sổ đã bắt đầu nhập nên không thực hiện được việc này.")),
    SignatureMissingError: ("", vi("Chưa ghi người ký. Hãy ghi họ tên và chức vụ của hai bên.")),
    EndsBeforeItBeginsError: ("planned_until", vi("Ngày dự kiến xong không được trước ngày giao.")),
    OutOfOrderError: (
        "reason",
        vi(
            "Theo thứ tự của kế hoạch còn sổ phải nhập trước: %(kinds)s. "
            "Muốn làm quyển này trước thì ghi lý do."
        ),
    ),
    YearNotInBookError: ("year", vi("Quyển sổ không có năm này.")),
    NotCountedError: ("count", vi("Số trang phải từ 1 đến 10.000.")),
    FutureDayError: ("on_day", vi("Ngày này chưa đến. Hãy kiểm tra lại.")),
}


def words(fault: RefusedError) -> tuple[str, str]:
    """Return the form field a refusal belongs to ("" = none) and what to say there."""
    field, text = _WORDS[type(fault)]
    field = getattr(fault, "field", field)
    return field, _(text) % fault.facts
