"""The quiet parts of `make bench`: options, tables, charts, the page. Nothing is measured here."""

import argparse
import json
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from benchmarks.peers import measuring, page
from benchmarks.peers.labelled import read_table
from benchmarks.peers.options import _whole, read_options
from benchmarks.peers.plots import Group, bars
from benchmarks.peers.tables import count, table, times
from benchmarks.peers.targets import targets_table
from hotich.synth.matching_world import JUDGING_SEED


def test_sizes_are_options() -> None:
    options = read_options(["--persons", "10m", "--entries", "200k", "--rounds", "2"])
    assert (options.persons, options.entries, options.rounds) == (10_000_000, 200_000, 2)
    assert options.seed == JUDGING_SEED
    assert options.size == "10000000x200000"
    assert options.only == ("bulk", "lookup", "febrl")


def test_one_part_can_be_asked_for() -> None:
    assert read_options(["--only", "lookup"]).only == ("lookup",)
    with pytest.raises(SystemExit):
        read_options(["--only", "everything"])


@pytest.mark.parametrize("text", ["0", "-5", "0k"])
def test_a_size_is_a_positive_number(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError):
        _whole(text)


def test_table_is_markdown_and_escapes_bars() -> None:
    assert table(["a", "b"], [["x|y", "1"]]) == "| a | b |\n| --- | --- |\n| x\\|y | 1 |"


def test_counts_are_short_where_they_are_round() -> None:
    assert [count(n) for n in (200_000, 10_000_000, 1_234)] == ["200 k", "10 M", "1,234"]


def test_chart_is_svg_with_a_bar_for_each_figure() -> None:
    groups = [Group("1 M", [1.0, 3.0]), Group("10 M & more", [None, 30.0])]
    root = ElementTree.fromstring(bars("Seconds", ["ours", "theirs"], groups, times))
    rectangles = [each for each in root.iter() if each.tag.endswith("rect")]
    assert len(rectangles) == 2 + 3
    texts = [each.text for each in root.iter() if each.tag.endswith("text")]
    assert "30.00 ×" in texts
    assert "–" in texts
    assert "prefers-color-scheme:dark" in ElementTree.tostring(root, "unicode")


@pytest.mark.parametrize("values", [[], [None, None], [0.0, 0.0], [5.0]])
def test_chart_stands_poor_figures(values: list[float | None]) -> None:
    for logarithmic in (False, True):
        drawn = bars("t", ["a", "b"], [Group("g", values)], times, logarithmic=logarithmic)
        assert ElementTree.fromstring(drawn) is not None


def _round(total: float) -> dict[str, float]:
    return {"match": total / 2, "total": total, "consistency": total / 2, "megabytes": 500.0,
            "load": 1.0}  # fmt: skip


def _figures() -> dict[str, object]:
    good = dict.fromkeys(
        ("top_1", "recall", "wrong", "strict_recall", "strict_wrong", "clerk", "called_absent",
         "absent_found", "own_recall", "own_wrong", "own_clerk"), 0.5)  # fmt: skip
    about = {"day": "2026-01-01", "cores": 2, "memory_gb": 24.0, "load": 1.0, "python": "3.11",
             "packages": {"duckdb": "1"}, "rules": "x"}  # fmt: skip
    engine = {"p50": 1.0, "p95": 2.0, "p99": 3.0, "recall_1": 0.9, "recall_5": 0.95,
              "recall_5_differing": 0.9, "build": 9.0, "entries": 10, "load": 1.0}  # fmt: skip
    return {
        "persons": 1_000_000, "entries": 200_000, "seed": 1,
        "bulk": {
            "prepare": {"own": {"seconds": 1.0}, "splink": {"seconds": 1.0}},
            "training": {"train": 3.0},
            "rounds": {"own": [_round(2.0)] * 3, "splink": [_round(16.0)] * 3},
            "ratios": {"match": 16.0, "total": 8.0, "memory": 1.0},
            "quality": {"own": good, "splink": good}, "about": about,
        },
        "lookup": {"engines": {"own": engine, "pg_trgm": {"reason": "no server"}}, "about": about},
    }  # fmt: skip


def test_page_is_written_of_the_kept_figures(tmp_path: Path) -> None:
    (tmp_path / "benchmarks").mkdir()
    (tmp_path / "benchmarks" / "1000000x200000.json").write_text(json.dumps(_figures()))
    page.write_page(tmp_path)
    text = (tmp_path / "benchmarks.md").read_text()
    assert "{{" not in text
    assert "**16.00 ×**" in text
    assert "no server" in text
    charts = {path.name for path in (tmp_path / "benchmarks").glob("*.svg")}
    assert charts == {
        "bulk-time.svg", "bulk-memory.svg", "bulk-recall.svg", "lookup-time.svg",
        "lookup-recall.svg",
    }  # fmt: skip
    assert all(f"benchmarks/{name}" in text for name in charts)


def test_page_without_figures_says_so(tmp_path: Path) -> None:
    (tmp_path / "benchmarks").mkdir()
    page.write_page(tmp_path)
    assert page.NONE in (tmp_path / "benchmarks.md").read_text()


def test_targets_say_what_is_not_met() -> None:
    run = _figures()
    said = targets_table(run, run, lambda _run: "1 M")
    assert "| ≥ 8 | 16.00 × | 1 M | met |" in said
    assert "| ≥ 99 % | 50.00 % | 1 M | **not met** |" in said
    assert targets_table(None, None, lambda _run: "").count("\n") == 1


def test_febrl_table_is_read_back() -> None:
    read = read_table("noise\n| set | F1 |\n| --- | --- |\n| FEBRL 4 | 0.99 |\n")
    assert read == {"heading": ["set", "F1"], "rows": [["FEBRL 4", "0.99"]]}


def test_a_measured_process_tells_time_memory_and_figures() -> None:
    told = measuring.run_program("x", ["-c", "print('hello'); print('{\"seconds\": 1}')"])
    assert told.answer == {"seconds": 1}
    assert told.seconds > 0
    assert "hello" in told.said


def test_a_failed_process_is_told_with_its_last_words() -> None:
    with pytest.raises(measuring.TaskFailedError) as failed:
        measuring.run_program("x", ["-c", "raise SystemExit('too bad')"])
    assert "too bad" in failed.value.output


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="no /proc here")
def test_memory_of_a_process_is_seen() -> None:
    import os

    assert measuring.resident(os.getpid()) > 1
    assert sys.executable
