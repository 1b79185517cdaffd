"""Forms of the right to know."""

from datetime import date

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hotich.web import forms as kit


class RightForm(kit.Form):
    """Who asked, when, and whom it concerns: a person of an entry, or of the register."""

    reference = kit.LineField(
        label=_("Đơn, văn bản yêu cầu"),
        max_length=200,
        help_text=_("Số và ngày của đơn. Không ghi tên công dân."),
    )
    received_on = kit.DayField(label=_("Ngày nhận yêu cầu"))
    mention = forms.UUIDField(widget=forms.HiddenInput, required=False)
    person = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        today: date,
        initial: dict[str, object] | None = None,
    ) -> None:
        """Refuse a day that has not come, against `today`."""
        super().__init__(data, initial=initial)
        self.today = today

    def clean_received_on(self) -> date:
        """Refuse a day that has not come."""
        day: date = self.cleaned_data["received_on"]
        if day > self.today:
            raise forms.ValidationError(gettext("Ngày này chưa đến. Hãy kiểm tra lại."))
        return day


class AnsweredForm(kit.Form):
    """How the citizen was answered."""

    answer = kit.LineField(
        label=_("Đã trả lời thế nào"),
        max_length=500,
        help_text=_("Ví dụ: giao tệp ngày 05/7/2026; gửi công văn số 15."),
    )
