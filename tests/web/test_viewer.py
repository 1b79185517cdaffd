"""The viewer in a real browser: it follows the entry, takes no key from a field, and can fail."""

import json
from dataclasses import dataclass, field
from urllib.parse import parse_qs
from uuid import uuid4

import pytest
from django.template.loader import render_to_string
from playwright.sync_api import Page, expect

from hotich.apps.scans.models import PageImage
from hotich.apps.scans.viewing import Setting, Shown, Viewer
from hotich.core.registers import BIRTHS
from hotich.documents.page_boxes import RowBoxes
from hotich.documents.register_page import (
    PrintedBook,
    RegisterPage,
    WrittenValue,
    book_boxes,
    book_images,
)
from hotich.web.register_form import input_name
from tests.web.test_modules import ORIGIN, POLICY, Site, browser, focused, site  # noqa: F401

pytestmark = pytest.mark.e2e
KINDS = """
<form data-enter><div data-field="child-full_name"><input id="name" name="child-full_name"
  value="Mai"></div><div data-field="mother-full_name"><input id="mother"></div>
<div data-field="entry-page"><input id="page"></div></form>"""

_SHADES = """() => {
  const strip = document.querySelector(".viewer__strip");
  const dots = strip.getContext("2d").getImageData(0, 0, strip.width, strip.height).data;
  return new Set(dots).size; }"""


@dataclass(frozen=True)
class Paper:
    """A printed page with three entries, its picture and its boxes."""

    picture: bytes
    rows: tuple[RowBoxes, ...]


@pytest.fixture(scope="module")
def paper() -> Paper:
    values = {one.id: WrittenValue("viết") for one in BIRTHS.fields}
    entries = [values | {"entry.number": WrittenValue(str(number))} for number in (7, 8, 9)]
    book = PrintedBook(
        BIRTHS, "older", "Xã Nga Trường", "01/1998", 1998, (RegisterPage("3", tuple(entries)),)
    )
    return Paper(book_images(book)[0], book_boxes(book)[0])


@dataclass
class Desk:
    """A page with the viewer beside a form, and what it told the server."""

    site: Site
    paper: Paper
    setting: Setting = field(default_factory=Setting)
    rows: str | None = None
    picture: bytes | None = None

    def open(self, number: str = "8") -> Page:
        """Open the page for the entry of that number."""
        image = PageImage(page="3", width=1684, height=1191, book_id=uuid4())
        rows = [
            {
                "number": row.number,
                "box": row.box,
                "fields": {input_name(name): box for name, box in row.fields.items()},
            }
            for row in self.paper.rows
        ]
        told = self.rows if self.rows is not None else json.dumps(rows)
        viewer = Viewer(Shown(image, None, None, told, "1998"), self.setting, number, "1998")
        context = {"viewer": viewer}
        body = (
            render_to_string("scans/_viewer_head.html", context)
            + f'<div class="beside" data-pane="{self.setting.pane}">'
            + render_to_string("scans/_viewer.html", context)
            + KINDS
            + "</div>"
        )
        picture = self.picture if self.picture is not None else self.paper.picture
        self.site.page.route(
            f"{ORIGIN}/trang-so/anh/*/",
            lambda route: route.fulfill(body=picture, content_type="image/png"),
        )
        page = self.site.open("{% verbatim %}" + body + "{% endverbatim %}")
        page.focus("#name")
        if picture:
            page.wait_for_function("document.querySelector('.viewer img').naturalWidth")
        return page


@pytest.fixture
def desk(site: Site, paper: Paper) -> Desk:  # noqa: F811
    return Desk(site, paper)


def rectangle(page: Page, selector: str) -> dict[str, float]:
    return page.evaluate(
        "(name) => document.querySelector(name).getBoundingClientRect().toJSON()", selector
    )


def lies_in(page: Page, inner: str, outer: str = ".viewer__stage") -> bool:
    one, other = rectangle(page, inner), rectangle(page, outer)
    return one["top"] >= other["top"] - 2 and one["bottom"] <= other["bottom"] + 2


def test_the_row_of_the_entry_and_the_field_in_hand_are_shown(desk: Desk) -> None:
    page = desk.open("8")
    row, image = rectangle(page, ".viewer__row"), rectangle(page, ".viewer img")
    box = desk.paper.rows[1].box
    assert abs((row["top"] - image["top"]) / image["height"] - box[1] / 10_000) < 0.01
    assert lies_in(page, ".viewer__row")
    first = rectangle(page, ".viewer__field")
    page.focus("#mother")
    assert rectangle(page, ".viewer__field")["left"] > first["right"] - 5
    expect(page.locator(".viewer__strip")).to_be_visible()
    assert page.evaluate(_SHADES) > 10
    page.focus("#page")  # the page number stands in no row
    expect(page.locator(".viewer__field")).to_be_hidden()


@pytest.mark.parametrize(("number", "shown"), [("9", True), ("10", False), ("", False)])
def test_only_a_marked_entry_has_an_outline(desk: Desk, number: str, shown: bool) -> None:
    page = desk.open(number)
    assert page.locator(".viewer__row").is_visible() is shown


def test_every_tool_works_by_its_key_and_the_caret_stays(desk: Desk) -> None:
    page = desk.open("9")
    fit = rectangle(page, ".viewer img")["width"]
    page.keyboard.press("Alt+=")
    page.keyboard.press("Alt+=")
    assert abs(rectangle(page, ".viewer img")["width"] / fit - 1.15**2) < 0.01
    page.keyboard.press("Alt+-")
    assert abs(rectangle(page, ".viewer img")["width"] / fit - 1.15) < 0.01
    for key in ("Alt+ArrowRight", "Alt+ArrowDown", "Alt+ArrowLeft", "Alt+ArrowUp") * 6:
        page.keyboard.press(key)
        image, stage = rectangle(page, ".viewer img"), rectangle(page, ".viewer__stage")
        assert image["left"] <= stage["left"] + 1  # no empty space
        assert image["right"] >= stage["right"] - 1
        assert image["top"] <= stage["top"] + 1
    page.keyboard.press("Alt+0")
    assert abs(rectangle(page, ".viewer img")["width"] - fit) < 1
    page.keyboard.press("Alt+q")
    turned = rectangle(page, ".viewer img")
    assert turned["height"] > turned["width"]
    for look in ("contrast", "invert", "plain"):
        page.keyboard.press("Alt+c")
        expect(page.locator(".viewer")).to_have_attribute("data-look", look)
    before = rectangle(page, ".viewer")["width"]
    page.keyboard.press("Alt+,")
    assert rectangle(page, ".viewer")["width"] < before
    page.keyboard.press("Alt+.")
    assert abs(rectangle(page, ".viewer")["width"] - before) < 2
    assert focused(page) == "name"
    assert page.input_value("#name") == "Mai"


def test_the_keys_of_a_text_are_left_to_it(desk: Desk) -> None:
    page = desk.open()
    image = rectangle(page, ".viewer img")
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    page.keyboard.type("o")
    page.keyboard.press("End")
    page.keyboard.press("ArrowLeft")
    page.keyboard.type("-0=")
    assert page.input_value("#name") == "Moa-0=i"
    assert rectangle(page, ".viewer img") == image


def test_the_way_of_looking_is_sent_and_comes_back(desk: Desk) -> None:
    page = desk.open()
    with page.expect_request("**/cach-xem/") as sent:
        for key in ("Alt+=", "Alt+q", "Alt+c", "Alt+."):
            page.keyboard.press(key)
    told = parse_qs(sent.value.post_data)
    known = {"zoom": ["1"], "rotation": ["90"], "look": ["contrast"], "pane": ["60"]}
    assert {name: told[name] for name in known} == known
    assert page.evaluate("Object.keys({...localStorage, ...sessionStorage})") == [
        "htmx-current-path-for-history"
    ]
    again = Desk(desk.site, desk.paper, Setting(1, 90, "contrast", 60))
    page = again.open()
    turned = rectangle(page, ".viewer img")
    assert turned["height"] > turned["width"]
    expect(page.locator(".viewer")).to_have_attribute("data-look", "contrast")


def test_the_pane_folds_away_and_gives_its_keys_back(desk: Desk) -> None:
    page = desk.open()
    page.keyboard.press("Alt+s")
    expect(page.locator(".viewer__stage")).to_be_hidden()
    assert focused(page) == "name"
    page.keyboard.press("Alt+s")
    expect(page.locator(".viewer__row")).to_be_visible()


def test_an_image_that_does_not_open_is_said_and_blocks_nothing(desk: Desk) -> None:
    desk.picture = b""
    page = desk.open()
    expect(page.locator(".viewer__lost")).to_be_visible()
    expect(page.locator(".viewer__stage")).to_be_hidden()
    for key in ("Alt+q", "Alt+=", "Alt+ArrowDown", "Alt+c", "End"):
        page.keyboard.press(key)
    page.keyboard.type(" Lan")
    assert page.input_value("#name") == "Mai Lan"


def test_a_page_without_marks_is_only_a_page(desk: Desk) -> None:
    desk.rows = "[]"
    page = desk.open()
    expect(page.locator(".viewer__strip")).to_be_hidden()
    page.focus("#mother")
    expect(page.locator(".viewer__row")).to_be_hidden()


def test_mouse_and_wheel_move_the_page_and_leave_the_caret(desk: Desk) -> None:
    page = desk.open("7")
    stage = rectangle(page, ".viewer__stage")
    page.mouse.move(stage["left"] + 200, stage["top"] + 100)
    fit = rectangle(page, ".viewer img")
    page.keyboard.down("Control")
    page.mouse.wheel(0, -100)
    page.keyboard.up("Control")
    page.wait_for_function(
        "(w) => document.querySelector('.viewer img').getBoundingClientRect().width > w",
        arg=fit["width"] + 5,
    )
    before = rectangle(page, ".viewer img")
    page.mouse.down()
    page.mouse.move(stage["left"] + 150, stage["top"] + 60, steps=4)
    page.mouse.up()
    after = rectangle(page, ".viewer img")
    assert (after["left"], after["top"]) != (before["left"], before["top"])
    assert focused(page) == "name"


def test_the_page_keeps_the_strict_policy(desk: Desk) -> None:
    assert "unsafe-inline" not in POLICY
    desk.open()  # the fixture asserts that the policy was not broken
