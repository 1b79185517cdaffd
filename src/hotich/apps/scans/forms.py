"""Forms of the scans: files to attach, and why an image is voided."""

import re
from typing import IO

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from hotich.apps.scans.actions import NewPage
from hotich.apps.scans.images import ImageProblem, ImageRefusedError, read_facts
from hotich.apps.scans.labels import next_label
from hotich.core.words import vi
from hotich.web import forms as kit

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
