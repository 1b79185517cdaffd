"""The header of an image: what is kept, and what is refused."""

from contextlib import suppress
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotich.apps.scans.images import ImageProblem, ImageRefusedError, read_facts
from hotich.apps.scans.labels import next_label, pages_of
from hotich.apps.scans.models import LARGEST
from tests.support.pictures import jpeg, png, png_header


def problem_of(content: bytes) -> ImageProblem:
    with pytest.raises(ImageRefusedError) as refused:
        read_facts(BytesIO(content))
    return refused.value.problem


def test_png_and_jpeg_are_told_by_their_bytes():
    file = BytesIO(png(40, 30))
    facts = read_facts(file)
    assert (facts.media_type, facts.width, facts.height) == ("image/png", 40, 30)
    assert (facts.size, file.tell()) == (len(file.getvalue()), 0)
    facts = read_facts(BytesIO(jpeg(1200, 1700)))
    assert (facts.media_type, facts.width, facts.height) == ("image/jpeg", 1200, 1700)


def test_fill_bytes_and_tables_before_the_frame_are_passed():
    before = b"\xff\xff\xff\xc4\x00\x05\x01\x02\x03" + b"\xff\x01"
    assert read_facts(BytesIO(jpeg(7, 9, before=before))).width == 7


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", ImageProblem.EMPTY),
        (b"%PDF-1.7", ImageProblem.NOT_AN_IMAGE),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", ImageProblem.NOT_AN_IMAGE),
        (b"GIF89a" + bytes(50), ImageProblem.NOT_AN_IMAGE),
        (png()[:20], ImageProblem.DAMAGED),
        (png()[:-12], ImageProblem.DAMAGED),
        (jpeg()[:30], ImageProblem.DAMAGED),
        (jpeg()[:-2], ImageProblem.DAMAGED),
        (b"\xff\xd8\xff\xda\x00\x02", ImageProblem.DAMAGED),
        (b"\xff\xd8\xff\xe0\x00\x00", ImageProblem.DAMAGED),
        (png_header(0, 10), ImageProblem.DAMAGED),
        (png_header(10_000, 8_001), ImageProblem.TOO_MANY_PIXELS),
        (png_header(2**32 - 1, 2**32 - 1), ImageProblem.TOO_MANY_PIXELS),
        (png() + bytes(LARGEST), ImageProblem.TOO_LARGE),
    ],
)
def test_what_is_no_page_image_is_refused(content: bytes, problem: ImageProblem):
    assert problem_of(content) is problem


def test_the_largest_size_is_kept():
    assert read_facts(BytesIO(png_header(10_000, 8_000))).width == 10_000


@given(st.sampled_from([b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"]), st.binary(max_size=200))
def test_no_bytes_break_the_reader(head: bytes, rest: bytes):
    with suppress(ImageRefusedError):
        read_facts(BytesIO(head + rest))


@pytest.mark.parametrize(
    ("label", "pages"),
    [
        ("12", (12, 12)),
        ("012", (12, 12)),
        ("12-13", (12, 13)),
        ("12 – 13", (12, 13)),
        ("tr. 7", (7, 7)),
        ("12a", (12, 12)),
        ("13-12", None),
        ("1-200", None),
        ("bìa", None),
        ("1998/12", None),
        ("1234567", None),
    ],
)
def test_labels_speak_of_pages(label: str, pages):
    assert pages_of(label) == pages


def test_labels_run_on():
    assert [next_label("9", step) for step in range(3)] == ["9", "10", "11"]
    assert next_label("009", 1) == "010"
    assert next_label("tr. 7", 2) == "tr. 9"
    assert next_label("bìa", 0) == "bìa"
    assert next_label("bìa", 1) is None
    assert next_label("12-13", 1) is None
