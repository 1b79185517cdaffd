"""The bulk engine proposes, row for row, what the model in Python proposes."""

from pathlib import Path

import duckdb
import pytest

from hotich.core.matching import LEVELS_OF, Mode, Scale, Stage, rules
from hotich.engines.matching import match, open_prepared, prepare
from tests.engines.oracle import Oracle, expected, facts_of
from tests.engines.small_world import ENTRIES, POPULATION, SmallWorld, write_table

RULES = rules()


def matched(folder: Path, world: SmallWorld, **options: object) -> list[dict[str, object]]:
    """Prepare and match a world; return the rows of the output."""
    population = write_table(folder / "population.csv", POPULATION, world.population)
    entries = write_table(folder / "entries.csv", ENTRIES, world.entries)
    prepare(population, folder / "prepared", rules=RULES, as_of="2026-11-22")
    prepared = open_prepared(folder / "prepared")
    match(prepared, entries, folder / "out", rules=RULES, **options)  # type: ignore[arg-type]
    return rows_of(f"FROM '{folder}/out/matches.parquet'")


def rows_of(query: str) -> list[dict[str, object]]:
    """Return the rows of a query by column."""
    with duckdb.connect() as connection:
        asked = connection.execute(query)
        columns = [column[0] for column in asked.description]
        return [dict(zip(columns, row, strict=True)) for row in asked.fetchall()]


def check(world: SmallWorld, rows: list[dict[str, object]], mode: Mode) -> None:
    """Compare every row with the model in Python."""
    oracle = Oracle(world.population, RULES)
    assert [row["entry_id"] for row in rows] == [entry["entry_id"] for entry in world.entries]
    for entry, row in zip(world.entries, rows, strict=True):
        wanted = expected(oracle, entry, mode)
        assert {column: row[column] for column in wanted} == wanted, entry


@pytest.mark.parametrize(
    ("seed", "persons", "mode"),
    [(1, 300, Mode.UNATTENDED), (2, 300, Mode.SCREEN), (3, 40, Mode.SCREEN), (4, 1, Mode.SCREEN)],
)
def test_every_row_is_what_the_model_says(tmp_path, seed, persons, mode):
    world = SmallWorld(seed, persons, 150)
    check(world, matched(tmp_path, world, mode=mode), mode)


def check_pairs(folder: Path, world: SmallWorld) -> int:
    """Compare every weighed pair with the scale of the core; return how many there were."""
    oracle = Oracle(world.population, RULES)
    pairs = rows_of(f"FROM '{folder}/out/pairs.parquet'")
    entries = {entry["entry_id"]: facts_of(entry) for entry in world.entries}
    scales = {name: Scale(facts, RULES, oracle.names) for name, facts in entries.items()}
    for pair in pairs:
        person = oracle.people[f"{pair['row']:09}"]
        weighing = scales[str(pair["entry_id"])].weigh(person)
        assert pair["centibits"] == weighing.centibits, pair
        assert [pair[f"{fact}_level"] for fact in LEVELS_OF] == [
            weighing.level_of(fact) for fact in LEVELS_OF
        ], pair
    found = {(str(pair["entry_id"]), f"{pair['row']:09}") for pair in pairs}
    assert len(found) == len(pairs)
    for name, facts in entries.items():
        sharp = {(name, person) for person in oracle.candidates(facts, Stage.SHARP)}
        assert sharp <= found
    return len(pairs)


def test_every_pair_has_the_levels_and_bits_of_the_core(tmp_path):
    world = SmallWorld(5, 300, 150)
    rows = matched(tmp_path, world, explain=True)
    check(world, rows, Mode.UNATTENDED)
    assert check_pairs(tmp_path, world) > 400


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(100, 104))
def test_a_hundred_thousand_pairs_are_weighed_as_in_the_core(tmp_path, seed):
    world = SmallWorld(seed, 3_000, 6_000)
    rows = matched(tmp_path, world, explain=True)
    check(world, rows, Mode.UNATTENDED)
    assert check_pairs(tmp_path, world) > 25_000
