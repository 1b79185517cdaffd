"""A gentle word, to the clerk alone, when blocks went by faster than a book can be read."""

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from hotich.apps.entry.confirming import hasty_sections
from hotich.apps.entry.models import Entry
from hotich.apps.entry.queries import number_label
from hotich.apps.entry.values import type_of


def advise_reading_again(request: HttpRequest, entry: Entry) -> None:
    """Say which blocks of the saved entry were confirmed very fast; nothing is stopped by it."""
    hasty = set(hasty_sections(entry))
    labels = [_(section.label) for section in type_of(entry).sections if section.code in hasty]
    if not labels:
        return
    text = _("Số %(number)s: xác nhận rất nhanh ở %(blocks)s. Nên mở lại, đọc sổ một lần nữa.")
    told = text % {"number": number_label(entry), "blocks": ", ".join(labels)}
    messages.info(request, told)
