from collections.abc import Callable, Sequence
from pathlib import Path

import duckdb
import pytest

from hotich.engines.tables import CleanTable, read_table

HEADING = "pin,full_name,sex,birth_date,commune_code,father_name,mother_name"
ENTRY_HEADING = "entry_id,full_name,sex,birth_date,commune_code,father_name,mother_name"


def person(number: int, name: str = "Nguyễn Văn An", **cells: str) -> str:
    row = {
        "pin": f"000098{number:06d}",
        "full_name": name,
        "sex": "male",
        "birth_date": "1998-09-02",
        "commune_code": "16144",
        "father_name": "Nguyễn Văn Bình",
        "mother_name": "Lê Thị Cúc",
    } | cells
    return ",".join(row.values())


def rows_of(table: CleanTable, *columns: str) -> list[tuple[str, ...]]:
    with duckdb.connect() as db:
        names = ", ".join(columns)
        found = db.execute(f"SELECT {names} FROM read_parquet(?)", [str(table.parquet)])
        return found.fetchall()


def errors_of(table: CleanTable) -> list[tuple[int, str, str, str]]:
    if table.errors is None:
        return []
    with duckdb.connect() as db:
        return db.execute(
            "SELECT row, coalesce(\"column\", ''), reason, outcome FROM read_csv(?)",
            [str(table.errors)],
        ).fetchall()


Read = Callable[..., CleanTable]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def reading(
        content: str | bytes | Sequence[str], kind: str = "population", **options: str
    ) -> CleanTable:
        path = tmp_path / "given.csv"
        if not isinstance(content, str | bytes):
            content = "\n".join([HEADING if kind == "population" else ENTRY_HEADING, *content])
            content += "\n"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return read_table(path, kind, tmp_path / "work", **options)

    return reading
