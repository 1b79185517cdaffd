"""What has arrived at an office, and how far is each arrival?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.timezone import localdate

from hotich.apps.accounts.bounds import within
from hotich.apps.audit.actor import Actor
from hotich.apps.audit.writing import record, writing
from hotich.apps.handover.keys import RIGHTS, require_right
from hotich.apps.handover.models import (
    Arrival,
    ArrivalLine,
    IssuedReceipt,
    LineDecision,
    OutgoingFile,
    OutgoingKind,
    PassedReceipt,
    RefusedFile,
)
from hotich.apps.handover.receipt_file import ReceiptKind
from hotich.apps.population.apart import reads_sealed, without_apart
from hotich.core.law import days_off_between, due_date, value


@dataclass(frozen=True, slots=True)
class Listed:
    """An arrival with how far it is."""

    arrival: Arrival
    decided: int
    total: int
    accepted: int
    rejected: int
    receipt: IssuedReceipt | None
    forwarded: OutgoingFile | None
    passed: tuple[PassedReceipt, ...]
    is_gap: bool
    due_on: date | None

    @property
    def arrived_late(self) -> bool:
        """Return whether the package came to the Justice Department after its day."""
        return not self.arrival.is_destination and (
            localdate(self.arrival.recorded_at) > self.arrival.due_on
        )

    @property
    def is_open(self) -> bool:
        """Return whether something is to be done with it here."""
        done = self.receipt if self.arrival.is_destination else self.forwarded
        return done is None


def arrivals_of(by: Actor) -> QuerySet[Arrival]:
    """Return what arrived at the actor's office of books that his posts cover, newest first."""
    require_right(by)
    covered = within(by, *RIGHTS)
    rows = Arrival.objects.filter(covered, office=by.office_id)
    return rows.order_by("-recorded_at", "pk")


def get_arrival(by: Actor, uuid: UUID) -> Arrival:
    """Return an arrival of the actor's office; raises Arrival.DoesNotExist."""
    rows = arrivals_of(by).select_related("office")
    return rows.get(pk=uuid)


def arrival_of(by: Actor, package: UUID) -> Arrival:
    """Return the arrival of a package at the actor's office; raises Arrival.DoesNotExist."""
    return arrivals_of(by).get(package=package)


def listed(arrival: Arrival) -> Listed:
    """Return how far an arrival is."""
    decided = decided_lines(arrival)
    accepted = sum(one.accepted for one in decided)
    kind = ReceiptKind.DECIDED if arrival.is_destination else ReceiptKind.ARRIVED
    receipt = arrival.receipts.filter(kind=kind.value).select_related("file", "by").first()
    sent = OutgoingFile.objects.filter(
        office=arrival.office_id, package=arrival.package, kind=OutgoingKind.FORWARDED
    )
    passed = PassedReceipt.objects.filter(office=arrival.office_id, package=arrival.package)
    return Listed(
        arrival=arrival,
        decided=len(decided),
        total=arrival.counts.get("entries", 0),
        accepted=accepted,
        rejected=len(decided) - accepted,
        receipt=receipt,
        forwarded=sent.first(),
        passed=tuple(passed.select_related("file").order_by("recorded_at", "pk")),
        is_gap=_is_gap(arrival),
        due_on=_due(arrival),
    )


def lines_of(by: Actor, arrival: Arrival) -> QuerySet[ArrivalLine]:
    """Return the lines of an arrival that the officer may see, in the order of the file.

    What is kept from him, and for all but the office's named readers what came sealed, is not
    among them: he neither reads nor decides it.
    """
    rows = arrival.lines.order_by("position")
    return without_apart(by, rows if reads_sealed(by) else rows.filter(sealed=False))


def chosen_lines(by: Actor, arrival: Arrival, entries: Iterable[str]) -> list[ArrivalLine]:
    """Return the lines of these entries, as a form names them; what is no UUID is left out."""
    wanted = []
    for text in entries:
        try:
            wanted.append(UUID(text))
        except ValueError:
            continue
    return list(lines_of(by, arrival).filter(entry__in=wanted))


def undecided_lines(by: Actor, arrival: Arrival) -> QuerySet[ArrivalLine]:
    """Return the lines that the officer may see and on which nothing was decided yet."""
    said = LineDecision.objects.filter(line=OuterRef("pk"))
    return lines_of(by, arrival).filter(~Exists(said))


def count_undecided(arrival: Arrival) -> int:
    """Return on how many lines nothing was decided yet, whoever may see them."""
    said = LineDecision.objects.filter(line=OuterRef("pk"))
    return arrival.lines.filter(~Exists(said)).count()


def decided_lines(arrival: Arrival) -> list[LineDecision]:
    """Return the decision that holds of each line decided, in the order of the file."""
    rows = LineDecision.objects.filter(line__arrival=arrival).select_related("line", "by")
    last = {one.line_id: one for one in rows.order_by("recorded_at", "pk")}
    return sorted(last.values(), key=lambda one: one.line.position)


def note_view(*, by: Actor, arrival: Arrival, lines: list[ArrivalLine]) -> None:
    """Put on record that the officer is about to see these entries and their people."""
    if not lines:
        return
    subjects = [UUID(row["mention"]) for one in lines for row in one.content["mentions"]]
    with writing(by):
        record(by, "handover.lines_viewed", arrival.pk, subjects=subjects)


def faults_sent(arrival: Arrival) -> list[IssuedReceipt]:
    """Return the faults found later that were sent back for this package."""
    rows = arrival.receipts.filter(kind=ReceiptKind.FAULT.value).select_related("file", "by")
    return list(rows.order_by("recorded_at"))


def refused_files(by: Actor) -> list[RefusedFile]:
    """Return the newest refusals of the actor's office."""
    require_right(by)
    rows = RefusedFile.objects.filter(office=by.office_id).select_related("by")
    return list(rows.order_by("-recorded_at", "-pk")[:10])


def sent_files(by: Actor) -> QuerySet[OutgoingFile]:
    """Return the files that the actor's office made, newest first."""
    require_right(by)
    rows = OutgoingFile.objects.filter(office=by.office_id).select_related("receiver", "by")
    return rows.order_by("-recorded_at", "pk")


def leg_due(start: datetime) -> date:
    """Return by when a leg that began at `start` is to be done with.

    Only the first leg has a term of its own in law; the same number of days is used for the
    others and marked as not confirmed where it is shown.

    Law: QT_1292_2022 step 3.
    """
    day = localdate(start)
    days = value("handover_days", day).number
    return due_date(day, days, days_off_between(day, day + timedelta(days=days + 30)))


def _due(arrival: Arrival) -> date | None:
    return leg_due(arrival.recorded_at)


def _is_gap(arrival: Arrival) -> bool:
    """Return whether a package before this one never came."""
    if arrival.previous is None:
        return False
    came = Arrival.objects.filter(office=arrival.office_id, package=arrival.previous)
    return not came.exists()
