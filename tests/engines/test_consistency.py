"""What a job says of linked entries is what the law says of each, text by text."""

from collections import Counter
from pathlib import Path

import pytest

from hotich.core.discrepancies import FieldRelation, Policy, compare_field, compared_key
from hotich.core.matching import Mode
from hotich.core.places import gazetteer
from hotich.core.registers import BIRTHS
from hotich.engines.matching import StoppedError
from hotich.engines.matching.consistency import book_value
from hotich.engines.matching.workers import Workers
from tests.engines.small_world import SmallWorld
from tests.engines.test_matching_conformance import matched

WORLD = SmallWorld(21, 300, 300)


def told(entry: dict[str, str], person: dict[str, str], columns: set[str]) -> tuple[str, str]:
    """Return differences and remarks of a pair, as `core.discrepancies` has them."""
    differences, remarks = [], []
    for field in BIRTHS.fields:
        key = compared_key(field, "child")
        if key is None or key not in columns:
            continue
        value = book_value(field, entry[key])
        made = compare_field(field, value, person[key], units=gazetteer(), policy=Policy())
        if made.relation is not FieldRelation.SAME:
            words = ":".join(filter(None, (field.id, made.relation.value, made.reason)))
            (differences if made.is_difference else remarks).append(words)
    return ";".join(differences), ";".join(remarks)


def held(rows: list[dict[str, str]]) -> set[str]:
    return {column for row in rows for column, text in row.items() if text}


def linked(folder: Path, **options: object) -> list[dict[str, object]]:
    rows = matched(folder, WORLD, mode=Mode.SCREEN, **options)
    return [row for row in rows if row["identity"] == "link"]


def test_every_linked_entry_says_what_the_law_says_of_its_texts(tmp_path):
    columns = held(WORLD.population) & held(WORLD.entries)
    borne = Counter(person["pin"] for person in WORLD.population)
    people = {person["pin"]: person for person in WORLD.population if borne[person["pin"]] == 1}
    entries = {entry["entry_id"]: entry for entry in WORLD.entries}
    rows = [row for row in linked(tmp_path) if row["pin"] in people]
    assert len(rows) > 20
    for row in rows:
        wanted = told(entries[str(row["entry_id"])], people[str(row["pin"])], columns)
        assert (row["differences"], row["remarks"]) == wanted


def test_several_processes_say_the_same(tmp_path, monkeypatch):
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    alone = linked(tmp_path / "one", processes=1)
    monkeypatch.setattr("hotich.engines.matching.workers.WORTH_A_PROCESS", 10)
    assert linked(tmp_path / "two", processes=2) == alone


def test_a_job_can_be_stopped_while_it_compares(tmp_path):
    calls = 0

    def check() -> None:
        nonlocal calls
        calls += 1
        if calls == 2:
            raise StoppedError

    with pytest.raises(StoppedError), Workers(1) as workers:
        workers.run(len, ["a", "b", "c"], 3, check)
    with Workers(1) as workers:
        assert workers.run(len, ["a", "bb"], 2) == [1, 2]
        assert workers.run(len, [], 0) == []
