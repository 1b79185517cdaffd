"""Figures against a truth that can be counted by hand."""

import argparse
import csv
import json
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from hotich.core.matching import Mode, rules
from hotich.engines.evaluation import (
    Figures,
    Limits,
    Teller,
    TruthMismatchError,
    add_evaluate_arguments,
    evaluate,
    plain_text,
    read_mapping,
    run_evaluate,
    share,
    write_report,
)

TRUTH = ["entry_id", "person_pin", "also_pins", "outcome", "defects", "entry_type"]
RESULT = [
    *("entry_id", "identity", "outcome", "pin", "weight", "runner_up_pin", "runner_up_weight"),
    *("differences", "remarks", "veto"),
]
LINK, LEAD = 20, 10
LIMITS = Limits(LINK, LEAD, -12)

CASES = {
    # entry: (truth without id, result without id)
    "right": (("P1", "", "consistent", "", "KS"), ("link", "consistent", "P1", 60, "", "")),
    "twice": (
        ("P2", "P9", "consistent", "population:duplicate", "KS"),
        ("link", "consistent", "P9", 55, "P2", 20),
    ),
    "other": (
        ("P3", "", "inconsistent", "real:name_letter;book:capitals", "KH"),
        ("link", "inconsistent", "P4", 40, "P3", 20),
    ),
    "gone": (
        ("", "", "not_found", "absent:sibling", "KS"),
        ("link", "inconsistent", "P5", 35, "", ""),
    ),
    "looked": (
        ("P6", "", "consistent", "book:year_only", "KH"),
        ("look", "undecided", "P6", 30, "P7", 28),
    ),
    "vetoed": (
        ("P7", "", "inconsistent", "real:name_letter", "KS"),
        ("look", "undecided", "P7", 58, "", ""),
    ),
    "missed": (
        ("P8", "", "consistent", "", "KS"),
        ("absent", "not_found", "", "", "", ""),
    ),
    "nobody": (
        ("", "", "not_found", "absent:stranger", "KS"),
        ("absent", "not_found", "P1", 2, "", ""),
    ),
}


def write(path: Path, heading: list[str], rows: list[tuple[object, ...]]) -> Path:
    with path.open("w", newline="") as file:
        csv.writer(file).writerows([heading, *rows])
    return path


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    truth = write(tmp_path / "truth.csv", TRUTH, [(key, *t) for key, (t, _) in CASES.items()])
    veto = {"vetoed": "name_differs"}
    rows = [(key, *r, "", "", veto.get(key, "")) for key, (_, r) in CASES.items()]
    return truth, write(tmp_path / "matches.csv", RESULT, rows)


@pytest.fixture
def told(files: tuple[Path, Path]) -> Figures:
    return evaluate(*files, limits=LIMITS)


def test_the_counts_at_the_present_thresholds(told: Figures) -> None:
    counts = told.all
    assert (counts.entries, counts.existing) == (8, 6)
    assert (counts.links, counts.wrong, counts.wrong_absent) == (4, 2, 1)
    assert (counts.looks, counts.absent, counts.called_absent) == (2, 2, 1)
    assert counts.top_1 == 4
    assert counts.wrong_links.value == 2 / 8
    assert counts.existing_called_absent.value == 1 / 6
    assert counts.clerk.value == 2 / 8
    assert counts.recall.value == 2 / 6
    assert counts.precision.value == 2 / 4
    assert counts.absent_linked.value == 1 / 2
    assert counts.among_five is None
    assert told.missing == (0, 0)


def test_really_discrepant_and_splits(told: Figures) -> None:
    assert (told.discrepant.entries, told.discrepant.wrong) == (2, 1)
    assert {name: each.entries for name, each in told.by_type.items()} == {"KH": 2, "KS": 6}
    assert told.by_defect["real:name_letter"].entries == 2
    assert told.by_defect["absent:sibling"].wrong == 1
    assert {name: each.entries for name, each in told.by_side.items()} == {
        "absent": 2,
        "book": 2,
        "none": 2,
        "population": 1,
        "real": 2,
    }


def test_the_confusion_of_outcomes(told: Figures) -> None:
    assert told.confusion["consistent", "consistent"] == 2
    assert told.confusion["consistent", "not_found"] == 1
    assert told.confusion["not_found", "inconsistent"] == 1
    assert sum(told.confusion.values()) == 8


def test_the_sweep_is_monotone_and_keeps_what_is_vetoed_or_absent(told: Figures) -> None:
    sweep = told.sweep
    assert [point.threshold for point in sweep] == sorted(
        (point.threshold for point in sweep), reverse=True
    )
    for before, after in pairwise(sweep):
        assert after.links > before.links
        assert after.wrong >= before.wrong
        assert after.looks < before.looks
    # "looked" leads by 2 only: it is linked where the lead asked for has come down to that.
    assert sweep[-1].threshold == 2 + LINK - LEAD
    assert sweep[-1].links == 5
    assert sweep[-1].looks == 1


def test_recall_at_precision_and_at_most_wrong(told: Figures) -> None:
    assert told.at_precision is not None
    assert (told.at_precision.links, told.at_precision.wrong) == (2, 0)
    assert told.at_precision.recall.value == 2 / 6
    assert told.at_most_wrong == told.at_precision


def test_the_present_thresholds_lie_on_the_curve(told: Figures) -> None:
    at = [point for point in told.sweep if point.threshold >= told.limits.link]
    assert (at[-1].links, at[-1].wrong) == (told.all.links, told.all.wrong)


def test_weights_are_net_of_the_population(files: tuple[Path, Path]) -> None:
    truth, result = files
    (result.parent / "summary.json").write_text(json.dumps({"persons": 1024, "mode": "screen"}))
    net = evaluate(truth, result)
    assert max(point.threshold for point in net.sweep) == 50
    assert net.about["persons"] == "1024"
    assert net.limits.link == rules().thresholds[Mode.SCREEN].link / 100


def test_recall_at_five_from_candidates(files: tuple[Path, Path], tmp_path: Path) -> None:
    rows = [("other", f"P{n}", 90 - n) for n in (4, 5, 9, 3)]
    rows += [("looked", "P6", 5), *(("looked", f"Q{n}", 10 + n) for n in range(5))]
    candidates = write(tmp_path / "c.csv", ["entry_id", "pin", "weight"], rows)
    told = evaluate(*files, candidates=candidates)
    assert told.all.at_5 == 1
    assert told.by_type["KH"].at_5 == 1


def test_two_people_of_an_entry_are_told_apart_by_role(tmp_path: Path) -> None:
    truth = write(
        tmp_path / "t.csv",
        ["entry_id", "role", "person_pin"],
        [("a", "husband", "P1"), ("a", "wife", "P2")],
    )
    result = write(
        tmp_path / "r.csv",
        ["entry_id", "role", "identity", "pin", "weight"],
        [("a", "wife", "link", "P2", 50), ("a", "husband", "link", "P2", 50)],
    )
    assert evaluate(truth, result).all.wrong == 1


@pytest.mark.parametrize(
    ("truth", "result", "problem"),
    [
        ([("a", "P1")], [("b", "link", "P1", 1)], "no_common_entry"),
        ([("a", "P1"), ("a", "P2")], [("a", "link", "P1", 1)], "repeated"),
        ([("a", "P1")], [("a", "link", "P1", 1), ("a", "look", "", "")], "repeated"),
    ],
)
def test_files_that_do_not_fit(
    tmp_path: Path, truth: list[tuple[str, str]], result: list[tuple[object, ...]], problem: str
) -> None:
    one = write(tmp_path / "t.csv", ["entry_id", "person_pin"], truth)
    other = write(tmp_path / "r.csv", ["entry_id", "identity", "pin", "weight"], result)
    with pytest.raises(TruthMismatchError) as caught:
        evaluate(one, other)
    assert caught.value.problem == problem


def test_other_names_of_columns_through_a_mapping(tmp_path: Path) -> None:
    truth = write(tmp_path / "t.csv", ["left", "right"], [("a", "P1"), ("b", "")])
    result = write(tmp_path / "r.csv", ["l", "r", "score"], [("a", "P1", 5), ("b", "P2", 3)])
    mapping = read_mapping(
        """
        [truth.columns]
        entry_id = "left"
        person_pin = "right"
        [truth.constants]
        entry_type = "FEBRL"
        [result.columns]
        entry_id = "l"
        pin = "r"
        weight = "score"
        [result.constants]
        identity = "link"
        """
    )
    told = evaluate(truth, result, mapping=mapping)
    assert (told.all.links, told.all.wrong) == (2, 1)
    assert [*told.by_type] == ["FEBRL"]


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name in {"href", "src"}]


def test_the_report_stands_alone(told: Figures, tmp_path: Path) -> None:
    write_report(told, tmp_path / "out", Teller(comma="."), language="en")
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert names == ["evaluation.html", "evaluation.json", "evaluation.txt"]
    html = (tmp_path / "out" / "evaluation.html").read_text("utf-8")
    page = _Page()
    page.feed(html)
    assert page.tags.count("svg") == 4
    assert "script" not in page.tags
    assert not page.links
    assert "nan" not in html
    assert 'lang="en"' in html
    content = json.loads((tmp_path / "out" / "evaluation.json").read_text("utf-8"))
    assert content["all"]["wrong"] == 2
    assert content["all"]["wrong_links_per_100000"] == 25_000
    assert content["recall_at_precision"]["point"]["recall"]["count"] == 2


def test_every_word_goes_through_the_translation(told: Figures) -> None:
    text = plain_text(told, Teller(lambda words: f"«{words}»"))
    assert "«Ở ngưỡng hiện nay»" in text
    assert "«thống nhất»" in text
    assert "25.000,0" in plain_text(told, Teller())
    assert "25,000.0" in plain_text(told, Teller(comma="."))


def test_the_command(
    files: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    parser = argparse.ArgumentParser()
    add_evaluate_arguments(parser)
    given = ["--truth", str(files[0]), "--result", str(files[1]), "--out", str(tmp_path / "out")]
    assert run_evaluate(parser.parse_args(given)) == 0
    assert "Ở yêu cầu cố định" in capsys.readouterr().out
    given[3] = str(tmp_path / "none.csv")
    assert run_evaluate(parser.parse_args(given)) == 2
    assert "none.csv" in capsys.readouterr().err
    given[3] = str(files[0])
    assert run_evaluate(parser.parse_args(given)) == 2
    assert "identity" in capsys.readouterr().err


def test_wilson_intervals() -> None:
    half = share(50, 100)
    assert (round(half.low, 4), round(half.high, 4)) == (0.4038, 0.5962)
    none = share(0, 100)
    assert (none.low, round(none.high, 4)) == (0.0, 0.037)
    assert share(0, 0).high == 1.0
