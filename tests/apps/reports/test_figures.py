"""The figures of a moment are those of the rows recorded by then, whatever came later."""

from datetime import timedelta

import pytest
from django.utils import timezone

from hotich.apps.checking.actions import report_complete
from hotich.apps.entry import actions as entry
from hotich.apps.population import actions as population
from hotich.apps.population.queries import live_request
from hotich.apps.registers import actions as registers
from hotich.apps.reports.figures import Figures, from_json, totals_at
from hotich.apps.tracking.actions import end_case
from hotich.core.reporting import Count
from tests.support.books import SIGNED, given_book
from tests.support.checks import lock, typed_book
from tests.support.entries import given_person, saved_linked, saved_not_found, saved_undecided
from tests.support.handover import answer, at_commune, give_keys, made, receipt_home

pytestmark = pytest.mark.django_db


def count_at(staff, moment) -> Count:
    (count,) = totals_at(staff.commune.pk, as_of=moment).counts
    return count


def test_an_office_without_books_has_no_figures(staff):
    assert totals_at(staff.commune.pk, as_of=timezone.now()).counts == ()


def test_every_figure_at_every_moment(staff, book, clerk, pass_time):
    moments = [timezone.now()]

    def then() -> None:
        moments.append(timezone.now())
        pass_time(hours=1)

    pass_time(hours=1)
    person = given_person()
    clean = saved_linked(clerk, book, person)
    saved_linked(clerk, book, person, {"mother.birth_date": "1976"})
    then()
    differing = saved_linked(clerk, book, person, {"mother.full_name": "Trần Thị Hiền"})
    then()
    absent = saved_not_found(clerk, book)
    waiting = saved_undecided(clerk, book)
    then()
    mention = differing.decisions[0].mention_id
    end_case(by=staff.actor("tuphap"), mention=mention, reason="đã xử lý ngoài phần mềm")
    then()
    request = live_request(absent.entry.mentions.get(principal=True).pk)
    assert request is not None
    population.confirm_request(by=staff.actor("tuphap"), request=request.pk)
    then()
    entry.void_entry(by=clerk, entry=waiting.entry.pk, reason="nhập nhầm")
    entry.undo_link(by=clerk, mention=clean.decisions[0].mention_id, reason="nhầm người")
    then()
    none = Count("KS", books=1, declared=40)
    expected = [
        none,
        Count("KS", books=1, declared=40, entered=2, consistent_clean=1, consistent_other=1),
        Count(
            "KS", books=1, declared=40, entered=3,
            consistent_clean=1, consistent_other=1, inconsistent_open=1,
        ),
        Count(
            "KS", books=1, declared=40, entered=5, consistent_clean=1, consistent_other=1,
            inconsistent_open=1, not_found=1, undecided=1, numbers_pending=1,
        ),
        Count(
            "KS", books=1, declared=40, entered=5, consistent_clean=1, consistent_other=1,
            inconsistent_closed=1, not_found=1, undecided=1, numbers_pending=1,
        ),
    ]  # fmt: skip
    assert [count_at(staff, moment) for moment in moments[:5]] == expected
    last = count_at(staff, moments[-1])
    assert (last.entered, last.consistent_clean, last.undecided, last.not_found) == (4, 0, 1, 1)
    assert all(count_at(staff, moment).unaccounted == 0 for moment in moments)
    assert [count_at(staff, moment) for moment in moments[:5]] == expected


def test_an_allotted_number_is_given_and_no_longer_pending(staff, book, clerk, pass_time):
    absent = saved_not_found(clerk, book)
    before = timezone.now()
    pass_time(minutes=5)
    request = live_request(absent.entry.mentions.get(principal=True).pk)
    assert request is not None
    population.confirm_request(by=staff.actor("tuphap"), request=request.pk)
    population.release_request(by=staff.actor("truongca"), request=request.pk)
    population.allot(by=staff.actor("truongca"), request=request.pk)
    then = count_at(staff, before)
    now = count_at(staff, timezone.now())
    assert (then.numbers_given, then.numbers_pending) == (0, 1)
    assert (now.numbers_given, now.numbers_pending) == (1, 0)


def test_a_declaration_corrected_later_counts_as_it_stood(staff, book, pass_time):
    then = timezone.now()
    pass_time(minutes=5)
    registers.declare_year(
        by=staff.actor("tuphap"), book=book, year=1998, pages=10, entries=41, reason="đếm lại"
    )
    assert (count_at(staff, then).declared, count_at(staff, timezone.now()).declared) == (40, 41)


def test_books_without_a_declaration_are_told(staff, book):
    given_book(staff, volume="02/1998", years=((1998, None, None),))
    totals = totals_at(staff.commune.pk, as_of=timezone.now())
    assert totals.undeclared == {"KS": 1}
    assert totals.counts[0].books == 2


def test_a_book_that_was_handed_over_counts_until_then(staff, book, other_commune, pass_time):
    then = timezone.now()
    pass_time(minutes=5)
    registers.transfer_custody(
        by=staff.actor("tuphap"),
        book=book,
        to_office=other_commune.commune,
        on_day=timezone.localdate(),
        document="BB 01",
        signatures=SIGNED,
    )
    now = timezone.now()
    assert count_at(staff, then).books == 1
    assert totals_at(staff.commune.pk, as_of=now).counts == ()
    assert totals_at(other_commune.commune.pk, as_of=now).counts[0].books == 1


def test_kept_figures_read_back_as_they_were(staff, book):
    totals = totals_at(staff.commune.pk, as_of=timezone.now() + timedelta(seconds=1))
    figures = Figures(totals.counts, totals.counts, {"KS": 3})
    assert from_json(figures.as_json()) == figures


def test_cross_checked_and_handed_over_entries_count_from_their_moment(
    staff, clock, pass_time, settings, tmp_path
):
    settings.KEYS, settings.MEDIA = tmp_path / "keys", tmp_path / "media"
    settings.EXCHANGE = tmp_path / "exchange"
    give_keys(staff.centre, staff.justice_department, staff.commune)
    book = typed_book(staff)
    typed = timezone.now()
    pass_time(hours=1)
    lock(staff, book)
    report_complete(by=staff.actor("tuphap"), book=book.pk)
    signed = timezone.now()
    pass_time(hours=1)
    made(staff, book)
    arrival = at_commune(staff)
    decided = timezone.now()
    pass_time(hours=1)
    answer(staff.actor("tuphap"), arrival)
    receipt_home(staff)
    moments = (typed, signed, decided, timezone.now())
    found = [count_at(staff, moment) for moment in moments]
    assert [one.entered for one in found] == [3, 3, 3, 3]
    assert [one.cross_checked for one in found] == [0, 3, 3, 3]
    assert [one.handed_over for one in found] == [0, 0, 0, 3]
