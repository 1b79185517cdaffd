"""Forms of the handover: a file to read, an office card, decisions on entries, a fault."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from hotich.apps.handover.keys import MOST_CARD_BYTES, Card, CardError, read_card
from hotich.apps.handover.models import ArrivalLine
from hotich.web import forms as kit


class ReadForm(kit.Form):
    """A file from the inbox by its name, or one sent up from the officer's computer."""

    name = forms.CharField(required=False, max_length=120, widget=forms.HiddenInput)
    file = forms.FileField(
        label=_("Tệp nhận được"),
        required=False,
        allow_empty_file=True,
        help_text=_("Tệp .hotich do bên gửi chuyển đến: gói dữ liệu hoặc xác nhận."),
        widget=forms.FileInput(attrs={"accept": ".hotich"}),
    )

    def clean(self) -> dict[str, Any]:
        """Refuse a form that names no file at all."""
        given: dict[str, Any] = self.cleaned_data
        if not self.errors and not given.get("name") and given.get("file") is None:
            self.add_error("file", kit.MESSAGES["missing"])
        return given


class CardForm(kit.Form):
    """The card of an office in another installation, and its fingerprint as read out."""

    card = forms.FileField(
        label=_("Thẻ cơ quan"),
        help_text=_("Tệp .json do cơ quan kia tải từ trang Chuyển dữ liệu của họ."),
        widget=forms.FileInput(attrs={"accept": ".json,application/json"}),
    )
    fingerprint = kit.LineField(
        label=_("Dấu vân tay khóa"),
        required=False,
        max_length=60,
        help_text=_(
            "24 chữ và số mà người của cơ quan kia đọc qua điện thoại; để trống nếu thẻ không có "
            "khóa."
        ),
    )

    def clean_card(self) -> Card:
        """Return the card in the file."""
        file: UploadedFile[bytes] = self.cleaned_data["card"]
        if (file.size or 0) > MOST_CARD_BYTES:
            raise forms.ValidationError(_("Tệp này quá lớn, không phải thẻ cơ quan."))
        try:
            return read_card(file.read())
        except CardError as error:
            words = _("Tệp này không phải thẻ cơ quan. Hãy chọn tệp khác.")
            raise forms.ValidationError(words) from error


class DecideForm(kit.Form):
    """Which of the entries shown are not accepted, and why."""

    def __init__(self, lines: Sequence[ArrivalLine], *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        """Take the lines shown, then what a form takes."""
        super().__init__(*args, **kwargs)
        self.entries = [line.entry for line in lines]
        for line in lines:
            self.fields[f"reject-{line.entry}"] = forms.BooleanField(
                label=_("Không nhận"), required=False
            )
            self.fields[f"reason-{line.entry}"] = kit.LineField(
                label=_("Lý do không nhận %(entry)s") % {"entry": line.label},
                required=False,
                max_length=500,
            )
        self.prepare()

    def rejected(self) -> dict[UUID, str]:
        """Return the reason by entry of what is not accepted; a reason alone rejects, too."""
        said = {entry: self.cleaned_data[f"reason-{entry}"].strip() for entry in self.entries}
        ticked = {entry for entry in self.entries if self.cleaned_data[f"reject-{entry}"]}
        return {entry: reason for entry, reason in said.items() if reason or entry in ticked}


class FaultForm(kit.Form):
    """What is wrong in a record that was accepted."""

    reason = kit.VerbatimField(
        label=_("Sai sót"),
        max_length=500,
        help_text=_("Ghi mục nào sai, ghi thế nào trong dữ liệu và thế nào trong sổ."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
