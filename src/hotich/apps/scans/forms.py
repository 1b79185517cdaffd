"""Forms of the scans: files to attach, why an image is voided, where entries and fields stand."""

import json
import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import IO, Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from hotich.apps.scans.actions import NewPage
from hotich.apps.scans.boxes import MOST_ROWS, NEAREST, rows_between
from hotich.apps.scans.images import ImageProblem, ImageRefusedError, read_facts
from hotich.apps.scans.labels import next_label
from hotich.apps.scans.models import WHOLE
from hotich.core.registers import Field
from hotich.core.words import vi
from hotich.documents.page_boxes import Box, RowBoxes
from hotich.web import forms as kit
from hotich.web.register_form import input_name

MOST_FILES = 20
_DIGITS = re.compile(r"(\d{1,18})")
PROBLEM_WORDS = {
    ImageProblem.EMPTY: vi("tệp rỗng"),
    ImageProblem.TOO_LARGE: vi("tệp lớn hơn 20 MB"),
    ImageProblem.NOT_AN_IMAGE: vi("không phải ảnh PNG hoặc JPEG"),
    ImageProblem.DAMAGED: vi("ảnh hỏng hoặc tải lên chưa hết"),
    ImageProblem.TOO_MANY_PIXELS: vi("ảnh lớn hơn 80 triệu điểm ảnh"),
}


def content_of(file: "UploadedFile[bytes]") -> IO[bytes]:
    """Return the stream of an uploaded file, at its start."""
    content = file.open().file
    if content is None:
        raise ImageRefusedError(ImageProblem.EMPTY)
    return content


def _in_order(name: str) -> list[tuple[int, str]]:
    """Return a key by which trang2 comes before trang10."""
    return [(int(part), "") if part.isdecimal() else (0, part) for part in _DIGITS.split(name)]


class FilesInput(forms.FileInput):
    """A file input that takes several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several images; cleans to a list in the order of their names."""

    widget = FilesInput

    def clean(self, data: object, initial: object = None) -> "list[UploadedFile[bytes]]":
        """Return the files, each an image that can be kept."""
        sent = data if isinstance(data, list) else [data]
        files = [super(FilesField, self).clean(each, initial) for each in sent or [None]]
        if len(files) > MOST_FILES:
            text = ngettext(
                "Mỗi lần chỉ tải lên %(most)d ảnh.", "Mỗi lần chỉ tải lên %(most)d ảnh.", MOST_FILES
            )
            raise forms.ValidationError(text % {"most": MOST_FILES}, code="too_many")
        return sorted(files, key=lambda one: _in_order(str(one.name)))


class AttachForm(kit.Form):
    """Images and the label of the first one's page."""

    page = kit.LineField(
        label=_("Trang (của ảnh đầu tiên)"),
        max_length=20,
        help_text=_("Ghi như trong sổ: 12, hoặc 12-13 cho ảnh chụp hai trang; bìa sổ ghi “bìa”."),
    )
    images = FilesField(
        label=_("Ảnh trang sổ"),
        help_text=_(
            "PNG hoặc JPEG, mỗi ảnh đến 20 MB. Nhiều ảnh: xếp theo tên tệp, mỗi ảnh một trang."
        ),
        widget=FilesInput(attrs={"accept": "image/png,image/jpeg"}),
    )

    def clean_images(self) -> "list[UploadedFile[bytes]]":
        """Refuse each file that is no image of a page, by name."""
        files: list[UploadedFile[bytes]] = self.cleaned_data["images"]
        for file in files:
            try:
                read_facts(content_of(file))
            except ImageRefusedError as fault:
                text = gettext("%(file)s: %(problem)s. Hãy quét lại hoặc chọn tệp khác.")
                words = {"file": file.name, "problem": gettext(PROBLEM_WORDS[fault.problem])}
                self.add_error("images", text % words)
        return list(files)

    def clean(self) -> dict[str, object]:
        """Give each image its page label."""
        given = self.cleaned_data
        if "page" in given and "images" in given:
            labels = [
                next_label(given["page"].strip(), step) for step in range(len(given["images"]))
            ]
            if None in labels:
                text = _("Nhiều ảnh cùng lúc thì trang đầu phải là một số.")
                self.add_error("page", text)
            given["labels"] = labels
        return given

    def pages(self) -> list[NewPage]:
        """Return what is to be attached, of a valid form."""
        given = self.cleaned_data
        pairs = zip(given["labels"], given["images"], strict=True)
        return [NewPage(label, content_of(file)) for label, file in pairs]


class VoidForm(kit.Form):
    """Why an image is voided."""

    reason = kit.VerbatimField(
        label=_("Lý do hủy bỏ ảnh"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )


class MarkForm(kit.Form):
    """The lines between the entries of a page, and the number of the first entry."""

    lines = forms.CharField(
        required=False, max_length=1000, widget=forms.HiddenInput(attrs={"data-lines": ""})
    )
    first = kit.LineField(
        label=_("Số của trường hợp đầu trang"),
        required=False,
        max_length=9,
        help_text=_("Các dòng sau được đánh số tiếp; để trống nếu trang không đánh số liền nhau."),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    year = forms.TypedChoiceField(label=_("Năm"), required=False, coerce=int, empty_value=None)
    columns = forms.TypedChoiceField(
        label=_("Ảnh chụp"),
        coerce=int,
        choices=[(1, _("một trang")), (2, _("hai trang cạnh nhau"))],
    )

    def __init__(self, *args: Any, years: Sequence[int], **kwargs: Any) -> None:  # noqa: ANN401
        """Take the years of the book, then a form's arguments."""
        super().__init__(*args, **kwargs)
        choices = [("", gettext("không rõ")), *((year, str(year)) for year in years)]
        self.fields["year"].choices = choices  # type: ignore[attr-defined]

    def clean_lines(self) -> list[int]:
        """Return the lines, in ten-thousandths of the page."""
        parts = [part for part in self.cleaned_data["lines"].split(",") if part.strip()]
        if not all(re.fullmatch(r"\d{1,5}", part.strip()) for part in parts):
            raise forms.ValidationError(_("Trang đã cũ. Hãy tải lại trang rồi gửi lại."))
        lines = sorted(int(part) for part in parts)
        near = any(low - top < NEAREST for top, low in pairwise(lines))
        if len(lines) < 2 or lines[-1] > WHOLE or near:
            self.add_error(None, _("Cần ít nhất hai đường: mép trên và mép dưới của một dòng."))
        if len(lines) > MOST_ROWS:
            self.add_error(None, _("Trang có quá nhiều đường. Hãy xóa bớt."))
        return lines

    def clean_first(self) -> str:
        """Return the first number as digits, or nothing."""
        first = str(self.cleaned_data["first"]).strip()
        if first and not (first.isdecimal() and first.isascii()):
            raise forms.ValidationError(_("Hãy nhập một số nguyên, chỉ gồm chữ số."))
        return first

    def rows(self) -> list[RowBoxes]:
        """Return the entries of a valid form."""
        given = self.cleaned_data
        return rows_between(given["lines"], given["first"], given["columns"])


class FieldsForm(kit.Form):
    """Where each field stands within a row: hidden inputs that the page draws as boxes."""

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - Django's signature
        specs: Sequence[Field],
        boxes: Mapping[str, Box],
        **kwargs: Any,  # noqa: ANN401 - Django's signature
    ) -> None:
        """Take the printed fields and the boxes kept so far, then a form's arguments."""
        super().__init__(*args, **kwargs)
        self.ids = {input_name(field.id): field.id for field in specs}
        for field in specs:
            held = boxes.get(field.id)
            self.fields[input_name(field.id)] = forms.CharField(
                label=gettext(field.label),
                required=False,
                max_length=40,
                initial=json.dumps(held) if held else "",
                widget=forms.HiddenInput(attrs={"data-box": ""}),
            )
        self.prepare()

    def clean(self) -> dict[str, object]:
        """Refuse what is no box within the row."""
        given = self.cleaned_data
        if not all(_is_box(given.get(name, "")) for name in self.ids):
            self.add_error(None, _("Trang đã cũ. Hãy tải lại trang rồi gửi lại."))
        return given

    def boxes(self) -> dict[str, Box]:
        """Return the boxes of a valid form by field id."""
        given = self.cleaned_data
        return {
            field_id: tuple(json.loads(given[name]))
            for name, field_id in self.ids.items()
            if given[name]
        }


def _is_box(text: str) -> bool:
    """Return whether the text is empty or four shares of a row, the box within it."""
    if not text:
        return True
    if not re.fullmatch(r"\[(\d{1,5}, ?){3}\d{1,5}\]", text):
        return False
    left, top, width, height = json.loads(text)
    return bool(width and height and left + width <= WHOLE and top + height <= WHOLE)
