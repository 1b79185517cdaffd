"""Look up who waits, one after the other, and keep what the model proposes of each."""

import math
from datetime import datetime
from typing import Final
from uuid import UUID

from hotich.apps.audit.actor import Actor
from hotich.apps.audit.writing import record, writing
from hotich.apps.entry.asking import terms_of_mention
from hotich.apps.entry.concluding import last_decision, live_link
from hotich.apps.entry.excluding import hand_over
from hotich.apps.entry.looking import look_up
from hotich.apps.entry.models import Mention, Outcome
from hotich.apps.family.problems import OwnFamilyError
from hotich.apps.jobs.actions import Lease
from hotich.apps.population.lookups import LookupResult
from hotich.apps.proposals.due import due_mentions, in_book_order
from hotich.apps.proposals.marking import overtake
from hotich.apps.proposals.models import Ending, Proposal, Run
from hotich.apps.proposals.scopes import books_in, scope_of
from hotich.apps.proposals.steps import Steps
from hotich.core.matching import Mode, rules

REASON: Final = "tra cứu hàng loạt: {}"
# Who waits is asked anew for so many at once; each is asked for himself before he is proposed.
_TOGETHER: Final = 50


def look_up_mentions(run: Run, lease: Lease, *, by: Actor) -> Ending | None:
    """Look up everybody in the run's scope who waits; nobody twice in one run.

    A silent register ends it, with what is done kept; other work goes first. Raises:
    LostLeaseError.
    """
    books = books_in(by, scope_of(run))
    due = due_mentions(by, books, run.causes).exclude(pk__in=run.proposals.values("mention"))
    waiting = list(in_book_order(due).values_list("pk", flat=True))
    steps = Steps(run, lease, len(waiting))
    for start in range(0, len(waiting), _TOGETHER):
        part = waiting[start : start + _TOGETHER]
        rows = due.filter(pk__in=part).select_related("entry__book", "entry__original_office")
        still = {one.pk: one for one in rows}
        for mention in part:
            if steps.is_stopped():
                return Ending.STOPPED
            if not _look_up(run, by, still.get(mention), steps):
                return Ending.SILENT
        if steps.must_wait():
            return None
    return Ending.DONE


def _look_up(run: Run, by: Actor, mention: Mention | None, steps: Steps) -> bool:
    """Look one up and move on; False when the register is silent.

    None, or one decided meanwhile, is passed over: somebody was quicker. One of the family of him
    in whose name the run acts is left to others.
    """
    try:
        result = _ask(run, by, mention) if mention is not None else None
    except OwnFamilyError as fault:
        hand_over(by=by, entry=fault.entry, why=fault.why, grounds=fault.grounds)
        result = None
    if result is not None and result.silent:
        return False
    with writing(by) as at:
        if mention is not None and result is not None and _is_open(mention):
            _propose(run, by, mention, result, at)
        steps.move(at)
    return True


def _is_open(mention: Mention) -> bool:
    """Return whether nobody has linked the mention or concluded of it."""
    if live_link(mention.pk) is not None:
        return False
    last = last_decision(mention.pk)
    return last is None or last.outcome == Outcome.UNDECIDED


def _ask(run: Run, by: Actor, mention: Mention) -> LookupResult:
    return look_up(
        by=by,
        mention=mention.pk,
        entry=mention.entry_id,
        terms=terms_of_mention(mention),
        mode=Mode.UNATTENDED,
        reason=REASON.format(run.reason),
    )


def _propose(run: Run, by: Actor, mention: Mention, result: LookupResult, at: datetime) -> Proposal:
    judgement = result.judgement
    assert judgement is not None  # noqa: S101 - the register has answered
    best = result.candidates[0] if result.candidates else None
    overtake(mention.pk, at)
    proposal = Proposal.objects.create(
        run=run,
        mention=mention,
        lookup_id=result.lookup,
        entry_version=mention.entry.version,
        identity=judgement.identity.value,
        person=best.person if best else None,
        bits=judgement.bits if math.isfinite(judgement.bits) else None,
        lead=judgement.lead if math.isfinite(judgement.lead) else None,
        veto=judgement.reason,
        model_version=rules().version,
        recorded_at=at,
    )
    subjects: list[UUID] = [mention.pk, *([best.person] if best else [])]
    record(by, "proposals.proposed", proposal.pk, subjects=subjects, reason=proposal.identity)
    return proposal
