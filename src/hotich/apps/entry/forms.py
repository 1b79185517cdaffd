"""Forms of the entry room: the blind step, the rest of the entry, and small acts."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hotich.apps.entry.living import default_life
from hotich.apps.entry.typed import AGREES, TypedValue, typed_value
from hotich.apps.population.models import LifeState
from hotich.core.registers import Field, Kind, Reading, RegisterType, read_entry_number
from hotich.web.forms import ChoiceField, Form, IdempotencyMixin, LineField
from hotich.web.keys import get_key
from hotich.web.register_form import RegisterForm, input_name, joined

# How a clerk mostly knows whether somebody lives; one digit each, anything else is typed.
BASES = (
    "gặp trực tiếp",
    "gia đình khai",
    "gia đình khai, công an khu vực xác nhận",
    "người cùng thôn, tổ dân phố khai",
    "theo giấy tờ kèm theo",
)
_LONGEST_LOOK = 24 * 60 * 60 * 1000
_UNREAD_MARKS = {Reading.ILLEGIBLE.value, Reading.BLANK.value}


class BlindForm(RegisterForm):
    """Step 1: name and birth date as the book has them, before anything else is shown.

    One form for each person whose act it is; what was typed of one stands in the next one's form.
    """

    def __init__(
        self,
        definition: RegisterType,
        role: str,
        data: Mapping[str, str] | None = None,
        *,
        kept: Mapping[str, str] | None = None,
        year: int | None = None,
    ) -> None:
        """Take the register type, whose facts are typed, what was sent, and what a draft keeps.

        `year` is the book's; a day and month typed without one may get it.
        """
        self.definition, self.role = definition, role
        super().__init__(definition.blind_fields(role), data, initial=dict(kept or {}))
        held = data or kept or {}
        empty = [spec for spec in self.specs if not held.get(input_name(spec.id), "")]
        first = f"{role}.full_name" if len(empty) == len(self.specs) or not empty else empty[0].id
        for spec in self.specs:
            attrs = self.fields[input_name(spec.id)].widget.attrs
            if spec.id == first:
                attrs["data-focus"] = True
            if spec.id != f"{role}.full_name":
                attrs["data-enter-sends"] = True
            if year and has_year_of_book(definition, spec):
                attrs["data-year"] = year

    def clean(self) -> dict[str, Any]:
        """Ask for a name; a birth date may be missing when the field is marked so."""
        given = super().clean() or self.cleaned_data
        name, birth = (input_name(f"{self.role}.{part}") for part in ("full_name", "birth_date"))
        if not str(given.get(name, "")).strip() and name not in self.errors:
            self.add_error(name, _("Hãy nhập họ, chữ đệm, tên như trong sổ."))
        marked = given.get(f"{birth}-reading") in _UNREAD_MARKS
        if not str(given.get(birth, "")).strip() and not marked and birth not in self.errors:
            message = _("Hãy nhập ngày sinh như trong sổ, hoặc đánh dấu sổ để trống (Alt+T).")
            self.add_error(birth, message)
        return given

    def texts(self) -> dict[str, str]:
        """Return the typed texts by field id; call after `is_valid`."""
        return {spec.id: self.cleaned_data.get(input_name(spec.id), "") for spec in self.specs}


class RestForm(IdempotencyMixin, RegisterForm):
    """Step 2: every field of the edition, each block confirmed or not.

    Beside a field's inputs stand `<name>-agrees` for a date in words and `<name>-word` for the
    clerk's word whether both sides mean the same; `confirmed-<section>` for each block.
    """

    def __init__(
        self,
        definition: RegisterType,
        edition: str,
        *args: object,
        suggest_urls: Mapping[str, str] | None = None,
        **kwargs: object,
    ) -> None:
        """Take the register type, the book's edition, then a form's arguments."""
        self.definition = definition
        specs = edition_fields(definition, edition)
        super().__init__(specs, *args, suggest_urls=suggest_urls, **kwargs)
        for section in definition.sections:
            self.fields[f"confirmed-{section.code}"] = forms.CharField(
                required=False, widget=forms.HiddenInput(attrs={"data-confirmed": True})
            )
            self.fields[f"took-{section.code}"] = forms.CharField(
                required=False, widget=forms.HiddenInput(attrs={"data-took": True})
            )
        for spec in self.specs:
            name = input_name(spec.id)
            if spec.kind is Kind.WORDED_DATE:
                self.fields[f"{name}-agrees"] = _agrees_field()
            if spec.compared:
                self.fields[f"{name}-word"] = forms.ChoiceField(
                    required=False,
                    choices=[("", ""), ("yes", "yes"), ("no", "no")],
                    widget=forms.HiddenInput(attrs={"data-word-of": name}),
                )
        self.prepare()

    def typed_values(self) -> dict[str, TypedValue]:
        """Return what the clerk left at each field; call after `is_valid`."""
        return {
            field_id: typed_value(
                spec := self.definition.field(field_id),
                given.text,
                given.reading,
                given.origin,
                confirmed=self.is_confirmed(spec.section),
                agrees=str(self.cleaned_data.get(f"{input_name(field_id)}-agrees", "")),
            )
            for field_id, given in self.values.items()
        }

    def is_confirmed(self, section: str) -> bool:
        """Return whether the clerk confirmed the block against the book; call after `is_valid`."""
        return bool(self.cleaned_data.get(f"confirmed-{section}"))

    def milliseconds(self) -> dict[str, int]:
        """Return by section the milliseconds until its block was confirmed, as the page says.

        What is no such number is left out: a wrong claim is nobody's fault and stops nothing.
        """
        said = {
            section.code: str(self.cleaned_data.get(f"took-{section.code}", ""))
            for section in self.definition.sections
            if self.is_confirmed(section.code)
        }
        return {
            code: min(int(text), _LONGEST_LOOK)
            for code, text in said.items()
            if text.isascii() and text.isdigit() and len(text) < 12
        }

    def agreements(self) -> dict[str, bool]:
        """Return the clerk's word by field id, where he gave one; call after `is_valid`."""
        words = {
            spec.id: self.cleaned_data.get(f"{input_name(spec.id)}-word") for spec in self.specs
        }
        return {field_id: word == "yes" for field_id, word in words.items() if word}

    def refuse(self, field_id: str, message: object) -> None:
        """Put a message at a field of the register, at the top when the form lacks it."""
        name = input_name(field_id)
        self.add_error(name if name in self.fields else None, str(message))


def edition_fields(definition: RegisterType, edition: str) -> Iterable[Field]:
    """Return the fields of a printed form of the book in form order; all for an unknown one."""
    known = definition.edition(edition)
    if known is None:
        return definition.fields
    return tuple(field for field in definition.fields if field.id in known.columns)


def has_year_of_book(definition: RegisterType, spec: Field) -> bool:
    """Return whether the date mostly lies in the year of the book: the act's and the event's."""
    dated = definition.event.dated if definition.event else ()
    return spec.kind is Kind.DATE and spec.id in {*dated, "entry.registered_on"}


def _agrees_field() -> ChoiceField:
    unread = AGREES["not_read"]
    choices = [(code, gettext(AGREES[code])) for code in ("yes", "no")]
    label = gettext("Ngày ghi bằng chữ so với bằng số")
    return ChoiceField(
        label=label,
        required=False,
        choices=[("", gettext(unread)), *choices],
        widget=forms.Select(
            attrs={"tabindex": "-1", "aria-label": label, "data-prefill": "yes"},
        ),
    )


def _numbered(codes: Iterable[str]) -> str:
    return joined((str(digit), code) for digit, code in enumerate(codes, start=1))


class LifeForm(Form):
    """Whether the person lives, and how that is known; a number request carries both.

    One form for each who was not found; the inputs bear his role where an entry has several.
    """

    life = ChoiceField(
        label=_("Tình trạng của người này"),
        choices=LifeState.choices,
        empty_label="—",
        widget=forms.Select(attrs={"data-focus": True, "data-pad": _numbered(LifeState.values)}),
    )
    basis = LineField(
        label=_("Căn cứ"),
        max_length=500,
        widget=forms.TextInput(attrs={"data-pad": _numbered(BASES)}),
        help_text=_("Biết từ đâu: gặp trực tiếp, lời khai của gia đình, giấy tờ nào."),
    )

    def __init__(
        self,
        definition: RegisterType,
        role: str,
        data: Mapping[str, Any] | None = None,
        *,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        """Take whose life it is and what was sent; `initial` holds inputs by name, as a draft.

        Of the deceased of a death entry the register itself says it.
        """
        several = len(definition.principal_roles) > 1
        super().__init__(data, prefix=role if several else None)
        self.whose = definition.role(role).label if several else ""
        kept, told = initial or {}, default_life(definition, role)
        known = {"life": told[0].value, "basis": told[1]} if told else {}
        self.initial = {
            name: kept.get(self.add_prefix(name)) or known.get(name, "") for name in self.fields
        }


def life_inputs(definition: RegisterType, role: str) -> tuple[str, ...]:
    """Return the names under which the form for that role's life is sent."""
    form = LifeForm(definition, role)
    return tuple(form.add_prefix(name) for name in form.fields)


class ReserveForm(Form):
    """A number as the book writes it, or one that stands in the book once more."""

    number = LineField(label=_("Số trong sổ"), max_length=40)
    year = forms.TypedChoiceField(label=_("Năm"), coerce=int)
    again = forms.BooleanField(label=_("Sổ ghi số này thêm một lần nữa"), required=False)
    reason = LineField(label=_("Lý do trùng số"), max_length=300, required=False)

    def __init__(self, years: Iterable[int], *args: object, **kwargs: object) -> None:
        """Take the years of the book, then a form's arguments."""
        super().__init__(*args, **kwargs)
        choices = [(str(year), str(year)) for year in years]
        self.fields["year"].choices = choices  # type: ignore[attr-defined]  # a choice field

    def clean(self) -> dict[str, Any]:
        """Refuse what names no number, and a repeated number without its reason."""
        given = super().clean() or self.cleaned_data
        if "number" in given and read_entry_number(given["number"]) is None:
            self.add_error(
                "number", _("Không đọc được số này. Hãy nhập như 87, 87bis hoặc 87/1998.")
            )
        if given.get("again") and not str(given.get("reason", "")).strip():
            self.add_error("reason", _("Hãy ghi lý do số này có hai lần trong sổ."))
        return given


class PermitForm(Form):
    """A second officer's leave to add a late entry to a book whose data are locked."""

    number = LineField(label=_("Số trong sổ"), max_length=40)
    year = forms.TypedChoiceField(label=_("Năm"), coerce=int)
    reason = LineField(label=_("Lý do"), max_length=500)

    def __init__(self, years: Iterable[int], *args: object, **kwargs: object) -> None:
        """Take the years of the book, then a form's arguments."""
        super().__init__(*args, **kwargs)
        choices = [(str(year), str(year)) for year in years]
        self.fields["year"].choices = choices  # type: ignore[attr-defined]  # a choice field

    def clean_number(self) -> str:
        """Refuse what names no number."""
        number: str = self.cleaned_data["number"]
        if read_entry_number(number) is None:
            message = _("Không đọc được số này. Hãy nhập như 87, 87bis hoặc 87/1998.")
            raise forms.ValidationError(message)
        return number


class ReasonForm(Form):
    """Why something is undone or voided."""

    reason = LineField(label=_("Lý do"), max_length=500)


class FindForm(Form):
    """One box for a number, a name or a page."""

    text = LineField(
        label=_("Tìm trường hợp"),
        max_length=200,
        widget=forms.TextInput(
            attrs={"placeholder": _("số, tên hoặc trang: 87bis, mai phượng, tr. 12")}
        ),
    )

    def prepare(self) -> None:
        """Give the box the officer's key."""
        super().prepare()
        combo = get_key("find").combo
        self.fields["text"].widget.attrs |= {"data-key": combo, "aria-keyshortcuts": combo}


class CorrectionForm(RestForm):
    """An entry put right: its fields, the reason, and the version it was read from."""

    reason = LineField(label=_("Lý do sửa"), max_length=300)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
