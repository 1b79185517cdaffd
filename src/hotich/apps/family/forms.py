"""What an officer says of his family."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from hotich.apps.family.models import Relation
from hotich.core.pin import compact, is_valid
from hotich.web import forms as kit


class RelativeForm(kit.Form):
    """One of the officer's kin, or himself."""

    relation = kit.ChoiceField(label=_("Quan hệ với tôi"), choices=Relation.choices)
    full_name = kit.LineField(label=_("Họ, chữ đệm, tên"), max_length=200)
    birth = kit.PartialDateField(
        label=_("Ngày sinh"),
        help_text=_("Cần đủ ngày, tháng, năm nếu không có số định danh."),
        required=False,
    )
    pin = kit.LineField(label=_("Số định danh cá nhân"), required=False)

    def clean_pin(self) -> str:
        """Return the number without blanks; twelve digits or nothing."""
        number = compact(self.cleaned_data["pin"])
        if number and not is_valid(number):
            raise ValidationError(_("Số định danh có 12 chữ số. Hãy kiểm tra lại."))
        return number

    def clean(self) -> dict[str, object]:
        """Refuse a person whom nothing tells from others of the name."""
        given = super().clean() or self.cleaned_data
        told = given.get("birth")
        is_day = isinstance(told, kit.TypedDate) and told.date and len(told.date.iso()) == 10
        if not self.errors and not given.get("pin") and not is_day:
            self.add_error("birth", _("Hãy nhập số định danh, hoặc đủ ngày, tháng, năm sinh."))
        return given

    def birth_iso(self) -> str:
        """Return the birth date of a valid form; "" for none."""
        told = self.cleaned_data["birth"]
        return told.date.iso() if told.date is not None else ""


class ReasonForm(kit.Form):
    """Why a person is taken off the list."""

    reason = kit.VerbatimField(
        label=_("Lý do bỏ khỏi bản khai"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=500,
    )
