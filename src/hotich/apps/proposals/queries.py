"""Which runs has the office, and what is proposed in which book?"""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from hotich.apps.accounts.permissions import Permission
from hotich.apps.audit.actor import Actor
from hotich.apps.entry.seeing import visible_entries
from hotich.apps.jobs.models import Job, JobState
from hotich.apps.proposals.due import BOOK_ORDER, HOLDS, current_proposals, with_holding
from hotich.apps.proposals.models import Ending, Identity, Proposal, Run, Standing
from hotich.apps.registers.models import Book
from hotich.apps.registers.queries import books_of
from hotich.apps.tracking.queries import without_sealed

# Moves that are too few to tell a rate.
_FEW = 3


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is. `rate` is per minute; it and `left` are None while they cannot be told."""

    run: Run
    job: Job | None
    done: int
    total: int | None
    rate: float | None
    left: timedelta | None

    @property
    def state(self) -> str:
        """Return ended, failed, stopping, queued or running."""
        if self.run.ended_at is not None:
            return "ended"
        if self.job is not None and self.job.state == JobState.FAILED:
            return "failed"
        if self.run.stop_asked_at is not None:
            return "stopping"
        return "queued" if self.job is None or self.job.state == JobState.QUEUED else "running"

    @property
    def is_moving(self) -> bool:
        """Whether it is worth asking again."""
        return self.state in {"stopping", "queued", "running"}

    @property
    def is_silent(self) -> bool:
        """Whether the register's silence ended it."""
        return self.run.ending == Ending.SILENT


def runs_of(by: Actor) -> "QuerySet[Run]":
    """Return the runs of the actor's office, newest first.

    Whose posts cover some books alone sees his own runs, and those over one of these books.
    """
    by.require(Permission.ENTRY_TYPE)
    rows = Run.objects.filter(office=by.office_id)
    if Permission.ENTRY_TYPE in by.bounds:
        rows = rows.filter(Q(by=by.officer_id) | Q(book__in=books_of(by, Permission.ENTRY_TYPE)))
    return rows.select_related(
        "by", "book__original_office", "original_office", "resolution"
    ).order_by("-recorded_at")


def get_run(by: Actor, uuid: UUID) -> Run:
    """Return a run of the actor's office; raises Run.DoesNotExist."""
    return runs_of(by).get(pk=uuid)


def alive_run(by: Actor) -> Run | None:
    """Return the office's run that has not ended, or None."""
    return Run.objects.filter(office=by.office_id, ended_at__isnull=True).first()


def progress_of(run: Run) -> Progress:
    """Return how far a run is, its rate since a worker took it up, and the time left."""
    job = Job.objects.filter(pk=run.job).first()
    done, total = (job.done, job.total) if job is not None else (0, None)
    rate = _rate(run, done)
    left = None
    if rate and total is not None and run.ended_at is None:
        left = timedelta(minutes=(total - done) / rate)
    return Progress(run, job, done, total, rate, left)


def count_found(run: Run) -> dict[str, int]:
    """Return how many proposals a run made, by what they say; of cases, how many have changes."""
    rows = run.proposals.values_list("identity").annotate(count=Count("pk")).order_by()
    found = dict(rows)
    return {one.value: found.get(one.value, 0) for one in Identity}


def visible_proposals(by: Actor) -> "QuerySet[Proposal]":
    """Return the proposals on entries of books the officer sees, in the order of the books."""
    by.require(Permission.ENTRY_TYPE)
    entries = visible_entries(by, Permission.ENTRY_TYPE).values("pk")
    rows = without_sealed(Proposal.objects.filter(mention__entry__in=entries), "mention__entry")
    return rows.order_by(*(_through(one) for one in BOOK_ORDER))


def get_proposal(by: Actor, uuid: UUID) -> Proposal:
    """Return a proposal the officer may see; raises Proposal.DoesNotExist."""
    rows = visible_proposals(by).select_related("mention__entry__book__original_office")
    return rows.get(pk=uuid)


def holds(proposal: Proposal) -> bool:
    """Return whether nothing has happened since that the proposal rests on."""
    return with_holding(Proposal.objects.filter(pk=proposal.pk)).filter(**HOLDS).exists()


# The three lists: which proposals stand in each.
LISTS = {
    "link": Q(identity=Identity.LINK, standing=Standing.OPEN),
    "look": Q(identity=Identity.LOOK) | Q(identity=Identity.LINK, standing=Standing.REFUSED),
    # Of a related person nothing is concluded, so nobody has to say that he is absent.
    "absent": Q(identity=Identity.ABSENT, mention__principal=True),
}


def proposals_in(by: Actor, wanted: str, book: Book | None = None) -> "QuerySet[Proposal]":
    """Return the proposals of one list that hold, in book order, of one book or of all."""
    holding = current_proposals().filter(LISTS[wanted]).values("pk")
    rows = visible_proposals(by).filter(pk__in=holding)
    if book is not None:
        rows = rows.filter(mention__entry__book=book)
    return rows.select_related(
        "mention__entry__book__original_office", "mention__entry__original_office", "lookup"
    )


def count_lists(by: Actor) -> dict[UUID, dict[str, int]]:
    """Return by book how many proposals stand in each list; books with none are left out."""
    found: dict[UUID, dict[str, int]] = {}
    for name in LISTS:
        rows = proposals_in(by, name).order_by().values_list("mention__entry__book")
        for book, count in rows.annotate(count=Count("pk")):
            found.setdefault(book, {})[name] = count
    return found


def _through(field: str) -> str:
    return f"-mention__{field[1:]}" if field.startswith("-") else f"mention__{field}"


def _rate(run: Run, done: int) -> float | None:
    """Return how many a minute since a worker took the run up; None when it is too early."""
    moved = done - run.started_done
    if run.started_at is None or run.moved_at is None or moved < _FEW:
        return None
    seconds = (run.moved_at - run.started_at).total_seconds()
    return 60 * moved / seconds if seconds > 0 else None
