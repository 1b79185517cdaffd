"""From comparisons to the outcome of a mention, and of an entry."""

from dataclasses import replace
from itertools import combinations_with_replacement

import pytest

from hotich.core.discrepancies import (
    DIFFERENCE_WORDS,
    OUTCOME_WORDS,
    DifferenceKind,
    FieldComparison,
    FieldRelation,
    Outcome,
    decided,
    difference_kind,
    entry_outcome,
    mention_outcome,
    other_differences,
    provisional,
    unconfirmed,
)
from hotich.core.registers import BIRTHS

SAME = FieldComparison(
    "child.full_name", FieldRelation.SAME, "A", "A", "",
    basic=True, is_difference=False, needs_confirmation=False,
)  # fmt: skip
BASIC = replace(
    SAME, field_id="child.sex", relation=FieldRelation.DIFFERS, is_difference=True
)  # fmt: skip
OTHER = replace(BASIC, field_id="mother.birth_date", basic=False)
BARE = replace(
    SAME,
    field_id="father.full_name",
    relation=FieldRelation.DIACRITICS_MISSING_IN_BOOK,
    needs_confirmation=True,
)


@pytest.mark.parametrize(
    ("comparisons", "outcome"),
    [
        ([SAME], Outcome.CONSISTENT),
        ([SAME, OTHER], Outcome.CONSISTENT),
        ([SAME, BARE], Outcome.CONSISTENT),
        ([SAME, BASIC], Outcome.INCONSISTENT),
        ([], Outcome.CONSISTENT),
    ],
)
def test_only_basic_facts_make_the_outcome(comparisons: list[FieldComparison], outcome: Outcome):
    assert mention_outcome(comparisons) is outcome


def test_other_differences_join_the_case():
    assert other_differences([SAME, BASIC, OTHER]) == (OTHER,)


def test_the_clerk_decides_what_waits():
    assert unconfirmed([SAME, BARE]) == (BARE,)
    agreed, refused = decided(BARE, agrees=True), decided(BARE, agrees=False)
    assert (agreed.relation, agreed.is_difference) == (BARE.relation, False)
    assert mention_outcome([refused]) is Outcome.INCONSISTENT
    assert unconfirmed([agreed, refused]) == ()


def test_what_was_not_read_is_provisional():
    before = provisional([SAME, BASIC, OTHER], {"child.full_name"})
    assert (before.outcome, before.unread, before.is_final) == (
        Outcome.CONSISTENT,
        ("child.sex",),
        False,
    )
    after = provisional([SAME, BASIC, OTHER], {"child.full_name", "child.sex"})
    assert (after.outcome, after.is_final) == (Outcome.INCONSISTENT, True)


ORDER = [Outcome.UNDECIDED, Outcome.INCONSISTENT, Outcome.NOT_FOUND, Outcome.CONSISTENT]


@pytest.mark.parametrize("outcomes", list(combinations_with_replacement(ORDER, 2)), ids=str)
def test_the_first_that_holds_is_the_entry_s(outcomes: tuple[Outcome, Outcome]):
    assert entry_outcome(outcomes) is entry_outcome(reversed(outcomes)) is outcomes[0]


def test_an_entry_without_a_decision_is_undecided():
    assert entry_outcome([]) is Outcome.UNDECIDED


@pytest.mark.parametrize(
    ("field_id", "kind"),
    [
        ("child.full_name", DifferenceKind.NAME),
        ("mother.full_name", DifferenceKind.PARENT_NAME),
        ("child.birth_date", DifferenceKind.DATE),
        ("child.sex", DifferenceKind.SEX),
        ("child.hometown", DifferenceKind.PLACE),
        ("child.ethnicity", DifferenceKind.ETHNICITY),
        ("child.nationality", DifferenceKind.NATIONALITY),
        ("child.pin", DifferenceKind.NUMBER),
        ("entry.notes", DifferenceKind.OTHER),
    ],
)
def test_differences_are_grouped(field_id: str, kind: DifferenceKind):
    assert difference_kind(BIRTHS.field(field_id)) is kind


def test_everything_has_words():
    assert set(OUTCOME_WORDS) == set(Outcome)
    assert set(DIFFERENCE_WORDS) == set(DifferenceKind)
