"""Forms of the notes of an entry. They keep what was typed; actions decide what can be stored."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hotich.apps.entry.forms import edition_fields
from hotich.apps.entry.models import Entry
from hotich.apps.entry.notes import LONGEST
from hotich.apps.entry.problems import NoteRefusedError
from hotich.apps.entry.values import type_of
from hotich.core.registers import (
    NOTE_READINGS,
    VALUE_PROBLEM_WORDS,
    BookNote,
    Reading,
    RegisterType,
    ValueProblem,
    note_kinds_of,
)
from hotich.core.words import vi
from hotich.web import forms as kit
from hotich.web.register_form import READINGS

_MISSING = {
    "field": vi("Hãy chọn mục có chữ bị gạch bỏ."),
    "text": vi("Hãy ghi nội dung như trong sổ, hoặc chọn không đọc được."),
    "struck_text": vi("Hãy ghi chữ bị gạch bỏ như trong sổ, hoặc chọn không đọc được."),
}


class BookNoteForm(kit.IdempotencyMixin, kit.Form):
    """One note as the book has it."""

    kind = kit.ChoiceField(label=_("Loại ghi chú"))
    text = kit.VerbatimField(
        label=_("Nội dung như trong sổ"),
        required=False,
        max_length=LONGEST["text"],
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Với chữ gạch bỏ: chữ ghi thay, bên cạnh hoặc bên trên."),
    )
    dated_text = kit.PartialDateField(
        label=_("Ngày ghi chú"),
        required=False,
        strict=False,
        help_text=_("Như 15/03/2005; năm ghi đủ bốn chữ số."),
    )
    basis = kit.LineField(
        label=_("Căn cứ"),
        required=False,
        max_length=LONGEST["basis"],
        help_text=_("Bản án, quyết định: số, ngày, cơ quan ban hành."),
    )
    signer = kit.LineField(label=_("Người ký"), required=False, max_length=LONGEST["signer"])
    field = kit.ChoiceField(label=_("Về mục nào trong sổ"), required=False)
    struck_text = kit.VerbatimField(
        label=_("Chữ bị gạch bỏ"),
        required=False,
        max_length=LONGEST["struck_text"],
        widget=forms.Textarea(attrs={"rows": 1}),
    )
    reading = kit.ChoiceField(label=_("Cách đọc"), initial=Reading.CLEAR.value)
    answers_return = forms.BooleanField(
        label=_("Đây là điều phải sửa khi bị trả lại"), required=False
    )

    def __init__(self, *args: Any, entry: Entry, is_returned: bool, **kwargs: Any) -> None:  # noqa: ANN401
        """Offer the kinds usual in the entry's register first, and the columns of its book."""
        super().__init__(*args, **kwargs)
        definition = type_of(entry)
        kinds = [(one.code, gettext(one.label)) for one in note_kinds_of(definition.code)]
        readings = [(one.value, gettext(READINGS[one])) for one in NOTE_READINGS]
        _offer(self, "kind", [("", gettext("chọn loại")), *kinds])
        _offer(self, "field", _columns(definition, entry.book.edition))
        _offer(self, "reading", readings)
        if not is_returned:
            del self.fields["answers_return"]

    @property
    def note(self) -> BookNote:
        """The note as typed; call after `is_valid`."""
        given = self.cleaned_data
        return BookNote(
            kind=given["kind"],
            text=given["text"],
            field=given["field"],
            struck_text=given["struck_text"],
            dated_text=given["dated_text"].text,
            basis=given["basis"],
            signer=given["signer"],
            reading=Reading(given["reading"]),
        )

    @property
    def answers(self) -> bool:
        """Whether the note is what the entry was sent back for; call after `is_valid`."""
        return bool(self.cleaned_data.get("answers_return"))

    def refuse(self, fault: NoteRefusedError) -> None:
        """Put a message at each part that cannot be stored."""
        for name, code in fault.problems.items():
            self.add_error(name, _words(name, code))


class VoidNoteForm(kit.Form):
    """Why a note is voided."""

    reason = kit.LineField(
        label=_("Lý do hủy"),
        max_length=500,
        help_text=_("Dùng khi nhập nhầm. Ghi chú đã hủy vẫn còn trong lịch sử."),
    )
    answers_return = BookNoteForm.base_fields["answers_return"]

    def __init__(self, *args: Any, is_returned: bool, **kwargs: Any) -> None:  # noqa: ANN401
        """Ask whether it answers a return only where the entry was sent back."""
        super().__init__(*args, **kwargs)
        if not is_returned:
            del self.fields["answers_return"]

    @property
    def answers(self) -> bool:
        """Whether it is what the entry was sent back for; call after `is_valid`."""
        return bool(self.cleaned_data.get("answers_return"))


def _offer(form: forms.Form, name: str, choices: list[Any]) -> None:
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = choices


def _columns(definition: RegisterType, edition: str) -> list[Any]:
    """Return the columns of the book, block by block."""
    shown = {field.id for field in edition_fields(definition, edition)}
    groups = [
        (
            gettext(section.label),
            [
                (field.id, gettext(field.label))
                for field in definition.fields_in(section.code)
                if field.id in shown
            ],
        )
        for section in definition.sections
    ]
    return [("", gettext("cả trường hợp")), *((label, of) for label, of in groups if of)]


def _words(name: str, code: str) -> str:
    if code == "missing":
        return gettext(_MISSING[name])
    if code == "too_long":
        words = gettext("Dài quá %(most)d ký tự. Hãy rút gọn.")
        return words % {"most": LONGEST[name]}
    if code in set(ValueProblem):
        return gettext(VALUE_PROBLEM_WORDS[ValueProblem(code)])
    return str(kit.MESSAGES["invalid_choice"])
