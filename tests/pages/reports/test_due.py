"""What is due this week: overdue first, for the officer's role alone, with the days left."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from hotich.apps.entry import actions as entry
from hotich.apps.population.models import NumberRequest
from hotich.apps.registers.models import Assignment
from hotich.apps.reports.due import Kind, due_this_week
from hotich.apps.tracking.models import Case, DifferenceStep
from tests.support import acts, handover, reports
from tests.support.books import entering_book
from tests.support.entries import (
    given_person,
    saved_linked,
    saved_not_found,
    saved_undecided,
)

pytestmark = pytest.mark.django_db
DUE = "/bao-cao/trong-tuan/"


def html(response):
    return response.content.decode()


def found(staff, login, at=None):
    week = due_this_week(staff.actor(login), at=at or timezone.now())
    return {item.kind: item for item in (*week.overdue, *week.due, *week.waiting)}


def test_an_idle_office_has_nothing_due_but_its_report(page, staff):
    assert "Không có việc nào đến hạn trong tuần." in html(page("congan").get(DUE))


def test_what_waits_for_a_clerk_stands_with_its_age_and_link(page, staff):
    clerk, book = staff.actor("congan"), entering_book(staff)
    one = saved_undecided(clerk, book).entry
    entry.mark_returned(by=staff.actor("tuphap"), entry=one.pk, reason="sai ngày")
    shown = html(page("congan").get(DUE))
    assert "Trường hợp bị trả lại để sửa" in shown
    assert reverse("entry:queue", args=["tra-lai"]) in shown
    assert Kind.RETURNED not in found(staff, "tuphap")


def test_number_requests_wait_for_who_may_act(staff):
    saved_not_found(staff.actor("congan"), entering_book(staff))
    assert NumberRequest.objects.count() == 1
    assert found(staff, "tuphap")[Kind.NUMBERS].count == 1
    assert Kind.NUMBERS not in found(staff, "congan")


def test_a_case_that_has_not_moved_for_a_week_is_named(staff):
    person = given_person(full_name="Hà Thị Khác", ethnicity="Mường")
    saved_linked(
        staff.actor("congan"), entering_book(staff), person, {"child.full_name": "Hà Thị Khác"}
    )
    assert Case.objects.count() == 1
    assert Kind.IDLE_CASES not in found(staff, "tuphap")
    DifferenceStep.objects.update(recorded_at=timezone.now() - timedelta(days=8))
    assert found(staff, "tuphap")[Kind.IDLE_CASES].count == 1
    assert Kind.IDLE_CASES not in found(staff, "c06")


def test_a_planned_book_is_overdue_after_its_day(page, staff):
    book, now = entering_book(staff), timezone.now()
    planned = timezone.localdate(now) - timedelta(days=2)
    begun = planned - timedelta(days=30)
    Assignment.objects.filter(book=book).update(from_day=begun, planned_until=planned)
    week = due_this_week(staff.actor("congan"), at=now)
    assert [item.kind for item in week.overdue] == [Kind.BOOK]
    assert week.overdue[0].days_left(week.day) == -2
    assert Kind.BOOK in found(staff, "tuphap")
    client = page("congan")
    assert "quá 2 ngày" in html(client.get(DUE))
    client.cookies["django_language"] = "en"
    assert "2 days overdue" in html(client.get(DUE))
    assert due_this_week(staff.actor("congan"), at=now - timedelta(days=14)).later == 1


def test_the_weekly_report_is_due_for_who_writes_it(staff):
    reports.drafted(staff)
    now = timezone.now()
    item = found(staff, "tuphap", now)[Kind.REPORT]
    assert item.due.weekday() == 4  # Friday, by the values of the law
    assert Kind.REPORT not in found(staff, "congan", now)


def test_the_clock_of_the_handover_is_shown_to_who_sends(staff, settings, tmp_path):
    settings.MEDIA = settings.KEYS = settings.EXCHANGE = tmp_path
    book = handover.complete_book(staff)
    item = due_this_week(staff.actor("c06"), at=timezone.now() + timedelta(days=60)).overdue
    assert [one.kind for one in item] == [Kind.PACKAGE]
    package = handover.made(staff, book)
    late = due_this_week(staff.actor("c06"), at=timezone.now() + timedelta(days=60)).overdue
    assert [(one.kind, one.key) for one in late] == [(Kind.ARRIVED, package.pk)]
    handover.at_department(staff)
    assert Kind.FORWARD in found(staff, "so", timezone.now() + timedelta(days=60))


def test_scans_lack_in_books_that_are_entered(staff):
    book = entering_book(staff)
    saved_undecided(staff.actor("congan"), book)
    assert Kind.SCANS not in found(staff, "tuphap")
    acts.lock(staff, book)
    assert found(staff, "tuphap")[Kind.SCANS].count == 1
    assert found(staff, "tuphap", timezone.now() + timedelta(days=60))[Kind.COMPLETION].due


@pytest.mark.parametrize("login", ["congan", "truongca", "tuphap", "lanhdao", "c06", "so"])
def test_every_role_has_the_page(page, login):
    assert page(login).get(DUE).status_code == 200
