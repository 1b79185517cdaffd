"""The keyboard modules in a real browser: pages are answered from memory, there is no server."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles import finders
from django.template import Context, Template
from django.test import RequestFactory
from playwright.sync_api import Browser, Page, Request, Route, expect, sync_playwright

from hotich.web.gallery import gallery

pytestmark = pytest.mark.e2e

ORIGIN = "http://hotich.test"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'"
)
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PAGE = """{% extends "web/base.html" %}{% load static components %}
{% block modules %}{% for name in modules %}<script type="module" src="{% static name %}"></script>
{% endfor %}{% endblock %}
{% block content %}BODY{% endblock %}"""
MODULES = [f"hotich/{name}.js" for name in ("candidates", "suggest", "pads", "marks", "autosave")]
FORM = """
<form data-enter data-autosave="/draft" action="/sent" method="post">
  <input type="hidden" name="entry" value="e-1" data-draft-always>
  <div data-field="a"><label for="a">A</label><input id="a" name="a">
    <select data-reading-of="a" name="a-reading" tabindex="-1"><option value="clear">rõ</option>
    <option value="illegible">không đọc được</option></select>
    <input type="hidden" name="a-origin" data-origin-of="a" value=""></div>
  <div data-field="b" class="field"><label for="b">B</label>
    <input id="b" name="b" data-suggestions="Kinh|Khơ-me|Tày">
    <input type="hidden" name="b-origin" data-origin-of="b" value=""></div>
  <div data-field="c" class="field"><label for="c">C</label>
    <input id="c" name="c" data-suggest-url="/suggest"></div>
  <fieldset data-block><input id="d" name="d" data-prefill="Việt Nam">
    <input type="hidden" name="d-origin" data-origin-of="d"><input type="hidden" data-confirmed
    name="block"><button type="button" data-confirm-block {% key "confirm_block" %}>F2</button>
  </fieldset>
  {% reading_keys %}
  <button type="button" data-fill="Mai" {% key "ditto" %}>F8</button>
  <span data-draft data-text-kept="đã giữ" data-text-failed="chưa giữ được"></span>
  <button type="submit" data-enter-submit {% key "save" %}>Lưu</button>
</form>"""
CANDIDATES = """<input id="name" value="Mai">
<ol data-candidates="name"><li><button type="button" data-digit="1" hx-post="/chosen/1"
  hx-target="#out" data-focus>Một</button></li>
<li><button type="button" data-digit="0" hx-post="/chosen/0" hx-target="#out">Không</button></li>
</ol><div id="out"></div>"""


class Site:
    """A page and what it asked of the server."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.asked: list[Request] = []
        self.problems: list[str] = []
        self.answers: dict[str, tuple[int, str, str]] = {}
        page.route(f"{ORIGIN}/**", self._answer)
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        page.on(
            "console",
            lambda message: (
                self.problems.append(message.text) if "Security Policy" in message.text else None
            ),
        )

    def _answer(self, route: Route) -> None:
        path = route.request.url.removeprefix(ORIGIN)
        if path.startswith("/static/"):
            found = finders.find(path.removeprefix("/static/"))
            route.fulfill(path=Path(str(found)))
            return
        self.asked.append(route.request)
        status, kind, text = self.answers.get(path, (200, "text/html", ""))
        headers = {"content-type": f"{kind}; charset=utf-8", "content-security-policy": POLICY}
        route.fulfill(status=status, headers=headers, body=text)

    def open(self, body: str) -> Page:
        """Show a page with this body."""
        template = Template(PAGE.replace("BODY", body))
        html = template.render(Context({"modules": MODULES, "csrf_token": "t"}))
        self.answers["/"] = (200, "text/html", html)
        self.page.goto(f"{ORIGIN}/")
        return self.page

    def posts(self, path: str) -> list[str]:
        """Return the bodies posted to a path."""
        return [
            each.post_data or ""
            for each in self.asked
            if each.method == "POST" and each.url == ORIGIN + path
        ]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def site(browser: Browser) -> Iterator[Site]:
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    site = Site(context.new_page())
    yield site
    assert site.problems == []
    context.close()


def focused(page: Page) -> str:
    return page.evaluate("document.activeElement.id || document.activeElement.textContent")


def test_enter_walks_on_and_back_and_sends_from_the_last(site: Site) -> None:
    page = site.open(FORM)
    page.focus("#a")
    page.keyboard.press("Enter")
    assert focused(page) == "b"
    page.keyboard.press("Shift+Enter")
    assert focused(page) == "a"
    page.focus("#d")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{ORIGIN}/sent")
    assert len(site.posts("/sent")) == 1


def test_enter_of_an_input_method_moves_nothing(site: Site) -> None:
    page = site.open(FORM)
    page.focus("#a")
    page.evaluate(
        """for (const extra of [{isComposing: true}, {keyCode: 229}]) document.querySelector("#a")
        .dispatchEvent(new KeyboardEvent("keydown", {key: "Enter", bubbles: true, ...extra}))"""
    )
    assert focused(page) == "a"


def test_a_suggestion_is_taken_by_keyboard_and_its_origin_noted(site: Site) -> None:
    page = site.open(FORM)
    page.focus("#b")
    page.keyboard.type("kh")
    expect(page.locator("#b-suggestions [role=option]")).to_have_text(["Khơ-me"])
    assert page.input_value("#b") == "kh"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.input_value("#b") == "Khơ-me"
    assert page.input_value("[name=b-origin]") == "chosen"
    assert focused(page) == "c"


def test_without_a_chosen_suggestion_enter_keeps_what_was_typed(site: Site) -> None:
    page = site.open(FORM)
    page.focus("#b")
    page.keyboard.type("Kinh")
    page.keyboard.press("Enter")
    assert page.input_value("#b") == "Kinh"
    assert page.input_value("[name=b-origin]") == "typed"
    assert focused(page) == "c"


def test_suggestions_come_from_the_server_by_post_as_text(site: Site) -> None:
    options = {"options": [{"text": "<b>Nga</b> Trường", "note": "đến 30/06/2025"}]}
    site.answers["/suggest"] = (200, "application/json", json.dumps(options))
    page = site.open(FORM)
    page.focus("#c")
    page.keyboard.type("nga")
    expect(page.locator("#c-suggestions [role=option] span")).to_have_text("<b>Nga</b> Trường")
    assert site.posts("/suggest") == ["q=nga&field=c"]
    page.keyboard.press("Escape")
    expect(page.locator("#c-suggestions")).to_be_hidden()


@pytest.mark.parametrize("field", ["a", "b", "c"])
def test_a_hook_input_method_types_through_every_field(site: Site, field: str) -> None:
    """Unikey sends Backspace and the letter with its mark; nothing may come in between."""
    page = site.open(FORM)
    page.focus(f"#{field}")
    for part in ("n", "g", "u", "y", "e", "\bê", "\bễ", "n", " ", "d", "\bđ", "u", "\bư", "c"):
        if part.startswith("\b"):
            page.keyboard.press("Backspace")
            page.keyboard.insert_text(part[1:])
        else:
            page.keyboard.press("Space" if part == " " else part)
    page.wait_for_timeout(250)
    assert page.input_value(f"#{field}") == "nguyễn đưc"


def test_a_key_marks_how_the_field_in_hand_was_read(site: Site) -> None:
    page = site.open(FORM)
    page.focus("#a")
    page.keyboard.press("Alt+k")
    assert page.input_value("[name=a-reading]") == "illegible"
    assert focused(page) == "a"
    page.keyboard.press("Alt+k")
    assert page.input_value("[name=a-reading]") == "clear"


def test_ditto_fills_the_field_in_hand_and_goes_on(site: Site) -> None:
    page = site.open(FORM)
    page.focus("#a")
    page.keyboard.press("F8")
    assert page.input_value("#a") == "Mai"
    assert page.input_value("[name=a-origin]") == "ditto"
    assert focused(page) == "b"


def test_a_block_is_confirmed_with_one_key(site: Site) -> None:
    page = site.open(FORM)
    page.focus("#d")
    page.keyboard.press("F2")
    assert page.input_value("#d") == "Việt Nam"
    assert page.input_value("[name=d-origin]") == "prefilled"
    assert page.input_value("[name=block]") == "1"


def test_confirming_never_overwrites_what_was_typed(site: Site) -> None:
    page = site.open(FORM)
    page.fill("#d", "Lào")
    page.keyboard.press("F2")
    assert page.input_value("#d") == "Lào"
    assert page.input_value("[name=d-origin]") == "typed"


def test_a_draft_reaches_the_server_field_by_field(site: Site) -> None:
    site.answers["/draft"] = (200, "application/json", '{"revision": 1, "others": []}')
    page = site.open(FORM)
    with page.expect_request(f"{ORIGIN}/draft", timeout=2000):
        page.focus("#a")
        page.keyboard.type("Mai")
    expect(page.locator("[data-draft]")).to_have_text("đã giữ")
    assert site.posts("/draft") == ["entry=e-1&a=Mai&a-reading=clear&a-origin=typed"]
    assert [each.headers["x-csrftoken"] for each in site.asked if each.method == "POST"] == ["t"]


def test_typing_that_does_not_stop_is_sent_while_it_goes_on(site: Site) -> None:
    site.answers["/draft"] = (200, "application/json", '{"revision": 1, "others": []}')
    page = site.open(FORM)
    page.focus("#a")
    page.keyboard.type("Mai Thi Phuong o xom ba xa Nga Truong", delay=60)
    sent = [body.partition("a=")[2].partition("&")[0] for body in site.posts("/draft")]
    assert sent
    assert sent[0]
    assert "Truong" not in sent[0]


def test_a_page_without_a_session_keeps_its_text_and_says_so(site: Site) -> None:
    site.answers["/draft"] = (401, "text/plain", "")
    closed = "<p data-draft-closed hidden>x</p>"
    page = site.open(FORM.replace("<span data-draft", f"{closed}<span data-draft"))
    page.fill("#a", "Mai")
    expect(page.locator("[data-draft-closed]")).to_be_visible()
    page.keyboard.press("F10")
    assert page.input_value("#a") == "Mai"
    assert site.posts("/sent") == []


def test_a_lost_draft_is_said(site: Site) -> None:
    site.answers["/draft"] = (503, "text/html", "")
    page = site.open(FORM)
    page.fill("#a", "Mai")
    expect(page.locator("[data-draft]")).to_have_text("chưa giữ được")


def test_nothing_is_kept_in_the_browser(site: Site) -> None:
    page = site.open(FORM)
    page.fill("#a", "Mai Thị Phượng")
    # htmx keeps the path of the page for its history; a path holds nobody's data.
    kept = page.evaluate("({...localStorage, ...sessionStorage})")
    assert kept == {"htmx-current-path-for-history": "/"}


def test_the_save_key_works_from_anywhere(site: Site) -> None:
    page = site.open(FORM)
    page.focus("#a")
    page.keyboard.press("F10")
    page.wait_for_url(f"{ORIGIN}/sent")


def test_the_key_map_opens_and_closes(site: Site) -> None:
    page = site.open(FORM)
    page.keyboard.press("F1")
    expect(page.locator("#key-map")).to_be_visible()
    page.keyboard.press("F10")
    page.keyboard.press("Escape")
    expect(page.locator("#key-map")).to_be_hidden()
    assert site.posts("/sent") == []


@pytest.mark.parametrize("digit", ["1", "0"])
def test_a_digit_chooses_a_candidate(site: Site, digit: str) -> None:
    site.answers[f"/chosen/{digit}"] = (200, "text/html", f"<p id=got>{digit}</p>")
    page = site.open(CANDIDATES)
    assert focused(page) == "Một"
    page.keyboard.press(digit)
    expect(page.locator("#got")).to_have_text(digit)


def test_a_digit_typed_into_a_field_chooses_nobody(site: Site) -> None:
    page = site.open(CANDIDATES)
    page.focus("#name")
    page.keyboard.press("End")
    page.keyboard.press("1")
    assert page.input_value("#name") == "Mai1"
    assert site.posts("/chosen/1") == []


def test_arrows_walk_and_escape_returns_to_the_field(site: Site) -> None:
    page = site.open(CANDIDATES)
    page.keyboard.press("ArrowDown")
    assert focused(page) == "Không"
    page.keyboard.press("Escape")
    assert focused(page) == "name"


def test_a_refusal_is_swapped_in_and_takes_the_focus(site: Site) -> None:
    site.answers["/chosen/1"] = (422, "text/html", "<p id=no tabindex=-1 data-focus>Sai</p>")
    page = site.open(CANDIDATES)
    page.keyboard.press("1")
    expect(page.locator("#no")).to_be_focused()


def test_a_fault_of_the_server_is_said_and_changes_nothing(site: Site) -> None:
    site.answers["/chosen/1"] = (500, "text/html", "<p id=no>Lỗi</p>")
    page = site.open(CANDIDATES)
    page.keyboard.press("1")
    expect(page.locator("#messages [role=alert]")).to_contain_text("Máy chủ không trả lời")
    expect(page.locator("#no")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("sent", [None, {"pages": "x"}], ids=["fresh", "refused"])
def test_every_component_is_accessible(site: Site, scheme: str, sent: dict | None) -> None:
    factory = RequestFactory()
    request = factory.get("/giao-dien/") if sent is None else factory.post("/giao-dien/", sent)
    html = gallery(request).content.decode()
    site.answers["/giao-dien/"] = (200, "text/html", html)
    site.page.emulate_media(color_scheme=scheme)
    site.page.goto(f"{ORIGIN}/giao-dien/")
    rules = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]
    found = Axe().run(site.page, options={"runOnly": rules})
    assert [(each["id"], each["nodes"][0]["html"]) for each in found.response["violations"]] == []


CAPTURE = """<script type="module" src="/static/hotich/keychoice.js"></script>
<form action="/sent" method="post"><input id="combo" name="combo" data-capture-key></form>
<button type="button" {% key "ditto" %} id="ditto">F8</button>"""


@pytest.mark.parametrize(
    ("pressed", "kept"),
    [("F8", "F8"), ("Alt+k", "Alt+K"), ("Control+F10", "Ctrl+F10"), ("PageDown", "PgDn")],
)
def test_a_wanted_combination_is_taken_as_it_is_pressed(
    site: Site, pressed: str, kept: str
) -> None:
    page = site.open(CAPTURE)
    page.focus("#combo")
    page.keyboard.press(pressed)
    assert page.input_value("#combo") == kept
    assert focused(page) == "combo"


def test_a_combination_can_be_typed_and_sent(site: Site) -> None:
    page = site.open(CAPTURE)
    page.focus("#combo")
    page.keyboard.type("alt+k")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{ORIGIN}/sent")
    assert site.posts("/sent") == ["combo=alt%2Bk"]


def test_a_key_works_by_its_place_on_the_keyboard(site: Site) -> None:
    page = site.open('<button type="button" data-key="Alt+=" id="plus">+</button>')
    page.evaluate("document.getElementById('plus').onclick = () => { document.title = 'struck'; }")
    init = "{key: '₫', code: 'Equal', altKey: true, bubbles: true, cancelable: true}"
    page.evaluate(f"document.body.dispatchEvent(new KeyboardEvent('keydown', {init}))")
    expect(page).to_have_title("struck")
