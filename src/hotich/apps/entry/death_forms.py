"""Forms of a death that waits to be confirmed. They check what was typed; the actions decide."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hotich.web import forms as kit


class ConfirmForm(kit.Form):
    """Confirm the date; where anything is dated later, say why all the same."""

    seal = forms.CharField(widget=forms.HiddenInput, max_length=64)
    note = kit.VerbatimField(
        label=_("Căn cứ xác nhận"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Có thông tin sau ngày chết: ghi rõ vì sao ngày chết vẫn đúng."),
    )

    def __init__(self, *args: Any, asks_why: bool, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        """Ask for the note only where anything is dated later."""
        super().__init__(*args, **kwargs)
        if not asks_why:
            del self.fields["note"]


class RefuseForm(kit.Form):
    """Why the date is not written."""

    seal = forms.CharField(widget=forms.HiddenInput, max_length=64)
    reason = kit.VerbatimField(
        label=_("Lý do"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
