"""A case passes to the office that holds the book now."""

from collections.abc import Iterable
from uuid import UUID

from hotich.apps.accounts.permissions import Permission
from hotich.apps.audit.actor import Actor
from hotich.apps.audit.writing import locked, record, writing
from hotich.apps.tracking.models import Case, CaseMove
from hotich.apps.tracking.recording import subjects_of

_TOGETHER = 5000  # fewer than the variables a statement may have, on both databases


def move_cases(*, by: Actor, entries: Iterable[UUID], office: UUID) -> int:
    """Give the cases of the entries, closed ones too, to the office; return how many moved.

    Each move is a dated row, so that an earlier figure stays as it was.
    """
    by.require(Permission.BOOK_PREPARE)
    wanted, moved = list(entries), 0
    with writing(by) as at:
        for start in range(0, len(wanted), _TOGETHER):
            rows = Case.objects.filter(entry__in=wanted[start : start + _TOGETHER])
            for case in locked(rows.exclude(office=office).order_by("recorded_at", "pk")):
                CaseMove.objects.create(
                    case=case,
                    from_office_id=case.office_id,
                    to_office_id=office,
                    by_id=by.officer,
                    recorded_at=at,
                )
                before = {"office": case.office_id}
                case.office_id = office
                case.save(update_fields=["office"])
                record(
                    by,
                    "case.moved",
                    case.pk,
                    subjects=subjects_of(case),
                    before=before,
                    after={"office": office},
                )
                moved += 1
    return moved
