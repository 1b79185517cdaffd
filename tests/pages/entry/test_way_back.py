"""The address of a form, opened as a page, leads to the page above it; a script is told 401."""

import pytest
from django.urls import reverse

from hotich.web.nearest import page_above

pytestmark = pytest.mark.django_db

BROWSER = {"Accept": "text/html,application/xhtml+xml"}


def test_the_language_is_switched_on_a_page_after_a_refused_form(typing):
    refused = typing.look_up(child__full_name=" ")
    assert refused.status_code == 422
    came = {"Referer": f"http://testserver{typing.url('look_up')}"}
    switched = typing.client.post(
        reverse("set_language"), {"language": "en"}, headers=BROWSER | came, follow=True
    )
    assert switched.status_code == 200
    assert switched.redirect_chain[-1][0] == typing.url("type")
    assert b'lang="en"' in switched.content


@pytest.mark.parametrize("name", ["look_up", "save", "choose", "release", "draft"])
def test_a_new_load_of_a_refused_form_shows_its_page(typing, name):
    answer = typing.client.get(typing.url(name), headers=BROWSER)
    assert (answer.status_code, answer.url) == (302, typing.url("type"))


def test_what_is_no_browser_is_told_the_method(typing):
    assert typing.client.get(typing.url("save")).status_code == 405
    assert typing.client.put(typing.url("save"), headers=BROWSER).status_code == 405


def test_the_nearest_page_is_taken():
    assert page_above("/nhap-du-lieu/tim/") == "/nhap-du-lieu/"
    assert page_above("/nhap-du-lieu/nguoi/9d1f/go/") == "/nhap-du-lieu/"
    assert page_above("/nothing/here/") == "/"
    assert page_above("/") == "/"


def test_a_script_without_a_session_is_told_so(client, typing):
    asked = client.post(typing.url("draft"), {}, headers={"Sec-Fetch-Mode": "cors"})
    assert asked.status_code == 401
    assert asked.content == b""
    assert client.post(typing.url("draft"), {}).status_code == 302
