"""Why was an act on a report refused? Data only; `words` says it to the officer."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from hotich.apps.accounts.permissions import ROLE_NAMES, Role
from hotich.apps.reports.models import Report
from hotich.core.words import vi


class RefusedError(Exception):
    """An act on a report was understood and not carried out; `facts` go into the sentence."""

    @property
    def facts(self) -> dict[str, object]:
        """Return what the sentence names."""
        return {}


class NoLineError(RefusedError):
    """The office has no line of that code on the day."""


class WeekReportedError(RefusedError):
    """A report of that week, or of a later one, was sent along the line."""

    def __init__(self, existing: Report) -> None:
        super().__init__(existing.pk)
        self.existing = existing

    @property
    def facts(self) -> dict[str, object]:
        """Return when it was sent."""
        sent = self.existing.sent_at
        return {"sent_at": f"{timezone.localtime(sent):%H:%M %d/%m/%Y}" if sent else "—"}


class SentError(RefusedError):
    """The report was sent, or its draft discarded, so nothing of it changes any more."""


class ChangedMeanwhileError(RefusedError):
    """Someone saved the draft after the page was opened."""

    def __init__(self, name: str, at: datetime) -> None:
        super().__init__(at)
        self.name, self.at = name, at

    @property
    def facts(self) -> dict[str, object]:
        """Return who saved it and when."""
        return {"name": self.name, "at": f"{timezone.localtime(self.at):%H:%M:%S %d/%m/%Y}"}


class NotTheSignerError(RefusedError):
    """Another officer answers for the reports of this line."""

    def __init__(self, role: Role) -> None:
        super().__init__(role)
        self.role = role

    @property
    def facts(self) -> dict[str, object]:
        """Return the post that sends."""
        return {"post": _(ROLE_NAMES[self.role])}


class NotLastError(RefusedError):
    """A later report rests on this one, or it was replaced already."""


class ReasonMissingError(RefusedError):
    """A report is replaced with a reason only."""


class PaperMissingError(RefusedError):
    """A confirmed line names the paper that confirms it."""


_WORDS: dict[type[RefusedError], tuple[str, str]] = {
    NoLineError: ("valid_from", vi("Không có tuyến báo cáo này vào ngày đã chọn.")),
    WeekReportedError: (
        "",
        vi("Tuần này hoặc tuần sau đã có báo cáo gửi lúc %(sent_at)s. Hãy mở báo cáo đó."),
    ),
    SentError: ("", vi("Báo cáo đã gửi hoặc đã bỏ nên không sửa được. Hãy lập báo cáo thay thế.")),
    ChangedMeanwhileError: (
        "",
        vi(
            "%(name)s đã lưu báo cáo này lúc %(at)s, sau khi trang này mở. Hãy chép phần vừa gõ, "
            "tải lại trang rồi bổ sung."
        ),
    ),
    NotTheSignerError: ("", vi("Báo cáo của tuyến này do %(post)s gửi.")),
    NotLastError: (
        "",
        vi("Đã có báo cáo sau báo cáo này. Hãy sửa ở báo cáo mới nhất, hoặc nêu ở kỳ tới."),
    ),
    ReasonMissingError: ("reason", vi("Chưa nhập lý do thay thế báo cáo đã gửi.")),
    PaperMissingError: ("basis", vi("Chưa ghi văn bản xác nhận tuyến báo cáo này.")),
}


def words(fault: RefusedError) -> tuple[str, str]:
    """Return the form field a refusal belongs to ("" = none) and what to say there."""
    field, text = _WORDS[type(fault)]
    return field, _(text) % fault.facts
