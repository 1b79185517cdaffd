"""A file of the interchange schema, read for bulk matching: a clean table and a list of faults."""

import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final
from unicodedata import normalize

import duckdb

from hotich.core.words import vi
from hotich.engines.tables.cleaning import (
    ROW,
    Cleaner,
    name,
    raw_columns,
    text,
)
from hotich.engines.tables.headings import check_heading
from hotich.engines.tables.old_fonts import FROM_FONT, Writing, is_unicode, recognise
from hotich.engines.tables.problems import (
    REASON_WORDS,
    Fault,
    Note,
    TableUnreadableError,
    Translate,
    reason_words,
)
from hotich.engines.tables.records import LINE, first_line, is_regular, mend, to_utf_8
from hotich.engines.tables.schema import NAMES, Kind
from hotich.engines.tables.sensing import Bytes, Sensed, read_heading, sense

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


@dataclass(frozen=True, slots=True)
class _Source:
    """A file ready to be read by queries."""

    query: str
    columns: tuple[str, ...]
    sensed: Sensed
    plain: Path | None
    notes: tuple[Note, ...] = ()
    faults: tuple[tuple[int, Fault], ...] = ()
    delimiter: str = ","
    names: tuple[str, ...] = ()


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
            db.execute(f"SET memory_limit = {text(memory)}")
            db.execute(f"SET temp_directory = {text(str(folder / 'spill'))}")
            if threads:
                db.execute(f"SET threads = {threads}")
            opened = self._parquet if sensed.is_parquet else self._csv
            return self._read(db, opened(db, sensed, folder), folder)

    @contextmanager
    def _scratch(self) -> Iterator[Path]:
        folder = Path(tempfile.mkdtemp(prefix=f".{self._kind}-", dir=self._workdir))
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def _step(self, step: str) -> None:
        self._tell(self._translate(STEP_WORDS[step]), _SHARES[step])

    def _parquet(self, db: duckdb.DuckDBPyConnection, sensed: Sensed, _: Path) -> _Source:
        read = f"read_parquet({text(str(self._path))}, file_row_number = true)"
        try:
            described = db.execute(f"DESCRIBE SELECT * FROM {read}").fetchall()
        except duckdb.Error:
            raise TableUnreadableError("parquet_broken", self._path) from None
        types = {str(row[0]): str(row[1]) for row in described if row[0] != "file_row_number"}
        written = {column.strip().lower(): column for column in types}
        columns = check_heading(list(written), self._kind, self._path)
        cast = tuple(column for column in columns if types[written[column]] != "VARCHAR")
        cells = ", ".join(
            f"CAST({name(written[column])} AS VARCHAR) AS {name(column)}" for column in columns
        )
        query = f"SELECT {cells}, file_row_number + 1 AS {LINE} FROM {read}"
        try:
            some = db.execute(f"SELECT * EXCLUDE ({LINE}) FROM ({query}) LIMIT 2000").fetchall()
        except duckdb.Error:
            raise TableUnreadableError("parquet_broken", self._path) from None
        at = [place for place, column in enumerate(columns) if column in NAMES]
        texts = sorted({row[place] for row in some for place in at if row[place]})
        sensed = replace(sensed, writing=recognise(texts), sample="\n".join(texts))
        self._allow(sensed)
        notes = [Note("cast_to_text", cast)] if cast else []
        notes += _ignored(list(written), columns)
        return _Source(query, columns, sensed, None, tuple(notes))

    def _csv(self, _: duckdb.DuckDBPyConnection, sensed: Sensed, folder: Path) -> _Source:
        self._allow(sensed)
        plain = self._path
        if not sensed.bytes_as.is_utf_8:
            plain = folder / "plain.csv"
            to_utf_8(self._path, sensed.bytes_as, plain)
        heading = read_heading(first_line(plain))
        if heading.names == ("",) or "\0" in "".join(heading.names):
            raise TableUnreadableError("not_a_table", self._path)
        columns = check_heading(heading.names, self._kind, self._path)
        notes = [Note("bom")] if sensed.bytes_as is Bytes.UTF_8_BOM else []
        if heading.delimiter != ",":
            notes.append(Note("semicolon" if heading.delimiter == ";" else "tab"))
        notes += _ignored(heading.names, columns)
        rows = _csv_query(plain, heading.names, heading.delimiter)
        return _Source(
            f"SELECT *, NULL AS {LINE} FROM {rows}",
            columns,
            sensed,
            plain,
            tuple(notes),
            delimiter=heading.delimiter,
            names=heading.names,
        )

    def _allow(self, sensed: Sensed) -> None:
        """Raise unless the text is Unicode, or its conversion was asked for."""
        found = Writing.UTF_16 if sensed.bytes_as.is_utf_16 else sensed.writing
        if self._convert is None:
            if found is not None:
                raise TableUnreadableError(str(found), self._path)
            return
        if found is Writing.UTF_16 and sensed.writing not in {None, self._convert}:
            raise TableUnreadableError(str(sensed.writing), self._path)
        if found is None and (
            self._convert not in FROM_FONT or is_unicode(sensed.sample.splitlines())
        ):
            raise TableUnreadableError("nothing_to_convert", self._path)
        if found is not None and found not in {Writing.UTF_16, self._convert}:
            raise TableUnreadableError(str(found), self._path)

    def _read(self, db: duckdb.DuckDBPyConnection, source: _Source, folder: Path) -> CleanTable:
        """Take the rows over, check them, and write; a file with broken lines is mended first."""
        self._step("rows")
        try:
            rows = _rows_of(db, source, folder)
            cleaner = self._checked(db, source, rows)
        except duckdb.OutOfMemoryException:
            raise
        except duckdb.Error:
            if source.plain is None:
                raise TableUnreadableError("parquet_broken", self._path) from None
            source = _mended(source, folder)
            cleaner = self._checked(db, source, _rows_of(db, source, folder))
        if source.plain and cleaner.counts()[1] and not is_regular(source.plain, cleaner.size()):
            source = _mended(source, folder)
            cleaner = self._checked(db, source, _rows_of(db, source, folder))
        self._step("write")
        return self._write(db, source, cleaner, folder)

    def _checked(self, db: duckdb.DuckDBPyConnection, source: _Source, rows: str) -> Cleaner:
        self._step("cells")
        convert = FROM_FONT.get(self._convert) if self._convert else None
        cleaner = Cleaner(db, rows, self._kind, source.columns, convert)
        cleaner.add_faults(source.faults)
        cleaner.read_cells()
        cleaner.check_rows()
        return cleaner

    def _write(
        self, db: duckdb.DuckDBPyConnection, source: _Source, cleaner: Cleaner, folder: Path
    ) -> CleanTable:
        """Write both files in the scratch folder, then put them in their places."""
        refused, faults = cleaner.counts()
        clean = folder / "clean.parquet"
        written = db.execute(
            f"COPY ({cleaner.clean_query()}) TO {text(str(clean))} "
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
            f'"column") TO {text(str(target))} (FORMAT csv, HEADER true)'
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


def _rows_of(db: duckdb.DuckDBPyConnection, source: _Source, folder: Path) -> str:
    """Return the query of all rows as text; CSV is parsed once, into a Parquet file."""
    cells = raw_columns(source.columns)
    if source.sensed.is_parquet:
        return f"SELECT {cells}, CAST({LINE} AS BIGINT) AS {ROW} FROM ({source.query})"
    raw = text(str(folder / "raw.parquet"))
    db.execute(
        f"COPY (SELECT {cells}, {LINE} FROM ({source.query})) TO {raw} "
        "(FORMAT parquet, COMPRESSION lz4_raw)"
    )
    line = f"coalesce(CAST({LINE} AS BIGINT), file_row_number + 2)"
    return (
        f"SELECT * EXCLUDE ({LINE}, file_row_number), {line} AS {ROW} "
        f"FROM read_parquet({raw}, file_row_number = true)"
    )


def _mended(source: _Source, folder: Path) -> _Source:
    """Return the source with its broken lines set apart."""
    if source.plain is None:
        return source
    mended = folder / "mended.csv"
    faults = mend(source.plain, mended, source.delimiter, source.names, source.columns)
    return replace(
        source,
        query=f"SELECT * FROM {_csv_query(mended, [LINE, *source.columns], ',')}",
        plain=None,
        faults=tuple(faults),
    )


def _csv_query(path: Path, names: Sequence[str], delimiter: str) -> str:
    """Return the table function that reads a CSV file whose every value is text."""
    unique = [each or f"column {place}" for place, each in enumerate(names)]
    unique = [
        each if unique.index(each) == place else f"{each} {place}"
        for place, each in enumerate(unique)
    ]
    types = ", ".join(f"{text(each)}: 'VARCHAR'" for each in unique)
    return (
        f"read_csv({text(str(path))}, auto_detect = false, header = true, strict_mode = true, "
        f"delim = {text(delimiter)}, quote = '\"', escape = '\"', columns = {{{types}}})"
    )


def _ignored(names: Sequence[str], columns: Sequence[str]) -> list[Note]:
    ignored = tuple(each for each in names if each and each not in columns)
    return [Note("columns_ignored", ignored)] if ignored else []
