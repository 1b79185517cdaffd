"""The people who may be meant, as the clerk sees them: letter by letter beside what he typed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext

from hotich.apps.entry.offering import shown
from hotich.apps.entry.sought import NONE, sought_date
from hotich.apps.entry.typed import TypedValue, register_value
from hotich.apps.population.lookups import Candidate, LookupResult, LookupTerms
from hotich.apps.registers.models import Book
from hotich.core.matching import IDENTITY_WORDS, VETO_WORDS, fact_words, level_words
from hotich.core.names import LetterRun, letter_differences
from hotich.core.registers import (
    EventKind,
    Field,
    Kind,
    Reading,
    RegisterType,
    normalise,
    read_sex,
)

_SAME = frozenset({"same", "same_day", "unknown"})


@dataclass(frozen=True)
class CandidateRow:
    """One person of the list: the key that chooses him, his facts, and why he is there."""

    digit: int
    person: UUID
    masked_pin: str
    name: tuple[LetterRun, ...]
    facts: tuple[tuple[str, tuple[LetterRun, ...]], ...]
    why: str


def terms_of(
    definition: RegisterType,
    role: str,
    texts: Mapping[str, str],
    book: Book,
    year: int,
    *,
    pin: str = "",
) -> LookupTerms:
    """Return what the register is asked for: the role's person as typed, `pin` if it is known.

    Only a birth was registered where the population database places the person.
    """
    said = {key: spec for spec in definition.fields if (key := spec.person_field_of(role))}

    def text(key: str) -> str:
        return texts.get(said[key].id, "") if key in said else ""

    office = book.original_office
    is_birth = definition.event is not None and definition.event.kind is EventKind.BIRTH
    at_home = is_birth and definition.role(role).principal
    return LookupTerms(
        full_name=text("full_name"),
        birth=(
            sought_date(said["birth_date"], text("birth_date"), year)
            if "birth_date" in said
            else NONE
        ),
        sex=read_sex(text("sex")) or definition.role(role).sex or "unknown",
        father_name=text("father_name"),
        mother_name=text("mother_name"),
        spouse_name=text("spouse_name"),
        commune_code=office.unit_code if at_home else "",
        commune_as_of=office.valid_to if at_home else None,
        pin=pin,
    )


def rows(
    definition: RegisterType,
    role: str,
    texts: Mapping[str, str],
    result: LookupResult,
    year: int,
) -> list[CandidateRow]:
    """Return the candidates for the role's person in order, numbered from 1."""
    return [
        _row(definition, role, texts, candidate, digit, year)
        for digit, candidate in enumerate(result.candidates, start=1)
    ]


def said_of(result: LookupResult) -> str:
    """Return in words what the look-up came to."""
    if result.judgement is None:
        return ""
    words = gettext(IDENTITY_WORDS[result.judgement.identity])
    veto = VETO_WORDS.get(result.judgement.reason, "")
    return f"{words}: {gettext(veto)}" if veto else words


def _row(
    definition: RegisterType,
    role: str,
    texts: Mapping[str, str],
    candidate: Candidate,
    digit: int,
    year: int,
) -> CandidateRow:
    name = definition.field(f"{role}.full_name")
    facts = tuple(
        (_short_label(definition, spec), runs)
        for spec in told(definition, role)
        if spec is not name and (runs := _runs(spec, role, texts, candidate.values, year))
    )
    return CandidateRow(
        digit=digit,
        person=candidate.person,
        masked_pin=candidate.masked_pin,
        name=_runs(name, role, texts, candidate.values, year),
        facts=facts,
        why="; ".join(_why(candidate)),
    )


def in_words(field: Field, text: str) -> str:
    """Return what `shown` returned in the language of the page: a sex is a code, no book's text."""
    return gettext(text) if field.kind is Kind.SEX else text


def told(definition: RegisterType, role: str) -> tuple[Field, ...]:
    """Return the facts shown of a candidate: what is typed blind of him, his name and his date."""
    own = {f"{role}.full_name", f"{role}.birth_date"}
    return tuple(
        spec
        for spec in definition.fields
        if spec.person_field_of(role) and (spec.step == 1 or spec.id in own)
    )


def _short_label(definition: RegisterType, spec: Field) -> str:
    """Return what stands before a fact: of a parent's name only whose it is."""
    if spec.kind is Kind.NAME and spec.role:
        return gettext(definition.role(spec.role).label)
    return gettext(spec.label)


def _why(candidate: Candidate) -> Iterator[str]:
    for hit in candidate.weighing.levels:
        if hit.level not in _SAME:
            yield f"{gettext(fact_words(hit))}: {gettext(level_words(hit))}"


def _runs(
    spec: Field, role: str, texts: Mapping[str, str], person: Mapping[str, str], year: int
) -> tuple[LetterRun, ...]:
    """Return the person's value, marked where it differs from a text that was typed."""
    said = shown(spec, person.get(spec.person_field_of(role) or "", ""))
    if not said:
        return ()
    plain = (LetterRun(in_words(spec, said), differs=False),)
    typed = texts.get(spec.id, "")
    if not typed.strip():
        return plain
    value = register_value(spec, TypedValue(typed, Reading.CLEAR), book_year=year)
    if value.normalised and value.normalised == normalise(spec, said, book_year=year):
        return plain
    if spec.kind is Kind.SEX:
        return (LetterRun(plain[0].text, differs=True),)
    own = shown(spec, value.normalised) if value.normalised and spec.kind is Kind.DATE else typed
    return letter_differences(own, said)[1]
