"""What of a locked entry contradicts the person now, and has not been on the tracking list yet?

Facts reach a person long after the entry was compared: another entry may have filled the place
first, or a second date of death stands beside the first. Such a difference goes on the list.
"""

from collections.abc import Mapping, Sequence
from uuid import UUID

from hotich.apps.audit.actor import Actor
from hotich.apps.audit.writing import record, writing
from hotich.apps.entry.concluding import (
    CONFLICT_LATER,
    DEATH_REFUSED,
    Verdict,
    compare_link,
    last_decision,
    live_link,
    track,
)
from hotich.apps.entry.models import Decision, FieldValue, Link, Mention, Outcome
from hotich.apps.entry.values import current_values
from hotich.apps.population.life_queries import death_of_mention, state_of_death
from hotich.apps.population.models import DeathState
from hotich.apps.population.queries import person_values
from hotich.apps.tracking.models import Difference
from hotich.apps.tracking.queries import open_case_of
from hotich.core.discrepancies import FieldComparison, FieldRelation


def track_conflicts(*, by: Actor, mention: UUID) -> bool:
    """Put what contradicts the linked person on the tracking list, inside a write.

    What a case has dealt with stays as it is, and an undecided mention opens none. Return
    whether there was anything new.
    """
    found = Mention.objects.select_related("entry__book", "entry__original_office").get(pk=mention)
    link, last = live_link(mention), last_decision(mention)
    if link is None or last is None or last.outcome == Outcome.UNDECIDED:
        return False
    values = current_values([found.entry_id])[found.entry_id]
    verdict = compare_link(found, values, link, last.agreements)
    differing = {one.field_id: one for one in verdict.differences}
    differing |= _refused(found, link, values)
    new = {field for field, one in differing.items() if not _was_listed(mention, link, one)}
    if not new:
        return False
    wanted = new | _listed_now(mention)
    kept = tuple(one for field, one in differing.items() if field in wanted)
    track(found, link, Verdict(Outcome(last.outcome), differences=kept), by=by)
    _decide_again(found, last, [differing[field] for field in sorted(new)], by=by)
    return True


def _decide_again(
    mention: Mention, last: Decision, new: Sequence[FieldComparison], *, by: Actor
) -> None:
    """Record what the new differences make of the decision; a basic fact unsettles it.

    A person who was not found and created stays not found.
    """
    if last.outcome != Outcome.CONSISTENT:
        return
    basic = any(one.basic for one in new)
    is_refused = any(one.reason == DEATH_REFUSED for one in new)
    with writing(by) as at:
        decision = Decision.objects.create(
            mention=mention,
            entry_version=mention.entry.version,
            outcome=Outcome.INCONSISTENT if basic else Outcome.CONSISTENT,
            other_differences=not basic,
            lookup_id=last.lookup_id,
            link_id=last.link_id,
            remark=DEATH_REFUSED if is_refused else CONFLICT_LATER,
            agreements=last.agreements,
            by_id=by.officer,
            recorded_at=at,
        )
        after = {"outcome": decision.outcome, "version": decision.entry_version}
        record(by, "entry.decided", mention.entry_id, subjects=[mention.pk], after=after)


def _refused(
    mention: Mention, link: Link, values: Mapping[str, FieldValue]
) -> dict[str, FieldComparison]:
    """Return the date of death that a police officer has not confirmed, as a difference."""
    death = death_of_mention(mention.pk)
    if death is None or state_of_death(death) is not DeathState.REFUSED:
        return {}
    value = values.get(death.field)
    held = person_values(link.person)["death_date"]
    comparison = FieldComparison(
        field_id=death.field,
        relation=FieldRelation.DIFFERS,
        register_text=value.text if value else death.text,
        population_value=held,
        reason=DEATH_REFUSED,
        basic=False,
        is_difference=True,
        needs_confirmation=False,
    )
    return {death.field: comparison}


def _was_listed(mention: UUID, link: Link, comparison: FieldComparison) -> bool:
    rows = Difference.objects.filter(case__mention=mention, case__person=link.person)
    same = rows.filter(
        field=comparison.field_id,
        register_text=comparison.register_text[:1000],
        voided_at__isnull=True,
    )
    return same.exists()


def _listed_now(mention: UUID) -> set[str]:
    case = open_case_of(mention)
    if case is None:
        return set()
    return set(case.differences.filter(voided_at__isnull=True).values_list("field", flat=True))
