"""Forms of a number request. They check what was typed; the actions decide."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hotich.apps.population.models import LifeState
from hotich.core.dates import DateProblem, read_date
from hotich.core.registers import PARENTAGE, Kind, number_fact, read_sex
from hotich.web import forms as kit
from hotich.web.forms import DATE_MESSAGES


class ItemForm(kit.Form):
    """A fact of the legal gate that the book lacks, with the document it is taken from."""

    field = kit.ChoiceField(label=_("Thông tin còn thiếu"))
    value = kit.LineField(label=_("Nội dung"), max_length=1000)
    document = kit.LineField(
        label=_("Lấy từ giấy tờ nào"),
        max_length=500,
        help_text=_("Không ghi vào sổ; chỉ dùng để nhập mới công dân."),
    )

    def __init__(self, *args: Any, missing: Iterable[str], **kwargs: Any) -> None:  # noqa: ANN401
        """Offer what is missing."""
        super().__init__(*args, **kwargs)
        choices = [
            (field, gettext(spec.label))
            for field in missing
            if (spec := number_fact(field)) is not None
        ]
        field = self.fields["field"]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def clean(self) -> dict[str, Any]:
        """Refuse a date or sex that cannot be read."""
        given = super().clean() or self.cleaned_data
        spec = number_fact(given.get("field", ""))
        text = str(given.get("value", ""))
        if spec is None or not text:
            return given
        if spec.kind is Kind.DATE:
            reading = read_date(text)
            if reading.problem is not None or reading.date is None:
                problem = reading.problem or DateProblem.UNREADABLE
                self.add_error("value", DATE_MESSAGES[problem])
        if spec.kind is Kind.SEX and read_sex(text) not in {"male", "female"}:
            self.add_error("value", _("Hãy ghi Nam hoặc Nữ."))
        return given


class ParentageForm(kit.Form):
    """Which parent is undetermined; that parent's facts are then not asked for."""

    parentage = kit.ChoiceField(label=_("Việc xác định cha, mẹ"))
    document = kit.LineField(label=_("Lấy từ giấy tờ nào"), max_length=500)

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        """Offer the choices of the register."""
        super().__init__(*args, **kwargs)
        spec = number_fact(PARENTAGE)
        field = self.fields["parentage"]
        if spec is not None and isinstance(field, forms.ChoiceField):
            field.choices = [(one.code, gettext(one.label)) for one in spec.choices]


class LifeForm(kit.Form):
    """What has been found out about the person's life."""

    life = kit.ChoiceField(
        label=_("Tình trạng"),
        widget=forms.RadioSelect,
        choices=[one for one in LifeState.choices if one[0] != LifeState.UNKNOWN],
    )
    basis = kit.VerbatimField(
        label=_("Căn cứ"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Đã hỏi ai, xem giấy tờ gì."),
    )


class ReasonForm(kit.Form):
    """Why the request is refused or taken back."""

    reason = kit.VerbatimField(
        label=_("Lý do"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )


class PlainForm(kit.Form):
    """A button that needs no more than to be pressed."""
