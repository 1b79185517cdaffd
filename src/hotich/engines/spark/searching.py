"""Searches stage by stage: pairs by keys, weighed, the two heaviest kept, the convincing done.

The same as `core.matching.search` for every entry, and as the bulk engine on DuckDB.
"""

from functools import partial
from typing import Final

from hotich.core.matching import LEVELS_OF, Mode, PartHash, Rules, Stage, size_centibits
from hotich.engines.matching.progress import Clock
from hotich.engines.matching.rule_sql import (
    CODE_FACTS,
    NAME_FACTS,
    answered_sql,
    bits_of_level,
    fact_sql,
    veto_sql,
)
from hotich.engines.spark.coding import ANSWERS, answers
from hotich.engines.spark.describing import entry_keys_sql
from hotich.engines.spark.tables import Tables

_SWAPPED: Final = (
    "exists(sequence(1, length({e}) - 1), i -> concat(substr({e}, 1, i - 1),"
    " substr({e}, i + 1, 1), substr({e}, i, 1), substr({e}, i + 2)) = {p})"
)
_EDIT: Final = (
    "(levenshtein({e}, {p}, 1) BETWEEN 0 AND 1 OR (length({e}) > 1 AND length({e}) = length({p})"
    f" AND levenshtein({{e}}, {{p}}, 2) = 2 AND {_SWAPPED}))"
)
CODE_EDIT: Final = _EDIT.format(e="e_{f}_text", p="p_{f}_text")
"""One letter more, less, other, or two neighbours changed over: Spark knows no such distance."""

_PACKED: Final = "((CAST(centibits + 1000000 AS BIGINT) << 32) | (4294967295 - row))"
_LEVELS: Final = ", ".join(f"{fact}_level" for fact in LEVELS_OF)


def pair_sql(pairs: str) -> str:
    """Return the query of the rows of a query of (entry, row) as `rule_sql` reads a pair."""
    columns = ["q.entry", "q.row", "e.birth AS e_birth", "p.birth AS p_birth"]
    columns += [f"e.{fact} AS e_{fact}, p.{fact} AS p_{fact}" for fact in CODE_FACTS]
    columns += [
        f"e.{fact}_text AS e_{fact}_text, p.{fact}_text AS p_{fact}_text"
        for fact in ("pin", "old_id")
    ]
    columns += [
        "coalesce(array_contains(p.other_bares, e.name_bare), false) AS other_name",
        "arrays_overlap(e.commune_hashes, p.commune_hashes) AS shared_commune",
        "p.residence AS p_residence",
        "arrays_overlap(e.commune_hashes, p.residence_hashes) AS shared_residence",
    ]
    for fact in NAME_FACTS:
        columns += [
            f"({_differs(fact, 'normal')} << 32) | {_differs(fact, 'bare')} AS {fact}_whole",
            f"{_parts_sql(fact)} AS {fact}_parts",
            f"e.{fact}_folded = p.{fact}_folded AS {fact}_folded",
            f"(e.{fact}_surname = p.{fact}_surname AND p.{fact}_surname > 0) AS {fact}_surname",
            f"(e.{fact}_normal > 0 AND p.{fact}_normal > 0) AS {fact}_known",
            f"e.{fact}_normal AS {fact}_book, p.{fact}_normal AS {fact}_person",
            f"e.{fact}_worth",
        ]
    return (
        f"SELECT {', '.join(columns)} FROM ({pairs}) q JOIN entries e ON e.entry = q.entry"
        " JOIN persons p ON p.row = q.row"
    )


def _differs(fact: str, form: str) -> str:
    equal = f"e.{fact}_{form} = p.{fact}_{form}"
    return f"CASE WHEN {equal} THEN CAST(0 AS BIGINT) ELSE 1 END"


def _parts_sql(fact: str) -> str:
    letters = f"CAST(e.{fact}_letters ^ p.{fact}_letters AS BIGINT)"
    return f"({_differs(fact, 'ends')} << 40) | ({_differs(fact, 'given')} << 16) | {letters}"


class Searcher:
    """Runs the stages of one job; the tables `proposals_{stage}` say what was decided."""

    def __init__(
        self,
        tables: Tables,
        rules: Rules,
        *,
        hashed: PartHash,
        persons: int,
        words: frozenset[str],
        mode: Mode,
        clock: Clock,
    ) -> None:
        self.tables = tables
        self.words = words
        self.rules = rules
        self.hashed = hashed
        self.persons = persons
        self.mode = mode
        self.clock = clock
        self.facts = {fact: fact_sql(fact, rules, CODE_EDIT) for fact in LEVELS_OF}
        self.asked = [fact for fact in NAME_FACTS if self.facts[fact].asked]

    def run(self) -> tuple[str, ...]:
        """Run the stages until nobody is left, and return the names of the tables of proposals."""
        self.tables.view("open_entries", "SELECT entry FROM entries")
        self.tables.view("kept", self._nobody())
        done = []
        for stage in Stage:
            with self.clock.step(f"{stage.value} keys") as count:
                count.append(self._pairs(stage))
            with self.clock.step(f"{stage.value} weighing") as count:
                self._weigh(stage)
                count.append(self.tables.count(f"pairs_{stage.value}"))
            with self.clock.step(f"{stage.value} judging") as count:
                left = self._judge(stage)
                count.append(left)
            done.append(f"proposals_{stage.value}")
            if not left:
                break
        return tuple(done)

    def _nobody(self) -> str:
        levels = ", ".join(f"0 AS {fact}_level" for fact in LEVELS_OF)
        return (
            f"SELECT 0 AS entry, CAST(0 AS BIGINT) AS row, {levels}, 0 AS centibits,"
            " CAST(0 AS BIGINT) AS packed, 0 AS place WHERE false"
        )

    def _pairs(self, stage: Stage) -> int:
        """Make `found_{stage}` (entry, row): who shares a key of the stage."""
        keys = self.rules.keys_of(stage)
        self.tables.keep(
            f"found_{stage.value}",
            "SELECT DISTINCT q.entry, k.row FROM ({query}) q JOIN keys k"
            " ON k.tag = q.tag AND k.key = q.key",
            query=entry_keys_sql(keys, self.hashed, "open_entries"),
        )
        return self.tables.count(f"found_{stage.value}")

    def _weigh(self, stage: Stage) -> None:
        """Make `pairs_{stage}`: levels and bits of what was found."""
        name = stage.value
        sure = [f"{made.sure} AS {fact}_sure" for fact, made in self.facts.items()]
        asked = [f"({self.facts[fact].asked}) AS {fact}_asked" for fact in self.asked]
        worths = [f"{fact}_worth" for fact in NAME_FACTS]
        numbers = [f"{fact}_book, {fact}_person" for fact in self.asked]
        self.tables.keep(
            f"reached_{name}",
            "SELECT entry, row, {columns} FROM ({pairs})",
            columns=", ".join([*sure, *asked, *worths, *numbers]),
            pairs=pair_sql(f"SELECT entry, row FROM found_{name}"),
        )
        self._answer(name)
        levels = ", ".join(
            f"{answered_sql(fact, self.rules, f'w.{fact}_sure', f'a.{fact}')} AS {fact}_level"
            if fact in self.asked
            else f"w.{fact}_sure AS {fact}_level"
            for fact in LEVELS_OF
        )
        self.tables.keep(
            f"pairs_{name}",
            "SELECT entry, row, {levels}, {total} AS centibits FROM (SELECT w.entry, w.row,"
            " {worths}, {reached} FROM reached_{name} w LEFT JOIN answered_{name} a"
            " ON a.entry = w.entry AND a.row = w.row)",
            name=name,
            levels=_LEVELS,
            total=self._total(),
            worths=", ".join(worths),
            reached=levels,
        )

    def _total(self) -> str:
        """Return the expression for the hundredths of bits, those of the family capped."""
        inside, outside = ["0"], ["0"]
        for fact in LEVELS_OF:
            place = inside if fact in self.rules.family_facts else outside
            place.append(bits_of_level(fact, self.rules, f"{fact}_level"))
        return f"{' + '.join(outside)} + least({' + '.join(inside)}, {self.rules.family_cap})"

    def _answer(self, name: str) -> None:
        """Make `answered_{stage}` (entry, row, the answer per name) of the pairs with a yes."""
        asked = " UNION ALL ".join(
            f"SELECT entry, row, '{fact}' AS fact, {fact}_book AS book, {fact}_person AS person"
            f" FROM reached_{name} WHERE {fact}_asked"
            for fact in self.asked
        )
        nothing = (
            "SELECT 0 AS entry, CAST(0 AS BIGINT) AS row, '' AS fact, CAST(0 AS BIGINT) AS book,"
            " CAST(0 AS BIGINT) AS person WHERE false"
        )
        self.tables.view(f"asked_{name}", asked or nothing)
        questions = (
            "SELECT q.book, q.person, b.normal, b.folded, b.bare,"
            " p.normal AS person_normal, p.folded AS person_folded, p.bare AS person_bare"
            f" FROM (SELECT DISTINCT book, person FROM asked_{name}) q"
            " JOIN entry_forms b ON b.number = q.book JOIN person_forms p ON p.number = q.person"
        )
        answering = partial(answers, self.words)
        self.tables.keep_mapped(f"answers_{name}", questions, answering, ANSWERS)
        flags = "".join(f", max(if(fact = '{fact}', x.yes, 0)) AS {fact}" for fact in self.asked)
        self.tables.view(
            f"answered_{name}",
            "SELECT a.entry, a.row{flags} FROM asked_{name} a JOIN answers_{name} x"
            " ON x.book = a.book AND x.person = a.person WHERE x.yes > 0"
            " GROUP BY a.entry, a.row",
            flags=flags,
            name=name,
        )

    def _judge(self, stage: Stage) -> int:
        """Make `proposals_{stage}` of what convinces, at last of all; return how many are open."""
        name = stage.value
        self.tables.keep(
            f"kept_{name}",
            "SELECT entry, row, {levels}, centibits, packed, place FROM (SELECT *, row_number()"
            " OVER (PARTITION BY entry ORDER BY packed DESC) AS place FROM (SELECT entry, row,"
            " {levels}, centibits, {packed} AS packed FROM pairs_{name} UNION SELECT k.entry,"
            " k.row, {levels}, k.centibits, k.packed FROM kept k LEFT SEMI JOIN open_entries o"
            " ON o.entry = k.entry)) WHERE place <= 2",
            levels=_LEVELS,
            packed=_PACKED,
            name=name,
        )
        self.tables.view("kept", f"SELECT * FROM kept_{name}")
        limits = self.rules.limits(stage, self.mode)
        links = (
            f"(veto = '' AND net - cost >= {limits.link}"
            f" AND (lead IS NULL OR lead - cost >= {limits.lead}))"
        )
        somebody_else = ", ".join(f"'{veto}'" for veto in sorted(self.rules.absent_vetoes)) or "''"
        self.tables.keep(
            f"proposals_{name}",
            "SELECT CAST(entry AS INT) AS entry, best - (CAST(cost AS BIGINT) << 32) AS best,"
            " second, '{name}' AS stage,"
            " CASE WHEN best IS NOT NULL AND {links} THEN 'link' WHEN enough AND (best IS NULL OR"
            " net < {absent} OR (veto <> '' AND veto IN ({somebody_else}))) THEN 'absent'"
            " ELSE 'look' END AS identity, veto FROM ({judged}) WHERE {chosen}",
            name=name,
            links=links,
            absent=str(self.rules.absent),
            somebody_else=somebody_else,
            judged=self._judged(),
            chosen="true" if stage is list(Stage)[-1] else f"best IS NOT NULL AND {links}",
        )
        done = " UNION ALL ".join(
            f"SELECT entry FROM proposals_{earlier.value}"
            for earlier in list(Stage)[: list(Stage).index(stage) + 1]
        )
        self.tables.view(
            "open_entries",
            "SELECT e.entry FROM entries e LEFT ANTI JOIN ({done}) d ON d.entry = e.entry",
            done=done,
        )
        return self.tables.count("open_entries")

    def _judged(self) -> str:
        """Return the query of the open entries with their two heaviest, the veto and its cost."""
        net = f"centibits - {size_centibits(self.persons)}"
        veto, cost = veto_sql(self.rules, net)
        return (
            "SELECT o.entry, e.enough, b.packed AS best, s.packed AS second, b.net,"
            " b.centibits - s.centibits AS lead, coalesce(b.veto, '') AS veto,"
            " coalesce(b.cost, 0) AS cost"
            " FROM open_entries o JOIN entries e ON e.entry = o.entry"
            f" LEFT JOIN (SELECT *, {net} AS net, {veto} AS veto, {cost} AS cost FROM kept"
            " WHERE place = 1) b ON b.entry = o.entry"
            " LEFT JOIN (SELECT * FROM kept WHERE place = 2) s ON s.entry = o.entry"
        )
