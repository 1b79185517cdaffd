"""Forms of the tracking list. They check what was typed; the actions decide."""

from collections.abc import Iterable
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hotich.apps.accounts.models import Officer
from hotich.apps.registers.definitions import definitions
from hotich.apps.tracking.models import Step
from hotich.apps.tracking.queries import CLOSED, OPEN, CaseFilter
from hotich.apps.tracking.steps import FINISHED
from hotich.core.discrepancies import DIFFERENCE_WORDS
from hotich.web import forms as kit

NOBODY = "nobody"
_LONGEST_WAIT = 36_500


class FilterForm(kit.Form):
    """What of the list is shown. The text is typed, so the form is sent by POST."""

    text = kit.LineField(
        label=_("Tìm theo số, năm, nơi đăng ký"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    state = kit.ChoiceField(label=_("Tình trạng"), required=False)
    kind = kit.ChoiceField(label=_("Thông tin khác nhau"), required=False)
    older_than = forms.IntegerField(
        label=_("Mở quá số ngày"),
        required=False,
        min_value=0,
        max_value=_LONGEST_WAIT,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    owner = kit.ChoiceField(label=_("Người theo dõi"), required=False)
    register_type = kit.ChoiceField(label=_("Loại sổ"), required=False)

    def __init__(self, data: QueryDict, *, officers: Iterable[Officer]) -> None:
        """Offer the officers who may work on a case."""
        super().__init__(data)
        steps = [(step.value, step.label) for step in Step if step not in FINISHED]
        _offer(self, "state", [("", _("Đang theo dõi")), *steps, (CLOSED, _("Đã xong"))])
        kinds = [(kind.value, gettext(words)) for kind, words in DIFFERENCE_WORDS.items()]
        _offer(self, "kind", [("", _("Tất cả")), *kinds])
        people = [(str(one.pk), one.full_name) for one in officers]
        _offer(self, "owner", [("", _("Tất cả")), (NOBODY, _("Chưa có ai")), *people])
        types = [(one.code, gettext(one.title)) for one in definitions()]
        _offer(self, "register_type", [("", _("Tất cả")), *types])

    def wanted(self) -> CaseFilter:
        """Return the filter; a field that was refused does not narrow the list."""
        self.full_clean()
        given = self.cleaned_data
        owner = given.get("owner", "")
        return CaseFilter(
            state=given.get("state") or OPEN,
            kind=given.get("kind", ""),
            older_than=given.get("older_than"),
            owner=UUID(owner) if owner and owner != NOBODY else None,
            unowned=owner == NOBODY,
            register_type=given.get("register_type", ""),
            text=given.get("text", ""),
        )

    def chosen(self) -> list[tuple[str, str]]:
        """Return label and words of each condition in force, for the head of a print."""
        found = []
        for name, value in self.cleaned_data.items():
            if value in {None, ""}:
                continue
            words = value
            if isinstance(self.fields[name], forms.ChoiceField):
                options = {option.data["value"]: option.choice_label for option in self[name]}
                words = options.get(value, value)
            found.append((str(self[name].label), str(words)))
        return found


class MinutesForm(kit.Form):
    """Minutes of a check (biên bản kiểm tra, xác minh) with an officer of the other side."""

    other = kit.ChoiceField(
        label=_("Cán bộ cùng kiểm tra"),
        empty_label=_("Chọn cán bộ"),
        help_text=_("Một bên là công chức làm công tác hộ tịch, bên kia là công an xã."),
    )
    on_day = kit.DayField(label=_("Ngày kiểm tra"))
    place = kit.LineField(label=_("Nơi kiểm tra"), required=False, max_length=300)
    text = kit.VerbatimField(
        label=_("Nội dung kiểm tra, xác minh"),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        others: Iterable[Officer],
        prefix: str | None = None,
        initial: dict[str, object] | None = None,
    ) -> None:
        """Offer the officers of the other side."""
        super().__init__(data, prefix=prefix, initial=initial)
        people = [(str(one.pk), one.full_name) for one in others]
        _offer(self, "other", [("", _("Chọn cán bộ")), *people])


class AnswerForm(kit.Form):
    """What was done about a receiver's rejection."""

    answer = kit.VerbatimField(
        label=_("Đã xử lý thế nào"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )


class ReaderForm(kit.Form):
    """Who is to read the sealed list, and why."""

    officer = kit.ChoiceField(label=_("Cán bộ"))
    reason = kit.LineField(label=_("Lý do"), max_length=500)

    def __init__(self, data: QueryDict | None, *, officers: Iterable[Officer]) -> None:
        """Offer the officers of both sides."""
        super().__init__(data)
        choice = self.fields["officer"]
        if isinstance(choice, forms.ChoiceField):
            choice.choices = [(str(one.pk), one.full_name) for one in officers]


class EndReaderForm(kit.Form):
    """Why an officer reads the sealed list no more."""

    reason = kit.LineField(label=_("Lý do"), max_length=500)


def _offer(form: forms.Form, name: str, choices: list[tuple[object, object]]) -> None:
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = choices
