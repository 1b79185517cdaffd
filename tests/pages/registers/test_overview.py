"""The overview and the printed list: figures, filters, and who may see them."""

import pytest
from django.urls import reverse

from hotich.apps.registers.models import Condition, State
from tests.support.books import entering_book, given_book
from tests.support.office import Staff

pytestmark = pytest.mark.django_db
OVERVIEW, INVENTORY = "registers:overview", "registers:inventory"


@pytest.fixture
def books(staff: Staff):
    return (
        entering_book(staff, volume="01/1998", years=((1998, 100, 150), (1999, None, None))),
        given_book(
            staff,
            volume="02/2001",
            office=staff.old_ba_dinh,
            condition=Condition.FADED,
            years=((2001, 80, 97),),
        ),
        given_book(staff, volume="khong-nam"),
    )


def shown(response) -> list[str]:
    return [row.book.volume_label for row in response.context["rows"]]


@pytest.mark.parametrize("login", ["tuphap", "congan", "truongca", "lanhdao"])
def test_books_are_listed_with_their_dated_office(page, books, login: str):
    response = page(login).get(reverse(OVERVIEW))
    text = response.content.decode()
    assert response.status_code == 200
    assert "UBND xã Nga Trường (đến 30/06/2025)" in text
    assert "UBND xã Ba Đình (đến 30/06/2025)" in text
    assert sorted(shown(response)) == ["01/1998", "02/2001", "khong-nam"]
    assert ("Thêm quyển sổ" in text) == (login == "tuphap")


def test_figures_add_up_and_what_is_missing_is_said(page, books):
    response = page("tuphap").get(reverse(OVERVIEW))
    summary = response.context["summary"]
    assert (summary.books, summary.declared.entries, summary.undated) == (3, 247, 1)
    assert summary.without_entries == 2
    assert summary.condition_totals == (2, 0, 1, 0, 0)
    by_year = {row.year: row for row in summary.years}
    assert by_year[1999].declared.entries is None
    assert by_year[2001].declared.entries == 97
    assert "chưa khai" in response.content.decode()


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("condition=faded", ["02/2001"]),
        ("state=ready", ["01/1998"]),
        ("year=1999", ["01/1998"]),
        ("register_type=KS", ["01/1998", "02/2001", "khong-nam"]),
        ("state=locked", []),
    ],
)
def test_each_filter_narrows(page, books, query: str, expected: list[str]):
    response = page("tuphap").get(f"{reverse(OVERVIEW)}?{query}")
    assert sorted(shown(response)) == expected
    assert response.context["summary"].books == len(expected)


def test_the_office_of_registration_narrows(page, books, staff: Staff):
    response = page("tuphap").get(reverse(OVERVIEW), {"office": str(staff.old_ba_dinh.pk)})
    assert shown(response) == ["02/2001"]


@pytest.mark.parametrize(
    "query", ["year=abc", "condition=x", "state=%00", "office=123", "register_type=ZZ", "year=1900"]
)
def test_a_wrong_filter_is_said_at_its_field(page, books, query: str):
    response = page("tuphap").get(f"{reverse(OVERVIEW)}?{query}")
    assert response.status_code == 422
    assert "Lựa chọn này không có trong danh sách" in response.content.decode()


def test_an_empty_inventory_says_what_to_do(page, staff: Staff):
    assert "Chưa kiểm kê quyển sổ nào" in page("tuphap").get(reverse(OVERVIEW)).content.decode()


def test_the_printed_list_holds_the_same_books(page, books):
    response = page("tuphap").get(f"{reverse(INVENTORY)}?condition=faded")
    text = response.content.decode()
    assert shown(response) == ["02/2001"]
    assert "Bảng kiểm kê sổ hộ tịch" in text
    assert "Tình trạng: mờ chữ" in text


def test_books_of_other_offices_are_not_counted(page, books, other_commune: Staff):
    response = page("tuphap-khac").get(reverse(OVERVIEW))
    assert response.context["summary"].books == 0


@pytest.mark.parametrize("view", [OVERVIEW, INVENTORY])
def test_without_the_right_there_is_no_such_page(page, client, staff: Staff, view: str):
    assert page("c06").get(reverse(view)).status_code == 404
    assert page("so").get(reverse(view)).status_code == 404
    assert client.get(reverse(view)).status_code == 302
    assert page("tuphap").post(reverse(view)).status_code == 405


def test_the_list_costs_the_same_for_many_books(page, staff: Staff, django_assert_max_num_queries):
    for number in range(12):
        given_book(staff, volume=f"{number:02}/1998", years=((1998, 1, 2),), state=State.READY)
    client = page("tuphap")
    with django_assert_max_num_queries(25):
        client.get(reverse(OVERVIEW))
