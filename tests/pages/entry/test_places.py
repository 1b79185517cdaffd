"""Written places: the queue, the choice of a unit, comparing again; then each refusal."""

import re
from uuid import uuid4

import pytest
from django.urls import reverse

from hotich.apps.entry import places
from hotich.apps.entry.models import Outcome, PlaceMeaning, PlaceResolution
from hotich.apps.entry.queries import outcome_of
from tests.support.entries import given_person, saved_linked, saved_undecided

pytestmark = pytest.mark.django_db

OLD = {"child.hometown": "Nga Truong cũ"}
CHOICE = {"text": "Nga Truong cũ", "q": "nga truong", "basis": "sổ địa chính của xã"}


def url(name: str, *args: object) -> str:
    return reverse(f"entry:{name}", args=args)


def text_of(answer) -> str:
    return answer.content.decode()


def test_the_queue_shows_the_text_as_written(page, book, clerk):
    saved_undecided(clerk, book, OLD)
    for login in ("congan", "tuphap"):
        told = text_of(page(login).get(url("places")))
        assert "Nga Truong cũ" in told
        assert 'name="text" value="Nga Truong cũ"' in told
    client = page("congan")
    assert "Nga Truong cũ" in text_of(client.post(url("places"), {"q": "TRUONG CU"}))
    assert "Không có nơi nào chờ" in text_of(client.post(url("places"), {"q": "khác"}))


def test_units_are_found_by_old_and_new_names_without_accents(page, book, clerk):
    saved_undecided(clerk, book, OLD)
    client = page("congan")
    opened = text_of(client.post(url("place"), {"text": "Nga Truong cũ"}))
    assert "Xác định nơi ghi trong sổ" in opened
    found = text_of(client.post(url("place"), CHOICE | {"q": "nga truong nga son"}))
    assert 'data-digit="1" name="unit" value="16171@"' in found
    assert "Xã Nga Trường (đến 30/06/2025)" in found
    assert "nay thuộc" in found
    assert 'value="16171@2025-07-01"' in found  # found through its old name
    assert 'value="sổ địa chính của xã"' in found  # what was typed stays


def test_a_choice_is_recorded_and_what_was_decided_is_compared_again(page, book, clerk):
    saved = saved_linked(clerk, book, given_person(), OLD)
    client = page("congan")
    answer = client.post(url("place"), CHOICE | {"unit": "16171@"})
    row = PlaceResolution.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (
        303,
        url("place_resolution", row.pk),
    )
    shown = text_of(client.get(url("place_resolution", row.pk)))
    assert "1 người đã kết luận trước đó" in shown
    assert client.post(url("compare_place", row.pk)).status_code == 303
    assert outcome_of(saved.entry) is Outcome.CONSISTENT
    assert "Không còn kết luận nào" in text_of(client.get(url("place_resolution", row.pk)))
    done = text_of(client.get(url("places") + "?muc=xong"))
    assert "Nga Truong cũ" in done
    assert "Xã Nga Trường (đến 30/06/2025)" in done


def test_the_entry_shows_the_unit_of_that_day_and_of_today(page, book, clerk):
    saved = saved_undecided(
        clerk, book, OLD | {"child.place_of_birth": "Nga Trường, Nga Sơn, Thanh Hóa"}
    )
    told = text_of(page("congan").get(url("entry", saved.entry.pk)))
    assert "Nga Trường, Nga Sơn, Thanh Hóa" in told
    assert "Xã Nga Trường (đến 30/06/2025), Huyện Nga Sơn, Tỉnh Thanh Hóa" in told
    assert re.search(r"nay thuộc\W+Xã Ba Đình, Tỉnh Thanh Hóa", told)
    assert "chưa nhận ra địa danh nào" in told
    places.resolve_place_once(
        by=clerk,
        text="Nga Truong cũ",
        meaning=PlaceMeaning.UNIT,
        unit=("16171", None),
        basis="hỏi người già",
    )
    assert "cán bộ đã xác định nơi này" in text_of(page("congan").get(url("entry", saved.entry.pk)))


def test_the_sheet_takes_the_unit_and_hints_at_what_is_no_date(page, book, staff, typing):
    saved_undecided(staff.actor("congan2"), book, OLD)
    person = given_person()
    typing.look_up()
    typing.choose(person)
    read = typing.texts(child__hometown="Nga Truong cũ", mother__birth_date="35 tuổi")
    before = text_of(typing.client.post(typing.url("verdict"), read))
    assert "Ghi tuổi: sinh khoảng năm" in before
    assert "Đọc lại sổ ở các dòng đánh dấu" in before
    page("tuphap").post(url("place"), CHOICE | {"unit": "16171@"})
    after = text_of(typing.client.post(typing.url("verdict"), read))
    assert "Đọc lại sổ ở các dòng đánh dấu" not in after


def test_it_is_taken_back_with_a_reason(page, book, clerk):
    saved_undecided(clerk, book, OLD)
    client = page("tuphap")
    client.post(url("place"), CHOICE | {"meaning": "unresolvable", "first_year": "1998"})
    row = PlaceResolution.objects.get()
    assert (row.meaning, row.first_year, row.last_year) == ("unresolvable", 1998, 9999)
    assert client.post(url("void_place", row.pk), {"reason": ""}).status_code == 422
    assert client.post(url("void_place", row.pk), {"reason": "nhầm"}).status_code == 303
    assert client.post(url("void_place", row.pk), {"reason": "nhầm"}).status_code == 404
    assert "đã rút lại" in text_of(client.get(url("place_resolution", row.pk)))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"unit": "16171@", "basis": " "}, "Hãy ghi căn cứ"),
        ({"unit": "99999@"}, "Danh mục không có đơn vị này"),
        ({"unit": "hỏng"}, "Danh mục không có đơn vị này"),
        ({"unit": "16171@hôm qua"}, "Danh mục không có đơn vị này"),
        ({"unit": "16171@", "first_year": "1998", "last_year": "1990"}, "Năm cuối phải sau"),
        ({"unit": "16171@", "first_year": "xưa"}, "Hãy nhập một số nguyên"),
    ],
)
def test_each_refusal_keeps_what_was_typed(page, book, clerk, given, said):
    saved_undecided(clerk, book, OLD)
    answer = page("congan").post(url("place"), CHOICE | given)
    assert answer.status_code == 422
    assert said in text_of(answer)
    assert 'value="nga truong"' in text_of(answer)
    assert PlaceResolution.objects.count() == 0


def test_the_same_years_are_resolved_once(page, book, clerk):
    saved_undecided(clerk, book, OLD)
    client = page("congan")
    client.post(url("place"), CHOICE | {"unit": "16171@"})
    again = client.post(url("place"), CHOICE | {"unit": "16171@"})
    assert again.status_code == 422
    assert "đã được xác định" in text_of(again)


def test_what_nobody_wrote_and_other_offices_rows_do_not_exist(page, book, clerk, other_commune):
    saved_undecided(clerk, book, OLD)
    client = page("congan")
    for text in ("Không ai ghi", "", "x" * 5000):
        assert client.post(url("place"), {"text": text}).status_code == 404
    client.post(url("place"), CHOICE | {"unit": "16171@"})
    row, others = PlaceResolution.objects.get(), page("congan-khac")
    assert others.post(url("place"), {"text": "Nga Truong cũ"}).status_code == 404
    assert others.get(url("place_resolution", row.pk)).status_code == 404
    for name in ("void_place", "compare_place"):
        assert others.post(url(name, row.pk), {"reason": "x"}).status_code == 404
        assert client.post(url(name, uuid4()), {"reason": "x"}).status_code == 404
    assert page("lanhdao").get(url("places")).status_code == 404
