"""Form of the records: what is looked for. It is sent by POST; nothing of it is in an address."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hotich.apps.records.queries import Wanted
from hotich.core.names import fold
from hotich.core.pin import compact, is_valid
from hotich.core.registers import REGISTER_TYPES, read_entry_number
from hotich.web import forms as kit


def _types() -> list[tuple[str, object]]:
    return [("", _("Mọi loại sổ")), *((one.code, _(one.title)) for one in REGISTER_TYPES)]


class SearchForm(kit.Form):
    """A name without accents, a personal ID number, or an entry number; and where."""

    name = kit.LineField(
        label=_("Họ, chữ đệm, tên"),
        required=False,
        max_length=200,
        help_text=_("Của người được đăng ký, cha hoặc mẹ; gõ không dấu cũng được."),
    )
    number = kit.LineField(label=_("Số định danh cá nhân"), required=False, max_length=20)
    entry_number = kit.LineField(label=_("Số đăng ký"), required=False, max_length=40)
    year = forms.IntegerField(label=_("Năm"), required=False, min_value=1900, max_value=2100)
    register_type = kit.ChoiceField(label=_("Loại sổ"), required=False, choices=_types)
    book = kit.LineField(label=_("Quyển sổ, nơi đăng ký"), required=False, max_length=200)

    def clean_number(self) -> str:
        """Refuse a number that is not whole."""
        number: str = compact(self.cleaned_data["number"])
        if number and not is_valid(number):
            raise forms.ValidationError(_("Số định danh gồm đủ 12 chữ số."))
        return number

    def clean_entry_number(self) -> int | None:
        """Return the number of the entry; "87/1998" and "87bis" are found under 87."""
        text = self.cleaned_data["entry_number"].strip()
        if not text:
            return None
        read = read_entry_number(text)
        if read is None:
            raise forms.ValidationError(_("Không đọc được số này. Hãy nhập như 87 hoặc 87/1998."))
        return read.number

    def clean(self) -> dict[str, Any]:
        """Refuse a search for nothing in particular."""
        given: dict[str, Any] = self.cleaned_data
        asked = (fold(given.get("name", "")), given.get("number"), given.get("entry_number"))
        if not self.errors and not any(one for one in asked if one is not None):
            words = _("Hãy nhập họ tên, số định danh hoặc số đăng ký.")
            raise forms.ValidationError(words, code="nothing")
        if not self.errors and given.get("name") and len(fold(given["name"])) < 2:
            self.add_error("name", _("Hãy nhập ít nhất hai chữ."))
        if not self.errors and given.get("number") and len(fold(given["name"]).split()) < 2:
            self.add_error("name", _("Tìm theo số định danh thì nhập cả họ tên của người đó."))
        return given

    def wanted(self) -> Wanted:
        """Return what is looked for, of a valid form."""
        given = self.cleaned_data
        return Wanted(
            name=given["name"].strip(),
            number=given["number"],
            entry_number=given["entry_number"],
            year=given["year"],
            register_type=given["register_type"],
            book=given["book"].strip(),
        )
