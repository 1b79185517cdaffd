"""Forms of existing data."""

from collections.abc import Iterable
from uuid import UUID

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hotich.apps.accounts.models import Office
from hotich.apps.existing.finding_books import Shelved
from hotich.apps.existing.queries import Volume
from hotich.apps.existing.tables import MOST_BYTES
from hotich.apps.registers.models import FIRST_YEAR, Book
from hotich.apps.registers.queries import book_label
from hotich.core.registers.sheets import profiles_of
from hotich.web import forms as kit


class UploadForm(kit.IdempotencyMixin, kit.Form):
    """A sheet with the registering office whose books it speaks of."""

    file = forms.FileField(
        label=_("Tệp dữ liệu"),
        help_text=_("XLSX hoặc CSV (UTF-8), không quá 20 MB và 20.000 dòng."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        max_length=255,
    )
    office = kit.ChoiceField(label=_("Cơ quan đã đăng ký"))
    year = forms.IntegerField(
        label=_("Năm đăng ký của những dòng không ghi năm"),
        required=False,
        min_value=FIRST_YEAR,
        max_value=2100,
        help_text=_("Để trống nếu mọi dòng đều có năm."),
    )

    def __init__(self, offices: Iterable[Office], *args: object, **kwargs: object) -> None:
        """Take the offices to choose from, then a form's arguments."""
        super().__init__(*args, **kwargs)
        field = self.fields["office"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [(str(one.pk), one.dated_name) for one in offices]

    def clean_file(self) -> "UploadedFile[bytes]":
        """Refuse a file of another kind or size."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if not str(file.name).lower().endswith((".xlsx", ".csv")):
            message = _("Chỉ nhận tệp .xlsx hoặc .csv. Hãy chọn tệp khác.")
            raise forms.ValidationError(message, code="extension")
        if (file.size or 0) > MOST_BYTES:
            message = _("Tệp lớn hơn 20 MB. Hãy chia thành nhiều tệp.")
            raise forms.ValidationError(message, code="size")
        return file


class VolumesForm(kit.Form):
    """Which book is a volume that none of the inventory was found for?"""

    def __init__(
        self, volumes: Iterable[Volume], books: Iterable[Shelved], *args: object, **kwargs: object
    ) -> None:
        """Take the volumes to ask for and the books to choose from, then a form's arguments."""
        super().__init__(*args, **kwargs)
        shelved = tuple(books)
        self.keys: dict[str, str] = {}
        for place, volume in enumerate(volumes):
            fits = [one for one in shelved if volume.year in one.years]
            label = gettext("Quyển “%(volume)s”, năm %(year)s (%(rows)s dòng)") % {
                "volume": volume.volume or "—",
                "year": volume.year,
                "rows": volume.rows,
            }
            name = f"volume-{place}"
            self.keys[name] = volume.key
            self.fields[name] = kit.ChoiceField(
                label=label,
                required=False,
                choices=[
                    ("", gettext("Không có trong sổ đã kiểm kê")),
                    *((str(one.book.pk), one.label) for one in fits),
                ],
            )
        self.prepare()

    @property
    def words(self) -> dict[str, UUID]:
        """The books chosen, by volume and year; call after `is_valid`."""
        return {
            key: UUID(self.cleaned_data[name])
            for name, key in self.keys.items()
            if self.cleaned_data.get(name)
        }


class WithdrawForm(kit.Form):
    """Why a file is withdrawn."""

    reason = kit.LineField(label=_("Lý do bỏ tệp này"), max_length=500)


class ExportForm(kit.Form):
    """A book and the sheet its entries go out in."""

    book = kit.ChoiceField(label=_("Quyển sổ và biểu"))

    def __init__(self, books: Iterable[Book], *args: object, **kwargs: object) -> None:
        """Take the books to choose from, then a form's arguments."""
        super().__init__(*args, **kwargs)
        field = self.fields["book"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [
            (f"{book.pk} {sheet.code}", f"{book_label(book)}: {gettext(sheet.label)}")
            for book in books
            for sheet in profiles_of(book.register_type)
        ]

    @property
    def chosen(self) -> tuple[UUID, str]:
        """The book and the sheet's code; call after `is_valid`."""
        book, sheet = self.cleaned_data["book"].split(" ", 1)
        return UUID(book), sheet
