"""Base pages: they render without any app, and say what is wrong and what to do."""

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory

from hotich.web import responses
from hotich.web.errors import csrf_failure
from hotich.web.gallery import BookForm, gallery
from hotich.web.pagination import page_of_rows


def test_the_base_page_shows_who_works_where() -> None:
    html = render_to_string(
        "web/base.html",
        {
            "office_name": "UBND xã <Ba Đình>",
            "officer_name": "Lê Thị Nhung",
            "workstation_label": "CA-02",
            "version": "1.2",
            "practice_installation": True,
            "sign_out_url": "/ra/",
            "navigation": [{"label": "Sổ hộ tịch", "url": "/so/", "active": True}],
            "installation_notices": [{"level": "warning", "text": "Cần sao lưu", "url": ""}],
        },
    )
    assert "UBND xã &lt;Ba Đình&gt;" in html
    assert "Lê Thị Nhung" in html
    assert '<a href="/so/" aria-current="page">Sổ hộ tịch</a>' in html
    assert "số định danh là số thực hành" in html
    assert "alert--warn" in html
    assert '<a class="skip" href="#main">' in html
    assert '"allowEval": false' in html
    assert '"historyCacheSize": 0' in html


def test_a_production_page_has_no_practice_banner() -> None:
    assert "số thực hành" not in render_to_string("web/base.html", {})


@pytest.mark.parametrize("name", ["400", "403", "404", "500", "403_csrf"])
def test_an_error_page_needs_no_context(name: str) -> None:
    html = render_to_string(f"{name}.html")
    assert "<h1>" in html
    assert 'href="/"' in html


def test_a_refused_form_token_says_what_to_do() -> None:
    answer = csrf_failure(RequestFactory().post("/"))
    assert answer.status_code == 403
    assert "tải lại trang" in answer.content.decode()


def test_a_shown_form_is_200_and_a_refused_one_422() -> None:
    request = RequestFactory().get("/")
    page = {"form": BookForm()}
    assert responses.form_page(request, "404.html", page, BookForm()).status_code == 200
    assert responses.form_page(request, "404.html", page, BookForm({})).status_code == 422


def test_an_htmx_request_gets_the_part() -> None:
    request = RequestFactory().get("/", headers={"HX-Request": "true"})
    answer = responses.form_page(request, "404.html", {}, part="web/_practice.html")
    html = answer.content.decode()
    assert '<aside class="practice"' in html
    assert "<html" not in html


def test_after_a_write_the_page_goes_on() -> None:
    plain = responses.go_to(RequestFactory().post("/"), "/so/")
    assert (plain.status_code, plain.headers["Location"]) == (303, "/so/")
    htmx = responses.go_to(RequestFactory().post("/", headers={"HX-Request": "true"}), "/so/")
    assert (htmx.status_code, htmx.headers["HX-Redirect"]) == (204, "/so/")


@pytest.mark.parametrize(("asked", "number"), [("2", 2), ("x", 1), ("99", 3), ("", 1)])
def test_a_wrong_page_number_gives_the_nearest_page(asked: str, number: int) -> None:
    request = RequestFactory().get("/", {"trang": asked})
    assert page_of_rows(request, range(9), 3).number == number


def test_the_gallery_shows_and_refuses() -> None:
    request = RequestFactory().get("/giao-dien/")
    assert gallery(request).status_code == 200
    refused = gallery(RequestFactory().post("/giao-dien/", {"title": "Sổ 1", "pages": "x"}))
    assert refused.status_code == 422
    html = refused.content.decode()
    assert 'value="Sổ 1"' in html
    assert "Hãy nhập một số nguyên" in html


def test_a_production_installation_has_no_gallery(client, settings) -> None:
    settings.PRACTICE = False
    answer = client.get("/giao-dien/")
    assert answer.status_code == 404
    assert "Không có trang này" in answer.content.decode()
