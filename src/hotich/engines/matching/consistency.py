"""Do the book and the person it was linked to say the same? By `core.discrepancies`, in bulk.

Each distinct pair of texts of a field is compared once.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import duckdb

from hotich.core.discrepancies import (
    FieldComparison,
    FieldRelation,
    Policy,
    compare_field,
    compared_key,
)
from hotich.core.places import Gazetteer, gazetteer
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

_NORMALISED: Final = frozenset({Kind.DATE, Kind.SEX})
_DEFAULT_ROLE: Final = "child"
_COMPARED: Final = {
    "id": "BIGINT",
    "differs": "BOOLEAN",
    "difference": "VARCHAR",
    "remark": "VARCHAR",
}


def compared_fields(
    register_type: RegisterType, role: str, columns: frozenset[str]
) -> tuple[tuple[Field, str], ...]:
    """Return the fields to compare where both sides have these columns, each with its column."""
    keyed = ((field, compared_key(field, role)) for field in register_type.fields)
    return tuple((field, key) for field, key in keyed if key is not None and key in columns)


def said(comparison: FieldComparison) -> str:
    """Return a comparison in the output: field, relation, and the reason where there is one."""
    parts = (comparison.field_id, comparison.relation.value, comparison.reason)
    return ":".join(filter(None, parts))


def book_value(field: Field, text: str) -> RegisterValue:
    """Return what a text of the interchange schema is in the book."""
    if field.kind is Kind.SEX and text == "unknown":
        text = ""
    reading = Reading.CLEAR if text.strip() else Reading.BLANK
    return RegisterValue(text, reading, text if field.kind in _NORMALISED else "")


class Comparer:
    """Makes the table `compared` (entry, differs, differences, remarks) of linked entries."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, folder: Path, policy: Policy) -> None:
        self.connection = connection
        self.folder = folder
        self.policy = policy
        self.units: Gazetteer = gazetteer()

    def _do(self, statement: str, /, **parts: str) -> None:
        self.connection.execute(fill(statement, **parts))

    def compare(self, linked: str, columns: frozenset[str]) -> int:
        """Compare the rows of the query `linked` (entry, row); return how many pairs of texts."""
        values = ", ".join(f"b.{key} AS book_{key}, r.{key} AS person_{key}" for key in columns)
        self._do(
            "CREATE OR REPLACE TEMP TABLE linked_values AS SELECT b.entry,"
            " CASE b.entry_type WHEN '' THEN '{births}' ELSE b.entry_type END AS kind,"
            " CASE b.role WHEN '' THEN '{role}' ELSE b.role END AS role, {values}"
            " FROM ({linked}) l JOIN book b USING (entry) JOIN store.raw r ON r.row = l.row",
            births=BIRTHS.code,
            role=_DEFAULT_ROLE,
            values=values,
            linked=linked,
        )
        self._do(
            "CREATE OR REPLACE TEMP TABLE field_results (entry INTEGER, place INTEGER,"
            " differs BOOLEAN, difference VARCHAR, remark VARCHAR)"
        )
        groups = self.connection.execute("SELECT DISTINCT kind, role FROM linked_values").fetchall()
        types = {kind.code: kind for kind in REGISTER_TYPES}
        pairs = sum(
            self._compare_group(types[kind], role, columns)
            for kind, role in groups
            if kind in types
        )
        known = ", ".join(
            f"({quoted(kind.code)}, {quoted(role.code)})"
            for kind in REGISTER_TYPES
            for role in kind.roles
        )
        self._do(
            "CREATE OR REPLACE TEMP TABLE compared AS SELECT v.entry,"
            " bool_or((v.kind, v.role) NOT IN ({known})) AS unknown,"
            " coalesce(bool_or(f.differs), false) AS differs,"
            " coalesce(string_agg(f.difference, ';' ORDER BY f.place), '') AS differences,"
            " coalesce(string_agg(f.remark, ';' ORDER BY f.place), '') AS remarks"
            " FROM linked_values v LEFT JOIN field_results f USING (entry) GROUP BY v.entry",
            known=known,
        )
        return pairs

    def _compare_group(self, kind: RegisterType, role: str, columns: frozenset[str]) -> int:
        pairs = 0
        for place, (field, key) in enumerate(compared_fields(kind, role, columns)):
            of_group = f"kind = {quoted(kind.code)} AND role = {quoted(role)}"
            pairs += self._compare_field(field, key, place, of_group)
        return pairs

    def _compare_field(self, field: Field, key: str, place: int, of_group: str) -> int:
        """Compare one field; equal names are the same, whatever they are."""
        equal = "AND NOT (book = person AND trim(book) <> '')" if field.kind is Kind.NAME else ""
        self._do(
            "CREATE OR REPLACE TEMP TABLE texts_of_field AS SELECT row_number() OVER () AS id, *"
            " FROM (SELECT DISTINCT book_{key} AS book, person_{key} AS person FROM linked_values"
            " WHERE {of_group} {equal})",
            key=key,
            of_group=of_group,
            equal=equal,
        )
        asked = self.connection.execute("FROM texts_of_field").fetchall()
        path = self.folder / "compared.csv"
        write_rows(path, self._compare_texts(field, asked))
        load_rows(self.connection, [path], "compared_texts", _COMPARED)
        self._do(
            "INSERT INTO field_results SELECT v.entry, {place}, c.differs, c.difference, c.remark"
            " FROM linked_values v JOIN texts_of_field t ON t.book = v.book_{key}"
            " AND t.person = v.person_{key} JOIN compared_texts c USING (id) WHERE {of_group}",
            place=str(place),
            key=key,
            of_group=of_group,
        )
        return len(asked)

    def _compare_texts(
        self, field: Field, asked: list[tuple[int, str, str]]
    ) -> Iterator[tuple[int, str, str | None, str | None]]:
        for number, book, person in asked:
            made = compare_field(
                field, book_value(field, book), person, units=self.units, policy=self.policy
            )
            if made.relation is FieldRelation.SAME:
                continue
            differs = str(made.basic and made.is_difference).lower()
            words = said(made)
            yield (
                number,
                differs,
                words if made.is_difference else None,
                None if made.is_difference else words,
            )
