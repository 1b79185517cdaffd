"""A book that tells an age instead of a day of birth: nobody found is saved as not found."""

import pytest

from hotich.apps.entry import actions, queries
from hotich.apps.entry.candidates import terms_of
from hotich.apps.entry.models import Outcome
from hotich.apps.entry.typed import Conclusion, EntryInput, Identity
from hotich.apps.population.lookups import look_up
from hotich.apps.population.models import Breadth
from hotich.core.registers import BIRTHS
from tests.support.entries import typed

pytestmark = pytest.mark.django_db


def test_an_age_typed_in_both_steps_is_the_same_question(book, clerk):
    texts = {"child.full_name": "Âu Dương Khuê", "child.birth_date": "3 tuổi"}
    held = actions.reserve_next(by=clerk, book=book.pk)
    result = look_up(
        by=clerk,
        mention=held.mentions["child:0"],
        entry=held.entry,
        terms=terms_of(BIRTHS, "child", texts, book, held.year),
        breadth=Breadth.WIDE,
        reason="nhập sổ",
    )
    assert result.wide
    given = EntryInput(
        reservation=held.pk,
        token=held.pk,
        values=typed(texts),
        conclusions={
            "child": Conclusion(Identity.NONE, result.lookup, life="alive", basis="gia đình khai")
        },
    )
    saved = actions.save_entry(by=clerk, given=given)
    assert queries.outcome_of(saved.entry) is Outcome.NOT_FOUND
