"""Register pages as the book shows them, for any register type."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hotich.core.registers import BIRTHS, REGISTER_TYPES, Reading, RegisterType
from hotich.documents.page_boxes import FULL, Box
from hotich.documents.register_page import (
    PrintedBook,
    RegisterPage,
    UnknownEdition,
    WrittenValue,
    book_boxes,
    book_data,
    book_images,
    book_pdf,
    pages_of,
)
from tests.documents.pdf_reading import drawn_letters, font_names, page_count

PNG = b"\x89PNG"


def entry(number: str = "1", **changes: WrittenValue) -> dict[str, WrittenValue]:
    values = {field.id: WrittenValue(f"{field.label} viết") for field in BIRTHS.fields}
    values["entry.number"] = WrittenValue(number)
    return {**values, **{key.replace("__", "."): value for key, value in changes.items()}}


def book(*pages: RegisterPage, edition: str = "older") -> PrintedBook:
    return PrintedBook(BIRTHS, edition, "Ủy ban nhân dân xã Nga Trường", "01/1998", 1998, pages)


def cells(printed: PrintedBook) -> dict[str, dict[str, object]]:
    [page] = book_data(printed)["pages"]  # type: ignore[misc]
    [block] = page["entries"]
    parts = [*block["top"], *block["columns"], *block["bottom"]]
    return {cell["label"]: cell for part in parts for cell in part["cells"]}


def test_each_page_of_the_book_is_one_page_of_print() -> None:
    full = entry(child__place_of_birth=WrittenValue("Xã Nga Trường, huyện Nga Sơn " * 6))
    pages = tuple(RegisterPage(str(n), (full, full, full, full)) for n in range(1, 4))
    assert page_count(book_pdf(book(*pages))) == 3
    images = book_images(book(*pages), ppi=50)
    assert len(images) == 3
    assert all(image.startswith(PNG) for image in images)


def test_vietnamese_is_drawn_with_the_packaged_font() -> None:
    hard = "Nguyễn Thị Hường, Ưng Ơn ẵ ợ ự № ₫"
    pdf = book_pdf(book(RegisterPage("1", (entry(child__full_name=WrittenValue(hard)),))))
    assert set(hard) <= drawn_letters(pdf)
    assert all(name.startswith("SourceSerif4") for name in font_names(pdf))


@pytest.mark.parametrize("edition", BIRTHS.editions, ids=lambda each: each.code)
def test_every_column_of_the_edition_is_printed(edition: object) -> None:
    made = book(RegisterPage("1", (entry(),)), edition=edition.code)  # type: ignore[attr-defined]
    labels = {
        BIRTHS.field(field_id).label
        for field_id in edition.columns  # type: ignore[attr-defined]
        if field_id not in {"entry.number", "entry.volume", "entry.page"}
    }
    assert set(cells(made)) == labels


@pytest.mark.parametrize("kind", REGISTER_TYPES, ids=lambda each: each.code)
def test_every_register_is_printed_with_all_its_columns(kind: RegisterType) -> None:
    for edition in kind.editions:
        values = {field_id: WrittenValue("viết") for field_id in edition.columns}
        page = RegisterPage("1", (values,))
        made = PrintedBook(kind, edition.code, "UBND xã Nga Trường", "01/1998", 1998, (page,))
        [shown] = book_data(made)["pages"]  # type: ignore[misc]
        [block] = shown["entries"]
        parts = [*block["top"], *block["columns"], *block["bottom"]]
        count = sum(len(part["cells"]) for part in parts)
        head = {"entry.number", "entry.volume", "entry.page"}
        assert count == len(set(edition.columns) - head)


def test_the_labels_of_the_printed_form_go_before_those_of_the_definition() -> None:
    named = replace(BIRTHS.editions[0], labels=(("child.full_name", "Họ tên khai sinh"),))
    kind = replace(BIRTHS, editions=(named,))
    page = RegisterPage("1", (entry(),))
    made = PrintedBook(kind, named.code, "UBND xã Nga Trường", "01/2021", 2021, (page,))
    assert "Họ tên khai sinh" in cells(made)
    assert BIRTHS.field("child.full_name").label not in cells(made)


def test_what_cannot_be_read_is_not_printed() -> None:
    secret = WrittenValue("Hoàng Văn Lạ", Reading.ILLEGIBLE)
    made = book(RegisterPage("1", (entry(mother__full_name=secret),)))
    assert "Hoàng Văn Lạ" not in str(book_data(made))
    assert cells(made)["Họ, chữ đệm, tên người mẹ"]["reading"] == "illegible"


@pytest.mark.parametrize("reading", list(Reading))
def test_every_reading_has_a_look_of_its_own(reading: Reading) -> None:
    clear = book(RegisterPage("1", (entry(),)))
    marked = book(RegisterPage("1", (entry(child__hometown=WrittenValue("" if reading in {
        Reading.BLANK, Reading.ILLEGIBLE} else "Quê quán viết", reading)),)))  # fmt: skip
    same = book_images(clear, ppi=60) == book_images(marked, ppi=60)
    assert same is (reading is Reading.CLEAR)


@settings(max_examples=30, deadline=None)
@given(st.text())
def test_no_text_breaks_a_page(text: str) -> None:
    made = book(RegisterPage("1", (entry(child__full_name=WrittenValue(text)),)))
    assert page_count(book_pdf(made)) == 1


def test_entries_are_gathered_by_page_in_order() -> None:
    pages = pages_of([("1", entry("1")), ("1", entry("2")), ("2", entry("3"))])
    assert [(page.page, len(page.entries)) for page in pages] == [("1", 2), ("2", 1)]


def test_an_unknown_edition_is_refused() -> None:
    with pytest.raises(UnknownEdition) as caught:
        book_pdf(replace(book(), edition="1890"))
    assert caught.value.edition == "1890"


def within(inner: Box, outer: Box) -> bool:
    """Return whether a box lies in another one, a hair's breadth aside."""
    return (
        inner[0] >= outer[0] - 5
        and inner[1] >= outer[1] - 5
        and inner[0] + inner[2] <= outer[0] + outer[2] + 5
        and inner[1] + inner[3] <= outer[1] + outer[3] + 5
    )


@pytest.mark.parametrize("kind", REGISTER_TYPES, ids=lambda each: each.code)
def test_every_entry_and_field_says_where_it_stands(kind: RegisterType) -> None:
    for edition in kind.editions:
        values = {field_id: WrittenValue("viết") for field_id in edition.columns}
        numbered = [values | {"entry.number": WrittenValue(str(n))} for n in (7, 8, 9)]
        pages = (RegisterPage("1", tuple(numbered[:2])), RegisterPage("2", (numbered[2],)))
        made = PrintedBook(kind, edition.code, "UBND xã Nga Trường", "01/1998", 1998, pages)
        first, second = book_boxes(made)
        assert [row.number for row in (*first, *second)] == ["7", "8", "9"]
        assert first[0].box[1] + first[0].box[3] <= first[1].box[1] + 1
        for row in (*first, *second):
            assert set(row.fields) == set(edition.columns) - {"entry.volume", "entry.page"}
            assert all(within(box, row.box) for box in row.fields.values())


def test_fields_stand_in_the_order_of_the_page_and_apart() -> None:
    [[row]] = book_boxes(book(RegisterPage("1", (entry(),))))
    name, born, mother = (
        row.fields[field_id]
        for field_id in ("child.full_name", "child.birth_date", "mother.full_name")
    )
    assert name[1] + name[3] <= born[1] + 2
    assert abs(name[1] - mother[1]) <= 2
    assert name[0] + name[2] <= mother[0] + 2


def test_a_page_that_is_too_full_is_made_smaller_with_its_boxes() -> None:
    full = entry(child__place_of_birth=WrittenValue("Xã Nga Trường, huyện Nga Sơn " * 6))
    [rows] = book_boxes(book(RegisterPage("1", (full, full, full, full))))
    assert len(rows) == 4
    assert all(row.box[1] + row.box[3] < FULL for row in rows)
    assert all(within(box, row.box) for row in rows for box in row.fields.values())


def test_a_text_that_runs_on_has_the_whole_width_of_its_entry() -> None:
    long = WrittenValue("Chứng minh nhân dân số 170012345 do Công an tỉnh cấp " * 4)
    [[row]] = book_boxes(book(RegisterPage("1", (entry(declarant__full_name=long),))))
    box = row.fields["declarant.full_name"]
    assert (box[0], box[2]) == (row.box[0], row.box[2])
    assert box[3] > row.fields["entry.registered_on"][3]
