"""Weighs pairs of entries and persons in SQL, and asks the core where equality does not decide.

A weighed pair has the bits outside the family's cap, those inside, and for each name what was
asked: number of the person's normal form * 16 + the sure level.
"""

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Final

import duckdb

from hotich.core.matching import (
    LEVELS_OF,
    NAME_TESTS,
    Name,
    NamePair,
    NameTable,
    Rules,
    strange_words,
)
from hotich.engines.matching.rule_sql import (
    ASKED_TESTS,
    NAME_FACTS,
    FactSql,
    answered_sql,
    bits_of_level,
    fact_sql,
    pair_columns,
    unknown_fact_sql,
    veto_sql,
)
from hotich.engines.matching.sql import fill, load_rows, write_rows

_OFFSET: Final = 1_000_000
_ROWS: Final = 4_294_967_295
PACKED: Final = "(({total} + 1000000)::BIGINT << 32) | (4294967295 - row)"


def unpacked_total(packed: str) -> str:
    """Return the expression for the hundredths of bits in a packed pair."""
    return f"(({packed} >> 32) - {_OFFSET})"


def unpacked_row(packed: str) -> str:
    """Return the expression for the row of the person in a packed pair."""
    return f"({_ROWS} - ({packed} & {_ROWS}))"


class Weigher:
    """Weighs pairs on a connection that has the population and the coded entries."""

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        rules: Rules,
        known: frozenset[str],
        names: NameTable,
        folder: Path,
    ) -> None:
        self.connection = connection
        self.rules = rules
        self.words = names.known_words
        self.folder = folder
        self.facts = {fact: self._fact(fact, known) for fact in LEVELS_OF}
        self.asked_facts = [fact for fact in NAME_FACTS if self.facts[fact].asked]
        self._do("CREATE TEMP TABLE answers (name INTEGER, normal INTEGER, yes TINYINT)")
        path = folder / "known_words.csv"
        write_rows(path, ([word] for word in sorted(self.words)))
        load_rows(connection, [path], "known_words", {"word": "VARCHAR"})

    def _do(self, statement: str, /, **parts: str) -> None:
        self.connection.execute(fill(statement, **parts))

    def _fact(self, fact: str, known: frozenset[str]) -> FactSql:
        if fact in known:
            return fact_sql(fact, self.rules)
        return unknown_fact_sql(fact, self.rules)

    def _joined(self, pairs: str) -> str:
        """Return the FROM clause over a query of (entry, row): rows of `pair_columns`."""
        return fill(
            "FROM (SELECT {columns} FROM ({pairs}) q JOIN store.persons p ON p.row = q.row"
            " JOIN entries e ON e.entry = q.entry"
            " LEFT JOIN store.others o ON o.row = CASE WHEN p.has_others THEN p.row END"
            " AND o.bare = e.name_whole & 4294967295"
            " LEFT JOIN shared_communes shared ON shared.entry_set = e.commune"
            " AND shared.person_set = p.commune"
            " LEFT JOIN shared_communes living ON living.entry_set = e.commune"
            " AND living.person_set = p.residence) x",
            columns=pair_columns(),
            pairs=pairs,
        )

    def _asks(self, facts: Collection[str]) -> str:
        asks = []
        for fact in facts:
            made = self.facts[fact]
            asks.append(
                f"CASE WHEN {made.asked} THEN ({fact}_normal << 4) | ({made.sure}) END"
                f" AS {fact}_asked"
            )
        return "".join(f", {ask}" for ask in asks)

    def weigh(self, pairs: str, table: str) -> None:
        """Make a table (entry, packed) of a query of pairs; a pair may come twice."""
        family = [made.bits for fact, made in self.facts.items() if self._in_family(fact)]
        other = [made.bits for fact, made in self.facts.items() if not self._in_family(fact)]
        self._do(
            "CREATE OR REPLACE TEMP TABLE weighed AS SELECT entry, row,"
            " ({other})::INTEGER AS other, ({family})::INTEGER AS family{asks} {joined}",
            other=" + ".join(other) or "0",
            family=" + ".join(family) or "0",
            asks=self._asks(self.asked_facts),
            joined=self._joined(pairs),
        )
        self._answer("weighed", self.asked_facts)
        self._do(
            "CREATE OR REPLACE TEMP TABLE {table} AS SELECT entry, {packed} AS packed"
            " FROM ({all_})",
            table=table,
            packed=PACKED.format(total="total"),
            all_=self._totals(),
        )

    def _in_family(self, fact: str) -> bool:
        return fact in self.rules.family_facts

    def _totals(self) -> str:
        cap = self.rules.family_cap
        plain = f"SELECT entry, row, other + least(family, {cap}) AS total FROM weighed"
        if not self.asked_facts:
            return plain
        none = " AND ".join(f"{fact}_asked IS NULL" for fact in self.asked_facts)
        delta = {
            True: [f for f in self.asked_facts if self._in_family(f)],
            False: [f for f in self.asked_facts if not self._in_family(f)],
        }
        gained = {inside: "".join(map(self._gain, facts)) for inside, facts in delta.items()}
        asked = fill(
            "SELECT w.entry, w.row, w.other{other} + least(w.family{family}, {cap})"
            " FROM weighed w JOIN entries e USING (entry) {answers} WHERE NOT ({none})",
            other=gained[False],
            family=gained[True],
            cap=str(cap),
            answers=self._answered(self.asked_facts),
            none=none,
        )
        return f"{plain} WHERE {none} UNION ALL {asked}"

    def _gain(self, fact: str) -> str:
        number = f"(w.{fact}_asked & 15)"
        reached = answered_sql(fact, self.rules, number, f"{fact}_answer.yes")
        sure = bits_of_level(fact, self.rules, number)
        gained = f"{bits_of_level(fact, self.rules, f'({reached})')} - {sure}"
        return f" + CASE WHEN {fact}_answer.yes > 0 THEN {gained} ELSE 0 END"

    def _answered(self, facts: Collection[str]) -> str:
        return " ".join(
            f"LEFT JOIN answers {fact}_answer ON {fact}_answer.yes > 0"
            f" AND {fact}_answer.name = e.{fact}_id"
            f" AND {fact}_answer.normal = w.{fact}_asked >> 4"
            for fact in facts
        )

    def _answer(self, table: str, facts: Collection[str]) -> None:
        """Answer what was asked in a weighed table, each distinct question once."""
        if not facts:
            return
        questions = " UNION ".join(
            f"SELECT e.{fact}_id AS name, (w.{fact}_asked >> 4)::INTEGER AS normal FROM {table} w"
            f" JOIN entries e USING (entry) WHERE w.{fact}_asked IS NOT NULL"
            for fact in facts
        )
        self._do(
            "CREATE OR REPLACE TEMP TABLE questions AS SELECT a.name, a.normal,"
            " coalesce(new.normal, known.text) AS book_normal,"
            " coalesce(new.folded, known.folded) AS book_folded,"
            " coalesce(new.bare, known.bare) AS book_bare,"
            " f.text AS person_normal, f.folded AS person_folded, f.bare AS person_bare"
            " FROM ({questions}) a ANTI JOIN answers USING (name, normal)"
            " JOIN entry_names n ON n.name = a.name"
            " LEFT JOIN entry_forms new ON new.name = a.name"
            " LEFT JOIN store.form_normal known ON known.number = n.normal"
            " JOIN store.form_normal f ON f.number = a.normal",
            questions=questions,
        )
        self._do(
            "CREATE OR REPLACE TEMP TABLE near AS FROM questions WHERE book_folded = person_folded"
            " OR (abs(length(book_bare) - length(person_bare)) <= 1"
            " AND damerau_levenshtein(book_bare, person_bare) <= 1)"
        )
        self._do("INSERT INTO answers SELECT name, normal, 0 FROM questions ANTI JOIN near"
                 " USING (name, normal)")  # fmt: skip
        self._ask_core()

    def _ask_core(self) -> None:
        """Have the core's own tests answer where marks or words decide; one edit is known."""
        edit = 1 << ASKED_TESTS.index("one_edit")
        self._do(
            "CREATE OR REPLACE TEMP TABLE strange AS SELECT DISTINCT normal FROM (SELECT normal,"
            " unnest(string_split(normal, ' ')) AS word FROM (SELECT book_normal AS normal"
            " FROM near UNION SELECT person_normal FROM near)) ANTI JOIN known_words USING (word)"
        )
        self._do(
            "CREATE OR REPLACE TEMP TABLE asked AS SELECT n.* FROM near n"
            " LEFT JOIN strange b ON b.normal = n.book_normal"
            " LEFT JOIN strange p ON p.normal = n.person_normal WHERE book_folded = person_folded"
            " OR (b.normal IS NULL) <> (p.normal IS NULL)"
        )
        self._do(
            "INSERT INTO answers SELECT name, normal, {edit} FROM near ANTI JOIN asked"
            " USING (name, normal)",
            edit=str(edit),
        )
        asked = self.connection.execute(
            "SELECT name, normal, book_normal, book_folded, book_bare, person_normal,"
            " person_folded, person_bare FROM asked"
        ).fetchall()
        path = self.folder / "answers.csv"
        answers = (
            (name, normal, answer(forms[:3], forms[3:], self.words))
            for name, normal, *forms in asked
        )
        write_rows(path, answers)
        columns = {"name": "INTEGER", "normal": "INTEGER", "yes": "TINYINT"}
        load_rows(self.connection, [path], "core_answers", columns)
        self._do("INSERT INTO answers FROM core_answers")

    def levels(self, pairs: str, table: str, facts: Collection[str] = tuple(LEVELS_OF)) -> None:
        """Make a table (entry, row, {fact}_level …) of a query of pairs: numbers of levels."""
        sure = ", ".join(f"({self.facts[fact].sure})::TINYINT AS {fact}" for fact in facts)
        asked_facts = [fact for fact in self.asked_facts if fact in facts]
        self._do(
            "CREATE OR REPLACE TEMP TABLE reached AS SELECT entry, row, {sure}{asks} {joined}",
            sure=sure,
            asks=self._asks(asked_facts),
            joined=self._joined(pairs),
        )
        self._answer("reached", asked_facts)
        columns = ", ".join(
            f"({answered_sql(fact, self.rules, f'w.{fact}', f'{fact}_answer.yes')})::TINYINT"
            f" AS {fact}_level"
            if fact in asked_facts
            else f"w.{fact} AS {fact}_level"
            for fact in facts
        )
        self._do(
            "CREATE OR REPLACE TEMP TABLE {table} AS SELECT w.entry, w.row, {columns}"
            " FROM reached w JOIN entries e USING (entry) {answers}",
            table=table,
            columns=columns,
            answers=self._answered(asked_facts),
        )

    def veto_facts(self) -> tuple[str, ...]:
        """Return the facts that a veto looks at."""
        seen = {fact for veto in self.rules.vetoes for fact in (*veto.when, *veto.unless)}
        return tuple(fact for fact in LEVELS_OF if fact in seen)

    def veto_sql(self, net: str) -> tuple[str, str]:
        """Return the veto and the cost of the first rule that holds, on columns of `levels`."""
        return veto_sql(self.rules, net)


def answer(book: Sequence[str], person: Sequence[str], words: frozenset[str]) -> int:
    """Return a bit for each of ASKED_TESTS that holds between two names.

    Each is given by its normal, folded and bare form; `words` are those known to occur in names.
    """
    one, other = _name(*book), _name(*person)
    pair = NamePair(one, other, (), strange_words(one, words), strange_words(other, words))
    return sum(NAME_TESTS[test](pair) << at for at, test in enumerate(ASKED_TESTS))


def _name(normal: str, folded: str, bare: str) -> Name:
    return Name(normal, folded, bare, surname="", given="")
