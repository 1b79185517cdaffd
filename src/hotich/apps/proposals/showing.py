"""What does the page of proposals show of each? Both sides letter by letter, and why."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import zip_longest
from uuid import UUID

from django.utils.translation import gettext

from hotich.apps.entry import candidates
from hotich.apps.entry.asking import texts_of
from hotich.apps.entry.candidates import in_words
from hotich.apps.entry.naming import number_label
from hotich.apps.entry.offering import shown
from hotich.apps.entry.typed import TypedValue, register_value
from hotich.apps.entry.values import current_values, type_of
from hotich.apps.population.lookups import NUMBER_FIELDS
from hotich.apps.population.models import LookupCandidate
from hotich.apps.population.port import register
from hotich.apps.population.problems import RegisterSilentError
from hotich.apps.proposals.models import Identity, Proposal, Standing
from hotich.apps.registers.queries import book_label
from hotich.core.matching import FACT_WORDS, LEVEL_WORDS, VETO_WORDS
from hotich.core.names import LetterRun, letter_differences
from hotich.core.pin import mask
from hotich.core.registers import Field, Kind, RegisterType, normalise

_FIRST_TWO = 2
Runs = tuple[LetterRun, ...]


@dataclass(frozen=True, slots=True)
class Facing:
    """A fact as the book has it and as the population database has it."""

    label: str
    book: Runs
    population: Runs

    @property
    def differs(self) -> bool:
        """Whether letters are marked on either side."""
        return any(run.differs for run in (*self.book, *self.population))


@dataclass(frozen=True, slots=True)
class Reason:
    """What one fact speaks for or against the person."""

    fact: str
    level: str
    bits: float


@dataclass(frozen=True, slots=True)
class Line:
    """One proposal on the page."""

    proposal: Proposal
    number: str
    book: str
    role: str
    name: str
    masked_pin: str
    facing: tuple[Facing, ...]
    reasons: tuple[Reason, ...]
    second: float | None  # bits of the runner-up
    hint: str
    following: UUID | None = None  # the next line of the page

    @property
    def may_confirm(self) -> bool:
        """Whether there is somebody to confirm, and the officer sees him."""
        wanted = self.proposal.identity == Identity.LINK and self.proposal.standing == Standing.OPEN
        return wanted and bool(self.facing) and any(one.population for one in self.facing)


@dataclass(frozen=True, slots=True)
class Lines:
    """The proposals of a page; silent: the population database did not answer."""

    rows: tuple[Line, ...]
    silent: bool


def lines_of(proposals: Iterable[Proposal]) -> Lines:
    """Return the lines in their order; the caller puts the view on record first."""
    found = list(proposals)
    values = current_values({one.mention.entry_id for one in found})
    people, silent = _people([one.person for one in found if one.person])
    weighed = _weighed(found)
    rows = []
    following = [one.pk for one in found[1:]]
    for one, after in zip_longest(found, following):
        texts = texts_of(values[one.mention.entry_id])
        person = people.get(one.person) if one.person else None
        line = _line(one, texts, person, weighed.get(one.lookup_id, []))
        rows.append(replace(line, following=after))
    return Lines(tuple(rows), silent)


def _people(wanted: list[UUID]) -> tuple[Mapping[UUID, Mapping[str, str]], bool]:
    try:
        return (register().values(wanted) if wanted else {}), False
    except RegisterSilentError:
        return {}, True


def _weighed(proposals: list[Proposal]) -> dict[UUID, list[LookupCandidate]]:
    """Return by look-up its two heaviest candidates, as they were kept."""
    rows = LookupCandidate.objects.filter(
        lookup__in=[one.lookup_id for one in proposals], place__lt=_FIRST_TWO
    )
    found: dict[UUID, list[LookupCandidate]] = {}
    for row in rows.order_by("place"):
        found.setdefault(row.lookup_id, []).append(row)
    return found


def _line(
    proposal: Proposal,
    texts: Mapping[str, str],
    person: Mapping[str, str] | None,
    weighed: list[LookupCandidate],
) -> Line:
    mention, entry = proposal.mention, proposal.mention.entry
    definition = type_of(entry)
    best = weighed[0] if weighed else None
    return Line(
        proposal=proposal,
        number=number_label(entry),
        book=book_label(entry.book),
        role=gettext(definition.role(mention.role).label),
        name=texts.get(f"{mention.role}.full_name", ""),
        masked_pin=mask(person["pin"]) if person and person["pin"] else "",
        facing=_facing(definition, mention.role, texts, person, entry.year),
        reasons=tuple(_reasons(best)) if best else (),
        second=weighed[1].bits if len(weighed) > 1 else None,
        hint=_hint(proposal),
    )


def _hint(proposal: Proposal) -> str:
    if proposal.standing == Standing.REFUSED:
        return gettext("cán bộ đã xem: không phải người được đề xuất")
    return gettext(VETO_WORDS.get(proposal.veto, "")) if proposal.veto else ""


def _words_of(level: str) -> str:
    """Return the words of a level, or of the doubt that took bits away."""
    return LEVEL_WORDS.get(level) or VETO_WORDS.get(level) or level


def _reasons(best: LookupCandidate) -> Iterable[Reason]:
    for fact, level, bits in best.levels:
        words = gettext(FACT_WORDS.get(fact, fact)), gettext(_words_of(level))
        yield Reason(*words, bits=float(bits))


def _facing(
    definition: RegisterType,
    role: str,
    texts: Mapping[str, str],
    person: Mapping[str, str] | None,
    year: int,
) -> tuple[Facing, ...]:
    rows = []
    for spec in candidates.told(definition, role):
        key, text = spec.person_field_of(role) or "", texts.get(spec.id, "")
        held = shown(spec, person.get(key, "")) if person else ""
        if key in NUMBER_FIELDS:
            sides = _plain(text), _plain(mask(held) if held else "")
        else:
            sides = _runs(spec, text, held, year)
        rows.append(Facing(_label(definition, role, spec), *sides))
    return tuple(rows)


def _label(definition: RegisterType, role: str, spec: Field) -> str:
    """Return what stands above a fact: of a relative's name only whose it is."""
    if spec.kind is Kind.NAME and spec.role and spec.role != role:
        return gettext(definition.role(spec.role).label)
    return gettext(spec.label)


def _runs(spec: Field, text: str, held: str, year: int) -> tuple[Runs, Runs]:
    """Return both sides, marked where they differ; () for a side that is missing."""
    if not (text.strip() and held):
        return _plain(text), _plain(in_words(spec, held))
    said = register_value(spec, TypedValue(text), book_year=year)
    if said.normalised and said.normalised == normalise(spec, held, book_year=year):
        return _plain(text), _plain(in_words(spec, held))
    own = shown(spec, said.normalised) if said.normalised and spec.kind is Kind.DATE else text
    return letter_differences(own, in_words(spec, held))


def _plain(text: str) -> Runs:
    return (LetterRun(text, differs=False),) if text.strip() else ()
