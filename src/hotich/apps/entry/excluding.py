"""Which entries must an officer leave to others, because they are about himself or his kin?

What is typed, looked up or linked is compared with what he declared and with whom the population
database ties to him; from the moment it is noticed the entry does not exist for him
(`population.apart`), and what he typed of it waits for another officer of the team.

Law: LUAT_HO_TICH_2014 art. 12(1)h.
"""

from collections.abc import Collection, Iterator, Mapping
from uuid import UUID

from hotich.apps.audit.actor import Actor
from hotich.apps.audit.writing import writing
from hotich.apps.entry.addressing import shown_number
from hotich.apps.entry.models import Entry, EntryName, FieldValue, Link, Mention, Reservation
from hotich.apps.entry.passing import hand_on
from hotich.apps.entry.values import current_values, person_facts, type_of
from hotich.apps.family import queries as family
from hotich.apps.family.actions import keep_apart
from hotich.apps.family.finding import Term
from hotich.apps.family.models import Why
from hotich.apps.family.problems import OwnFamilyError
from hotich.apps.population.lookups import LookupResult, LookupTerms
from hotich.apps.registers.definitions import definitions
from hotich.apps.registers.queries import book_label
from hotich.core.names import fold
from hotich.core.registers import Kind

_PINS = ("pin", "mother_pin", "father_pin", "spouse_pin")
_NAME, _BIRTH = ".full_name", ".birth_date"


def refuse_own_terms(by: Actor, entry: UUID, terms: LookupTerms) -> None:
    """Do nothing unless the officer is about to look up somebody he declared.

    Raises: OwnFamilyError.
    """
    if by.officer is None:
        return
    facts = {"folded": fold(terms.full_name), "birth": terms.birth.iso(), "pin": terms.pin}
    declared = family.declared_terms(by.officer)
    told = {one.ground for one in declared if one.is_told_by(**facts)}
    _refuse(by.officer, entry, Why.TYPED, told)


def refuse_own_candidates(by: Actor, entry: UUID, result: LookupResult) -> None:
    """Do nothing unless one of those who would be shown is the officer or his kin.

    Raises: OwnFamilyError.
    """
    if by.officer is None or not result.candidates:
        return
    terms = family.declared_terms(by.officer)
    kin = family.grounds_of_kin(by.officer, [one.person for one in result.candidates])
    told = {ground for one in result.candidates for ground in _told(terms, one.values)}
    _refuse(by.officer, entry, Why.SHOWN, told.union(*kin.values()))


def notice_typed(*, by: Actor, entry: Entry, is_refused: bool = True) -> None:
    """Keep the entry from every officer whose family its texts tell of, inside a write.

    Called whenever values were written. Where the actor himself is one of them, nothing is
    written at all, unless `is_refused` says that he typed nothing of it.

    Raises: OwnFamilyError.
    """
    told = family.officers_told_by(*_told_in(entry))
    _keep_from(told, entry, Why.TYPED, by=by, is_refused=is_refused)


def notice_linked(*, by: Actor, mention: Mention, person: UUID) -> None:
    """Keep the entry from every officer of whose family the linked person is, inside a write.

    Raises: OwnFamilyError when he is of the actor's.
    """
    _keep_from(family.officers_of_kin([person]), mention.entry, Why.LINKED, by=by)


def follow_family(by: Actor, officer: UUID) -> None:
    """Keep from the officer what stands about his family already; called when it has changed."""
    found = _typed_about(family.declared_terms(officer))
    for uuid, grounds in _linked_to(officer).items():
        found.setdefault(uuid, set()).update(grounds)
    known = family.known_grounds(officer)
    new = [uuid for uuid, grounds in found.items() if grounds - known.get(uuid, frozenset())]
    rows = Entry.objects.filter(pk__in=new).select_related("book__original_office")
    for entry in rows.order_by("pk"):
        _keep(entry, officer, Why.DECLARED, found[entry.pk], by=by)


def hand_over(*, by: Actor, entry: UUID, why: str, grounds: Collection[str] = ()) -> None:
    """Leave the entry to another officer, with what was typed of a number not saved yet.

    Done twice it is done once.
    """
    held = Reservation.objects.filter(entry=entry).select_related("book__original_office").first()
    if held is None:
        return
    with writing(by):
        is_saved = Entry.objects.filter(pk=entry).exists()
        is_mine = not is_saved and held.officer_id == by.officer_id
        is_new = not family.is_kept_from(by.officer_id, entry)
        if is_mine and is_new:
            hand_on(by=by, reservation=held.pk)
        number = shown_number(held.number, held.suffix, held.occurrence)
        keep_apart(
            by=by,
            officer=by.officer_id,
            entry=entry,
            office=held.book.holding_office_id,
            number=f"{number}/{held.year}",
            book=book_label(held.book),
            why=Why(why),
            grounds=grounds,
            handed_on=is_mine and is_new,
        )


def _refuse(officer: UUID, entry: UUID, why: Why, grounds: Collection[str]) -> None:
    """Do nothing unless one of the grounds has not been lifted. Raises: OwnFamilyError."""
    if grounds and family.new_grounds(officer, entry, grounds):
        raise OwnFamilyError(entry, why, grounds)


def _keep_from(
    officers: Mapping[UUID, Collection[str]],
    entry: Entry,
    why: Why,
    *,
    by: Actor,
    is_refused: bool = True,
) -> None:
    if is_refused and by.officer is not None and by.officer in officers:
        _refuse(by.officer, entry.pk, why, officers[by.officer])
    for officer in sorted(officers, key=str):
        _keep(entry, officer, why, officers[officer], by=by)


def _keep(entry: Entry, officer: UUID, why: Why, grounds: Collection[str], *, by: Actor) -> None:
    number = shown_number(entry.number, entry.suffix, entry.occurrence)
    keep_apart(
        by=by,
        officer=officer,
        entry=entry.pk,
        office=entry.book.holding_office_id,
        number=f"{number}/{entry.year}",
        book=book_label(entry.book),
        why=why,
        grounds=grounds,
    )


def _told_in(entry: Entry) -> tuple[set[tuple[str, str]], set[str]]:
    """Return the names with birth dates, and the numbers, that the entry gives of its people."""
    values = current_values([entry.pk])[entry.pk]
    names, pins = set(), set()
    for role in type_of(entry).roles:
        facts = person_facts(entry, role.code, values)
        names.add((fold(facts.get("full_name", "")), facts.get("birth_date", "")))
        pins |= {facts[name] for name in _PINS if facts.get(name)}
    return names | set(_as_recorded(values)), pins


def _as_recorded(values: Mapping[str, FieldValue]) -> Iterator[tuple[str, str]]:
    """Yield name and birth date as they stand, also where nobody has read them in the book yet."""
    for field, value in values.items():
        if field.endswith(_NAME) and value.text.strip():
            birth = values.get(field.removesuffix(_NAME) + _BIRTH)
            yield fold(value.text), birth.normalised if birth else ""


def _told(terms: Collection[Term], values: Mapping[str, str]) -> set[str]:
    folded, birth = fold(values.get("full_name", "")), values.get("birth_date", "")
    return {one.ground for one in terms if one.is_told_by(folded=folded, birth=birth, pin="")}


def _typed_about(terms: Collection[Term]) -> dict[UUID, set[str]]:
    """Return the entries whose texts tell of one of these people, each with who it is."""
    names: dict[tuple[str, str], set[str]] = {}
    pins: dict[str, set[str]] = {}
    for one in terms:
        if one.is_full:
            names.setdefault((one.folded, one.birth), set()).add(one.ground)
        if one.pin:
            pins.setdefault(one.pin, set()).add(one.ground)
    found: dict[UUID, set[str]] = {}
    named = EntryName.objects.filter(folded__in={name for name, _birth in names})
    said = {
        (uuid, field.removesuffix(_NAME)): folded
        for uuid, field, folded in named.values_list("entry", "field", "folded")
    }
    born = FieldValue.objects.filter(
        entry__in={uuid for uuid, _role in said},
        field__endswith=_BIRTH,
        normalised__in={birth for _name, birth in names},
    )
    for uuid, field, birth in born.values_list("entry", "field", "normalised"):
        told = names.get((said.get((uuid, field.removesuffix(_BIRTH)), ""), birth))
        if told:
            found.setdefault(uuid, set()).update(told)
    if pins:
        numbered = FieldValue.objects.filter(field__in=_pin_fields(), normalised__in=pins)
        for uuid, pin in numbered.values_list("entry", "normalised"):
            found.setdefault(uuid, set()).update(pins[pin])
    return found


def _linked_to(officer: UUID) -> dict[UUID, set[str]]:
    """Return the entries in which kin of the officer is linked, each with what tells it."""
    kin = family.grounds_of_kin(officer, family.own_family(officer))
    found: dict[UUID, set[str]] = {}
    live = Link.objects.filter(person__in=kin, undone_at__isnull=True)
    for uuid, person in live.values_list("mention__entry", "person"):
        found.setdefault(uuid, set()).update(kin[person])
    return found


def _pin_fields() -> set[str]:
    return {one.id for kind in definitions() for one in kind.fields if one.kind is Kind.PIN}
