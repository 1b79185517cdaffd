"""The queue of number requests and the page of one: works, then each refusal."""

from uuid import uuid4

import pytest
from django.urls import reverse

from hotich.apps.entry.models import Link
from hotich.apps.population import actions as population
from hotich.apps.population.models import (
    LifeState,
    NumberRequest,
    NumberRequestItem,
    Person,
    RequestState,
)
from hotich.apps.population.port import replaced
from hotich.apps.population.queries import number_state
from hotich.core.pin import format_pin, mask
from tests.support.books import entering_book
from tests.support.entries import saved_not_found
from tests.support.neighbours import make_neighbours
from tests.support.register import SilentRegister

pytestmark = pytest.mark.django_db
QUEUE = "entry:number_requests"


@pytest.fixture
def book(staff):
    return entering_book(staff)


@pytest.fixture
def asked(staff, book):
    saved_not_found(staff.actor("congan"), book)
    return NumberRequest.objects.get()


@pytest.fixture
def lacking(staff, book):
    saved_not_found(staff.actor("congan"), book, {"father.nationality": None})
    return NumberRequest.objects.get()


def url(request):
    return reverse("entry:number_request", args=[request.pk])


def send(client, request, act, **given):
    address = reverse("entry:number_act", args=[request.pk, act])
    return client.post(address, {f"{act}-{name}": value for name, value in given.items()})


def acts(response) -> list[str]:
    return [one.act for one in response.context["offered"]]


def test_the_queue_tells_each_officer_what_waits_for_him(page, staff, asked):
    text = page("tuphap").get(reverse(QUEUE)).text
    assert "1 đề nghị đang chờ anh, chị" in text
    assert "Công chức hộ tịch xác nhận trường hợp có trong sổ" in text
    assert "đang chờ anh, chị" not in page("congan").get(reverse(QUEUE)).text


def test_the_navigation_marks_this_place_only(page, asked):
    text = page("congan").get(reverse(QUEUE)).text
    assert text.count('aria-current="page"') == 2  # the place, and the tab of the queue
    assert f'href="{reverse(QUEUE)}" aria-current="page"' in text
    assert f'href="{reverse("entry:desk")}" aria-current' not in text


def test_the_queue_names_the_entry_and_no_person(page, asked):
    text = page("tuphap").get(reverse(QUEUE)).text
    assert "KS 1/1998, UBND xã Nga Trường (đến 30/06/2025)" in text
    assert "Mai Thị Phượng" not in text


@pytest.mark.parametrize("login", ["lanhdao", "c06", "so"])
def test_for_others_there_is_no_queue(page, asked, login):
    assert page(login).get(reverse(QUEUE)).status_code == 404
    assert page(login).get(url(asked)).status_code == 404


def test_for_another_commune_the_request_does_not_exist(page, staff, asked):
    make_neighbours(staff)
    clerk = page("tuphap-khac")
    assert clerk.get(url(asked)).status_code == 404
    assert send(clerk, asked, "xac-nhan").status_code == 404
    assert "KS 1/1998" not in clerk.get(reverse(QUEUE)).text


def test_two_hands_in_the_browser(page, staff, asked):
    justice, chief = page("tuphap"), page("truongca")
    assert acts(justice.get(url(asked)))[0] == "xac-nhan"
    assert "duyet" not in acts(chief.get(url(asked)))
    assert send(justice, asked, "xac-nhan").status_code == 303
    assert acts(chief.get(url(asked)))[0] == "duyet"
    assert send(chief, asked, "duyet").status_code == 303
    person = Person.objects.get()
    assert Link.objects.get().person == person.uuid
    text = chief.get(url(asked)).text
    assert format_pin(person.pin) in text
    assert "đã cấp" in text
    listed = justice.get(reverse(QUEUE) + "?muc=da-cap").text
    assert mask(person.pin) in listed
    assert person.pin not in listed
    assert format_pin(person.pin) not in listed


def test_the_requester_is_told_that_another_releases(page, staff, book):
    staff.team.members.create(officer=staff.officer("truongca"), valid_from="2020-01-01")
    saved_not_found(staff.actor("truongca"), book)
    request = NumberRequest.objects.get()
    population.confirm_request(by=staff.actor("tuphap"), request=request.pk)
    chief = page("truongca")
    response = chief.get(url(request))
    assert "duyet" not in acts(response)
    assert "cán bộ khác phải duyệt" in response.text
    response = send(chief, request, "duyet")
    assert response.status_code == 422
    assert "không được duyệt" in response.text
    assert not Person.objects.exists()


@pytest.mark.parametrize("login", ["congan", "tuphap"])
def test_who_may_not_release_is_answered_404(page, staff, asked, login):
    population.confirm_request(by=staff.actor("tuphap"), request=asked.pk)
    assert send(page(login), asked, "duyet").status_code == 404
    assert not Person.objects.exists()


def test_releasing_too_early_is_said(page, asked):
    response = send(page("truongca"), asked, "duyet")
    assert response.status_code == 422
    assert "đã sang bước khác" in response.text


def test_what_is_missing_is_given(page, staff, lacking):
    clerk = page("congan")
    text = clerk.get(url(lacking)).text
    assert "còn thiếu" in text
    sent = {"field": "father_nationality", "value": "Việt Nam", "document": "Sổ hộ khẩu"}
    assert send(clerk, lacking, "bo-sung", **sent).status_code == 303
    text = clerk.get(url(lacking)).text
    assert "Sổ hộ khẩu" in text
    assert "bo-sung" not in acts(clerk.get(url(lacking)))


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"field": ""}, "Chưa nhập mục này"),
        ({"field": "full_name"}, "không có trong danh sách"),
        ({"value": " "}, "Chưa nhập mục này"),
        ({"value": "x" * 1001}, "Dài quá"),
        ({"document": ""}, "Chưa nhập mục này"),
    ],
)
def test_a_bad_item_is_said_and_kept(page, staff, lacking, given, message):
    sent = {"field": "father_nationality", "value": "Lào", "document": "giấy tờ cũ"} | given
    response = send(page("congan"), lacking, "bo-sung", **sent)
    assert response.status_code == 422
    assert message in response.text
    assert sent["document"] in response.text
    assert not NumberRequestItem.objects.exists()


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("sex", "không rõ", "Hãy ghi Nam hoặc Nữ"),
        ("birth_date", "31/02/1998", "không có trên lịch"),
        ("birth_date", "mùa thu", "Không đọc được ngày này"),
    ],
)
def test_what_cannot_be_read_is_said_at_the_field(page, staff, field, value, message):
    request = population.request_number(
        by=staff.actor("congan"),
        mention=uuid4(),
        entry=uuid4(),
        entry_label="KS 2/1998, UBND xã Nga Trường (đến 30/06/2025)",
        office=staff.commune.pk,
        facts={"full_name": "Mai Thị Phượng"},
        life=LifeState.ALIVE,
        basis="có mặt",
    )
    sent = {"field": field, "value": value, "document": "sổ hộ khẩu"}
    response = send(page("congan"), request, "bo-sung", **sent)
    assert response.status_code == 422
    assert message in response.text
    assert f'value="{value}"' in response.text


def test_an_undetermined_parent_is_not_asked_for(page, staff, lacking):
    clerk = page("tuphap")
    sent = {"parentage": "father_unknown", "document": "sổ để trống phần cha"}
    assert send(clerk, lacking, "cha-me", **sent).status_code == 303
    assert "bo-sung" not in acts(clerk.get(url(lacking)))


def test_the_state_of_life_is_recorded_with_its_basis(page, staff, book):
    saved_not_found(staff.actor("congan"), book, life="unknown", basis="chưa hỏi được")
    request = NumberRequest.objects.get()
    population.confirm_request(by=staff.actor("tuphap"), request=request.pk)
    response = send(page("truongca"), request, "duyet")
    assert response.status_code == 422
    assert "Chưa rõ còn sống hay đã chết" in response.text
    clerk = page("congan")
    assert acts(clerk.get(url(request)))[0] == "song-chet"
    assert send(clerk, request, "song-chet", life="alive", basis=" ").status_code == 422
    assert send(clerk, request, "song-chet", life="unknown", basis="x").status_code == 422
    assert send(clerk, request, "song-chet", life="alive", basis="gặp").status_code == 303
    assert "còn sống" in clerk.get(url(request)).text
    assert acts(page("truongca").get(url(request)))[0] == "duyet"


def test_the_dead_get_no_number(page, staff, book):
    saved_not_found(staff.actor("congan"), book, life="unknown", basis="chưa hỏi được")
    request = NumberRequest.objects.get()
    assert (
        send(page("congan"), request, "song-chet", life="dead", basis="trích lục").status_code
        == 303
    )
    assert number_state(request.mention) is RequestState.NONE_BY_RULE
    assert acts(page("congan").get(url(request))) == []


def test_a_silent_register_waits_and_is_asked_again(page, staff, asked):
    population.confirm_request(by=staff.actor("tuphap"), request=asked.pk)
    chief = page("truongca")
    with replaced(SilentRegister()):
        assert send(chief, asked, "duyet").status_code == 303
        text = chief.get(url(asked)).text
        assert "Đề nghị đang chờ" in text
    assert send(page("congan"), asked, "hoi-lai").status_code == 303
    assert Link.objects.count() == 1


@pytest.mark.parametrize(
    ("login", "act", "state"),
    [
        ("tuphap", "tu-choi", RequestState.REFUSED),
        ("truongca", "tu-choi", RequestState.REFUSED),
        ("congan", "rut", RequestState.WITHDRAWN),
    ],
)
def test_a_request_ends_with_a_reason(page, asked, login, act, state):
    clerk = page(login)
    response = send(clerk, asked, act, reason=" ")
    assert response.status_code == 422
    assert "Chưa nhập mục này" in response.text
    assert send(clerk, asked, act, reason="trùng người").status_code == 303
    assert number_state(asked.mention) is state
    assert "trùng người" in clerk.get(url(asked)).text
    listed = clerk.get(reverse(QUEUE) + "?muc=ket-thuc").text
    assert "KS 1/1998" in listed


@pytest.mark.parametrize(("login", "act"), [("congan", "tu-choi"), ("tuphap", "rut")])
def test_who_may_not_end_it_is_answered_404(page, asked, login, act):
    assert send(page(login), asked, act, reason="x").status_code == 404


def test_an_unknown_act_or_tab_does_not_exist(page, asked):
    assert send(page("tuphap"), asked, "pha").status_code == 404
    assert page("tuphap").get(reverse(QUEUE) + "?muc=x").status_code == 404
    assert (
        page("tuphap").get(reverse("entry:number_act", args=[asked.pk, "duyet"])).status_code == 405
    )


def test_the_dead_and_the_foreign_are_counted_apart(page, staff, book):
    clerk = staff.actor("congan")
    saved_not_found(clerk, book, life="dead")
    saved_not_found(clerk, book, {"child.full_name": "Trịnh Văn Hai", "child.nationality": "Lào"})
    listed = page("tuphap").get(reverse(QUEUE) + "?muc=ket-thuc").text
    assert "1 người đã chết, 1 người không có quốc tịch Việt Nam" in listed
    request = NumberRequest.objects.get(facts__nationality="Lào")
    assert "không có quốc tịch Việt Nam" in page("tuphap").get(url(request)).text
