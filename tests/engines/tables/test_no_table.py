"""Files that hold no table: one sentence says what is wrong and what to do."""

from pathlib import Path

import pytest

from hotich.engines.tables import TableUnreadableError, problem_sentence, read_table
from tests.engines.tables.conftest import HEADING, Read, person

FILES = {
    "empty": b"",
    "blank": b"\n\n  \n",
    "mark_only": b"\xef\xbb\xbf",
    "spreadsheet": b"PK\x03\x04rest",
    "old_spreadsheet": b"\xd0\xcf\x11\xe0rest",
    "compressed": b"\x1f\x8brest",
    "binary": bytes(range(256)) * 20,
    "nulls": b"\0" * 500,
    "no_heading": person(1).encode(),
    "parquet": b"PAR1 and nothing else",
}
PROBLEMS = {
    "blank": "empty",
    "mark_only": "empty",
    "nulls": "empty",
    "old_spreadsheet": "spreadsheet",
    "binary": "not_a_table",
    "parquet": "parquet_broken",
}


@pytest.mark.parametrize("case", FILES)
def test_a_file_without_a_table(read: Read, case: str) -> None:
    with pytest.raises(TableUnreadableError) as caught:
        read(FILES[case])
    assert caught.value.problem == PROBLEMS.get(case, case)
    sentence = problem_sentence(caught.value)
    assert "given.csv" in sentence
    assert "Hãy" in sentence


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    with pytest.raises(TableUnreadableError) as caught:
        read_table(tmp_path / "none.csv", "population", tmp_path)
    assert caught.value.problem == "missing"
    with pytest.raises(TableUnreadableError) as caught:
        read_table(tmp_path, "population", tmp_path)
    assert caught.value.problem == "unreadable"


def test_a_missing_column(read: Read) -> None:
    with pytest.raises(TableUnreadableError) as caught:
        read("pin,full_name,sex,birth_date,commune_code\n")
    assert (caught.value.problem, caught.value.columns) == (
        "columns",
        ("father_name", "mother_name"),
    )


@pytest.mark.parametrize(
    ("given", "wanted"),
    [("fulname", "full_name"), ("Họ và tên", "full_name"), ("birthdate", "birth_date")],
)
def test_a_misspelt_heading_is_guessed(read: Read, given: str, wanted: str) -> None:
    with pytest.raises(TableUnreadableError) as caught:
        read(HEADING.replace(wanted, given) + "\n")
    assert caught.value.suggestions == ((given.lower(), wanted),)
    assert f"{given.lower()} là {wanted}?" in problem_sentence(caught.value)


def test_a_column_twice(read: Read) -> None:
    with pytest.raises(TableUnreadableError) as caught:
        read(f"{HEADING},pin\n{person(1)},1\n")
    assert (caught.value.problem, caught.value.columns) == ("column_twice", ("pin",))


def test_strange_columns_twice_do_no_harm(read: Read) -> None:
    assert read(f"{HEADING},note,note,\n{person(1)},a,b,c\n").rows == 1


def test_a_heading_alone_is_an_empty_table(read: Read) -> None:
    assert read(f"{HEADING}\n").rows == 0
