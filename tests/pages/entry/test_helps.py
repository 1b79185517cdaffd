"""The helps of the sheet as the page carries them, and what they ask of the server."""

import json
import re

import pytest
from django.urls import reverse

from hotich.apps.entry.models import BlockConfirmation, Entry, Reservation
from tests.support.entries import given_person

pytestmark = pytest.mark.django_db


def html(response):
    return response.content.decode()


def control(page: str, name: str) -> str:
    """Return the tag of a control of the page."""
    return re.search(rf'<(?:input|select)[^>]*name="{name}"[^>]*>', page)[0]


@pytest.fixture
def second(typing):
    """Return the sheet of the book's second entry, the first saved by the same clerk."""
    person = given_person()
    typing.look_up()
    typing.choose(person)
    typing.save(
        {"confirmed-entry": "1", "confirmed-mother": "1"},
        entry__registered_on="05/10/1998",
        mother__residence="Xóm 2, Xã Nga Trường, huyện Nga Sơn, tỉnh Thanh Hóa",
        mother__ethnicity="Kinh",
    )
    typing.held = Reservation.objects.get(released_at__isnull=True)
    typing.look_up()
    typing.choose(person)
    return html(typing.client.get(typing.url("type")))


def test_digits_stand_at_the_fields_of_code_lists(second):
    assert "1=Nam|2=Nữ" in control(second, "child-sex")
    assert "1=Kinh|2=Tày" in control(second, "mother-ethnicity")
    assert "1=Thường trú|2=Tạm trú" in control(second, "mother-residence_kind")
    worded = control(second, "child-birth_date_words")
    assert "0=child-birth_date_words-reading:blank" in worded
    assert "data-pad" not in control(second, "child-full_name")


def test_the_year_of_the_book_completes_its_own_dates_only(typing, second):
    assert 'data-year="1998"' in control(second, "entry-registered_on")
    assert 'data-year="1998"' in control(second, "child-birth_date")
    assert "data-year" not in control(second, "mother-birth_date")
    blind = html(typing.client.post(typing.url("back"), follow=True))
    assert 'data-year="1998"' in control(blind, "child-birth_date")


def test_older_values_and_copies_come_with_the_page(second):
    ditto = re.search(r'data-ditto="([^"]*)"', control(second, "mother-residence"))
    assert "Xóm 2" in ditto[1]
    assert "data-ditto" not in control(second, "mother-full_name")
    copied = re.search(r'data-copy="([^"]*)"', control(second, "declarant-full_name"))[1]
    sources = json.loads(copied.replace("&quot;", chr(34)))
    assert sources == [["father", "father-full_name"], ["mother", "mother-full_name"]]


def test_what_is_offered_steadily_is_passed_by_and_marked_as_kept(second):
    assert "data-pass" in control(second, "mother-ethnicity")
    assert "data-pass" not in control(second, "mother-residence")
    kept = re.search(r'data-kept-of="mother-ethnicity"[^>]*>', second)[0]
    assert "hidden" not in kept
    assert "hidden" in re.search(r'data-kept-of="mother-residence"[^>]*>', second)[0]


def test_a_field_is_kept_and_let_go(typing):
    url = reverse("entry:pin", args=[typing.held.book_id])
    assert typing.client.post(url, {"field": "mother-residence"}).json() == {"kept": True}
    assert typing.client.post(url, {"field": "mother-residence"}).json() == {"kept": False}
    for wrong in ("child-full_name", "bogus", ""):
        assert typing.client.post(url, {"field": wrong}).status_code == 422
    assert typing.client.get(url).status_code == 405


def test_a_book_of_others_cannot_be_asked(page, typing, other_commune):
    for name in ("pin", "suggest"):
        url = reverse(f"entry:{name}", args=[typing.held.book_id])
        assert page("congan-khac").post(url, {"field": "mother-residence"}).status_code == 404


def test_the_list_goes_from_the_book_to_the_nation(typing, second):
    url = reverse("entry:suggest", args=[typing.held.book_id])

    def asked(text, field="father-residence"):
        return typing.client.post(url, {"q": text, "field": field}).json()["options"]

    assert asked("x2")[0] == {
        "text": "Xóm 2, Xã Nga Trường, huyện Nga Sơn, tỉnh Thanh Hóa",
        "note": "sổ này, 1 lần",
    }
    assert asked("x7")[0]["text"] == "Xóm 7, Xã Nga Trường, huyện Nga Sơn, tỉnh Thanh Hóa"
    assert asked("")[0]["text"].startswith("Xóm 2")
    assert asked("x") == []
    nation = asked("xnt", "child-hometown")
    assert "Xã Nga Trường, huyện Nga Sơn, tỉnh Thanh Hóa" in [one["text"] for one in nation]
    assert asked("mai", "child-full_name") == []
    assert asked("12", "entry-number") == []


def test_digits_are_said_in_words_as_books_say_them(typing, second):
    url = reverse("entry:suggest", args=[typing.held.book_id])

    def asked(text):
        given = {"q": text, "field": "child-birth_date_words"}
        return [one["text"] for one in typing.client.post(url, given).json()["options"]]

    full = "Ngày sáu tháng sáu năm một nghìn chín trăm chín mươi tám"
    assert asked("6/6")[0] == full
    assert asked("6-6-1998") == asked("6/6")
    assert full.replace("Ngày", "Ngày mồng") in asked("6/6")
    assert asked("30.9.1997")[0].endswith("bảy")
    for nothing in ("31/2", "ngày sáu", "1", "", "99/99"):
        assert asked(nothing) == []


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("tinh thanh h", "Tỉnh Thanh Hóa"),
        ("tth", "Tỉnh Thanh Hóa"),
        ("hns", "Huyện Nga Sơn, tỉnh Thanh Hóa"),
        ("ntnst", "Nga Trường, Nga Sơn, Thanh Hóa"),
        ("ntnst", "Nga Trường - Nga Sơn - Thanh Hóa"),
        ("xa nga hie", "Xã Nga Hiệp, huyện Nga Sơn, tỉnh Thanh Hóa"),  # a name of another time
    ],
)
def test_places_of_every_level_are_in_the_list(typing, typed: str, found: str):
    url = reverse("entry:suggest", args=[typing.held.book_id])
    given = {"q": typed, "field": "child-hometown"}
    options = typing.client.post(url, given).json()["options"]
    assert found in [one["text"] for one in options]


def test_a_word_to_the_clerk_when_blocks_go_by_too_fast(typing, clerk):
    person = given_person()
    typing.look_up()
    typing.choose(person)
    names = ("child-sex", "child-ethnicity", "child-nationality", "child-hometown")
    more = {f"{name}-origin": "prefilled" for name in names} | {"confirmed-child": "1"}
    saved = typing.save(more | {"took-child": "900", "took-mother": "x", "took-entry": "-1"})
    assert saved.status_code == 303
    told = html(typing.client.get(saved.url))
    assert "xác nhận rất nhanh ở Người được khai sinh" in told
    assert list(BlockConfirmation.objects.values_list("section", "offered", "milliseconds")) == [
        ("child", 4, 900)
    ]
    assert Entry.objects.count() == 1
