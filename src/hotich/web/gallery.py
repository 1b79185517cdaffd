"""Every component of the pages in one place, with invented texts; for those who build pages."""

from datetime import date

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from hotich.core.discrepancies import FieldRelation, Outcome
from hotich.core.places import Unit
from hotich.core.registers import BIRTHS, Reading
from hotich.web import forms as kit
from hotich.web.comparison import ComparisonRow, comparison_row
from hotich.web.pagination import page_of_rows
from hotich.web.register_form import RegisterForm, input_name
from hotich.web.responses import form_page

_CONFIRMED = (
    ("child.full_name", "Mai Thị Phượng", "Mai Thị Phương", FieldRelation.DIFFERS),
    ("child.birth_date", "02/09/1998", "02/09/1998", FieldRelation.SAME),
    ("child.sex", "Nữ", "Nữ", FieldRelation.SAME),
    ("child.ethnicity", "Kinh", "Kinh", FieldRelation.SAME),
    (
        "child.place_of_birth",
        "Nga Trường, Nga Sơn, Thanh Hóa",
        "xã Ba Đình, tỉnh Thanh Hóa",
        FieldRelation.OTHER_UNIT_NAME,
    ),
    ("child.hometown", "", "Nga Trường, Nga Sơn, Thanh Hóa", FieldRelation.BLANK_IN_BOOK),
    ("mother.full_name", "Trần Thị Hiền", "Trần Thị Hiên", FieldRelation.DIFFERS),
    ("father.full_name", "Mai Van Hung", "Mai Văn Hùng", FieldRelation.DIACRITICS_MISSING_IN_BOOK),
    ("father.birth_date", "1974", "01/01/1974", FieldRelation.LESS_PRECISE),
)
_UNIT = Unit(
    code="16171",
    level="commune",
    name="Xã Nga Trường",
    short_name="Nga Trường",
    kind="Xã",
    parent_code="",
    valid_from=None,
    valid_to=date(2025, 6, 30),
)
_TYPED = ("child.full_name", "child.birth_date", "child.sex", "child.ethnicity")


class BookForm(kit.IdempotencyMixin, kit.Form):
    """The kinds of fields an office form has."""

    title = kit.LineField(label=_("Tên quyển sổ"), max_length=60)
    kind = kit.ChoiceField(
        label=_("Loại sổ"), empty_label=_("Chọn loại sổ"), choices=[("KS", _("Khai sinh"))]
    )
    pages = forms.IntegerField(label=_("Số trang"), min_value=1, max_value=1000)
    received_on = kit.DayField(label=_("Ngày nhận sổ"), help_text=_("Ngày, tháng, năm đầy đủ."))
    oldest = kit.PartialDateField(label=_("Trường hợp sớm nhất"), required=False)
    condition = kit.ChoiceField(
        label=_("Tình trạng"),
        choices=[("good", _("Tốt")), ("torn", _("Rách")), ("faded", _("Mờ chữ"))],
        widget=forms.RadioSelect,
    )
    is_bound_book = forms.BooleanField(label=_("Sổ đóng bìa cứng"), required=False)
    notes = kit.VerbatimField(
        label=_("Ghi chú"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


def gallery(request: HttpRequest) -> HttpResponse:
    """Show the gallery; a practice installation only, others answer that there is no such page."""
    if not getattr(settings, "PRACTICE", False):
        raise Http404
    form = BookForm(request.POST or None)
    refused = BookForm({"title": "", "pages": "x", "condition": "good"}, prefix="refused")
    closed = BookForm(initial={"title": "Sổ đăng ký khai sinh 1998"}, prefix="closed")
    closed.fields["title"].widget.attrs["readonly"] = True
    closed.fields["pages"].disabled = True
    context = {
        "form": form,
        "refused": refused,
        "closed": closed,
        "tones": [
            ("ok", _("Xong, đúng")),
            ("warn", _("Cần xem lại")),
            ("info", _("Để biết")),
            ("idle", _("Chưa có gì")),
            ("pending", _("Đang chờ")),
            ("error", _("Bị từ chối")),
            ("plain", _("Không kèm ý")),
        ],
        "rows": _rows(),
        "typed_rows": _typed_rows(),
        "candidate": comparison_row(
            "", "Mai Thị Phượng", "Mai Thị Phương", FieldRelation.DIFFERS
        ).population,
        "unit": _UNIT,
        "page": page_of_rows(request, range(1, 132)),
        "counts": {
            Outcome.CONSISTENT: 3120,
            Outcome.INCONSISTENT: 214,
            Outcome.NOT_FOUND: 96,
            Outcome.UNDECIDED: 31,
        },
        "facts": [(_("Loại sổ"), "Sổ đăng ký khai sinh"), (_("Số trang"), 200), (_("Ghi chú"), "")],
        "steps": [_("Nhận sổ"), _("Nhập dữ liệu"), _("Đối soát"), _("Chuyển dữ liệu")],
    }
    return form_page(request, "web/gallery.html", context, form)


def _rows() -> list[ComparisonRow]:
    return [
        comparison_row(
            BIRTHS.field(field_id).label,
            book,
            population,
            relation,
            field_id=field_id,
            basic=BIRTHS.field(field_id).basic,
        )
        for field_id, book, population, relation in _CONFIRMED
    ]


def _typed_rows() -> list[ComparisonRow]:
    """Return the first rows with their controls, as the entry screen has them."""
    values = {field_id: (book, there, relation) for field_id, book, there, relation in _CONFIRMED}
    initial = {input_name(field_id): values[field_id][0] for field_id in _TYPED}
    initial[f"{input_name('child.ethnicity')}-reading"] = Reading.DOUBTFUL.value
    form = RegisterForm([BIRTHS.field(field_id) for field_id in _TYPED], initial=initial)
    return [
        comparison_row(
            spec.label,
            *values[spec.id],
            field_id=spec.id,
            basic=spec.basic,
            control=text,
            reading=reading,
        )
        for spec, text, reading, _origin in form.rows()
    ]
