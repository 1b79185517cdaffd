"""Spark proposes, row for row, what the model in Python and the engine on DuckDB propose."""

from pathlib import Path

import duckdb
import pytest

from hotich.core.matching import CODE_TESTS, CodePair, Mode, rules
from hotich.engines import matching
from hotich.engines.matching import MissingColumnsError, OutputExistsError, open_prepared, prepare
from hotich.engines.spark import SparkFailedError, match
from hotich.engines.spark.searching import CODE_EDIT
from tests.engines.small_world import ENTRIES, POPULATION, SmallWorld, write_table
from tests.engines.test_matching_conformance import check, check_pairs, rows_of

pytestmark = [pytest.mark.soak, pytest.mark.spark]
RULES = rules()
DAY = "2026-11-22"


def as_parquet(path: Path, condition: str = "true") -> Path:
    """Write the rows of a CSV file that fulfil a condition as Parquet beside it."""
    number = len(list(path.parent.glob("*.parquet")))
    out = path.with_name(f"{path.stem}-{number}.parquet")
    read = f"read_csv('{path}', all_varchar = true, header = true, parallel = false)"
    texts = ", ".join(f"coalesce({column}, '') AS {column}" for column in POPULATION)
    rows = f"SELECT {texts}, row_number() OVER () AS number FROM {read}"
    query = f"SELECT * EXCLUDE (number) FROM ({rows})"
    with duckdb.connect() as connection:
        connection.execute(f"COPY ({query} WHERE {condition} ORDER BY number) TO '{out}'")
    return out


def written(folder: Path, world: SmallWorld) -> tuple[Path, Path]:
    """Write a world; return the population as CSV and the entries."""
    population = write_table(folder / "population.csv", POPULATION, world.population)
    return population, write_table(folder / "entries.csv", ENTRIES, world.entries)


@pytest.mark.parametrize(
    ("seed", "persons", "mode"),
    [(1, 300, Mode.UNATTENDED), (3, 40, Mode.SCREEN), (4, 1, Mode.SCREEN)],
)
def test_every_row_and_pair_is_what_the_model_says(spark, tmp_path, seed, persons, mode):
    world = SmallWorld(seed, persons, 150)
    population, entries = written(tmp_path, world)
    match(spark, [as_parquet(population)], entries, tmp_path / "out", rules=RULES, as_of=DAY,
          mode=mode, explain=True)  # fmt: skip
    check(world, rows_of(f"FROM '{tmp_path}/out/matches.parquet'"), mode)
    assert check_pairs(tmp_path, world) > 100
    assert not (tmp_path / ".out.spark").exists()


def both(spark, folder: Path, world: SmallWorld, extracts: tuple[str, ...]) -> tuple[Path, Path]:
    """Match a world on both engines, on Spark from several extracts; return the outputs."""
    population, entries = written(folder, world)
    prepare(population, folder / "prepared", rules=RULES, as_of=DAY)
    prepared = open_prepared(folder / "prepared")
    matching.match(prepared, entries, folder / "duckdb", rules=RULES, explain=True)
    files = [as_parquet(population, condition) for condition in extracts]
    match(spark, files, entries, folder / "out", rules=RULES, as_of=DAY, explain=True)
    return folder / "duckdb", folder / "out"


def same(one: Path, other: Path) -> int:
    """Compare all columns of both outputs, and all pairs; return how many pairs there were."""
    rows = [rows_of(f"FROM '{out}/matches.parquet'") for out in (one, other)]
    assert rows[0] == rows[1]
    pairs = [rows_of(f"FROM '{out}/pairs.parquet' ORDER BY ALL") for out in (one, other)]
    assert pairs[0] == pairs[1]
    return len(pairs[0])


def test_extracts_of_provinces_give_what_duckdb_gives_of_the_whole(spark, tmp_path):
    world = SmallWorld(12, 300, 200)
    # Ties of equal PINs go by place: these stay together in the first extract.
    early = "(pin < '000000000150' OR length(pin) <> 12)"
    split = (early, f"NOT {early}")
    assert same(*both(spark, tmp_path, world, split)) > 400


def test_a_hundred_thousand_pairs_are_weighed_alike(spark, tmp_path):
    world = SmallWorld(77, 6_000, 14_000)
    assert same(*both(spark, tmp_path, world, ("true",))) > 100_000


def test_an_edit_of_a_number_is_what_the_core_says(spark):
    texts = ["", "1", "12", "21", "123", "132", "213", "1243", "1234", "12345", "0123", "x1", "1x",
             "không rõ", "khôgn rõ", "11", "112"]  # fmt: skip
    pairs = [(one, other) for one in texts for other in texts]
    rows = spark.createDataFrame(pairs, "e_pin_text STRING, p_pin_text STRING")
    found = rows.selectExpr("e_pin_text", "p_pin_text", f"{CODE_EDIT.format(f='pin')} AS near")
    holds = CODE_TESTS["one_edit"]
    assert [tuple(row) for row in found.collect()] == [
        (one, other, holds(CodePair(one, other))) for one, other in pairs
    ]


def test_input_that_is_no_population_is_refused_and_nothing_is_left(spark, tmp_path):
    world = SmallWorld(5, 20, 5)
    population, entries = written(tmp_path, world)
    extract = as_parquet(population)
    without = tmp_path / "without.parquet"
    broken = tmp_path / "broken.parquet"
    broken.write_bytes(b"PAR1 and no more")
    with duckdb.connect() as connection:
        connection.execute(f"COPY (SELECT full_name FROM '{extract}') TO '{without}'")
    taken = tmp_path / "taken"
    taken.mkdir()
    (taken / "letter.txt").write_text("mine")
    for extracts, out, fault in (
        ([without], tmp_path / "out", MissingColumnsError),
        ([broken], tmp_path / "out", SparkFailedError),
        ([extract], taken, OutputExistsError),
    ):
        with pytest.raises(fault):
            match(spark, extracts, entries, out, rules=RULES, as_of=DAY)
    assert not (tmp_path / "out").exists()
    assert not (tmp_path / ".out.spark").exists()
    assert (taken / "letter.txt").read_text() == "mine"
