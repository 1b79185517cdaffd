"""A file of the interchange schema, read for bulk matching: a clean table and a list of faults."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from unicodedata import normalize

import duckdb

from hotich.core.words import vi
from hotich.engines.tables.cleaning import ROW, Cleaner
from hotich.engines.tables.old_fonts import FROM_FONT, Writing
from hotich.engines.tables.problems import (
    REASON_WORDS,
    Note,
    TableUnreadableError,
    Translate,
    reason_words,
)
from hotich.engines.tables.quoting import literal
from hotich.engines.tables.records import is_regular
from hotich.engines.tables.schema import Kind
from hotich.engines.tables.sensing import Sensed, sense
from hotich.engines.tables.sources import (
    Given,
    Source,
    mended,
    open_csv,
    open_parquet,
    rows_of,
)

Progress = Callable[[str, float], None]
"""Told what is being done (Vietnamese words) and which share of the reading is behind."""

STEP_WORDS: Final = {
    "open": vi("mở tệp"),
    "rows": vi("đọc các dòng"),
    "cells": vi("kiểm tra các ô"),
    "write": vi("ghi bảng sạch"),
}
_PREVIEWED: Final = 10
_SHARES: Final = {"open": 0.0, "rows": 0.05, "cells": 0.55, "write": 0.7}


@dataclass(frozen=True, slots=True)
class CleanTable:
    """What was read: the clean Parquet, the error file, the counts, and what there is to say.

    `parquet` has the columns `COLUMNS[kind]` as text ("" = missing) and `source_row` (line of a CSV
    file with the heading as 1, row of a Parquet file). `errors` is None when nothing was wrong.
    `remarked` counts findings that did not refuse their row; `preview` are names before and after
    a conversion.
    """

    parquet: Path
    rows: int
    refused: int
    errors: Path | None
    remarked: int = 0
    notes: tuple[Note, ...] = ()
    preview: tuple[tuple[str, str], ...] = ()


def read_table(
    path: Path,
    kind: Kind | str,
    workdir: Path,
    *,
    convert: Writing | str | None = None,
    progress: Progress | None = None,
    translate: Translate = str,
    memory: str = "2GB",
    threads: int = 0,
) -> CleanTable:
    """Write the clean Parquet of a population or of entries, and the file of what was refused.

    Files appear in `workdir` under their names (`population.parquet`, `population-errors.csv`) only
    when they are whole. Good rows are taken whatever the others are like.

    Raises: TableUnreadableError.
    """
    return _Reading(
        path, Kind(kind), workdir, Writing(convert) if convert else None, progress, translate
    ).run(memory, threads)


def preview(
    path: Path, kind: Kind | str, convert: Writing | str, *, count: int = _PREVIEWED
) -> tuple[tuple[str, str], ...]:
    """Return some texts of the file before and after a conversion, without writing anything.

    Raises: TableUnreadableError.
    """
    with tempfile.TemporaryDirectory() as folder:
        return read_table(path, kind, Path(folder), convert=convert).preview[:count]


class _Reading:
    """One reading of one file, in a scratch folder of its own beside the results."""

    def __init__(
        self,
        path: Path,
        kind: Kind,
        workdir: Path,
        convert: Writing | None,
        progress: Progress | None,
        translate: Translate,
    ) -> None:
        self._path = path
        self._kind = kind
        self._workdir = workdir
        self._convert = convert
        self._tell = progress or (lambda _step, _share: None)
        self._translate = translate

    def run(self, memory: str, threads: int) -> CleanTable:
        """Return the clean table once both files stand in the folder."""
        self._step("open")
        sensed = sense(self._path)
        self._workdir.mkdir(parents=True, exist_ok=True)
        with self._scratch() as folder, duckdb.connect() as db:
            db.execute(f"SET memory_limit = {literal(memory)}")
            db.execute(f"SET temp_directory = {literal(str(folder / 'spill'))}")
            if threads:
                db.execute(f"SET threads = {threads}")
            given = Given(self._path, self._kind, self._convert)
            source = (
                open_parquet(db, given, sensed)
                if sensed.is_parquet
                else open_csv(given, sensed, folder)
            )
            return self._read(db, source, folder)

    @contextmanager
    def _scratch(self) -> Iterator[Path]:
        folder = Path(tempfile.mkdtemp(prefix=f".{self._kind}-", dir=self._workdir))
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def _step(self, step: str) -> None:
        self._tell(self._translate(STEP_WORDS[step]), _SHARES[step])

    def _read(self, db: duckdb.DuckDBPyConnection, source: Source, folder: Path) -> CleanTable:
        """Take the rows over, check them, and write; a file with broken lines is mended first."""
        self._step("rows")
        try:
            rows = rows_of(db, source, folder)
            cleaner = self._checked(db, source, rows)
        except duckdb.OutOfMemoryException:
            raise
        except duckdb.Error:
            if source.plain is None:
                raise TableUnreadableError("parquet_broken", self._path) from None
            source = mended(source, folder)
            cleaner = self._checked(db, source, rows_of(db, source, folder))
        if source.plain and cleaner.counts()[1] and not is_regular(source.plain, cleaner.size()):
            source = mended(source, folder)
            cleaner = self._checked(db, source, rows_of(db, source, folder))
        self._step("write")
        return self._write(db, source, cleaner, folder)

    def _checked(self, db: duckdb.DuckDBPyConnection, source: Source, rows: str) -> Cleaner:
        self._step("cells")
        convert = FROM_FONT.get(self._convert) if self._convert else None
        cleaner = Cleaner(db, rows, self._kind, source.columns, convert)
        cleaner.add_faults(source.faults)
        cleaner.read_cells()
        cleaner.check_rows()
        return cleaner

    def _write(
        self, db: duckdb.DuckDBPyConnection, source: Source, cleaner: Cleaner, folder: Path
    ) -> CleanTable:
        """Write both files in the scratch folder, then put them in their places."""
        refused, faults = cleaner.counts()
        clean = folder / "clean.parquet"
        written = db.execute(
            f"COPY ({cleaner.clean_query()}) TO {literal(str(clean))} "
            "(FORMAT parquet, COMPRESSION lz4_raw)"
        ).fetchone()
        errors = self._workdir / f"{self._kind}-errors.csv"
        if faults:
            self._write_errors(db, folder / "errors.csv")
            (folder / "errors.csv").replace(errors)
        else:
            errors.unlink(missing_ok=True)
        target = self._workdir / f"{self._kind}.parquet"
        clean.replace(target)
        return CleanTable(
            parquet=target,
            rows=int(written[0]) if written else 0,
            refused=refused,
            errors=errors if faults else None,
            remarked=cleaner.remarked(),
            notes=(*source.notes, *([Note(str(self._convert))] if self._convert else [])),
            preview=self._previewed(source.sensed),
        )

    def _write_errors(self, db: duckdb.DuckDBPyConnection, target: Path) -> None:
        reasons = [*REASON_WORDS]
        words = [reason_words(reason, self._translate) for reason in reasons]
        db.execute(
            "CREATE OR REPLACE TEMP TABLE reasons AS "
            "SELECT unnest(?) AS reason, unnest(?) AS words",
            [reasons, words],
        )
        db.execute(
            f'COPY (SELECT {ROW} AS row, "column", reason, '
            "CASE WHEN refused THEN 'refused' ELSE 'remarked' END AS outcome, words "
            f"FROM faults JOIN reasons USING (reason) ORDER BY {ROW}, refused DESC, "
            f'"column") TO {literal(str(target))} (FORMAT csv, HEADER true)'
        )

    def _previewed(self, sensed: Sensed) -> tuple[tuple[str, str], ...]:
        """Return some names of the sample before and after the conversion."""
        if self._convert is None:
            return ()
        convert = FROM_FONT.get(self._convert, str)
        texts = dict.fromkeys(
            cell.strip('" ')
            for line in sensed.sample.splitlines()
            for cell in line.replace(";", ",").replace("\t", ",").split(",")
            if not cell.isascii()
        )
        return tuple((each, normalize("NFC", convert(each))) for each in [*texts][:_PREVIEWED])
