"""Writes on reports: their lines, drafts, the sending that freezes them, and downloads."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from uuid import UUID

from hotich.apps.accounts.permissions import Permission
from hotich.apps.accounts.queries import get_office
from hotich.apps.audit.actor import Actor
from hotich.apps.audit.anchors import anchor_after
from hotich.apps.audit.writing import locked, record, writing
from hotich.apps.reports import problems
from hotich.apps.reports.figures import Figures
from hotich.apps.reports.lines import (
    ZONE,
    Line,
    line_on,
    named_party,
    store,
    week_of,
)
from hotich.apps.reports.models import Kind, Report, ReportLine
from hotich.apps.reports.printing import PrintedFile, print_report
from hotich.apps.reports.queries import (
    base_of,
    figures_now,
    get_report,
    last_periodic,
    may_send,
    replacement_of,
    signing_role,
)
from hotich.core.names import verbatim
from hotich.core.reporting import REPORT_SECTIONS


@dataclass(frozen=True, slots=True)
class LineChange:
    """A line as the office is to report from `valid_from` on."""

    recipient: str
    through: str
    copies: Sequence[str]
    weekday: int
    time: time
    valid_from: date
    confirmed: bool
    basis: str


def change_line(*, by: Actor, code: str, change: LineChange) -> ReportLine:
    """Record how the office reports along a line from a day on; reports sent stay as they are.

    Raises: problems.NoLineError, problems.PaperMissingError.
    """
    by.require(Permission.REPORT_WRITE)
    if change.confirmed and not change.basis.strip():
        raise problems.PaperMissingError
    with writing(by) as at:
        office = get_office(by.office_id)
        before = line_on(office, code, change.valid_from)
        if before is None:
            raise problems.NoLineError
        line = Line(
            code=code,
            reporter=before.reporter,
            recipient=named_party(change.recipient, office),
            through=named_party(change.through, office) if change.through.strip() else None,
            copies=tuple(named_party(one, office) for one in change.copies if one.strip()),
            weekday=change.weekday,
            time=change.time,
            valid_from=change.valid_from,
            valid_to=before.valid_to,
            confirmed=change.confirmed,
            basis=change.basis.strip(),
        )
        row = store(office, line, at=at, officer=by.officer_id)
        record(
            by,
            "report.line_changed",
            row.pk,
            reason=line.basis,
            before={"line": before},
            after={"line": line},
        )
    return row


def start_periodic(*, by: Actor, code: str, weeks_ago: int = 0) -> Report:
    """Return the draft of the line's report of this week, or of an earlier one, made if need be.

    Raises: problems.NoLineError, problems.WeekReportedError.
    """
    by.require(Permission.REPORT_WRITE)
    with writing(by) as at:
        office = get_office(by.office_id)
        week = week_of(at.astimezone(ZONE).date(), before=weeks_ago)
        line = line_on(office, code, at.astimezone(ZONE).date())
        if line is None:
            raise problems.NoLineError
        rows = Report.objects.filter(office=office, line_code=code, kind=Kind.PERIODIC)
        rows = rows.filter(discarded_at__isnull=True)
        later = rows.filter(week__gte=week, sent_at__isnull=False).order_by("week").first()
        if later is not None:
            raise problems.WeekReportedError(later)
        draft = rows.filter(week=week, corrects__isnull=True).first()
        if draft is not None:
            return draft
        report = Report.objects.create(
            office=office,
            line=_row_of(line, by),
            line_code=code,
            kind=Kind.PERIODIC,
            week=week,
            due=line.due_in(week),
            author_id=by.officer_id,
            edited_by_id=by.officer_id,
            recorded_at=at,
            edited_at=at,
        )
        record(by, "report.started", report.pk, after={"line": code, "week": week})
    return report


def start_ad_hoc(*, by: Actor, code: str, token: UUID, occasion: str) -> Report:
    """Return a new ad hoc draft along a line; the same one when the form is sent twice.

    Raises: problems.NoLineError.
    """
    by.require(Permission.REPORT_WRITE)
    with writing(by) as at:
        already = Report.objects.filter(pk=token, office=by.office_id).first()
        if already is not None:
            return already
        office = get_office(by.office_id)
        line = line_on(office, code, at.astimezone(ZONE).date())
        if line is None:
            raise problems.NoLineError
        report = Report.objects.create(
            uuid=token,
            office=office,
            line=_row_of(line, by),
            line_code=code,
            kind=Kind.AD_HOC,
            occasion=verbatim(occasion).strip(),
            author_id=by.officer_id,
            edited_by_id=by.officer_id,
            recorded_at=at,
            edited_at=at,
        )
        record(by, "report.started", report.pk, after={"line": code, "occasion": occasion})
    return report


def save_draft(
    *,
    by: Actor,
    report: UUID,
    version: int,
    sections: Mapping[str, str],
    occasion: str | None = None,
) -> Report:
    """Keep the sections of a draft as typed; `version` is the one the page was opened with.

    Raises: Report.DoesNotExist, problems.SentError, problems.ChangedMeanwhileError.
    """
    by.require(Permission.REPORT_WRITE)
    with writing(by) as at:
        draft = _draft(by, report, version)
        draft.sections = {one.code: verbatim(sections.get(one.code, "")) for one in REPORT_SECTIONS}
        if occasion is not None and draft.kind == Kind.AD_HOC:
            draft.occasion = verbatim(occasion).strip()
        draft.version += 1
        draft.edited_by_id, draft.edited_at = by.officer_id, at
        draft.save()
        record(by, "report.saved", draft.pk, after={"sections": draft.sections})
    return draft


def discard_draft(*, by: Actor, report: UUID) -> None:
    """Put a draft aside for good; a report that was sent stays.

    Raises: Report.DoesNotExist, problems.SentError.
    """
    by.require(Permission.REPORT_WRITE)
    with writing(by) as at:
        draft = _draft(by, report, None)
        draft.discarded_at, draft.discarded_by_id = at, by.officer_id
        draft.save()
        record(by, "report.discarded", draft.pk)


def send_report(*, by: Actor, report: UUID, version: int) -> Report:
    """Count the figures, freeze the report and send it; both in one transaction.

    Raises: Report.DoesNotExist, problems.SentError, problems.ChangedMeanwhileError,
    problems.NotTheSignerError, problems.WeekReportedError, problems.NotLastError.
    """
    by.require(Permission.REPORT_WRITE)
    with writing(by) as at:
        draft = _draft(by, report, version)
        if not may_send(by, draft, day=at.astimezone(ZONE).date()):
            raise problems.NotTheSignerError(signing_role(draft.line_code))
        _refuse_out_of_order(draft)
        if draft.corrects is None:  # the line may have been changed since the draft was begun
            line = line_on(draft.office, draft.line_code, at.astimezone(ZONE).date())
            if line is not None:
                draft.line = _row_of(line, by)
                draft.due = line.due_in(draft.week) if draft.week else None
        figures = figures_now(draft, as_of=at)
        draft.previous = base_of(draft)
        draft.figures = figures.as_json()
        draft.as_of = draft.sent_at = draft.edited_at = at
        draft.sent_by_id = draft.edited_by_id = by.officer_id
        draft.sequence = (
            1
            + Report.objects.filter(
                office=draft.office_id, line_code=draft.line_code, sent_at__isnull=False
            ).count()
        )
        row = record(
            by,
            "report.sent",
            draft.pk,
            reason=draft.correct_reason,
            after={"figures": draft.figures, "sections": draft.sections, "as_of": at},
        )
        draft.audit_head = f"{row.sequence}:{row.hash}"
        draft.save()
        anchor_after(row.chain, "report")
    return draft


def correct_report(*, by: Actor, report: UUID, reason: str) -> Report:
    """Return a draft that will replace a report once sent; it begins with the same sections.

    Raises: Report.DoesNotExist, problems.ReasonMissingError, problems.NotLastError.
    """
    by.require(Permission.REPORT_WRITE)
    if not reason.strip():
        raise problems.ReasonMissingError
    with writing(by) as at:
        sent = locked(Report.objects.filter(office=by.office_id, sent_at__isnull=False)).get(
            pk=report
        )
        pending = sent.corrections.filter(discarded_at__isnull=True, sent_at__isnull=True).first()
        if pending is not None:
            return pending
        _refuse_not_last(sent)
        draft = Report.objects.create(
            office=sent.office,
            line=sent.line,
            line_code=sent.line_code,
            kind=sent.kind,
            week=sent.week,
            due=sent.due,
            occasion=sent.occasion,
            sections=sent.sections,
            corrects=sent,
            correct_reason=verbatim(reason),
            author_id=by.officer_id,
            edited_by_id=by.officer_id,
            recorded_at=at,
            edited_at=at,
        )
        record(by, "report.correction_started", draft.pk, reason=reason, after={"of": sent.pk})
    return draft


def download_report(*, by: Actor, report: UUID, form: str) -> PrintedFile:
    """Return a report as "docx" or "pdf", a draft with its figures of this moment and marked so.

    Raises: Report.DoesNotExist.
    """
    found = get_report(by, report)
    with writing(by) as at:
        record(by, "report.downloaded", found.pk, reason=form)
        figures: Figures | None = None
        if found.sent_at is None:
            figures = figures_now(found, as_of=at)
    return print_report(found, form, at=at, counted=figures)


def _row_of(line: Line, by: Actor) -> ReportLine:
    if line.row is not None:
        return ReportLine.objects.get(pk=line.row)
    with writing(by) as at:
        return store(get_office(by.office_id), line, at=at)


def _draft(by: Actor, report: UUID, version: int | None) -> Report:
    rows = locked(Report.objects.filter(office=by.office_id))
    draft = rows.select_related("office", "edited_by").get(pk=report)
    if draft.sent_at is not None or draft.discarded_at is not None:
        raise problems.SentError
    if version is not None and version != draft.version:
        raise problems.ChangedMeanwhileError(draft.edited_by.full_name, draft.edited_at)
    return draft


def _refuse_out_of_order(draft: Report) -> None:
    if draft.corrects is not None:
        _refuse_not_last(draft.corrects)
    elif draft.kind == Kind.PERIODIC:
        rows = Report.objects.filter(
            office=draft.office_id, line_code=draft.line_code, kind=Kind.PERIODIC
        )
        later = rows.filter(week__gte=draft.week, sent_at__isnull=False).first()
        if later is not None:
            raise problems.WeekReportedError(later)


def _refuse_not_last(sent: Report) -> None:
    """Refuse to replace a report that was replaced, or from which a later week counts."""
    if replacement_of(sent) is not None:
        raise problems.NotLastError
    if sent.kind == Kind.PERIODIC and last_periodic(sent.office_id, sent.line_code) != sent:
        raise problems.NotLastError
