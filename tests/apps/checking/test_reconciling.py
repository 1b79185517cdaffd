"""The rule: declared = entered + counted gaps - excess, and every number explained."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotich.apps.checking.reconciling import (
    COUNTED,
    GapRow,
    Number,
    Span,
    YearRows,
    reconcile_year,
)


def numbers(*values: int) -> tuple[Number, ...]:
    return tuple(Number(one) for one in values)


def year(entered=(), declared=None, gaps=(), excess=None, elsewhere=()) -> YearRows:
    return YearRows(
        1998,
        declared,
        numbers(*entered),
        tuple(GapRow(kind, Number(one) if one else None) for kind, one in gaps),
        excess,
        frozenset(numbers(*elsewhere)),
    )


@pytest.mark.parametrize(
    ("rows", "difference", "settled"),
    [
        (year([1, 2, 3], declared=3), 0, True),
        (year([1, 2], declared=3), 1, False),
        (year([1, 2, 3, 4], declared=3), -1, False),
        (year([1, 2, 3, 4], declared=3, excess=1), 0, True),
        (year([1, 2], declared=3, excess=-1), 0, True),
        (year([1, 3], declared=3, gaps=[("blank", 2)]), 0, True),
        (year([1, 3], declared=3, gaps=[("missing", 2)]), 0, True),
        (year([1, 3], declared=3, gaps=[("cancelled", 2)]), 0, True),
        # The numbering skipped 2: it is explained, and nobody counted it.
        (year([1, 3], declared=2, gaps=[("jump", 2)]), 0, True),
        (year([1, 3], declared=3, gaps=[("jump", 2)]), 1, False),
        (year([1, 3], declared=3, gaps=[("jump", 2)], excess=-1), 0, True),
        # A page alone counts for nothing.
        (year([1, 2], declared=3, gaps=[("missing", None)]), 1, False),
        # The sum holds and number 2 stands nowhere.
        (year([1, 3], declared=2), 0, False),
        (year([], declared=0), 0, True),
        (year([], declared=5), 5, False),
        # Old books hold 1 twice.
        (year([1, 1, 2], declared=3), 0, True),
    ],
)
def test_the_sum(rows: YearRows, difference: int, settled: bool):
    result = reconcile_year(rows)
    assert (result.difference, result.is_settled) == (difference, settled)


def test_a_year_that_declares_nothing_is_settled_by_a_recorded_word():
    silent = reconcile_year(year([1, 2]))
    assert (silent.difference, silent.is_settled) == (None, False)
    assert reconcile_year(year([1, 2], excess=0)).is_settled
    assert not reconcile_year(year([1, 3], excess=0)).is_settled


def test_unexplained_numbers_are_spans():
    result = reconcile_year(year([3, 4, 8, 9, 11], declared=5))
    assert result.unexplained == (Span(1, 2), Span(5, 7), Span(10, 10))
    assert [str(one) for one in result.unexplained] == ["1–2", "5–7", "10"]
    assert result.unexplained_count == 6


def test_a_later_book_of_the_year_begins_where_it_begins():
    first, second = [1, 2, 4], [7, 8]
    assert reconcile_year(year(first, declared=3, elsewhere=second)).unexplained == (Span(3, 3),)
    assert reconcile_year(year(second, declared=2, elsewhere=first)).unexplained == ()
    # What stands in the other book is explained.
    woven = reconcile_year(year([1, 3], declared=2, elsewhere=[2]))
    assert woven.unexplained == ()


def test_a_number_in_both_books_is_repeated():
    assert reconcile_year(year([1, 2], declared=2, elsewhere=[2, 3])).repeated == numbers(2)


def test_a_suffix_makes_another_number():
    rows = YearRows(1998, 3, (Number(1), Number(2), Number(2, "bis")))
    result = reconcile_year(rows)
    assert (result.repeated, result.is_settled) == ((), True)


def test_a_number_that_is_entered_and_a_gap_contradicts():
    result = reconcile_year(year([1, 2], declared=3, gaps=[("blank", 2)]))
    assert (result.difference, result.contradicted) == (0, numbers(2))
    assert not result.is_settled


def test_a_mistyped_number_costs_no_time():
    assert reconcile_year(year([1, 10**9], declared=2)).unexplained == (Span(2, 10**9 - 1),)


small = st.integers(1, 30)


@given(st.sets(small), st.sets(small), st.sets(small))
def test_spans_are_exactly_the_numbers_that_stand_nowhere(entered, gap_numbers, elsewhere):
    rows = year(
        sorted(entered),
        declared=0,
        gaps=[("jump", one) for one in sorted(gap_numbers)],
        elsewhere=elsewhere,
    )
    held = entered | gap_numbers
    missing = {
        number
        for span in reconcile_year(rows).unexplained
        for number in range(span.first, span.last + 1)
    }
    if not held:
        assert missing == set()
        return
    first = 1 if not any(one < min(held) for one in elsewhere) else min(held)
    assert missing == set(range(first, max(held))) - held - elsewhere


@given(st.lists(small), st.lists(st.tuples(st.sampled_from(sorted(COUNTED)), small)), small)
def test_the_excess_that_settles_is_the_difference_turned_round(entered, gaps, declared):
    rows = year(entered, declared=declared, gaps=gaps)
    difference = reconcile_year(rows).difference
    assert difference is not None
    settling = year(entered, declared=declared, gaps=gaps, excess=-difference)
    assert reconcile_year(settling).is_equal


@given(st.permutations([1, 2, 2, 5, 9]))
def test_the_order_of_entries_does_not_matter(entered):
    assert reconcile_year(year(entered, declared=5)) == reconcile_year(
        year([1, 2, 2, 5, 9], declared=5)
    )
