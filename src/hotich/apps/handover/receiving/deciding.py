"""The office holding the book accepts or rejects each entry, and answers with one receipt."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from hotich.apps.accounts.bounds import within
from hotich.apps.accounts.permissions import Permission
from hotich.apps.audit.actor import Actor
from hotich.apps.audit.writing import locked, record, writing
from hotich.apps.handover.models import Arrival, ArrivalLine, IssuedReceipt, LineDecision
from hotich.apps.handover.outgoing import lay_out
from hotich.apps.handover.receipt_file import Line, ReceiptKind
from hotich.apps.handover.receiving.problems import (
    AlreadySentError,
    ReasonsMissingError,
    UndecidedError,
)
from hotich.apps.handover.receiving.queries import (
    arrival_of,
    count_undecided,
    decided_lines,
    lines_of,
    undecided_lines,
)
from hotich.apps.handover.receiving.receipts import issue
from hotich.apps.records import actions as records
from hotich.apps.records.models import Fault

_PART = 500


def decide(*, by: Actor, arrival: UUID, rejected: Mapping[UUID, str], shown: Sequence[UUID]) -> int:
    """Reject some of the lines shown, each with its reason, and accept the rest of them.

    Returns how many decisions were written; one that says the same again is not. A line that the
    officer may not see is left alone.

    Raises: ReasonsMissingError with the entries concerned; AlreadySentError; Arrival.DoesNotExist.
    """
    by.require(Permission.HANDOVER_RECEIVE)
    bare = frozenset(entry for entry, reason in rejected.items() if not reason.strip())
    if bare:
        raise ReasonsMissingError(bare)
    with writing(by) as at:
        found = _open(by, arrival)
        lines = list(lines_of(by, found).filter(entry__in=shown))
        return _decide(by, found, lines, rejected, at)


def accept_rest(*, by: Actor, arrival: UUID) -> int:
    """Accept every line he sees that is not decided yet, and return how many.

    Raises: AlreadySentError; Arrival.DoesNotExist.
    """
    by.require(Permission.HANDOVER_RECEIVE)
    with writing(by) as at:
        found = _open(by, arrival)
        return _decide(by, found, list(undecided_lines(by, found)), {}, at)


def issue_receipt(*, by: Actor, arrival: UUID) -> IssuedReceipt:
    """Put what was accepted into the records and send the receipt back the way it came.

    Raises: UndecidedError; AlreadySentError; KeysMissingError; Arrival.DoesNotExist.
    """
    by.require(Permission.HANDOVER_RECEIVE)
    with writing(by) as at:
        found = _open(by, arrival)
        left = count_undecided(found)
        if left:
            raise UndecidedError(left)
        decided = decided_lines(found)
        lines = [Line(one.line.entry, one.accepted, one.reason) for one in decided]
        receipt = issue(by=by, arrival=found, kind=ReceiptKind.DECIDED, at=at, lines=lines)
        accepted = records.Accepted(
            package=found.package,
            sequence=found.sequence,
            book=found.book,
            book_label=found.book_label,
            way=_whole_way(found),
            payloads=[one.line.content for one in decided if one.accepted],
        )
        records.accept_from(by=by, accepted=accepted)
        after = {"accepted": receipt.accepted, "rejected": receipt.rejected}
        record(by, "handover.receipt_made", found.pk, after=after)
    lay_out(receipt.file)
    return receipt


def send_fault(*, by: Actor, record_of: UUID, reason: str) -> Fault:
    """Report a fault found later in a record, and send it back the way the record came.

    Raises: records' ReasonMissingError, WithdrawnError and Record.DoesNotExist;
    Arrival.DoesNotExist for a record whose package did not arrive in this installation.
    """
    with writing(by) as at:
        fault = records.report_fault(by=by, record_of=record_of, reason=reason)
        arrival = arrival_of(by, fault.package)
        line = Line(fault.record_id, accepted=False, reason=fault.reason)
        kind = ReceiptKind.FAULT
        receipt = issue(by=by, arrival=arrival, kind=kind, at=at, lines=[line], uuid=fault.uuid)
    lay_out(receipt.file)
    return fault


def _open(by: Actor, arrival: UUID) -> Arrival:
    """Return the arrival, locked, while its receipt is not made."""
    covered = within(by, Permission.HANDOVER_RECEIVE)
    rows = Arrival.objects.filter(covered, office=by.office_id, is_destination=True)
    found = locked(rows).get(pk=arrival)
    if found.receipts.filter(kind=ReceiptKind.DECIDED.value).exists():
        raise AlreadySentError
    return found


def _decide(
    by: Actor,
    arrival: Arrival,
    lines: Sequence[ArrivalLine],
    rejected: Mapping[UUID, str],
    at: datetime,
) -> int:
    said = {one.line_id: (one.accepted, one.reason) for one in decided_lines(arrival)}
    fresh = []
    for line in lines:
        reason = rejected.get(line.entry, "").strip()[:500]
        if said.get(line.pk) != (not reason, reason):
            fresh.append(
                LineDecision(
                    line=line,
                    accepted=not reason,
                    reason=reason,
                    by_id=by.officer_id,
                    recorded_at=at,
                )
            )
    LineDecision.objects.bulk_create(fresh, batch_size=_PART)
    if fresh:
        after = {str(one.line.entry): one.accepted for one in fresh}
        record(by, "handover.lines_decided", arrival.pk, after=after)
    return len(fresh)


def _whole_way(arrival: Arrival) -> list[dict[str, str]]:
    """Return the hops, and at the end the arrival here."""
    last = arrival.way[-1]
    here = {
        "sender": last["receiver"],
        "sender_name": last["receiver_name"],
        "receiver": "",
        "receiver_name": "",
        "sent_at": "",
        "received_at": arrival.recorded_at.isoformat(),
    }
    return [*arrival.way, here]
