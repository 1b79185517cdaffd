"""The page about security: for every officer, in both languages, and for nobody else."""

import pytest
from django.test import Client

from tests.support.office import Staff

pytestmark = pytest.mark.django_db
URL = "/tai-khoan/bao-mat/"


def test_every_officer_may_read_it(page, staff: Staff):
    for login in staff.officers:
        answer = page(login).get(URL)
        assert answer.status_code == 200, login
        assert "Việc của người phụ trách" in answer.text


def test_it_speaks_english(page):
    client = page("congan")
    client.cookies["django_language"] = "en"
    answer = client.get(URL)
    assert "Duties of the officer in charge" in answer.text
    assert "người" not in answer.text.partition("<main")[2].partition("</main>")[0]


def test_it_is_found_from_the_own_account(page):
    assert URL in page("congan").get("/tai-khoan/cua-toi/").text


def test_without_a_sign_in_it_leads_there(client: Client):
    answer = client.get(URL)
    assert answer.status_code == 302
    assert "/dang-nhap/" in answer.headers["Location"]
    assert client.post(URL).status_code in {302, 405}
