"""A worded date that the clerk marked as agreeing is never told to be blank."""

from uuid import uuid4

import pytest
from django.urls import reverse

from hotich.apps.entry import actions
from hotich.apps.entry.typed import EntryInput, TypedValue
from hotich.core.registers import Origin, Reading
from tests.support.books import entering_book
from tests.support.entries import typed

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("agrees", "said"),
    [("yes", "khớp với ngày ghi bằng số"), ("no", "không khớp với ngày ghi bằng số")],
)
def test_the_justice_officer_reads_whether_words_and_digits_agree(page, staff, agrees, said):
    by = staff.actor("congan")
    held = actions.reserve_next(by=by, book=entering_book(staff).pk)
    words = TypedValue("", Reading.CLEAR, Origin.TYPED, confirmed=True, agrees=agrees)
    values = typed() | {"child.birth_date_words": words}
    saved = actions.save_entry(by=by, given=EntryInput(held.pk, uuid4(), values))
    told = page("tuphap").get(reverse("checking:entry", args=[saved.entry.pk])).content.decode()
    assert f'<span class="told__note">{said}</span>' in told
    assert "để trống" not in told.split("Ngày sinh ghi bằng chữ")[1].split("</dd>")[0]
