"""Forms of the inventory. They check what was typed; the actions decide."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hotich.apps.accounts.models import Office
from hotich.apps.registers.declared import DeclaredYear, Signatures
from hotich.apps.registers.definitions import definitions
from hotich.apps.registers.inventory import InventoryFilter
from hotich.apps.registers.models import FIRST_YEAR, Condition, FaultKind, State
from hotich.apps.registers.queries import type_title
from hotich.web import forms as kit

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

MOST_PAGES = 10_000
MOST_ENTRIES = 100_000
ROWS_AT_FIRST = 5
MOST_ROWS = 60
_ALL = _("Tất cả")


def number_field(label: "_StrPromise", most: int, *, least: int = 0) -> forms.IntegerField:
    """Return a whole number that may be left out, typed as text so that it is kept as typed."""
    field = forms.IntegerField(
        label=label,
        required=False,
        min_value=least,
        max_value=most,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    field.error_messages["min_value"] = str(_("Giá trị nhỏ nhất là %(limit_value)s."))
    return field


def reason_field(label: "_StrPromise | None" = None) -> kit.VerbatimField:
    """Return the reason that a change of the record needs."""
    return kit.VerbatimField(
        label=label or _("Lý do"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )


class SignedForm(kit.Form):
    """Who gave a book and who received it, by name and post."""

    given_by = kit.LineField(label=_("Người giao: họ tên"), max_length=200)
    given_post = kit.LineField(label=_("Người giao: chức vụ"), max_length=200)
    received_by = kit.LineField(label=_("Người nhận: họ tên"), max_length=200)
    received_post = kit.LineField(label=_("Người nhận: chức vụ"), max_length=200)

    def signatures(self) -> Signatures:
        """Return the four texts of a valid form."""
        given = self.cleaned_data
        return Signatures(
            given["given_by"], given["given_post"], given["received_by"], given["received_post"]
        )


def offer(form: forms.Form, name: str, choices: Sequence[tuple[object, object]]) -> None:
    """Put the choices of this officer's office into a field."""
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = list(choices)


class FilterForm(kit.Form):
    """What of the inventory is shown; sent by GET, so it holds nothing personal."""

    register_type = kit.ChoiceField(label=_("Loại sổ"), required=False)
    year = kit.ChoiceField(label=_("Năm"), required=False)
    condition = kit.ChoiceField(
        label=_("Tình trạng"), required=False, empty_label=_ALL, choices=Condition.choices
    )
    state = kit.ChoiceField(
        label=_("Trạng thái"), required=False, empty_label=_ALL, choices=State.choices
    )
    office = kit.ChoiceField(label=_("Nơi đăng ký"), required=False)

    def __init__(self, data: QueryDict, *, offices: Iterable[Office], years: Iterable[int]) -> None:
        """Offer the offices and years there are."""
        super().__init__(data)
        every = ("", _ALL)
        types = [(one.code, type_title(one.code)) for one in definitions()]
        offer(self, "register_type", [every, *types])
        offer(self, "year", [every, *((str(year), str(year)) for year in years)])
        offer(self, "office", [every, *((str(one.pk), one.dated_name) for one in offices)])

    def wanted(self) -> InventoryFilter:
        """Return the filter; a field that was refused does not narrow the list."""
        self.full_clean()
        given = self.cleaned_data
        return InventoryFilter(
            register_type=given.get("register_type", ""),
            year=int(given["year"]) if given.get("year") else None,
            condition=given.get("condition", ""),
            state=given.get("state", ""),
            office=UUID(given["office"]) if given.get("office") else None,
        )


class RegisterForm(SignedForm):
    """A book taken into the inventory."""

    register_type = kit.ChoiceField(label=_("Loại sổ"))
    edition = kit.ChoiceField(
        label=_("Mẫu in của sổ"),
        help_text=_("Mẫu in là đặc điểm của quyển sổ, không suy ra từ năm."),
    )
    original_office = kit.ChoiceField(
        label=_("Cơ quan đã đăng ký"),
        help_text=_("Cơ quan lập sổ, kể cả khi đã sáp nhập."),
    )
    volume_label = kit.LineField(
        label=_("Quyển số, ghi như trên bìa"), max_length=60, help_text=_("Ví dụ: 01/1998.")
    )
    numbers_by_volume = forms.BooleanField(
        label=_("Số đăng ký đánh lại từ đầu trong mỗi quyển"), required=False
    )
    condition = kit.ChoiceField(
        label=_("Tình trạng sổ"), choices=Condition.choices, initial=Condition.GOOD.value
    )
    received_on = kit.DayField(
        label=_("Ngày nhận bàn giao sổ"),
        required=False,
        help_text=_("Để trống nếu không rõ hoặc sổ của chính cơ quan."),
    )
    received_document = kit.LineField(label=_("Biên bản bàn giao"), required=False, max_length=300)
    note = kit.VerbatimField(
        label=_("Ghi chú"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        offices: Iterable[Office],
        today: date,
        initial: Mapping[str, object] | None = None,
    ) -> None:
        """Offer the types that are defined and the offices whose books are held."""
        super().__init__(data, initial=dict(initial or {}))
        for name in SignedForm.base_fields:  # a hand-over of long ago may have no signed paper
            self.fields[name].required = False
        self.today = today
        types = [(one.code, type_title(one.code)) for one in definitions()]
        editions = [
            (
                gettext(one.title),
                [
                    (f"{one.code}:{each.code}", f"{gettext(each.label)} ({gettext(each.years)})")
                    for each in one.editions
                ],
            )
            for one in definitions()
        ]
        offer(self, "register_type", types if len(types) == 1 else [("", "—"), *types])
        offer(self, "edition", [("", _("Chọn mẫu in")), *editions])
        offer(
            self,
            "original_office",
            [("", _("Chọn cơ quan")), *((str(one.pk), one.dated_name) for one in offices)],
        )

    def clean_received_on(self) -> date | None:
        """Refuse a day that has not come."""
        day: date | None = self.cleaned_data["received_on"]
        if day is not None and day > self.today:
            raise forms.ValidationError(future_day_words(), code="future")
        return day

    def clean(self) -> dict[str, object]:
        """Refuse an edition of another type."""
        given = self.cleaned_data
        kind, edition = given.get("register_type"), given.get("edition")
        if kind and edition:
            of_type, _colon, code = edition.partition(":")
            if of_type != kind:
                self.add_error("edition", _("Mẫu in này không thuộc loại sổ đã chọn."))
            given["edition_code"] = code
        return given


class YearForm(kit.Form):
    """One year as the book declares it at its yearly closing (khóa sổ)."""

    year = number_field(_("Năm"), 2100, least=FIRST_YEAR)
    pages = number_field(_("Số trang đã khai"), MOST_PAGES)
    entries = number_field(_("Số trường hợp đã khai"), MOST_ENTRIES)

    latest = 2100

    def clean_year(self) -> int | None:
        """Refuse a year that has not come, and figures without a year."""
        year: int | None = self.cleaned_data["year"]
        if year is None:
            raise forms.ValidationError(_("Chưa nhập năm."), code="required")
        if year > self.latest:
            raise forms.ValidationError(
                _("Năm này chưa đến (năm nay là %(latest)s). Hãy kiểm tra lại."),
                code="future",
                params={"latest": self.latest},
            )
        return year

    def declared(self) -> DeclaredYear:
        """Return the declaration of a valid form."""
        given = self.cleaned_data
        return DeclaredYear(given["year"], given["pages"], given["entries"])


class YearRows:
    """Rows for the years of a new book; empty ones are left out."""

    def __init__(self, data: QueryDict | None = None, *, latest: int, more: bool = False) -> None:
        """Bind the rows sent; with `more`, show what was typed and further rows, unchecked."""
        count = self._count(data) + (ROWS_AT_FIRST if more else 0)
        self.count = min(count, MOST_ROWS)
        self.forms = []
        for place in range(self.count):
            prefix = f"nam-{place}"
            initial = {
                name: data.get(f"{prefix}-{name}", "") if data else ""
                for name in YearForm.base_fields
            }
            form = (
                YearForm(prefix=prefix, initial=initial)
                if more or data is None
                else YearForm(data, prefix=prefix, empty_permitted=True)
            )
            form.latest = latest
            self.forms.append(form)

    def is_valid(self) -> bool:
        """Return whether every filled row is right and no year stands twice."""
        valid = not [form for form in self.forms if not form.is_valid()]
        seen: set[int] = set()
        for form in self.forms:
            year = form.cleaned_data.get("year") if form.has_changed() else None
            if year in seen:
                form.add_error("year", _("Năm này đã có ở dòng trên. Hãy bỏ một dòng."))
                valid = False
            elif year is not None:
                seen.add(year)
        return valid

    def declared(self) -> list[DeclaredYear]:
        """Return the filled rows by year."""
        filled = [form.declared() for form in self.forms if form.has_changed()]
        return sorted(filled, key=lambda one: one.year)

    @staticmethod
    def _count(data: QueryDict | None) -> int:
        sent = data.get("rows", "") if data else ""
        wanted = int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 4 else 0
        return max(ROWS_AT_FIRST, min(wanted, MOST_ROWS))


class DeclareForm(YearForm):
    """A year declared, or corrected with a reason."""

    reason = kit.VerbatimField(
        label=_("Lý do sửa"),
        required=False,
        max_length=500,
        help_text=_("Bắt buộc khi sửa năm đã khai."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class WithdrawForm(kit.Form):
    """A year that does not belong to the book."""

    reason = reason_field()


class DescribeForm(kit.Form):
    """Condition and note of a book."""

    condition = kit.ChoiceField(label=_("Tình trạng sổ"), choices=Condition.choices)
    note = kit.VerbatimField(
        label=_("Ghi chú"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class PageFaultForm(kit.Form):
    """Pages of the book that are blank, missing or torn."""

    kind = kit.ChoiceField(label=_("Loại"), choices=FaultKind.choices)
    year = kit.ChoiceField(label=_("Năm"), required=False)
    count = number_field(_("Số trang"), MOST_PAGES, least=1)
    pages = kit.LineField(
        label=_("Các trang"), required=False, max_length=200, help_text=_("Ví dụ: 12, 45–47")
    )
    note = kit.LineField(label=_("Ghi chú"), required=False, max_length=500)

    def __init__(self, data: QueryDict | None = None, *, years: Iterable[int]) -> None:
        """Offer the years of the book."""
        super().__init__(data)
        self.fields["count"].required = True
        offer(self, "year", [("", _("không rõ năm")), *((str(one), str(one)) for one in years)])


class VoidFaultForm(kit.Form):
    """Why what was recorded of pages is taken back."""

    reason = reason_field(_("Lý do rút lại"))


class UploadForm(kit.Form):
    """A workbook of the inventory."""

    file = forms.FileField(
        label=_("Tệp XLSX"),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        help_text=_("Nhiều nhất 10.000 dòng. Xem trước rồi mới ghi."),
    )


class VoidForm(kit.Form):
    """Why a book leaves the inventory."""

    reason = reason_field(_("Lý do hủy bỏ"))


def future_day_words() -> str:
    """Return what to say of a day that has not come."""
    return gettext("Ngày này chưa đến. Hãy kiểm tra lại.")
