"""Drafts, sending, the week, replacements: what a report may become and what it may not."""

from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from hotich.apps.accounts.permissions import Role
from hotich.apps.audit.actor import NotPermittedError
from hotich.apps.audit.models import AuditRow
from hotich.apps.reports import actions, problems, queries
from hotich.apps.reports.figures import from_json
from hotich.apps.reports.models import Report
from hotich.apps.reports.rederiving import NotSentError, rederive
from tests.support.books import entering_book
from tests.support.entries import saved_undecided
from tests.support.reports import SECTIONS, drafted, sent, sent_ad_hoc

pytestmark = pytest.mark.django_db


def entered(report: Report) -> tuple[int, int]:
    """Return what a report says was entered this week and in all."""
    figures = from_json(report.figures)
    return figures.week_sum.entered, figures.total_sum.entered


def test_the_week_is_what_came_since_the_periodic_report_before(staff, book, clerk, pass_time):
    saved_undecided(clerk, book)
    first = sent(staff)
    pass_time(days=7)
    saved_undecided(clerk, book)
    saved_undecided(clerk, book)
    pass_time(hours=1)
    second = sent(staff)
    assert [entered(first), entered(second)] == [(1, 1), (2, 3)]
    assert (first.sequence, second.sequence, second.previous) == (1, 2, first)


def test_an_ad_hoc_report_does_not_move_the_week(staff, book, clerk, pass_time):
    saved_undecided(clerk, book)
    first = sent(staff)
    pass_time(days=6)
    saved_undecided(clerk, book)
    between = sent_ad_hoc(staff)
    pass_time(days=1)
    saved_undecided(clerk, book)
    second = sent(staff)
    assert [entered(one) for one in (first, between, second)] == [(1, 1), (1, 2), (2, 3)]
    assert (between.previous, second.previous) == (first, first)


def test_each_line_has_a_week_of_its_own(staff, book, clerk, pass_time):
    saved_undecided(clerk, book)
    sent(staff)
    saved_undecided(clerk, book)
    commune = sent(staff, "commune", "lanhdao")
    assert (entered(commune), commune.previous, commune.sequence) == ((2, 2), None, 1)


def test_a_figure_that_was_undone_makes_a_week_negative(staff, book, clerk, pass_time):
    from hotich.apps.entry.actions import void_entry

    saved = saved_undecided(clerk, book)
    sent(staff)
    pass_time(days=7)
    void_entry(by=clerk, entry=saved.entry.pk, reason="nhập nhầm")
    assert entered(sent(staff)) == (-1, 0)


def test_one_report_a_week_and_a_draft_is_found_again(staff, clock):
    by = staff.actor("tuphap")
    draft = actions.start_periodic(by=by, code="justice_officer")
    assert actions.start_periodic(by=by, code="justice_officer") == draft
    done = sent(staff)
    assert done == draft
    with pytest.raises(problems.WeekReportedError) as refusal:
        actions.start_periodic(by=by, code="justice_officer")
    assert refusal.value.existing == done
    with pytest.raises(problems.WeekReportedError):
        actions.start_periodic(by=by, code="justice_officer", weeks_ago=1)


def test_a_missed_week_can_still_be_sent_late_but_not_after_the_next(staff, clock, pass_time):
    by = staff.actor("tuphap")
    sent(staff)
    pass_time(days=14)
    (justice, _commune) = queries.standings(by, at=timezone.now())
    assert justice.last is not None
    late = actions.start_periodic(by=by, code="justice_officer", weeks_ago=1)
    now = sent(staff)
    assert (now.week - late.week).days == 7
    with pytest.raises(problems.WeekReportedError):
        actions.send_report(by=by, report=late.pk, version=late.version)
    assert Report.objects.get(pk=late.pk).sent_at is None


def test_a_report_is_late_after_its_deadline(staff, clock):
    clock.move_to("2026-11-20T03:59:00Z")  # Friday 10:59
    assert not queries.is_late(sent(staff))
    clock.move_to("2026-11-20T09:01:00Z")  # Friday 16:01
    late = sent(staff, "commune", "lanhdao")
    assert queries.is_late(late)
    standing = queries.standings(staff.actor("lanhdao"), at=timezone.now())[1].this
    assert standing.was_late
    assert not standing.is_overdue


def test_deadlines_left_and_passed(staff, clock):
    by = staff.actor("tuphap")
    justice = queries.standings(by, at=timezone.now())[0].this
    assert (justice.left.days, justice.is_overdue, justice.sent) == (2, False, None)
    clock.move_to("2026-11-20T04:00:01Z")
    assert queries.standings(by, at=timezone.now())[0].this.is_overdue
    clock.move_to("2026-04-29T04:00:01Z")
    assert queries.standings(by, at=timezone.now())[0].this.on_holiday


def test_a_sent_report_is_frozen(staff, book, clerk):
    done = sent(staff)
    by = staff.actor("tuphap")
    with pytest.raises(problems.SentError):
        actions.save_draft(by=by, report=done.pk, version=done.version, sections={})
    with pytest.raises(problems.SentError):
        actions.send_report(by=by, report=done.pk, version=done.version)
    with pytest.raises(problems.SentError):
        actions.discard_draft(by=by, report=done.pk)
    for change in ({"sections": {}}, {"figures": {}}, {"sent_at": None}, {"discarded_at": None}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Report.objects.filter(pk=done.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        Report.objects.filter(pk=done.pk).delete()
    assert Report.objects.get(pk=done.pk).sections == SECTIONS


def test_counting_again_gives_the_figures_of_a_sent_report(staff, book, clerk, pass_time):
    from hotich.apps.entry.actions import void_entry

    saved = saved_undecided(clerk, book)
    first = sent(staff)
    pass_time(days=7)
    second = sent(staff)
    pass_time(hours=1)
    void_entry(by=clerk, entry=saved.entry.pk, reason="nhập nhầm")
    saved_undecided(clerk, book)
    entering_book(staff, volume="02/1998")
    assert rederive(first).matches
    assert rederive(second).matches
    assert rederive(second).counted == from_json(second.figures)


def test_a_row_changed_behind_the_program_is_seen(staff, book, clerk):
    from hotich.apps.entry.models import Entry

    saved = saved_undecided(clerk, book)
    done = sent(staff)
    Entry.objects.filter(pk=saved.entry.pk).update(voided_at=done.as_of, void_reason="lén")
    result = rederive(done)
    assert not result.matches
    found = {(one.figure, one.of_week): (one.reported, one.counted) for one in result.departures}
    assert found["entered", False] == (1, 0)
    assert found["undecided", True] == (1, 0)


def test_a_draft_has_nothing_to_count_again(staff, clock):
    with pytest.raises(NotSentError):
        rederive(drafted(staff))


def test_a_replacement_counts_from_where_the_replaced_report_did(staff, book, clerk, pass_time):
    saved_undecided(clerk, book)
    first = sent(staff)
    pass_time(days=7)
    saved_undecided(clerk, book)
    second = sent(staff)
    pass_time(hours=1)
    saved_undecided(clerk, book)
    by = staff.actor("tuphap")
    draft = actions.correct_report(by=by, report=second.pk, reason="ghi thiếu kinh phí")
    assert draft.sections == SECTIONS
    assert actions.correct_report(by=by, report=second.pk, reason="bấm hai lần") == draft
    mended = actions.send_report(by=by, report=draft.pk, version=draft.version)
    assert (entered(mended), mended.previous, mended.sequence) == ((2, 3), first, 3)
    assert queries.replacement_of(second) == mended
    pass_time(days=7)
    third = sent(staff)
    assert (entered(third), third.previous) == ((0, 3), mended)


def test_only_the_last_report_is_replaced_and_with_a_reason(staff, clock, pass_time):
    first = sent(staff)
    pass_time(days=7)
    sent(staff)
    by = staff.actor("tuphap")
    with pytest.raises(problems.NotLastError):
        actions.correct_report(by=by, report=first.pk, reason="muộn")
    with pytest.raises(problems.ReasonMissingError):
        actions.correct_report(by=by, report=first.pk, reason=" ")
    with pytest.raises(Report.DoesNotExist):
        actions.correct_report(by=by, report=drafted(staff, "commune").pk, reason="nháp")


def test_who_answers_for_a_line_sends_it(staff, clock):
    draft = drafted(staff, "commune")
    with pytest.raises(problems.NotTheSignerError) as refusal:
        actions.send_report(by=staff.actor("tuphap"), report=draft.pk, version=draft.version)
    assert refusal.value.role is Role.COMMUNE_LEADER
    own = drafted(staff)
    with pytest.raises(problems.NotTheSignerError):
        actions.send_report(by=staff.actor("lanhdao"), report=own.pk, version=own.version)
    assert actions.send_report(
        by=staff.actor("lanhdao"), report=draft.pk, version=draft.version
    ).sent_by == staff.officer("lanhdao")


def test_a_page_opened_before_another_saving_does_not_overwrite_it(staff, clock):
    draft = drafted(staff)
    by = staff.actor("lanhdao")
    with pytest.raises(problems.ChangedMeanwhileError) as refusal:
        actions.save_draft(by=by, report=draft.pk, version=draft.version - 1, sections={})
    assert refusal.value.name == "Mai Thị Tư"
    with pytest.raises(problems.ChangedMeanwhileError):
        actions.send_report(by=staff.actor("tuphap"), report=draft.pk, version=0)
    assert Report.objects.get(pk=draft.pk).sections == SECTIONS


def test_an_ad_hoc_form_sent_twice_is_one_report(staff, clock):
    token, by = uuid4(), staff.actor("tuphap")
    one, two = (
        actions.start_ad_hoc(by=by, code="commune", token=token, occasion="Sổ mờ") for _ in "ab"
    )
    assert one == two
    assert Report.objects.count() == 1
    with pytest.raises(problems.NoLineError):
        actions.start_ad_hoc(by=by, code="khac", token=uuid4(), occasion="x")


def test_a_discarded_draft_makes_room_for_another(staff, clock):
    draft = drafted(staff)
    actions.discard_draft(by=staff.actor("tuphap"), report=draft.pk)
    with pytest.raises(problems.SentError):
        actions.save_draft(by=staff.actor("tuphap"), report=draft.pk, version=2, sections={})
    assert sent(staff) != draft
    assert draft not in queries.own_reports(staff.actor("tuphap"))


def test_who_sees_what(staff, clock, other_commune):
    draft = drafted(staff)
    commune = sent(staff, "commune", "lanhdao")
    assert set(queries.own_reports(staff.actor("lanhdao"))) == {draft, commune}
    assert set(queries.own_reports(staff.actor("congan"))) == {commune}
    assert list(queries.received_reports(staff.actor("so"))) == [commune]
    assert list(queries.received_reports(staff.actor("lanhdao"))) == []
    done = actions.send_report(by=staff.actor("tuphap"), report=draft.pk, version=draft.version)
    assert list(queries.received_reports(staff.actor("lanhdao"))) == [done]
    assert list(queries.received_reports(staff.actor("so"))) == [commune]
    for login in ("tuphap-khac", "lanhdao-khac", "c06"):
        actor = staff.actor(login)
        assert not queries.visible_reports(actor).exists()
        with pytest.raises(Report.DoesNotExist):
            queries.get_report(actor, commune.pk)


def test_another_office_cannot_write(staff, clock, other_commune):
    draft = drafted(staff)
    by = staff.actor("tuphap-khac")
    for act in (
        lambda: actions.save_draft(by=by, report=draft.pk, version=2, sections={}),
        lambda: actions.send_report(by=by, report=draft.pk, version=2),
        lambda: actions.discard_draft(by=by, report=draft.pk),
        lambda: actions.correct_report(by=by, report=draft.pk, reason="x"),
        lambda: actions.download_report(by=by, report=draft.pk, form="pdf"),
    ):
        with pytest.raises(Report.DoesNotExist):
            act()
    with pytest.raises(NotPermittedError):
        actions.start_periodic(by=staff.actor("congan"), code="commune")
    with pytest.raises(NotPermittedError):
        actions.send_report(by=staff.actor("so"), report=draft.pk, version=2)


def test_each_act_is_in_the_audit_and_its_head_on_the_report(staff, clock):
    done = sent(staff)
    rows = AuditRow.objects.filter(object=done.pk).order_by("sequence")
    assert [row.action for row in rows] == ["report.started", "report.saved", "report.sent"]
    last = rows.last()
    assert last is not None
    assert done.audit_head == f"{last.sequence}:{last.hash}"
    assert last.at == done.as_of == done.sent_at
