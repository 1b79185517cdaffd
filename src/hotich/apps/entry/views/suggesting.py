"""Suggestions under a field: this book, then this office, then the units of the nation."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hotich.apps.accounts.guard import page
from hotich.apps.accounts.middleware import OfficerRequest
from hotich.apps.accounts.permissions import Permission
from hotich.apps.entry import actions
from hotich.apps.entry.pinning import NotPinnableError
from hotich.apps.entry.views.books import book_or_404
from hotich.apps.entry.written import (
    Written,
    at_health_station,
    dates_in_words,
    fitting,
    with_number,
    with_tail,
    words_of,
    written_in_book,
    written_in_office,
)
from hotich.apps.registers.definitions import printed_form
from hotich.apps.registers.models import Book
from hotich.apps.registers.queries import years_of
from hotich.core.places import Unit, dated_name, describe, gazetteer
from hotich.core.registers import Field, Kind, RegisterType
from hotich.web.register_form import field_id_of

MOST = 8
_LEAST = 2
_PLACES = frozenset({Kind.PLACE, Kind.RESIDENCE})
_LISTED = _PLACES | {Kind.WORDED_DATE}
_OFFICIALS = frozenset({"entry.signer", "entry.performed_by"})
# Texts that are another one in every entry.
_OWN = re.compile(r"\.(number|volume|page|.*_number)$")
# How books write a place without the kinds of its units.
_SIGNS = (", ", " - ")
_FEW = 2
_KIND = re.compile(r"\b(xã|phường|thị trấn|huyện|quận|thị xã|thành phố|tỉnh)\b", re.IGNORECASE)
_KIND_WITHIN = re.compile(r"(?<=, )(Xã|Phường|Thị|Huyện|Quận|Thành|Tỉnh)(?= )")


@require_POST
@page(Permission.ENTRY_TYPE)
def suggest(request: OfficerRequest, book: UUID) -> HttpResponse:
    """Return texts that fit what was typed, the likeliest first, each with where it is from.

    Nothing typed: what the book writes there most often, as the clerk asked for the list.
    """
    found = book_or_404(request, book)
    definition = printed_form(found.register_type, found.edition)
    field_id, typed = field_id_of(request.POST.get("field", "")), request.POST.get("q", "")
    if not definition.has_field(field_id) or not is_suggested(definition.field(field_id)):
        return JsonResponse({"options": []})
    if 0 < len("".join(words_of(typed))) < _LEAST:
        return JsonResponse({"options": []})
    options: dict[str, str] = {}
    for text, note in _options(found, definition, definition.field(field_id), typed):
        if text != typed:
            options.setdefault(text, note)
        if len(options) == MOST:
            break
    return JsonResponse({"options": [{"text": one, "note": options[one]} for one in options]})


@require_POST
@page(Permission.ENTRY_TYPE)
def pin(request: OfficerRequest, book: UUID) -> HttpResponse:
    """Keep a field's text for the officer's next entries of the book, or let it go."""
    found = book_or_404(request, book)
    field_id = field_id_of(request.POST.get("field", ""))
    try:
        kept = actions.pin_field(by=request.actor, book=found.pk, field_id=field_id)
    except NotPinnableError:
        return JsonResponse({"kept": False}, status=422)
    return JsonResponse({"kept": kept})


def is_suggested(spec: Field) -> bool:
    """Return whether a list stands under the field: places, dates in words, officials, phrases.

    Never people, and nothing that is each entry's own.
    """
    if spec.suggestions or spec.choices:
        return False
    is_phrase = spec.kind is Kind.TEXT and not _OWN.search(spec.id)
    return spec.kind in _LISTED or spec.id in _OFFICIALS or is_phrase


def _options(
    book: Book, definition: RegisterType, spec: Field, typed: str
) -> Iterator[tuple[str, str]]:
    fields = _alike(definition, spec)
    in_book = written_in_book(book, fields)
    if spec.kind is Kind.WORDED_DATE:
        for text in dates_in_words(in_book, typed, years_of(book)):
            yield text, _("chữ của ngày vừa gõ")
        return
    fits = fitting(in_book, typed)
    for each in fits:
        yield each.text, _("sổ này, %(count)s lần") % {"count": each.count}
    if typed.strip() and spec.kind in _PLACES:
        for text in (*with_number(in_book, typed), *at_health_station(in_book, typed)):
            yield text, _("theo cách ghi của sổ này")
    in_office = written_in_office(book, fields)
    for each in fitting(in_office, typed):
        yield each.text, _("sổ khác của cơ quan")
    if not typed.strip() or spec.kind not in _PLACES:
        return
    if spec.kind is Kind.RESIDENCE:
        for text in with_tail((*in_book, *in_office), typed):
            yield text, _("theo cách ghi của sổ này")
    yield from _of_gazetteer(book, in_book, typed)


def _alike(definition: RegisterType, spec: Field) -> list[str]:
    """Return the fields whose texts may stand in this one: all places of people, all residences."""
    name = spec.id.rpartition(".")[2]
    if spec.kind is Kind.PLACE and spec.role:
        alike = [one for one in definition.fields if one.kind is Kind.PLACE and one.role]
    elif spec.kind is Kind.RESIDENCE:
        alike = [one for one in definition.fields if one.kind is Kind.RESIDENCE]
    else:
        alike = [
            one
            for one in definition.fields
            if one.kind is spec.kind and one.id.rpartition(".")[2] == name
        ]
    return [one.id for one in alike]


def _day(book: Book) -> date:
    """Return the day whose units the book knows: the end of its last year, or today."""
    today = timezone.localdate()
    years = years_of(book)
    return min(today, date(years[-1], 12, 31)) if years else today


def _of_gazetteer(book: Book, known: Iterable[Written], typed: str) -> Iterator[tuple[str, str]]:
    """Yield units of the book's time: the nearest that fit, those by their own name, the others.

    The likeliest is written as books do and as the database does, and without the kinds where
    this book leaves them out or nothing else fits. Last come names of other times: a book may use
    one before the gazetteer knows it.
    """
    day, note, signs = _day(book), _("danh mục đơn vị hành chính"), _signs_of(known)
    around = [unit for unit, _ in _fitting_units(book.original_office.unit_code, day, typed)]
    for place, unit in enumerate(around[:_FEW]):
        whole = describe(unit, gazetteer())
        yield running(whole), _noted(unit, note)
        if place == 0:
            yield whole, note
    if signs or not around:
        for each in fitting(_bare_names(book.original_office.unit_code, day), typed)[:_FEW]:
            yield from ((text, note) for text in _signed(each.text, signs))
    for place, unit in enumerate(gazetteer().search(typed, day, MOST)):
        yield running(describe(unit, gazetteer())), _noted(unit, note)
        if place == 0 and signs:
            yield from ((text, note) for text in _signed(_bare(unit, day), signs))
    for unit in around[_FEW:]:
        yield running(describe(unit, gazetteer())), _noted(unit, note)
    for unit in gazetteer().search(typed, None, MOST):
        yield running(describe(unit, gazetteer())), dated_name(unit)


def _noted(unit: Unit, note: str) -> str:
    """Return until when the unit has its name, or the note where it has it still."""
    named = dated_name(unit)
    return named if named != unit.name else note


def running(text: str) -> str:
    """Return a unit as running text writes it: "Xã Nga Trường, huyện Nga Sơn, tỉnh Thanh Hóa"."""
    return _KIND_WITHIN.sub(lambda kind: kind.group().lower(), text)


def _fitting_units(code: str, day: date, typed: str) -> list[tuple[Unit, Written]]:
    by_text = {each.text: (unit, each) for unit, each in _units_around(code, day)}
    return [by_text[each.text] for each in fitting((one for _, one in by_text.values()), typed)]


@lru_cache(maxsize=16)
def _units_around(code: str, day: date) -> tuple[tuple[Unit, Written], ...]:
    """Return the units of the unit's province and all provinces, the nearest counting most."""
    units = gazetteer()
    path = units.path(code, day)
    if not path:
        return ()
    own, province = path[0], path[-1]

    def nearness(unit: Unit) -> int:
        return (unit in path) + (unit.parent_code == own.parent_code)

    around = (
        unit
        for unit in units.units_on(day)
        if unit.level == "province" or units.lies_in(unit, province)
    )
    return tuple(
        (unit, Written(text := describe(unit, units), nearness(unit), words_of(text)))
        for unit in around
    )


def _signs_of(known: Iterable[Written]) -> set[str]:
    """Return the signs with which the book writes places without the kinds of their units."""
    texts = [each.text for each in known]
    return {sign for sign in _SIGNS if any(_is_bare(text, sign) for text in texts)}


def _signed(bare: str, signs: set[str]) -> list[str]:
    """Return a place without kinds between the signs of books, this book's first."""
    return [
        bare.replace(_SIGNS[0], sign) for sign in sorted(_SIGNS, key=lambda one: one not in signs)
    ]


def _is_bare(text: str, sign: str) -> bool:
    return sign in text and not _KIND.search(text)


def _bare(unit: Unit, day: date) -> str:
    return _SIGNS[0].join(one.short_name for one in gazetteer().ancestry(unit, day))


@lru_cache(maxsize=16)
def _bare_names(code: str, day: date) -> tuple[Written, ...]:
    found = []
    for unit, each in _units_around(code, day):
        if unit.level == "commune":
            text = _bare(unit, day)
            found.append(Written(text, each.count, words_of(text)))
    return tuple(found)
