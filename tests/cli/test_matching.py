"""`hotich match`: the whole way from two files to an output, and each refusal."""

import json
import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from hotich.cli import main
from tests.engines.small_world import ENTRIES, POPULATION, SmallWorld, write_table

INTERRUPTED = """
import os, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell may have turned it off
from hotich.cli import job_words, main
shown = job_words.show_step
def interrupt(step):
    shown(step)
    if step.code == "narrow keys":
        os.kill(os.getpid(), signal.SIGINT)
import hotich.cli.bulk_matching as bulk
bulk.show_step = interrupt
sys.exit(main.main(sys.argv[1:]))
"""


def run(*arguments: object) -> int:
    return main.main([str(argument) for argument in arguments])


def clean(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """Return rows that no reader refuses."""
    named = [row for row in rows if row["full_name"].strip("— ")]
    for number, row in enumerate(named):
        row["birth_date"] = row["birth_date"] if row["birth_date"][4:5] in {"-", ""} else ""
        row["birth_date"] = "" if row["birth_date"] in {"x", "1-1-1998"} else row["birth_date"]
        row["sex"] = row["sex"] or "unknown"
        if "entry_id" not in row:
            row["pin"] = f"000{number:09}"
    return named


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """A population and entries that are read without a fault."""
    world = SmallWorld(31, 80, 50)
    for entry in world.entries:
        entry["pin"] = ""
    return (
        write_table(tmp_path / "p.csv", POPULATION, clean(world.population)),
        write_table(tmp_path / "e.csv", ENTRIES, clean(world.entries)),
    )


def identities(folder: Path) -> list[tuple[str, str, str]]:
    with duckdb.connect() as connection:
        return connection.execute(
            f"SELECT entry_id, identity, pin FROM '{folder}/matches.parquet'"
        ).fetchall()


def test_two_files_are_matched_with_or_without_preparing(tmp_path, files, capsys):
    population, entries = files
    one, other = tmp_path / "one", tmp_path / "other"
    assert run("match", "--population", population, "--entries", entries, "--out", one) == 0
    assert "thống nhất" in capsys.readouterr().out
    assert run("match", "prepare", "--population", population, "--out", tmp_path / "ready") == 0
    arguments = ("--population", tmp_path / "ready", "--entries", entries, "--out", other)
    assert run("match", "run", *arguments, "--language", "en") == 0
    assert "not found (proposed)" in capsys.readouterr().out
    assert identities(one) == identities(other)
    left = {path.name for path in tmp_path.iterdir()}
    assert {name for name in left if name.startswith(".")} == set()


def test_refused_rows_are_named_and_the_others_matched(tmp_path, files, capsys):
    population, entries = files
    entries.write_text(entries.read_text("utf-8") + ",,,,,,,,,,,,,,,\n", "utf-8")
    out = tmp_path / "out"
    assert run("match", "--population", population, "--entries", entries, "--out", out) == 1
    assert (tmp_path / "out-entries-errors.csv").is_file()
    assert len(identities(out)) > 30


def test_ctrl_c_stops_without_half_a_result_and_the_next_run_goes_on(tmp_path, files):
    population, entries = files
    out = tmp_path / "out"
    arguments = ["match", "--population", str(population), "--entries", str(entries), "--out",
                 str(out)]  # fmt: skip
    stopped = subprocess.run(
        [sys.executable, "-c", INTERRUPTED, *arguments],
        check=False,
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": "src"},
    )
    assert stopped.returncode == 130, stopped.stderr
    assert "Chạy lại lệnh này" in stopped.stderr
    assert not out.exists()
    assert run(*arguments) == 0
    assert json.loads((out / "summary.json").read_text("utf-8"))["resumed"] == ["sharp"]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"--memory": "much"}, "Bộ nhớ much"),
        ({"--entries": "nowhere.csv"}, "Không tìm thấy tệp"),
        ({"--population": "."}, "không phải dân cư đã chuẩn bị"),
    ],
)
def test_a_fault_is_said_in_a_sentence(tmp_path, files, capsys, changed, said):
    population, entries = files
    given = {"--population": population, "--entries": entries, "--out": tmp_path / "out"}
    arguments = [part for pair in (given | changed).items() for part in pair]
    assert run("match", *arguments) == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_both_sides_and_an_output_are_needed(capsys):
    assert run("match", "--entries", "e.csv") == 2
    assert "--population, --out" in capsys.readouterr().err


def test_another_rules_file_is_used(tmp_path, files, capsys):
    population, entries = files
    text = (Path("src/hotich/core/matching/rules.toml")).read_text("utf-8")
    other = tmp_path / "rules.toml"
    other.write_text(text.replace('version = "', 'version = "trial-'), "utf-8")
    out = tmp_path / "out"
    arguments = ("--population", population, "--entries", entries, "--out", out)
    assert run("match", *arguments, "--rules", other) == 0
    version = json.loads((out / "summary.json").read_text("utf-8"))["rules_version"]
    assert version.startswith("trial-")
