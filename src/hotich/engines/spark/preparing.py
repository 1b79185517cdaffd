"""Reads the extracts of a population and makes the tables of persons and of their keys."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from hotich.core.matching import NameTable, PartHash, Rules, name_table
from hotich.engines.matching.errors import MissingColumnsError
from hotich.engines.matching.progress import Clock
from hotich.engines.matching.reading import POPULATION_COLUMNS
from hotich.engines.matching.rule_sql import hashed_parts
from hotich.engines.spark.coding import (
    BIRTHS,
    COMMUNES,
    names_schema,
    read_births,
    read_communes,
    read_names,
    read_residences,
)
from hotich.engines.spark.describing import (
    described_sql,
    person_keys_sql,
    texts_sql,
    variants_sql,
)
from hotich.engines.spark.tables import Tables

_NEEDED: Final = ("pin", "full_name")
_IN_PARTITION: Final = 33
"""Bits that `monotonically_increasing_id` gives to the place within a partition."""


@dataclass(frozen=True)
class Population:
    """What is known of a population besides its tables `persons`, `keys`, `person_rows`."""

    persons: int
    columns: tuple[str, ...]
    names: NameTable


def name_columns(tables: Tables, side: str, identifier: str, rules: Rules, secret: bytes) -> None:
    """Make the tables of the names of a side: every distinct text is read once."""
    parts = hashed_parts(rules)
    reading = read_names(secret, parts)
    texts = texts_sql(side, identifier)
    tables.keep_mapped(f"{side}_texts", texts, reading, names_schema(parts))
    tables.view(f"{side}_names", f"SELECT * FROM {side}_texts")
    tables.keep(
        f"{side}_forms",
        "SELECT normal AS number, any_value(normal_text) AS normal, any_value(folded_text) AS"
        " folded, any_value(bare_text) AS bare FROM {side}_texts WHERE normal > 0 GROUP BY normal",
        side=side,
    )


def code_columns(tables: Tables, side: str, secret: bytes) -> None:
    """Make the tables of the births and communes of a side."""
    births = f"SELECT DISTINCT birth_date FROM {side}_rows"
    tables.keep_mapped(f"{side}_births", births, read_births(secret), BIRTHS)
    communes = f"SELECT DISTINCT commune_code, commune_as_of FROM {side}_rows"
    tables.keep_mapped(f"{side}_communes", communes, read_communes(secret), COMMUNES)


class Preparation:
    """Prepares the population of one job."""

    def __init__(self, tables: Tables, rules: Rules, secret: bytes, clock: Clock) -> None:
        self.tables = tables
        self.rules = rules
        self.secret = secret
        self.clock = clock

    def run(self, extracts: Sequence[Path], names: NameTable | None, as_of: str) -> Population:
        """Return the population of Parquet files; `as_of` is the day of names that are counted."""
        with self.clock.step("read") as count:
            columns = self._rows(extracts)
            persons = self.tables.count("person_sorted")
            count.append(persons)
        with self.clock.step("names") as count:
            name_columns(self.tables, "person", "row", self.rules, self.secret)
            count.append(self.tables.count("person_texts"))
        with self.clock.step("codes"):
            code_columns(self.tables, "person", self.secret)
            homes = "SELECT DISTINCT residence_code FROM person_rows"
            reading = read_residences(self.secret)
            self.tables.keep_mapped("person_residences", homes, reading, COMMUNES)
        with self.clock.step("persons") as count:
            self.tables.view("person_variants", variants_sql("person", "row", self.rules))
            self.tables.keep("persons", described_sql("person", "row", self.rules))
            count.append(self.tables.count("persons"))
        with self.clock.step("keys") as count:
            self.tables.keep("keys", person_keys_sql(self.rules, PartHash(self.secret)))
            count.append(self.tables.count("keys"))
        return Population(persons, columns, names or self._name_table(persons, as_of))

    def _rows(self, extracts: Sequence[Path]) -> tuple[str, ...]:
        """Make `person_rows`, numbered by PIN and then by place; return the columns with text."""
        spark = self.tables.spark
        read = spark.read.option("recursiveFileLookup", "true").parquet(*map(str, extracts))
        missing = tuple(column for column in _NEEDED if column not in read.columns)
        if missing:
            raise MissingColumnsError(", ".join(map(str, extracts)), missing)
        cells = [
            f"coalesce(CAST({column} AS STRING), '') AS {column}"
            if column in read.columns
            else f"'' AS {column}"
            for column in POPULATION_COLUMNS
        ]
        places = ("_metadata.file_path AS file", "_metadata.row_index AS line")
        read.selectExpr(*cells, *places).createOrReplaceTempView("person_read")
        columns = ", ".join(POPULATION_COLUMNS)
        self.tables.keep(
            "person_sorted",
            "SELECT monotonically_increasing_id() AS place, {columns} FROM"
            " (SELECT * FROM person_read ORDER BY pin, file, line)",
            columns=columns,
        )
        self._number(columns)
        filled = ", ".join(f"bool_or({column} <> '')" for column in POPULATION_COLUMNS)
        held = self.tables.rows("SELECT {filled} FROM person_sorted", filled=filled)[0]
        found = zip(POPULATION_COLUMNS, held, strict=True)
        return tuple(column for column, is_filled in found if is_filled)

    def _number(self, columns: str) -> None:
        """Name `person_rows`: places without the gaps between partitions."""
        counted = self.tables.rows(
            "SELECT place >> {bits} AS part, count(*) FROM person_sorted GROUP BY 1 ORDER BY 1",
            bits=str(_IN_PARTITION),
        )
        firsts, first = [], 0
        for part, size in counted:
            firsts.append((part, first))
            first += size
        self.tables.keep_few("person_firsts", firsts, "part BIGINT, first BIGINT")
        self.tables.view(
            "person_rows",
            "SELECT /*+ BROADCAST(f) */ f.first + (s.place & {rest}) AS row, {columns}"
            " FROM person_sorted s JOIN person_firsts f ON f.part = s.place >> {bits}",
            rest=str((1 << _IN_PARTITION) - 1),
            bits=str(_IN_PARTITION),
            columns=columns,
        )

    def _name_table(self, persons: int, as_of: str) -> NameTable:
        """Return the table of the names that are common enough to be in it."""
        bearers = self.tables.rows(
            "SELECT t.normal_text, count(*) FROM person_rows r JOIN person_texts t"
            " ON t.text = r.full_name WHERE t.folded > 0 GROUP BY 1"
        )
        counted = ((str(name), int(count)) for name, count in bearers)
        return name_table(counted, self.rules, persons=persons, as_of=as_of)
