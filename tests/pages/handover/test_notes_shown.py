"""Who receives a package, and who opens a record, reads the notes of the book."""

from uuid import uuid4

import pytest
from django.urls import reverse

from hotich.apps.entry import actions as entry
from hotich.apps.entry.models import Entry
from hotich.core.registers import STRUCK, BookNote
from tests.support import handover as road
from tests.support.office import Staff

pytestmark = pytest.mark.django_db

CROSSED = BookNote(
    kind=STRUCK, field="child.full_name", struck_text="<Phương>", text="Phượng", signer="Mai Văn Ký"
)


def test_the_notes_are_shown_on_arrival_and_in_the_record(page, staff: Staff, book):
    found = Entry.objects.get(book=book, number=1)
    entry.permit_link_change(by=staff.actor("tuphap"), entry=found.pk, reason="sót ghi chú")
    entry.add_note(by=staff.actor("congan"), entry=found.pk, token=uuid4(), note=CROSSED)
    road.made(staff, book)
    arrival = road.at_commune(staff)
    client = page("tuphap")
    arrived = client.get(reverse("handover:arrival", args=[arrival.pk])).content.decode()
    road.answer(staff.actor("tuphap"), arrival)
    recorded = client.get(reverse("records:record", args=[found.pk])).content.decode()
    for told in (arrived, recorded):
        assert '<del class="verbatim">&lt;Phương&gt;</del>' in told
        assert "Sửa chữa sai sót khi ghi (gạch bỏ)" in told
        assert "Mai Văn Ký" in told
