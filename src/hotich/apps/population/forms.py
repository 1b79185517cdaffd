"""Forms of the population room."""

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from hotich.web import forms as kit


class ViewForm(kit.Form):
    """Why an officer wants to see a person."""

    reason = kit.LineField(
        label=_("Lý do xem"),
        max_length=500,
        help_text=_("Ví dụ: đối chiếu trường hợp 87/1998. Lý do được ghi vào nhật ký."),
    )


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
