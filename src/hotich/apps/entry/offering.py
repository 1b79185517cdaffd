"""What may be offered at a field before the book is read? Shown in grey, never register text."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from hotich.apps.entry.habits import Habits, commonest
from hotich.apps.entry.models import FieldValue
from hotich.apps.entry.parties import Parties, party_compared
from hotich.apps.registers.models import Book
from hotich.core.dates import UnreadableDate, from_iso
from hotich.core.places import PlaceRelation, compare_places, gazetteer
from hotich.core.registers import Field, Kind, Origin, RegisterType

NUMBER, PAGE = "entry.number", "entry.page"
# Values that stay from entry to entry of a book.
CARRIED = frozenset(
    {
        PAGE,
        "entry.registered_on",
        "entry.place_of_registration",
        "entry.signer",
        "entry.signer_post",
        "entry.performed_by",
    }
)
# Facts that are nearly always the same in one commune, of people whose act it is not.
_CARRIED_FACTS = frozenset({"ethnicity", "nationality"})
# Told only of one who has a paper: offered once its number has been typed.
_WITH_NUMBER = frozenset({"paper_kind", "paper_issued_at"})
# Fields whose last text one key copies (F8); names of people are none of them.
_DITTO_KINDS = frozenset(
    {Kind.PLACE, Kind.RESIDENCE, Kind.ETHNICITY, Kind.NATIONALITY, Kind.TEXT, Kind.CHOICE}
)
_DITTO_MORE = frozenset({"entry.signer", "entry.performed_by"})
_MOST_DITTOS = 5  # to press the key more often takes longer than to type
_NATIONALITY = "Việt Nam"
# People nearly all of whom are citizens; of a party to the act the book itself must be read.
_HOME_ROLES = frozenset({"mother", "father"})
_DAY = re.compile(r"(?P<day>\d{1,2})(?P<sign>[/.-])(?P<month>\d{1,2})[/.-]\d{4}")
_SAME_PLACE = frozenset({PlaceRelation.SAME, PlaceRelation.NOTATION, PlaceRelation.OTHER_UNIT_NAME})


@dataclass(frozen=True, slots=True)
class Offer:
    """A text that becomes register text only when its block is confirmed; it keeps its origin.

    `needs` is a field without which the offer falls away: no paper without its number.
    """

    text: str
    origin: Origin
    needs: str = ""


def offers(
    definition: RegisterType,
    book: Book,
    number: str,
    habits: Habits,
    parties: Parties,
    pins: Mapping[str, bool] | None = None,
) -> dict[str, Offer]:
    """Return the offers by field id, from the book's last entries and the linked people.

    `pins` holds by field id what the officer himself keeps, or has let go.
    """
    pinned = pins or {}
    found = {
        NUMBER: Offer(numbered_like(number, habits.last.get(NUMBER)), Origin.DERIVED),
        "entry.volume": Offer(book.volume_label, Origin.DEFAULT),
        "entry.place_of_registration": Offer(book.original_office.name, Origin.DEFAULT),
        **dict(_by_default(definition)),
        **dict(_carried(definition, habits, pinned)),
    }
    if (page := next_page(habits.texts([PAGE]))) and pinned.get(PAGE, True):
        found[PAGE] = Offer(page, Origin.DERIVED)
    for field in definition.fields:
        held = party_compared(field, parties)
        text = shown(field, held[1]) if held else ""
        if text and field.kind is not Kind.PIN and not pinned.get(field.id):
            found[field.id] = _prefilled(definition, field, text, habits)
    return {
        field_id: offer
        for field_id, offer in found.items()
        if definition.has_field(field_id) and _fits(definition.field(field_id), offer)
    }


def _by_default(definition: RegisterType) -> Iterator[tuple[str, Offer]]:
    for field in definition.fields:
        if field.kind is Kind.NATIONALITY and field.role in _HOME_ROLES:
            yield field.id, Offer(_NATIONALITY, Origin.DEFAULT)
        elif field.id == "entry.registration_kind" and field.choices:
            yield field.id, Offer(field.choices[0].label, Origin.DEFAULT)


def _carried(
    definition: RegisterType, habits: Habits, pins: Mapping[str, bool]
) -> Iterator[tuple[str, Offer]]:
    principals = {role.code for role in definition.principal_roles}
    for field in definition.fields:
        needs = _needed_by(field, definition)
        value = habits.last.get(field.id)
        text = value.text if value is not None and value.confirmed else ""
        if needs:  # not every entry has a paper: the last one that had
            text = next(iter(habits.older(field.id)), "")
        if text.strip() and pins.get(field.id, is_carried(field, principals)):
            yield field.id, Offer(text, Origin.CARRIED, needs)


def numbered_like(number: str, before: FieldValue | None) -> str:
    """Return a number as the book wrote the one before: 07 after 06, 7/1998 after 6/1998."""
    sample = re.fullmatch(r"(\d+)(/\d{4})?", before.text.strip()) if before else None
    if sample is None or not number.isdigit():
        return number
    width = len(sample[1]) if sample[1].startswith("0") else 0
    return number.zfill(width) + (sample[2] or "")


def next_page(pages: Sequence[str]) -> str:
    """Return the page that follows where the last one holds as many entries as the one before.

    `pages` of the entries typed last, the newest first; "" where the last page may go on.

    >>> next_page(["2", "2", "2", "1", "1", "1"]), next_page(["2", "2", "1", "1", "1"])
    ('', '')
    >>> next_page(["3", "3", "2", "2", "1", "1"])
    '4'
    """
    runs = [(page, len(list(same))) for page, same in groupby(pages)]
    if len(runs) < 3 or not runs[0][0].isdigit() or runs[0][1] != runs[1][1]:
        return ""
    return str(int(runs[0][0]) + 1)


def is_carried(field: Field, principals: set[str]) -> bool:
    """Return whether the field keeps its text from entry to entry unless the officer lets it go.

    What must be read of the people whose act it is never does.
    """
    name = field.id.rpartition(".")[2]
    if field.id in CARRIED or name in _WITH_NUMBER or name == "residence_kind":
        return True
    return name in _CARRIED_FACTS and field.role not in principals


def may_pin(field: Field) -> bool:
    """Return whether the officer may keep the field's text for the entries that follow."""
    is_of_entry = field.role is None and field.kind in {Kind.DATE, Kind.YEAR}
    return field.kind in _DITTO_KINDS or field.id in CARRIED or is_of_entry


def _needed_by(field: Field, definition: RegisterType) -> str:
    block, _, name = field.id.rpartition(".")
    number = f"{block}.paper_number"
    return number if name in _WITH_NUMBER and definition.has_field(number) else ""


def _prefilled(definition: RegisterType, field: Field, text: str, habits: Habits) -> Offer:
    """Return the population's text as this book writes: its places' words, its dates' signs."""
    if field.kind is Kind.DATE:
        sample = next(iter(habits.older(field.id)), "")
        return Offer(written_like(text, sample), Origin.PREFILLED)
    if field.kind is not Kind.PLACE:
        return Offer(text, Origin.PREFILLED)
    places = [one.id for one in definition.fields if one.kind is Kind.PLACE and one.role]
    written = [one for one in habits.texts(places) if is_same_place(one, text)]
    own = [one for one in habits.texts([field.id]) if is_same_place(one, text)]
    usual = commonest(own) or commonest(written)
    if not usual or usual == text:
        return Offer(text, Origin.PREFILLED)
    return Offer(usual, Origin.CARRIED)


def written_like(day: str, sample: str) -> str:
    """Return a day, written dd/mm/yyyy, with the signs of another: its year alone, or 2-9-1998.

    >>> written_like("02/09/1973", "1970"), written_like("02/09/1973", "5.1.1970")
    ('1973', '2.9.1973')
    """
    parts = day.split("/")
    if re.fullmatch(r"\d{4}", sample.strip()):
        return parts[-1]
    found = _DAY.fullmatch(sample.strip())
    if found is None or len(parts) != 3:
        return day
    if 1 in {len(found["day"]), len(found["month"])}:
        parts = [part.lstrip("0") for part in parts]
    return found["sign"].join(parts)


@lru_cache(maxsize=2000)
def is_same_place(book: str, population: str) -> bool:
    """Return whether both texts name one place, though units were renamed or merged since."""
    return compare_places(book, population, units=gazetteer()).relation in _SAME_PLACE


def _fits(field: Field, offer: Offer) -> bool:
    """Return whether a list of choices holds the words that are offered."""
    labels = {choice.label for choice in field.choices}
    return field.kind is not Kind.CHOICE or offer.text in labels


def dittos(definition: RegisterType, habits: Habits) -> dict[str, tuple[str, ...]]:
    """Return by field id the texts of entries before that one key may copy, the newest first."""
    return {
        field.id: texts[:_MOST_DITTOS]
        for field in definition.fields
        if field.kind in _DITTO_KINDS or field.id in _DITTO_MORE or _is_date_of_entry(field)
        if (texts := habits.older(field.id))
    }


def _is_date_of_entry(field: Field) -> bool:
    return field.role is None and field.kind is Kind.DATE


def needs_look(spec: Field, offer: Offer | None, habits: Habits) -> bool:
    """Return whether Enter should stop at the field while it is empty.

    Not where the book is mostly empty, nor where an offer mostly stood as it was.
    """
    if spec.kind is Kind.WORDED_DATE:
        return not habits.entries or habits.is_by_hand(spec)
    if offer is None:
        return not habits.is_seldom(spec)
    if offer.origin is Origin.CARRIED and spec.kind is not Kind.PLACE:
        return not offer.needs and habits.is_changing(spec)
    return habits.is_by_hand(spec)


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
