"""A job can be broken off, goes on where it was, keeps to its memory, and leaves nothing half."""

import json
import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from hotich.core.matching import Mode, Stage, read_rules, rules
from hotich.engines.matching import (
    MemoryTextError,
    MissingColumnsError,
    NotPreparedError,
    OtherKeysError,
    OutputExistsError,
    StoppedError,
    match,
    open_prepared,
    prepare,
)
from hotich.engines.matching.sql import connect
from tests.engines.small_world import ENTRIES, POPULATION, SmallWorld, write_table
from tests.engines.test_matching_conformance import check, matched, rows_of

RULES = rules()
STEPS = [f"{stage} {step}" for stage in Stage for step in ("keys", "weighing", "judging")]
KILLED = """
import os, signal, sys
from pathlib import Path
from hotich.core.matching import rules
from hotich.engines.matching import match, open_prepared
folder = Path(sys.argv[1])
def progress(step):
    if step.code == sys.argv[2]:
        os.kill(os.getpid(), signal.SIGKILL)
match(open_prepared(folder / "prepared"), folder / "entries.csv", folder / "out",
      rules=rules(), progress=progress)
"""


@pytest.fixture
def world(tmp_path: Path) -> SmallWorld:
    """A prepared small world and its entries, in the folder of the test."""
    made = SmallWorld(11, 120, 60)
    population = write_table(tmp_path / "population.csv", POPULATION, made.population)
    write_table(tmp_path / "entries.csv", ENTRIES, made.entries)
    prepare(population, tmp_path / "prepared", rules=RULES, as_of="2026-11-22")
    return made


def run(folder: Path, **options: object):
    """Match the entries of the folder."""
    prepared = open_prepared(folder / "prepared")
    return match(prepared, folder / "entries.csv", folder / "out", rules=RULES, **options)


def hidden(folder: Path) -> list[str]:
    """Return what a job left behind in the folder."""
    return sorted(path.name for path in folder.iterdir() if path.name.startswith("."))


@pytest.mark.parametrize("step", [STEPS[0], STEPS[3], STEPS[7], "consistency"])
def test_a_killed_job_goes_on_with_the_stage_it_had_reached(tmp_path, world, step):
    command = [sys.executable, "-c", KILLED, str(tmp_path), step]
    killed = subprocess.run(command, check=False, env=os.environ | {"PYTHONPATH": "src"})
    assert killed.returncode == -signal.SIGKILL
    assert not (tmp_path / "out").exists()
    done = [stage.value for stage in Stage if STEPS.index(f"{stage} judging") < (
        STEPS.index(step) if step in STEPS else len(STEPS))]  # fmt: skip
    summary = run(tmp_path)
    assert list(summary.resumed) == done
    assert hidden(tmp_path) == []
    check(world, rows_of(f"FROM '{tmp_path}/out/matches.parquet'"), Mode.UNATTENDED)


def test_a_job_starts_anew_when_its_inputs_have_changed(tmp_path, world):
    stopping = iter([False] * 16 + [True] * 99)
    with pytest.raises(StoppedError):
        run(tmp_path, stop=lambda: next(stopping))
    assert hidden(tmp_path) == [".out.part"]
    write_table(tmp_path / "entries.csv", ENTRIES, world.entries[1:])
    summary = run(tmp_path)
    assert (summary.resumed, summary.anew, summary.entries) == ((), True, 59)


def test_a_fault_while_preparing_leaves_nothing(tmp_path):
    made = SmallWorld(12, 30, 1)
    population = write_table(tmp_path / "population.csv", POPULATION, made.population)
    stopping = iter([False] * 3 + [True] * 99)
    with pytest.raises(StoppedError):
        prepare(population, tmp_path / "prepared", rules=RULES, as_of="2026-11-22",
                stop=lambda: next(stopping))  # fmt: skip
    assert [path.name for path in tmp_path.iterdir()] == ["population.csv"]


def test_the_memory_that_was_given_is_kept_to(tmp_path):
    connection = connect("400MB", tmp_path / "spill")
    held = connection.execute("SELECT current_setting('memory_limit')").fetchone()
    assert held == ("286.1 MiB",)
    less = connect("400MB", tmp_path / "spill", left=3)
    held = less.execute("SELECT current_setting('memory_limit')").fetchone()
    assert held == ("254.6 MiB",)
    spill = connection.execute("SELECT current_setting('temp_directory')").fetchone()
    assert spill == (str(tmp_path / "spill"),)
    with pytest.raises(MemoryTextError):
        connect("much", tmp_path)


def test_a_job_split_into_many_parts_proposes_the_same(tmp_path, world, monkeypatch):
    monkeypatch.setattr("hotich.engines.matching.staging.LEAST_PAIRS", 20)
    monkeypatch.setattr("hotich.engines.matching.staging.PAIR_BYTES", 10**9)
    run(tmp_path)
    check(world, rows_of(f"FROM '{tmp_path}/out/matches.parquet'"), Mode.UNATTENDED)


@pytest.mark.parametrize(("persons", "entries"), [(0, 20), (20, 0), (0, 0)])
def test_an_empty_side_is_no_fault(tmp_path, persons, entries):
    world = SmallWorld(13, persons, entries)
    check(world, matched(tmp_path, world), Mode.UNATTENDED)


def test_a_key_that_too_many_share_does_not_exist(tmp_path):
    world = SmallWorld(14, 3, 2)
    twin = world.population[0] | {"full_name": "Nguyễn Văn An", "birth_date": "1990-05-06"}
    world.population = [twin | {"pin": f"{number:012}"} for number in range(400)]
    same = {"full_name": "Nguyễn Văn An", "birth_date": "1990-05-06", "pin": ""}
    world.entries[0] |= same | {"other_names": "", "old_id_number": ""}
    world.entries[1] |= same | {"pin": f"{7:012}"}
    rows = matched(tmp_path, world)
    check(world, rows, Mode.UNATTENDED)
    assert rows[0]["pin"] == ""
    assert rows[1]["pin"] == f"{7:012}"


def test_persons_with_one_pin_are_two(tmp_path):
    world = SmallWorld(15, 60, 40)
    world.population = [
        person | {"pin": f"{number // 3:012}"} for number, person in enumerate(world.population)
    ]
    check(world, matched(tmp_path, world), Mode.UNATTENDED)


def test_the_summary_counts_every_entry(tmp_path, world):
    summary = run(tmp_path)
    written = json.loads((tmp_path / "out" / "summary.json").read_text("utf-8"))
    for counted in (summary.identities, summary.outcomes, summary.stages):
        assert sum(counted.values()) == 60
    assert written["rules_version"] == RULES.version
    assert written["name_table"] == open_prepared(tmp_path / "prepared").names.digest
    assert written["identities"] == summary.identities


def test_the_output_is_in_the_order_of_the_entries_also_as_csv(tmp_path, world):
    run(tmp_path, as_csv=True)
    with duckdb.connect() as connection:
        rows = connection.execute(
            f"SELECT entry_id FROM read_csv('{tmp_path}/out/matches.csv', all_varchar = true)"
        ).fetchall()
    assert [row[0] for row in rows] == [entry["entry_id"] for entry in world.entries]


def test_nothing_else_is_overwritten(tmp_path, world):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("kept")
    with pytest.raises(OutputExistsError):
        run(tmp_path)
    with pytest.raises(OutputExistsError):
        prepare(tmp_path / "population.csv", tmp_path / "out", rules=RULES, as_of="2026-11-22")
    assert (tmp_path / "out" / "mine.txt").read_text() == "kept"


def test_other_keys_need_another_preparation(tmp_path, world):
    other = replace(RULES, keys=RULES.keys[1:])
    with pytest.raises(OtherKeysError):
        match(open_prepared(tmp_path / "prepared"), tmp_path / "entries.csv", tmp_path / "out",
              rules=other)  # fmt: skip
    with pytest.raises(NotPreparedError):
        open_prepared(tmp_path)
    assert callable(read_rules)


def test_a_file_without_the_columns_is_refused(tmp_path, world):
    (tmp_path / "entries.csv").write_text("a,b\n1,2\n")
    with pytest.raises(MissingColumnsError) as caught:
        run(tmp_path)
    assert caught.value.columns == ("entry_id", "full_name")
