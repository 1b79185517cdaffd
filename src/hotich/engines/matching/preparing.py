"""Prepares a population for matching: read once, kept as numbers, joined ever after."""

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import duckdb

from hotich.core.matching import (
    Key,
    NameTable,
    PartHash,
    Rules,
    codes_today,
    name_table,
    residence_today,
)
from hotich.engines.matching.coding import CODE_SQL, DATE_TABLES, SEX_SQL, Coder
from hotich.engines.matching.errors import OutputExistsError
from hotich.engines.matching.naming import hash_columns, read_names, roles_sql
from hotich.engines.matching.progress import Clock, Report, Stop, ignore, never
from hotich.engines.matching.reading import read_population
from hotich.engines.matching.rule_sql import (
    FORMS,
    NAME_FACTS,
    PACKED_NAME,
    hashed_parts,
    key_sql,
)
from hotich.engines.matching.sql import connect, fill, quoted
from hotich.engines.matching.store import (
    DATABASE,
    SCHEMA,
    Meta,
    Prepared,
    file_digest,
    is_prepared,
    keys_digest,
    open_prepared,
    write_meta,
)
from hotich.engines.matching.workers import Workers

_OWN: Final = "own_names"
_TEXT_OF: Final = {
    "name": "full_name",
    "mother": "mother_name",
    "father": "father_name",
    "spouse": "spouse_name",
}


def prepare(
    population: Path,
    out: Path,
    *,
    rules: Rules,
    as_of: str,
    names: NameTable | None = None,
    memory: str = "2GB",
    processes: int | None = None,
    secret: bytes | None = None,
    progress: Report = ignore,
    stop: Stop = never,
) -> Prepared:
    """Prepare the population file into the folder `out`, and return it.

    `as_of` is the day of the table of names that is counted, unless one is given in `names`.
    The folder appears when it is complete; one that was there is replaced only if it is such a
    population. Raises MissingColumnsError, MemoryTextError, OutputExistsError, StoppedError.
    """
    if out.exists() and not is_prepared(out) and any(out.iterdir()):
        raise OutputExistsError(str(out))
    clock = Clock(progress, stop)
    secret = secret or secrets.token_bytes(32)
    with _building(out) as folder:
        connection = connect(memory, folder / "spill")
        try:
            with Workers(processes) as workers:
                counted = _Preparation(connection, folder, rules, secret, clock, workers).run(
                    population, names, as_of
                )
        finally:
            connection.close()
        meta = Meta(
            schema=SCHEMA,
            rules_version=rules.version,
            keys=keys_digest(rules),
            secret=secret.hex(),
            persons=counted.persons,
            as_of=as_of,
            name_table=counted.names.digest,
            source=file_digest(population),
            file=str(population),
            columns=counted.columns,
        )
        shutil.rmtree(folder / "spill", ignore_errors=True)
        write_meta(folder, meta, counted.names)
    return open_prepared(out)


@contextmanager
def _building(out: Path) -> Iterator[Path]:
    """Give a folder beside `out` that takes its place at the end, and is gone after a fault."""
    folder = out.with_name(f".{out.name}.{os.getpid()}.part")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, mode=0o700)
    try:
        yield folder
        if out.exists():
            shutil.rmtree(out)
        folder.rename(out)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _home(code: str, _: str) -> str:
    return residence_today(code)


class _Counted:
    def __init__(self, persons: int, names: NameTable, columns: tuple[str, ...]) -> None:
        self.persons = persons
        self.names = names
        self.columns = columns


class _Preparation:
    """One run: the temporary tables it makes are named in the methods that make them."""

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        folder: Path,
        rules: Rules,
        secret: bytes,
        clock: Clock,
        workers: Workers,
    ) -> None:
        self.connection = connection
        self.folder = folder
        self.rules = rules
        self.secret = secret
        self.hashed = PartHash(secret)
        self.coder = Coder(connection, folder, self.hashed)
        self.clock = clock
        self.workers = workers

    def run(self, population: Path, names: NameTable | None, as_of: str) -> _Counted:
        """Make the database file."""
        database = quoted(str(self.folder / DATABASE))
        self._do("ATTACH {database} AS store", database=database)
        with self.clock.step("read") as count:
            columns = self._raw(population)
            persons = self._count("store.raw")
            count.append(persons)
        with self.clock.step("names") as count:
            self._names()
            count.append(self._count("store.names"))
        with self.clock.step("codes"):
            self._codes()
        with self.clock.step("persons") as count:
            self._persons()
            table = names or self._name_table(persons, as_of)
            count.append(persons)
        for key in self.rules.keys:
            with self.clock.step(f"key {key.tag}") as count:
                self._key(key)
                count.append(self._count(f"store.key_{key.tag}"))
        self._do("DETACH store")
        return _Counted(persons, table, columns)

    def _do(self, statement: str, /, **parts: str) -> None:
        self.connection.execute(fill(statement, **parts))

    def _count(self, table: str) -> int:
        row = self.connection.execute(f"SELECT count(*) FROM {table}").fetchone()
        return int(row[0]) if row else 0

    def _raw(self, population: Path) -> tuple[str, ...]:
        query, columns = read_population(self.connection, population)
        self._do("SET preserve_insertion_order = true")
        self._do("CREATE TEMP TABLE ordered AS SELECT line FROM ({query}) ORDER BY pin, line",
                 query=query)  # fmt: skip
        self._do("SET preserve_insertion_order = false")
        self._do(
            "CREATE TABLE store.raw AS SELECT o.rowid::INTEGER AS row, q.* EXCLUDE (line)"
            " FROM ({query}) q JOIN ordered o USING (line)",
            query=query,
        )
        self._do("DROP TABLE ordered")
        return columns

    def _names(self) -> None:
        """Make `names`, and the numbered forms; number 0 is the empty text."""
        self._do(
            "CREATE TEMP TABLE other_texts AS SELECT row, trim(unnest(string_split("
            "replace(other_names, ';', ','), ','))) AS text FROM store.raw WHERE other_names <> ''"
        )
        self._do(
            "CREATE TEMP TABLE texts AS SELECT row_number() OVER () AS id, * FROM ({texts})",
            texts=roles_sql(_TEXT_OF, "store.raw", "other_texts"),
        )
        read_names(
            self.connection,
            "texts",
            "read_names",
            secret=self.secret,
            parts=hashed_parts(self.rules),
            folder=self.folder,
            workers=self.workers,
        )
        for form in FORMS:
            further = ", any_value(folded) AS folded, any_value(bare) AS bare"
            self._do(
                "CREATE TABLE store.form_{form} AS SELECT row_number() OVER ()::INTEGER AS number,"
                " * FROM (SELECT {form} AS text{further} FROM read_names"
                " WHERE {form} <> '' AND folded <> '' GROUP BY {form})",
                form=form,
                further=further if form == "normal" else "",
            )
        self._do(
            "CREATE TABLE store.names AS SELECT t.text, t.id::INTEGER AS name, t.roles, {numbers},"
            " r.letters, {hashes} FROM texts t JOIN read_names r USING (id) {joins}",
            numbers=", ".join(
                f"if(r.folded = '', 0, coalesce({form}.number, 0)) AS {form}" for form in FORMS
            ),
            hashes=", ".join(f"r.{column}" for column in hash_columns(hashed_parts(self.rules))),
            joins=" ".join(
                f"LEFT JOIN store.form_{form} AS {form} ON {form}.text = r.{form}" for form in FORMS
            ),
        )
        self._do("DROP TABLE read_names")
        self._do("DROP TABLE texts")

    def _codes(self) -> None:
        coder = self.coder
        coder.births("SELECT DISTINCT birth_date FROM store.raw", "births")
        coder.date_hashes("SELECT DISTINCT birth FROM births", stored=False)
        known: dict[str, int] = {}
        codes = "SELECT DISTINCT commune_code, commune_as_of FROM store.raw"
        coder.communes(codes, "commune_of", codes_today, known, stored=False)
        homes = "SELECT DISTINCT residence_code, '' FROM store.raw"
        coder.communes(homes, "residence_of", _home, known, stored=False)
        coder.commune_hashes(known)
        coder.table(
            "communes",
            {"commune": "INTEGER", "codes": "VARCHAR"},
            ((number, text) for text, number in known.items()),
        )
        for table in ("communes", "commune_of", *(table for table, _ in DATE_TABLES.values())):
            self._do("CREATE TABLE store.{table} AS FROM {table}", table=table)

    def _persons(self) -> None:
        """Make the rows of numbers, `base` with names by text and `persons` by form."""
        self._do("SET preserve_insertion_order = true")
        self._do(
            "CREATE TEMP TABLE base AS SELECT row AS id, {names}, b.birth, c.commune,"
            " h.commune AS residence,"
            " {pin} AS pin, {old} AS old_id, {sex} AS sex, other_names <> '' AS has_others"
            " FROM store.raw r JOIN births b ON b.text = r.birth_date JOIN commune_of c"
            " ON c.code = r.commune_code AND c.as_of = r.commune_as_of"
            " JOIN residence_of h ON h.code = r.residence_code {joins} ORDER BY id",
            names=", ".join(f"{fact}.name AS {fact}" for fact in NAME_FACTS),
            pin=CODE_SQL.format(text="r.pin"),
            old=CODE_SQL.format(text="r.old_id_number"),
            sex=SEX_SQL.format(text="r.sex"),
            joins=" ".join(
                f"JOIN store.names AS {fact} ON {fact}.text = r.{column}"
                for fact, column in _TEXT_OF.items()
            ),
        )
        self._do(
            "CREATE TABLE store.odd_codes AS SELECT DISTINCT code, text FROM (SELECT {pin} AS code,"
            " pin AS text FROM store.raw UNION ALL SELECT {old}, old_id_number FROM store.raw)"
            " WHERE code < 0",
            pin=CODE_SQL.format(text="pin"),
            old=CODE_SQL.format(text="old_id_number"),
        )
        self._own_names()
        columns = ", ".join(PACKED_NAME.format(n=f"{fact}_n", f=fact) for fact in NAME_FACTS)
        self._do(
            "CREATE TABLE store.persons AS SELECT b.id::INTEGER AS row, b.birth, b.sex::TINYINT"
            " AS sex, b.commune, b.residence, b.pin, b.old_id, b.has_others, {columns}"
            " FROM base b {joins}",
            columns=columns,
            joins=" ".join(
                f"JOIN store.names AS {fact}_n ON {fact}_n.name = b.{fact}" for fact in NAME_FACTS
            ),
        )
        self._do("SET preserve_insertion_order = false")

    def _own_names(self) -> None:
        """Make `own_names` of those who have several, and the table of the others' bare forms."""
        different = " OR ".join(
            f"n.{form} <> own.{form}" for form in ("normal", "surname", "given")
        )
        self._do(
            "CREATE TEMP TABLE own_names AS SELECT DISTINCT o.row AS id, n.name FROM"
            " (SELECT row, text FROM other_texts UNION ALL SELECT row, full_name FROM store.raw"
            " WHERE other_names <> '') o JOIN store.names n USING (text) WHERE n.normal > 0"
        )
        self._do(
            "CREATE TABLE store.others AS SELECT DISTINCT o.row::INTEGER AS row, n.bare FROM"
            " other_texts o JOIN store.names n ON n.text = o.text JOIN base b ON b.id = o.row"
            " JOIN store.names own ON own.name = b.name WHERE n.normal > 0 AND ({different})",
            different=different,
        )

    def _name_table(self, persons: int, as_of: str) -> NameTable:
        bearers = self.connection.execute(
            "SELECT f.text, count(*) FROM store.persons p JOIN store.form_normal f"
            " ON f.number = p.name_whole >> 32 GROUP BY f.text"
        ).fetchall()
        return name_table(bearers, self.rules, persons=persons, as_of=as_of)

    def _key(self, key: Key) -> None:
        """Make the table of one key, without the numbers that too many share."""
        single = key_sql(key, self.hashed, names="store.names")
        several = key_sql(key, self.hashed, names="store.names", own_names=_OWN)
        select = (
            "SELECT {distinct} s.id::INTEGER AS row, {number} AS key FROM base s {joins}"
            " WHERE {gate}"
        )
        parts = [
            fill(
                select,
                distinct="",
                number=single.number,
                joins=" ".join(single.joins),
                gate=f"NOT has_others AND {single.condition}",
            ),
            fill(
                select,
                distinct="DISTINCT",
                number=several.number,
                joins=" ".join(several.joins),
                gate=f"has_others AND {several.condition}",
            ),
        ]
        self._do(
            "CREATE OR REPLACE TEMP TABLE numbers AS SELECT key, row FROM ({all_}) WHERE key"
            " IS NOT NULL",
            all_=" UNION ALL ".join(parts),
        )
        self._do(
            "CREATE OR REPLACE TEMP TABLE common AS SELECT key FROM numbers GROUP BY key"
            " HAVING count(*) > {limit}",
            limit=str(key.limit),
        )
        self._do(
            "CREATE TABLE store.key_{tag} AS FROM numbers WHERE key NOT IN (FROM common)",
            tag=key.tag,
        )
        self._do("DROP TABLE numbers")
