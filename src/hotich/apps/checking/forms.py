"""Forms of the cross-check: return, gap, excess, voiding."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hotich.apps.checking.models import GapKind
from hotich.core.registers import RegisterType
from hotich.web.forms import ChoiceField, Form, LineField
from hotich.web.keys import get_key

_MOST_EXCESS = 9999


class ReturnForm(Form):
    """Send an entry back to its typist: which field, and what is wrong with it."""

    field = ChoiceField(label=_("Mục cần sửa"), required=False)
    reason = LineField(label=_("Lý do trả lại"), max_length=500)

    def __init__(self, *args: Any, definition: RegisterType, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        """Take the register type, whose fields are offered by section."""
        super().__init__(*args, **kwargs)
        groups = [
            (gettext(section.label), [(one.id, gettext(one.label)) for one in fields])
            for section in definition.sections
            if (fields := definition.fields_in(section.code))
        ]
        field = self.fields["field"]
        if isinstance(field, ChoiceField):
            field.choices = [("", gettext("Cả trường hợp")), *groups]
            combo = get_key("return_entry").combo
            field.widget.attrs |= {"data-key": combo, "aria-keyshortcuts": combo}


class _YearForm(Form):
    """A form about one year of the book."""

    year = ChoiceField(label=_("Năm"))

    def __init__(self, *args: Any, years: list[int], **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        """Take the years of the book; a single one is chosen already."""
        super().__init__(*args, **kwargs)
        field = self.fields["year"]
        if isinstance(field, ChoiceField):
            field.choices = [(str(year), str(year)) for year in years]


class GapForm(_YearForm):
    """A number, a range of numbers or a page that holds no act."""

    kind = ChoiceField(label=_("Loại"), choices=GapKind.choices)
    number = LineField(
        label=_("Số đăng ký"), required=False, max_length=40, help_text=_("46, 87bis hoặc 45-47")
    )
    page = LineField(label=_("Trang"), required=False, max_length=20)
    reason = LineField(label=_("Lý do, căn cứ"), max_length=500)


class ExcessForm(_YearForm):
    """By how many acts a year holds more or fewer than declared."""

    count = forms.IntegerField(
        label=_("Thừa (+) hoặc thiếu (-)"),
        min_value=-_MOST_EXCESS,
        max_value=_MOST_EXCESS,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        help_text=_("0: sổ không ghi số khóa sổ"),
    )
    reason = LineField(label=_("Lý do, căn cứ"), max_length=500)


class LockForm(Form):
    """Why data are locked although the totals do not add up."""

    reason = LineField(label=_("Lý do chốt khi chưa khớp"), max_length=500)


class SeenForm(Form):
    """What an officer says of a remark he has looked at."""

    finding = forms.CharField(max_length=64, widget=forms.HiddenInput)
    remark = LineField(label=_("Nhận xét sau khi xem sổ"), max_length=500)


class VoidForm(Form):
    """Take a record back."""

    reason = LineField(label=_("Lý do rút lại"), max_length=500)
