"""How does one field of the book stand to the population database?

Law: LUAT_HO_TICH_2014 art. 58, 60 (the book wins); QT_1292_2022 step 2 (residence never counts).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from hotich.core.dates import (
    DateComparison,
    DateRelation,
    PartialDate,
    UnreadableDate,
    compare_dates,
    from_iso,
    read_date,
)
from hotich.core.discrepancies._comparison import FieldComparison, FieldRelation, Policy
from hotich.core.names import NameRelation, compare_names, normal_form
from hotich.core.pin import compact
from hotich.core.places import Chosen, Gazetteer, PlaceRelation, compare_places
from hotich.core.registers import (
    Field,
    Kind,
    Reading,
    RegisterType,
    RegisterValue,
    read_ethnicity,
    read_nationality,
    read_sex,
    suggest_ethnic_groups,
)

_NOT_TYPED = RegisterValue("", Reading.CLEAR)


@dataclass(frozen=True)
class _Pair:
    value: RegisterValue
    population: str
    units: Gazetteer
    policy: Policy
    resolved: Mapping[str, Chosen] | None = None


@dataclass(frozen=True)
class _Verdict:
    relation: FieldRelation
    reason: str = ""


_NAME_RELATIONS = {
    NameRelation.SAME: FieldRelation.SAME,
    NameRelation.NOTATION: FieldRelation.NOTATION,
    NameRelation.DIACRITICS_MISSING_IN_BOOK: FieldRelation.DIACRITICS_MISSING_IN_BOOK,
    NameRelation.DIFFERS: FieldRelation.DIFFERS,
}
_PLACE_RELATIONS = {
    PlaceRelation.SAME: FieldRelation.SAME,
    PlaceRelation.NOTATION: FieldRelation.NOTATION,
    PlaceRelation.OTHER_UNIT_NAME: FieldRelation.OTHER_UNIT_NAME,
    PlaceRelation.DIVIDED: FieldRelation.DIVIDED_PLACE,
    PlaceRelation.DIACRITICS_MISSING_IN_BOOK: FieldRelation.DIACRITICS_MISSING_IN_BOOK,
    PlaceRelation.DIFFERS: FieldRelation.DIFFERS,
}
_MISSING_IN_POPULATION = "diacritics_missing_in_population"


def _bare_population(pair: _Pair) -> _Verdict:
    """Judge missing marks on the population side: a difference unless the office relaxed it."""
    strict = pair.policy.missing_diacritics_in_population_is_difference
    relation = FieldRelation.DIFFERS if strict else FieldRelation.NOTATION
    return _Verdict(relation, _MISSING_IN_POPULATION)


def _name(pair: _Pair) -> _Verdict:
    compared = compare_names(pair.value.text, pair.population)
    if compared.relation is NameRelation.DIACRITICS_MISSING_IN_POPULATION:
        return _bare_population(pair)
    return _Verdict(_NAME_RELATIONS[compared.relation], ",".join(compared.reasons))


def _place(pair: _Pair) -> _Verdict:
    compared = compare_places(
        pair.value.text, pair.population, units=pair.units, resolved=pair.resolved
    )
    if compared.relation is PlaceRelation.DIACRITICS_MISSING_IN_POPULATION:
        return _bare_population(pair)
    if compared.relation is PlaceRelation.LESS_PRECISE_IN_BOOK:
        return _Verdict(FieldRelation.LESS_PRECISE, "less_precise_in_book")
    if compared.relation is PlaceRelation.LESS_PRECISE_IN_POPULATION:
        return _Verdict(FieldRelation.LESS_PRECISE, "less_precise_in_population")
    return _Verdict(_PLACE_RELATIONS[compared.relation], compared.reason)


def _book_date(value: RegisterValue) -> PartialDate | _Verdict:
    try:
        if value.normalised:
            return from_iso(value.normalised)
    except UnreadableDate:
        pass
    reading = read_date(value.text)
    if reading.problem is not None:
        code = f"{reading.problem.value}_date"
        ambiguous = code == "ambiguous_date"
        return _Verdict(FieldRelation.NOT_READ if ambiguous else FieldRelation.DIFFERS, code)
    return reading.date or _Verdict(FieldRelation.DIFFERS, "unreadable_date")


def _date(pair: _Pair) -> _Verdict:
    book = _book_date(pair.value)
    if isinstance(book, _Verdict):
        return book
    try:
        compared: DateComparison = compare_dates(book, from_iso(pair.population))
    except UnreadableDate:
        return _Verdict(FieldRelation.DIFFERS, "unreadable_date")
    if compared.relation is DateRelation.LESS_PRECISE_IN_BOOK:
        return _Verdict(FieldRelation.LESS_PRECISE, "less_precise_in_book")
    if compared.relation is DateRelation.LESS_PRECISE_IN_POPULATION:
        return _Verdict(FieldRelation.LESS_PRECISE, "less_precise_in_population")
    if compared.relation is DateRelation.SAME:
        return _Verdict(FieldRelation.SAME)
    return _Verdict(FieldRelation.DIFFERS, compared.hint or "")


def _same_if(*, same: bool) -> _Verdict:
    return _Verdict(FieldRelation.SAME if same else FieldRelation.DIFFERS)


def _sex(pair: _Pair) -> _Verdict:
    book = pair.value.normalised or read_sex(pair.value.text)
    return _same_if(same=book == (read_sex(pair.population) or pair.population))


def _coded(pair: _Pair, read: Callable[[str], str]) -> _Verdict:
    book, population = read(pair.value.text), read(pair.population)
    if not book or not population:
        return _name(pair)
    if book != population:
        return _Verdict(FieldRelation.DIFFERS)
    same = normal_form(pair.value.text) == normal_form(pair.population)
    return _Verdict(FieldRelation.SAME if same else FieldRelation.NOTATION)


def _ethnicity(pair: _Pair) -> _Verdict:
    verdict = _coded(pair, read_ethnicity)
    if verdict.relation is FieldRelation.DIFFERS:
        meant = {group.slug for group in suggest_ethnic_groups(pair.value.text)}
        if read_ethnicity(pair.population) in meant:
            return _Verdict(FieldRelation.DIFFERS, "shared_name")
    return verdict


def _nationality(pair: _Pair) -> _Verdict:
    return _coded(pair, read_nationality)


def _pin(pair: _Pair) -> _Verdict:
    return _same_if(same=compact(pair.value.text) == compact(pair.population))


def _text(pair: _Pair) -> _Verdict:
    if pair.value.text == pair.population:
        return _Verdict(FieldRelation.SAME)
    same = normal_form(pair.value.text) == normal_form(pair.population)
    return _Verdict(FieldRelation.NOTATION if same else FieldRelation.DIFFERS)


_COMPARERS: Mapping[Kind, Callable[[_Pair], _Verdict]] = {
    Kind.NAME: _name,
    Kind.DATE: _date,
    Kind.PLACE: _place,
    Kind.SEX: _sex,
    Kind.ETHNICITY: _ethnicity,
    Kind.NATIONALITY: _nationality,
    Kind.PIN: _pin,
}
# The population database holds the spouse of today; a book, the one of that day.
_NEVER_COMPARED = frozenset({"spouse_name", "spouse_pin"})
_NEEDS_THE_CLERK = {FieldRelation.DIACRITICS_MISSING_IN_BOOK, FieldRelation.DIVIDED_PLACE}


def _unread(value: RegisterValue) -> _Verdict | None:
    if value is _NOT_TYPED:
        return _Verdict(FieldRelation.NOT_READ, "not_typed")
    if value.reading is Reading.ILLEGIBLE:
        return _Verdict(FieldRelation.NOT_READ, "illegible")
    if value.reading is Reading.STRUCK_OUT:
        return _Verdict(FieldRelation.BLANK_IN_BOOK, "struck_out")
    if value.reading is Reading.BLANK or not value.text.strip():
        return _Verdict(FieldRelation.BLANK_IN_BOOK)
    return None


def _is_blank(field: Field, population_value: str) -> bool:
    blank = not population_value.strip()
    return blank or (field.kind is Kind.SEX and population_value == "unknown")


def compare_field(
    field: Field,
    value: RegisterValue,
    population_value: str,
    *,
    units: Gazetteer,
    policy: Policy,
    resolved: Mapping[str, Chosen] | None = None,
) -> FieldComparison:
    """Return how the book's value of a field stands to the population database's.

    Blank on either side, less precise, illegible and renamed or merged units are no difference;
    missing diacritics in the book and divided units wait for the clerk's word. `resolved` holds the
    written places that a clerk resolved once for all; see `compare_places`.

    Law: QT_1292_2022 step 2.
    """
    verdict = _unread(value)
    if verdict is None and _is_blank(field, population_value):
        verdict = _Verdict(FieldRelation.BLANK_IN_POPULATION)
    if verdict is None:
        compare = _COMPARERS.get(field.kind, _text)
        verdict = compare(_Pair(value, population_value, units, policy, resolved))
    return FieldComparison(
        field_id=field.id,
        relation=verdict.relation,
        register_text=value.text,
        population_value=population_value,
        reason=verdict.reason,
        basic=field.basic,
        is_difference=verdict.relation is FieldRelation.DIFFERS,
        needs_confirmation=verdict.relation in _NEEDS_THE_CLERK,
    )


def compared_key(field: Field, role: str) -> str | None:
    """Return the population value a field is compared with on that role's person, or None."""
    if field.kind is Kind.RESIDENCE or not field.compared:
        return None
    key = field.person_field_of(role)
    return None if key in _NEVER_COMPARED else key


def compare_mention(
    register_type: RegisterType,
    role: str,
    values: Mapping[str, RegisterValue],
    person: Mapping[str, str],
    *,
    units: Gazetteer,
    policy: Policy,
    resolved: Mapping[str, Chosen] | None = None,
) -> tuple[FieldComparison, ...]:
    """Return the comparisons of one mention with its linked person, in form order.

    A principal mention is compared in its own fields and in what its person's row says of the
    related people (a child's mother's name); a related mention in its own fields. A field that
    `values` lacks is NOT_READ. Residence is never compared. `resolved` as for `compare_field`.
    """
    compared = []
    for field in register_type.fields:
        key = compared_key(field, role)
        if key is not None:
            value = values.get(field.id, _NOT_TYPED)
            said = person.get(key, "")
            compared.append(
                compare_field(field, value, said, units=units, policy=policy, resolved=resolved)
            )
    return tuple(compared)
