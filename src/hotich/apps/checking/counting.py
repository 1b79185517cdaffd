"""How many entries were cross-checked by a moment? By the last signatures recorded by then."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from uuid import UUID

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from hotich.apps.checking.models import Check, Side
from hotich.apps.entry.models import Entry, EntryVersion, Link
from hotich.apps.registers.models import Book


@dataclass(frozen=True, slots=True)
class CheckCounts:
    """Entries by their signatures; each signature counts for the version that held then."""

    entered: int = 0
    # The justice side had accepted the entry.
    justice: int = 0
    # The entry had a live link; of these the police side had accepted every one.
    linked: int = 0
    police: int = 0
    # Both, or the justice side alone where nothing was linked: cross-checked.
    checked: int = 0

    def __add__(self, other: "CheckCounts") -> "CheckCounts":
        """Return the sums."""
        names = [one.name for one in fields(self)]
        return CheckCounts(**{name: getattr(self, name) + getattr(other, name) for name in names})


def counts(books: Iterable[Book], *, as_of: datetime | None = None) -> CheckCounts:
    """Return how the entries of the books were signed at `as_of`, or now."""
    return sum(counts_by_type(books, as_of=as_of).values(), CheckCounts())


def counts_by_type(
    books: Iterable[Book], *, as_of: datetime | None = None
) -> dict[str, CheckCounts]:
    """Return the same by register type."""
    found: dict[str, CheckCounts] = {}
    for kind, one in _counted(books, "register_type", as_of):
        found[str(kind)] = found.get(str(kind), CheckCounts()) + one
    return found


def counts_by_book(
    books: Iterable[Book], *, as_of: datetime | None = None
) -> Mapping[UUID, CheckCounts]:
    """Return the same by the book's UUID; books without an entry are there, too."""
    wanted = list(books)
    found = {book.pk: CheckCounts() for book in wanted}
    for book, one in _counted(wanted, "book", as_of):
        if isinstance(book, UUID):
            found[book] += one
    return found


def _counted(
    books: Iterable[Book], key: str, as_of: datetime | None
) -> list[tuple[object, CheckCounts]]:
    flags = _signed(_entries(books, as_of), as_of)
    rows = flags.values(key, "by_justice", "has_link", "has_unsigned").annotate(n=Count("pk"))
    return [
        (
            row[key],
            _one(
                row["n"],
                justice=row["by_justice"] == 1,
                has_link=row["has_link"],
                has_unsigned=row["has_unsigned"],
            ),
        )
        for row in rows.order_by()
    ]


def _one(count: int, *, justice: bool, has_link: bool, has_unsigned: bool) -> CheckCounts:
    signed = has_link and not has_unsigned
    return CheckCounts(
        entered=count,
        justice=count * justice,
        linked=count * has_link,
        police=count * signed,
        checked=count * (justice and not has_unsigned),
    )


def _entries(books: Iterable[Book], as_of: datetime | None) -> QuerySet[Entry]:
    rows = Entry.objects.filter(book__in=[book.pk for book in books])
    if as_of is None:
        return rows.filter(voided_at__isnull=True).annotate(version_then=F("version"))
    there = Q(voided_at__isnull=True) | Q(voided_at__gt=as_of)
    versions = EntryVersion.objects.filter(entry=OuterRef("pk"), recorded_at__lte=as_of)
    last = versions.order_by("-version").values("version")[:1]
    return rows.filter(there, recorded_at__lte=as_of).annotate(version_then=Subquery(last))


def _signed(entries: QuerySet[Entry], as_of: datetime | None) -> QuerySet[Entry]:
    """Annotate entries with what their signatures came to at the moment."""
    links = Link.objects.filter(mention__entry=OuterRef("pk"))
    if as_of is None:
        live = links.filter(undone_at__isnull=True)
    else:
        not_undone = Q(undone_at__isnull=True) | Q(undone_at__gt=as_of)
        live = links.filter(not_undone, recorded_at__lte=as_of)
    unsigned = live.annotate(signed=_signed_version(as_of, link=OuterRef("pk"))).exclude(
        signed=OuterRef("version_then")
    )
    justice = _signed_version(as_of, entry=OuterRef("pk"), side=Side.JUSTICE)
    return entries.annotate(
        book_version=justice,
        by_justice=Case(
            When(book_version=F("version_then"), then=Value(1)),
            default=Value(0),
            output_field=IntegerField(),
        ),
        has_link=Exists(live),
        has_unsigned=Exists(unsigned),
    )


def _signed_version(as_of: datetime | None, **of: object) -> Combinable:
    """Return the version that the last check accepted; nought when it was returned, or none."""
    rows = Check.objects.filter(**of)
    if as_of is not None:
        rows = rows.filter(recorded_at__lte=as_of)
    accepted = Case(
        When(accepted=True, then=F("entry_version")),
        default=Value(0),
        output_field=IntegerField(),
    )
    last = rows.annotate(good=accepted).order_by("-recorded_at", "-pk").values("good")[:1]
    return Coalesce(Subquery(last), Value(0))
