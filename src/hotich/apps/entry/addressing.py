"""Under which key does an entry stand, and how is it named?"""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from hotich.apps.registers.models import Book
from hotich.core.names import normal_form
from hotich.core.registers import EntryNumber, format_entry_number


@dataclass(frozen=True, slots=True)
class Address:
    """The key of an entry: unique among reservations that live and entries not voided."""

    original_office: UUID
    register_type: str
    volume_key: str
    year: int
    number: int
    suffix: str = ""
    occurrence: int = 0

    @property
    def query(self) -> Q:
        """Return the condition that finds the key."""
        return Q(**self.columns)

    @property
    def columns(self) -> dict[str, object]:
        """Return the key as columns, for entries and reservations; the office by its UUID."""
        return {
            "original_office": self.original_office,
            "register_type": self.register_type,
            "volume_key": self.volume_key,
            "year": self.year,
            "number": self.number,
            "suffix": self.suffix,
            "occurrence": self.occurrence,
        }


def volume_key(book: Book) -> str:
    """Return the part of the key that the volume gives: "" unless it numbers for itself."""
    return normal_form(book.volume_label)[:60] if book.numbers_by_volume else ""


def address(book: Book, year: int, number: EntryNumber, occurrence: int = 0) -> Address:
    """Return the key of a number in the book's year."""
    return Address(
        original_office=book.original_office_id,
        register_type=book.register_type,
        volume_key=volume_key(book),
        year=year,
        number=number.number,
        suffix=number.suffix,
        occurrence=occurrence,
    )


def series(book: Book, year: int) -> Q:
    """Return the condition that finds all numbers of one sequence, whichever book holds them."""
    return Q(
        original_office=book.original_office_id,
        register_type=book.register_type,
        volume_key=volume_key(book),
        year=year,
    )


def shown_number(number: int, suffix: str, occurrence: int) -> str:
    """Return the number as lists show it: "87", "87bis", "87 (lần 2)"."""
    plain = format_entry_number(EntryNumber(number, suffix))
    return f"{plain} ({occurrence + 1})" if occurrence else plain
