from pathlib import Path

import duckdb
import pytest

from hotich.engines.tables import COLUMNS, Kind, TableUnreadableError, read_table
from tests.engines.tables.conftest import HEADING, Read, errors_of, person, rows_of


def test_a_plain_file_becomes_all_the_standard_columns(read: Read) -> None:
    table = read([person(1), person(2, "Trần Thị Lan", sex="", birth_date="1974")])
    assert (table.rows, table.refused, table.errors) == (2, 0, None)
    assert rows_of(table, "full_name", "sex", "birth_date", "commune_as_of", "hometown") == [
        ("Nguyễn Văn An", "male", "1998-09-02", "2025-06-30", ""),
        ("Trần Thị Lan", "unknown", "1974", "2025-06-30", ""),
    ]
    with duckdb.connect() as db:
        described = db.execute(f"DESCRIBE FROM read_parquet('{table.parquet}')").fetchall()
    assert [(name, kind) for name, kind, *_ in described] == [
        *((column, "VARCHAR") for column in COLUMNS[Kind.POPULATION]),
        ("source_row", "BIGINT"),
    ]


def test_columns_may_stand_in_any_order_and_be_more(read: Read) -> None:
    heading = "note," + ",".join(reversed(HEADING.split(",")))
    row = "x," + ",".join(reversed(person(1).split(",")))
    table = read(f"{heading}\r\n{row}\r\n")
    assert rows_of(table, "full_name") == [("Nguyễn Văn An",)]
    assert [(note.code, note.columns) for note in table.notes] == [("columns_ignored", ("note",))]


def test_a_byte_order_mark_and_semicolons_are_accepted_and_said(read: Read) -> None:
    text = "\n".join([HEADING, person(1)]).replace(",", ";")
    table = read(b"\xef\xbb\xbf" + text.encode())
    assert table.rows == 1
    assert [note.code for note in table.notes] == ["bom", "semicolon"]


def test_blanks_and_decomposed_letters_are_brought_to_one_form(read: Read) -> None:
    table = read([person(1, "  Nguye\u0302\u0303n Va\u0306n An\u00a0")])
    assert rows_of(table, "full_name") == [("Nguyễn Văn An",)]
    assert table.errors is None


def test_numbers_may_be_grouped(read: Read) -> None:
    table = read([person(1, pin="000 098.000-001")])
    assert rows_of(table, "pin") == [("000098000001",)]


def test_quotes_commas_and_lines_within_quotes(read: Read) -> None:
    table = read([person(1, '"Nguyễn, Văn ""An"""'), person(2, birth_date="31/02/1998")])
    assert rows_of(table, "full_name") == [('Nguyễn, Văn "An"',)]
    assert errors_of(table)[0][:3] == (3, "birth_date", "date_of_another_form")


def test_the_same_rows_from_parquet(read: Read, tmp_path: Path) -> None:
    from_csv = read([person(1), person(2, "Trần Thị Lan", birth_date="1974-05")])
    source = tmp_path / "given.parquet"
    with duckdb.connect() as db:
        db.execute(
            f"COPY (SELECT * FROM read_csv(?, all_varchar = true)) TO '{source}' (FORMAT parquet)",
            [str(tmp_path / "given.csv")],
        )
    from_parquet = read_table(source, Kind.POPULATION, tmp_path / "other")
    names = COLUMNS[Kind.POPULATION]
    assert rows_of(from_parquet, *names) == rows_of(from_csv, *names)


def test_parquet_columns_that_are_no_text_are_cast_and_said(tmp_path: Path) -> None:
    source = tmp_path / "given.parquet"
    with duckdb.connect() as db:
        db.execute(
            "COPY (SELECT 98000001 AS pin, 'Nguyễn Văn An' AS full_name, 'male' AS sex, "
            "DATE '1998-09-02' AS birth_date, 16144 AS commune_code, NULL AS father_name, "
            f"'' AS mother_name) TO '{source}' (FORMAT parquet)"
        )
    table = read_table(source, "population", tmp_path / "work")
    assert table.rows == 0
    assert errors_of(table)[0] == (1, "pin", "invalid_pin", "refused")
    notes = {note.code: note.columns for note in table.notes}
    assert "birth_date" in notes["cast_to_text"]


@pytest.mark.parametrize("cut", [0.3, 0.9])
def test_a_broken_parquet_file_is_named(tmp_path: Path, cut: float) -> None:
    whole = tmp_path / "whole.parquet"
    with duckdb.connect() as db:
        db.execute(
            "COPY (SELECT range::VARCHAR AS pin, 'a' AS full_name, '' AS sex, '' AS birth_date, "
            "'' AS commune_code, '' AS father_name, '' AS mother_name FROM range(100000)) TO "
            f"'{whole}' (FORMAT parquet)"
        )
    content = whole.read_bytes()
    broken = tmp_path / "broken.parquet"
    broken.write_bytes(content[: int(len(content) * cut)])
    with pytest.raises(TableUnreadableError) as caught:
        read_table(broken, "population", tmp_path / "work")
    assert caught.value.problem == "parquet_broken"
    assert not [*(tmp_path / "work").glob("*")]


def test_a_parquet_file_broken_inside_is_named(tmp_path: Path) -> None:
    whole = tmp_path / "whole.parquet"
    with duckdb.connect() as db:
        db.execute(
            "COPY (SELECT hash(range)::VARCHAR AS pin, 'a' AS full_name, '' AS sex, "
            "'' AS birth_date, '' AS commune_code, '' AS father_name, '' AS mother_name "
            f"FROM range(100000)) TO '{whole}' (FORMAT parquet, COMPRESSION zstd)"
        )
    content = bytearray(whole.read_bytes())
    content[2000:4000] = bytes(2000)
    whole.write_bytes(bytes(content))
    with pytest.raises(TableUnreadableError) as caught:
        read_table(whole, "population", tmp_path / "work")
    assert caught.value.problem == "parquet_broken"


def test_progress_is_told_in_order(tmp_path: Path) -> None:
    path = tmp_path / "given.csv"
    path.write_text(f"{HEADING}\n{person(1)}\n")
    told: list[tuple[str, float]] = []
    read_table(
        path, "population", tmp_path, progress=lambda step, share: told.append((step, share))
    )
    shares = [share for _, share in told]
    assert shares == sorted(shares)
    assert [step for step, _ in told] == [
        "mở tệp",
        "đọc các dòng",
        "kiểm tra các ô",
        "ghi bảng sạch",
    ]
