"""Persons of the population register and entries typed from a book, as a test needs them."""

from collections.abc import Mapping
from uuid import UUID, uuid4

from django.utils import timezone

from hotich.apps.audit.actor import Actor
from hotich.apps.entry import actions
from hotich.apps.entry.models import Reservation
from hotich.apps.entry.saving import Saved
from hotich.apps.entry.typed import Conclusion, EntryInput, Identity, TypedValue
from hotich.apps.population.keys import refresh_keys
from hotich.apps.population.lookups import LookupResult, LookupTerms, look_up
from hotich.apps.population.models import Breadth, Person
from hotich.apps.registers.models import Book
from hotich.core.dates import from_iso, read_date
from hotich.core.pin import practice_pin
from hotich.core.registers import Origin, Reading

PERSON = {
    "full_name": "Mai Thị Phượng",
    "birth_date": "1998-09-02",
    "sex": "female",
    "ethnicity": "Kinh",
    "nationality": "Việt Nam",
    "place_of_birth": "Xã Nga Trường, Huyện Nga Sơn, Tỉnh Thanh Hóa",
    "hometown": "Xã Nga Trường, Huyện Nga Sơn, Tỉnh Thanh Hóa",
    "mother_name": "Trần Thị Huyền",
    "father_name": "Mai Văn Khải",
    "mother_birth": "1974",
    "father_birth": "1970",
    "commune_code": "16171",
    "commune_as_of": "2025-06-30",
}
# What the book says of the same person, by field id.
BIRTH = {
    "child.full_name": "Mai Thị Phượng",
    "child.birth_date": "02/09/1998",
    "child.sex": "Nữ",
    "child.ethnicity": "Kinh",
    "child.nationality": "Việt Nam",
    "child.place_of_birth": "Xã Nga Trường, Huyện Nga Sơn, Tỉnh Thanh Hóa",
    "child.hometown": "Xã Nga Trường, Huyện Nga Sơn, Tỉnh Thanh Hóa",
    "mother.full_name": "Trần Thị Huyền",
    "father.full_name": "Mai Văn Khải",
    "mother.birth_date": "1974",
    "father.birth_date": "1970",
    "mother.nationality": "Việt Nam",
    "father.nationality": "Việt Nam",
    "entry.place_of_registration": "UBND xã Nga Trường",
    "entry.page": "12",
}
_tails = iter(range(1, 1_000_000))


def given_person(**values: str) -> Person:
    """Put a person into the population register, the sample's values where none are given."""
    facts = PERSON | values
    facts.setdefault(
        "pin",
        practice_pin(
            sex=facts["sex"] if facts["sex"] in {"male", "female"} else "male",
            birth_year=int(facts["birth_date"][:4] or 1998),
            tail=next(_tails),
        ),
    )
    person = Person.objects.create(recorded_at=timezone.now(), **facts)
    refresh_keys([person])
    return person


def typed(texts: Mapping[str, str] | None = None, **marks: Reading) -> dict[str, TypedValue]:
    """Return the sample entry as typed by hand, some texts replaced; None leaves a field out."""
    wanted = BIRTH | dict(texts or {})
    return {
        field: TypedValue(text, marks.get(field, Reading.CLEAR), Origin.TYPED)
        for field, text in wanted.items()
        if text is not None
    }


def looked_up(
    by: Actor,
    reservation: Reservation,
    texts: Mapping[str, str] | None = None,
    *,
    wide: bool = False,
) -> LookupResult:
    """Look the entry's child up as the typing page does."""
    said = BIRTH | dict(texts or {})
    return look_up(
        by=by,
        mention=UUID(reservation.mentions["child:0"]),
        entry=reservation.entry,
        terms=LookupTerms(
            full_name=said["child.full_name"],
            birth=read_date(said["child.birth_date"]).date or from_iso(""),
        ),
        breadth=Breadth.WIDE if wide else Breadth.NARROW,
        reason="nhập sổ",
    )


def saved_linked(
    by: Actor,
    book: Book,
    person: Person,
    texts: Mapping[str, str] | None = None,
    **agreements: bool,
) -> Saved:
    """Save the next entry of the book, its child linked to the person."""
    held = actions.reserve_next(by=by, book=book.pk)
    result = looked_up(by, held, texts)
    conclusion = Conclusion(
        Identity.LINK,
        result.lookup,
        person.uuid,
        agreements={name.replace("__", "."): word for name, word in agreements.items()},
    )
    given = EntryInput(held.pk, uuid4(), typed(texts), {"child": conclusion})
    return actions.save_entry(by=by, given=given)


def saved_not_found(
    by: Actor,
    book: Book,
    texts: Mapping[str, str] | None = None,
    *,
    life: str = "alive",
    basis: str = "có mặt tại địa phương",
) -> Saved:
    """Save the next entry of the book as one whom nobody in the register is."""
    held = actions.reserve_next(by=by, book=book.pk)
    result = looked_up(by, held, texts, wide=True)
    conclusion = Conclusion(Identity.NONE, result.lookup, life=life, basis=basis)
    return actions.save_entry(
        by=by, given=EntryInput(held.pk, uuid4(), typed(texts), {"child": conclusion})
    )


def saved_undecided(
    by: Actor, book: Book, texts: Mapping[str, str] | None = None, *, waiting: bool = False
) -> Saved:
    """Save the next entry of the book without a conclusion."""
    held = actions.reserve_next(by=by, book=book.pk)
    given = EntryInput(held.pk, uuid4(), typed(texts), {"child": Conclusion(waiting=waiting)})
    return actions.save_entry(by=by, given=given)
