"""What may be offered at a field before the book is read? Shown in grey, never register text."""

from collections.abc import Mapping
from dataclasses import dataclass

from hotich.apps.entry.models import Entry, FieldValue
from hotich.apps.entry.parties import Parties, party_compared
from hotich.apps.entry.values import current_values
from hotich.apps.registers.models import Book
from hotich.core.dates import UnreadableDate, from_iso
from hotich.core.registers import Field, Kind, Origin, RegisterType

# Values that stay from entry to entry of a book.
CARRIED = frozenset(
    {"entry.page", "entry.registered_on", "entry.signer", "entry.signer_post", "entry.performed_by"}
)
# Fields whose last text one key copies (F8); names of people are none of them.
_DITTO_KINDS = frozenset({Kind.PLACE, Kind.RESIDENCE, Kind.ETHNICITY, Kind.NATIONALITY, Kind.TEXT})
_DITTO_MORE = frozenset({"entry.signer", "entry.performed_by", "entry.registered_on"})
_NATIONALITY = "Việt Nam"
# People nearly all of whom are citizens; of a party to the act the book itself must be read.
_HOME_ROLES = frozenset({"mother", "father"})


@dataclass(frozen=True, slots=True)
class Offer:
    """A text that becomes register text only when its block is confirmed; it keeps its origin."""

    text: str
    origin: Origin


def offers(
    definition: RegisterType,
    book: Book,
    number: str,
    last: Mapping[str, FieldValue],
    parties: Parties,
) -> dict[str, Offer]:
    """Return the offers by field id.

    `last` holds the values of the entry typed before in the book; what the population database
    holds comes from the linked `parties`.
    """
    found = {
        "entry.number": Offer(number, Origin.DERIVED),
        "entry.volume": Offer(book.volume_label, Origin.DEFAULT),
        "entry.place_of_registration": Offer(book.original_office.name, Origin.DEFAULT),
        "entry.registration_kind": Offer("Đăng ký đúng hạn", Origin.DEFAULT),
    }
    for field in definition.fields:
        if field.kind is Kind.NATIONALITY and field.role in _HOME_ROLES:
            found[field.id] = Offer(_NATIONALITY, Origin.DEFAULT)
    for field_id in CARRIED:
        value = last.get(field_id)
        if value is not None and value.confirmed and value.text.strip():
            found[field_id] = Offer(value.text, Origin.CARRIED)
    for field in definition.fields:
        held = party_compared(field, parties)
        text = shown(field, held[1]) if held else ""
        if text and field.kind is not Kind.PIN:
            found[field.id] = Offer(text, Origin.PREFILLED)
    return {
        field_id: offer
        for field_id, offer in found.items()
        if definition.has_field(field_id) and _fits(definition.field(field_id), offer)
    }


def _fits(field: Field, offer: Offer) -> bool:
    """Return whether a list of choices holds the words that are offered."""
    labels = {choice.label for choice in field.choices}
    return field.kind is not Kind.CHOICE or offer.text in labels


def dittos(definition: RegisterType, last: Mapping[str, FieldValue]) -> dict[str, str]:
    """Return by field id the text of the entry before that one key may copy."""
    return {
        field.id: value.text
        for field in definition.fields
        if field.kind in _DITTO_KINDS or field.id in _DITTO_MORE
        if (value := last.get(field.id)) and value.confirmed and value.text.strip()
    }


def last_values(book: Book, year: int) -> dict[str, FieldValue]:
    """Return the values of the entry last typed in the book's year; empty for none."""
    entries = Entry.objects.filter(book=book, year=year, voided_at__isnull=True)
    last = entries.order_by("recorded_at").last()
    return current_values([last.pk])[last.pk] if last else {}


def shown(field: Field, population: str) -> str:
    """Return a population value as the book would write it: day/month/year, Nam or Nữ."""
    if not population:
        return ""
    if field.kind is Kind.DATE:
        try:
            return from_iso(population).vietnamese()
        except UnreadableDate:
            return population
    if field.kind is Kind.SEX:
        choice = field.choice(population)
        return choice.label if choice and population != "unknown" else ""
    return population
