"""Which form follows from the fields of a register type?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hotich.core.registers import (
    VALUE_PROBLEM_WORDS,
    Field,
    Kind,
    Origin,
    Reading,
    pad_of,
    validate_value,
)
from hotich.core.words import vi
from hotich.web.forms import ChoiceField, Form, VerbatimField

READINGS: Mapping[Reading, str] = {
    Reading.CLEAR: vi("Đọc rõ"),
    Reading.DOUBTFUL: vi("Đọc không chắc"),
    Reading.ILLEGIBLE: vi("Không đọc được"),
    Reading.BLANK: vi("Sổ để trống"),
    Reading.STRUCK_OUT: vi("Gạch bỏ"),
}
_NUMERIC = frozenset({Kind.PIN, Kind.YEAR})


@dataclass(frozen=True)
class TypedValue:
    """What the clerk gave for one field of the book."""

    text: str
    reading: Reading
    origin: Origin


def input_name(field_id: str) -> str:
    """Return the input's name of a field: "child.full_name" is sent as "child-full_name"."""
    return field_id.replace(".", "-", 1)


def field_id_of(name: str) -> str:
    """Return the field id of an input's name; the reverse of `input_name`."""
    return name.replace("-", ".", 1)


def joined(pad: Iterable[tuple[str, str]]) -> str:
    """Return digits and their texts as pads.js reads them: "1=Nam|2=Nữ"."""
    return "|".join(f"{digits}={text}" for digits, text in pad)


class RegisterField(VerbatimField):
    """The text of one register field, refused only when it cannot be stored."""

    def __init__(self, spec: Field, *, suggest_url: str = "") -> None:
        """Take the field's definition; `suggest_url` answers suggestions for its text."""
        self.spec = spec
        super().__init__(
            label=gettext(spec.label), required=False, widget=_widget(spec, suggest_url)
        )

    def validate(self, value: str) -> None:
        """Refuse what cannot be stored."""
        problem = validate_value(self.spec, value)
        if problem is not None:
            raise ValidationError(gettext(VALUE_PROBLEM_WORDS[problem]), code=problem)


def _widget(spec: Field, suggest_url: str) -> forms.Widget:
    """Return the control of a field by its kind."""
    pad = {"data-pad": joined(pad_of(spec))} if pad_of(spec) else {}
    if spec.kind is Kind.CHOICE:
        labels = [(choice.label, gettext(choice.label)) for choice in spec.choices]
        return forms.Select(choices=[("", ""), *labels], attrs=pad)
    if spec.kind is Kind.NOTE:
        return forms.Textarea(attrs={"rows": 2})
    attrs = {"data-kind": spec.kind.value, **pad}
    if spec.kind in _NUMERIC:
        attrs["inputmode"] = "numeric"
    # A sex is typed too: old books hold other words than the list does.
    suggestions = spec.suggestions or tuple(choice.label for choice in spec.choices)
    if suggestions:
        attrs["data-suggestions"] = "|".join(suggestions)
    elif suggest_url:
        attrs["data-suggest-url"] = suggest_url
    return forms.TextInput(attrs=attrs)


class RegisterForm(Form):
    """Fields of the book, each with its reading mark and its origin beside it.

    For field `child.full_name` the inputs are `child-full_name`, `child-full_name-reading` and
    `child-full_name-origin`.
    """

    def __init__(
        self,
        specs: Iterable[Field],
        *args: object,
        suggest_urls: Mapping[str, str] | None = None,
        **kwargs: object,
    ) -> None:
        """Take the fields to show, in order, then a form's arguments.

        `suggest_urls` gives, by field id or by kind, the address that answers suggestions.
        """
        self.specs = tuple(specs)
        super().__init__(*args, **kwargs)
        urls = suggest_urls or {}
        for spec in self.specs:
            name, url = input_name(spec.id), urls.get(spec.id) or urls.get(spec.kind, "")
            self.fields[name] = RegisterField(spec, suggest_url=url)
            self.fields[f"{name}-reading"] = _reading_field(name)
            self.fields[f"{name}-origin"] = _origin_field(name)
        self.prepare()

    @property
    def values(self) -> dict[str, TypedValue]:
        """What was typed, by field id; call after `is_valid`.

        A text that was not sent at all is left out, a text sent empty is there.
        """
        return {
            spec.id: TypedValue(
                text=self.cleaned_data[name],
                reading=Reading(self.cleaned_data.get(f"{name}-reading") or Reading.CLEAR),
                origin=Origin(self.cleaned_data.get(f"{name}-origin") or Origin.TYPED),
            )
            for spec in self.specs
            if (name := input_name(spec.id)) in self.cleaned_data
            and self.add_prefix(name) in self.data
        }

    def rows(self) -> list[tuple[Field, forms.BoundField, forms.BoundField, forms.BoundField]]:
        """Return for each field its definition and its text, reading and origin controls."""
        return [
            (spec, self[name], self[f"{name}-reading"], self[f"{name}-origin"])
            for spec in self.specs
            if (name := input_name(spec.id))
        ]


def _reading_field(name: str) -> ChoiceField:
    label = gettext("Cách đọc")
    return ChoiceField(
        label=label,
        required=False,
        initial=Reading.CLEAR.value,
        choices=[(code.value, gettext(words)) for code, words in READINGS.items()],
        widget=forms.Select(attrs={"data-reading-of": name, "aria-label": label, "tabindex": "-1"}),
    )


def _origin_field(name: str) -> ChoiceField:
    return ChoiceField(
        required=False,
        initial=Origin.TYPED.value,
        choices=[(origin.value, origin.value) for origin in Origin],
        widget=forms.HiddenInput(attrs={"data-origin-of": name}),
        error_messages={"invalid_choice": _("Trang đã cũ. Hãy tải lại trang rồi gửi lại.")},
    )
