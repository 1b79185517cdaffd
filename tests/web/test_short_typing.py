"""Short for long, and past what needs no look: the modules of the sheet in a real browser."""

import json

import pytest
from playwright.sync_api import Page

from tests.web.test_modules import ORIGIN, Site, browser, focused, site

__all__ = ["browser", "site"]
pytestmark = pytest.mark.e2e

SHEET = """
<form id="sheet" data-enter="look" action="/sent" method="post">
  <fieldset data-block id="first">
    <div data-field="day" class="field"><input id="day" name="day" data-kind="date"
      data-year="1998">
      <input type="hidden" name="day-origin" data-origin-of="day"></div>
    <div data-field="sex" class="field"><input id="sex" name="sex" data-pad="1=Nam|2=Nữ">
      <input type="hidden" name="sex-origin" data-origin-of="sex"></div>
    <div data-field="born" class="field"><input id="born" name="born" data-kind="date"
      data-prefill="02/09/1973" data-prefill-origin="prefilled" data-pass>
      <input type="hidden" name="born-origin" data-origin-of="born"></div>
    <div data-field="words" class="field"><input id="words" name="words"
      data-pad="0=không ghi|1=khớp" data-pad-sets="0=words-reading:blank|1=words-agrees:yes">
      <select name="words-agrees" tabindex="-1"><option value=""></option>
      <option value="yes">khớp</option></select>
      <select name="words-reading" data-reading-of="words" tabindex="-1">
      <option value="clear">rõ</option><option value="blank">trống</option></select></div>
    <input type="hidden" data-confirmed name="confirmed-first"><input type="hidden" data-took
    name="took-first"><button type="button" data-confirm-block {% key "confirm_block" %}
    id="confirm-first">F2</button>
  </fieldset>
  <fieldset data-block id="second">
    <div data-field="kind" class="field"><select id="kind" name="kind" data-pad="1=a|2=b"
      data-prefill="a" data-prefill-needs="number" data-pass><option value=""></option>
      <option value="a">A</option><option value="b">B</option></select></div>
    <div data-field="number" class="field"><input id="number" name="number"></div>
    <input type="hidden" data-confirmed name="confirmed-second"><button type="button"
    data-confirm-block {% key "confirm_block" %} id="confirm-second">F2</button>
  </fieldset>
  <fieldset data-block id="third">
    <input id="signer" name="signer" data-prefill="Lê Văn Ký" data-pass>
    <input type="hidden" data-confirmed name="confirmed-third"><button type="button"
    data-confirm-block {% key "confirm_block" %} id="confirm-third">F2</button></fieldset>
  <div class="field"><input id="place" name="place" data-suggest-url="/suggest"></div>
  <button type="submit" id="save" data-enter-submit {% key "save" %}>Lưu</button>
</form>"""


def value(page: Page, name: str) -> str:
    return page.input_value(f"[name={name}]")


def test_a_day_and_month_get_the_year_of_the_book_on_leaving(site: Site) -> None:
    page = site.open(SHEET)
    page.focus("#day")
    page.keyboard.type("18/2")
    assert page.inner_text("#pad-legend") == "→ 18/2/1998"
    assert value(page, "day") == "18/2"
    page.keyboard.press("Enter")
    assert (value(page, "day"), value(page, "day-origin")) == ("18/2/1998", "typed")
    assert focused(page) == "sex"


@pytest.mark.parametrize("typed", ["1998", "18/2/98", "32/1", "18/13", "0/2", "18", "18/2/"])
def test_no_other_text_gets_a_year(site: Site, typed: str) -> None:
    page = site.open(SHEET)
    page.focus("#day")
    page.keyboard.type(typed)
    page.keyboard.press("Tab")
    assert value(page, "day") == typed


def test_escape_keeps_a_short_text_as_it_stands_in_the_book(site: Site) -> None:
    page = site.open(SHEET)
    for field, typed in (("day", "18-2"), ("sex", "1")):
        page.focus(f"#{field}")
        page.keyboard.type(typed)
        page.keyboard.press("Escape")
        page.keyboard.press("Tab")
        assert value(page, field) == typed


def test_a_digit_stands_for_its_word_once_the_field_is_left(site: Site) -> None:
    page = site.open(SHEET)
    page.focus("#sex")
    assert page.inner_text("#pad-legend").split() == ["1", "Nam", "2", "Nữ"]
    page.keyboard.type("2")
    assert value(page, "sex") == "2"
    page.keyboard.press("Enter")
    assert (value(page, "sex"), value(page, "sex-origin")) == ("Nữ", "chosen")
    page.fill("#sex", "Trai")
    page.keyboard.press("Tab")
    assert (value(page, "sex"), value(page, "sex-origin")) == ("Trai", "typed")


def test_a_lone_sign_takes_the_offered_date_in_that_sign(site: Site) -> None:
    page = site.open(SHEET)
    for sign, written in (("-", "02-09-1973"), ("/", "2/9/1973"), (".", "02.09.1973")):
        page.fill("#born", "")
        page.focus("#born")
        page.keyboard.type(sign)
        page.keyboard.press("Tab")
        assert (value(page, "born"), value(page, "born-origin")) == (written, "prefilled")


def test_a_digit_says_how_a_date_in_words_stands(site: Site) -> None:
    page = site.open(SHEET)
    page.focus("#words")
    page.keyboard.type("1")
    page.keyboard.press("Tab")
    assert (value(page, "words"), value(page, "words-agrees")) == ("", "yes")
    page.focus("#words")
    page.keyboard.type("0")
    page.keyboard.press("Tab")
    assert (value(page, "words"), value(page, "words-reading")) == ("", "blank")


def test_enter_goes_past_what_needs_no_look_and_f2_from_block_to_block(site: Site) -> None:
    page = site.open(SHEET)
    page.focus("#day")
    page.keyboard.type("18/2")
    page.keyboard.press("Enter")
    page.keyboard.type("1")
    page.keyboard.press("Enter")
    assert focused(page) == "words"  # past the offered day of birth
    page.keyboard.press("Shift+Enter")
    assert focused(page) == "born"
    page.focus("#words")
    page.keyboard.type("1")
    page.keyboard.press("F2")
    assert value(page, "words-agrees") == "yes"
    assert value(page, "born") == "02/09/1973"
    assert value(page, "confirmed-first") == "1"
    assert int(value(page, "took-first")) >= 0
    assert focused(page) == "number"
    page.keyboard.type("123")
    page.keyboard.press("Enter")
    assert focused(page) == "confirm-second"
    page.keyboard.press("Enter")
    assert value(page, "kind") == "a"
    assert focused(page) == "confirm-third"
    page.keyboard.press("F2")
    assert value(page, "signer") == "Lê Văn Ký"
    assert focused(page) == "save"


def test_no_paper_is_offered_without_its_number(site: Site) -> None:
    page = site.open(SHEET)
    page.focus("#number")
    page.keyboard.press("F2")
    assert value(page, "kind") == ""
    page.focus("#kind")
    page.keyboard.press("2")
    assert value(page, "kind") == "b"


def test_what_is_short_is_whole_before_it_is_sent(site: Site) -> None:
    page = site.open(SHEET)
    page.focus("#day")
    page.keyboard.type("18/2")
    page.keyboard.press("F10")
    page.wait_for_url(f"{ORIGIN}/sent")
    assert "day=18%2F2%2F1998" in site.posts("/sent")[0]


def test_the_first_line_may_be_taken_before_the_list_has_come(site: Site) -> None:
    page = site.open(SHEET)
    options = {"options": [{"text": "Xã Nga Trường", "note": "sổ này"}]}
    site.answers["/suggest"] = (200, "application/json", json.dumps(options))
    page.focus("#place")
    page.keyboard.type("xnt")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_function("document.querySelector('#place').value === 'Xã Nga Trường'")


def test_letters_alone_never_take_a_line(site: Site) -> None:
    page = site.open(SHEET)
    options = {"options": [{"text": "Xã Nga Trường", "note": ""}]}
    site.answers["/suggest"] = (200, "application/json", json.dumps(options))
    page.focus("#place")
    page.keyboard.type("xnt")
    page.wait_for_selector("[role=option]")
    page.keyboard.press("Tab")
    assert value(page, "place") == "xnt"
