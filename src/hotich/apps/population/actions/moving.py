"""What is asked about an entry passes to the office that holds its book now."""

from collections.abc import Iterable
from uuid import UUID

from hotich.apps.accounts.permissions import Permission
from hotich.apps.audit.actor import Actor
from hotich.apps.audit.writing import locked, record, writing
from hotich.apps.population.models import DeathConfirmation, NumberRequest, OfficeMove

_TOGETHER = 5000  # fewer than the variables a statement may have, on both databases


def move_entries(*, by: Actor, entries: Iterable[UUID], office: UUID) -> int:
    """Give the number requests and the deaths to confirm of the entries to the office.

    Ended ones go along, too. Each move is a dated row. Returns how many moved.
    """
    by.require(Permission.BOOK_PREPARE)
    wanted, moved = list(entries), 0
    with writing(by):
        for start in range(0, len(wanted), _TOGETHER):
            part = wanted[start : start + _TOGETHER]
            for request in locked(NumberRequest.objects.filter(entry__in=part)):
                moved += _move(by, request, "number.moved", office)
            for death in locked(DeathConfirmation.objects.filter(entry__in=part)):
                moved += _move(by, death, "death.moved", office)
    return moved


def _move(by: Actor, row: NumberRequest | DeathConfirmation, action: str, office: UUID) -> bool:
    if row.office == office:
        return False
    with writing(by) as at:
        OfficeMove.objects.create(
            moved=row.pk,
            entry=row.entry,
            from_office=row.office,
            to_office=office,
            by_id=by.officer,
            recorded_at=at,
        )
        before, after = {"office": row.office}, {"office": office}
        row.office = office
        row.save(update_fields=["office"])
        record(by, action, row.pk, subjects=[row.mention], before=before, after=after)
    return True
