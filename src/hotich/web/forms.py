"""The form kit: fields that speak Vietnamese, keep what was typed, and refuse at the field."""

import unicodedata
import uuid
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from hotich.core.dates import DateProblem, PartialDate, Precision, read_date
from hotich.core.names import verbatim

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

MESSAGES: "dict[str, _StrPromise]" = {
    "required": _("Chưa nhập mục này."),
    "max_length": _("Dài quá %(limit_value)d ký tự (đang có %(show_value)d). Hãy rút gọn."),
    "min_length": _("Cần ít nhất %(limit_value)d ký tự (đang có %(show_value)d)."),
    "max_value": _("Giá trị lớn nhất là %(limit_value)s."),
    "min_value": _("Giá trị nhỏ nhất là %(limit_value)s."),
    "step_size": _("Giá trị phải là bội của %(limit_value)s."),
    "max_digits": _("Có quá nhiều chữ số (nhiều nhất %(max)s)."),
    "max_decimal_places": _("Có quá nhiều chữ số thập phân (nhiều nhất %(max)s)."),
    "max_whole_digits": _("Có quá nhiều chữ số trước dấu phẩy (nhiều nhất %(max)s)."),
    "invalid_choice": _("Lựa chọn này không có trong danh sách. Hãy chọn lại."),
    "invalid_list": _("Danh sách gửi lên không đọc được. Hãy chọn lại."),
    "incomplete": _("Chưa nhập đủ các phần của mục này."),
    "missing": _("Chưa chọn tệp."),
    "empty": _("Tệp rỗng. Hãy chọn tệp khác."),
    "contradiction": _("Vừa chọn tệp mới vừa đánh dấu bỏ tệp. Hãy làm một trong hai."),
    "invalid_extension": _("Loại tệp này không được nhận. Hãy chọn tệp %(allowed_extensions)s."),
    "null_characters_not_allowed": _("Nội dung có ký tự không lưu được. Hãy xóa rồi gõ lại."),
    "invalid": _("Nội dung này không đọc được. Hãy nhập lại."),
}
INVALID: "dict[type[forms.Field], _StrPromise]" = {
    forms.IntegerField: _("Hãy nhập một số nguyên, chỉ gồm chữ số."),
    forms.DecimalField: _("Hãy nhập một số."),
    forms.FloatField: _("Hãy nhập một số."),
    forms.FileField: _("Tệp không gửi lên được. Hãy chọn lại."),
    forms.EmailField: _("Địa chỉ thư điện tử không đúng."),
    forms.UUIDField: _("Mã không đúng. Hãy tải lại trang."),
}
DATE_MESSAGES = {
    DateProblem.UNREADABLE: _("Không đọc được ngày này. Hãy nhập như 02/09/1998 hoặc 1998."),
    DateProblem.IMPOSSIBLE: _("Ngày này không có trên lịch. Hãy kiểm tra ngày và tháng."),
    DateProblem.AMBIGUOUS: _("Ngày này có nhiều cách đọc. Hãy nhập đủ, như 02/09/1998."),
}
_QUIET = {
    "autocomplete": "off",
    "autocapitalize": "off",
    "autocorrect": "off",
    "spellcheck": "false",
}


def vietnamese_messages(field: forms.Field) -> None:
    """Replace the messages a field has from Django; those it was given itself stay."""
    given: dict[str, object] = {}
    for kind in reversed(type(field).__mro__):
        if kind.__module__.startswith("django."):
            given |= getattr(kind, "default_error_messages", {})
    own = {code for code, text in field.error_messages.items() if text is not given.get(code)}
    wanted = dict(MESSAGES)
    for kind in type(field).__mro__:
        if kind in INVALID:
            wanted["invalid"] = INVALID[kind]
            break
    field.error_messages |= {code: text for code, text in wanted.items() if code not in own}


class Form(forms.Form):
    """A form of the program: Vietnamese messages, quiet inputs, errors only from the server."""

    use_required_attribute = False
    template_name = "web/components/form_fields.html"

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        """Take Django's arguments; labels get no colon."""
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.prepare()

    def prepare(self) -> None:
        """Give every field the messages and the attributes; again after fields were added."""
        for field in self.fields.values():
            vietnamese_messages(field)
            if isinstance(field.widget, (forms.TextInput, forms.Textarea)):
                field.widget.attrs = {**_QUIET, **field.widget.attrs}
                # The browser would cut a pasted text without a word; the server says so instead.
                field.widget.attrs.pop("maxlength", None)

    @property
    def problems(self) -> list[tuple[str, str, list[str]]]:
        """Each refused field's id for a link, its label and messages; for the summary on top."""
        return [
            (self[name].id_for_label, str(self[name].label), list(map(str, messages)))
            for name, messages in self.errors.items()
            if name in self.fields and not self[name].is_hidden
        ]


class VerbatimField(forms.CharField):
    """Text kept as typed: NFC and nothing else, neither stripped nor folded."""

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        """Take CharField's keyword arguments; `strip` is always off."""
        super().__init__(strip=False, **kwargs)

    def to_python(self, value: object) -> str:
        """Return the text in NFC."""
        return verbatim(super().to_python(value) or "")

    def validate(self, value: str) -> None:
        """Refuse a required text of blanks only."""
        super().validate(value.strip())


class LineField(VerbatimField):
    """A verbatim text that stands on one line: a control character in it is refused."""

    def validate(self, value: str) -> None:
        """Refuse line ends, tabs and other control characters."""
        super().validate(value)
        if any(unicodedata.category(letter) == "Cc" for letter in value):
            raise ValidationError(MESSAGES["null_characters_not_allowed"], code="control")


@dataclass(frozen=True)
class TypedDate:
    """A date as the clerk typed it, and what it was read as (None when it was not)."""

    text: str = ""
    date: PartialDate | None = None
    problem: DateProblem | None = None

    def __bool__(self) -> bool:
        return bool(self.text.strip())


class PartialDateField(forms.Field):
    """A date of a person or a book, perhaps only month and year; the typed text is kept.

    Cleans to a `TypedDate`. With `strict` a text that is no date is refused; without, it is
    handed on with its problem, because old books hold 31/02.
    """

    widget = forms.TextInput

    def __init__(
        self,
        *,
        strict: bool = True,
        book_year: int | None = None,
        **kwargs: Any,  # noqa: ANN401 - Django's signature
    ) -> None:
        """Take Field's keyword arguments; two-digit years are read against `book_year`."""
        super().__init__(**kwargs)
        self.strict = strict
        self.book_year = book_year
        self.widget.attrs.setdefault("inputmode", "text")

    def to_python(self, value: object) -> TypedDate:
        """Return the typed text with its reading."""
        text = verbatim(str(value)) if value else ""
        if not text.strip():
            return TypedDate()
        reading = read_date(text, book_year=self.book_year)
        return TypedDate(text, reading.date, reading.problem)

    def validate(self, value: TypedDate) -> None:
        """Refuse a missing date and, when strict, one that is not read."""
        if self.required and not value:
            raise ValidationError(self.error_messages["required"], code="required")
        if self.strict and value.problem is not None:
            raise ValidationError(DATE_MESSAGES[value.problem], code=value.problem)


class DayField(forms.Field):
    """A full day of office work (a receipt, a decision); cleans to a date or None."""

    widget = forms.TextInput

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        """Take Field's keyword arguments."""
        super().__init__(**kwargs)
        self.widget.attrs |= {"inputmode": "numeric", "placeholder": "dd/mm/yyyy"}

    def prepare_value(self, value: object) -> object:
        """Show a date as it is written here."""
        return f"{value:%d/%m/%Y}" if isinstance(value, date) else value

    def to_python(self, value: object) -> date | None:
        """Return the day; the text must name day, month and year."""
        if isinstance(value, date) or not value or not str(value).strip():
            return value if isinstance(value, date) else None
        reading = read_date(str(value))
        if reading.problem is not None:
            raise ValidationError(DATE_MESSAGES[reading.problem], code=reading.problem)
        found = reading.date
        if found is None or found.precision is not Precision.DAY:
            message = _("Hãy nhập đủ ngày, tháng, năm, như 02/09/2025.")
            raise ValidationError(message, code="not_a_day")
        return date.fromisoformat(found.iso())


class ChoiceField(forms.ChoiceField):
    """One of a list of (code, label); an optional one begins with an empty line."""

    def __init__(
        self,
        *,
        empty_label: "str | _StrPromise | None" = None,
        **kwargs: Any,  # noqa: ANN401 - Django's signature
    ) -> None:
        """Take ChoiceField's keyword arguments; `empty_label` is the first, empty line."""
        choices = kwargs.pop("choices", ())
        if empty_label is not None and not callable(choices):
            choices = [("", empty_label), *choices]
        super().__init__(choices=choices, **kwargs)


class IdempotencyMixin(forms.Form):
    """A hidden token that is new for each shown form and the same when it is sent twice."""

    token = forms.UUIDField(
        widget=forms.HiddenInput,
        initial=uuid.uuid4,
        error_messages={
            "required": _("Trang đã cũ. Hãy tải lại trang rồi gửi lại."),
            "invalid": _("Trang đã cũ. Hãy tải lại trang rồi gửi lại."),
        },
    )
