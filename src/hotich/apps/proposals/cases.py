"""Open cases compared again where either side has changed; an officer confirms what is found."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest

from hotich.apps.accounts.permissions import Permission
from hotich.apps.audit.actor import Actor
from hotich.apps.audit.writing import locked, record, writing
from hotich.apps.entry.comparing import compare_entry
from hotich.apps.entry.concluding import judge_link, last_decision, live_link
from hotich.apps.entry.correcting import decide_again
from hotich.apps.entry.delivering import deliver_mention
from hotich.apps.entry.linking import own_mention
from hotich.apps.entry.models import Decision, Entry, EntryVersion, Mention
from hotich.apps.entry.second import second_officer
from hotich.apps.entry.values import current_values, read_fields
from hotich.apps.jobs.actions import Lease
from hotich.apps.population.models import PersonFact
from hotich.apps.proposals.models import Comparison, ComparisonStanding, Ending, Found, Run
from hotich.apps.proposals.problems import OverError
from hotich.apps.proposals.scopes import books_in, scope_of
from hotich.apps.proposals.steps import Steps
from hotich.apps.registers.models import Book
from hotich.apps.tracking.changing import Change, changes_of, texts_of, unsettled
from hotich.apps.tracking.models import Case
from hotich.apps.tracking.queries import cases_of, get_case
from hotich.apps.tracking.recording import subjects_of


def due_cases(by: Actor, books: "QuerySet[Book]") -> "QuerySet[Case]":
    """Return the open cases of which a side has changed since they were compared, oldest first.

    The sides are the person's values and the versions of the entry; a case was compared when it
    was opened, at each decision of its mention, and by each run.
    """
    decisions = Decision.objects.filter(mention=OuterRef("mention"))
    compared = Comparison.objects.filter(case=OuterRef("pk"))
    rows = cases_of(by).filter(
        closed_at__isnull=True,
        person__isnull=False,
        entry__in=Entry.objects.filter(book__in=books.order_by().values("pk")).values("pk"),
    )
    rows = rows.annotate(
        decided_at=Subquery(decisions.order_by("-recorded_at").values("recorded_at")[:1]),
        compared_at=Subquery(compared.order_by("-recorded_at").values("recorded_at")[:1]),
    ).annotate(
        since=Greatest(
            "recorded_at",
            Coalesce("decided_at", "recorded_at"),
            Coalesce("compared_at", "recorded_at"),
        )
    )
    since = OuterRef("since")
    facts = PersonFact.objects.filter(
        Q(recorded_at__gt=since) | Q(voided_at__gt=since), person__uuid=OuterRef("person")
    )
    versions = EntryVersion.objects.filter(entry=OuterRef("entry"), recorded_at__gt=since)
    return rows.filter(Exists(facts) | Exists(versions))


def compare_cases(run: Run, lease: Lease, *, by: Actor) -> Ending | None:
    """Compare again the cases of the run's scope that are due, each in a write of its own.

    Raises: LostLeaseError.
    """
    due = due_cases(by, books_in(by, scope_of(run)))
    waiting = list(due.values_list("pk", flat=True))
    steps = Steps(run, lease, len(waiting))
    for pk in waiting:
        if steps.is_stopped():
            return Ending.STOPPED
        if steps.must_wait():
            return None
        with writing(by) as at:
            case = locked(due.filter(pk=pk).select_related(None)).first()
            if case is not None:
                _compare(run, by, case, at)
            steps.move(at)
    return Ending.DONE


def open_comparisons(by: Actor) -> "QuerySet[Comparison]":
    """Return the comparisons of the office that wait for an officer and still hold."""
    mine = cases_of(by).filter(closed_at__isnull=True).order_by().values("pk")
    later = Decision.objects.filter(
        mention=OuterRef("case__mention"), recorded_at__gt=OuterRef("recorded_at")
    )
    facts = PersonFact.objects.filter(
        Q(recorded_at__gt=OuterRef("recorded_at")) | Q(voided_at__gt=OuterRef("recorded_at")),
        person__uuid=OuterRef("case__person"),
    )
    rows = Comparison.objects.filter(
        ~Exists(later), ~Exists(facts), standing=ComparisonStanding.OPEN, case__in=mine
    )
    return rows.select_related("case").order_by("recorded_at", "pk")


def confirm_comparison(*, by: Actor, comparison: UUID) -> Comparison:
    """Bring the case into line with what was shown: decided anew, in the officer's name.

    What vanished is voided with its reason, what is new is added; a case with nothing left is
    closed. In a locked book a second officer must have allowed it.

    Raises: OverError when it no longer holds; SecondOfficerError; Comparison.DoesNotExist.
    """
    by.require(Permission.ENTRY_TYPE)
    with writing(by) as at:
        rows = Comparison.objects.filter(case__in=cases_of(by).order_by().values("pk"))
        found = locked(rows).get(pk=comparison)
        case = get_case(by, found.case_id)
        if found.standing != ComparisonStanding.OPEN or case.closed_at is not None:
            raise OverError
        mention = own_mention(by, case.mention)
        if set(map(_told, _found(case, mention))) != set(map(_told, found.found.all())):
            raise OverError
        second = second_officer(by, mention.entry, at)
        decide_again(by, mention, at, second=second)
        deliver_mention(by=by, mention=mention.pk)
        found.standing, found.ended_at = ComparisonStanding.CONFIRMED, at
        found.ended_by_id = by.officer_id
        found.save(update_fields=["standing", "ended_at", "ended_by"])
        subjects = subjects_of(case)
        record(by, "proposals.comparison_confirmed", found.pk, subjects=subjects)
        return found


def _compare(run: Run, by: Actor, case: Case, at: datetime) -> None:
    mention = Mention.objects.select_related("entry__book", "entry__original_office").get(
        pk=case.mention
    )
    found = _found(case, mention)
    Comparison.objects.filter(case=case, standing=ComparisonStanding.OPEN).update(
        standing=ComparisonStanding.OVERTAKEN, ended_at=at
    )
    kept = Comparison.objects.create(
        run=run,
        case=case,
        recorded_at=at,
        standing=ComparisonStanding.OPEN if found else ComparisonStanding.NOTHING,
        ended_at=None if found else at,
    )
    for row in found:
        row.comparison = kept
    Found.objects.bulk_create(found)
    record(by, "proposals.case_compared", case.pk, subjects=subjects_of(case))


def _found(case: Case, mention: Mention) -> tuple[Found, ...]:
    """Return what a decision taken now would change in the case; () when the link is gone."""
    link, last = live_link(mention.pk), last_decision(mention.pk)
    if link is None or last is None or link.person != case.person:
        return ()
    values = current_values([mention.entry_id])[mention.entry_id]
    compared = compare_entry(mention, values, link.person, last.agreements)
    verdict = judge_link(compared, read_fields(values))
    now = {one.field_id: texts_of(one) for one in compared}
    changes = changes_of(case, unsettled(mention.pk, link.person, case, verdict.differences))
    return tuple(_row(change, now.get(change.field, ("", ""))) for change in changes)


def _row(change: Change, now: tuple[str, str]) -> Found:
    held = change.difference
    return Found(
        field=change.field,
        turn=change.turn.value,
        register_text=now[0],
        population_value=now[1],
        register_before=held.register_text if held else "",
        population_before=held.population_value if held else "",
    )


def _told(found: Found) -> tuple[str, ...]:
    """Return all that an officer sees of a field."""
    now, before = found.register_text, found.register_before
    return (found.field, found.turn, now, before, found.population_value, found.population_before)


def fields_of(comparisons: Iterable[Comparison]) -> dict[UUID, list[Found]]:
    """Return by comparison what it found, in one query."""
    found: dict[UUID, list[Found]] = {one.pk: [] for one in comparisons}
    for row in Found.objects.filter(comparison__in=found).order_by("pk"):
        found[row.comparison_id].append(row)
    return found


def view_comparisons(*, by: Actor, comparisons: Iterable[Comparison]) -> None:
    """Put on record that the officer is about to see these cases and their people."""
    seen = list(comparisons)
    if not seen:
        return
    subjects = [subject for one in seen for subject in subjects_of(one.case)]
    with writing(by):
        record(by, "proposals.comparisons_viewed", None, subjects=subjects)
