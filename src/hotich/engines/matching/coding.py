"""Turns texts of a file into numbers: births, PINs, sexes, communes, and the hashes of their parts.

A birth is year * 512 + month * 32 + day, 0 for what is not known. A PIN or old number of up to 17
digits is the number of its digits with a 1 before them; any other text is a negative number, with
the text in `odd_codes`.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from string import ascii_letters, digits, punctuation
from typing import Final

import duckdb

from hotich.core.dates import PartialDate, UnreadableDate, from_iso
from hotich.core.matching import Facts, PartHash, commune_codes, date_parts
from hotich.engines.matching.sql import load_rows, write_rows

DATE_TABLES: Final = {
    "year": ("year_hashes", "{birth} >> 9"),
    "date": ("date_hashes", "{birth}"),
    "month_day": ("month_day_hashes", "{birth} & 511"),
}
SEXES: Final = {"male": 1, "female": 2}
_NO_DATE: Final = PartialDate(None)

CODE_SQL: Final = (
    "CASE WHEN {text} = '' OR {text} = 'unknown' THEN 0"
    " WHEN length({text}) <= 17 AND regexp_full_match({text}, '[0-9]+')"
    " THEN ('1' || {text})::BIGINT"
    " ELSE -1 - (md5_number_lower({text}) >> 1)::BIGINT END"
)
SEX_SQL: Final = (
    "CASE {text} WHEN '' THEN 0 WHEN 'unknown' THEN 0 WHEN 'male' THEN 1 WHEN 'female' THEN 2"
    " ELSE 3 + (md5_number_lower({text}) % 120)::TINYINT END"
)


def packed(birth: PartialDate) -> int:
    """Return a birth as one number."""
    return (birth.year or 0) * 512 + (birth.month or 0) * 32 + (birth.day or 0)


def unpacked(number: int) -> PartialDate:
    """Return the birth of a number."""
    parts = (number >> 9, (number >> 5) & 15, number & 31)
    return PartialDate(*(part or None for part in parts))


def read_birth(iso: str) -> PartialDate:
    """Return the date; one without parts for a text that is none."""
    try:
        return from_iso(iso)
    except UnreadableDate:
        return _NO_DATE


def one_byte_letters(texts: Iterable[str]) -> dict[int, str]:
    """Return which letter of ASCII stands for which letter, digits for themselves.

    DuckDB counts edits in bytes; of more letters than ASCII has, the rarest share one.
    """
    counted = Counter(letter for text in texts for letter in text if letter not in digits)
    free = [*ascii_letters, *punctuation.replace('"', "").replace("\\", "")]
    ordered = sorted(counted, key=lambda letter: (-counted[letter], letter))
    last = len(free) - 1
    return {ord(letter): free[min(at, last)] for at, letter in enumerate(ordered)}


class Coder:
    """Makes the code tables of one connection; files that hand rows over are in `folder`."""

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, folder: Path, hashed: PartHash
    ) -> None:
        self.connection = connection
        self.folder = folder
        self.hashed = hashed

    def table(
        self, name: str, columns: dict[str, str], rows: Iterable[tuple[str | int | None, ...]]
    ) -> None:
        """Make a temporary table of rows."""
        path = self.folder / f"{name}.csv"
        write_rows(path, rows)
        load_rows(self.connection, [path], name, columns)

    def distinct(self, query: str) -> list[tuple[str, ...]]:
        """Return the rows of a query."""
        return self.connection.execute(query).fetchall()

    def births(self, texts: str, table: str) -> None:
        """Make a table (text, birth) of the distinct texts that a query returns."""
        rows = ((text, packed(read_birth(text))) for (text,) in self.distinct(texts))
        self.table(table, {"text": "VARCHAR", "birth": "INTEGER"}, rows)

    def date_hashes(self, births: str, *, stored: bool) -> None:
        """Make the tables (code, hash) of the parts of the births that a query returns.

        With `stored`, those of the prepared population are taken over.
        """
        for part, (table, code) in DATE_TABLES.items():
            codes = f"SELECT DISTINCT {code.format(birth='birth')} AS code FROM ({births}) AS"
            codes += " b(birth)"
            if stored:
                codes = f"FROM ({codes}) ANTI JOIN store.{table} USING (code)"
            found = (int(row[0]) for row in self.distinct(codes))
            rows = ((code, self._date_hash(part, code)) for code in found)
            known = ((code, number) for code, number in rows if number is not None)
            self.table(table, {"code": "INTEGER", "hash": "BIGINT"}, known)
            if stored:
                self.connection.execute(f"INSERT INTO {table} FROM store.{table}")

    def _date_hash(self, part: str, code: int) -> int | None:
        number = {"year": code << 9, "month_day": code | (1 << 9)}.get(part, code)
        if number < 512:
            return None
        text = date_parts(unpacked(number))[part]
        return self.hashed(part, text) if text else None

    def communes(
        self,
        codes: str,
        table: str,
        today: Callable[[str, str], str],
        known: dict[str, int],
        *,
        stored: bool,
    ) -> None:
        """Make a table (code, as_of, commune) of the distinct pairs that a query returns.

        `known` numbers the sets of today's codes from 1; new sets are added to it. With `stored`,
        what the prepared population knows is taken over.
        """
        rows = []
        if stored:
            codes = f"FROM ({codes}) AS c(code, as_of) ANTI JOIN store.{table} USING (code, as_of)"
        for code, as_of in self.distinct(codes):
            today_codes = today(code, as_of)
            number = known.setdefault(today_codes, len(known) + 1) if today_codes else 0
            rows.append((code, as_of, number))
        columns = {"code": "VARCHAR", "as_of": "VARCHAR", "commune": "INTEGER"}
        self.table(table, columns, rows)
        if stored:
            self.connection.execute(f"INSERT INTO {table} FROM store.{table}")

    def commune_hashes(self, known: dict[str, int]) -> None:
        """Make the tables of the sets of codes: their hashes, and which of them share one."""
        codes_of = {number: _codes(text) for text, number in known.items()}
        hashes = (
            (number, self.hashed("commune", code))
            for number, codes in codes_of.items()
            for code in codes
        )
        self.table("commune_hashes", {"commune": "INTEGER", "hash": "BIGINT"}, hashes)
        shared = _sharing(codes_of)
        self.table("shared_communes", {"entry_set": "INTEGER", "person_set": "INTEGER"}, shared)


def _codes(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(commune_codes(Facts("", _NO_DATE, commune_code=text))))


def _sharing(codes_of: dict[int, tuple[str, ...]]) -> Iterable[tuple[int, int]]:
    bearers: dict[str, set[int]] = {}
    for number, codes in codes_of.items():
        for code in codes:
            bearers.setdefault(code, set()).add(number)
    pairs = {
        (one, other)
        for sets in bearers.values()
        if len(sets) > 1
        for one in sets
        for other in sets
        if one != other
    }
    return sorted(pairs)
