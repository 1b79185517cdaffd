from pathlib import Path

import duckdb
import pytest

from hotich.engines.evaluation import MappingFaultError, map_table, read_mapping

MAPPING = """
[population]
number = "rec_id"
dates = ["%Y%m%d"]
[population.columns]
full_name = ["surname", "given_name"]
birth_date = "dob"
old_id_number = "ssn"
[population.pad]
old_id_number = 9
[population.constants]
sex = "unknown"
[population.words]
full_name = { "x" = "" }
"""


def test_a_strange_table_becomes_one_of_the_schema(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(
        "rec_id,given_name,surname,dob,ssn\n"
        "rec-2,john,smith,19700231,42\nrec-1,mary,,19691205,\nrec-3,x,,,1234567\n"
    )
    wanted = ("pin", "full_name", "birth_date", "sex", "old_id_number", "mother_name")
    part = read_mapping(MAPPING)["population"]
    assert map_table(tmp_path / "a.csv", wanted, tmp_path / "a.parquet", part) == 3
    with duckdb.connect() as db:
        rows = db.execute(f"FROM read_parquet('{tmp_path / 'a.parquet'}') ORDER BY pin").fetchall()
    assert rows == [
        ("000000000001", "mary", "1969-12-05", "unknown", "", ""),
        ("000000000002", "smith john", "", "unknown", "000000042", ""),
        ("000000000003", "", "", "unknown", "001234567", ""),
    ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("= 1", "not_toml"),
        ("[people]\n", "unknown_part"),
        ("[truth]\ncolumn = 1\n", "unknown_key"),
    ],
)
def test_a_faulty_mapping(text: str, problem: str) -> None:
    with pytest.raises(MappingFaultError) as caught:
        read_mapping(text)
    assert caught.value.problem == problem


def test_a_column_that_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("a,b\n1,2\n")
    part = read_mapping('[entries.columns]\nfull_name = "name"\n')["entries"]
    with pytest.raises(MappingFaultError) as caught:
        map_table(tmp_path / "a.csv", ("full_name",), tmp_path / "o.parquet", part)
    assert caught.value.names == ("name",)
