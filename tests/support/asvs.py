"""`docs/asvs.csv`: what of ASVS 5.0, level 2, is met, by which test; and whether that test ran.

The hooks stand in `tests/conftest.py`. In a run of the whole suite (nothing narrowed but by marks)
a requirement that is called met, and whose test was there and did not pass, fails the run.
"""

import csv
import sys
from pathlib import Path

import pytest

TABLE = Path(__file__).resolve().parents[2] / "docs" / "asvs.csv"
_collected: dict[str, list[pytest.Item]] = {}
_passed: set[str] = set()


def rows() -> list[dict[str, str]]:
    """Return the table."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def proofs() -> dict[str, str]:
    """Return the test of each requirement that is met."""
    return {row["id"]: row["proof"] for row in rows() if row["status"] == "met"}


def unproved(wanted: dict[str, str], chosen: set[str], passed: set[str]) -> list[str]:
    """Return the requirements of whose test something was chosen to run, and nothing passed.

    A test that only another command runs (a browser's) is not chosen here.
    """
    faults = []
    for one, proof in sorted(wanted.items()):
        mine = {node for node in chosen if _is_of(node, proof)}
        if mine and not any(_is_of(node, proof) for node in passed):
            faults.append(f"{one}: {proof} did not pass")
    return faults


def missing(wanted: dict[str, str], collected: set[str]) -> list[str]:
    """Return the requirements whose test was not even found."""
    return [
        f"{one}: {proof} is not there"
        for one, proof in sorted(wanted.items())
        if not any(_is_of(node, proof) for node in collected)
    ]


def _is_of(node: str, proof: str) -> bool:
    return node == proof or node.startswith((f"{proof}[", f"{proof}::"))


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(session: pytest.Session, items: list[pytest.Item]) -> None:
    """Note what is there before marks choose among it."""
    _collected["all"] = list(items)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Note what passed."""
    if report.when == "call" and report.passed:
        _passed.add(report.nodeid)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Fail a run of the whole suite that proved less than the table says."""
    config = session.config
    narrowed = config.invocation_params.dir != config.rootpath or config.args != ["tests"]
    if narrowed or config.option.keyword or config.option.collectonly or session.shouldstop:
        return
    found = {item.nodeid for item in _collected.get("all", [])}
    chosen = {item.nodeid for item in session.items}
    faults = missing(proofs(), found) + unproved(proofs(), chosen, _passed)
    if faults:
        sys.stdout.write("\n  ".join(["\ndocs/asvs.csv:", *faults, ""]))
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
