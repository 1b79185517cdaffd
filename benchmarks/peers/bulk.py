"""Bulk matching: ours and Splink with a saved model, in turn, on one judged world."""

import json
from collections.abc import Callable
from pathlib import Path
from statistics import median

from benchmarks.peers.measuring import Measured, run_task
from benchmarks.peers.options import Options
from benchmarks.peers.quality import own_quality, peer_quality
from benchmarks.peers.worlds import say, tuning_world
from hotich.core.matching import rules
from hotich.engines.matching import NotPreparedError, open_prepared

Figures = dict[str, object]


def run_bulk(options: Options, world: Path) -> Figures:
    """Prepare both sides once, match in turn, judge the last results; return the figures."""
    place = options.home / f"bulk-{world.name}"
    place.mkdir(parents=True, exist_ok=True)
    own_store, peer_store = place / "prepared", place / "splink.duckdb"
    model = options.home / "splink-model.json"
    prepared = {
        "own": _kept(own_store.with_suffix(".json"), _fits(own_store), lambda: _told(
            "prepare, ours", run_task("own_prepare", world=str(world), out=str(own_store),
                                      memory=options.own_memory))),
        "splink": _kept(peer_store.with_suffix(".json"), peer_store.exists(), lambda: _told(
            "prepare, Splink", run_task("splink_prepare", world=str(world), out=str(peer_store),
                                        memory=options.peer_memory))),
    }  # fmt: skip
    training = _train(options, model)
    runs: dict[str, list[Measured]] = {"own": [], "splink": []}
    for number in range(1, options.rounds + 1):
        runs["own"].append(_told(f"round {number}, ours", run_task(
            "own_match", world=str(world), prepared=str(own_store), out=str(place / "own"),
            memory=options.own_memory)))  # fmt: skip
        runs["splink"].append(_told(f"round {number}, Splink", run_task(
            "splink_match", world=str(world), prepared=str(peer_store), model=str(model),
            out=str(place / "splink"), memory=options.peer_memory)))  # fmt: skip
    own = own_quality(world / "truth.parquet", place / "own")
    absent = int(own["absent_proposed"])
    peer = peer_quality(world / "truth.parquet", place / "splink", absent=absent)
    say(f"ours: {own}\nSplink: {peer}")
    return {
        "prepare": prepared,
        "training": training,
        "rounds": {side: [_plain(each) for each in several] for side, several in runs.items()},
        "ratios": ratios(runs["own"], runs["splink"]),
        "quality": {"own": own, "splink": peer},
        "memory": {"own": options.own_memory, "splink": options.peer_memory},
    }


def ratios(own: list[Measured], peer: list[Measured]) -> dict[str, float]:
    """Return how many times as long the peer takes and as much it holds: medians over the rounds.

    `match` is like with like: the peer's normalising, predicting and reducing against ours without
    the comparison by law, which the peer does not do; `total` counts that on our side.
    """
    pairs = list(zip(own, peer, strict=True))
    return {
        "match": median(p.answer["total"] / o.answer["match"] for o, p in pairs),
        "total": median(p.answer["total"] / o.answer["total"] for o, p in pairs),
        "processor": median(p.answer["processor"] / o.answer["processor"] for o, p in pairs),
        "memory": median(p.megabytes / max(o.megabytes, 1e-9) for o, p in pairs),
    }


def _train(options: Options, model: Path) -> Figures:
    def train() -> Measured:
        return _told("train, Splink", run_task(
            "splink_train", world=str(tuning_world(options)), model=str(model),
            memory=options.peer_memory))  # fmt: skip

    return _kept(model.with_suffix(".figures.json"), model.exists(), train)


def _fits(store: Path) -> bool:
    """Say whether a prepared population is there that today's rules can use."""
    try:
        return open_prepared(store).fits(rules())
    except NotPreparedError:
        return False


def _kept(figures: Path, usable: bool, make: Callable[[], Measured]) -> Figures:  # noqa: FBT001
    """Return the figures of what was made in an earlier run, or make it anew and keep them."""
    if not (usable and figures.exists()):
        figures.write_text(json.dumps(_plain(make())), "utf-8")
    found: Figures = json.loads(figures.read_text("utf-8"))
    return found


def _plain(measured: Measured) -> Figures:
    return {
        **measured.answer,
        "wall": round(measured.seconds, 2),
        "megabytes": measured.megabytes,
        "load": measured.load,
    }


def _told(what: str, measured: Measured) -> Measured:
    parts = ", ".join(f"{name} {value:g}" for name, value in measured.answer.items())
    say(f"{what}: {parts}; {measured.megabytes:,.0f} MB; load {measured.load}")
    return measured
