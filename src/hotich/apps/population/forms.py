"""Forms of the population room."""

from collections.abc import Iterable
from uuid import UUID

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from hotich.apps.population.quota_models import QuotaKind
from hotich.core.pin import compact, is_valid
from hotich.web import forms as kit


class ViewForm(kit.Form):
    """Why an officer wants to see a person."""

    reason = kit.LineField(
        label=_("Lý do xem"),
        max_length=500,
        help_text=_("Ví dụ: đối chiếu trường hợp 87/1998. Lý do được ghi vào nhật ký."),
    )


class NumberForm(kit.Form):
    """A personal ID number, and what its holder is known by: the number alone finds nobody."""

    pin = kit.LineField(label=_("Số định danh cá nhân"), max_length=20)
    full_name = kit.LineField(
        label=_("Họ, chữ đệm, tên"),
        max_length=200,
        help_text=_("Đủ cả họ tên; không dấu cũng được."),
    )
    birth_year = forms.IntegerField(label=_("Năm sinh"), min_value=1850, max_value=2100)
    reason = kit.LineField(
        label=_("Lý do xem"),
        max_length=500,
        help_text=_("Ví dụ: công dân đến hỏi về trường hợp 87/1998. Lý do được ghi vào nhật ký."),
    )

    def clean_pin(self) -> str:
        """Refuse what is not a whole number."""
        pin: str = compact(self.cleaned_data["pin"])
        if not is_valid(pin):
            raise forms.ValidationError(_("Số định danh gồm đủ 12 chữ số."))
        return pin


class LimitForm(kit.Form):
    """How many of a kind each officer of the office may use in a day."""

    kind = kit.ChoiceField(label=_("Loại"), choices=QuotaKind.choices)
    most = forms.IntegerField(label=_("Số lượt mỗi ngày"), min_value=1, max_value=100_000)


class RaiseForm(kit.Form):
    """More of a kind for one officer today."""

    officer = kit.ChoiceField(label=_("Cán bộ"))
    kind = kit.ChoiceField(label=_("Loại"), choices=QuotaKind.choices)
    extra = forms.IntegerField(label=_("Thêm số lượt"), min_value=1, max_value=100_000)
    reason = kit.LineField(label=_("Lý do"), max_length=500)

    def __init__(
        self, data: QueryDict | None = None, *, officers: Iterable[tuple[UUID, str]]
    ) -> None:
        """Offer the officers to whom more may be given."""
        super().__init__(data, auto_id="more_%s")
        field = self.fields["officer"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", ""), *((str(pk), name) for pk, name in officers)]


class ImportForm(kit.IdempotencyMixin, kit.Form):
    """A file of persons, CSV or Parquet, in the columns of the interchange schema."""

    file = forms.FileField(
        label=_("Tệp dữ liệu dân cư"),
        help_text=_("CSV (UTF-8) hoặc Parquet theo lược đồ trao đổi."),
        widget=forms.FileInput(attrs={"accept": ".csv,.parquet"}),
        max_length=255,
    )

    def clean_file(self) -> "UploadedFile[bytes]":
        """Refuse a file whose name says it is something else."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if not str(file.name).lower().endswith((".csv", ".parquet")):
            message = _("Chỉ nhận tệp .csv hoặc .parquet. Hãy chọn tệp khác.")
            raise forms.ValidationError(message, code="extension")
        return file
