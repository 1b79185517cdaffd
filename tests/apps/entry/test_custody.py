"""A book that passes to another office takes along what is open about its entries."""

from datetime import date
from uuid import uuid4

import pytest
from django.utils import timezone

from hotich.apps.audit.models import AuditRow
from hotich.apps.entry.actions import reserve_next
from hotich.apps.family.actions import keep_apart
from hotich.apps.family.models import Exclusion, Why
from hotich.apps.family.queries import exclusions
from hotich.apps.population.apart import is_apart
from hotich.apps.population.models import NumberRequest, OfficeMove
from hotich.apps.population.queries import get_request
from hotich.apps.registers import actions as registers
from hotich.apps.tracking.models import Case, CaseMove
from hotich.apps.tracking.queries import CaseFilter, cases, count_cases, get_case
from tests.support.books import SIGNED, entering_book
from tests.support.entries import given_person, saved_linked, saved_not_found
from tests.support.neighbours import make_neighbours
from tests.support.office import Staff

pytestmark = pytest.mark.django_db


def test_cases_and_requests_follow_the_book(staff: Staff):
    other, clerk = make_neighbours(staff), staff.actor("congan")
    book = entering_book(staff)
    stays = entering_book(staff, volume="ở lại", years=((1999, 10, 40),))
    person = given_person(full_name="Hà Thị Khác", ethnicity="Mường")
    saved_linked(clerk, book, person, {"child.full_name": "Hà Thị Khác"})
    saved_not_found(clerk, book, {"child.full_name": "Trịnh Văn Hai"})
    saved_not_found(clerk, stays, {"child.full_name": "Trịnh Văn Ba"})
    case, before = Case.objects.get(), timezone.now()
    moved = NumberRequest.objects.get(entry_label__contains="/1998")
    registers.transfer_custody(
        by=staff.actor("tuphap"),
        book=book,
        to_office=other.commune,
        on_day=date(2025, 8, 1),
        signatures=SIGNED,
    )
    now = timezone.now()
    mine, theirs = staff.actor("tuphap"), other.actor("tuphap-khac")
    assert get_case(theirs, case.pk) == case
    assert not cases(mine, CaseFilter(), at=now).exists()
    with pytest.raises(Case.DoesNotExist):
        get_case(mine, case.pk)
    assert get_request(theirs, moved.pk) == moved
    with pytest.raises(NumberRequest.DoesNotExist):
        get_request(mine, moved.pk)
    assert NumberRequest.objects.filter(office=staff.commune.pk).count() == 1
    # Both are dated rows, and an earlier figure stays as it was.
    assert (CaseMove.objects.count(), OfficeMove.objects.count()) == (1, 1)
    assert count_cases(staff.commune.pk, as_of=before).open == 1
    assert count_cases(staff.commune.pk, as_of=now).open == 0
    assert count_cases(other.commune.pk, as_of=before).open == 0
    assert count_cases(other.commune.pk, as_of=now).open == 1
    assert set(
        AuditRow.objects.filter(action__endswith=".moved").values_list("action", flat=True)
    ) == {"case.moved", "number.moved"}


def test_what_is_kept_from_officers_follows_the_book(staff: Staff):
    other, clerk = make_neighbours(staff), staff.actor("congan")
    book = entering_book(staff)
    entry = saved_not_found(
        staff.actor("congan2"), book, {"child.full_name": "Trịnh Văn Hai"}
    ).entry
    held = reserve_next(by=clerk, book=book.pk)
    stays = uuid4()
    for uuid in (entry.pk, held.entry, stays):
        keep_apart(
            by=clerk,
            officer=clerk.officer_id,
            entry=uuid,
            office=staff.commune.pk,
            number="1/1998",
            book="quyển 1",
            why=Why.TYPED,
        )
    assert exclusions(staff.actor("lanhdao")).count() == 3
    registers.transfer_custody(
        by=staff.actor("tuphap"),
        book=book,
        to_office=other.commune,
        on_day=date(2025, 8, 1),
        signatures=SIGNED,
    )
    assert [one.entry for one in exclusions(staff.actor("lanhdao"))] == [stays]
    moved = Exclusion.objects.filter(office=other.commune.pk)
    assert {one.entry for one in moved} == {entry.pk, held.entry}
    assert is_apart(clerk, entry.pk)  # for the officer himself nothing changes
    assert AuditRow.objects.filter(action="family.exclusion_moved").count() == 2
