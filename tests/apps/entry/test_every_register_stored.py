"""Generated entries of every register type and form are stored and read back byte for byte."""

from uuid import uuid4

import pytest

from hotich.apps.audit.actor import Actor
from hotich.apps.entry import actions, queries
from hotich.apps.entry.models import Entry, Outcome
from hotich.apps.entry.typed import EntryInput, TypedValue
from hotich.apps.registers.models import Book
from hotich.core.registers import REGISTER_TYPES, RegisterType
from hotich.synth.every_register import GeneratedEntry, generate_entries
from tests.support.books import entering_book
from tests.support.office import Staff

pytestmark = pytest.mark.django_db

FORMS = [(kind, edition) for kind in REGISTER_TYPES for edition in kind.editions]
IDS = [f"{kind.code}-{edition.code}" for kind, edition in FORMS]
FULL_SIZE = 10_000
YEAR = 1998


def saved(clerk: Actor, book: Book, entry: GeneratedEntry) -> Entry:
    """Save a generated entry as its clerk types it, without a conclusion."""
    values = {
        field_id: TypedValue(value.text, value.reading)
        for field_id, value in entry.values.items()
        if field_id != "entry.number"
    }
    held = actions.reserve_next(by=clerk, book=book.pk)
    return actions.save_entry(by=clerk, given=EntryInput(held.pk, uuid4(), values)).entry


def assert_stored(entry: Entry, given: GeneratedEntry) -> None:
    """Hold what was stored against what was typed, byte for byte."""
    stored = queries.values_of(Entry.objects.get(pk=entry.pk))
    for field_id, value in given.values.items():
        if field_id == "entry.number":
            continue
        kept = stored[field_id]
        assert kept.text.encode() == value.text.encode(), field_id
        assert kept.reading == value.reading.value, field_id


def store_all(staff: Staff, kind: RegisterType, code: str, count: int) -> None:
    """Store generated entries of a form in one book and read each of them back."""
    edition = kind.edition(code)
    assert edition is not None
    book = entering_book(
        staff, register_type=kind.code, edition=code, years=((YEAR, count, count),)
    )
    clerk = staff.actor("congan")
    pairs = [
        (saved(clerk, book, given), given) for given in generate_entries(kind, edition, count, 11)
    ]
    for entry, given in pairs:
        assert_stored(entry, given)
    assert queries.outcome_of(pairs[0][0]) is Outcome.UNDECIDED


@pytest.mark.parametrize(("kind", "edition"), FORMS, ids=IDS)
def test_entries_of_every_form_are_read_back_byte_for_byte(staff, kind, edition):
    store_all(staff, kind, edition.code, 2)


@pytest.mark.soak
@pytest.mark.parametrize(("kind", "edition"), FORMS, ids=IDS)
def test_ten_thousand_entries_of_all_forms_are_read_back_byte_for_byte(staff, kind, edition):
    store_all(staff, kind, edition.code, -(-FULL_SIZE // len(FORMS)))
