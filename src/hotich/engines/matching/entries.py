"""Codes the entries of a file in the numbers of a prepared population, and makes their keys."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import duckdb

from hotich.core.dates import PartialDate
from hotich.core.matching import (
    DATE_PARTS,
    NAME_OWNERS,
    RESIDENCE,
    Facts,
    Key,
    NameTable,
    PartHash,
    Rules,
    Stage,
    codes_today,
    name_worth,
)
from hotich.engines.matching.coding import CODE_SQL, SEX_SQL, Coder, one_byte_letters
from hotich.engines.matching.naming import PLAIN_NAME, hash_columns, read_names, roles_sql
from hotich.engines.matching.progress import Clock
from hotich.engines.matching.reading import read_entries
from hotich.engines.matching.rule_sql import (
    FORMS,
    KNOWN,
    NAME_FACTS,
    PACKED_NAME,
    enough_sql,
    guesses_sql,
    hashed_parts,
    key_sql,
)
from hotich.engines.matching.sql import fill, quoted
from hotich.engines.matching.store import Prepared
from hotich.engines.matching.workers import Workers

_TEXT_OF: Final = {
    "name": "full_name",
    "mother": "mother_name",
    "father": "father_name",
    "spouse": "spouse_name",
}
_KNOWN: Final = {
    "name": f"bool_or(name_whole >= {KNOWN} OR has_others)",
    **{fact: f"bool_or({fact}_whole >= {KNOWN})" for fact in NAME_FACTS[1:]},
    "birth": "bool_or(birth >= 512)",
    **{fact: f"bool_or({fact} <> 0)" for fact in ("pin", "old_id", "sex", "commune")},
}


@dataclass(frozen=True)
class CodedEntries:
    """What is known of the entries of a job besides their tables.

    Tables: `book` (the texts), `entries` (facts as numbers), `coded` (parts of keys),
    `entry_forms` (forms of the names).
    """

    count: int
    columns: tuple[str, ...]
    known_facts: frozenset[str]


class EntryCoder:
    """Makes the tables of the entries on a connection that has the population attached."""

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        prepared: Prepared,
        names: NameTable,
        rules: Rules,
        folder: Path,
        workers: Workers,
    ) -> None:
        self.connection = connection
        self.names = names
        self.rules = rules
        self.folder = folder
        self.workers = workers
        self.secret = bytes.fromhex(prepared.meta.secret)
        self.hashed = PartHash(self.secret)
        self.coder = Coder(connection, folder, self.hashed)

    def _do(self, statement: str, /, **parts: str) -> None:
        self.connection.execute(fill(statement, **parts))

    def code(self, path: Path, clock: Clock) -> CodedEntries:
        """Read and code the entries of a file."""
        with clock.step("entries") as count:
            query, columns = read_entries(self.connection, path)
            self._do(
                "CREATE TEMP TABLE book AS SELECT line::INTEGER AS entry, * EXCLUDE (line)"
                " FROM ({query})",
                query=query,
            )
            entries = int(self._one("SELECT count(*) FROM book"))
            count.append(entries)
        with clock.step("entry names") as count:
            self._names()
            count.append(int(self._one("SELECT count(*) FROM entry_names")))
        with clock.step("entry codes"):
            self._codes()
            self._entries()
        known = self.connection.execute(
            fill("SELECT {known} FROM entries", known=", ".join(_KNOWN.values()))
        ).fetchone()
        facts = frozenset(fact for fact, is_known in zip(_KNOWN, known or (), strict=True)
                          if is_known)  # fmt: skip
        return CodedEntries(entries, columns, facts)

    def _one(self, query: str) -> int:
        row = self.connection.execute(query).fetchone()
        return int(row[0]) if row and row[0] is not None else 0

    def _names(self) -> None:
        """Make `entry_names`: numbers and hashes of each distinct text; and `entry_forms`."""
        self._do(
            "CREATE TEMP TABLE other_texts AS SELECT entry, trim(unnest(string_split("
            "replace(other_names, ';', ','), ','))) AS text FROM book WHERE other_names <> ''"
        )
        self._do(
            "CREATE TEMP TABLE wanted_names AS SELECT row_number() OVER ()::INTEGER AS id, text,"
            " roles AS wanted FROM ({texts})",
            texts=roles_sql(_TEXT_OF, "book", "other_texts"),
        )
        self._find_names()
        self._do(
            "CREATE TEMP TABLE texts AS SELECT id, text, wanted AS roles FROM found_names"
            " WHERE NOT is_known"
        )
        read_names(
            self.connection,
            "texts",
            "new_names",
            secret=self.secret,
            parts=hashed_parts(self.rules),
            folder=self.folder,
            workers=self.workers,
        )
        numbers = ", ".join(
            f"CASE WHEN r.folded = '' OR r.{form} = '' THEN 0 ELSE coalesce({form}.number, -1) END"
            f" AS {form}"
            for form in FORMS
        )
        hashes = hash_columns(hashed_parts(self.rules))
        self._worths()
        self._do(
            "CREATE TEMP TABLE entry_names AS SELECT f.id AS name, f.text, {forms}, f.letters,"
            " {hashes}, coalesce(w.name_worth, {cap}) AS name_worth,"
            " coalesce(w.parent_worth, {parent_cap}) AS parent_worth FROM found_names f"
            " LEFT JOIN worths w ON w.number = f.folded WHERE f.is_known"
            " UNION ALL SELECT r.id::INTEGER, t.text, {numbers}, r.letters, {new_hashes},"
            " coalesce(w.name_worth, {cap}), coalesce(w.parent_worth, {parent_cap})"
            " FROM new_names r JOIN texts t USING (id) LEFT JOIN worths w ON w.text = r.folded"
            " {joins}",
            forms=", ".join(f"f.{form}" for form in FORMS),
            hashes=", ".join(f"f.{column}" for column in hashes),
            new_hashes=", ".join(f"r.{column}" for column in hashes),
            numbers=numbers,
            cap=str(self.rules.rarity.cap),
            parent_cap=str(self.rules.rarity.parent_cap),
            joins=" ".join(
                f"LEFT JOIN store.form_{form} AS {form} ON {form}.text = r.{form}" for form in FORMS
            ),
        )
        self._do(
            "CREATE TEMP TABLE entry_own_names AS SELECT DISTINCT o.entry AS id, n.name FROM"
            " (FROM other_texts UNION ALL SELECT entry, full_name FROM book"
            " WHERE other_names <> '') o JOIN entry_names n USING (text) WHERE n.normal <> 0"
        )
        self._do(
            "CREATE TEMP TABLE entry_forms AS SELECT id AS name, normal, folded, bare"
            " FROM new_names"
        )

    def _find_names(self) -> None:
        """Make `found_names`: of each text the row of `store.names`, if it says what is wanted.

        A text that is not there may be there in other letters, capital or small.
        """
        self._do(
            "CREATE TEMP TABLE alike AS SELECT w.id, any_value(n.text ORDER BY n.name) AS text FROM"
            " (FROM wanted_names ANTI JOIN store.names USING (text)) w JOIN store.names n"
            " ON lower(n.text) = lower(w.text) WHERE n.roles & w.wanted = w.wanted AND {plain}"
            " GROUP BY w.id",
            plain=" AND ".join(
                f"regexp_full_match({side}.text, {quoted(PLAIN_NAME)})" for side in "wn"
            ),
        )
        self._do(
            "CREATE TEMP TABLE found_names AS SELECT w.*,"
            " coalesce(n.roles & w.wanted = w.wanted, false) AS is_known, n.* EXCLUDE (text)"
            " FROM wanted_names w LEFT JOIN alike a USING (id)"
            " LEFT JOIN store.names n ON n.text = coalesce(a.text, w.text)"
        )

    def _worths(self) -> None:
        rows = []
        for folded in self.names.bearers:
            worth = name_worth(
                Facts(folded, _NO_BIRTH, mother_name=folded), self.rules, self.names.share
            )
            rows.append((folded, worth.name, worth.mother))
        columns = {"text": "VARCHAR", "name_worth": "INTEGER", "parent_worth": "INTEGER"}
        self.coder.table("table_worths", columns, rows)
        self._do(
            "CREATE TEMP TABLE worths AS SELECT t.*, f.number FROM table_worths t"
            " LEFT JOIN store.form_folded f USING (text)"
        )

    def _codes(self) -> None:
        coder = self.coder
        coder.births("SELECT DISTINCT birth_date FROM book", "births")
        guesses = " UNION ".join(
            f"SELECT guess FROM ({guesses_sql(key, 'births')})" for key in self.rules.keys
        )
        coder.date_hashes(guesses or "SELECT birth FROM births", stored=True)
        known = dict(
            self.connection.execute("SELECT codes, commune FROM store.communes").fetchall()
        )
        codes = "SELECT DISTINCT commune_code, commune_as_of FROM book"
        coder.communes(codes, "commune_of", codes_today, known, stored=True)
        coder.commune_hashes(known)

    def _entries(self) -> None:
        columns = ", ".join(
            f"{fact}.name AS {fact}_id, "
            f"{fact}.{'name' if fact == 'name' else 'parent'}_worth AS {fact}_worth, "
            + PACKED_NAME.format(n=fact, f=fact)
            for fact in NAME_FACTS
        )
        self._do(
            "CREATE TEMP TABLE entries AS SELECT b.entry, births.birth, {sex}::TINYINT AS sex,"
            " {enough} AS enough, b.other_names <> '' AS has_others,"
            " c.commune, {pin} AS pin, {old} AS old_id, {columns} FROM book b"
            " JOIN births ON births.text = b.birth_date JOIN commune_of c"
            " ON c.code = b.commune_code AND c.as_of = b.commune_as_of {joins}",
            sex=SEX_SQL.format(text="b.sex"),
            enough=enough_sql(self.rules, "births.birth"),
            pin=CODE_SQL.format(text="b.pin"),
            old=CODE_SQL.format(text="b.old_id_number"),
            columns=columns,
            joins=" ".join(
                f"JOIN entry_names AS {fact} ON {fact}.text = b.{column}"
                for fact, column in _TEXT_OF.items()
            ),
        )
        self._odd_codes()

    def _odd_codes(self) -> None:
        """Make the macro that gives the text of a PIN or old number that is not all digits."""
        odd = self.connection.execute(
            fill(
                "SELECT code, text FROM store.odd_codes UNION SELECT {pin}, pin FROM book"
                " WHERE {pin} < 0 UNION SELECT {old}, old_id_number FROM book WHERE {old} < 0",
                pin=CODE_SQL.format(text="pin"),
                old=CODE_SQL.format(text="old_id_number"),
            )
        ).fetchall()
        if odd:
            bytes_of = one_byte_letters(text for _, text in odd)
            rows = ((code, text.translate(bytes_of)) for code, text in odd)
            self.coder.table("odd_texts", {"code": "BIGINT", "text": "VARCHAR"}, rows)
        found = "(SELECT text FROM odd_texts WHERE odd_texts.code = asked)"
        self._do(
            "CREATE TEMP MACRO odd_code(asked) AS {found}", found=found if odd else "NULL::VARCHAR"
        )


_NO_BIRTH: Final = PartialDate(None)


def query_sql(key: Key, hashed: PartHash, open_entries: str) -> str:
    """Return the query of (entry, key) for one key of the entries in a table `open_entries`."""
    return " UNION ALL ".join(
        _query_sql(key, hashed, open_entries, several=several) for several in (False, True)
    )


def _query_sql(key: Key, hashed: PartHash, open_entries: str, *, several: bool) -> str:
    own_names = "entry_own_names" if several else ""
    made = key_sql(key, hashed, names="entry_names", own_names=own_names, birth="s.guess")
    rows = fill(
        "SELECT entry AS id, name_id AS name, mother_id AS mother, father_id AS father,"
        " spouse_id AS spouse, birth, commune, commune AS residence, pin, old_id FROM entries"
        " SEMI JOIN {open_entries} USING (entry) WHERE {several}",
        open_entries=open_entries,
        several="has_others" if several else "NOT has_others",
    )
    return fill(
        "SELECT s.id AS entry, {number} AS key FROM ({guesses}) s {joins} WHERE {condition}"
        " AND key IS NOT NULL",
        number=made.number,
        guesses=guesses_sql(key, f"({rows})"),
        joins=" ".join(made.joins),
        condition=made.condition,
    )


def usable_keys(rules: Rules, stage: Stage, known: frozenset[str]) -> tuple[Key, ...]:
    """Return the keys of a stage that an entry can have, given which facts any entry has."""
    of_part = {**NAME_OWNERS, **dict.fromkeys(DATE_PARTS, "birth"), RESIDENCE: "commune"}
    return tuple(
        key
        for key in rules.keys_of(stage)
        if all(of_part.get(part, part) in known for part in key.parts)
    )
