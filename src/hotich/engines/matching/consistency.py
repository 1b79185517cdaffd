"""Do the book and the person it was linked to say the same? By `core.discrepancies`, in bulk.

Each distinct pair of texts is compared once for all fields of a kind.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias

import duckdb

from hotich.core.discrepancies import (
    FieldRelation,
    Policy,
    compare_field,
    compared_key,
)
from hotich.core.places import gazetteer
from hotich.core.registers import (
    BIRTHS,
    REGISTER_TYPES,
    Field,
    Kind,
    Reading,
    RegisterType,
    RegisterValue,
)
from hotich.engines.matching.sql import fill, load_rows, quoted, write_rows
from hotich.engines.matching.workers import Workers

_NORMALISED: Final = frozenset({Kind.DATE, Kind.SEX})
_DEFAULT_ROLE: Final = "child"
_Fields: TypeAlias = dict[tuple[str, str], tuple[tuple[Field, str], ...]]
"""The fields to compare, by kind of register and role, each with its column."""
_ASKED_IF_EQUAL: Final = frozenset({Kind.DATE, Kind.SEX})
"""Kinds whose texts can be equal and yet no value; of the others equal texts are the same."""
_BATCH: Final = 20_000
_ANSWERS: Final = {"id": "INTEGER", "differs": "BOOLEAN", "words": "VARCHAR"}


def compared_fields(
    register_type: RegisterType, role: str, columns: frozenset[str]
) -> tuple[tuple[Field, str], ...]:
    """Return the fields to compare where both sides have these columns, each with its column."""
    keyed = ((field, compared_key(field, role)) for field in register_type.fields)
    return tuple((field, key) for field, key in keyed if key is not None and key in columns)


def book_value(field: Field, text: str) -> RegisterValue:
    """Return what a text of the interchange schema is in the book."""
    if field.kind is Kind.SEX and text == "unknown":
        text = ""
    reading = Reading.CLEAR if text.strip() else Reading.BLANK
    return RegisterValue(text, reading, text if field.kind in _NORMALISED else "")


@dataclass(frozen=True)
class _Batch:
    """Pairs of texts (id, book, person) to compare as those of a field, and where to write."""

    field: Field
    pairs: Sequence[tuple[int, str, str]]
    policy: Policy
    path: Path


def _compare(batch: _Batch) -> Path:
    write_rows(batch.path, _answers(batch))
    return batch.path


def _answers(batch: _Batch) -> Iterator[tuple[int, str, str]]:
    """Yield what is not the same: relation, and reason where there is one."""
    units = gazetteer()
    for number, book, person in batch.pairs:
        made = compare_field(
            batch.field, book_value(batch.field, book), person, units=units, policy=batch.policy
        )
        if made.relation is not FieldRelation.SAME:
            words = ":".join(filter(None, (made.relation.value, made.reason)))
            yield number, str(made.is_difference).lower(), words


class Comparer:
    """Makes the table `compared` (entry, unknown, differs, differences, remarks) of linked entries.

    `check` is called in between and may raise.
    """

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        folder: Path,
        policy: Policy,
        workers: Workers,
        check: Callable[[], None] = lambda: None,
    ) -> None:
        self.connection = connection
        self.folder = folder
        self.policy = policy
        self.workers = workers
        self.check = check

    def _do(self, statement: str, /, **parts: str) -> None:
        self.connection.execute(fill(statement, **parts))

    def compare(self, linked: str, columns: frozenset[str]) -> int:
        """Compare the rows of the query `linked` (entry, row); return how many pairs of texts."""
        self._texts(linked, columns)
        groups = self.connection.execute(
            "SELECT DISTINCT kind, role FROM linked_values ORDER BY ALL"
        ).fetchall()
        types = {kind.code: kind for kind in REGISTER_TYPES}
        fields = {
            (kind, role): compared_fields(types[kind], role, columns)
            for kind, role in groups
            if kind in types
        }
        pairs = self._ask(fields)
        known = ", ".join(
            f"({quoted(kind.code)}, {quoted(role.code)})"
            for kind in REGISTER_TYPES
            for role in kind.roles
        )
        self._do(
            "CREATE OR REPLACE TEMP TABLE compared (entry INTEGER, unknown BOOLEAN,"
            " differs BOOLEAN, differences VARCHAR, remarks VARCHAR)"
        )
        for kind, role in groups:
            self._do(
                "INSERT INTO compared SELECT v.entry, (v.kind, v.role) NOT IN ({known}), {told}"
                " WHERE {of_group}",
                known=known,
                told=_told_sql(fields.get((kind, role), ())),
                of_group=_of_group(kind, role),
            )
        return pairs

    def _texts(self, linked: str, columns: frozenset[str]) -> None:
        """Make `linked_values`; where one side is blank, the other side's text tells nothing."""
        values = ", ".join(
            f"CASE WHEN trim(r.{key}) = '' AND trim(b.{key}) NOT IN ('', 'unknown') THEN '?'"
            f" ELSE b.{key} END"
            f" AS book_{key},"
            f" CASE WHEN trim(b.{key}) = '' THEN '' ELSE r.{key} END AS person_{key}"
            for key in sorted(columns)
        )
        self._do(
            "CREATE OR REPLACE TEMP TABLE linked_values AS SELECT b.entry,"
            " CASE b.entry_type WHEN '' THEN '{births}' ELSE b.entry_type END AS kind,"
            " CASE b.role WHEN '' THEN '{role}' ELSE b.role END AS role, {values}"
            " FROM ({linked}) l JOIN book b USING (entry) JOIN store.raw r ON r.row = l.row",
            births=BIRTHS.code,
            role=_DEFAULT_ROLE,
            values=values or "''",
            linked=linked,
        )

    def _ask(self, fields: _Fields) -> int:
        """Make `answers` (kind, book, person, differs, words) of all that is not the same."""
        by_kind: dict[Kind, Field] = {}
        self._do(
            "CREATE OR REPLACE TEMP TABLE texts_told (kind VARCHAR, book VARCHAR, person VARCHAR)"
        )
        for (kind, role), several in fields.items():
            for field, key in several:
                by_kind.setdefault(field.kind, field)
                self._do(
                    "INSERT INTO texts_told SELECT DISTINCT '{kind}', book_{key}, person_{key}"
                    " FROM linked_values v WHERE {of_group} AND {unlike}",
                    kind=field.kind.value,
                    key=key,
                    of_group=_of_group(kind, role),
                    unlike=_unlike_sql(field, key),
                )
        self._do(
            "CREATE OR REPLACE TEMP TABLE questions AS SELECT row_number() OVER ()::INTEGER AS id,"
            " * FROM (SELECT DISTINCT * FROM texts_told)"
        )
        self._do("DROP TABLE texts_told")
        counted = self.connection.execute("SELECT count(*) FROM questions").fetchone()
        pairs = counted[0] if counted else 0
        written = self.workers.run(_compare, self._batches(by_kind, pairs), pairs, self.check)
        if not written:
            written = [_compare(_Batch(BIRTHS.fields[0], (), self.policy, self._path(0)))]
        load_rows(self.connection, written, "answered", _ANSWERS)
        self._do(
            "CREATE OR REPLACE TEMP TABLE answers_of_law AS SELECT q.*, a.differs, a.words"
            " FROM questions q JOIN answered a USING (id)"
        )
        return pairs

    def _batches(self, by_kind: dict[Kind, Field], pairs: int) -> Iterator[_Batch]:
        size = self.workers.size_of_batch(pairs, _BATCH)
        number = 0
        for kind, field in by_kind.items():
            asked = self.connection.execute(
                "SELECT id, book, person FROM questions WHERE kind = ?", [kind.value]
            )
            while some := asked.fetchmany(size):
                number += 1
                yield _Batch(field, some, self.policy, self._path(number))

    def _path(self, number: int) -> Path:
        return self.folder / f"compared-{number}.csv"


def _of_group(kind: str, role: str) -> str:
    return f"v.kind = {quoted(kind)} AND v.role = {quoted(role)}"


def _unlike_sql(field: Field, key: str) -> str:
    """Return the condition under which the core is asked about a field."""
    if field.kind in _ASKED_IF_EQUAL:
        return "true"
    return f"NOT (v.book_{key} = v.person_{key} AND trim(v.book_{key}) <> '')"


def _told_sql(fields: Sequence[tuple[Field, str]]) -> str:
    """Return the columns `differs`, `differences`, `remarks` of a group, and where from."""
    joins, basic, differences, remarks = [], [], [], []
    for place, (field, key) in enumerate(fields):
        joins.append(
            f"LEFT JOIN answers_of_law a{place} ON a{place}.kind = '{field.kind.value}'"
            f" AND a{place}.book = v.book_{key} AND a{place}.person = v.person_{key}"
        )
        words = f"'{field.id}:' || a{place}.words"
        differences.append(f"CASE WHEN a{place}.differs THEN {words} END")
        remarks.append(f"CASE WHEN NOT a{place}.differs THEN {words} END")
        if field.basic:
            basic.append(f"coalesce(a{place}.differs, false)")
    columns = [
        " OR ".join(basic) or "false",
        f"concat_ws(';', {', '.join(differences)})" if fields else "''",
        f"concat_ws(';', {', '.join(remarks)})" if fields else "''",
    ]
    return f"{', '.join(columns)} FROM linked_values v {' '.join(joins)}"
