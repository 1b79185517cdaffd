"""Who in the population register may be the one in the book? Asked, answered, recorded."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final
from uuid import UUID

from hotich.apps.accounts.permissions import Permission
from hotich.apps.audit.actor import Actor
from hotich.apps.audit.writing import is_writing, record, writing
from hotich.apps.population.facts import ALL_FIELDS
from hotich.apps.population.matched import NO_DATE, read_birth
from hotich.apps.population.models import Breadth, Lookup, LookupAnswer, LookupCandidate
from hotich.apps.population.port import PopulationRegister, register
from hotich.apps.population.problems import (
    KeysOutOfDateError,
    ReasonMissingError,
    RegisterCalledInWriteError,
    RegisterSilentError,
)
from hotich.apps.population.quota_models import QuotaKind
from hotich.apps.population.quotas import spend
from hotich.apps.population.rekeying import ask_where_out_of_date
from hotich.core.dates import PartialDate
from hotich.core.matching import (
    Facts,
    Found,
    Identity,
    Judgement,
    Mode,
    NameTable,
    Sieve,
    Stage,
    Weighing,
    codes_today,
    one_in,
    read_name,
    rules,
    search,
)
from hotich.core.pin import mask

SHOWN_AT_MOST: Final = 5
# When nobody comes near, the nearest few show that the search has run.
SHOWN_WHEN_ABSENT: Final = 3
# Values of a candidate that are numbers; all are masked until he is linked.
NUMBER_FIELDS: Final = ("pin", "father_pin", "mother_pin", "spouse_pin", "old_id_number")


@dataclass(frozen=True, slots=True)
class LookupTerms:
    """What the clerk looks for. `commune_code` is of today's list unless `commune_as_of` says."""

    full_name: str
    birth: PartialDate = NO_DATE
    sex: str = "unknown"
    father_name: str = ""
    mother_name: str = ""
    commune_code: str = ""
    pin: str = ""
    commune_as_of: date | None = None
    spouse_name: str = ""
    old_id_number: str = ""

    def facts(self) -> Facts:
        """Return the terms in the words of the matching model."""
        code = self.commune_code
        if self.commune_as_of is not None:
            code = codes_today(code, self.commune_as_of.isoformat())
        return Facts(
            full_name=self.full_name,
            birth=self.birth,
            sex=self.sex or "unknown",
            father_name=self.father_name,
            mother_name=self.mother_name,
            commune_code=code,
            pin=self.pin,
            spouse_name=self.spouse_name,
            old_id_number=self.old_id_number,
        )

    def row(self) -> dict[str, str]:
        """Return the terms as they are kept."""
        return {
            "full_name": self.full_name,
            "birth": self.birth.iso(),
            "sex": self.sex,
            "father_name": self.father_name,
            "mother_name": self.mother_name,
            "commune_code": self.commune_code,
            "commune_as_of": self.commune_as_of.isoformat() if self.commune_as_of else "",
            "pin": self.pin,
            "spouse_name": self.spouse_name,
            "old_id_number": self.old_id_number,
        }


def terms_of_row(row: Mapping[str, str]) -> LookupTerms:
    """Return the terms that `LookupTerms.row` wrote."""
    as_of = row.get("commune_as_of", "")
    return LookupTerms(
        full_name=row["full_name"],
        birth=read_birth(row["birth"]),
        sex=row["sex"],
        father_name=row["father_name"],
        mother_name=row["mother_name"],
        commune_code=row["commune_code"],
        pin=row["pin"],
        commune_as_of=date.fromisoformat(as_of) if as_of else None,
        spouse_name=row.get("spouse_name", ""),
        old_id_number=row.get("old_id_number", ""),
    )


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person who may be meant; every number in `values` and in the weighing is masked."""

    person: UUID
    masked_pin: str
    values: dict[str, str]
    weighing: Weighing


@dataclass(frozen=True, slots=True)
class LookupResult:
    """What came of a look-up. Silent: the register did not answer, judgement is None.

    `wide` tells whether the tolerant keys were searched too, as "not found" demands.
    """

    lookup: UUID
    silent: bool
    wide: bool
    judgement: Judgement | None
    candidates: tuple[Candidate, ...]
    persons: int = 0
    rarity: Mapping[str, int] = field(default_factory=dict)
    names_digest: str = ""


def look_up(
    *,
    by: Actor,
    mention: UUID,
    entry: UUID,
    terms: LookupTerms,
    breadth: Breadth = Breadth.NARROW,
    mode: Mode = Mode.SCREEN,
    reason: str,
) -> LookupResult:
    """Search the register for the one in the book and return at most five candidates.

    The narrow keys come first; the wide ones follow when asked for, or when the narrow ones
    brought nobody who convinces. `mode` says whether a clerk or a job acts on the proposal. The
    look-up is on record before the register is asked, and each candidate is named in the audit
    before he is shown.

    Raises: NotPermittedError, ReasonMissingError, QuotaExceededError; RegisterCalledInWriteError
    inside a write.
    """
    by.require(Permission.ENTRY_TYPE)
    if not reason.strip():
        raise ReasonMissingError
    if is_writing():
        raise RegisterCalledInWriteError
    if mode is Mode.SCREEN:
        spend(by=by, kind=QuotaKind.LOOKUP)
    lookup = _ask(by, mention, entry, terms, breadth, reason)
    try:
        at_least = Stage.WIDE if breadth == Breadth.WIDE else Stage.SHARP
        found = search_register(register(), terms.facts(), at_least=at_least, mode=mode)
        candidates = _candidates(register(), found)
    except KeysOutOfDateError:
        ask_where_out_of_date()
        return _silent(by, lookup)
    except RegisterSilentError:
        return _silent(by, lookup)
    return _answer(by, lookup, found, candidates)


def _ask(
    by: Actor, mention: UUID, entry: UUID, terms: LookupTerms, breadth: Breadth, reason: str
) -> Lookup:
    with writing(by) as at:
        lookup = Lookup.objects.create(
            mention=mention,
            entry=entry,
            office=by.office_id,
            by_id=by.officer_id,
            reason=reason.strip()[:200],
            breadth=breadth,
            terms=terms.row(),
            model_version=rules().version,
            recorded_at=at,
        )
        record(by, "person.looked_up", lookup.pk, subjects=[mention], reason=reason)
    return lookup


@dataclass(frozen=True, slots=True)
class _Search:
    """What a search found, how many persons were searched, and by which table of names."""

    found: Found
    persons: int
    mode: Mode
    names: NameTable | None
    rarity: dict[str, int]

    @property
    def wide(self) -> bool:
        """Whether the tolerant keys were searched, as "not found" demands."""
        return self.found.stage is Stage.WIDE


def search_register(
    asked: PopulationRegister, facts: Facts, *, at_least: Stage, mode: Mode
) -> _Search:
    """Return who of the register may be meant; nothing is recorded here."""

    def fetch(stage: Stage, sieve: Sieve) -> dict[str, Facts]:
        found = asked.look_up(facts, stage, sieve)
        return {str(person): each for person, each in found.items()}

    persons, names = asked.persons(), asked.name_table()
    found = search(
        facts,
        rules(),
        fetch,
        persons=persons,
        mode=mode,
        names=names,
        at_least=at_least,
    )
    return _Search(found, persons, mode, names, _rarity(facts, names))


def _rarity(facts: Facts, names: NameTable | None) -> dict[str, int]:
    """Return for each name of the entry in how many persons one bears it; 0 for a rare one."""
    if names is None:
        return {}
    texts = {
        "name": facts.full_name,
        "mother": facts.mother_name,
        "father": facts.father_name,
        "spouse": facts.spouse_name,
    }
    return {
        fact: one_in(names.share(folded))
        for fact, text in texts.items()
        if (folded := read_name(text).folded)
    }


def _candidates(asked: PopulationRegister, found: _Search) -> tuple[Candidate, ...]:
    absent = found.found.judgement.identity is Identity.ABSENT
    shown = found.found.weighings[: SHOWN_WHEN_ABSENT if absent else SHOWN_AT_MOST]
    values = asked.values([UUID(each.candidate) for each in shown]) if shown else {}
    return tuple(
        Candidate(person, mask(held["pin"]), _masked_values(held), _masked(each))
        for each in shown
        if (held := values.get(person := UUID(each.candidate))) is not None
    )


def _silent(by: Actor, lookup: Lookup) -> LookupResult:
    with writing(by) as at:
        LookupAnswer.objects.create(lookup=lookup, silent=True, recorded_at=at)
        record(by, "lookup.silent", lookup.pk, subjects=[lookup.mention])
    return LookupResult(lookup.pk, silent=True, wide=False, judgement=None, candidates=())


def _answer(
    by: Actor, lookup: Lookup, found: _Search, candidates: tuple[Candidate, ...]
) -> LookupResult:
    judgement = replace(
        found.found.judgement,
        best=_masked_or_none(found.found.judgement.best),
        runner_up=_masked_or_none(found.found.judgement.runner_up),
    )
    with writing(by) as at:
        LookupAnswer.objects.create(
            lookup=lookup,
            identity=judgement.identity.value,
            persons=found.persons,
            wide=found.wide,
            stage=found.found.stage.value,
            mode=found.mode.value,
            lead=_finite(judgement.lead),
            bits=_finite(judgement.bits),
            veto=judgement.reason,
            rarity=found.rarity,
            names_digest=found.names.digest if found.names else "",
            recorded_at=at,
        )
        LookupCandidate.objects.bulk_create(
            LookupCandidate(
                lookup=lookup,
                person=each.person,
                place=place,
                bits=each.weighing.bits,
                levels=[[hit.fact, hit.level, hit.bits] for hit in each.weighing.levels],
            )
            for place, each in enumerate(candidates)
        )
        subjects = [lookup.mention, *(each.person for each in candidates)]
        record(by, "candidates.shown", lookup.pk, subjects=subjects, reason=lookup.reason)
    return LookupResult(
        lookup=lookup.pk,
        silent=False,
        wide=found.wide,
        judgement=judgement,
        candidates=candidates,
        persons=found.persons,
        rarity=found.rarity,
        names_digest=found.names.digest if found.names else "",
    )


def _finite(bits: float) -> float | None:
    return bits if math.isfinite(bits) else None


def _masked_or_none(weighing: Weighing | None) -> Weighing | None:
    return _masked(weighing) if weighing else None


def _masked(weighing: Weighing) -> Weighing:
    levels = tuple(
        replace(hit, population=mask(hit.population)) if hit.fact in {"pin", "old_id"} else hit
        for hit in weighing.levels
    )
    return replace(weighing, levels=levels)


def _masked_values(values: Mapping[str, str]) -> dict[str, str]:
    return {
        field: mask(values[field]) if field in NUMBER_FIELDS else values[field]
        for field in ALL_FIELDS
    }
