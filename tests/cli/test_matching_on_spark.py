"""`hotich match --engine spark`: from the files of two provinces to the output; each refusal."""

import subprocess
import sys
from pathlib import Path

import pytest

from hotich.cli import spark_matching
from hotich.engines.spark import JavaMissingError, PysparkMissingError, missing
from tests.cli.test_matching import clean, identities, run
from tests.engines.small_world import ENTRIES, POPULATION, SmallWorld, write_table


def arguments(population: Path, entries: Path, out: Path) -> list[object]:
    return ["match", "--engine", "spark", "--population", population, "--entries", entries,
            "--out", out]  # fmt: skip


@pytest.fixture
def world() -> SmallWorld:
    """Persons with PINs of their own, and entries without, that are read without a fault."""
    world = SmallWorld(31, 80, 50)
    world.population, world.entries = clean(world.population), clean(world.entries)
    for entry in world.entries:
        entry["pin"] = ""
    return world


@pytest.mark.parametrize(
    ("fault", "language", "words"),
    [
        (PysparkMissingError, "vi", "Hãy cài hotich[spark]"),
        (PysparkMissingError, "en", "Install hotich[spark]"),
        (JavaMissingError, "vi", "Hãy cài Java 17"),
        (JavaMissingError, "en", "Install Java 17"),
    ],
)
def test_what_spark_lacks_is_said_and_nothing_written(
    tmp_path, world, capsys, monkeypatch, fault, language, words
):
    monkeypatch.setattr(spark_matching, "missing", lambda: fault)
    population = write_table(tmp_path / "p.csv", POPULATION, world.population)
    entries = write_table(tmp_path / "e.csv", ENTRIES, world.entries)
    out = tmp_path / "out"
    assert run(*arguments(population, entries, out), "--language", language) == 2
    assert words in capsys.readouterr().err
    assert {path.name for path in tmp_path.iterdir()} == {"p.csv", "e.csv"}


@pytest.mark.parametrize("holding", ["nothing", "prepared"])
def test_a_folder_without_extracts_is_refused(tmp_path, world, capsys, monkeypatch, holding):
    monkeypatch.setattr(spark_matching, "missing", lambda: None)
    folder = tmp_path / "folder"
    if holding == "prepared":
        population = write_table(tmp_path / "p.csv", POPULATION, world.population)
        assert run("match", "prepare", "--population", population, "--out", folder) == 0
    else:
        folder.mkdir()
    entries = write_table(tmp_path / "e.csv", ENTRIES, world.entries)
    assert run(*arguments(folder, entries, tmp_path / "out")) == 2
    assert "hãy đưa các tệp gốc" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


@pytest.mark.soak
@pytest.mark.spark
def test_two_provinces_give_what_duckdb_gives(tmp_path, world):
    if missing() is not None:
        pytest.skip("Spark is not here: pip install hotich[spark], Java 17")
    half = len(world.population) // 2
    extracts = tmp_path / "extracts"
    extracts.mkdir()
    bad = {**world.population[0], "pin": "", "full_name": ""}
    write_table(extracts / "01.csv", POPULATION, [*world.population[:half], bad])
    write_table(extracts / "79.csv", POPULATION, world.population[half:])
    whole = write_table(tmp_path / "p.csv", POPULATION, world.population)
    entries = write_table(tmp_path / "e.csv", ENTRIES, world.entries)
    one, other = tmp_path / "one", tmp_path / "other"
    assert run("match", "--population", whole, "--entries", entries, "--out", one) == 0
    # Its own process: this one has a session of Spark, which the command would stop.
    command = [sys.executable, "-m", "hotich.cli.main", *arguments(extracts, entries, other)]
    done = subprocess.run(
        [str(word) for word in command], check=False, capture_output=True, text=True
    )
    assert done.returncode == 1, done.stderr
    assert identities(one) == identities(other)
    assert (tmp_path / "other-01-population-errors.csv").is_file()
    left = {path.name for path in tmp_path.iterdir() if path.name.startswith(".")}
    assert left == set()
