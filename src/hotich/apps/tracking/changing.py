"""How does an open case stand to what differs now? Said before anything is written."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from hotich.apps.tracking.models import Case, Closing, Difference, DifferenceStep
from hotich.apps.tracking.queries import current_steps
from hotich.apps.tracking.steps import FINISHED
from hotich.core.discrepancies import FieldComparison


class Turn(StrEnum):
    """How a field of a case turned."""

    GONE = "gone"
    CHANGED = "changed"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Change:
    """A field that stands otherwise than in the case.

    `difference` is the row it has there with the step reached, `now` the comparison that differs.
    """

    turn: Turn
    field: str
    difference: Difference | None = None
    step: DifferenceStep | None = None
    now: FieldComparison | None = None


def unsettled(
    mention: UUID, person: UUID, case: Case | None, comparisons: Iterable[FieldComparison]
) -> list[FieldComparison]:
    """Return the differences among the comparisons that no earlier case has settled."""
    return [
        one
        for one in comparisons
        if one.is_difference and not _is_settled_before(mention, person, case, one)
    ]


def changes_of(case: Case, found: Iterable[FieldComparison]) -> tuple[Change, ...]:
    """Return what has to change in the case when `found` is all that differs; () for nothing.

    What has its result stays as it is: a value adjusted since, or gone, does not unsettle it.
    """
    wanted: Mapping[str, FieldComparison] = {one.field_id: one for one in found}
    held = {one.field: one for one in case.differences.filter(voided_at__isnull=True)}
    steps = current_steps(one.pk for one in held.values())
    changes = []
    for field, difference in held.items():
        now, step = wanted.get(field), steps[difference.pk]
        if now is not None and _texts(difference) == texts_of(now):
            continue
        if step.step in FINISHED and _is_book_unchanged(difference, now):
            continue
        turn = Turn.CHANGED if now else Turn.GONE
        changes.append(Change(turn, field, difference, step, now))
    changes += [
        Change(Turn.NEW, field, now=now) for field, now in wanted.items() if field not in held
    ]
    return tuple(changes)


def texts_of(comparison: FieldComparison) -> tuple[str, str]:
    """Return both texts of a comparison as a case keeps them."""
    return comparison.register_text[:1000], comparison.population_value[:1000]


def _is_book_unchanged(difference: Difference, now: FieldComparison | None) -> bool:
    return now is None or difference.register_text == texts_of(now)[0]


def _is_settled_before(
    mention: UUID, person: UUID, case: Case | None, comparison: FieldComparison
) -> bool:
    """Tell whether a case closed earlier settled this very difference of the same two."""
    text, value = texts_of(comparison)
    before = Difference.objects.filter(
        case__mention=mention,
        case__person=person,
        case__closing=Closing.SETTLED,
        field=comparison.field_id,
        register_text=text,
        population_value=value,
        voided_at__isnull=True,
    )
    return (before.exclude(case=case) if case else before).exists()


def _texts(difference: Difference) -> tuple[str, str]:
    return difference.register_text, difference.population_value
