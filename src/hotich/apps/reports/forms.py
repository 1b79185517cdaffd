"""Forms of the reports. They check what was typed; the actions decide."""

import re
from datetime import date, time

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hotich.apps.reports.actions import LineChange
from hotich.apps.reports.lines import Line
from hotich.core.reporting import REPORT_SECTIONS
from hotich.web import forms as kit

LONGEST = 10_000
WEEKDAYS = (
    (1, _("Thứ Hai")),
    (2, _("Thứ Ba")),
    (3, _("Thứ Tư")),
    (4, _("Thứ Năm")),
    (5, _("Thứ Sáu")),
    (6, _("Thứ Bảy")),
    (7, _("Chủ nhật")),
)
_CLOCK = re.compile(r"(\d{1,2})\s*(?:giờ|h|g|:|\.)?\s*(\d{1,2})?\s*(?:phút|p)?", re.IGNORECASE)


class ClockField(kit.LineField):
    """A time of day as people write it: 16:00, 16h, 16 giờ 30; cleans to a time."""

    def clean(self, value: object) -> time:
        """Return the time; refuse what is none."""
        text = super().clean(value).strip()
        match = _CLOCK.fullmatch(text)
        hour, minute = (int(match[1]), int(match[2] or 0)) if match else (99, 0)
        if hour > 23 or minute > 59:
            message = gettext("Hãy nhập giờ, như 16:00 hoặc 11:30.")
            raise forms.ValidationError(message, code="invalid")
        return time(hour, minute)


class SectionsForm(kit.Form):
    """The sections that the plan asks for, as the officer types them."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    occasion = kit.LineField(label=_("Về việc"), max_length=300)

    def __init__(
        self,
        data: object = None,
        *,
        initial: dict[str, object] | None = None,
        ad_hoc: bool = False,
    ) -> None:
        """Lay out one field per section; the occasion only of an ad hoc report."""
        super().__init__(data, initial=initial)
        if not ad_hoc:
            del self.fields["occasion"]
        for one in REPORT_SECTIONS:
            self.fields[one.code] = kit.VerbatimField(
                label=gettext(one.title),
                help_text=gettext(one.hint),
                required=False,
                max_length=LONGEST,
                widget=forms.Textarea(attrs={"rows": 4}),
            )
        self.prepare()

    def sections(self) -> dict[str, str]:
        """Return the texts of a valid form by section."""
        return {one.code: self.cleaned_data[one.code] for one in REPORT_SECTIONS}


class OccasionForm(kit.IdempotencyMixin, kit.Form):
    """What an ad hoc report is about."""

    occasion = kit.LineField(
        label=_("Về việc"),
        max_length=300,
        help_text=_("Ví dụ: Tiến độ nhập sổ đăng ký khai sinh theo yêu cầu của Sở Tư pháp."),
    )


class CorrectForm(kit.Form):
    """Why a report that was sent is replaced."""

    reason = kit.VerbatimField(
        label=_("Lý do thay thế"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class LineForm(kit.Form):
    """A line as the office is to report from a day on."""

    recipient = kit.LineField(label=_("Nơi nhận báo cáo"), max_length=200)
    through = kit.LineField(
        label=_("Qua"), max_length=200, required=False, help_text=_("Để trống nếu gửi thẳng.")
    )
    copies = kit.VerbatimField(
        label=_("Đồng gửi"),
        required=False,
        max_length=2000,
        help_text=_("Mỗi cơ quan một dòng."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    weekday = kit.ChoiceField(label=_("Hạn vào"), choices=WEEKDAYS)
    time = ClockField(label=_("Trước giờ"), max_length=20, help_text=_("Ví dụ: 16:00."))
    valid_from = kit.DayField(label=_("Áp dụng từ ngày"))
    confirmed = forms.BooleanField(
        label=_("Đã có văn bản quy định tuyến báo cáo này"), required=False
    )
    basis = kit.LineField(
        label=_("Văn bản"),
        max_length=300,
        required=False,
        help_text=_("Số, ngày, cơ quan ban hành; bắt buộc khi đánh dấu ô trên."),
    )

    def clean_copies(self) -> tuple[str, ...]:
        """Return one name per line, each short enough to be stored."""
        names = tuple(line.strip() for line in self.cleaned_data["copies"].splitlines())
        if any(len(name) > 200 for name in names):
            message = gettext("Tên mỗi cơ quan dài nhất 200 ký tự.")
            raise forms.ValidationError(message, code="max_length")
        return tuple(name for name in names if name)

    def clean(self) -> dict[str, object]:
        """Refuse a confirmed line without the paper that confirms it."""
        given = self.cleaned_data
        if given.get("confirmed") and not given.get("basis", "").strip():
            self.add_error("basis", gettext("Chưa ghi văn bản xác nhận tuyến báo cáo này."))
        return given

    def change(self) -> LineChange:
        """Return the change of a valid form."""
        given = self.cleaned_data
        return LineChange(
            recipient=given["recipient"],
            through=given["through"],
            copies=given["copies"],
            weekday=int(given["weekday"]),
            time=given["time"],
            valid_from=given["valid_from"],
            confirmed=given["confirmed"],
            basis=given["basis"],
        )


def initial_of(line: Line, today: date) -> dict[str, object]:
    """Return what the form shows of a line before it is changed."""
    return {
        "recipient": line.recipient.name,
        "through": line.through.name if line.through else "",
        "copies": "\n".join(one.name for one in line.copies),
        "weekday": line.weekday,
        "time": f"{line.time:%H:%M}",
        "valid_from": today,
        "confirmed": False,
        "basis": "",
    }
