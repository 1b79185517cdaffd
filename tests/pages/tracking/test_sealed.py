"""The sealed list: for its named readers alone; for all others as if it were not there."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from hotich.apps.audit.models import AuditRow
from hotich.apps.population.models import LifeEvent
from hotich.apps.tracking import sealing
from hotich.apps.tracking.models import Case, Seal, SealReader
from tests.apps.tracking.test_sealing import named, sealed_one
from tests.support.books import entering_book
from tests.support.neighbours import make_neighbours

pytestmark = pytest.mark.django_db
SEALED, READERS = "/theo-doi/danh-sach-kin/", "/theo-doi/danh-sach-kin/nguoi-doc/"


def html(response):
    return response.content.decode()


def plain(response):
    """Return the page without what is new each time."""
    text = re.sub(r"[A-Za-z0-9]{64}", "", html(response))  # the token of the form
    text = re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "", text)  # the address itself
    return re.sub(r"\d{2}:\d{2}(:\d{2})?", "", text)


@pytest.fixture
def entry(staff):
    return sealed_one(staff, entering_book(staff))


def test_a_reader_sees_the_list_and_its_view_is_on_record(page, staff, entry):
    named(staff, "congan2")
    client = page("congan2")
    assert "Danh sách kín" in html(client.get("/theo-doi/"))
    shown = html(client.get(SEALED))
    assert "1/1998" in shown
    row = AuditRow.objects.get(action="cases.sealed_viewed")
    assert row.subjects.count() == 2
    case = Case.objects.get()
    assert client.get(reverse("entry:settle", args=[case.pk])).status_code == 200
    client.cookies["django_language"] = "en"
    assert "Sealed list" in html(client.get(SEALED))


def test_for_others_there_is_no_such_page_and_no_word_of_it(page, staff, entry):
    case = Case.objects.get()
    for login in ("congan", "truongca", "tuphap"):
        client = page(login)
        assert client.get(SEALED).status_code == 404
        common = html(client.get("/theo-doi/"))
        assert "Danh sách kín" not in common
        assert "1/1998" not in common
        assert client.get(reverse("entry:settle", args=[case.pk])).status_code == 404
        assert client.get(reverse("entry:entry", args=[entry.pk])).status_code == 404


def test_sealed_absent_and_not_yours_look_alike(page, staff, entry):
    """The same body, the same status, wherever an entry or a case can be looked for."""
    other = make_neighbours(staff)
    theirs = sealed_one(other, entering_book(other, login="tuphap-khac"), "congan-khac")
    client, case = page("congan"), Case.objects.filter(entry=entry.pk).get()
    not_there = theirs.book_id
    for name, sealed, absent, not_yours in (
        ("entry:entry", entry.pk, not_there, theirs.pk),
        ("entry:settle", case.pk, not_there, Case.objects.get(entry=theirs.pk).pk),
    ):
        pages = [client.get(reverse(name, args=[one])) for one in (sealed, absent, not_yours)]
        assert [one.status_code for one in pages] == [404, 404, 404]
        assert len({plain(one) for one in pages}) == 1
    for sealed, absent in (("1/1998", "9/1998"), ("Mai Thị Kín", "Mai Thị Nào")):
        found = [client.post(reverse("entry:find"), {"text": one}) for one in (sealed, absent)]
        assert len({plain(one).replace(sealed, "").replace(absent, "") for one in found}) == 1
        cases = [client.post("/theo-doi/", {"text": one}) for one in (sealed, absent)]
        assert len({plain(one).replace(sealed, "").replace(absent, "") for one in cases}) == 1


def test_two_leaders_name_a_reader(page, staff):
    chief, leader = page("truongca"), page("lanhdao")
    said = {"officer": str(staff.officer("congan").pk), "reason": "phụ trách nuôi con nuôi"}
    assert chief.post(READERS, said | {"reason": " "}).status_code == 422
    assert chief.post(READERS, said).status_code == 303
    again = chief.post(READERS, said)
    assert again.status_code == 422
    assert "đã có tên" in html(again)
    row = SealReader.objects.get()
    assert "chờ xác nhận" in html(leader.get(READERS))
    act = [reverse("tracking:reader_act", args=[row.pk, one]) for one in ("xac-nhan", "thoi")]
    assert "không tự xác nhận" in html(chief.post(act[0], follow=True))
    assert not sealing.is_reader(staff.actor("congan"))
    assert "Đã xác nhận." in html(leader.post(act[0], follow=True))
    assert sealing.is_reader(staff.actor("congan"))
    assert "Chưa nhập lý do." in html(leader.post(act[1], {"reason": ""}, follow=True))
    assert leader.post(act[1], {"reason": "chuyển việc"}).status_code == 303
    assert not sealing.is_reader(staff.actor("congan"))
    assert leader.post(act[0]).status_code == 404
    assert leader.post(act[1]).status_code == 404
    assert leader.post(act[0].replace("xac-nhan", "gi-do")).status_code == 404


def test_the_page_of_readers_is_the_leaders(page, staff):
    named(staff, "congan")
    row = SealReader.objects.get()
    act = reverse("tracking:reader_act", args=[row.pk, "thoi"])
    for login in ("congan", "tuphap", "quantri", "so"):
        client = page(login)
        assert client.get(READERS).status_code == 404
        assert client.post(act, {"reason": "x"}).status_code == 404
    english = page("lanhdao")
    english.cookies["django_language"] = "en"
    assert "Readers of the sealed list" in html(english.get(READERS))
    assert SealReader.objects.get().ended_at is None
    assert row.confirmed_at <= timezone.now()


def unseal(client, act, **sent):
    seal = Seal.objects.get()
    return client.post(reverse("tracking:unseal", args=[seal.pk, act]), sent)


def test_two_readers_lift_a_seal_whose_ground_has_gone(page, staff, entry):
    for login in ("congan2", "tuphap"):
        named(staff, login)
    first, second = page("congan2"), page("tuphap")
    assert "Đề nghị đưa ra" in html(first.get(SEALED))
    empty = unseal(first, "de-nghi", reason=" ")
    assert empty.status_code == 422
    assert "Chưa nhập mục này" in html(empty)
    unseal(first, "de-nghi", reason="đã gỡ")
    assert "vẫn cho biết" in html(first.get(SEALED))
    LifeEvent.objects.update(voided_at=timezone.now(), void_reason="gỡ liên kết")
    assert unseal(first, "de-nghi", reason="đã gỡ liên kết").status_code == 303
    unseal(first, "xac-nhan")
    assert "không tự xác nhận" in html(first.get(SEALED))
    assert "đã gỡ liên kết" in html(second.get(SEALED))
    assert unseal(second, "xac-nhan").status_code == 303
    assert page("truongca").get(reverse("entry:entry", args=[entry.pk])).status_code == 200


def test_for_others_no_seal_can_be_lifted(page, staff, entry):
    for login in ("congan", "truongca", "lanhdao", "so"):
        for act in ("de-nghi", "xac-nhan", "bo-de-nghi"):
            assert unseal(page(login), act, reason="x").status_code == 404
    named(staff, "congan2")
    assert unseal(page("congan2"), "bo-de-nghi").status_code == 404
    assert unseal(page("congan2"), "khac").status_code == 404
