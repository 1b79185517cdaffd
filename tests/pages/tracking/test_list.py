"""The tracking list and its prints: works, then each refusal."""

import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from hotich.apps.audit.models import AuditRow
from hotich.apps.tracking import actions
from tests.support.cases import LABEL, MOTHERS, NAMES, given_case, verified
from tests.support.entries import given_person
from tests.support.exports import given_out

pytestmark = pytest.mark.django_db
LIST = "tracking:list"


def shown(response) -> list[str]:
    return [row.case.entry_label for row, _ in response.context["rows"]]


@pytest.mark.parametrize("login", ["tuphap", "congan", "truongca"])
def test_the_list_says_what_differs_and_what_comes_next(page, staff, case, login):
    text = page(login).get(reverse(LIST)).text
    assert LABEL in text
    assert "Họ, chữ đệm, tên" in text
    assert "Lập biên bản kiểm tra, xác minh" in text
    assert "1 đang theo dõi, 0 đã xong" in text
    # What the two sides say stands on the page of the case, not on the list.
    assert NAMES[1] not in text


def test_an_empty_list_says_why(page, staff):
    assert "Chưa có mục theo dõi nào" in page("tuphap").get(reverse(LIST)).text


@pytest.mark.parametrize("login", ["lanhdao", "c06", "so"])
def test_the_list_does_not_exist_for_others(page, staff, login):
    assert page(login).get(reverse(LIST)).status_code == 404
    assert page(login).post(reverse("tracking:xlsx")).status_code == 404


def test_without_a_sign_in_it_leads_there(client, staff):
    assert client.get(reverse(LIST)).status_code == 302


def test_another_commune_sees_nothing_of_it(page, staff, case, other_commune):
    assert shown_or_empty(page("tuphap-khac").get(reverse(LIST))) == []


def shown_or_empty(response) -> list[str]:
    return shown(response) if response.context["rows"] else []


def test_it_is_narrowed_by_post(page, staff, case):
    other = given_case(staff, MOTHERS, label="KS 5/1999, UBND xã Ba Đình (đến 30/06/2025)")
    verified(staff, other)
    clerk = page("tuphap")
    for sent, left in (
        ({"text": "87"}, [LABEL]),
        ({"text": "ba dinh"}, [other.entry_label]),
        ({"state": "verifying"}, [other.entry_label]),
        ({"kind": "name"}, [LABEL]),
        ({"owner": "nobody"}, [LABEL, other.entry_label]),
        ({"older_than": "30"}, []),
    ):
        response = clerk.post(reverse(LIST), sent)
        assert response.status_code == 200
        assert shown(response) == left, sent


def test_an_unreadable_filter_is_said_and_kept(page, staff, case):
    response = page("tuphap").post(reverse(LIST), {"older_than": "mười", "text": "87"})
    assert response.status_code == 422
    assert "Hãy nhập một số nguyên" in response.text
    assert 'value="mười"' in response.text
    assert shown(response) == [LABEL]


def test_a_forged_choice_is_refused(page, staff, case):
    response = page("tuphap").post(reverse(LIST), {"owner": "x", "state": "y"})
    assert response.status_code == 422


def test_a_case_is_taken(page, staff, case):
    clerk = page("tuphap")
    assert clerk.post(reverse("tracking:take", args=[case.pk])).status_code == 303
    assert "Mai Thị Tư" in clerk.get(reverse(LIST)).text


def test_a_case_another_has_taken_meanwhile_says_who(page, staff, case):
    actions.take_case(by=staff.actor("congan"), case=case.pk)
    clerk = page("tuphap")
    clerk.post(reverse("tracking:take", args=[case.pk]), {"from": "x"})
    assert case.owners.count() == 1
    assert "Lê Văn Công đã nhận mục này trước" in clerk.get(reverse(LIST)).text
    holder = str(staff.officer("congan").pk)
    clerk.post(reverse("tracking:take", args=[case.pk]), {"from": holder})
    assert case.owners.count() == 2


def test_a_case_of_another_commune_cannot_be_taken(page, staff, case, other_commune):
    assert page("tuphap-khac").post(reverse("tracking:take", args=[case.pk])).status_code == 404
    assert not case.owners.exists()


def test_the_workbook_lists_each_difference_with_a_masked_number(page, staff):
    person = given_person()
    case = given_case(staff, NAMES, MOTHERS, person=person.uuid)
    content = given_out(page, "tuphap", reverse("tracking:xlsx"), {})
    cells = [
        str(cell.value)
        for row in load_workbook(io.BytesIO(content)).active.iter_rows()
        for cell in row
    ]
    assert NAMES[1] in cells
    assert MOTHERS[2] in cells
    assert person.pin not in " ".join(cells)
    assert "02/09/1998" in cells
    row = AuditRow.objects.get(action="cases.printed")
    named = set(row.subjects.values_list("subject", flat=True))
    assert named == {case.mention, person.uuid}


def test_the_print_is_narrowed_like_the_list_and_says_so(page, staff, case):
    given_case(staff, MOTHERS, label="KS 5/1999, UBND xã Ba Đình (đến 30/06/2025)")
    asking = page("congan").post(reverse("tracking:xlsx"), {"text": "87/1998"})
    assert 'name="text" value="87/1998"' in asking.content.decode()
    content = given_out(page, "congan", reverse("tracking:xlsx"), {"text": "87/1998"})
    cells = [
        str(cell.value)
        for row in load_workbook(io.BytesIO(content)).active.iter_rows()
        for cell in row
    ]
    assert "KS 87/1998" in cells
    assert "KS 5/1999" not in cells
    assert any("Tìm theo số, năm, nơi đăng ký: 87/1998" in cell for cell in cells)


def test_the_print_is_a_pdf(page, staff, case):
    assert given_out(page, "tuphap", reverse("tracking:pdf"), {}).startswith(b"%PDF")


def test_a_number_that_differs_is_masked_in_the_print(page, staff):
    given_case(staff, ("child.pin", "000198000012", "000198000099"))
    content = given_out(page, "tuphap", reverse("tracking:xlsx"), {})
    cells = " ".join(
        str(cell.value)
        for row in load_workbook(io.BytesIO(content)).active.iter_rows()
        for cell in row
    )
    assert "000198000012" not in cells
    assert "000198000099" not in cells
