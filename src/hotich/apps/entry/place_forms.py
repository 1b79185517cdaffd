"""The form in which a clerk says what a written place means."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from hotich.apps.entry.places import FIRST_YEAR, LAST_YEAR
from hotich.core.places import Chosen
from hotich.web import forms as kit

_NO_DAY = ""


class PlaceForm(kit.Form):
    """Search a unit by any of its names; for which years the choice holds, and on what basis."""

    q = kit.LineField(
        label=_("Tìm đơn vị"),
        required=False,
        max_length=200,
        help_text=_("Tên cũ hoặc tên mới, không dấu cũng được; có thể ghi thêm huyện, tỉnh."),
    )
    first_year = forms.IntegerField(
        label=_("Từ năm"),
        required=False,
        min_value=1800,
        max_value=2200,
        help_text=_("để trống: mọi năm"),
    )
    last_year = forms.IntegerField(
        label=_("Đến năm"), required=False, min_value=1800, max_value=2200
    )
    basis = kit.LineField(
        label=_("Căn cứ"),
        required=False,
        max_length=500,
        help_text=_("Ví dụ: thôn này trước thuộc xã Nga Lĩnh; hỏi người địa phương."),
    )

    @property
    def years(self) -> tuple[int, int]:
        """Return the years for which the choice holds; nought and 9999 are no limit."""
        given = self.cleaned_data
        return given.get("first_year") or FIRST_YEAR, given.get("last_year") or LAST_YEAR


class PlaceSearchForm(kit.Form):
    """Narrow the list of written places."""

    q = kit.LineField(label=_("Tìm trong danh sách"), required=False, max_length=200)


def key_of(chosen: Chosen) -> str:
    """Return a unit's key as a button sends it: "16171@", "16171@2025-07-01"."""
    code, first_day = chosen
    return f"{code}@{first_day.isoformat() if first_day else _NO_DAY}"


def read_key(text: str) -> Chosen | None:
    """Return the unit's key that a button sent, or None when it is none."""
    code, at, day = text.partition("@")
    if not at or not code:
        return None
    try:
        return code, date.fromisoformat(day) if day else None
    except ValueError:
        return None
