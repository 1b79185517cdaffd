from pathlib import Path

import pytest

from hotich.engines.tables import REASON_WORDS, TableUnreadableError, read_table
from tests.engines.tables.conftest import HEADING, Read, errors_of, person, rows_of

GOOD = person(1)


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        ("000098000002,Trần Thị Lan", "", "wrong_number_of_columns"),
        (person(2) + ",x,y", "", "wrong_number_of_columns"),
        (person(2, pin="12345"), "pin", "invalid_pin"),
        (person(2, pin="00009800000x"), "pin", "invalid_pin"),
        (person(2, name="", pin=""), "full_name", "no_name_no_pin"),
        (person(2, birth_date="02/09/1998"), "birth_date", "date_of_another_form"),
        (person(2, birth_date="2.9.98"), "birth_date", "date_of_another_form"),
        (person(2, birth_date="1998-13-01"), "birth_date", "unreadable_date"),
        (person(2, birth_date="hôm qua"), "birth_date", "unreadable_date"),
        (person(2, sex="nam"), "sex", "unknown_sex"),
        (person(2, name="Nguyễn\x00Văn"), "full_name", "control_character"),
        (person(2, name="x" * 501), "full_name", "too_long"),
        (person(2, name="x" * 5_000_000), "full_name", "too_long"),
        (person(2, name='"Nguyễn" Văn'), "", "unreadable"),
        (person(2, name='"Nguyễn Văn'), "", "quote_open"),
    ],
)
def test_a_bad_row_is_refused_and_the_good_ones_are_taken(
    read: Read, row: str, column: str, reason: str
) -> None:
    table = read([GOOD, row, person(3)])
    assert errors_of(table) == [(3, column, reason, "refused")]
    assert (table.rows, table.refused) == (2, 1)
    assert rows_of(table, "pin") == [("000098000001",), ("000098000003",)]
    assert REASON_WORDS[reason] in table.errors.read_text("utf-8")


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        (person(2, birth_date="1998-02-31"), "birth_date", "impossible_date"),
        (person(2, commune_code="99999"), "commune_code", "unknown_commune"),
        (person(2, name="NguyÔn V¨n Tó §¹i"), "full_name", "old_font"),
    ],
)
def test_a_remark_keeps_the_row(read: Read, row: str, column: str, reason: str) -> None:
    table = read([GOOD, GOOD.replace("000001", "000007"), row])
    assert errors_of(table) == [(4, column, reason, "remarked")]
    assert (table.rows, table.refused, table.remarked) == (3, 0, 1)


def test_bytes_that_are_no_utf_8_spoil_their_row_only(read: Read) -> None:
    content = "\n".join([HEADING, GOOD, person(2), person(3)]).encode()
    spoilt = content.replace(b"000098000002,Nguy", b"000098000002,Ng\xff\xfe")
    table = read(spoilt)
    assert errors_of(table) == [(3, "full_name", "not_utf8", "refused")]
    assert table.rows == 2


def test_the_second_row_of_a_number_is_refused_and_both_are_named(read: Read) -> None:
    again = person(1, "Trần Văn Bảy")
    table = read([GOOD, person(2), again, again, person(3, pin=""), person(4, pin="")])
    assert errors_of(table) == [
        (2, "pin", "pin_repeated", "remarked"),
        (4, "pin", "pin_repeated", "refused"),
        (5, "pin", "pin_repeated", "refused"),
    ]
    assert table.rows == 4
    assert rows_of(table, "full_name")[0] == ("Nguyễn Văn An",)


def test_a_refused_row_does_not_take_the_number(read: Read) -> None:
    table = read([person(1, sex="?"), GOOD])
    assert errors_of(table) == [
        (2, "sex", "unknown_sex", "refused"),
        (3, "pin", "pin_repeated", "remarked"),
    ]
    assert table.rows == 1


def test_the_day_of_a_commune_code_must_be_a_day(read: Read) -> None:
    heading = f"{HEADING},commune_as_of"
    rows = [f"{person(n)},{day}" for n, day in enumerate(["2025-06-30", "2025", "x", "2025-02-31"])]
    table = read("\n".join([heading, *rows]))
    assert errors_of(table) == [
        (3, "commune_as_of", "unreadable_date", "refused"),
        (4, "commune_as_of", "unreadable_date", "refused"),
        (5, "commune_as_of", "impossible_date", "refused"),
    ]


def test_several_faults_of_a_row_are_all_named(read: Read) -> None:
    table = read([person(1, sex="?", birth_date="1/1/98", commune_code="1")])
    assert [error[1:3] for error in errors_of(table)] == [
        ("birth_date", "date_of_another_form"),
        ("sex", "unknown_sex"),
    ]
    assert (table.rows, table.refused) == (0, 1)


def test_blank_lines_and_line_breaks_do_not_move_the_line_numbers(read: Read) -> None:
    table = read([GOOD, "", person(2, '"Nguyễn\nVăn"'), "", person(3, sex="?")])
    assert errors_of(table) == [
        (4, "full_name", "control_character", "refused"),
        (7, "sex", "unknown_sex", "refused"),
    ]


def test_a_quote_that_is_never_closed_spoils_its_line_only(read: Read) -> None:
    rows = [person(n) for n in range(2, 300)]
    table = read([person(1, '"Nguyễn'), *rows])
    assert errors_of(table) == [(2, "", "quote_open", "refused")]
    assert table.rows == len(rows)


def test_mixed_line_ends(read: Read) -> None:
    table = read(f"{HEADING}\r\n{GOOD}\n{person(2)}\r\n{person(3, sex='?')}\n")
    assert table.rows == 2
    assert errors_of(table) == [(4, "sex", "unknown_sex", "refused")]


def test_entries_without_a_name_are_kept_with_a_remark(read: Read) -> None:
    rows = ["a1,,male,1998,,,Lê Thị Cúc", ",An,male,1998,,,", "a1,An,male,,,,", "a2,An,,,,,"]
    table = read(rows, "entries")
    assert errors_of(table) == [
        (2, "entry_id", "entry_repeated", "remarked"),
        (2, "full_name", "no_name", "remarked"),
        (3, "entry_id", "no_entry_id", "refused"),
        (4, "entry_id", "entry_repeated", "refused"),
    ]
    assert rows_of(table, "entry_id") == [("a1",), ("a2",)]


def test_two_people_of_one_entry_are_two_rows(read: Read) -> None:
    heading = "entry_id,role,full_name,sex,birth_date,commune_code,father_name,mother_name,pin"
    rows = ["a1,husband,An,male,1970,,,,123", "a1,wife,Lan,female,1971,,,,"]
    table = read("\n".join([heading, *rows]), "entries")
    assert table.rows == 2
    assert errors_of(table) == [(2, "pin", "invalid_pin", "remarked")]
    assert rows_of(table, "pin")[0] == ("123",)


def test_a_million_identical_names(tmp_path: Path) -> None:
    path = tmp_path / "same.csv"
    with path.open("w") as file:
        file.write(f"{HEADING}\n")
        file.writelines(f"{person(n)}\n" for n in range(1_000_000))
    table = read_table(path, "population", tmp_path / "work")
    assert (table.rows, table.errors) == (1_000_000, None)


def test_nothing_half_written_stays(read: Read, tmp_path: Path) -> None:
    read([GOOD, person(2, sex="?")])
    work = tmp_path / "work"
    assert sorted(path.name for path in work.iterdir()) == [
        "population-errors.csv",
        "population.parquet",
    ]
    before = (work / "population.parquet").read_bytes()
    with pytest.raises(TableUnreadableError):
        read("pin,full_name\n1,x\n")
    assert (work / "population.parquet").read_bytes() == before
    read([GOOD])
    assert [path.name for path in work.iterdir()] == ["population.parquet"]
