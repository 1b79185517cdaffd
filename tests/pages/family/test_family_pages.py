"""The officer's own declaration, and the list of what is left to others."""

from uuid import uuid4

import pytest
from django.urls import reverse

from hotich.apps.audit.models import AuditRow
from hotich.apps.family.actions import keep_apart
from hotich.apps.family.models import Exclusion, Lifting, Relative, Why

pytestmark = pytest.mark.django_db
OWN = "/nguoi-than/"
SELF = {
    "relation": "self",
    "full_name": "Lê Văn Công",
    "birth": "04/03/1990",
    "pin": "000090000011",
}


def html(response):
    return response.content.decode()


def test_an_officer_declares_himself_and_confirms_the_list(page):
    client = page("congan")
    shown = html(client.get(OWN))
    assert "Chưa có bản khai." in shown
    assert "Chưa khai ai." in shown
    assert "trace-band" in shown  # it names who opened it, as every page with people does
    answer = html(client.post(OWN, SELF, follow=True))
    assert "Đã ghi vào bản khai." in answer
    assert "04/03/1990" in answer
    assert SELF["pin"] not in answer  # masked, as on every list
    assert Relative.objects.get().birth == "1990-03-04"
    done = html(client.post(OWN + "da-khai-du/", follow=True))
    assert "Chưa có bản khai." not in done
    assert AuditRow.objects.filter(action="family.viewed").count() == 3


def test_the_pages_speak_english(page):
    client = page("congan")
    client.post(OWN, SELF)
    client.cookies["django_language"] = "en"
    shown = html(client.get(OWN))
    assert "My declaration" in shown
    assert "myself" in shown
    chief = page("truongca")
    chief.cookies["django_language"] = "en"
    assert "Entries left to others" in html(chief.get(OWN + "giao-nguoi-khac/"))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"full_name": " "}, "Chưa nhập mục này."),
        ({"pin": "12345"}, "Số định danh có 12 chữ số."),
        ({"birth": "31/02/1990"}, "Ngày này không có trên lịch."),
        ({"pin": "", "birth": "1990"}, "Hãy nhập số định danh, hoặc đủ ngày, tháng, năm sinh."),
        ({"relation": "friend"}, "Lựa chọn này không có trong danh sách."),
    ],
)
def test_what_tells_nobody_is_refused_and_stays_typed(page, wrong, said):
    answer = page("congan").post(OWN, SELF | {"full_name": "Lê Văn Gõ Rồi"} | wrong)
    assert answer.status_code == 422
    assert said in html(answer)
    assert "Lê Văn Gõ Rồi" in html(answer) or "full_name" in wrong
    assert not Relative.objects.exists()


def test_the_same_person_twice_is_refused(page):
    client = page("congan")
    client.post(OWN, SELF)
    answer = client.post(OWN, SELF)
    assert answer.status_code == 422
    assert "đã có trong bản khai" in html(answer)


def test_a_list_without_the_officer_himself_is_not_complete(page):
    answer = page("congan").post(OWN + "da-khai-du/")
    assert answer.status_code == 422
    assert "Hãy khai bản thân trước." in html(answer)


def test_a_person_is_taken_off_with_a_reason_and_only_by_the_officer(page):
    client = page("congan")
    client.post(OWN, SELF)
    address = reverse("family:withdraw", args=[Relative.objects.get().pk])
    assert "Lê Văn Công" in html(client.get(address))
    assert client.post(address, {"reason": " "}).status_code == 422
    assert page("congan2").get(address).status_code == 404
    assert page("truongca").post(address, {"reason": "x"}).status_code == 404
    assert client.post(address, {"reason": "khai nhầm"}).status_code == 303
    assert "khai nhầm" in html(client.get(OWN))
    assert client.get(address).status_code == 404


def test_nobody_else_sees_what_is_declared(page):
    page("congan").post(OWN, SELF | {"full_name": "Lê Văn Bí Mật"})
    for login in ("congan2", "truongca", "lanhdao", "tuphap", "quantri"):
        assert "Bí Mật" not in html(page(login).get(OWN))


def test_leader_and_auditor_see_what_is_left_to_others_by_number_and_book(page, staff):
    clerk = staff.actor("congan")
    keep_apart(
        by=clerk,
        officer=clerk.officer,
        entry=staff.officer("so").pk,  # any UUID
        office=clerk.office,
        number="87/1998",
        book="Sổ đăng ký khai sinh, quyển 01/1998",
        why=Why.TYPED,
        handed_on=True,
    )
    address = OWN + "giao-nguoi-khac/"
    for login in ("truongca", "lanhdao"):
        shown = html(page(login).get(address))
        assert "87/1998" in shown
        assert "Lê Văn Công" in shown
        assert "để lại cho người khác trong tổ" in shown
    for login in ("congan", "congan2", "tuphap", "so", "quantri"):
        assert page(login).get(address).status_code == 404


def test_a_leader_does_not_see_what_is_kept_from_himself(page, staff):
    chief = staff.actor("truongca")
    keep_apart(
        by=chief,
        officer=chief.officer,
        entry=staff.officer("so").pk,
        office=chief.office,
        number="88/1998",
        book="quyển 01/1998",
        why=Why.LINKED,
    )
    assert "88/1998" not in html(page("truongca").get(OWN + "giao-nguoi-khac/"))
    assert "88/1998" in html(page("lanhdao").get(OWN + "giao-nguoi-khac/"))


def test_where_people_are_real_the_work_waits_for_the_declaration(page, settings):
    settings.PRACTICE = False
    client = page("congan")
    desk = reverse("entry:desk")
    answer = client.get(desk)
    assert (answer.status_code, answer.url) == (303, OWN)
    assert client.get(desk, headers={"Sec-Fetch-Mode": "cors"}).status_code == 200  # a script's
    client.post(OWN, SELF)
    assert client.get(desk).status_code == 303
    client.post(OWN + "da-khai-du/")
    assert client.get(desk).status_code == 200
    assert page("lanhdao").get(reverse("registers:statistics")).status_code == 200


def test_a_practice_installation_only_asks(page):
    client = page("congan")
    assert client.get(reverse("entry:desk")).status_code == 200
    assert "Chưa có bản khai." in html(client.get(OWN))


def test_the_auditor_alone_sees_what_is_declared_and_it_is_on_record(page, staff):
    page("congan").post(OWN, SELF)
    auditor = page("kiemtra")
    address = reverse("family:declared_by", args=[staff.officer("congan").pk])
    assert "cần khai" in html(auditor.get(reverse("family:declared")))
    shown = html(auditor.get(address))
    assert "04/03/1990" in shown
    assert SELF["pin"] not in shown
    row = AuditRow.objects.filter(action="family.viewed").latest("pk")
    assert (row.officer, row.object) == (staff.officer("kiemtra").pk, staff.officer("congan").pk)
    other = reverse("family:declared_by", args=[staff.officer("so").pk])
    assert auditor.get(other).status_code == 404
    assert auditor.post(address).status_code == 405
    for login in ("congan", "truongca", "lanhdao", "totruong", "tuphap", "quantri"):
        assert page(login).get(reverse("family:declared")).status_code == 404
        assert page(login).get(address).status_code == 404
    auditor.cookies["django_language"] = "en"
    assert "Declarations of officers" in html(auditor.get(reverse("family:declared")))


@pytest.fixture
def kept(staff) -> Exclusion:
    """Return what is kept from congan by a false match."""
    keep_apart(
        by=staff.actor("congan2"),
        officer=staff.officer("congan").pk,
        entry=uuid4(),
        office=staff.commune.pk,
        number="87/1998",
        book="Sổ đăng ký khai sinh, quyển 01/1998",
        why=Why.TYPED,
    )
    return Exclusion.objects.get()


def lift(client, kept: Exclusion, act: str, **sent: str):
    return client.post(reverse("family:lift", args=[kept.pk, act]), sent)


def test_two_leaders_lift_a_false_match_on_the_page(page, kept):
    chief, leader = page("truongca"), page("lanhdao")
    address = OWN + "giao-nguoi-khac/"
    assert "Đề nghị thôi" in html(chief.get(address))
    assert lift(chief, kept, "de-nghi", reason="trùng họ tên").status_code == 303
    shown = html(chief.get(address))
    assert "chờ xác nhận" in shown
    assert reverse("family:lift", args=[kept.pk, "xac-nhan"]) not in shown
    assert reverse("family:lift", args=[kept.pk, "xac-nhan"]) in html(leader.get(address))
    assert lift(leader, kept, "xac-nhan").status_code == 303
    kept.refresh_from_db()
    assert kept.lifted_at is not None
    assert "trùng họ tên" in html(page("kiemtra").get(address))
    assert lift(leader, kept, "xac-nhan").status_code == 404


def test_who_proposed_does_not_confirm_but_may_drop_it(page, kept):
    chief = page("truongca")
    lift(chief, kept, "de-nghi", reason="trùng họ tên")
    answer = chief.post(reverse("family:lift", args=[kept.pk, "xac-nhan"]), follow=True)
    assert "không tự xác nhận" in html(answer)
    kept.refresh_from_db()
    assert kept.lifted_at is None
    again = page("lanhdao").post(
        reverse("family:lift", args=[kept.pk, "de-nghi"]), {"reason": "x"}, follow=True
    )
    assert "Đã có người đề nghị" in html(again)
    assert lift(chief, kept, "bo-de-nghi").status_code == 303
    assert lift(page("lanhdao"), kept, "xac-nhan").status_code == 404


def test_lifting_needs_a_reason_and_keeps_what_was_typed(page, kept):
    answer = lift(page("truongca"), kept, "de-nghi", reason=" ")
    assert answer.status_code == 422
    assert "Chưa nhập mục này" in html(answer)
    long = lift(page("truongca"), kept, "de-nghi", reason="x" * 501)
    assert long.status_code == 422
    assert "x" * 501 in html(long)
    assert not Lifting.objects.exists()


def test_only_leaders_of_the_office_lift(page, staff, kept):
    for login in ("congan", "congan2", "tuphap", "kiemtra", "quantri", "so"):
        assert lift(page(login), kept, "de-nghi", reason="x").status_code == 404
    assert lift(page("truongca"), kept, "khac", reason="x").status_code == 404
    Exclusion.objects.update(office=staff.justice_department.pk)
    for sent in ({"reason": "x"}, {}):
        assert lift(page("truongca"), kept, "de-nghi", **sent).status_code == 404
    assert not Lifting.objects.exists()
