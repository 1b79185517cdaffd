"""Every test of the rules has a statement, and the statements say what the core says."""

import duckdb
from hypothesis import given, settings
from hypothesis import strategies as st

from hotich.core.matching import (
    BIRTH_TESTS,
    CODE_TESTS,
    LEVELS_OF,
    NAME_TESTS,
    Name,
    NamePair,
    PartHash,
    Stage,
    query_keys,
    read_name,
    rules,
)
from hotich.engines.matching import prepare
from hotich.engines.matching.entries import EntryCoder, query_sql
from hotich.engines.matching.naming import letters_of
from hotich.engines.matching.progress import Clock
from hotich.engines.matching.rule_sql import _BIRTH, _CODE, _SURE, CODE_NEAR, fact_sql
from hotich.engines.matching.sql import connect
from hotich.engines.matching.workers import Workers
from tests.engines.oracle import facts_of
from tests.engines.small_world import ENTRIES, POPULATION, SmallWorld, write_table

RULES = rules()
EDITS = duckdb.connect()
FOLDED = st.text("abhinty ", max_size=8)


def test_every_test_of_the_core_has_a_statement():
    unknown = {"either_unknown"}
    assert unknown | set(_SURE) == set(NAME_TESTS)
    assert unknown | set(_BIRTH) == set(BIRTH_TESTS)
    assert unknown | set(_CODE) | {"one_edit"} == set(CODE_TESTS)
    assert all(fact_sql(fact, RULES).bits for fact in LEVELS_OF)


@settings(max_examples=300, deadline=None)
@given(FOLDED, FOLDED)
def test_one_edit_in_duckdb_is_one_edit_in_the_core(left, right):
    pair = NamePair(Name("", left, left, "", ""), Name("", right, right, "", ""))
    holds = EDITS.execute("SELECT damerau_levenshtein($1, $2) <= 1", [left, right]).fetchone()
    assert holds == (NAME_TESTS["one_edit"](pair),)
    if holds == (True,):
        assert (letters_of(left) ^ letters_of(right)).bit_count() <= 2


@given(st.text(max_size=30))
def test_folded_names_are_ascii(text):
    assert read_name(text).bare.isascii()


def test_entries_are_looked_up_by_the_keys_of_the_core(tmp_path):
    world = SmallWorld(21, 80, 120)
    population = write_table(tmp_path / "population.csv", POPULATION, world.population)
    entries = write_table(tmp_path / "entries.csv", ENTRIES, world.entries)
    prepared = prepare(population, tmp_path / "p", rules=RULES, as_of="2026-11-22")
    connection = connect("500MB", tmp_path)
    prepared.attach(connection)
    hashed = PartHash(bytes.fromhex(prepared.meta.secret))
    coder = EntryCoder(connection, prepared, prepared.names, RULES, tmp_path, Workers(1))
    coder.code(entries, Clock())
    connection.execute("CREATE TEMP TABLE every AS SELECT entry FROM entries")
    for stage in Stage:
        found: set[tuple[int, int]] = set()
        # A number of papers stands for itself, not for its hash.
        for key in RULES.keys_of(stage):
            if not {"pin", "old_id"}.intersection(key.parts):
                asked = connection.execute(query_sql(key, hashed, "every"))
                found |= set(asked.fetchall())
        wanted = {
            (number, key.key)
            for number, entry in enumerate(world.entries)
            for key in query_keys(facts_of(entry), RULES, hashed, stage)
            if key.tag not in {"pin", "oid"}
        }
        assert found == wanted


@settings(max_examples=300, deadline=None)
@given(st.from_regex("[0-9]{7,13}", fullmatch=True), st.integers(0, 12), st.integers(0, 3))
def test_numbers_one_edit_apart_begin_or_end_alike(digits, at, kind):
    at %= len(digits)
    edited = {
        0: digits[:at] + "7" + digits[at + 1 :],
        1: digits[:at] + digits[at + 1 :],
        2: digits[:at] + "7" + digits[at:],
        3: digits[:at] + digits[at : at + 2][::-1] + digits[at + 2 :],
    }[kind]
    near = f"SELECT {CODE_NEAR.format(f='n')} FROM (SELECT $1::BIGINT AS e_n, $2::BIGINT AS p_n)"
    assert EDITS.execute(near, [int(f"1{digits}"), int(f"1{edited}")]).fetchone() == (True,)
