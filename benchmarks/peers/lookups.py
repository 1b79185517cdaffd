"""Look-up of one entry: our key table on SQLite, tantivy, PostgreSQL's pg_trgm; same questions."""

import json
from pathlib import Path

from benchmarks.peers.measuring import ROOT, Measured, TaskFailedError, run_program, run_task
from benchmarks.peers.options import Options
from benchmarks.peers.trigram_search import server
from benchmarks.peers.worlds import say

Figures = dict[str, object]


def run_lookups(options: Options, world: Path) -> Figures:
    """Ask every engine that can be run here; return the figures, or the reason for none."""
    place = options.home / f"lookup-{world.name}"
    place.mkdir(parents=True, exist_ok=True)
    engines: dict[str, Figures] = {}
    for peer in options.peers:
        try:
            engines[peer] = _OF[peer](options, world, place)
        except TaskFailedError as fault:
            say(fault.output)
            engines[peer] = {"reason": "the run failed"}
        say(f"look-up, {peer}: {engines[peer]}")
    return {"engines": engines, "queries": options.queries}


def _own(options: Options, world: Path, place: Path) -> Figures:
    """Ask the register alone through `benchmarks/lookup.py`; its audit rows are not the peers'."""
    answer = place / "own.json"
    told = run_program("lookup", [
        str(ROOT / "benchmarks" / "lookup.py"), str(world), "--database", "sqlite",
        "--entries", str(options.queries), "--seed", str(options.seed), "--audited", "5",
        "--home", str(place / "own"), "--json", str(answer),
    ])  # fmt: skip
    figures = json.loads(answer.read_text("utf-8"))
    asked = figures["register"]
    return {
        **{f"p{at}": asked[f"p{at} ms"] for at in (50, 95, 99)},
        "recall_1": asked["recall@1"],
        "recall_5": asked["recall@5"],
        "recall_5_differing": asked["recall@5 of the differing"],
        "entries": asked["entries"],
        "build": _seconds(figures, place / "own.build.json"),
        **_plain(told),
    }


def _seconds(figures: dict[str, dict[str, float]], kept: Path) -> float:
    """Return what the key table took to make, now or in the run that made it."""
    steps = ("read the persons from the file", "normalise", "make and store the key table")
    if all(step in figures for step in steps):
        kept.write_text(json.dumps(sum(figures[step]["seconds"] for step in steps)), "utf-8")
    return float(json.loads(kept.read_text("utf-8"))) if kept.exists() else 0.0


def _tantivy(options: Options, world: Path, place: Path) -> Figures:
    told = run_task("tantivy_lookup", world=str(world), folder=str(place / "tantivy"),
                    queries=options.queries, seed=options.seed)  # fmt: skip
    return {**told.answer, **_plain(told)}


def _trigrams(options: Options, world: Path, place: Path) -> Figures:
    programs = server()
    if programs is None:
        return {"reason": "no PostgreSQL server with pg_trgm on this machine"}
    told = run_task("trigram_lookup", world=str(world), folder=str(place / "trigrams"),
                    programs=str(programs), queries=options.queries, seed=options.seed)  # fmt: skip
    return {**told.answer, **_plain(told)}


def _plain(measured: Measured) -> Figures:
    return {"megabytes": measured.megabytes, "load": measured.load}


_OF = {"own": _own, "tantivy": _tantivy, "pg_trgm": _trigrams}
