"""Marriages, adoptions and deaths typed from their books, as a test needs them."""

from collections.abc import Mapping
from uuid import UUID, uuid4

from hotich.apps.audit.actor import Actor
from hotich.apps.entry import actions
from hotich.apps.entry.models import Mention, Reservation
from hotich.apps.entry.saving import Saved
from hotich.apps.entry.typed import Conclusion, EntryInput, Identity, TypedValue
from hotich.apps.population.lookups import LookupTerms, look_up
from hotich.apps.population.models import Breadth, Person
from hotich.apps.registers.actions import set_state
from hotich.apps.registers.definitions import definition
from hotich.apps.registers.models import Book, State
from hotich.core.dates import from_iso, read_date
from tests.support.books import entering_book
from tests.support.office import Staff

MARRIAGE = {
    "husband.full_name": "Trần Văn Khoa",
    "husband.birth_date": "1970",
    "husband.ethnicity": "Kinh",
    "husband.nationality": "Việt Nam",
    "wife.full_name": "Mai Thị Phượng",
    "wife.birth_date": "02/09/1975",
    "wife.ethnicity": "Kinh",
    "wife.nationality": "Việt Nam",
    "entry.registered_on": "04/05/1999",
}
ADOPTION = {
    "child.full_name": "Mai Thị Phượng",
    "child.birth_date": "02/09/1998",
    "child.sex": "Nữ",
    "child.ethnicity": "Kinh",
    "child.nationality": "Việt Nam",
    "adoptive_father.full_name": "Lê Văn Nuôi",
    "adoptive_mother.full_name": "Hà Thị Dưỡng",
    "entry.registered_on": "12/2003",
}
DEATH = {
    "deceased.full_name": "Mai Thị Phượng",
    "deceased.birth_date": "02/09/1998",
    "deceased.sex": "Nữ",
    "deceased.ethnicity": "Kinh",
    "deceased.nationality": "Việt Nam",
    "deceased.death_date": "03/02/2001",
    "deceased.death_cause": "Bệnh",
    "entry.registered_on": "05/02/2001",
}
SAMPLES = {"KH": MARRIAGE, "CN": ADOPTION, "KT": DEATH}


def other_book(staff: Staff, register_type: str, **facts: object) -> Book:
    """Return a book of another register than births that the team types."""
    return entering_book(staff, register_type=register_type, **facts)


def acts(register_type: str, texts: Mapping[str, str | None] | None = None) -> dict[str, str]:
    """Return the sample entry of a register with some texts replaced; None leaves one out."""
    wanted = SAMPLES[register_type] | dict(texts or {})
    return {field: text for field, text in wanted.items() if text is not None}


def found(by: Actor, held: Reservation, role: str, said: Mapping[str, str], wide: bool = False):
    """Look up the person of a role as the typing page does."""
    birth = read_date(said.get(f"{role}.birth_date", "")).date or from_iso("")
    return look_up(
        by=by,
        mention=UUID(held.mentions[f"{role}:0"]),
        entry=held.entry,
        terms=LookupTerms(full_name=said[f"{role}.full_name"], birth=birth),
        breadth=Breadth.WIDE if wide else Breadth.NARROW,
        reason="nhập sổ",
    )


def saved_act(
    by: Actor,
    book: Book,
    people: Mapping[str, Person | None],
    texts: Mapping[str, str | None] | None = None,
    *,
    life: str = "alive",
) -> Saved:
    """Save the next entry of the book; each person is linked, None stands for "not found"."""
    said = acts(book.register_type, texts)
    held = actions.reserve_next(by=by, book=book.pk)
    principal = {role.code for role in definition(book.register_type).principal_roles}
    conclusions = {}
    for role, person in people.items():
        if role not in principal:
            continue
        lookup = found(by, held, role, said, wide=person is None).lookup
        conclusions[role] = (
            Conclusion(Identity.NONE, lookup, life=life, basis="gia đình cho biết")
            if person is None
            else Conclusion(Identity.LINK, lookup, person.uuid)
        )
    values = {field: TypedValue(text) for field, text in said.items()}
    saved = actions.save_entry(by=by, given=EntryInput(held.pk, uuid4(), values, conclusions))
    for role, person in people.items():
        if person is not None and role not in principal:
            lookup = found(by, held, role, said).lookup
            mention = mention_of(saved, role).pk
            actions.link_mention(by=by, mention=mention, person=person.uuid, lookup=lookup)
    return saved


def mention_of(saved: Saved, role: str) -> Mention:
    """Return the mention of a role in a saved entry."""
    return Mention.objects.get(entry=saved.entry, role=role)


def lock(staff: Staff, book: Book) -> None:
    """Lock the data of a book that is being typed."""
    for state in (State.ENTERED, State.CHECKED, State.LOCKED):
        set_state(by=staff.actor("tuphap"), book=book, state=state)


def allow(staff: Staff, saved: Saved, login: str = "tuphap") -> None:
    """Let the people of an entry in a locked book be linked or unlinked once."""
    actions.permit_link_change(by=staff.actor(login), entry=saved.entry.pk, reason="đã xem lại sổ")
