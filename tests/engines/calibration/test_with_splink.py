"""What Splink would compare is what the model compares; Splink itself is not needed for that."""

import csv
from importlib.util import find_spec
from itertools import product
from pathlib import Path

import duckdb
import pytest

from hotich.core.dates import from_iso
from hotich.core.matching import Facts, rules, weigh
from hotich.engines.calibration.with_splink import BLOCKS, conditions, estimate_with_splink, table

NAMES = [
    *("Nguyễn Thị Lan", "NGUYỄN THỊ LAN", "Nguyen Thi Lan", "Nguyễn Lan", "Nguyễn Thị Lân"),
    *("Nguyễn Thị Làn", "Nguyễn Thị Lam", "Nguyễn Văn Lan", "Trần Thị Lan", "Nguyễn Văn Hùng"),
    *("Lê Văn Tám", ""),
]
BIRTHS = [
    *("1974-05-02", "1974-02-05", "1974-05", "1974", "1974-01-01", "1975-05-02", "1974-05-03"),
    *("1974-11-23", "1976", "1990-01-01", "1930-12-12", ""),
]
COLUMNS = ["full_name", "mother_name", "father_name", "birth_date", "sex", "commune_code"]


def write(path: Path, rows: list[tuple[str, ...]]) -> Path:
    with path.open("w", newline="") as file:
        csv.writer(file).writerows([COLUMNS, *rows])
    return path


def levels_by_sql(
    tmp_path: Path, fact: str, rows: list[tuple[str, ...]]
) -> dict[tuple[int, int], str]:
    """Return by the places of two rows the level that the conditions give.

    Rows are drawn in any order: the father of each is called after its place.
    """
    arms = " ".join(
        f"WHEN {condition} THEN '{level}'" if condition else f"ELSE '{level}'"
        for level, condition in conditions(fact, rules())
    )
    path = write(tmp_path / "rows.csv", rows)
    with duckdb.connect() as db:
        table(db, "one", path, 1_000)
        columns = [row[0] for row in db.execute("DESCRIBE one").fetchall()]
        sides = [", ".join(f"{name} AS {name}_{side}" for name in columns) for side in "lr"]
        found = db.execute(
            f"SELECT father_normal_l, father_normal_r, CASE {arms} END "
            f"FROM (SELECT {sides[0]} FROM one), (SELECT {sides[1]} FROM one)"
        ).fetchall()
    return {(ord(left) - 97, ord(right) - 97): level for left, right, level in found}


@pytest.mark.parametrize("fact", ["name", "mother", "birth"])
def test_the_conditions_give_the_levels_of_the_core(tmp_path: Path, fact: str) -> None:
    cells = BIRTHS if fact == "birth" else NAMES
    born = [cell if fact == "birth" else "1974-05-02" for cell in cells]
    named = ["Lê Văn Tám" if fact == "birth" else cell for cell in cells]
    rows = [
        (name, name, chr(97 + place), day, "female", "")
        for place, (name, day) in enumerate(zip(named, born, strict=True))
    ]
    by_sql = levels_by_sql(tmp_path, fact, rows)
    people = [
        Facts(name, from_iso(day), "female", "", name)
        for name, day in zip(named, born, strict=True)
    ]
    for (left, book), (right, person) in product(enumerate(people), repeat=2):
        level = weigh(book, person, rules()).level_of(fact)
        assert by_sql[left, right] == level, (cells[left], cells[right])


def test_it_is_never_trained_on_what_siblings_share() -> None:
    shared = {"mother", "father", "commune", "name_surname"}
    for block in BLOCKS:
        facts = {column.partition("_")[0] for column in block}
        assert not facts <= shared
        assert facts & {"name", "birth"}


@pytest.mark.skipif(find_spec("splink") is None, reason="Splink is a development extra")
def test_splink_learns_without_labels(tmp_path: Path) -> None:
    people = [
        (
            NAMES[n % 10],
            NAMES[(n + 3) % 10],
            NAMES[(n + 7) % 10],
            f"19{50 + n % 50}-0{1 + n % 9}-1{n % 10}",
            "male",
            "16144",
        )
        for n in range(400)
    ]
    path = write(tmp_path / "people.csv", people)
    found = {(each.table, each.level): each for each in estimate_with_splink(path, path, rules())}
    assert found["birth", "same_day"].estimated > 3
