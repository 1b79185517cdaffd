"""Pages speak Vietnamese unless the officer chose English."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db
URL = "/tai-khoan/dang-nhap/"


def test_the_browsers_wish_does_not_count(client: Client):
    answer = client.get(URL, headers={"accept-language": "en"})
    assert answer.headers["Content-Language"] == "vi"
    assert "Tên đăng nhập" in answer.text


def test_the_officers_choice_counts(client: Client):
    client.post("/ngon-ngu/", {"language": "en", "next": URL})
    assert client.get(URL).headers["Content-Language"] == "en"


def test_an_unknown_choice_is_vietnamese(client: Client):
    client.cookies["django_language"] = "xx"
    assert client.get(URL).headers["Content-Language"] == "vi"
