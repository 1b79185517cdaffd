"""Forms of the work with a book: ready, team, earlier states, another office."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hotich.apps.accounts.models import Office, Team
from hotich.apps.registers.definitions import definitions
from hotich.apps.registers.forms import SignedForm, offer, reason_field
from hotich.apps.registers.models import ORDER, State
from hotich.web import forms as kit


class ReadyForm(kit.Form):
    """A book ready for entry; out of the campaign's order with a reason."""

    reason = kit.VerbatimField(
        label=_("Lý do làm trước"),
        required=False,
        max_length=500,
        help_text=_("Chỉ cần khi còn sổ loại khác phải nhập trước theo kế hoạch."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class AssignForm(ReadyForm):
    """The team that types the book, from which day and until which."""

    field_order = ("team", "from_day", "planned_until", "reason")
    team = kit.ChoiceField(label=_("Tổ nhập dữ liệu"))
    from_day = kit.DayField(
        label=_("Từ ngày"),
        required=False,
        help_text=_("Để trống là từ hôm nay; vẫn tổ cũ thì giữ ngày cũ."),
    )
    planned_until = kit.DayField(
        label=_("Dự kiến xong ngày"), required=False, help_text=_("Để trống nếu chưa định.")
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        teams: Iterable[Team],
        initial: Mapping[str, object] | None = None,
    ) -> None:
        """Offer the teams of the office."""
        super().__init__(data, initial=dict(initial or {}))
        choices = [(str(one.pk), one.name) for one in teams]
        offer(self, "team", [("", _("Chọn tổ")), *choices])


class BackForm(kit.Form):
    """An earlier state, and why the book goes back to it."""

    state = kit.ChoiceField(label=_("Đưa về trạng thái"))
    reason = reason_field()

    def __init__(self, data: QueryDict | None = None, *, now: State) -> None:
        """Offer the states before the present one."""
        super().__init__(data)
        before = ORDER[: ORDER.index(now)]
        offer(self, "state", [(one.value, one.label) for one in reversed(before)])


class TransferForm(SignedForm):
    """Who receives the book, when, on what paper, and who signed it."""

    field_order = ("to_office", "on_day", "document")
    to_office = kit.ChoiceField(label=_("Cơ quan nhận sổ"))
    on_day = kit.DayField(label=_("Ngày bàn giao"))
    document = kit.LineField(label=_("Biên bản bàn giao"), max_length=300)

    def __init__(self, data: QueryDict | None = None, *, offices: Iterable[Office]) -> None:
        """Offer the offices that may receive it."""
        super().__init__(data)
        choices = [(str(one.pk), one.dated_name) for one in offices]
        offer(self, "to_office", [("", _("Chọn cơ quan")), *choices])


class BoundsForm(kit.Form):
    """What a post covers: register types, and books of these; nothing chosen is everything."""

    field_order = ("valid_from", "register_types", "books")
    valid_from = kit.DayField(label=_("Từ ngày"))
    register_types = forms.MultipleChoiceField(
        label=_("Loại sổ"), required=False, widget=forms.CheckboxSelectMultiple
    )
    books = forms.MultipleChoiceField(
        label=_("Quyển sổ"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        books: Mapping[UUID, tuple[str, str]],
        initial: Mapping[str, object] | None = None,
    ) -> None:
        """Offer all register types, and `books` by UUID: their types and labels."""
        super().__init__(data, initial=dict(initial or {}))
        self._books = books
        offer(self, "register_types", [(one.code, gettext(one.title)) for one in definitions()])
        offer(self, "books", [(str(uuid), label) for uuid, (_type, label) in books.items()])

    def clean(self) -> dict[str, Any]:
        """Refuse a book that is of none of the types chosen: the post would cover nothing of it."""
        given = super().clean() or self.cleaned_data
        types = given.get("register_types")
        if types and any(self._books[UUID(one)][0] not in types for one in given.get("books", ())):
            self.add_error("books", _("Có quyển không thuộc loại sổ đã chọn. Hãy bỏ quyển ấy."))
        return given

    def chosen(self) -> dict[UUID, str]:
        """Return the books chosen with their labels; call after `is_valid`."""
        found = [UUID(one) for one in self.cleaned_data["books"]]
        return {uuid: self._books[uuid][1] for uuid in found}
