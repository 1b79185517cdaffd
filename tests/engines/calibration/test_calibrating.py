"""Bits from counts, beside the present rules; a candidate that nobody has signed yet."""

import argparse
import csv
import json
from collections import Counter
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

import pytest

from hotich.core.matching import LEVELS_OF, read_rules, rules
from hotich.engines.calibration import (
    CasesUnusableError,
    add_calibrate_arguments,
    candidate,
    count_by_chance,
    count_confirmed,
    estimate,
    run_calibrate,
)

RULES = files("hotich.core.matching").joinpath("rules.toml").read_text("utf-8")
NAMES = ["Nguyễn Văn An", "Trần Thị Lan", "Lê Văn Hùng", "Phạm Thị Hoa", "Hoàng Văn Minh"]
FACTS = [
    *("full_name", "birth_date", "sex", "father_name", "mother_name", "commune_code"),
    "commune_as_of",
]


def write(path: Path, heading: list[str], rows: list[tuple[object, ...]]) -> Path:
    with path.open("w", newline="") as file:
        csv.writer(file).writerows([heading, *rows])
    return path


def people(path: Path, key: str, count: int) -> Path:
    rows = [
        (
            f"{number:012d}",
            NAMES[number % 5],
            f"19{50 + number % 50}-0{1 + number % 9}-1{number % 10}",
            ("male", "female")[number % 2],
            NAMES[(number + 2) % 5],
            "",
            "16144",
            "2025-06-30",
        )
        for number in range(count)
    ]
    return write(path, [key, *FACTS], rows)


@pytest.fixture
def given(tmp_path: Path) -> dict[str, Path]:
    heading = ["entry_id", "role", "row", "pin", "name_level", "sex_level", "centibits"]
    pairs = [
        (f"e{n}", "child", n, f"P{n}", "same" if n % 4 else "one_edit", "same", 1)
        for n in range(200)
    ]
    pairs += [(f"e{n}", "child", n, f"Q{n}", "differs", "unknown", 1) for n in range(200)]
    cases = [(f"e{n}", "child", f"P{n}", "") for n in range(150)]
    cases += [("e150", "child", "Z", "P150"), ("e151", "child", "", "")]
    return {
        "pairs": write(tmp_path / "pairs.csv", heading, pairs),
        "truth": write(
            tmp_path / "truth.csv", ["entry_id", "role", "person_pin", "also_pins"], cases
        ),
        "population": people(tmp_path / "population.csv", "pin", 500),
        "entries": people(tmp_path / "entries.csv", "entry_id", 60),
    }


def test_confirmed_pairs_and_the_others_are_counted_apart(given: dict[str, Path]) -> None:
    confirmed, others = count_confirmed(given["pairs"], given["truth"])
    assert confirmed["name"] == Counter({"same": 113, "one_edit": 38})
    assert confirmed["sex"] == Counter({"same": 151})
    assert others["name"]["differs"] == 152
    assert "birth" not in confirmed


def test_pairs_that_are_not_confirmed_do_not_serve(given: dict[str, Path], tmp_path: Path) -> None:
    nobody = write(tmp_path / "none.csv", ["entry_id", "person_pin"], [("x", "y")])
    with pytest.raises(CasesUnusableError) as caught:
        count_confirmed(given["pairs"], nobody)
    assert caught.value.problem == "no_common_pair"
    with pytest.raises(CasesUnusableError) as caught:
        count_confirmed(given["truth"], given["truth"])
    assert caught.value.names == ("pin",)


def test_chance_pairs_are_the_same_for_the_same_seed(given: dict[str, Path]) -> None:
    first = count_by_chance(given["entries"], given["population"], rules(), pairs=3_000)
    again = count_by_chance(given["entries"], given["population"], rules(), pairs=3_000)
    assert first == again
    assert set(first) == set(LEVELS_OF)
    assert first["sex"].total() == 3_000
    assert first["mother"] == Counter({"unknown": 3_000})
    assert 0.4 < first["sex"]["same"] / 3_000 < 0.6


def test_bits_are_the_log_of_the_ratio() -> None:
    confirmed = {"sex": Counter({"same": 9_900, "differs": 100})}
    by_chance = {"sex": Counter({"same": 5_000, "differs": 5_000, "unknown": 777})}
    found = {(each.table, each.level): each for each in estimate(confirmed, by_chance, rules())}
    same, differs = found["sex", "same"], found["sex", "differs"]
    assert same.estimated == pytest.approx(0.985, abs=0.001)
    assert differs.estimated == pytest.approx(-5.64, abs=0.01)
    assert same.low < same.estimated < same.high
    assert same.usable
    assert same.present == 1.0
    assert found["pin", "same"].warnings[:2] == ("few_confirmed", "few_by_chance")
    assert not found["pin", "same"].usable


def test_agreement_that_is_worth_its_rarity_is_estimated_beside_it() -> None:
    confirmed = {"name": Counter({"same": 9_000, "marks_missing": 500, "differs": 500})}
    by_chance = {"name": Counter({"same": 900, "marks_missing": 100, "differs": 999_000})}
    found = {
        each.level: each for each in estimate(confirmed, by_chance, rules()) if each.table == "name"
    }
    # m = 0.9 and 0.05; of those with the same folded name 0.9 are the same, 0.1 lack marks.
    assert found["same"].estimated == pytest.approx(0.0, abs=0.01)
    assert found["marks_missing"].estimated == pytest.approx(-1.0, abs=0.02)


def test_what_siblings_share_is_marked() -> None:
    marked = {each.table for each in estimate({}, {}, rules()) if "family" in each.warnings}
    assert marked == {LEVELS_OF[fact] for fact in rules().family_facts}


def test_a_candidate_keeps_everything_but_bits_and_version() -> None:
    confirmed = {"sex": Counter({"same": 9_900, "differs": 100})}
    by_chance = {"sex": Counter({"same": 5_000, "differs": 5_000})}
    estimates = estimate(confirmed, by_chance, rules())
    written = candidate(RULES, "mine-1", estimates)
    changed = [
        (before, after)
        for before, after in zip(RULES.splitlines(), written.splitlines(), strict=True)
        if before != after
    ]
    assert ("bits = -5.0", "bits = -5.6") in changed
    assert len(changed) == 2  # the version and one level; 1.0 stays 1.0
    assert read_rules(written).version == "mine-1"
    with pytest.raises(ValueError, match=rules().version):
        candidate(RULES, rules().version, estimates)


def arguments(given: dict[str, Path], out: Path, *more: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    add_calibrate_arguments(parser)
    files_ = [text for name, path in given.items() for text in (f"--{name}", str(path))]
    return parser.parse_args([*files_, "--out", str(out), "--chance-pairs", "3000", *more])


def test_the_command_writes_a_report_and_a_candidate(
    given: dict[str, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_calibrate(arguments(given, tmp_path / "out")) == 0
    told = capsys.readouterr().out
    assert "chưa được áp dụng" in told
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "calibration.json",
        "calibration.txt",
        "rules-candidate.toml",
    ]
    content = json.loads((tmp_path / "out" / "calibration.json").read_text("utf-8"))
    assert content["candidate"] == f"{rules().version}+calibrated"
    assert rules() == rules()
    assert read_rules((tmp_path / "out" / "rules-candidate.toml").read_text("utf-8"))


def test_the_command_says_what_is_missing(
    given: dict[str, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    without = {name: path for name, path in given.items() if name != "truth"}
    assert run_calibrate(arguments(without, tmp_path)) == 2
    assert "--truth" in capsys.readouterr().err
    same = ("--version-name", rules().version)
    assert run_calibrate(arguments(given, tmp_path, *same)) == 2
    assert rules().version in capsys.readouterr().err


@pytest.mark.skipif(find_spec("splink") is not None, reason="Splink is installed")
def test_splink_is_asked_for_where_it_is_missing(
    given: dict[str, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_calibrate(arguments(given, tmp_path, "--splink")) == 2
    assert "Splink" in capsys.readouterr().err
