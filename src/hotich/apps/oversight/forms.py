"""Forms of oversight."""

import re
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hotich.apps.accounts.workstations import CHECKLIST
from hotich.apps.oversight.queries import LogFilter
from hotich.apps.oversight.words import action_words
from hotich.web import forms as kit

_ANCHOR = re.compile(r"(\d{1,18}):([0-9a-f]{64})")


class LogForm(kit.Form):
    """What of the log is shown; sent by GET, so it holds nothing personal."""

    since = kit.DayField(label=_("Từ ngày"), required=False)
    until = kit.DayField(label=_("Đến ngày"), required=False)
    officer = kit.ChoiceField(label=_("Cán bộ"), required=False)
    action = kit.ChoiceField(label=_("Việc"), required=False)
    object = forms.UUIDField(label=_("Mã đối tượng"), required=False)

    def __init__(
        self,
        data: QueryDict,
        *,
        officers: Iterable[tuple[UUID, str]],
        codes: Iterable[str],
    ) -> None:
        """Offer the officers and actions that stand in the log."""
        super().__init__(data)
        every = ("", gettext("Tất cả"))
        named = sorted(((code, action_words(code)) for code in codes), key=lambda one: one[1])
        self._offer("officer", [every, *((str(pk), name) for pk, name in officers)])
        self._offer("action", [every, *named])

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def wanted(self) -> LogFilter:
        """Return the filter; a field that was refused does not narrow the list."""
        self.full_clean()
        given = self.cleaned_data
        return LogFilter(
            since=given.get("since"),
            until=given.get("until"),
            officer=UUID(given["officer"]) if given.get("officer") else None,
            action=given.get("action", ""),
            object=given.get("object"),
        )


class AnchorForm(kit.Form):
    """A head of the chain as it was printed, for comparison; may be left out."""

    anchor = kit.LineField(
        label=_("Mã đã in để so sánh"),
        required=False,
        max_length=90,
        help_text=_("Chép mã đầu chuỗi nhật ký in ở chân báo cáo hoặc trong gói dữ liệu."),
    )

    def clean_anchor(self) -> tuple[int, str] | None:
        """Return sequence and hash, None when nothing was typed."""
        text = "".join(self.cleaned_data["anchor"].split()).lower()
        if not text:
            return None
        match = _ANCHOR.fullmatch(text)
        if match is None:
            message = gettext("Mã này không đúng. Mã gồm số thứ tự, dấu hai chấm và 64 ký tự.")
            raise forms.ValidationError(message, code="invalid")
        return int(match[1]), match[2]


class _ReasonForm(kit.Form):
    reason = kit.LineField(
        label=_("Lý do xem"), max_length=200, help_text=_("Ví dụ: theo yêu cầu của công dân.")
    )


class SearchForm(_ReasonForm):
    """An entry by its number, and why it is asked who looked."""

    text = kit.LineField(
        label=_("Số đăng ký"), max_length=40, help_text=_("Ví dụ: 87 hoặc 87/1998.")
    )
    field_order = ("text", "reason")


class PersonForm(_ReasonForm):
    """A person by UUID, as another page hands it over."""

    subject = forms.UUIDField(widget=forms.HiddenInput)


class MentionForm(_ReasonForm):
    """A person of an entry by the UUID of the mention."""

    mention = forms.UUIDField(widget=forms.HiddenInput)


def _points() -> list[tuple[str, str]]:
    return [(code, gettext(words)) for code, words in CHECKLIST]


class CheckForm(kit.Form):
    """A computer was checked, and until when it may be used."""

    name = kit.LineField(
        label=_("Tên máy tính"),
        max_length=100,
        help_text=_("Như đã dán trên máy và khi đăng nhập."),
    )
    checked_on = kit.DayField(label=_("Ngày kiểm tra"))
    expires_on = kit.DayField(label=_("Được dùng đến ngày"))
    met = forms.MultipleChoiceField(
        label=_("Đạt các điểm kiểm tra"),
        required=False,
        choices=_points,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Thiếu một điểm thì máy chưa được hiện dữ liệu của công dân."),
    )
    note = kit.VerbatimField(
        label=_("Ghi chú"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        today: date,
        initial: dict[str, object] | None = None,
    ) -> None:
        """Refuse days that have not come, against `today`."""
        super().__init__(data, initial=initial)
        self.today = today

    def failed(self) -> list[str]:
        """Return the points that were not met; call after `is_valid`."""
        met = set(self.cleaned_data["met"])
        return [code for code, _words in CHECKLIST if code not in met]

    def clean_name(self) -> str:
        """Return the name with single blanks."""
        return " ".join(self.cleaned_data["name"].split())

    def clean_checked_on(self) -> date:
        """Refuse a check that has not taken place."""
        day: date = self.cleaned_data["checked_on"]
        if day > self.today:
            message = gettext("Ngày này chưa đến. Hãy kiểm tra lại.")
            raise forms.ValidationError(message, code="future")
        return day

    def clean(self) -> dict[str, object]:
        """Refuse an expiry that is not after the check."""
        given = self.cleaned_data
        checked, expires = given.get("checked_on"), given.get("expires_on")
        if checked and expires and expires <= checked:
            self.add_error("expires_on", gettext("Ngày hết hạn phải sau ngày kiểm tra."))
        return given
