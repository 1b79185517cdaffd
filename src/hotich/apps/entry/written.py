"""Which texts have this book and this office written at a field, and which fits what is typed?"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from django.db.models import Max

from hotich.apps.entry.models import Entry, EntryVersion, FieldValue
from hotich.apps.registers.models import Book
from hotich.core.dates import read_date, worded_dates
from hotich.core.names import fold

_LOOKED_THROUGH = 300
_HAMLETS = ("Thôn", "Xóm", "Đội", "Tổ", "Ấp", "Bản", "Khu")
_STATION = "Trạm y tế"
_COMMUNE_WORDS = {("xa",), ("phuong",), ("thi",)}
_NUMBER = re.compile(r"\d+")
_PIECE = re.compile(r"\d+|[^\W\d_]")
_WORD = re.compile(r"[^\W_]+")
_DAY_AND_MONTH = re.compile(r"\d{1,2}\s*[/.-]\s*\d{1,2}")
_ONE_OF_WAYS = frozenset({"mồng", "ngàn"})  # words by which one way of saying differs from others


@dataclass(frozen=True, slots=True)
class Written:
    """A text with how often it stands, and its words as they are sought: bare and small."""

    text: str
    count: int
    words: tuple[str, ...]

    @property
    def tail(self) -> str:
        """What follows the first comma: the commune of a hamlet; "" for none."""
        return self.text.partition(",")[2].strip()


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a text without marks, in small letters."""
    return tuple(_WORD.findall(fold(text)))


def written_in_book(book: Book, fields: Iterable[str]) -> tuple[Written, ...]:
    """Return the texts read in the book at these fields, the commonest first."""
    stamp = EntryVersion.objects.filter(entry__book=book).aggregate(last=Max("pk"))["last"] or 0
    return _of_book(book.pk, tuple(sorted(fields)), stamp)


def written_in_office(book: Book, fields: Iterable[str]) -> tuple[Written, ...]:
    """Return the texts read at these fields in the other books of the book's register office."""
    others = Entry.objects.filter(original_office=book.original_office_id).exclude(book=book)
    newest = others.order_by("-recorded_at").values_list("recorded_at", flat=True).first()
    stamp = newest.timestamp() if newest else 0.0
    return _of_office(book.original_office_id, book.pk, tuple(sorted(fields)), stamp)


@lru_cache(maxsize=128)
def _of_book(book: UUID, fields: tuple[str, ...], _stamp: int) -> tuple[Written, ...]:
    rows = Entry.objects.filter(book=book, voided_at__isnull=True)
    return _counted(rows.order_by("-recorded_at").values_list("pk", flat=True), fields)


@lru_cache(maxsize=64)
def _of_office(
    office: UUID, book: UUID, fields: tuple[str, ...], _stamp: float
) -> tuple[Written, ...]:
    rows = Entry.objects.filter(original_office=office, voided_at__isnull=True).exclude(book=book)
    return _counted(rows.order_by("-recorded_at").values_list("pk", flat=True), fields)


def _counted(entries: Iterable[UUID], fields: tuple[str, ...]) -> tuple[Written, ...]:
    keys = list(entries[:_LOOKED_THROUGH])  # type: ignore[index]  # a query set
    rows = FieldValue.objects.filter(entry__in=keys, field__in=fields, confirmed=True)
    texts = rows.exclude(text="").order_by("-pk").values_list("text", flat=True)
    counted = Counter(texts).most_common()
    return tuple(Written(text, count, words_of(text)) for text, count in counted)


def fitting(known: Iterable[Written], typed: str) -> list[Written]:
    """Return the texts that fit what is typed, best first; all when nothing is.

    The words typed begin words of the text that follow each other ("nga tr"), or are the initials
    of its words, numbers whole ("xnt", "d2"). The start of the text goes before its middle.
    """
    wanted, initials = words_of(typed), tuple(_PIECE.findall(fold(typed)))
    graded = ((_grade(each.words, wanted, initials), each) for each in known)
    found = [(grade, -each.count, each) for grade, each in graded if grade is not None]
    return [each for _, _, each in sorted(found, key=lambda one: one[:2])]


def _grade(
    words: tuple[str, ...], wanted: tuple[str, ...], initials: tuple[str, ...]
) -> int | None:
    if not wanted:
        return 0
    for start in range(len(words)):
        if _begin(words[start:], wanted):
            return 2 * start
    for start in range(len(words)):
        if _have_initials(words[start:], initials):
            return 2 * start + 1
    return None


def _begin(words: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    """Return whether all but the last word typed stand there whole, and the last one begins one."""
    if len(words) < len(wanted):
        return False
    *whole, last = wanted
    same = all(word == typed for word, typed in zip(words, whole, strict=False))
    there = words[len(whole)]
    return same and (there == last if last.isdigit() else there.startswith(last))


def _have_initials(words: tuple[str, ...], initials: tuple[str, ...]) -> bool:
    if len(initials) < 2 or len(words) < len(initials):
        return False
    pairs = zip(words, initials, strict=False)
    return all(word == one if one.isdigit() else word.startswith(one) for word, one in pairs)


def with_number(known: Sequence[Written], typed: str) -> Iterator[str]:
    """Yield places of the book with another number in them: Đội 5 is written, "d2" is typed.

    Only the number is put in, as it is typed; how the rest is written comes from the book. What
    the book has no example of is a hamlet of its commonest commune.
    """
    number = _NUMBER.search(typed)
    if number is None:
        return
    found: dict[str, None] = {}
    for each in known:
        place = _NUMBER.search(each.text)
        if place is not None:
            found[each.text[: place.start()] + number.group() + each.text[place.end() :]] = None
    for tail in _tails(known):
        found |= dict.fromkeys(f"{hamlet} {number.group()}, {tail}" for hamlet in _HAMLETS)
    yield from _fitting_texts(found, typed)


def at_health_station(known: Iterable[Written], typed: str) -> Iterator[str]:
    """Yield the health stations of the communes that the book writes, when one is typed."""
    communes = (each.text for each in known if each.words[:1] in _COMMUNE_WORDS)
    texts = dict.fromkeys(f"{_STATION} {text[:1].lower()}{text[1:]}" for text in communes)
    yield from _fitting_texts(texts, typed)


def _fitting_texts(texts: Iterable[str], typed: str) -> Iterator[str]:
    written = (Written(text, 1, words_of(text)) for text in texts)
    yield from (each.text for each in fitting(written, typed))


def dates_in_words(known: Sequence[Written], typed: str, years: Iterable[int]) -> list[str]:
    """Return the dates in words that typed digits stand for, those in the book's words first.

    A day and month are of the book's years, its latest one first.
    """
    texts = [typed.strip()]
    if _DAY_AND_MONTH.fullmatch(texts[0]):
        texts = [f"{texts[0]}/{year}" for year in sorted(years, reverse=True)]
    found = (read_date(text).date for text in texts if any(map(str.isdigit, text)))
    ways = [way for date in found if date and date.is_possible() for way in worded_dates(date)]
    used = {word for each in known for word in each.text.lower().split()}
    return sorted(ways, key=lambda way: -len(_ONE_OF_WAYS & used & set(way.lower().split())))


def with_tail(known: Iterable[Written], typed: str) -> Iterator[str]:
    """Yield what is typed with what the book mostly writes after it: the commune of a hamlet."""
    head = typed.strip().rstrip(",").rstrip()
    if len(head) < 3 or "," in head:
        return
    yield from (f"{head}, {tail}" for tail in _tails(known))


def _tails(known: Iterable[Written]) -> list[str]:
    """Return what the book writes most often after a hamlet."""
    tails: Counter[str] = Counter()
    for each in known:
        if each.tail:
            tails[each.tail] += each.count
    return [tail for tail, _ in tails.most_common(3)]
