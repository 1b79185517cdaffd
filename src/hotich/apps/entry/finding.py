"""Which entry does a clerk mean? One box for a number, a name without accents, or a page."""

import re

from django.db.models import QuerySet

from hotich.apps.audit.actor import Actor
from hotich.apps.entry.models import Entry
from hotich.apps.entry.seeing import visible_entries
from hotich.core.names import fold, normal_form
from hotich.core.registers import read_entry_number, read_entry_year

MOST = 50
_PAGE = re.compile(r"(?:tr|trang)\s*\.?\s*(\d{1,6}[a-z]?)")


def find(by: Actor, text: str, *, limit: int = MOST) -> list[Entry]:
    """Return the entries that the text names, best first.

    "87", "87/1998" and "87bis" are numbers, "tr. 12" and "trang 12" a page, all else a part of
    the name of a person in the entry, with or without accents. The caller records the view.
    """
    wanted = fold(text)
    if not wanted:
        return []
    page = _PAGE.fullmatch(wanted)
    if page is not None:
        return list(_by_number(_on_page(visible_entries(by), page[1]))[:limit])
    number = read_entry_number(text)
    if number is not None:
        rows = visible_entries(by).filter(number=number.number)
        if number.suffix:
            rows = rows.filter(suffix=number.suffix)
        year = read_entry_year(text)
        if year is not None:
            rows = rows.filter(year=year)
        return list(_by_number(rows)[:limit])
    named = visible_entries(by).filter(names__folded__contains=wanted).distinct()
    found = list(_by_number(named)[: limit * 4])
    return sorted(found, key=lambda entry: _rank(entry, text))[:limit]


def _on_page(rows: QuerySet[Entry], page: str) -> QuerySet[Entry]:
    return rows.filter(page__in={page, page.zfill(2), page.zfill(3), page.upper()})


def _by_number(rows: QuerySet[Entry]) -> QuerySet[Entry]:
    return rows.order_by("-year", "number", "suffix", "occurrence")


def _rank(entry: Entry, text: str) -> int:
    """Return 0 for an entry with the very name, 1 with its accents inside a name, 2 for others."""
    wanted = normal_form(text)
    values = entry.values.filter(field__endswith="full_name").values_list("normalised", flat=True)
    names = list(values)
    if wanted in names:
        return 0
    return 1 if any(wanted in name for name in names) else 2
