"""Forms of the campaign."""

from collections.abc import Iterable, Mapping

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from hotich.apps.accounts.models import Office
from hotich.web import forms as kit

LONGEST = 4000


def _text(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class RaiseForm(kit.IdempotencyMixin, kit.Form):
    """A difficulty and what is proposed."""

    text = kit.VerbatimField(
        label=_("Khó khăn, vướng mắc"),
        max_length=LONGEST,
        widget=_text(5),
        help_text=_("Không ghi họ tên, số định danh của công dân; chỉ nêu số quyển, số đăng ký."),
    )
    proposal = kit.VerbatimField(
        label=_("Đề xuất, kiến nghị"), max_length=LONGEST, widget=_text(4), required=False
    )


class AnswerForm(kit.Form):
    """What was decided."""

    answer = kit.VerbatimField(
        label=_("Trả lời, hướng giải quyết"), max_length=LONGEST, widget=_text(4)
    )


class ReasonForm(kit.Form):
    """Why something recorded is taken back."""

    reason = kit.VerbatimField(label=_("Lý do"), max_length=500, widget=_text(2))


class PlanForm(kit.IdempotencyMixin, kit.Form):
    """A plan with its days."""

    office = kit.ChoiceField(label=_("Cơ quan ban hành"))
    number = kit.LineField(
        label=_("Số, ký hiệu"), max_length=60, required=False, help_text=_("Để trống nếu không rõ.")
    )
    title = kit.LineField(label=_("Tên kế hoạch"), max_length=300)
    starts_on = kit.DayField(label=_("Từ ngày"))
    ends_on = kit.DayField(label=_("Đến ngày"))
    legal_basis = kit.VerbatimField(
        label=_("Căn cứ"), max_length=LONGEST, widget=_text(5), required=False
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        offices: Iterable[Office],
        initial: Mapping[str, object] | None = None,
    ) -> None:
        """Offer the office and its predecessors."""
        super().__init__(data, initial=dict(initial or {}))
        field = self.fields["office"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(str(one.pk), one.dated_name) for one in offices]

    def clean(self) -> dict[str, object]:
        """Refuse a plan that ends before it starts."""
        given = self.cleaned_data
        first, last = given.get("starts_on"), given.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("Ngày kết thúc trước ngày bắt đầu. Hãy kiểm tra lại."))
        return given
