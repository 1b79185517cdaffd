"""Where entries stand on a page: from the printing, by hand, from the page before; on record."""

from io import BytesIO

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from hotich.apps.audit.actor import NotPermittedError
from hotich.apps.audit.models import AuditRow
from hotich.apps.scans import actions, marking, viewing
from hotich.apps.scans.boxes import fields_within, lines_of, number_key, rows_between
from hotich.apps.scans.models import WHOLE, PageImage, PageMarks, Source
from hotich.apps.scans.proposing import next_unmarked, proposal, sample_row
from hotich.documents.page_boxes import RowBoxes
from tests.support.books import given_book
from tests.support.office import SETUP, Staff
from tests.support.pictures import png

pytestmark = pytest.mark.django_db
ROWS = rows_between([1000, 4000, 9000], "7")


def attach(staff: Staff, book, page: str, **more) -> PageImage:
    new = actions.NewPage(page, BytesIO(png(shade=int(page))), **more)
    return actions.attach_pages(by=staff.actor("tuphap"), book=book, pages=[new])[0]


@pytest.fixture
def book(staff: Staff):
    return given_book(staff, years=((1998, 10, 40),))


def mark(staff: Staff, image: PageImage, first: str = "7", **more) -> PageMarks:
    rows = rows_between([1000, 4000, 9000], first)
    return marking.mark_page(by=staff.actor("tuphap"), image=image, rows=rows, **more)


def test_lines_make_rows_that_count_on():
    assert [(row.number, row.box) for row in ROWS] == [
        ("7", (0, 1000, WHOLE, 3000)),
        ("8", (0, 4000, WHOLE, 5000)),
    ]
    assert [row.number for row in rows_between([0, 100, 200], "7bis")] == ["", ""]


def test_facing_pages_go_down_the_left_one_first():
    rows = rows_between([0, 5000, 9000], "1", 2)
    assert [(row.number, row.box[0], row.box[1]) for row in rows] == [
        ("1", 0, 0),
        ("2", 0, 5000),
        ("3", 5000, 0),
        ("4", 5000, 5000),
    ]


@given(st.sets(st.integers(0, WHOLE), min_size=2, max_size=40), st.sampled_from([1, 2]))
def test_the_lines_come_back_from_the_rows(lines: set[int], columns: int):
    rows = rows_between(lines, "1", columns)
    assert lines_of([row.box for row in rows]) == sorted(lines)


def test_a_number_is_found_as_it_is_written():
    assert [number_key(text) for text in ("08", " 8", "87 Bis", "")] == ["8", "8", "87bis", ""]


def test_a_printed_page_brings_its_rows_and_fields(staff: Staff, book):
    rows = [RowBoxes("01", (0, 10, 100, 20), {"child.full_name": (5, 12, 30, 4)})]
    image = attach(staff, book, "1", rows=rows, year=1998)
    marks = viewing.marks_of(image)
    assert marks is not None
    assert (marks.source, marks.year) == (Source.PRINTED, 1998)
    told = viewing.shown(SETUP, image)
    assert told.rows == (
        '[{"number":"1","box":[0,10,100,20],"fields":{"child-full_name":[5,12,30,4]}}]'
    )
    assert told.year == "1998"


def test_marking_is_on_record_and_the_older_marks_are_kept(staff: Staff, book):
    image = attach(staff, book, "1")
    first, second = mark(staff, image), mark(staff, image, "9")
    first.refresh_from_db()
    assert first.replaced_at is not None
    assert viewing.marks_of(image) == second
    assert AuditRow.objects.filter(action="scan.marked", object=image.pk).count() == 2
    marking.unmark_page(by=staff.actor("tuphap"), image=image)
    assert viewing.marks_of(image) is None
    assert PageMarks.objects.filter(image=image).count() == 2
    assert AuditRow.objects.filter(action="scan.unmarked", object=image.pk).count() == 1


def test_marks_without_a_row_are_refused(staff: Staff, book):
    image = attach(staff, book, "1")
    with pytest.raises(marking.NothingMarkedError):
        marking.mark_page(by=staff.actor("tuphap"), image=image, rows=[])
    with pytest.raises(marking.NothingMarkedError):
        marking.unmark_page(by=staff.actor("tuphap"), image=image)
    assert not PageMarks.objects.exists()


def test_only_the_holding_office_with_the_right_marks(staff: Staff, other_commune: Staff, book):
    image = attach(staff, book, "1")
    for by, error in (
        (staff.actor("congan"), NotPermittedError),
        (other_commune.actor("tuphap-khac"), PageImage.DoesNotExist),
    ):
        with pytest.raises(error):
            marking.mark_page(by=by, image=image, rows=ROWS)
    actions.void_image(by=staff.actor("tuphap"), image=image, reason="quét mờ")
    with pytest.raises(PageImage.DoesNotExist):
        mark(staff, image)


def test_an_image_has_one_set_of_marks_in_force(staff: Staff, book):
    marks = mark(staff, attach(staff, book, "1"))
    marks.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        PageMarks.objects.create(
            image=marks.image, source=Source.HAND, by=marks.by, recorded_at=marks.recorded_at
        )


def test_a_page_without_marks_is_offered_those_before_it(staff: Staff, book):
    images = [attach(staff, book, str(number)) for number in (1, 2, 3)]
    assert proposal(images[0]).initial == {"columns": 1, "year": 1998}
    mark(staff, images[0], year=1998)
    offered = proposal(images[2])
    assert offered.from_page == "1"
    assert offered.initial == {"lines": "1000,4000,9000", "columns": 1, "first": "9", "year": 1998}
    own = proposal(images[0])
    assert (own.from_page, own.initial["first"]) == ("", "7")
    assert next_unmarked(SETUP, images[0]) == images[1]
    assert next_unmarked(SETUP, images[2]) is None


def test_the_page_with_an_entry_is_found_by_its_number_and_year(staff: Staff, book):
    first, second = attach(staff, book, "1"), attach(staff, book, "2")
    mark(staff, first, "1", year=1998)
    mark(staff, second, "3", year=1998)
    assert viewing.page_with(book, "04", 1998) == second
    assert viewing.page_with(book, "2", None) == first
    for number, year in (("9", 1998), ("2", 1999), ("", 1998)):
        assert viewing.page_with(book, number, year) is None
    mark(staff, second, "1", year=1999)
    assert viewing.page_with(book, "2", None) is None  # on two pages: none is surely the one
    assert viewing.page_of_entry(book, "2", "2", 1998) == second  # what was typed goes first
    assert viewing.page_of_entry(book, "", "2", 1998) == first


def test_fields_marked_once_stand_in_every_row_of_the_form(staff: Staff, book):
    image = attach(staff, book, "1")
    mark(staff, image)
    assert sample_row(SETUP, book) is not None
    boxes = {"child.full_name": (1000, 2000, 5000, 1000)}
    marking.mark_fields(by=staff.actor("tuphap"), book=book, boxes=boxes)
    assert viewing.form_boxes(book) == boxes
    assert '"child-full_name":[1000,5000,5000,500]' in viewing.shown(SETUP, image).rows
    assert fields_within((0, 1000, WHOLE, 3000), boxes) == {
        "child.full_name": (1000, 1600, 5000, 300)
    }
    assert marking.mark_fields(by=staff.actor("tuphap"), book=book, boxes={}) is None
    assert viewing.form_boxes(book) == {}
    assert AuditRow.objects.filter(action="scan.fields_marked", object=book.pk).count() == 2


def test_the_way_of_looking_is_kept_for_officer_and_book(staff: Staff, book):
    clerk, other = staff.actor("congan"), staff.actor("congan2")
    liked = viewing.Setting(zoom=3, rotation=90, look="invert", pane=45, x=100, y=200)
    another = given_book(staff, volume="02/1998")
    rows = AuditRow.objects.count()
    viewing.keep_setting(by=clerk, book=book, setting=liked)
    assert viewing.setting_of(clerk, book) == liked
    assert viewing.setting_of(other, book) == viewing.Setting()
    assert viewing.setting_of(clerk, another) == viewing.Setting(pane=45)
    viewing.keep_setting(by=clerk, book=book, setting=viewing.Setting())
    assert viewing.setting_of(clerk, book) == viewing.Setting()
    assert AuditRow.objects.count() == rows  # a preference, like a draft


@pytest.mark.parametrize(
    "change",
    [
        {"zoom": "-1"},
        {"zoom": "17"},
        {"zoom": "x"},
        {"rotation": "45"},
        {"look": "sepia"},
        {"pane": "33"},
        {"x": "10001"},
        {"y": ""},
        {"zoom": "9" * 5000},
    ],
)
def test_what_is_no_setting_is_refused(change: dict[str, str]):
    good = {"zoom": "2", "rotation": "90", "look": "plain", "pane": "55", "x": "5", "y": "9"}
    assert viewing.read_setting(good) == viewing.Setting(2, 90, "plain", 55, 5, 9)
    assert viewing.read_setting(good | change) is None


def test_fields_are_told_of_the_entry_in_hand_alone(staff: Staff, book):
    rows = [RowBoxes(number, (0, 10, 9, 9), {"child.sex": (1, 2, 3, 4)}) for number in ("1", "2")]
    image = attach(staff, book, "1", rows=rows, year=1998)
    clerk = staff.actor("congan")
    for whole, told in ((False, 1), (True, 2)):
        found = viewing.viewer(clerk, book, image, number="02", year=1998, whole=whole)
        assert found is not None
        assert found.shown.rows.count("child-sex") == told


def test_no_pane_without_an_image_or_the_right_to_see_entries(staff: Staff, book):
    image = attach(staff, book, "1")
    assert viewing.viewer(staff.actor("congan"), book, None) is None
    assert viewing.viewer(staff.actor("lanhdao"), book, image) is None
    found = viewing.viewer(staff.actor("congan"), book, image, number="08", year=1998)
    assert found is not None
    assert (found.number, found.year, found.shown.rows) == ("8", "1998", "[]")
