"""Writes on bulk work: started, stopped, carried on; a proposal confirmed or refused."""

from collections.abc import Collection, Iterable
from typing import Final
from uuid import UUID, uuid4

from hotich.apps.accounts.permissions import Permission
from hotich.apps.audit.actor import Actor
from hotich.apps.audit.writing import locked, record, writing
from hotich.apps.entry.comparing_again import due_of
from hotich.apps.entry.linking import link_mention
from hotich.apps.entry.models import Decision, PlaceResolution
from hotich.apps.entry.places import get_resolution
from hotich.apps.jobs.actions import enqueue, retry
from hotich.apps.jobs.models import Job, JobState
from hotich.apps.proposals import queries
from hotich.apps.proposals.acting import KIND
from hotich.apps.proposals.cases import due_cases
from hotich.apps.proposals.due import Cause, due_mentions
from hotich.apps.proposals.marking import end_run
from hotich.apps.proposals.models import Ending, Identity, Proposal, Run, Standing, Work
from hotich.apps.proposals.problems import (
    CauseMissingError,
    NothingDueError,
    OverError,
    ReasonMissingError,
    RunAliveError,
)
from hotich.apps.proposals.scopes import EVERYTHING, Scope, books_in

MOST_LETTERS: Final = 150
_LISTS: Final = "danh sách đề xuất"


def start_look_ups(*, by: Actor, scope: Scope, causes: Collection[str], reason: str) -> Run:
    """Let a job look up everybody in the scope who waits for these causes.

    Raises: ReasonMissingError; CauseMissingError; NothingDueError; RunAliveError.
    """
    by.require(Permission.ENTRY_TYPE)
    wanted = [cause.value for cause in Cause if cause.value in causes]
    if not wanted:
        raise CauseMissingError
    with writing(by):
        _require_free(by)
        if not due_mentions(by, books_in(by, scope), wanted).exists():
            raise NothingDueError
        return _start(by, Work.LOOK_UP, scope, reason, causes=wanted)


def start_comparing(*, by: Actor, scope: Scope, reason: str) -> Run:
    """Let a job compare again the open cases in the scope of which a side has changed.

    Raises: ReasonMissingError; NothingDueError; RunAliveError.
    """
    by.require(Permission.ENTRY_TYPE)
    with writing(by):
        _require_free(by)
        if not due_cases(by, books_in(by, scope)).exists():
            raise NothingDueError
        return _start(by, Work.CASES, scope, reason)


def start_places(*, by: Actor, resolution: UUID) -> Run:
    """Let a job compare again all whom a resolved place concerns, as one press would.

    Raises: NothingDueError; RunAliveError; PlaceResolution.DoesNotExist.
    """
    by.require(Permission.ENTRY_TYPE)
    row = get_resolution(by, resolution)
    with writing(by):
        _require_free(by)
        if not due_of(by, row).mentions:
            raise NothingDueError
        return _start(by, Work.PLACES, EVERYTHING, row.basis, resolution=row)


def stop_run(*, by: Actor, run: UUID) -> Run:
    """Ask a run to stop after what it has in hand; one that no worker has ends at once.

    Raises: Run.DoesNotExist.
    """
    by.require(Permission.ENTRY_TYPE)
    with writing(by) as at:
        found = locked(Run.objects.filter(pk=queries.get_run(by, run).pk)).get()
        if found.ended_at is not None:
            return found
        if found.stop_asked_at is None:
            found.stop_asked_at, found.stop_asked_by_id = at, by.officer_id
            found.save(update_fields=["stop_asked_at", "stop_asked_by"])
            record(by, "proposals.stop_asked", found.pk)
        if not Job.objects.filter(pk=found.job, state=JobState.RUNNING).exists():
            end_run(found, Ending.STOPPED, by=by, at=at)
        return found


def carry_on(*, by: Actor, run: UUID) -> Run:
    """Put the job of a run that broke off back into the queue; it goes on where it was.

    Raises: Run.DoesNotExist.
    """
    by.require(Permission.ENTRY_TYPE)
    found = queries.get_run(by, run)
    if found.ended_at is None:
        retry(by=by, job=found.job)
    return found


def view_proposals(*, by: Actor, proposals: Iterable[Proposal]) -> None:
    """Put on record that the officer is about to see these mentions and the people beside them."""
    seen = list(proposals)
    if not seen:
        return
    subjects = [one.mention_id for one in seen] + [one.person for one in seen if one.person]
    with writing(by):
        record(by, "proposals.viewed", None, subjects=subjects, reason=_LISTS)


def confirm_proposal(*, by: Actor, proposal: UUID) -> Decision:
    """Link the mention to the person proposed, as on the page of the entry, and decide anew.

    Raises: OverError when the proposal holds no more; AlreadyLinkedError; EvidenceError;
    SecondOfficerError; Proposal.DoesNotExist.
    """
    by.require(Permission.ENTRY_TYPE)
    with writing(by) as at:
        found, person = _open_proposal(by, proposal)
        decision = link_mention(
            by=by, mention=found.mention_id, person=person, lookup=found.lookup_id
        )
        found.standing, found.ended_at = Standing.CONFIRMED, at
        found.ended_by_id, found.decision = by.officer_id, decision
        found.save(update_fields=["standing", "ended_at", "ended_by", "decision"])
        subjects = [found.mention_id, person]
        record(by, "proposals.confirmed", found.pk, subjects=subjects)
        return decision


def refuse_proposal(*, by: Actor, proposal: UUID) -> Proposal:
    """Keep the officer's word that the mention is not this person; nothing else is concluded.

    Raises: OverError; Proposal.DoesNotExist.
    """
    by.require(Permission.ENTRY_TYPE)
    with writing(by) as at:
        found, person = _open_proposal(by, proposal)
        found.standing, found.ended_at, found.ended_by_id = Standing.REFUSED, at, by.officer_id
        found.save(update_fields=["standing", "ended_at", "ended_by"])
        subjects = [found.mention_id, person]
        record(by, "proposals.refused", found.pk, subjects=subjects)
        return found


def _open_proposal(by: Actor, uuid: UUID) -> tuple[Proposal, UUID]:
    """Return a proposal of a person that waits and still holds, locked; OverError for any other.

    Where a clerk must look, or say that somebody is absent, there is nothing to confirm here.
    """
    seen = queries.get_proposal(by, uuid)
    found = locked(Proposal.objects.filter(pk=seen.pk)).get()
    is_link = found.identity == Identity.LINK and found.person is not None
    if not is_link or found.standing != Standing.OPEN or not queries.holds(found):
        raise OverError
    return found, UUID(str(found.person))


def _require_free(by: Actor) -> None:
    """Do nothing unless the office has a run alive; the office's chain is locked by the write."""
    alive = queries.alive_run(by)
    if alive is not None:
        raise RunAliveError(alive.pk)


def _start(
    by: Actor,
    work: Work,
    scope: Scope,
    reason: str,
    *,
    causes: Collection[str] = (),
    resolution: PlaceResolution | None = None,
) -> Run:
    if not reason.strip():
        raise ReasonMissingError
    with writing(by) as at:
        key = uuid4()
        run = Run.objects.create(
            pk=key,
            job=enqueue(by=by, kind=KIND, parameters={"run": str(key)}).pk,
            work=work,
            office_id=by.office_id,
            book=scope.book,
            original_office=scope.original_office,
            resolution=resolution,
            causes=list(causes),
            reason=reason.strip()[:MOST_LETTERS],
            by_id=by.officer_id,
            recorded_at=at,
        )
        record(by, "proposals.run_started", run.pk, reason=run.reason)
        return run
