"""Forms of the page where a difference is settled. They check what was typed; actions decide."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hotich.apps.tracking.models import RemedyKind, RightSide
from hotich.core.pin import is_valid
from hotich.core.registers import Field, Kind, read_sex
from hotich.web import forms as kit

_REFUSED, _GRANTED = "refused", "granted"


class SidesForm(kit.Form):
    """Which side is right, with the value and the evidence."""

    right_side = kit.ChoiceField(label=_("Kết quả xác minh"), widget=forms.RadioSelect)
    value = kit.LineField(
        label=_("Nội dung đúng"),
        required=False,
        max_length=1000,
        help_text=_("Chỉ cần khi cả hai bên đều chưa đúng, hoặc khi lỗi nhập liệu."),
    )
    evidence = kit.VerbatimField(
        label=_("Căn cứ"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Giấy tờ đã xem, việc đã kiểm tra."),
    )
    note = kit.LineField(label=_("Ghi chú"), required=False, max_length=1000)

    def __init__(self, *args: Any, sides: Iterable[RightSide], **kwargs: Any) -> None:  # noqa: ANN401
        """Offer the sides that may be established now."""
        super().__init__(*args, **kwargs)
        offer(self, "right_side", sides)


class GuideForm(kit.Form):
    """What the citizen was told."""

    text = kit.VerbatimField(
        label=_("Đã hướng dẫn công dân"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Hướng dẫn ai, bằng cách nào, nộp giấy tờ gì, ở đâu."),
    )


class LodgeForm(kit.Form):
    """A file lodged with an authority."""

    kind = kit.ChoiceField(label=_("Cách giải quyết"))
    target = kit.LineField(label=_("Nơi nhận hồ sơ"), max_length=200)
    number = kit.LineField(label=_("Số hồ sơ"), required=False, max_length=100)
    lodged_on = kit.DayField(label=_("Ngày nộp"))
    citizen_asked = forms.BooleanField(
        label=_("Chính công dân đề nghị hủy, xác lập lại số định danh"), required=False
    )

    def __init__(self, *args: Any, kinds: Iterable[RemedyKind], **kwargs: Any) -> None:  # noqa: ANN401
        """Offer the remedies that mend the side that is wrong."""
        super().__init__(*args, **kwargs)
        wanted = tuple(kinds)
        offer(self, "kind", wanted)
        if RemedyKind.NEW_NUMBER not in wanted:
            del self.fields["citizen_asked"]


class ReasonForm(kit.Form):
    """Why nothing is needed, or why it cannot be done."""

    note = kit.VerbatimField(
        label=_("Lý do"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )


class TypingForm(kit.Form):
    """How the typing error is put right in data that are locked."""

    note = kit.VerbatimField(
        label=_("Căn cứ sửa"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )


class ResultForm(kit.Form):
    """What the authority decided."""

    granted = kit.ChoiceField(
        label=_("Kết quả"),
        widget=forms.RadioSelect,
        choices=[(_GRANTED, _("Được giải quyết")), (_REFUSED, _("Bị từ chối"))],
    )
    number = kit.LineField(label=_("Số văn bản"), required=False, max_length=100)
    on_day = kit.DayField(label=_("Ngày văn bản"))
    note = kit.VerbatimField(
        label=_("Ghi chú, lý do từ chối"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, may_grant: bool, **kwargs: Any) -> None:  # noqa: ANN401
        """Offer a grant only where no decision of the police chief is needed for it."""
        super().__init__(*args, **kwargs)
        if not may_grant:
            field = self.fields["granted"]
            if isinstance(field, forms.ChoiceField):
                field.choices = [(_REFUSED, _("Bị từ chối"))]
            field.initial = _REFUSED
            field.help_text = _(
                "Khi được điều chỉnh, cán bộ công an ghi quyết định của Trưởng Công an xã."
            )

    @property
    def is_granted(self) -> bool:
        """Whether the file was granted; call after `is_valid`."""
        return bool(self.cleaned_data["granted"] == _GRANTED)


class DecisionForm(kit.Form):
    """The commune police chief's decision, with the value the population database takes."""

    new_value = kit.LineField(label=_("Nội dung mới trong CSDLQGVDC"), max_length=1000)
    number = kit.LineField(label=_("Số quyết định"), max_length=100)
    on_day = kit.DayField(label=_("Ngày quyết định"))
    decided_by = kit.LineField(label=_("Trưởng Công an xã"), max_length=200)
    new_number = kit.LineField(
        label=_("Số định danh xác lập lại"),
        required=False,
        max_length=20,
        help_text=_("Để trống nếu số định danh không đổi."),
    )
    note = kit.LineField(label=_("Ghi chú"), required=False, max_length=1000)

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - Django's signature
        spec: Field,
        with_number: bool,
        **kwargs: Any,  # noqa: ANN401 - Django's signature
    ) -> None:
        """Type the value by its kind; ask for a new number only where one is made anew."""
        super().__init__(*args, **kwargs)
        label = self.fields["new_value"].label
        if spec.kind is Kind.DATE:
            self.fields["new_value"] = kit.PartialDateField(label=label)
        elif spec.kind is Kind.SEX:
            choices = [(one.code, gettext(one.label)) for one in spec.choices]
            self.fields["new_value"] = kit.ChoiceField(label=label, choices=choices)
        if not with_number:
            del self.fields["new_number"]
        self.prepare()

    def clean_new_number(self) -> str:
        """Refuse what is no personal number."""
        text = str(self.cleaned_data["new_number"]).strip()
        if text and not is_valid(text):
            raise forms.ValidationError(_("Số định danh cá nhân gồm 12 chữ số."))
        return text

    @property
    def value(self) -> str:
        """The value as the population database keeps it; call after `is_valid`."""
        given = self.cleaned_data["new_value"]
        if isinstance(given, kit.TypedDate):
            return given.date.iso() if given.date else ""
        return str(given).strip()


class NoteForm(kit.Form):
    """A second officer's note of a granted remedy on the entry."""

    note = kit.LineField(
        label=_("Ghi chú thêm"),
        required=False,
        max_length=300,
        help_text=_("Nguyên văn trong sổ giữ nguyên; ghi chú có ngày và hai cán bộ."),
    )


class UndoForm(kit.Form):
    """Why the link is wrong."""

    reason = kit.VerbatimField(
        label=_("Vì sao không phải người này"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


def offer(form: forms.Form, name: str, members: Iterable[RightSide] | Iterable[RemedyKind]) -> None:
    """Put these members into a choice field; a single one is chosen already."""
    field = form.fields[name]
    if not isinstance(field, forms.ChoiceField):
        return
    choices: list[tuple[str, object]] = [(one.value, one.label) for one in members]
    field.choices = choices
    if len(choices) == 1:
        field.initial = choices[0][0]


def initial_decision(value: str, spec: Field, chief: str) -> dict[str, object]:
    """Return what the form of a decision offers: what was established, and the chief's name."""
    offered = read_sex(value) if spec.kind is Kind.SEX else value
    return {"new_value": offered, "decided_by": chief}
