"""Keeps what a job has done, stage by stage, so that a broken one goes on where it stopped."""

import json
import shutil
from pathlib import Path
from typing import Final

import duckdb

from hotich.engines.matching.sql import fill, quoted

_STATE: Final = "state.json"
_TABLES: Final = ("proposals", "open_entries")


class Checkpoints:
    """The working folder of one output. It belongs to the inputs whose digests it names."""

    def __init__(self, folder: Path, inputs: dict[str, str]) -> None:
        self.folder = folder
        self.inputs = inputs
        self.other_inputs = False
        self.done = self._read()
        if not self.done:
            shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        (folder / "spill").mkdir(exist_ok=True)

    def _read(self) -> list[str]:
        try:
            state = json.loads((self.folder / _STATE).read_text("utf-8"))
        except (OSError, ValueError):
            return []
        self.other_inputs = state.get("inputs") != self.inputs
        return [] if self.other_inputs else list(state["done"])

    def save(self, connection: duckdb.DuckDBPyConnection, stage: str) -> None:
        """Keep the tables as they stand after a stage."""
        for table in _TABLES:
            path = self.folder / f"{table}-{stage}.parquet"
            connection.execute(
                fill("COPY {table} TO {path} (FORMAT parquet)", table=table, path=quoted(str(path)))
            )
        self.done.append(stage)
        written = self.folder / f"{_STATE}.new"
        written.write_text(json.dumps({"inputs": self.inputs, "done": self.done}), "utf-8")
        written.replace(self.folder / _STATE)

    def load(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Make the tables as they stood after the last stage that was kept."""
        for table in _TABLES:
            path = self.folder / f"{table}-{self.done[-1]}.parquet"
            connection.execute(
                fill(
                    "CREATE TEMP TABLE {table} AS FROM read_parquet({path})",
                    table=table,
                    path=quoted(str(path)),
                )
            )

    def clear(self) -> None:
        """Forget everything: the output is in its place."""
        shutil.rmtree(self.folder, ignore_errors=True)
