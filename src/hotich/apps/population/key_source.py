"""The keys of very many persons, reckoned by DuckDB from hashes that Python made once per text.

Rows are taken as texts, become numbers (`normalise`), and come out as blocks (`blocks`). Python
reads every distinct name, date and commune; DuckDB only joins them and takes exclusive ors.
"""

import csv
from collections.abc import Generator, Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Final, TypeAlias

import duckdb

from hotich.apps.population.key_gathering import Block, gathered
from hotich.apps.population.matched import read_birth, stored_rules
from hotich.core.matching import (
    DATE_PARTS,
    NAME_FIELDS,
    NAME_OWNERS,
    NAME_PARTS,
    OTHERS_AT,
    RESIDENCE,
    Facts,
    PartHash,
    birth_sketch,
    codes_today,
    commune_codes,
    date_parts,
    is_first_january,
    name_sketch,
    name_variants,
    read_name,
    residence_today,
    sex_sketch,
    sketch_mask,
)

SOURCE_FIELDS: Final = (
    "full_name",
    "other_names",
    "birth_date",
    "commune_code",
    "commune_as_of",
    "father_name",
    "mother_name",
    "spouse_name",
    "residence_code",
    "sex",
)
Cell: TypeAlias = str | int | bool | None

_READ: Final = (
    "CREATE TABLE {table} AS SELECT {read} FROM read_csv({path}, header = false,"
    " columns = {{{columns}}}, delim = ',', quote = '\"', escape = '\"', nullstr = '\\N',"
    " allow_quoted_nulls = false, auto_detect = false, max_line_size = 10000000)"
)
# The kind of a column that is a number here and a text in the file, "" for none.
_HASH: Final = "HASH"
_TAKE: Final = "CREATE TABLE people AS SELECT row::UINTEGER AS row, {fields} FROM ({query})"
_DISTINCT: Final = "SELECT DISTINCT {field} FROM people"
_SEVERAL: Final = "(p.other_names <> '' OR c.codes > 1 OR h.codes > 1)"
_IN_COMMUNE: Final = (
    "JOIN communes c ON c.code = p.commune_code AND c.as_of = p.commune_as_of"
    " JOIN homes h ON h.code = p.residence_code"
)
_WITH_SEVERAL: Final = (
    "SELECT p.row, p.full_name, p.other_names FROM people p {commune} WHERE {several} GROUP BY ALL"
)
_NUMBERS: Final = (
    "CREATE TABLE {table} AS SELECT p.row, {numbers}, b.first_january <> '' AS first_january"
    " FROM people p JOIN {own} n ON n.{mine} = p.{theirs}"
    " JOIN names f ON f.text = p.father_name JOIN names m ON m.text = p.mother_name"
    " JOIN names s ON s.text = p.spouse_name JOIN births b ON b.text = p.birth_date"
    " JOIN sexes x ON x.text = p.sex {commune} WHERE {which}"
)
_SKETCH: Final = (
    "xor({mask}, {own}.name_bits | (m.name_bits << {mother}) | (f.name_bits << {father})"
    " | s.spouse_bits | b.birth_bits | x.sex_bits"
    " | if(p.other_names <> '', {others}::BIGINT, 0::BIGINT)) AS sketch"
)
_KEYS: Final = "SELECT {distinct} {number} AS key, row, sketch FROM {table} WHERE {gate}"
_NAMED: Final = {
    "name": "full_name",
    "father": "father_name",
    "mother": "mother_name",
    "spouse": "spouse_name",
}
_OWN: Final = tuple(part for part, owner in NAME_OWNERS.items() if owner == "name")
_ALIASES: Final = {"name": "n", "father": "f", "mother": "m", "spouse": "s"}
_PARTS: Final = (*NAME_PARTS, *DATE_PARTS, "commune", RESIDENCE)


class KeySource:
    """The persons of a register on their way to blocks; the folder holds what is being worked on.

    Call `add`, or `take` a query, then `normalise`, then `blocks`.
    """

    def __init__(self, folder: Path, secret: bytes, *, memory: str = "2GB") -> None:
        self._folder = folder
        self._hashed = PartHash(secret)
        self._file = folder / "people.csv"
        self._db = duckdb.connect(
            str(folder / "people.duckdb"),
            config={
                "memory_limit": memory,
                "temp_directory": str(folder / "spill"),
                "preserve_insertion_order": False,
                "python_enable_replacements": False,
            },
        )
        self._db.execute("SET enable_progress_bar = false")
        self.persons = 0

    def __enter__(self) -> "KeySource":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Let go of the files; who gave the folder removes it."""
        self._db.close()

    def add(self, lines: str) -> None:
        """Add lines of persons: the row number, then SOURCE_FIELDS, each text in quotes."""
        with self._file.open("a", encoding="utf-8", newline="") as file:
            file.write(lines)

    def take(self, query: str) -> None:
        """Take the persons of a query of DuckDB with the columns row and SOURCE_FIELDS."""
        fields = ", ".join(f"coalesce({field}::VARCHAR, '') AS {field}" for field in SOURCE_FIELDS)
        self._db.execute(_TAKE.format(fields=fields, query=query))

    def name_counts(self) -> list[tuple[str, int]]:
        """Return how many persons bear each name as written."""
        return self._db.execute("SELECT full_name, count(*) FROM people GROUP BY ALL").fetchall()

    def read(self) -> None:
        """Read what was added into the table of people."""
        self._file.touch()
        self._load(
            "people", self._file, {"row": "UINTEGER"} | dict.fromkeys(SOURCE_FIELDS, "VARCHAR")
        )

    def normalise(self) -> None:
        """Make the tables of numbers: `plain`, one row a person, and `several` for the others."""
        self._names()
        self._births()
        self._communes()
        self._numbers()
        counted = self._db.execute("SELECT count(*) FROM people").fetchone()
        self.persons = counted[0] if counted else 0

    def _table(self, name: str, columns: dict[str, str], rows: Iterable[Sequence[Cell]]) -> None:
        path = self._folder / f"{name}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, quoting=csv.QUOTE_NONNUMERIC).writerows(rows)
        self._load(name, path, columns)

    def _load(self, table: str, path: Path, columns: dict[str, str]) -> None:
        """Read a file into a table; hashes, which are texts there, become numbers."""
        kinds = {name: "VARCHAR" if kind == _HASH else kind for name, kind in columns.items()}
        listed = ", ".join(f"{column!r}: {kind!r}" for column, kind in kinds.items())
        read = ", ".join(
            f"try_cast({column} AS BIGINT) AS {column}" if kind == _HASH else column
            for column, kind in columns.items()
        )
        self._db.execute(
            _READ.format(table=table, read=read, path=_quoted(str(path)), columns=listed)
        )
        path.unlink()

    def _distinct(self, *fields: str) -> list[tuple[str, ...]]:
        return self._db.execute(_DISTINCT.format(field=", ".join(fields))).fetchall()

    def _names(self) -> None:
        """Make `names`: of each text the hashes of the parts it stands for, and its sketches."""
        borne: dict[str, int] = {}
        for at, field in enumerate(_NAMED.values()):
            for (text,) in self._distinct(field):
                borne[text] = borne.get(text, 0) | 1 << at
        forms = [(part, form, 1 << list(_NAMED).index(NAME_OWNERS[part]))
                 for part, form in NAME_PARTS.items()]  # fmt: skip
        spouse = 1 << list(_NAMED).index("spouse")
        rows: Iterator[tuple[Cell, ...]] = (
            (
                text,
                *(
                    self._text_hash(part, getattr(name, form)) if owners & owner else ""
                    for part, form, owner in forms
                ),
                name_sketch(name, "name", self._hashed),
                name_sketch(name, "spouse", self._hashed) if owners & spouse else 0,
            )
            for text, owners in borne.items()
            for name in (read_name(text),)
        )
        hashes = dict.fromkeys(NAME_PARTS, _HASH)
        bits = {"name_bits": "BIGINT", "spouse_bits": "BIGINT"}
        self._table("names", {"text": "VARCHAR", **hashes, **bits}, rows)

    def _text_hash(self, part: str, text: str) -> str:
        """Return the hash as text, "" for none: the file tells texts from numbers by quotes."""
        return str(self._hashed(part, text)) if text else ""

    def _births(self) -> None:
        rows: Iterator[tuple[Cell, ...]] = (
            (
                text,
                *(self._text_hash(part, date_parts(birth)[part]) for part in DATE_PARTS),
                "1" if is_first_january(birth) else "",
                birth_sketch(birth),
            )
            for (text,) in self._distinct("birth_date")
            for birth in (read_birth(text),)
        )
        columns = {"text": "VARCHAR", **dict.fromkeys(DATE_PARTS, _HASH)}
        further = {"first_january": "VARCHAR", "birth_bits": "BIGINT"}
        self._table("births", columns | further, rows)
        sexes = ((text, sex_sketch(text)) for (text,) in self._distinct("sex"))
        self._table("sexes", {"text": "VARCHAR", "sex_bits": "BIGINT"}, sexes)

    def _communes(self) -> None:
        """Make `communes`: the hash of a commune's code of today, and how many codes it has.

        And `homes`, the same of the communes where people live.
        """
        born = (
            (code, as_of, number, codes)
            for code, as_of in self._distinct("commune_code", "commune_as_of")
            for number, codes in self._commune_hashes(codes_today(code, as_of))
        )
        hashes = {"commune": _HASH, "codes": "INTEGER"}
        self._table("communes", {"code": "VARCHAR", "as_of": "VARCHAR", **hashes}, born)
        lived = (
            (code, number, codes)
            for (code,) in self._distinct("residence_code")
            for number, codes in self._commune_hashes(residence_today(code))
        )
        hashes = {RESIDENCE: _HASH, "codes": "INTEGER"}
        self._table("homes", {"code": "VARCHAR", **hashes}, lived)

    def _commune_hashes(self, today: str) -> Iterator[tuple[str, int]]:
        codes = commune_codes(Facts("", _NO_DATE, commune_code=today))
        return ((self._text_hash("commune", code), len(codes)) for code in codes or ("",))

    def _numbers(self) -> None:
        self._own_names()
        aliases = {part: _ALIASES[owner] for part, owner in NAME_OWNERS.items()}
        aliases |= {**dict.fromkeys(DATE_PARTS, "b"), "commune": "c", RESIDENCE: "h"}
        numbers = ", ".join(f"{aliases[part]}.{part}" for part in _PARTS)
        mask = sketch_mask(self._hashed)
        of_text = f"{_IN_COMMUNE} JOIN names t ON t.text = p.full_name"
        for table, own, mine, theirs, which, named, joined in (
            ("plain", "names", "text", "full_name", f"NOT {_SEVERAL}", "n", _IN_COMMUNE),
            ("several", "own_names", "row", "row", _SEVERAL, "t", of_text),
        ):
            sketch = _SKETCH.format(
                mask=mask,
                own=named,
                mother=NAME_FIELDS["mother"].at,
                father=NAME_FIELDS["father"].at,
                others=1 << OTHERS_AT,
            )
            made = _NUMBERS.format(
                table=table, own=own, mine=mine, theirs=theirs, which=which,
                numbers=f"{numbers}, {sketch}", commune=joined,
            )  # fmt: skip
            self._db.execute(made)

    def _own_names(self) -> None:
        """Make `own_names`: a row for each name of those who have several, or several communes."""
        asked = _WITH_SEVERAL.format(commune=_IN_COMMUNE, several=_SEVERAL)
        rows = (
            (row, *(self._text_hash(part, getattr(name, NAME_PARTS[part])) for part in _OWN))
            for row, full_name, others in self._db.execute(asked).fetchall()
            for name in name_variants(Facts(full_name, _NO_DATE, other_names=others)) or _NAMELESS
        )
        self._table("own_names", {"row": "UINTEGER", **dict.fromkeys(_OWN, _HASH)}, rows)

    def blocks(self) -> Generator[tuple[int, list[Block]], None, None]:
        """Yield the number of bits, and the blocks part by part, each block once, in order."""
        limit = max(key.limit for key in stored_rules().keys)
        return gathered(self._db, " UNION ALL ".join(_selects(self._hashed)), limit)


def _selects(hashed: PartHash) -> Iterator[str]:
    """Yield queries of (key, row, sketch), two for every stored key; the key may be NULL."""
    for key in stored_rules().keys:
        if set(key.parts).difference(_PARTS) or len(set(key.parts).intersection(_OWN)) > 1:
            raise ValueError(key.tag)  # `several` has a row for each name, not for each two
        number = str(hashed.tag(key))
        for part in key.parts:
            number = f"xor({number}::BIGINT, {part})"
        gate = "true" if key.defaulted_dates else "NOT first_january"
        yield _KEYS.format(distinct="", number=number, table="plain", gate=gate)
        yield _KEYS.format(distinct="DISTINCT", number=number, table="several", gate=gate)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


_NO_DATE: Final = read_birth("")
_NAMELESS: Final = (read_name(""),)
