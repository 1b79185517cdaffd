"""The right to know: who looked at a person is answered within the days that the law gives."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.utils.translation import gettext

from hotich.apps.accounts.permissions import Permission
from hotich.apps.accounts.queries import get_office
from hotich.apps.audit.about import RowsAbout
from hotich.apps.audit.actor import Actor
from hotich.apps.audit.writing import locked, record, writing
from hotich.apps.exports.actions import Wish, ask_export
from hotich.apps.exports.models import ExportRequest, RightRequest
from hotich.apps.exports.writers import Written
from hotich.apps.oversight.queries import get_watched
from hotich.apps.oversight.reasons import reason_words
from hotich.apps.oversight.words import action_words
from hotich.core.dates import working_days_after
from hotich.core.law import days_off_between, value
from hotich.core.words import vi
from hotich.documents.sheets import SheetColumn, text_table

KIND = "oversight.viewers"
TITLE = vi("Ai đã xem, tra cứu, sửa thông tin")
_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
_COLUMNS = (
    (vi("Lúc"), 20),
    (vi("Cán bộ"), 26),
    (vi("Máy tính"), 18),
    (vi("Việc"), 34),
    (vi("Lý do"), 50),
)


class AnsweredError(Exception):
    """The request was answered before."""


def due_on(received_on: date) -> date:
    """Return the last day for the answer; before the law gave days, its first ones are used."""
    days = value("right_answer_days", max(received_on, date(2026, 1, 1))).number
    off = days_off_between(received_on, received_on + timedelta(days=30))
    return working_days_after(received_on, days, off)


def requests_of(by: Actor) -> QuerySet[RightRequest]:
    """Return the requests of the office: open ones first, those due soonest first."""
    by.require(Permission.AUDIT_VIEW)
    rows = RightRequest.objects.filter(office=by.office_id)
    return rows.select_related("registered_by", "answered_by").order_by("answered_at", "due_on")


def get_request(by: Actor, uuid: UUID) -> RightRequest:
    """Return a request of the office; raises RightRequest.DoesNotExist."""
    return requests_of(by).get(pk=uuid)


def record_request(
    *, by: Actor, mention: UUID | None, person: UUID | None, reference: str, received_on: date
) -> RightRequest:
    """Write down that somebody asked who looked at a person of an entry, or of the register.

    Raises: Mention.DoesNotExist, also for an entry of another office.
    """
    by.require(Permission.AUDIT_VIEW)
    subjects: tuple[UUID, ...]
    if mention is not None:
        entry, watched = get_watched(by, mention)
        subjects, label = watched.subjects, f"{entry.label} · {gettext(watched.role)}"
    elif person is not None:
        subjects = (person,)
        label = gettext("Người trong CSDLQGVDC, mã %(mark)s") % {"mark": str(person)[:8]}
    else:
        raise ValueError("whom does it concern?")
    with writing(by) as at:
        request = RightRequest.objects.create(
            office_id=by.office_id,
            label=label[:300],
            subjects=[str(one) for one in subjects],
            reference=reference,
            received_on=received_on,
            due_on=due_on(received_on),
            registered_by_id=by.officer_id,
            recorded_at=at,
        )
        record(by, "right.asked", request.pk, subjects=subjects, reason=reference)
    return request


def show_answer(*, by: Actor, request: UUID) -> tuple[RightRequest, RowsAbout]:
    """Return a request with the rows that answer it, after recording that they are shown.

    Raises: RightRequest.DoesNotExist.
    """
    found = get_request(by, request)
    with writing(by):
        rows = _rows(by, found)
        record(by, "right.shown", found.pk, subjects=_subjects(found), reason=found.reference)
    return found, rows


def ask_answer_file(*, by: Actor, request: UUID, wish: Wish) -> ExportRequest:
    """Ask for the answer as a workbook; a second person lets it go out.

    Raises: RightRequest.DoesNotExist; what `ask_export` raises.
    """
    found = get_request(by, request)
    return ask_export(
        by=by,
        kind=KIND,
        label=f"{gettext(TITLE)}: {found.label}",
        parameters={"request": str(found.pk)},
        rows=len(_rows(by, found)),
        wish=wish,
    )


def mark_answered(*, by: Actor, request: UUID, answer: str) -> None:
    """Write down when and how the citizen was answered.

    Raises: AnsweredError; RightRequest.DoesNotExist.
    """
    by.require(Permission.AUDIT_VIEW)
    with writing(by) as at:
        found = locked(RightRequest.objects.filter(office=by.office_id)).get(pk=request)
        if found.answered_at is not None:
            raise AnsweredError
        found.answered_by_id, found.answered_at, found.answer = by.officer_id, at, answer
        found.save(update_fields=["answered_by", "answered_at", "answer"])
        record(by, "right.answered", found.pk, subjects=_subjects(found), reason=answer)


def write_answer(by: Actor, parameters: Mapping[str, object], at: datetime) -> Written:
    """Return the answer as a workbook: when, who, at which computer, what and why."""
    found = get_request(by, UUID(str(parameters["request"])))
    rows = [
        (
            f"{row.at.astimezone(_ZONE):%H:%M:%S %d/%m/%Y}",
            row.actor_name,
            row.workstation,
            action_words(row.action),
            reason_words(row.action, row.reason),
        )
        for row in _rows(by, found)
    ]
    titles = (
        gettext(TITLE),
        get_office(by.office_id).name,
        found.label,
        gettext("Theo yêu cầu: %(reference)s") % {"reference": found.reference},
    )
    columns = [SheetColumn(gettext(label), width) for label, width in _COLUMNS]
    content = text_table("A", columns, rows, titles=titles)
    name = f"ai-da-xem-{at.astimezone(_ZONE):%Y-%m-%d}.xlsx"
    return Written(name, content, len(rows), _subjects(found))


def _rows(by: Actor, request: RightRequest) -> RowsAbout:
    return RowsAbout(by.office_id, _subjects(request))


def _subjects(request: RightRequest) -> tuple[UUID, ...]:
    return tuple(UUID(one) for one in request.subjects)
