"""The figures add up, and a week is the difference of two totals."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotich.core.reporting import FIGURE_WORDS, FIGURES, Count, check_sums, sum_of, week

BIRTHS = Count(
    "KS", books=3, declared=120, entered=100, consistent_clean=60, consistent_other=10,
    inconsistent_open=8, inconsistent_closed=2, not_found=15, undecided=5,
    numbers_given=9, numbers_pending=6, cross_checked=50, handed_over=40,
)  # fmt: skip


def test_outcomes_make_up_the_entered():
    assert (BIRTHS.consistent, BIRTHS.inconsistent, BIRTHS.unaccounted) == (70, 10, 0)
    assert check_sums([BIRTHS]) == ()


@pytest.mark.parametrize(("entered", "unaccounted"), [(101, 1), (99, -1)])
def test_a_sum_that_does_not_hold_is_named(entered: int, unaccounted: int):
    wrong = Count("KH", **{**BIRTHS.figures(), "entered": entered})
    assert wrong.unaccounted == unaccounted
    assert check_sums([BIRTHS, wrong]) == ("KH",)


def test_this_week_is_the_total_less_the_total_before():
    before = Count("KS", books=3, declared=120, entered=40, consistent_clean=30, undecided=10)
    (this,) = week([BIRTHS], [before])
    assert (this.books, this.entered, this.consistent_clean, this.undecided) == (0, 60, 30, -5)
    assert check_sums([this]) == ()


def test_a_type_that_was_not_there_before_began_at_nothing():
    assert week([BIRTHS], []) == (BIRTHS,)


def test_the_sum_of_none_is_nothing():
    assert sum_of([]) == Count("")


def test_every_figure_has_words():
    assert tuple(FIGURE_WORDS) == FIGURES


counts = st.builds(Count, st.just("KS"), *[st.integers(0, 10_000)] * len(FIGURES))


@given(counts, counts)
def test_the_week_added_to_the_total_before_is_the_total_now(now: Count, before: Count):
    (this,) = week([now], [before])
    assert sum_of([before, this]).figures() == now.figures()
