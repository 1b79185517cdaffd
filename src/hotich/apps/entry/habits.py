"""How does the hand of this book write? Read from the entries typed last; offers follow it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from hotich.apps.entry.models import Entry, FieldValue
from hotich.apps.entry.typed import BY_HAND
from hotich.apps.entry.values import current_values
from hotich.apps.registers.models import Book
from hotich.core.registers import Field, Kind, Origin, Reading

_LOOKED_AT = 8
_OFTEN = 3  # one in three
_HAND = BY_HAND | {Origin.DITTO}
# Before the book itself tells: what hardly any entry has.
_SELDOM = frozenset({"notes", "other_paper", "other_nationality"})
_SELDOM_BLOCKS = frozenset({"abroad", "later", "declared"})


@dataclass(frozen=True)
class Habits:
    """What the entries typed last in a book say, the newest first."""

    entries: tuple[Mapping[str, FieldValue], ...] = ()
    last: Mapping[str, FieldValue] = field(default_factory=dict)

    def texts(self, fields: Iterable[str]) -> list[str]:
        """Return the texts read at these fields, the newest first, as often as they stand."""
        wanted = tuple(fields)
        return [
            value.text
            for entry in self.entries
            for one in wanted
            if (value := entry.get(one)) and value.confirmed and value.text.strip()
        ]

    def older(self, field_id: str) -> tuple[str, ...]:
        """Return the field's texts, each once, the newest first."""
        return tuple(dict.fromkeys(self.texts([field_id])))

    def is_by_hand(self, spec: Field) -> bool:
        """Return whether the field was often typed, chosen or marked, whatever was offered."""
        said = [entry[spec.id] for entry in self.entries if spec.id in entry]
        by_hand = [one for one in said if _is_own(spec, one)]
        return bool(said) and _OFTEN * len(by_hand) >= len(said)

    def is_changing(self, spec: Field) -> bool:
        """Return whether the field often says something else than in the entry before."""
        said = [entry[spec.id].text for entry in self.entries if spec.id in entry]
        changes = [one for one, before in pairwise(said) if one != before]
        if len(said) < 2:
            return spec.kind is Kind.DATE
        return _OFTEN * len(changes) >= len(said)

    def is_blank(self, field_id: str) -> bool:
        """Return whether the book was mostly marked as blank at the field."""
        said = [entry[field_id] for entry in self.entries if field_id in entry]
        blank = [one for one in said if one.reading == Reading.BLANK]
        return 2 * len(blank) > len(said)

    def is_seldom(self, spec: Field) -> bool:
        """Return whether the book leaves the field empty, so that Enter may pass it by."""
        said = [entry[spec.id] for entry in self.entries if spec.id in entry]
        if len(said) > 1:
            return not any(value.text.strip() for value in said)
        name = spec.id.rpartition(".")[2]
        return spec.section in _SELDOM_BLOCKS or name in _SELDOM


def _is_own(spec: Field, value: FieldValue) -> bool:
    if value.text.strip():
        return Origin(value.origin) in _HAND
    if spec.kind is Kind.WORDED_DATE:
        return value.agrees != "yes"
    return value.reading not in {Reading.CLEAR, Reading.BLANK}


def habits_of(book: Book, year: int) -> Habits:
    """Return what the last entries of the book's year say, of the book when it has none yet."""
    rows = Entry.objects.filter(book=book, voided_at__isnull=True).order_by("-recorded_at")
    keys = list(rows.filter(year=year).values_list("pk", flat=True)[:_LOOKED_AT])
    same_year = bool(keys)
    keys = keys or list(rows.values_list("pk", flat=True)[:_LOOKED_AT])
    values = current_values(keys)
    entries = tuple(values[key] for key in keys)
    return Habits(entries, entries[0] if entries and same_year else {})


def last_page(book: Book, year: int) -> str:
    """Return the page on which the entry typed last in the book's year stands; "" for none."""
    rows = Entry.objects.filter(book=book, year=year, voided_at__isnull=True)
    return rows.order_by("-recorded_at").values_list("page", flat=True).first() or ""


def commonest(texts: Iterable[str]) -> str:
    """Return the text that stands most often, the newest of equals; "" for none."""
    counted = Counter(texts).most_common(1)
    return counted[0][0] if counted else ""
