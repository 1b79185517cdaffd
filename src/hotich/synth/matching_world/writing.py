"""Writes a matching world: three tables as Parquet (and CSV when asked), and what was made."""

import json
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Final

import duckdb

from hotich.synth.matching_world.draft import ENTRY_COLUMNS, TRUTH_COLUMNS
from hotich.synth.matching_world.options import MatchingOptions
from hotich.synth.matching_world.population_side import POPULATION_COLUMNS
from hotich.synth.matching_world.shards import Counts, Shard, make_shard, part_of, plan_shards

FORMAT: Final = 1
_COLUMNS: Final = {
    "population": POPULATION_COLUMNS,
    "entries": ENTRY_COLUMNS,
    "truth": TRUTH_COLUMNS,
}
_ORDER: Final = {"population": "", "entries": "ORDER BY mention_id", "truth": "ORDER BY mention_id"}
_ROW_GROUP: Final = 122_880


@dataclass(frozen=True, slots=True)
class WrittenWorld:
    """What was written where."""

    directory: Path
    counts: Counts


def write_matching_world(
    options: MatchingOptions,
    out: Path,
    *,
    csv: bool = False,
    progress: Callable[[str], None] | None = None,
) -> WrittenWorld:
    """Write a world into a directory: population, entries, truth (Parquet), world.json.

    The same options give the same bytes, whatever the number of processes. `progress` is told
    "made/shards" after each shard and the name of each table written. Raises TooFewPersons,
    UnknownCommune, NoNumberLeft.
    """
    out.mkdir(parents=True, exist_ok=True)
    tell = progress or _silent
    shards = plan_shards(options)
    counts = Counts()
    with tempfile.TemporaryDirectory(dir=out, prefix="parts-") as place:
        folder = Path(place)
        for made, each in enumerate(_made(options, shards, folder), start=1):
            counts = counts.plus(each)
            tell(f"{made}/{len(shards)}")
        for table in _COLUMNS:
            _write_table(table, [part_of(folder, table, shard.index) for shard in shards], out, csv)
            tell(table)
    _write_json(options, counts, out / "world.json")
    return WrittenWorld(out, counts)


def _silent(_: str) -> None:
    """Tell nobody."""


def _made(options: MatchingOptions, shards: tuple[Shard, ...], folder: Path) -> Iterator[Counts]:
    """Yield the counts of every shard, in order, made here or in other processes."""
    make = partial(make_shard, options, folder=folder)
    if options.processes <= 1 or len(shards) == 1:
        yield from map(make, shards)
        return
    workers = min(options.processes, len(shards))
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        yield from pool.map(make, shards)


def _write_table(table: str, parts: list[Path], out: Path, csv: bool) -> None:  # noqa: FBT001
    """Put the parts of a table together: every column text, an empty cell null, order kept."""
    names = dict.fromkeys(_COLUMNS[table], "VARCHAR")
    with duckdb.connect(
        config={"threads": "1", "memory_limit": "1GB", "temp_directory": str(parts[0].parent)}
    ) as connection:
        files = ", ".join(map(_quoted, parts))
        told = ", ".join(f"'{name}': '{kind}'" for name, kind in names.items())
        read = (
            f"FROM read_csv([{files}], delim='\\t', quote='', escape='', header=false, "
            f"auto_detect=false, nullstr='', columns={{{told}}}) {_ORDER[table]}"
        )
        target = _quoted(out / f"{table}.parquet")
        connection.execute(
            f"COPY ({read}) TO {target} "
            f"(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {_ROW_GROUP})"
        )
        if csv:
            plain = _quoted(out / f"{table}.csv")
            connection.execute(f"COPY (FROM {target}) TO {plain} (FORMAT csv, HEADER)")


def _quoted(path: Path) -> str:
    """Return a path as a text of SQL."""
    text = str(path).replace("'", "''")
    return f"'{text}'"


def _write_json(options: MatchingOptions, counts: Counts, target: Path) -> None:
    told = asdict(options)
    del told["processes"]
    content = {"format": FORMAT, "options": told, "counts": counts.told()}
    text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)
    target.write_text(text + "\n", encoding="utf-8", newline="\n")
