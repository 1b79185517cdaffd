"""What may the officer put into a section with one click? Nothing goes in by itself."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from hotich.apps.accounts.models import TeamMember, Workstation
from hotich.apps.audit.actor import Actor
from hotich.apps.campaign.queries import answered_difficulties, open_difficulties, plan_on
from hotich.apps.reports.lines import COMMUNE
from hotich.apps.reports.models import Report
from hotich.apps.reports.queries import base_of, received_reports

_RECENT = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A text for a section, and where it comes from."""

    section: str
    source: str
    text: str


def suggestions(by: Actor, report: Report, *, at: datetime) -> list[Suggestion]:
    """Return what is known for the sections of a draft: rows of the campaign, reports received."""
    return [
        *_plan(report, at),
        *_staff(report, at),
        *_difficulties(report, at),
        *_received(by, report, at),
    ]


def _plan(report: Report, at: datetime) -> list[Suggestion]:
    plan = plan_on(report.office_id, timezone.localtime(at).date(), as_of=at)
    if plan is None:
        return []
    number = gettext("số %(number)s ") % {"number": plan.number} if plan.number else ""
    text = gettext("Thực hiện kế hoạch %(number)s(%(title)s), từ %(start)s đến %(end)s.") % {
        "number": number,
        "title": plan.title,
        "start": f"{plan.starts_on:%d/%m/%Y}",
        "end": f"{plan.ends_on:%d/%m/%Y}",
    }
    return [Suggestion("planning_direction", gettext("Kế hoạch đang thực hiện"), text)]


def _staff(report: Report, at: datetime) -> list[Suggestion]:
    day = timezone.localtime(at).date()
    in_force = Q(valid_to__isnull=True) | Q(valid_to__gte=day)
    members = TeamMember.objects.filter(in_force, team__office=report.office, valid_from__lte=day)
    people = members.values("officer").distinct().count()
    teams = members.values("team").distinct().count()
    computers = Workstation.objects.filter(office=report.office)
    checked = computers.annotate(until=Max("checks__expires_on")).filter(until__gte=day).count()
    parts = []
    if people:
        words = gettext("%(teams)s tổ nhập dữ liệu, %(people)s người")
        parts.append(words % {"teams": teams, "people": people})
    if checked:
        words = ngettext(
            "%(count)d máy tính đã kiểm tra an ninh còn hạn",
            "%(count)d máy tính đã kiểm tra an ninh còn hạn",
            checked,
        )
        parts.append(words % {"count": checked})
    if not parts:
        return []
    text = f"{'; '.join(parts)}."
    return [Suggestion("staffing", gettext("Tổ nhập dữ liệu và máy tính đã khai"), text)]


def _difficulties(report: Report, at: datetime) -> list[Suggestion]:
    found = []
    for one in open_difficulties(report.office_id, at):
        source = gettext("Nêu ngày %(day)s, %(name)s") % {
            "day": f"{timezone.localtime(one.recorded_at):%d/%m/%Y}",
            "name": one.by.full_name,
        }
        found.append(Suggestion("difficulties", source, one.text))
        if one.proposal.strip():
            found.append(Suggestion("proposals", source, one.proposal))
    base = base_of(report)
    if base is not None and base.as_of is not None:
        for one in answered_difficulties(report.office_id, base.as_of, at):
            source = gettext("Đã được trả lời trong kỳ")
            text = gettext("%(text)s Đã được trả lời: %(answer)s")
            told = text % {"text": one.text, "answer": one.answer}
            found.append(Suggestion("difficulties", source, told))
    return found


def _received(by: Actor, report: Report, at: datetime) -> list[Suggestion]:
    """Return the sections of the reports that the commune received within a week."""
    if report.line.reporter != COMMUNE:
        return []
    rows = received_reports(by).filter(
        office=report.office, sent_at__gt=at - _RECENT, sent_at__lte=at
    )
    source = gettext("Theo báo cáo của %(name)s gửi %(day)s")
    return [
        Suggestion(
            code,
            source
            % {
                "name": one.sent_by.full_name if one.sent_by else "",
                "day": f"{timezone.localtime(one.sent_at):%H:%M %d/%m}" if one.sent_at else "",
            },
            str(text),
        )
        for one in rows.filter(corrections__isnull=True)[:1]
        for code, text in one.sections.items()
        if str(text).strip()
    ]
