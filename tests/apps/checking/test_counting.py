"""Figures of the cross-check: now and as they stood."""

import pytest
from django.utils import timezone

from hotich.apps.checking import actions, queries
from hotich.apps.checking.counting import CheckCounts
from hotich.apps.checking.models import Check, Side
from hotich.apps.entry import actions as entry_actions
from hotich.apps.entry.models import Entry
from tests.support.books import entering_book
from tests.support.checks import check_all, typed_book
from tests.support.entries import saved_undecided, typed
from tests.support.office import Staff

pytestmark = pytest.mark.django_db


def test_counts_follow_the_marks(staff: Staff):
    book = typed_book(staff)
    assert queries.counts([book]) == CheckCounts(entered=3, linked=3)
    check_all(staff, book)
    assert queries.counts([book]) == CheckCounts(3, justice=3, linked=3, police=3, checked=3)
    assert queries.counts_by_type([book]) == {"KS": CheckCounts(3, 3, 3, 3, 3)}


def test_an_entry_without_a_link_is_checked_by_the_justice_side(staff: Staff):
    book = entering_book(staff)
    saved_undecided(staff.actor("congan"), book)
    check_all(staff, book)
    assert queries.counts([book]) == CheckCounts(1, justice=1, linked=0, police=0, checked=1)


def test_a_figure_of_a_moment_can_be_derived_again(staff: Staff):
    book = typed_book(staff)
    other = entering_book(staff, volume="02/1998")
    moments = [timezone.now()]
    figures = [queries.counts_by_book([book, other])]

    def note() -> None:
        moments.append(timezone.now())
        figures.append(queries.counts_by_book([book, other]))

    check_all(staff, book)
    note()
    entry = Entry.objects.filter(book=book).order_by("number")[0]
    entry_actions.correct_entry(
        by=staff.actor("congan"),
        entry=entry.pk,
        expected_version=1,
        values=typed({"entry.page": "2", "child.full_name": None}),
        reason="đọc lại",
    )
    note()
    actions.check_entry(
        by=staff.actor("tuphap"), entry=entry.pk, side=Side.JUSTICE, accepted=False, reason="sai"
    )
    note()
    second = Entry.objects.filter(book=book).order_by("number")[1]
    child = second.mentions.get(role="child")
    entry_actions.undo_link(by=staff.actor("congan"), mention=child.pk, reason="nhầm")
    note()
    third = Entry.objects.filter(book=book).order_by("number")[2]
    entry_actions.void_entry(by=staff.actor("congan"), entry=third.pk, reason="nhập nhầm sổ")
    note()
    assert figures[0][book.pk] == CheckCounts(3, 0, 3, 0, 0)
    assert figures[1][book.pk] == CheckCounts(3, 3, 3, 3, 3)
    assert figures[2][book.pk] == figures[3][book.pk] == CheckCounts(3, 2, 3, 2, 2)
    assert figures[4][book.pk] == CheckCounts(3, 2, 2, 1, 2)
    assert figures[5][book.pk] == CheckCounts(2, 1, 1, 0, 1)
    assert figures[5][other.pk] == CheckCounts()
    for moment, figure in zip(moments, figures, strict=True):
        assert queries.counts_by_book([book, other], as_of=moment) == figure


def test_counts_and_marks_agree(staff: Staff):
    book = typed_book(staff)
    entries = list(Entry.objects.filter(book=book).order_by("number"))
    for entry, side, login in (
        (entries[0], Side.JUSTICE, "tuphap"),
        (entries[0], Side.POLICE, "congan2"),
        (entries[1], Side.POLICE, "congan2"),
    ):
        actions.check_entry(by=staff.actor(login), entry=entry.pk, side=side, accepted=True)
    marks = queries.marks_of(entries).values()
    counted = queries.counts([book])
    assert counted.checked == sum(one.is_checked for one in marks)
    assert counted.police == sum(one.police == "accepted" for one in marks)
    assert Check.objects.count() == 3
