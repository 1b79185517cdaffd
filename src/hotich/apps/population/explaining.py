"""Why was somebody proposed? Fact by fact, as it was weighed: at once, and again later.

What was kept of a look-up is the level and the bits of every fact; the values are read again,
after an audit row that names everybody who is shown.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.utils.translation import gettext

from hotich.apps.accounts.permissions import Permission
from hotich.apps.audit.actor import Actor
from hotich.apps.audit.writing import is_writing, record, writing
from hotich.apps.population.lookups import LookupResult, terms_of_row
from hotich.apps.population.matched import facts_from, read_birth
from hotich.apps.population.models import Lookup, LookupAnswer, LookupCandidate
from hotich.apps.population.names import names_of
from hotich.apps.population.port import register
from hotich.apps.population.problems import ReasonMissingError, RegisterCalledInWriteError
from hotich.apps.population.wording import SEX_WORDS
from hotich.core.matching import Facts, LevelHit, fact_words, level_words, rules, weigh
from hotich.core.pin import mask
from hotich.core.places import gazetteer

# Communes are weighed by the codes of today's list.
_LIST_OF_TODAY: Final = date(2025, 7, 1)
_RARE_AT: Final = frozenset({"same", "marks_missing", "without_thi", "other_name"})


@dataclass(frozen=True, slots=True)
class ToldFact:
    """One fact: what both sides say, what it comes to, and the sum so far.

    `one_in`: one person in so many bears the name; 0 for a name hardly anybody bears, None where
    that does not count.
    """

    label: str
    book: str
    population: str
    words: str
    bits: float
    total: float
    one_in: int | None


@dataclass(frozen=True, slots=True)
class ToldCandidate:
    """One person and the facts that speak for and against him; numbers are masked."""

    place: int
    person: UUID
    name: str
    masked_pin: str
    bits: float
    facts: tuple[ToldFact, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a look-up weighed. `lead` is the first one's over the second, None without a second."""

    candidates: tuple[ToldCandidate, ...]
    lead: float | None
    persons: int
    model_version: str
    names_as_of: str
    names_digest: str

    @property
    def names_day(self) -> str:
        """Return the day of the table of names as it is written here."""
        return read_birth(self.names_as_of).vietnamese()


@dataclass(frozen=True, slots=True)
class KeptExplanation:
    """An explanation shown again, with what was proposed then."""

    explanation: Explanation
    identity: str
    veto: str
    asked_at: datetime


def explain(result: LookupResult) -> Explanation | None:
    """Return why each candidate of an answer was shown; None when there was no answer."""
    if result.silent:
        return None
    told = tuple(
        ToldCandidate(
            place=place,
            person=each.person,
            name=each.values["full_name"],
            masked_pin=each.masked_pin,
            bits=each.weighing.bits,
            facts=tuple(_facts(each.weighing.levels, result.rarity)),
        )
        for place, each in enumerate(result.candidates, start=1)
    )
    return _explanation(told, result.persons, rules().version, result.names_digest)


def explain_again(*, by: Actor, lookup: UUID, reason: str) -> KeptExplanation:
    """Return why the candidates of an earlier look-up were shown; the view is on record first.

    Levels and bits are those of then; values are the present ones. The caller has seen to it that
    the look-up is of an entry the officer may see.

    Raises: NotPermittedError, ReasonMissingError, LookupAnswer.DoesNotExist for none or silence,
    RegisterCalledInWriteError, RegisterSilentError.
    """
    by.require(Permission.PERSON_VIEW)
    if not reason.strip():
        raise ReasonMissingError
    if is_writing():
        raise RegisterCalledInWriteError
    answer = LookupAnswer.objects.select_related("lookup").get(pk=lookup, silent=False)
    kept = list(LookupCandidate.objects.filter(lookup=lookup).order_by("place"))
    with writing(by):
        subjects = [answer.lookup.mention, *(each.person for each in kept)]
        record(by, "candidates.reviewed", lookup, subjects=subjects, reason=reason.strip())
    values = register().values([each.person for each in kept])
    entry = terms_of_row(answer.lookup.terms).facts()
    told = tuple(_told_again(entry, each, values.get(each.person, {}), answer) for each in kept)
    explanation = _explanation(
        told, answer.persons, answer.lookup.model_version, answer.names_digest
    )
    return KeptExplanation(explanation, answer.identity, answer.veto, answer.lookup.recorded_at)


def lookup_of(lookup: UUID) -> Lookup:
    """Return a look-up, to see whose it is. Raises: Lookup.DoesNotExist."""
    return Lookup.objects.get(pk=lookup)


def _told_again(
    entry: Facts, kept: LookupCandidate, values: Mapping[str, str], answer: LookupAnswer
) -> ToldCandidate:
    person = facts_from(values) if values else Facts("", read_birth(""))
    both = {hit.fact: hit for hit in weigh(entry, person, rules()).levels}
    hits = [
        LevelHit(
            fact,
            level,
            bits,
            both[fact].book if fact in both else "",
            both[fact].population if fact in both else "",
        )
        for fact, level, bits in kept.levels
    ]
    return ToldCandidate(
        place=kept.place + 1,
        person=kept.person,
        name=values.get("full_name", ""),
        masked_pin=mask(values.get("pin", "")),
        bits=kept.bits,
        facts=tuple(_facts(hits, answer.rarity)),
    )


def _explanation(
    told: Sequence[ToldCandidate], persons: int, version: str, digest: str
) -> Explanation:
    names = names_of(digest) if digest else None
    return Explanation(
        candidates=tuple(told),
        lead=told[0].bits - told[1].bits if len(told) > 1 else None,
        persons=persons,
        model_version=version,
        names_as_of=names.as_of if names else "",
        names_digest=digest,
    )


def _facts(hits: Iterable[LevelHit], rarity: Mapping[str, int]) -> Iterator[ToldFact]:
    """Yield the facts of which at least one side says something, with the sum so far."""
    total = 0.0
    for hit in hits:
        total += hit.bits
        book, population = _said(hit.fact, hit.book), _said(hit.fact, hit.population)
        if hit.fact != "family" and not book and not population:
            continue
        yield ToldFact(
            label=gettext(fact_words(hit)),
            book=book,
            population=population,
            words=gettext(level_words(hit)),
            bits=hit.bits,
            total=total,
            one_in=rarity.get(hit.fact) if hit.level in _RARE_AT else None,
        )


def _said(fact: str, value: str) -> str:
    """Return a value as the page shows it; numbers are masked."""
    if fact in {"pin", "old_id"}:
        return value if "•" in value else mask(value)
    if fact == "birth":
        return read_birth(value).vietnamese()
    if fact == "sex":
        return gettext(SEX_WORDS[value]) if value in {"male", "female"} else ""
    if fact == "commune":
        return ", ".join(_commune(code) for code in filter(None, value.split(",")))
    return value


def _commune(code: str) -> str:
    unit = gazetteer().unit(code, _LIST_OF_TODAY)
    return unit.name if unit else code
