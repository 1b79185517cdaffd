"""What `make bench` can be told."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from hotich.synth.matching_world import JUDGING_SEED

PARTS = ("bulk", "lookup", "febrl")
PEERS = ("own", "tantivy", "pg_trgm")
ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Options:
    """The sizes and places of one run."""

    persons: int
    entries: int
    seed: int
    rounds: int
    only: tuple[str, ...]
    peers: tuple[str, ...]
    queries: int
    home: Path
    docs: Path
    world: Path | None
    tuning: Path | None
    own_memory: str
    peer_memory: str

    @property
    def size(self) -> str:
        """The name of the figures of this size."""
        return f"{self.persons}x{self.entries}"


def _whole(text: str) -> int:
    """Read a count as people write it: 200000, 200k, 1m."""
    factor = {"k": 1_000, "m": 1_000_000}.get(text[-1:].lower(), 1)
    number = int(float(text[:-1]) * factor) if factor > 1 else int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(text)
    return number


def read_options(arguments: Sequence[str]) -> Options:
    """Return the options of a command line."""
    parser = argparse.ArgumentParser(prog="make bench ARGS=…", description=__doc__)
    parser.add_argument("--persons", type=_whole, default=1_000_000, help="200000, 200k or 1m")
    parser.add_argument("--entries", type=_whole, default=200_000)
    parser.add_argument("--seed", type=int, default=JUDGING_SEED)
    parser.add_argument("--rounds", type=_whole, default=3, help="each runs ours, then the peer")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS)
    parser.add_argument("--peers", nargs="+", choices=PEERS, default=PEERS, help="of the look-up")
    parser.add_argument("--queries", type=_whole, default=400, help="look-ups of each engine")
    parser.add_argument(
        "--home", type=Path, default=ROOT / "var" / "bench", help="worlds, models and indexes"
    )
    parser.add_argument("--docs", type=Path, default=ROOT / "docs" / "explanation")
    parser.add_argument("--world", type=Path, help="a judged world that is there already")
    parser.add_argument("--tuning", type=Path, help="a world of the tuning seed for training")
    parser.add_argument("--own-memory", default="2GB")
    parser.add_argument("--peer-memory", default="8GB")
    told = parser.parse_args(arguments)
    return Options(
        persons=told.persons,
        entries=told.entries,
        seed=told.seed,
        rounds=told.rounds,
        only=tuple(told.only),
        peers=tuple(told.peers),
        queries=told.queries,
        home=told.home.resolve(),
        docs=told.docs.resolve(),
        world=told.world and told.world.resolve(),
        tuning=told.tuning and told.tuning.resolve(),
        own_memory=told.own_memory,
        peer_memory=told.peer_memory,
    )
