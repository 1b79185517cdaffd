"""Sheets of existing data: columns counted, headings found, every defect of real files seen."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from hotich.core.registers import (
    BIRTHS,
    REGISTER_TYPES,
    Kind,
    Reading,
    RegisterValue,
    register_type,
)
from hotich.core.registers.sheets import (
    DEFECT_WORDS,
    FILE_DEFECT_WORDS,
    OVERFLOW,
    Cell,
    Filed,
    Profile,
    UnknownProfile,
    cell_text,
    detect_profile,
    file_defects,
    newest_profile,
    profile,
    profiles,
    read_row,
    write_row,
)
from tests.support.sheet_values import sheet_values

TODAY = date(2026, 11, 22)
SHEET = profile("158-KS70")
POLICE = profile("C06-KS61")
WHOLE: dict[str, Cell] = {
    "so": "87/1998",
    "quyenSo": "01/1998",
    "trangSo": "44",
    "ngayDangKy": "05.03.1998",
    "loaiDangKy": "1",
    "nksHoTen": "MAI THỊ LAN",
    "nksGioiTinh": "2",
    "nksNgaySinh": "27.02.1998",
    "nksNgaySinhBangChu": "Ngày hai mươi bảy tháng hai năm một nghìn chín trăm chín mươi tám",
    "nksSoDinhDanh": "000198000017",
    "nksQueQuan": "Nga Trường, Nga Sơn, Thanh Hóa",
    "meNgaySinh": "1974",
    "nycLoaiGiayToTuyThan": "1",
}
PROFILES = pytest.mark.parametrize("sheet", profiles(), ids=lambda one: one.code)


def codes(cells: Mapping[str, Cell], sheet: Profile = SHEET) -> set[tuple[str, str]]:
    read = read_row(sheet, BIRTHS, {**WHOLE, **cells}, at=TODAY)
    return {(defect.code, defect.column) for defect in read.defects}


@pytest.mark.parametrize(
    ("code", "count"),
    [
        ("158-KS70", 70),
        ("158-KS60", 60),
        ("C06-KS61", 61),
        ("158-KH44", 44),
        ("158-KT48", 48),
        ("158-CMC50", 50),
        ("158-HN35", 35),
    ],
)
def test_every_sheet_has_the_columns_its_source_counts(code: str, count: int):
    sheet = profile(code)
    assert len(sheet.columns) == len(set(sheet.columns)) == len(sheet.headings) == count


def test_the_police_file_has_capitals_numbers_and_no_foreign_tail():
    assert POLICE.headings[:3] == ("DC_DVNHAPHUYEN", "DC_DVNHAPXA", "SO")
    assert {"NKSSODINHDANH", "MESODINHDANHCANHAN", "CHASODINHDANHCANHAN"} < set(POLICE.headings)
    assert not any("NUOCNGOAI" in name for name in POLICE.headings)


def test_newest_sheet_of_a_type_and_unknown_ones():
    assert newest_profile("KS") is SHEET
    assert newest_profile("CN") is None
    with pytest.raises(UnknownProfile):
        profile("158-KS99")


@PROFILES
def test_headings_are_found_as_they_are_and_in_any_order(sheet: Profile):
    assert detect_profile(sheet.headings).profile is sheet
    turned = detect_profile(tuple(reversed(sheet.headings)))
    assert turned.profile is sheet
    assert not (turned.missing)
    assert not (turned.unmatched)
    assert not (turned.misspelt)
    assert not (turned.repeated)


@PROFILES
def test_every_field_of_a_sheet_is_reached_by_a_column(sheet: Profile):
    for kind in REGISTER_TYPES:
        if kind.code == sheet.register_type:
            columns = {field.column_158 for field in kind.fields if field.column_158}
            newest = newest_profile(kind.code)
            assert newest is not None
            assert columns <= set(newest.columns)


@pytest.mark.parametrize(
    "text", ["nksHoTenn", "nksHoTe", "nksHpTen", "nksHoTne", "NKS Họ Tên", "nks_ho_ten"]
)
def test_a_misspelt_heading_is_matched_and_named(text: str):
    found = detect_profile([text if one == "nksHoTen" else one for one in SHEET.headings])
    assert [(one.text, one.column) for one in found.misspelt] == [(text, "nksHoTen")]


def test_what_is_no_column_is_named_and_a_short_name_is_never_guessed():
    headings = [{"nksHoTen": "tên gì", "STT": "TT"}.get(one, one) for one in SHEET.headings]
    found = detect_profile([*headings, "so", "Nhóm máu"])
    assert [one.text for one in found.unmatched] == ["TT", "tên gì", "Nhóm máu"]
    assert set(found.missing) == {"STT", "nksHoTen"}
    assert found.repeated == ("so",)


@pytest.mark.parametrize("headings", [(), ("Họ tên", "Năm sinh"), SHEET.headings[2:]])
def test_other_tables_are_no_sheet(headings: tuple[str, ...]):
    assert detect_profile(headings).profile is None


def test_a_whole_row_is_read_verbatim_and_without_defects():
    read = read_row(SHEET, BIRTHS, WHOLE, at=TODAY)
    assert (read.defects, read.year, read.number_written) == ((), 1998, "87/1998")
    assert read.number is not None
    assert read.number.number == 87
    assert read.values["child.full_name"].text == "MAI THỊ LAN"
    assert read.values["child.sex"] == RegisterValue("Nữ", Reading.CLEAR, "female")
    assert read.values["mother.birth_date"].normalised == "1974"
    assert read.values["entry.registration_kind"].normalised == "on_time"


def test_a_blank_cell_is_not_read_rather_than_blank_in_the_book():
    read = read_row(SHEET, BIRTHS, {**WHOLE, "chaHoTen": "  ", "chaDanToc": None}, at=TODAY)
    assert "father.full_name" not in read.values
    assert "chaHoTen" not in read.cells


def test_texts_without_a_field_are_kept():
    read = read_row(SHEET, BIRTHS, {**WHOLE, "nksNoiSinhDVHC": "Thanh Hóa"}, at=TODAY)
    assert read.cells["nksNoiSinhDVHC"] == "Thanh Hóa"


@pytest.mark.parametrize(
    ("cell", "iso"),
    [
        ("05/03/1999", "1999-03-05"),
        ("05.03.1999", "1999-03-05"),
        ("5.3.1999", "1999-03-05"),
        ("03.1999", "1999-03"),
        ("1999", "1999"),
        (1999.0, "1999"),
        (36224, "1999-03-05"),
        ("36224", "1999-03-05"),
        (date(1999, 3, 5), "1999-03-05"),
        (datetime(1999, 3, 5, tzinfo=UTC), "1999-03-05"),
        ("05/03/1999 00:00:00", "1999-03-05"),
        (3.1999, "1999-03"),
        (11.2, "2000-11"),
    ],
)
def test_dates_of_all_styles(cell: Cell, iso: str):
    read = read_row(SHEET, BIRTHS, {**WHOLE, "nksNgaySinh": cell}, at=TODAY)
    assert read.values["child.birth_date"].normalised == iso


@pytest.mark.parametrize(
    ("cells", "code", "column"),
    [
        ({"so": "chưa rõ"}, "no_number", "so"),
        ({"so": "87", "ngayDangKy": "", "quyenSo": "1"}, "no_year", "ngayDangKy"),
        ({OVERFLOW: "Kinh"}, "shifted_row", ""),
        (
            {"nksGioiTinh": "27.02.1998", "nksNgaySinh": "Kinh", "nksHoTen": "05.03.1998"},
            "shifted_row",
            "",
        ),
        ({"nksHoTen": "a" * 1001}, "too_long", "nksHoTen"),
        ({"nksHoTen": "Mai\x07Lan"}, "control_character", "nksHoTen"),
        ({"so": "01/"}, "number_without_year", "so"),
        ({"so": "87/1999"}, "year_differs", "so"),
        ({"nksNgaySinh": "khoảng tháng ba"}, "unreadable_date", "nksNgaySinh"),
        ({"nksNgaySinh": "31.02.1998"}, "impossible_date", "nksNgaySinh"),
        ({"ngayDangKy": "05/03/5005"}, "year_out_of_range", "ngayDangKy"),
        ({"nksNgaySinh": 36224}, "serial_date", "nksNgaySinh"),
        ({"nksNgaySinh": date(1998, 2, 27)}, "sheet_date", "nksNgaySinh"),
        ({"nksNgaySinh": 11.1998}, "number_for_date", "nksNgaySinh"),
        ({"nksGioiTinh": "7"}, "unknown_code", "nksGioiTinh"),
        ({"loaiDangKy": "0"}, "code_of_other_list", "loaiDangKy"),
        ({"loaiDangKy": "6"}, "default_code", "loaiDangKy"),
        ({"nksQueQuan": ", , ,"}, "placeholder_place", "nksQueQuan"),
        ({"nksNgaySinh": "28.02.1998"}, "words_differ", "nksNgaySinhBangChu"),
        ({"nksNgaySinhBangChu": "hôm ấy"}, "words_unreadable", "nksNgaySinhBangChu"),
        ({"nksSoDinhDanh": 38198001234.0}, "lost_nought", "nksSoDinhDanh"),
        ({"nksSoDinhDanh": "1234"}, "not_a_pin", "nksSoDinhDanh"),
        ({"nksSoDinhDanh": "999198000017"}, "pin_unknown_province", "nksSoDinhDanh"),
        ({"nksSoDinhDanh": "000098000017"}, "pin_sex", "nksSoDinhDanh"),
        ({"nksSoDinhDanh": "000199000017"}, "pin_birth_year", "nksSoDinhDanh"),
    ],
)
def test_each_defect_is_seen_where_it_is(cells: dict[str, Cell], code: str, column: str):
    assert (code, column) in codes(cells)
    assert DEFECT_WORDS[code]


def test_only_what_cannot_be_stored_or_addressed_is_refused():
    read = read_row(SHEET, BIRTHS, {**WHOLE, "loaiDangKy": "6", "nksGioiTinh": "7"}, at=TODAY)
    assert read.defects
    assert read.refused is None
    read = read_row(SHEET, BIRTHS, {**WHOLE, "so": ""}, at=TODAY)
    assert read.refused is not None
    assert read.refused.code == "no_number"


def test_an_unknown_code_stays_as_it_is_written():
    read = read_row(SHEET, BIRTHS, {**WHOLE, "nksGioiTinh": "7"}, at=TODAY)
    assert read.values["child.sex"] == RegisterValue("7", Reading.CLEAR, "")


def test_the_year_comes_from_the_number_the_day_the_volume_or_the_officer():
    def year(cells: dict[str, Cell], given: int | None = None) -> int | None:
        return read_row(SHEET, BIRTHS, {**WHOLE, **cells}, at=TODAY, year=given).year

    assert year({"so": "87/1997"}) == 1997
    assert year({"so": "87/"}) == 1998
    assert year({"so": "87/", "ngayDangKy": "05.03.5005", "quyenSo": "02/1996"}) == 1996
    assert year({"so": "87/", "ngayDangKy": "", "quyenSo": "02"}, given=1995) == 1995


def births(count: int, cells: dict[str, Cell]) -> list[Filed]:
    return [
        Filed(line, read_row(SHEET, BIRTHS, {**WHOLE, "so": f"{line}/1998", **cells}, at=TODAY))
        for line in range(2, count + 2)
    ]


def test_a_day_on_too_many_rows_is_suspected():
    spread = [
        Filed(line, read_row(SHEET, BIRTHS, {"nksNgaySinh": f"{line}.02.1998"}, at=TODAY))
        for line in range(1, 20)
    ]
    rows = [*spread, *births(20, {"ngayDangKy": "01.01.1998", "nksNgaySinh": "1998"})]
    found = [one for one in file_defects(BIRTHS, rows) if one.code == "sentinel_date"]
    assert [(one.column, one.text, one.rows) for one in found] == [("ngayDangKy", "01/01/1998", 20)]
    assert not file_defects(BIRTHS, births(19, {}))


def test_a_default_code_on_every_row_is_suspected_and_a_common_one_is_not():
    found = file_defects(BIRTHS, births(20, {"nycLoaiGiayToTuyThan": "8", "ngayDangKy": "1998"}))
    assert ("constant_code", "nycLoaiGiayToTuyThan", "other") in {
        (one.code, one.column, one.text) for one in found
    }
    assert "loaiDangKy" not in {one.column for one in found}


def test_a_number_that_comes_twice_is_named_with_its_lines():
    rows = births(2, {"so": "87"})
    (found,) = file_defects(BIRTHS, rows)
    assert (found.code, found.lines) == ("repeated_number", (2, 3))
    assert FILE_DEFECT_WORDS[found.code]


@pytest.mark.parametrize(
    ("cell", "text"), [(None, ""), (1.0, "1"), (True, "1"), (" =1+1 ", "=1+1")]
)
def test_cells_become_texts(cell: Cell, text: str):
    assert cell_text(cell) == text


@PROFILES
def test_a_written_row_reads_as_it_was(sheet: Profile):
    kind = register_type(sheet.register_type)
    values = sheet_values(kind)
    cells = write_row(sheet, kind, values)
    read = read_row(sheet, kind, dict(zip(sheet.columns, cells, strict=True)), at=TODAY)
    there = {field.id for field in kind.fields if field.column_158 in sheet.columns}
    assert set(read.values) == there
    for field_id in there:
        spec, before, after = kind.field(field_id), values[field_id], read.values[field_id]
        if spec.kind is Kind.DATE:
            assert after.normalised == before.normalised
        else:
            assert after.text == before.text
    assert write_row(sheet, kind, read.values) == cells


def test_what_the_book_hides_is_not_written():
    values = {
        "child.full_name": RegisterValue("Mai", Reading.STRUCK_OUT),
        "child.birth_date": RegisterValue("khoảng 1998", Reading.CLEAR, ""),
        "mother.paper_kind": RegisterValue("Thẻ căn cước", Reading.CLEAR, "can_cuoc"),
        "entry.registration_kind": RegisterValue("", Reading.CLEAR, "no_information"),
    }
    cells = write_row(SHEET, BIRTHS, values, cells={"STT": "1"})
    written = {name: text for name, text in zip(SHEET.columns, cells, strict=True) if text}
    assert written == {"STT": "1", "meLoaiGiayToTuyThan": "8"}


def test_the_police_file_writes_days_with_strokes():
    values = {"child.birth_date": RegisterValue("1998", Reading.CLEAR, "1998-02-27")}
    assert "27/02/1998" in write_row(POLICE, BIRTHS, values)


def test_the_reference_names_every_defect_and_column():
    text = (Path(__file__).parents[3] / "docs" / "reference" / "existing-data.md").read_text()
    codes = [*DEFECT_WORDS, *FILE_DEFECT_WORDS, *(one.code for one in profiles())]
    headings = [heading for one in profiles() for heading in one.headings]
    assert [one for one in [*codes, *headings] if f"`{one}`" not in text] == []
    assert [words for words in DEFECT_WORDS.values() if words not in text] == []
