"""Forms of the alerts and of the watch-list."""

from django import forms
from django.utils.translation import gettext_lazy as _

from hotich.core.pin import compact, is_valid
from hotich.web import forms as kit


class AnswerForm(kit.Form):
    """What was found to be behind an alert."""

    text = kit.LineField(label=_("Kết quả xem xét"), max_length=1000)


class WatchForm(kit.Form):
    """A person whose every view is to be told, and why."""

    pin = kit.LineField(
        label=_("Số định danh cá nhân"),
        max_length=20,
        help_text=_("Chỉ giữ một mã tính từ số này, không giữ số."),
    )
    reason = kit.LineField(
        label=_("Lý do"),
        max_length=500,
        help_text=_("Không ghi họ tên hoặc thông tin khác của công dân."),
    )

    def clean_pin(self) -> str:
        """Refuse what is not a whole number."""
        pin: str = compact(self.cleaned_data["pin"])
        if not is_valid(pin):
            raise forms.ValidationError(_("Số định danh gồm đủ 12 chữ số."))
        return pin
