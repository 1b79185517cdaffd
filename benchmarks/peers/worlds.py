"""The judged world and the world Splink is trained on, made once and kept."""

import sys
from pathlib import Path

import duckdb

from benchmarks.peers.measuring import run_task
from benchmarks.peers.options import Options
from hotich.synth.matching_world import TUNING_SEED

TUNED_PERSONS, TUNED_ENTRIES = 1_000_000, 200_000


def say(text: str) -> None:
    """Tell the person at the terminal how far it is."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def judged_world(options: Options) -> Path:
    """Return the folder of the judged world with just as many entries as asked for."""
    if not options.world:
        return _made(options.home, options.persons, options.entries, options.seed)
    rows = _rows(options.world / "entries.parquet")
    if rows <= options.entries:
        return options.world
    return _cut(options.world, options.home / f"{options.world.name}-{options.entries}", options)


def tuning_world(options: Options) -> Path:
    """Return the folder of the world to train on; never larger than a million people."""
    persons = min(options.persons, TUNED_PERSONS)
    return options.tuning or _made(
        options.home, persons, min(TUNED_ENTRIES, max(20_000, options.entries)), TUNING_SEED
    )


def _made(home: Path, persons: int, entries: int, seed: int) -> Path:
    folder = home / f"world-{persons}x{entries}-{seed}"
    if not (folder / "world.json").exists():
        say(f"making a world of {persons:,} people and {entries:,} entries")
        folder.mkdir(parents=True, exist_ok=True)
        run_task("make_world", out=str(folder), persons=persons, entries=entries, seed=seed)
    return folder


def _rows(path: Path) -> int:
    with duckdb.connect() as db:
        row = db.execute(f"SELECT count(*) FROM '{path}'").fetchone()
    return int(row[0]) if row else 0


def _cut(world: Path, folder: Path, options: Options) -> Path:
    """Make a world of the first entries of another; their ids are random, so is the choice."""
    folder.mkdir(parents=True, exist_ok=True)
    people = folder / "population.parquet"
    if not people.exists():
        people.symlink_to(world / "population.parquet")
    with duckdb.connect() as db:
        for table in ("entries", "truth"):
            db.execute(
                f"COPY (FROM '{world / table}.parquet' ORDER BY mention_id"
                f" LIMIT {options.entries}) TO '{folder / table}.parquet' (FORMAT parquet)"
            )
    return folder
