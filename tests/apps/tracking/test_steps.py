"""The table of steps, of remedies and of due days; no database."""

from datetime import date
from itertools import product

import pytest

from hotich.apps.tracking.models import RemedyKind as R
from hotich.apps.tracking.models import RightSide, Step
from hotich.apps.tracking.steps import (
    BOOK_SIDE,
    FINISHED,
    FOLLOWING,
    NEXT_WORDS,
    REMEDIES,
    Standing,
    due_on,
    is_settled,
    may_follow,
    step_after,
)


def done(kind):
    return Standing(kind, granted=True, noted=True)


def test_every_step_and_every_side_has_its_line():
    assert set(FOLLOWING) == set(Step)
    assert set(REMEDIES) == set(RightSide)
    assert set(NEXT_WORDS) == set(Step) - set(FINISHED)


@pytest.mark.parametrize(("reached", "wanted"), list(product(FINISHED, Step)))
def test_nothing_follows_a_finished_difference(reached, wanted):
    assert not may_follow(reached, wanted)


def test_only_a_typing_error_is_established_without_minutes():
    for side in RightSide:
        assert may_follow(Step.NEW, Step.ESTABLISHED, side) == (side is RightSide.TYPING)


@pytest.mark.parametrize("wanted", [Step.GUIDED, Step.NOT_POSSIBLE])
def test_a_typing_error_is_corrected_and_nothing_else(wanted):
    assert not may_follow(Step.ESTABLISHED, wanted, RightSide.TYPING)


@pytest.mark.parametrize(
    ("side", "kinds", "settled"),
    [
        (RightSide.BOOK, [R.ADJUSTMENT], True),
        (RightSide.BOOK, [], False),
        (RightSide.POPULATION, [R.RECTIFICATION], True),
        (RightSide.NEITHER, [R.ADJUSTMENT], False),
        (RightSide.NEITHER, [R.RECTIFICATION], False),
        (RightSide.NEITHER, [R.RECTIFICATION, R.ADJUSTMENT], True),
        (RightSide.NEITHER, [R.NONE], True),
        (RightSide.UNKNOWN, [R.COURT], True),
        (RightSide.TYPING, [R.TYPING_CORRECTED], True),
    ],
)
def test_what_settles_each_side(side, kinds, settled):
    assert is_settled(side, [done(kind) for kind in kinds]) is settled


def test_chosen_is_not_carried_out():
    assert not is_settled(RightSide.BOOK, [Standing(R.ADJUSTMENT, granted=None, noted=False)])
    assert not is_settled(RightSide.BOOK, [Standing(R.ADJUSTMENT, granted=False, noted=False)])


@pytest.mark.parametrize("kind", BOOK_SIDE)
def test_a_remedy_of_the_book_waits_for_its_note(kind):
    waiting = Standing(kind, granted=True, noted=False)
    assert waiting.is_pending
    assert step_after(RightSide.POPULATION, [waiting]) is Step.LODGED
    assert step_after(RightSide.POPULATION, [done(kind)]) is Step.RESULT


def test_after_a_refusal_the_citizen_is_guided_again():
    refused = Standing(R.ADJUSTMENT, granted=False, noted=False)
    assert step_after(RightSide.BOOK, [refused]) is Step.GUIDED


def test_an_adjustment_is_due_in_two_working_days():
    assert due_on(R.ADJUSTMENT, date(2025, 9, 5)) == date(2025, 9, 9)  # over a week-end
    assert due_on(R.RECTIFICATION, date(2025, 9, 8)) == date(2025, 9, 11)


def test_without_a_day_or_a_limit_nothing_is_due():
    assert due_on(R.ADJUSTMENT, None) is None
    assert due_on(R.COURT, date(2025, 9, 8)) is None
