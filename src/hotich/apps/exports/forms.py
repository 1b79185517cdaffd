"""Forms of exports: for whom and what for, and why not."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hotich.apps.accounts.models import Office
from hotich.apps.exports.actions import Wish
from hotich.apps.exports.sealing import is_key
from hotich.web import forms as kit

OTHER = "other"


class WishForm(kit.Form):
    """Who is to get a file and what for; a room shows it beside what its file is made of."""

    to = kit.ChoiceField(label=_("Giao cho"))
    receiver = kit.LineField(
        label=_("Người nhận khác"),
        required=False,
        max_length=200,
        help_text=_("Tên cơ quan hoặc người nhận, khi không có trong danh sách."),
    )
    key = kit.LineField(
        label=_("Khóa của người nhận khác"),
        required=False,
        max_length=200,
        help_text=_("Bắt đầu bằng age1. Hãy đọc lại với người nhận qua điện thoại."),
    )
    purpose = kit.LineField(
        label=_("Mục đích"),
        max_length=500,
        help_text=_("Ví dụ: theo công văn số 12/TP ngày 03/7/2026. Không ghi tên công dân."),
    )

    def __init__(self, offices: Iterable[Office], *args: object, **kwargs: object) -> None:
        """Take the offices whose keys are known, then a form's arguments."""
        super().__init__(*args, **kwargs)
        self.offices = {str(one.pk): one for one in offices}
        field = self.fields["to"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [
            *((pk, one.dated_name) for pk, one in self.offices.items()),
            (OTHER, gettext("Người nhận khác, có khóa age")),
        ]

    def clean(self) -> dict[str, object]:
        """Ask for name and key of a receiver who is not in the list."""
        given = self.cleaned_data
        if given.get("to") == OTHER:
            if not given.get("receiver"):
                self.add_error("receiver", gettext("Hãy ghi tên người nhận."))
            key = "".join(str(given.get("key", "")).split())
            given["key"] = key
            if not is_key(key):
                words = gettext("Khóa này không đúng. Khóa gồm “age1” và 58 ký tự tiếp theo.")
                self.add_error("key", words)
        return given

    @property
    def wish(self) -> Wish:
        """The receiver, his key and the purpose; call after `is_valid`."""
        given = self.cleaned_data
        if given["to"] == OTHER:
            return Wish(given["receiver"], given["key"], given["purpose"])
        office = self.offices[given["to"]]
        return Wish(office.dated_name[:200], office.encryption_key, given["purpose"])


class RefuseForm(kit.Form):
    """Why a file does not go out."""

    reason = kit.LineField(label=_("Lý do không đồng ý"), max_length=500)
