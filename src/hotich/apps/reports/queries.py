"""Which reports does an officer see, what is due, and what may go into a draft?"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from hotich.apps.accounts.models import Office, Officer
from hotich.apps.accounts.permissions import Permission, Role
from hotich.apps.accounts.queries import get_office, roles_of
from hotich.apps.audit.actor import Actor
from hotich.apps.reports.figures import Figures, figures_at, from_json
from hotich.apps.reports.lines import JUSTICE_OFFICER, ZONE, Line, lines_on, week_of
from hotich.apps.reports.models import Kind, LineParty, Report
from hotich.core.law import days_off


@dataclass(frozen=True, slots=True)
class Standing:
    """What is due along a line in a week. `left` is negative once the deadline is past."""

    line: Line
    week: date
    due: datetime
    left: timedelta
    on_holiday: bool
    draft: Report | None
    sent: Report | None

    @property
    def is_overdue(self) -> bool:
        """Whether the deadline passed without a report."""
        return self.sent is None and self.left < timedelta()

    @property
    def was_late(self) -> bool:
        """Whether the week's report was sent after its deadline."""
        return self.sent is not None and is_late(self.sent)


@dataclass(frozen=True, slots=True)
class LineStanding:
    """This week's standing of a line, and last week's while that report may still be made."""

    this: Standing
    last: Standing | None


def visible_reports(by: Actor) -> QuerySet[Report]:
    """Return the office's own reports and those sent to it; drafts for who may write only.

    A report that was sent is seen by its recipient, by the office through which it goes, and by
    those that get a copy.
    """
    by.require(Permission.REPORT_VIEW)
    own = Q(office=by.office_id)
    if not by.may(Permission.REPORT_WRITE):
        own &= Q(sent_at__isnull=False)
    rows = Report.objects.filter(own | _received(by), discarded_at__isnull=True)
    return _told(rows)


def sent_reports(by: Actor) -> QuerySet[Report]:
    """Return the reports the office sent that still stand, the last first, for what money is in."""
    by.require(Permission.MONEY_VIEW)
    replaced = Report.objects.filter(corrects=OuterRef("pk"), sent_at__isnull=False)
    rows = Report.objects.filter(~Exists(replaced), office=by.office_id, sent_at__isnull=False)
    return rows.select_related("sent_by").order_by("-sent_at", "pk")


def get_report(by: Actor, uuid: UUID) -> Report:
    """Return a report the officer sees; raises Report.DoesNotExist for any other."""
    return visible_reports(by).get(pk=uuid)


def own_reports(by: Actor) -> QuerySet[Report]:
    """Return the reports of the actor's office, the last edited first."""
    rows = visible_reports(by).filter(office=by.office_id)
    return rows.order_by("-edited_at", "pk")


def received_reports(by: Actor) -> QuerySet[Report]:
    """Return the reports sent to the actor's office, the last sent first."""
    rows = visible_reports(by).filter(_received(by))
    return rows.order_by("-sent_at", "pk")


def is_received(by: Actor, report: Report) -> bool:
    """Return whether the report was sent to the actor's office, or by it to itself."""
    return Report.objects.filter(_received(by), pk=report.pk).exists()


def replacement_of(report: Report) -> Report | None:
    """Return the report that was sent in place of this one, or None."""
    rows = Report.objects.filter(corrects=report, sent_at__isnull=False)
    return rows.first()


def pending_replacement(report: Report) -> Report | None:
    """Return the draft that is to replace this report, or None."""
    rows = Report.objects.filter(corrects=report, sent_at__isnull=True, discarded_at__isnull=True)
    return rows.first()


def is_late(report: Report) -> bool:
    """Return whether a report was sent after its deadline; a replacement is not measured."""
    if report.sent_at is None or report.due is None or report.corrects_id is not None:
        return False
    return report.sent_at > report.due


def last_periodic(office: UUID, code: str) -> Report | None:
    """Return the periodic report of a line from which the next week counts, or None."""
    replaced = Report.objects.filter(corrects=OuterRef("pk"), sent_at__isnull=False)
    rows = Report.objects.filter(
        ~Exists(replaced),
        office=office,
        line_code=code,
        kind=Kind.PERIODIC,
        sent_at__isnull=False,
    )
    return rows.order_by("as_of", "sequence").last()


def base_of(report: Report) -> Report | None:
    """Return the report from whose `as_of` the week of this one counts.

    A replacement counts from where the report it replaces did; an ad hoc report from the last
    periodic one of its line, which it does not move.
    """
    if report.sent_at is not None:
        return report.previous
    if report.kind == Kind.PERIODIC and report.corrects is not None:
        return report.corrects.previous
    return last_periodic(report.office_id, report.line_code)


def figures_of(report: Report) -> Figures | None:
    """Return the figures a sent report keeps; None for a draft."""
    return from_json(report.figures) if report.figures is not None else None


def figures_now(report: Report, *, as_of: datetime) -> Figures:
    """Return the figures a draft would be sent with at `as_of`."""
    base = base_of(report)
    return figures_at(report.office_id, as_of=as_of, before=base.as_of if base else None)


def standings(by: Actor, *, at: datetime) -> list[LineStanding]:
    """Return what is due along each line of the actor's office, at a moment."""
    by.require(Permission.REPORT_VIEW)
    office = get_office(by.office_id)
    day = at.astimezone(ZONE).date()
    found = []
    for line in lines_on(office, day):
        this = _standing(office, line, week_of(day), at)
        before = _standing(office, line, week_of(day, before=1), at)
        missed = before.sent is None and this.sent is None
        told = missed and (before.draft is not None or _has_reported(office, line.code))
        found.append(LineStanding(this, before if told else None))
    return found


def signing_role(line_code: str) -> Role:
    """Return the role that answers for the reports of a line and sends them."""
    return Role.JUSTICE_OFFICER if line_code == JUSTICE_OFFICER else Role.COMMUNE_LEADER


def may_send(by: Actor, report: Report, *, day: date) -> bool:
    """Return whether the actor answers for the reports of the line on that day."""
    if not by.may(Permission.REPORT_WRITE) or report.office_id != by.office:
        return False
    officer = Officer.objects.get(pk=by.officer_id)
    return signing_role(report.line_code) in roles_of(officer, day=day)


def _received(by: Actor) -> Q:
    lines = LineParty.objects.filter(office=by.office_id).values("line")
    return Q(line__in=lines, sent_at__isnull=False)


def _told(rows: QuerySet[Report]) -> QuerySet[Report]:
    rows = rows.select_related(
        "office", "line", "author", "edited_by", "sent_by", "previous", "corrects__previous"
    )
    return rows.prefetch_related("line__parties")


def _has_reported(office: Office, code: str) -> bool:
    rows = Report.objects.filter(office=office, line_code=code, kind=Kind.PERIODIC)
    return rows.filter(sent_at__isnull=False).exists()


def _standing(office: Office, line: Line, week: date, at: datetime) -> Standing:
    rows = Report.objects.filter(
        office=office,
        line_code=line.code,
        kind=Kind.PERIODIC,
        week=week,
        discarded_at__isnull=True,
    )
    reports = list(rows.order_by("recorded_at"))
    sent = [one for one in reports if one.sent_at is not None]
    drafts = [one for one in reports if one.sent_at is None]
    due = line.due_in(week)
    first = next((one for one in sent if one.corrects_id is None), None)
    return Standing(
        line=line,
        week=week,
        due=due,
        left=due - at,
        on_holiday=due.date() in days_off(due.year),
        draft=drafts[-1] if drafts else None,
        sent=first,
    )
