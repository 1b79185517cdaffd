"""Every register type and printed form has a golden page, and the page is stored as it says."""

import re

import pytest

from hotich.core.pin import is_practice, is_valid
from hotich.core.registers import Reading
from tools import golden

FORMS = list(golden.forms())
EVERY_FORM = pytest.mark.parametrize(
    ("kind", "edition"), FORMS, ids=[f"{kind.code}-{edition.code}" for kind, edition in FORMS]
)


@EVERY_FORM
def test_the_page_is_stored_as_the_file_says(kind, edition):
    assert golden.fault(kind, edition) == ""


@EVERY_FORM
def test_the_page_has_every_column_in_printed_order(kind, edition):
    page = golden.file_of(kind, edition).read_text(encoding="utf-8").partition(golden.STORED)[0]
    entries = golden.read_page(kind, edition, page)
    assert entries
    for entry in entries:
        assert tuple(item.id for item, _, _ in entry.said) == edition.columns


@EVERY_FORM
def test_people_of_golden_pages_are_invented(kind, edition):
    text = golden.file_of(kind, edition).read_text(encoding="utf-8")
    numbers = re.findall(r"(?<!\d)\d{12}(?!\d)", text)
    assert all(is_valid(number) and is_practice(number) for number in numbers)
    assert "hư cấu" in text


def test_no_golden_file_is_left_over():
    assert golden.unknown_files() == []


def test_golden_pages_hold_every_reading_mark():
    readings = {
        reading
        for kind, edition in FORMS
        for entry in golden.read_page(
            kind,
            edition,
            golden.file_of(kind, edition).read_text(encoding="utf-8").partition(golden.STORED)[0],
        )
        for _, _, reading in entry.said
    }
    assert readings == set(Reading)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda page: page.replace("Số đăng ký:", "Số:", 1),
        lambda page: page.replace("[Việc đăng ký]", "[Việc khác]", 1),
        lambda page: page.replace("Trang số:", "Quyển số:", 1),
        lambda page: page.rsplit("\n", 3)[0],
        lambda page: page + "\nCột lạ: 1",
    ],
)
def test_a_page_that_does_not_fit_its_form_is_refused(spoil):
    kind, edition = FORMS[0]
    page = golden.golden(kind, edition).partition(golden.STORED)[0]
    golden.read_page(kind, edition, page)
    with pytest.raises(golden.UnreadablePage):
        golden.read_page(kind, edition, spoil(page.rstrip()))


def test_a_stored_part_that_is_wrong_is_found(tmp_path, monkeypatch):
    kind, edition = FORMS[0]
    monkeypatch.setattr(golden, "FOLDER", tmp_path)
    assert "missing" in golden.fault(kind, edition)
    text = golden.golden(kind, edition)
    golden.file_of(kind, edition).write_text(text, encoding="utf-8")
    assert golden.fault(kind, edition) == ""
    wrong = text.replace("| clear |", "| doubtful |", 1)
    golden.file_of(kind, edition).write_text(wrong, encoding="utf-8")
    assert "expected" in golden.fault(kind, edition)


def test_writing_again_gives_the_same_bytes():
    kind, edition = FORMS[0]
    assert golden.golden(kind, edition) == golden.golden(kind, edition)
