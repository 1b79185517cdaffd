"""How do the rules of matching read in SQL? Every test, key, veto and sum, made from `Rules`.

A pair is a row of `pair_columns`: births and codes of both sides as `e_{fact}` and `p_{fact}`, and
of each name what the two have in common. The forms of a name are numbers (0 = "", all bits = borne
by nobody in the population), packed so that one exclusive or compares several: `whole` is the
normal form and the bare form, `parts` surname and given name together, the given name, and a bit
for every letter that occurs an odd number of times; `folded` and `surname` stand alone.

Three tests look at letters or words. Where their precondition holds the pair is *asked*: it gets
the bits of the level without them (*sure*), and the difference when an answer says yes. An answer
is a bit for each of ASKED_TESTS that holds.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from hotich.core.matching import LEVELS_OF, NAME_OWNERS, RESIDENCE, Level, PartHash, Rules
from hotich.core.matching import Key as MatchingKey
from hotich.engines.matching.errors import UnknownTestError

NAME_FACTS: Final = ("name", "mother", "father", "spouse")
CODE_FACTS: Final = ("pin", "old_id", "sex", "commune")
FORMS: Final = ("normal", "folded", "bare", "ends", "given", "surname")
ASKED_TESTS: Final = ("marks_missing", "one_edit", "misspelt")
KNOWN: Final = 4_294_967_296
"""A name whose `whole` is less has no normal form: it is not known."""
PACKED_NAME: Final = (
    "((({n}.normal & 2147483647)::BIGINT << 32) | ({n}.bare::BIGINT & 4294967295)) AS {f}_whole,"
    " ((({n}.ends::BIGINT & 8388607) << 40) | (({n}.given::BIGINT & 16777215) << 16)"
    " | {n}.letters::BIGINT) AS {f}_parts, {n}.folded AS {f}_folded, {n}.surname AS {f}_surname"
)
MOST_ENDS: Final = 8_388_606
MOST_GIVEN: Final = 16_777_214

_SAME_BARE: Final = "{f}_whole & 4294967295 = 0"
_ALIKE: Final = "({f}_whole & 4294967295 = 0 OR {f}_folded)"
_IMPLY_ALIKE: Final = frozenset(
    {"same", "marks_missing", "same_without_thi", "same_folded", "one_edit", "misspelt"}
)
"""Tests that, but for what is asked, hold only between equal bare or folded forms."""
_SURE: Final[Mapping[str, str]] = {
    "same": "{f}_whole >> 32 = 0",
    "marks_missing": "{f}_whole >> 32 = 0",
    "same_without_thi": "({f}_whole & 4294967295 = 0 AND NOT {f}_folded)",
    "same_as_other_name": "other_name",
    "misspelt": "false",
    "same_folded": "{f}_folded",
    "one_edit": _SAME_BARE,
    "same_surname_given": "{f}_parts >> 40 = 0",
    "same_given": "({f}_parts >> 16) & 16777215 = 0",
    "same_surname": "{f}_surname",
    "otherwise": "true",
}
_BIRTH: Final[Mapping[str, str]] = {
    "same_first_january": "(e_birth = p_birth AND e_birth & 511 = 33)",
    "same_day": "(e_birth = p_birth AND e_birth & 31 > 0)",
    "same_month": "((e_birth & 31 = 0 OR p_birth & 31 = 0) AND e_birth & 480 > 0"
    " AND e_birth >> 5 = p_birth >> 5)",
    "year_only": "({same_year} AND (e_birth & 480 = 0 OR p_birth & 480 = 0))",
    "defaulted_day": "({same_year} AND ({alone}))",
    "swapped": "({same_year} AND {days} AND e_birth & 31 = (p_birth >> 5) & 15"
    " AND p_birth & 31 = (e_birth >> 5) & 15)",
    "year_near": "(e_birth & 31 > 0 AND e_birth & 511 <> 33 AND e_birth & 511 = p_birth & 511"
    " AND {apart} <= 2)",
    "one_part_differs": "({same_year} AND {days}"
    " AND (e_birth & 31 = p_birth & 31) <> (e_birth & 480 = p_birth & 480))",
    "same_day_month": "(e_birth & 31 > 0 AND e_birth & 511 <> 33"
    " AND e_birth & 511 = p_birth & 511)",
    "same_year": "{same_year}",
    "year_within_two": "(({alone}) AND {apart} <= 2)",
    "otherwise": "true",
}
_BIRTH_PARTS: Final = {
    "same_year": "e_birth >> 9 = p_birth >> 9",
    "days": "e_birth & 31 > 0 AND p_birth & 31 > 0",
    "apart": "abs((e_birth >> 9) - (p_birth >> 9))",
    "alone": "e_birth & 480 = 0 OR e_birth & 511 = 33 OR p_birth & 480 = 0 OR p_birth & 511 = 33",
}
_CODE: Final[Mapping[str, str]] = {
    "same": "e_{f} = p_{f}",
    "share_one": "e_{f} = p_{f}",
    "share_residence": "false",
    "otherwise": "true",
}
_COMMUNE: Final = {
    "share_one": "(e_commune = p_commune OR shared_commune)",
    "share_residence": "(e_commune = p_residence OR shared_residence)",
}


@dataclass(frozen=True)
class FactSql:
    """One fact in SQL: the level without asking, its bits, and when to ask for a lower level."""

    fact: str
    sure: str
    bits: str
    asked: str


def _unknown(fact: str) -> str:
    if fact in NAME_FACTS:
        return f"NOT {fact}_known"
    if fact == "birth":
        return "(e_birth < 512 OR p_birth < 512)"
    return f"(e_{fact} = 0 OR p_{fact} = 0)"


def code_text(column: str) -> str:
    """Return the expression for the digits of a numbered PIN or old number (see `coding`)."""
    return f"CASE WHEN {column} > 0 THEN substr({column}::VARCHAR, 2) ELSE odd_code({column}) END"


CODE_NEAR: Final = (
    "(e_{f} < 100000000 OR p_{f} < 100000000 OR e_{f} >= 2 * p_{f} OR p_{f} >= 2 * e_{f}"
    " OR e_{f} % 1000 = p_{f} % 1000 OR e_{f} // 1000000 = p_{f} // 1000000)"
)
"""Numbers of one length and at least 7 digits, one edit apart, begin or end alike."""
CODE_EDIT: Final = (
    f"({CODE_NEAR} AND damerau_levenshtein({code_text('e_{f}')}, {code_text('p_{f}')}) <= 1)"
)
"""Whether two numbers `f` are one edit apart; the one test that an engine may write otherwise."""


def _code_test(fact: str, test: str, edit: str) -> str:
    if fact == "commune" and test in _COMMUNE:
        return _COMMUNE[test]
    if test == "one_edit" and fact in {"pin", "old_id"}:
        return edit.format(f=fact)
    if test not in _CODE or (test == "share_one" and fact != "sex"):
        raise UnknownTestError(fact, test)
    return _CODE[test].format(f=fact)


def _test(fact: str, test: str, edit: str) -> str:
    if test == "either_unknown":
        return _unknown(fact)
    if fact == "birth":
        if test not in _BIRTH:
            raise UnknownTestError(fact, test)
        return _BIRTH[test].format(**_BIRTH_PARTS)
    if fact in CODE_FACTS:
        return _code_test(fact, test, edit)
    if test == "same_as_other_name" and fact != "name":
        return "false"
    if test not in _SURE:
        raise UnknownTestError(fact, test)
    return _SURE[test].format(f=fact)


def _case(fact: str, levels: Sequence[Level], values: Sequence[str], edit: str) -> str:
    """Return the value of the first level that holds, most pairs decided by few comparisons."""
    valued = [(level.test, value) for level, value in zip(levels, values, strict=True)]
    if fact not in NAME_FACTS:
        return _chain(fact, valued, edit)
    (_unknown_test, first), *others = valued
    differing = [(test, value) for test, value in others if test not in _IMPLY_ALIKE]
    return (
        f"CASE WHEN {_unknown(fact)} THEN {first} WHEN {_ALIKE.format(f=fact)}"
        f" THEN {_chain(fact, others, edit)} ELSE {_chain(fact, differing, edit)} END"
    )


def _chain(fact: str, valued: Sequence[tuple[str, str]], edit: str) -> str:
    arms = " ".join(f"WHEN {_test(fact, test, edit)} THEN {value}" for test, value in valued)
    return f"CASE {arms} ELSE {valued[-1][1]} END"


def level_bits(fact: str, level: Level) -> str:
    """Return the expression for the hundredths of bits of a level of that fact."""
    worth = f" + {fact}_worth" if level.rarity else ""
    return f"({level.centibits}{worth})"


def fact_sql(fact: str, rules: Rules, edit: str = CODE_EDIT) -> FactSql:
    """Return one fact in SQL, with a test like CODE_EDIT. Raises UnknownTestError."""
    levels = rules.levels[LEVELS_OF[fact]]
    if not levels or levels[0].test != "either_unknown" or levels[0].rarity:
        raise UnknownTestError(fact, levels[0].test if levels else "")
    numbers = [str(number) for number in range(len(levels))]
    bits = [level_bits(fact, level) for level in levels]
    sure = _case(fact, levels, numbers, edit)
    weights = _case(fact, levels, bits, edit)
    return FactSql(fact, sure, weights, _may_ask(fact, levels, sure))


def unknown_fact_sql(fact: str, rules: Rules) -> FactSql:
    """Return a fact that no entry knows: always its first level. Raises UnknownTestError."""
    fact_sql(fact, rules)
    return FactSql(fact, "0", level_bits(fact, rules.levels[LEVELS_OF[fact]][0]), "")


def asked_levels(fact: str, rules: Rules) -> dict[str, int]:
    """Return the numbers of the levels of a name that hang on a test of ASKED_TESTS."""
    levels = enumerate(rules.levels[LEVELS_OF[fact]]) if fact in NAME_FACTS else ()
    found: dict[str, int] = {}
    for at, level in levels:
        if level.test in ASKED_TESTS:
            found.setdefault(level.test, at)
    return found


def answered_sql(fact: str, rules: Rules, sure: str, yes: str) -> str:
    """Return the number of the level, given the sure one and the answer (expressions)."""
    reached = [
        f"CASE WHEN {yes} & {1 << ASKED_TESTS.index(test)} > 0 THEN {at} ELSE {sure} END"
        for test, at in asked_levels(fact, rules).items()
    ]
    return f"CASE WHEN {yes} > 0 THEN least({sure}, {', '.join(reached)}) ELSE {sure} END"


def _may_ask(fact: str, levels: Sequence[Level], sure: str) -> str:
    """Return the condition under which an answer may give a lower level; "" for never."""
    at = {level.test: number for number, level in reversed([*enumerate(levels)])}
    asked = {test: at[test] for test in ASKED_TESTS if test in at}
    if fact not in NAME_FACTS or not asked:
        return ""

    def above(*tests: str) -> str:
        known = [asked[test] for test in tests if test in asked]
        return f"({sure}) > {min(known)}" if known else "false"

    return (
        f"{fact}_known AND CASE WHEN {fact}_folded AND {fact}_whole >> 32 <> 0"
        f" THEN {above('marks_missing', 'misspelt')}"
        f" WHEN {_SAME_BARE.format(f=fact)} THEN {above('misspelt')}"
        f" WHEN bit_count({fact}_parts & 65535) <= 2 THEN {above('misspelt', 'one_edit')}"
        " ELSE false END"
    )


def pair_columns() -> str:
    """Return the columns of a pair, from rows `e` (entry), `p` (person), `o`, `shared`, `living`.

    Every fact is there; DuckDB reads only those that a statement uses.
    """
    columns = ["q.entry", "q.row", "e.birth AS e_birth", "p.birth AS p_birth"]
    columns += ["p.residence AS p_residence"]
    columns += [f"e.{fact} AS e_{fact}, p.{fact} AS p_{fact}" for fact in CODE_FACTS]
    columns += [
        "o.bare IS NOT NULL AS other_name",
        "shared.entry_set IS NOT NULL AS shared_commune",
        "living.entry_set IS NOT NULL AS shared_residence",
    ]
    for fact in NAME_FACTS:
        columns += [
            f"xor(e.{fact}_whole, p.{fact}_whole) AS {fact}_whole",
            f"xor(e.{fact}_parts, p.{fact}_parts) AS {fact}_parts",
            f"e.{fact}_folded = p.{fact}_folded AS {fact}_folded",
            f"(e.{fact}_surname = p.{fact}_surname AND p.{fact}_surname > 0) AS {fact}_surname",
            f"(e.{fact}_whole >= {KNOWN} AND p.{fact}_whole >= {KNOWN}) AS {fact}_known",
            f"p.{fact}_whole >> 32 AS {fact}_normal",
            f"e.{fact}_worth AS {fact}_worth",
        ]
    return ", ".join(columns)


def bits_of_level(fact: str, rules: Rules, number: str) -> str:
    """Return the expression for the bits of the level with that number (an expression)."""
    levels = enumerate(rules.levels[LEVELS_OF[fact]])
    arms = " ".join(f"WHEN {at} THEN {level_bits(fact, level)}" for at, level in levels)
    return f"CASE {number} {arms} END"


def pattern_sql(
    when: Mapping[str, frozenset[str]], unless: Mapping[str, frozenset[str]], rules: Rules
) -> str:
    """Return the condition of a pattern (a veto and the like), on columns `{fact}_level`."""
    needed = [_at_levels(fact, levels, rules) for fact, levels in when.items()]
    barred = [f"NOT {_at_levels(fact, levels, rules)}" for fact, levels in unless.items()]
    return " AND ".join([*needed, *barred]) or "true"


def veto_sql(rules: Rules, net: str) -> tuple[str, str]:
    """Return what the first veto that holds says: its code where it forbids, and what it costs.

    Two expressions on columns `{fact}_level` and the net weight (an expression): "" where nothing
    forbids, 0 where nothing is doubted.
    """
    codes, costs = [], []
    for veto in rules.vetoes:
        when = f"WHEN {pattern_sql(veto.when, veto.unless, rules)} THEN"
        cap = "0" if veto.at_most is None else f"({net}) - ({veto.at_most})"
        codes.append(f"{when} '{veto.code if veto.forbids else ''}'")
        costs.append(f"{when} greatest({veto.centibits}, {cap})")
    if not codes:
        return "''", "0"
    return f"CASE {' '.join(codes)} ELSE '' END", f"CASE {' '.join(costs)} ELSE 0 END"


def _at_levels(fact: str, wanted: frozenset[str], rules: Rules) -> str:
    if fact not in LEVELS_OF:
        return "false"
    levels = enumerate(rules.levels[LEVELS_OF[fact]])
    numbers = [str(at) for at, level in levels if level.level in wanted]
    return f"({fact}_level IN ({', '.join(numbers)}))" if numbers else "false"


@dataclass(frozen=True)
class KeySql:
    """One key in SQL, over a row `s` of hashed parts: the joins it needs, its number, its gate."""

    joins: tuple[str, ...]
    number: str
    condition: str


_COLUMN_PARTS: Final = {"pin": "s.pin", "old_id": "s.old_id"}
_DATE_COLUMNS: Final = {
    "year": ("year_hashes", "{birth} >> 9"),
    "date": ("date_hashes", "{birth}"),
    "month_day": ("month_day_hashes", "{birth} & 511"),
}


def key_sql(
    key: MatchingKey, hashed: PartHash, *, names: str, own_names: str = "", birth: str = "s.birth"
) -> KeySql:
    """Return the key over the rows `s`, whose name columns number rows of the table `names`.

    `own_names` is a table (id, name) that gives each row several names of its own; "" when
    `s.name` is its only one. Joins leave out rows that lack a part.
    """
    joins, terms = [], [str(hashed.tag(key))]
    for part in key.parts:
        alias = f"part_{part}"
        if part in _COLUMN_PARTS:
            joins.append("")
            terms.append(f"nullif({_COLUMN_PARTS[part]}, 0)")
        elif part in {"commune", RESIDENCE}:
            joins.append(f"JOIN commune_hashes AS {alias} ON {alias}.commune = s.{part}")
            terms.append(f"{alias}.hash")
        elif part in _DATE_COLUMNS:
            table, code = _DATE_COLUMNS[part]
            joins.append(f"JOIN {table} AS {alias} ON {alias}.code = {code.format(birth=birth)}")
            terms.append(f"{alias}.hash")
        elif part in NAME_OWNERS:
            joins.append(_name_join(part, alias, names, own_names))
            terms.append(f"{alias}.{part}_hash")
        else:
            raise UnknownTestError(key.tag, part)
    gate = "" if key.defaulted_dates else f"{birth} & 511 <> 33"
    number = terms[0]
    for term in terms[1:]:
        number = f"xor({number}, {term})"
    return KeySql(tuple(filter(None, joins)), number, gate or "true")


def _name_join(part: str, alias: str, names: str, own_names: str) -> str:
    owner = NAME_OWNERS[part]
    if owner == "name" and own_names:
        return (
            f"JOIN {own_names} AS own_{part} ON own_{part}.id = s.id"
            f" JOIN {names} AS {alias} ON {alias}.name = own_{part}.name"
        )
    return f"JOIN {names} AS {alias} ON {alias}.name = s.{owner}"


def hashed_parts(rules: Rules) -> tuple[str, ...]:
    """Return the parts of names that the keys of the rules hash."""
    used = {part for key in rules.keys for part in key.parts}
    return tuple(part for part in NAME_OWNERS if part in used)


def enough_sql(rules: Rules, birth: str) -> str:
    """Return whether a row `b` of texts says enough for nobody to be he (core `knows_enough`)."""
    known = {
        "day": f"({birth} >= 512 AND {birth} & 31 > 0)",
        "mother": "b.mother_name <> ''",
        "father": "b.father_name <> ''",
        "spouse": "b.spouse_name <> ''",
        "pin": "b.pin <> ''",
        "old_id": "b.old_id_number <> ''",
    }
    needed = " OR ".join(known[fact] for fact in sorted(rules.absent_needs))
    return f"(b.full_name <> '' AND ({needed or 'false'}))"


def guesses_sql(key: MatchingKey, rows: str) -> str:
    """Return the rows of a table `rows` once per guessed birth of a key, in a column `guess`.

    The births as typed, day and month swapped, and the years beside; see core `guessed_births`.
    """
    selects = [f"SELECT *, birth AS guess FROM {rows}"]
    if {"date", "month_day"}.intersection(key.parts):
        day, month = "birth & 31", "(birth >> 5) & 15"
        selects.append(
            f"SELECT *, ((birth >> 9) << 9) | (({day}) << 5) | ({month}) FROM {rows}"
            f" WHERE {day} BETWEEN 1 AND 12 AND {day} <> {month}"
        )
    selects.extend(
        f"SELECT *, birth + ({shift} * 512) FROM {rows}"
        f" WHERE birth >= 512 AND (birth >> 9) + ({shift}) BETWEEN 1 AND 9999"
        for shift in key.year_shifts
    )
    return " UNION ALL ".join(selects)
