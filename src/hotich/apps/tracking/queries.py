"""What is on the tracking list, and how far is each difference?"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeVar
from uuid import UUID

from django.db.models import Exists, F, Model, OuterRef, Q, QuerySet, Subquery, UUIDField
from django.db.models.functions import Coalesce
from django.utils.translation import gettext

from hotich.apps.accounts.bounds import within
from hotich.apps.accounts.permissions import Permission
from hotich.apps.audit.actor import Actor
from hotich.apps.population.apart import without_apart
from hotich.apps.tracking.models import (
    Case,
    CaseMove,
    CaseOwner,
    Difference,
    DifferenceStep,
    Remedy,
    RemedyKind,
    RightSide,
    Seal,
    Step,
)
from hotich.apps.tracking.showing import field_label, shown_value
from hotich.apps.tracking.steps import (
    FINISHED,
    NEXT_OF_NOTE,
    NEXT_OF_TYPING,
    NEXT_WORDS,
    NOTED,
    Standing,
    due_on,
)
from hotich.core.names import fold

Row = TypeVar("Row", bound=Model)
_TOGETHER = 5000  # fewer than the variables a statement may have, on both databases
OPEN = "open"
CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class CaseFilter:
    """What of the list is wanted; empty = all. `state` is open, closed or a Step."""

    state: str = OPEN
    kind: str = ""
    older_than: int | None = None
    owner: UUID | None = None
    unowned: bool = False
    register_type: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class CaseCounts:
    """Cases of an office by `as_of`: open ones and closed ones."""

    open: int
    closed: int


@dataclass(frozen=True, slots=True)
class Tracked:
    """A difference with its last step, its steps in order and its remedies."""

    difference: Difference
    label: str
    last: DifferenceStep
    steps: tuple[DifferenceStep, ...]
    remedies: tuple[Remedy, ...]

    @property
    def population_text(self) -> str:
        """The population database's value as it is read."""
        held = self.difference
        return shown_value(held.case.register_type, held.field, held.population_value)

    @property
    def step(self) -> Step:
        """The step it has reached."""
        return Step(self.last.step)

    @property
    def is_finished(self) -> bool:
        """Whether it has its result or cannot have one."""
        return self.step in FINISHED

    @property
    def right_side(self) -> RightSide | None:
        """The side that was established to be right, None before that."""
        return RightSide(self.last.right_side) if self.last.right_side else None

    @property
    def next_words(self) -> str:
        """What is to be done next, in the language of the page; "" when finished."""
        if self.step is Step.ESTABLISHED and self.right_side is RightSide.TYPING:
            return gettext(NEXT_OF_TYPING)
        if self.step is Step.LODGED and self.to_note:
            return gettext(NEXT_OF_NOTE)
        return gettext(NEXT_WORDS[self.step]) if self.step in NEXT_WORDS else ""

    @property
    def to_note(self) -> tuple[Remedy, ...]:
        """The remedies granted that a second officer has yet to note on the entry."""
        return tuple(one for one in self.remedies if _waits_for_note(one))

    @property
    def due(self) -> date | None:
        """The first day by which an authority must decide on a file lodged."""
        days = (
            due_on(RemedyKind(one.kind), one.lodged_on)
            for one in self.remedies
            if one.granted is None
        )
        return min((day for day in days if day is not None), default=None)


@dataclass(frozen=True, slots=True)
class ListedCase:
    """A case as a line of the list shows it."""

    case: Case
    tracked: tuple[Tracked, ...]
    owner: str
    owner_id: UUID | None
    age: int

    @property
    def fields(self) -> tuple[str, ...]:
        """The labels of the fields that differ."""
        return tuple(one.label for one in self.tracked)

    @property
    def next_words(self) -> str:
        """What is to be done next: at the difference that is least far."""
        waiting = [one for one in self.tracked if not one.is_finished]
        first = min(waiting, key=lambda one: list(Step).index(one.step), default=None)
        if first is not None:
            return first.next_words
        return gettext("Trả lời bên nhận") if self.case.closed_at is None else ""

    @property
    def due(self) -> date | None:
        """The first due day among the differences."""
        return min((one.due for one in self.tracked if one.due is not None), default=None)


def cases_of(by: Actor, *rights: Permission) -> QuerySet[Case]:
    """Return the cases of the actor's office in books that his posts cover, oldest first.

    Covered for viewing cases, or for any of `rights`.
    """
    by.require(Permission.CASE_VIEW)
    rows = Case.objects.select_related("office", "original_office")
    if by.officer is not None:
        covered = within(by, *(rights or (Permission.CASE_VIEW,)))
        rows = rows.filter(covered, office=by.office_id)
    return without_apart(by, rows).order_by("recorded_at", "pk")


def get_case(by: Actor, uuid: UUID, *rights: Permission) -> Case:
    """Return a case of `cases_of`.

    Raises: Case.DoesNotExist, also for a case of another office or outside the actor's bounds.
    """
    return cases_of(by, *rights).get(pk=uuid)


def counts_of(by: Actor) -> CaseCounts:
    """Return how many of the cases that the actor may see are open and closed."""
    rows = without_sealed(cases_of(by))
    closed = rows.filter(closed_at__isnull=False).count()
    return CaseCounts(open=rows.count() - closed, closed=closed)


def open_case_of(mention: UUID) -> Case | None:
    """Return the mention's open case, or None."""
    return Case.objects.filter(mention=mention, closed_at__isnull=True).first()


def cases(by: Actor, wanted: CaseFilter, *, at: datetime) -> QuerySet[Case]:
    """Return the cases of the office that fit; `at` is the moment from which ages count."""
    rows = without_sealed(cases_of(by))
    if wanted.state == CLOSED:
        rows = rows.filter(closed_at__isnull=False)
    elif wanted.state:
        rows = rows.filter(closed_at__isnull=True)
    live = Difference.objects.filter(case=OuterRef("pk"), voided_at__isnull=True)
    if wanted.state in Step.values:
        last = DifferenceStep.objects.filter(difference=OuterRef("pk")).order_by("-pk")
        at_step = live.annotate(reached=Subquery(last.values("step")[:1]))
        rows = rows.filter(Exists(at_step.filter(reached=wanted.state)))
    if wanted.kind:
        rows = rows.filter(Exists(live.filter(kind=wanted.kind)))
    if wanted.older_than is not None:
        rows = rows.filter(recorded_at__lt=at - timedelta(days=wanted.older_than))
    if wanted.owner is not None or wanted.unowned:
        owner = CaseOwner.objects.filter(case=OuterRef("pk")).order_by("-pk").values("officer")
        rows = rows.annotate(owner=Subquery(owner[:1]))
        rows = (
            rows.filter(owner__isnull=True) if wanted.unowned else rows.filter(owner=wanted.owner)
        )
    if wanted.register_type:
        rows = rows.filter(register_type=wanted.register_type)
    if wanted.text.strip():
        rows = _named(rows, wanted.text.strip())
    return rows


def sealed_entries() -> QuerySet[Seal]:
    """Return the seals in force."""
    return Seal.objects.filter(lifted_at__isnull=True)


def sealed_cases(by: Actor) -> QuerySet[Case]:
    """Return the cases on the sealed list that the officer is named to read; none for others."""
    return cases_of(by).filter(entry__in=sealed_entries().values("entry"))


def without_sealed(rows: QuerySet[Row], field: str = "entry") -> QuerySet[Row]:
    """Return the rows but for those of sealed entries, for whatever is shown to more than one.

    The sealed list alone shows these, also to whom is named to read it.
    """
    return rows.exclude(**{f"{field}__in": sealed_entries().values("entry")})


def listed(rows: Iterable[Case], *, at: datetime) -> list[ListedCase]:
    """Return the lines of the list for these cases, in their order."""
    found = list(rows)
    tracked = tracked_of(found)
    owners = owners_of(one.pk for one in found)
    return [
        ListedCase(
            case=case,
            tracked=tracked[case.pk],
            owner=owners[case.pk].officer.full_name if case.pk in owners else "",
            owner_id=owners[case.pk].officer_id if case.pk in owners else None,
            age=((case.closed_at or at) - case.recorded_at).days,
        )
        for case in found
    ]


def tracked_of(found: Iterable[Case]) -> dict[UUID, tuple[Tracked, ...]]:
    """Return by case the differences that hold, basic ones first, in few queries."""
    by_case = {case.pk: case for case in found}
    differences = list(
        Difference.objects.filter(case__in=by_case, voided_at__isnull=True)
        .select_related("case")
        .order_by("-basic", "recorded_at", "field")
    )
    steps: dict[UUID, list[DifferenceStep]] = defaultdict(list)
    wanted = [one.pk for one in differences]
    for step in _steps(wanted).select_related("by"):
        steps[step.difference_id].append(step)
    remedies = remedies_by_difference(wanted)
    result: dict[UUID, list[Tracked]] = {pk: [] for pk in by_case}
    for one in differences:
        own = tuple(steps[one.pk])
        label = field_label(by_case[one.case_id].register_type, one.field)
        result[one.case_id].append(Tracked(one, label, own[-1], own, tuple(remedies[one.pk])))
    return {pk: tuple(rows) for pk, rows in result.items()}


def tracked(difference: Difference) -> Tracked:
    """Return one difference with its steps and remedies."""
    steps = tuple(_steps([difference.pk]).select_related("by"))
    label = field_label(difference.case.register_type, difference.field)
    remedies = tuple(remedies_by_difference([difference.pk])[difference.pk])
    return Tracked(difference, label, steps[-1], steps, remedies)


def current_steps(differences: Iterable[UUID]) -> dict[UUID, DifferenceStep]:
    """Return by difference the step it has reached."""
    return {step.difference_id: step for step in _steps(list(differences))}


def remedies_by_difference(differences: Iterable[UUID]) -> dict[UUID, list[Remedy]]:
    """Return by difference its remedies, in the order in which they were lodged."""
    found: dict[UUID, list[Remedy]] = defaultdict(list)
    rows = Remedy.objects.filter(difference__in=list(differences))
    for remedy in rows.select_related("by", "result_by", "noted_by").order_by("recorded_at", "pk"):
        found[remedy.difference_id].append(remedy)
    return found


def standing(remedy: Remedy) -> Standing:
    """Return how the remedy stands, as the table of steps asks."""
    return Standing(RemedyKind(remedy.kind), remedy.granted, remedy.noted_at is not None)


def owners_of(found: Iterable[UUID]) -> dict[UUID, CaseOwner]:
    """Return by case who works on it now; a case nobody has taken is left out."""
    rows = CaseOwner.objects.filter(case__in=list(found)).select_related("officer").order_by("pk")
    return {row.case_id: row for row in rows}


def count_cases(office: UUID, *, as_of: datetime, register_type: str = "") -> CaseCounts:
    """Return how many cases of the office were open and closed at `as_of`.

    A case that passed to another office later counts here until then.
    """
    later = CaseMove.objects.filter(case=OuterRef("pk"), recorded_at__gt=as_of)
    first_later = Subquery(later.order_by("recorded_at", "pk").values("from_office")[:1])
    rows = Case.objects.annotate(
        holder=Coalesce(first_later, F("office_id"), output_field=UUIDField())
    ).filter(holder=office, recorded_at__lte=as_of)
    if register_type:
        rows = rows.filter(register_type=register_type)
    closed = rows.filter(closed_at__lte=as_of).count()
    return CaseCounts(open=rows.count() - closed, closed=closed)


def mentions_with_open_case(mentions: Iterable[UUID], *, as_of: datetime) -> frozenset[UUID]:
    """Return those of the mentions that had an open case at `as_of`."""
    rows = Case.objects.filter(mention__in=list(mentions), recorded_at__lte=as_of).filter(
        Q(closed_at__isnull=True) | Q(closed_at__gt=as_of)
    )
    return frozenset(rows.values_list("mention", flat=True))


def open_cases_by_entry(entries: Iterable[UUID]) -> Counter[UUID]:
    """Return how many open cases each of the entries has now; none for one without."""
    found: Counter[UUID] = Counter()
    wanted = list(entries)
    for start in range(0, len(wanted), _TOGETHER):
        part = wanted[start : start + _TOGETHER]
        rows = Case.objects.filter(entry__in=part, closed_at__isnull=True)
        found.update(rows.values_list("entry", flat=True))
    return found


def folded_label(label: str) -> str:
    """Return a label's words for search, without accents and without the day its office ended."""
    number, _, office = label.partition(",")
    words = [*fold(number).split(), *(one for one in fold(office).split() if one.isalpha())]
    return f" {' '.join(words)} "[:200]


def _named(rows: QuerySet[Case], text: str) -> QuerySet[Case]:
    """Keep the cases whose label holds every word typed; of a number the whole, else its start."""
    for part in fold(text).split():
        whole = f" {part} " if part.isdigit() else f" {part}"
        rows = rows.filter(label_folded__contains=whole)
    return rows


def _steps(differences: list[UUID]) -> QuerySet[DifferenceStep]:
    return DifferenceStep.objects.filter(difference__in=differences).order_by("pk")


def _waits_for_note(remedy: Remedy) -> bool:
    return bool(remedy.granted) and remedy.kind in NOTED and remedy.noted_at is None
