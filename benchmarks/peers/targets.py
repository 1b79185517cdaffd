"""What was wanted of the matcher, beside what the largest measured size reached."""

from collections.abc import Callable
from typing import Any

from benchmarks.peers.tables import gigabytes, percent, table, times

Run = dict[str, Any]


def targets_table(bulk: Run | None, lookup: Run | None, said: Callable[[Run], str]) -> str:
    """Return wanted and reached; `said` tells the size of a run. Targets hold for 10 M persons."""
    rows = []
    if bulk:
        ratios, rounds = bulk["bulk"]["ratios"], bulk["bulk"]["rounds"]["own"]
        own = bulk["bulk"]["quality"]["own"]
        held = max(each["megabytes"] for each in rounds)
        clean = own["own_wrong"] <= 3 and own["own_clerk"] <= 0.05
        rows += [
            _row("times as fast as Splink with a saved model", "≥ 8", times(ratios["match"]),
                 said(bulk), met=ratios["match"] >= 8),
            _row("peak memory of the match", "≤ 2 GB", gigabytes(held), said(bulk),
                 met=held <= 2_000),
            _row("recall at ≥ 99.9 % precision", "≥ 99 %", percent(own["recall"]), said(bulk),
                 met=own["recall"] >= 0.99),
            _row("wrong links per 100k, and left to a clerk, unattended", "≤ 3 and ≤ 5 %",
                 f"{own['own_wrong']:.1f} and {percent(own['own_clerk'])}", said(bulk), met=clean),
            _row("existing persons called absent", "≤ 0.02 %", percent(own["called_absent"], 3),
                 said(bulk), met=own["called_absent"] <= 0.0002),
        ]  # fmt: skip
    engine = lookup["lookup"]["engines"].get("own", {}) if lookup else {}
    if lookup and "p50" in engine:
        quick = engine["p50"] <= 1 and engine["p99"] <= 10
        listed, differing = engine["recall_5"], engine["recall_5_differing"]
        rows += [
            _row("look-up on SQLite, p50 and p99", "≤ 1 ms and ≤ 10 ms",
                 f"{engine['p50']:.1f} and {engine['p99']:.1f} ms", said(lookup), met=quick),
            _row("recall@5, and of the differing", "≥ 99.8 % and ≥ 99 %",
                 f"{percent(listed, 1)} and {percent(differing, 1)}", said(lookup),
                 met=listed >= 0.998 and differing >= 0.99),
        ]  # fmt: skip
    return table(["figure", "wanted at 10 M", "reached", "at", ""], rows)


def _row(figure: str, wanted: str, reached: str, size: str, *, met: bool) -> list[str]:
    return [figure, wanted, reached, size, "met" if met else "**not met**"]
