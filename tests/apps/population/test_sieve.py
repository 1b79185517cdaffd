"""Whoever the sieve leaves out, the answer is the same as when everybody is weighed."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb
import pytest

from hotich.apps.audit.writing import writing
from hotich.apps.population import embedded, rekeying
from hotich.apps.population.embedded import EmbeddedRegister
from hotich.apps.population.interchange import COLUMNS
from hotich.apps.population.lookups import search_register
from hotich.apps.population.models import Person
from hotich.core.matching import KEPT, Facts, Found, Mode, Stage, rules, search
from hotich.synth.matching_world import TUNING_SEED, MatchingOptions, write_matching_world
from tests.engines.oracle import facts_of
from tests.engines.small_world import SmallWorld
from tests.support.population import CHILD, REGISTRAR, make_person

pytestmark = pytest.mark.django_db

Row = Mapping[str, str]


def put(rows: Sequence[Row]) -> None:
    """Put persons into the register, their keys in blocks; one more stands beside them."""
    with writing(REGISTRAR) as at:
        Person.objects.bulk_create(
            Person(
                **{name: row.get(name, "") for name in COLUMNS if name != "pin"},
                pin=f"0000{number:08d}",
                recorded_at=at,
            )
            for number, row in enumerate(rows)
        )
    rekeying.make_blocks(by=REGISTRAR, advance=lambda _done: None)
    make_person(999_999)


def whole(facts: Facts, mode: Mode) -> Found:
    """Return what the model finds when it weighs all who share a key."""
    register = EmbeddedRegister()

    def fetch(stage: Stage, _sieve: object) -> dict[str, Facts]:
        return {str(person): each for person, each in register.look_up(facts, stage).items()}

    return search(
        facts,
        rules(),
        fetch,
        persons=register.persons(),
        mode=mode,
        names=register.name_table(),
    )


def assert_same(entries: Sequence[Row]) -> float:
    """Compare what is found, and return the share of those weighed who still are."""
    weighed = all_ = 0
    for entry in entries:
        facts = facts_of(entry)
        for mode in Mode:
            wanted = whole(facts, mode)
            found = search_register(EmbeddedRegister(), facts, at_least=Stage.SHARP, mode=mode)
            assert found.found.weighings == wanted.weighings, entry
            assert found.found.judgement == wanted.judgement, entry
            assert found.found.stage == wanted.stage
            weighed, all_ = weighed + found.found.weighed, all_ + wanted.weighed
    return weighed / all_


def world(folder: Path, persons: int, entries: int) -> list[list[Row]]:
    """Return the rows of a population and of entries of the tuning seed."""
    options = MatchingOptions(persons=persons, entries=entries, seed=TUNING_SEED)
    write_matching_world(options, folder)
    with duckdb.connect() as db:
        tables = []
        for name in ("population", "entries"):
            found = db.execute(f"FROM '{folder}/{name}.parquet'")
            columns = [column[0] for column in found.description]
            tables.append(
                [{column: value or "" for column, value in zip(columns, row, strict=True)}
                 for row in found.fetchall()]
            )  # fmt: skip
    return tables


@pytest.mark.parametrize("seed", [11, 12])
def test_people_hardly_told_apart(seed: int, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(embedded, "_AT_FIRST", KEPT)
    made = SmallWorld(seed, 700, 60)
    put(made.population)
    assert assert_same(made.entries) < 1


def test_a_world_of_the_tuning_seed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(embedded, "_AT_FIRST", KEPT)
    population, entries = world(tmp_path, 3_000, 100)
    put(population)
    assert_same(entries)


def test_who_was_only_born_the_same_day_there_is_not_read():
    near = [{**CHILD, "full_name": f"Mai Thị {given}"} for given in ("Lan", "Lân", *"ABCDEFGH")]
    far = [
        {
            **CHILD,
            "full_name": f"Vũ {word}",
            "father_name": f"Vũ Đức {word}",
            "mother_name": "Hà Mi",
        }
        for word in (
            "Bình",
            "Dũng",
            "Quyết",
            "Sơn",
            "Tuấn",
            "Phong",
            "Khoa",
            "Thịnh",
            "Vinh",
            "Quy",
        )
        for _ in range(4)
    ]
    put([*near, *far])
    assert assert_same([{**CHILD, "full_name": "Mai Thị Luyến"}]) < 0.7


@pytest.mark.soak
def test_two_thousand_look_ups_of_the_tuning_seed(tmp_path: Path):
    population, entries = world(tmp_path, 60_000, 2_000)
    put(population)
    assert assert_same(entries[:2_000]) < 1
