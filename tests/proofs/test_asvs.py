"""The table of ASVS requirements: whole, honest, and each that is met has a test that runs."""

import ast
from collections import Counter
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.support import asvs
from tests.support.asvs import missing, proofs, rows, unproved

ROOT = Path(__file__).resolve().parents[2]
# Requirements of levels 1 and 2 in ASVS 5.0.0, by chapter; V9, V10 and V17 (tokens, OAuth, WebRTC)
# concern nothing that is here.
COUNTED = {1: 27, 2: 11, 3: 19, 4: 10, 5: 9, 6: 35, 7: 18, 8: 7} | {
    11: 14,
    12: 9,
    13: 13,
    14: 9,
    15: 13,
    16: 16,
}


def functions(path: Path) -> dict[str, ast.FunctionDef]:
    body = ast.parse(path.read_text(encoding="utf-8")).body
    return {one.name: one for one in body if isinstance(one, ast.FunctionDef)}


def test_every_requirement_stands_once():
    ids = [row["id"] for row in rows()]
    assert len(set(ids)) == len(ids)
    assert Counter(int(one.split(".")[0]) for one in ids) == COUNTED
    assert {row["level"] for row in rows()} == {"1", "2"}
    assert {row["status"] for row in rows()} == {"met", "open", "not applicable"}
    assert [row["id"] for row in rows() if not row["proof"].strip()] == []


@pytest.mark.parametrize(("one", "proof"), proofs().items(), ids=list(proofs()))
def test_what_is_met_has_a_test_that_every_run_runs(one: str, proof: str):
    """Neither a soak nor a browser's: `make test` must not be green without it."""
    path, _, name = proof.partition("::")
    assert (ROOT / path).is_file(), proof
    marks = (ROOT / path).read_text(encoding="utf-8").partition("pytestmark")[2][:200]
    assert "soak" not in marks
    if name:
        found = functions(ROOT / path).get(name)
        assert found is not None, proof
        assert "pytest.mark.soak" not in map(ast.unparse, found.decorator_list)


def test_the_hook_finds_a_test_that_is_gone_and_one_that_did_not_run():
    wanted = {"1.1": "tests/a.py::test_a", "1.2": "tests/a.py::test_b", "1.3": "tests/b.py"}
    there = {"tests/a.py::test_a[x]", "tests/b.py::test_c"}
    assert missing(wanted, there) == ["1.2: tests/a.py::test_b is not there"]
    assert unproved(wanted, there, {"tests/b.py::test_c"}) == [
        "1.1: tests/a.py::test_a did not pass"
    ]
    assert unproved(wanted, there, there) == []


@pytest.mark.parametrize(
    ("passed", "expected"),
    [({"tests/a.py::test_a"}, pytest.ExitCode.OK), (set(), pytest.ExitCode.TESTS_FAILED)],
)
def test_a_run_of_all_tests_fails_when_one_of_them_did_not_pass(
    passed: set[str], expected: pytest.ExitCode, monkeypatch, capsys
):
    here = SimpleNamespace(nodeid="tests/a.py::test_a")
    monkeypatch.setattr(asvs, "proofs", lambda: {"1.1": here.nodeid})
    monkeypatch.setattr(asvs, "_collected", {"all": [here]})
    monkeypatch.setattr(asvs, "_passed", passed)
    config = SimpleNamespace(
        invocation_params=SimpleNamespace(dir=ROOT),
        rootpath=ROOT,
        args=["tests"],
        option=SimpleNamespace(keyword="", collectonly=False),
    )
    run = SimpleNamespace(
        config=config, items=[here], shouldstop=False, exitstatus=pytest.ExitCode.OK
    )
    asvs.pytest_sessionfinish(run, 0)
    assert run.exitstatus == expected
    assert ("1.1: " in capsys.readouterr().out) is (expected != pytest.ExitCode.OK)
