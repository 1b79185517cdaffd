"""Pages on which rows and fields are marked, the pane and its settings, and each refusal."""

from io import BytesIO

import pytest
from django.urls import reverse

from hotich.apps.audit.models import AuditRow
from hotich.apps.scans.actions import attach_page
from hotich.apps.scans.models import PageMarks, ViewerSetting
from hotich.apps.scans.viewing import form_boxes, marks_of
from tests.support.books import given_book
from tests.support.office import Staff
from tests.support.pictures import png

pytestmark = pytest.mark.django_db
GOOD = {"lines": "1000,4000,9000", "first": "7", "year": "1998", "columns": "1"}
SETTING = {"zoom": "2", "rotation": "90", "look": "plain", "pane": "60", "x": "5", "y": "9"}


@pytest.fixture
def book(staff: Staff):
    return given_book(staff, years=((1998, 10, 40),))


@pytest.fixture
def images(staff: Staff, book):
    return [
        attach_page(
            by=staff.actor("tuphap"), book=book, page=page, file=BytesIO(png(shade=int(page)))
        )
        for page in ("1", "2")
    ]


def url(name: str, thing) -> str:
    return reverse(f"scans:{name}", args=[thing.pk])


def test_rows_are_marked_and_the_next_page_is_offered_the_same(page, book, images):
    client = page("tuphap")
    assert client.get(url("mark", images[0])).status_code == 200
    response = client.post(url("mark", images[0]), GOOD)
    assert (response.status_code, response.headers["Location"]) == (303, url("mark", images[1]))
    text = client.get(url("mark", images[1])).content.decode()
    assert 'value="1000,4000,9000"' in text
    assert 'value="9"' in text
    assert "Các đường lấy theo trang 1" in text
    response = client.post(url("mark", images[1]), GOOD | {"first": "9"})
    assert response.headers["Location"] == url("book", book)
    marks = marks_of(images[1])
    assert [row.number for row in marks.rows.order_by("place")] == ["9", "10"]
    assert client.post(url("unmark", images[1])).status_code == 303
    assert marks_of(images[1]) is None
    assert (
        "chưa được đánh dấu" in client.post(url("unmark", images[1]), follow=True).content.decode()
    )


@pytest.mark.parametrize(
    "change",
    [
        {"lines": ""},
        {"lines": "1000"},
        {"lines": "1000,1005"},
        {"lines": "1000,20000"},
        {"lines": "1000,a"},
        {"lines": ",".join(str(line) for line in range(0, 10_000, 100))},
        {"first": "7bis"},
        {"first": "٧"},
        {"year": "2030"},
        {"columns": "3"},
    ],
)
def test_bad_marks_are_refused_and_nothing_is_written(page, images, change):
    rows = AuditRow.objects.count()
    assert page("tuphap").post(url("mark", images[0]), GOOD | change).status_code == 422
    assert not PageMarks.objects.exists()
    assert AuditRow.objects.count() == rows


def test_fields_are_marked_in_a_row(page, book, images):
    client = page("tuphap")
    assert "Chưa có dòng nào" in client.get(url("fields", book)).content.decode()
    client.post(url("mark", images[0]), GOOD)
    assert 'data-row-box="0,1000,10000,3000"' in client.get(url("fields", book)).content.decode()
    sent = {"child-full_name": "[1000, 0, 3000, 500]"}
    assert client.post(url("fields", book), sent).status_code == 303
    assert form_boxes(book) == {"child.full_name": (1000, 0, 3000, 500)}
    for bad in ("x", "[1,2,3]", "[0,0,0,5]", "[9000,0,2000,5]", "[[1],2,3,4]"):
        response = client.post(url("fields", book), {"child-full_name": bad})
        assert response.status_code == 422
    assert form_boxes(book) == {"child.full_name": (1000, 0, 3000, 500)}


def test_the_pane_shows_a_page_and_the_way_on(page, images):
    text = page("congan").get(url("pane", images[1])).content.decode()
    assert url("image", images[1]) in text
    assert url("pane", images[0]) in text
    assert "<html" not in text
    assert not AuditRow.objects.filter(action="scan.viewed").exists()  # the image itself records


def test_the_way_of_looking_is_remembered(page, book):
    client = page("congan")
    assert client.post(url("layout", book), SETTING).status_code == 204
    assert ViewerSetting.objects.get().pane == 60
    assert client.post(url("layout", book), SETTING | {"pane": "99"}).status_code == 422
    assert client.get(url("layout", book)).status_code == 405


def test_others_find_nothing(page, staff: Staff, other_commune: Staff, book, images):
    stranger = page("tuphap-khac")
    for name, thing in (("mark", images[0]), ("fields", book), ("pane", images[0])):
        assert stranger.get(url(name, thing)).status_code == 404
    for name, thing in (("unmark", images[0]), ("layout", book), ("mark", images[0])):
        assert stranger.post(url(name, thing), {**GOOD, **SETTING}).status_code == 404
    for name, thing in (("mark", images[0]), ("fields", book)):
        assert page("congan").get(url(name, thing)).status_code == 404
    assert page("lanhdao").get(url("pane", images[0])).status_code == 404


def test_a_void_image_is_neither_shown_nor_marked(page, staff: Staff, images):
    page("tuphap").post(url("void", images[0]), {"reason": "quét mờ"})
    for name in ("pane", "mark"):
        assert page("tuphap").get(url(name, images[0])).status_code == 404
    assert page("tuphap").post(url("mark", images[0]), GOOD).status_code == 404


@pytest.mark.parametrize("name", ["mark", "fields", "book"])
def test_in_english_nothing_is_left_in_vietnamese(page, book, images, name):
    client = page("tuphap")
    client.cookies["django_language"] = "en"
    thing = images[0] if name == "mark" else book
    text = client.get(url(name, thing)).content.decode()
    for word in ("Đánh dấu", "Vị trí", "dời", "Lưu"):
        assert word not in text
