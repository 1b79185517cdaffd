"""What holds without Spark: the reading of texts, and what is said when Spark is not there."""

import pickle

import pytest

from hotich.core.matching import PartHash, person_keys, read_name, rules
from hotich.engines.matching.rule_sql import FORMS, hashed_parts
from hotich.engines.matching.weighing import ASKED_TESTS, answer
from hotich.engines.spark import (
    LOCAL_SETTINGS,
    SETTINGS,
    JavaMissingError,
    PysparkMissingError,
    session,
)
from hotich.engines.spark.coding import (
    answers,
    guess_births,
    names_schema,
    read_births,
    read_communes,
    read_names,
)
from tests.engines.oracle import facts_of

RULES = rules()
SECRET = b"key of the tests"


def test_a_name_is_read_by_the_core_and_its_forms_are_numbered():
    parts = hashed_parts(RULES)
    reading = pickle.loads(pickle.dumps(read_names(SECRET, parts)))
    columns = [column.split()[0] for column in names_schema(parts).split(", ")]
    rows = [dict(zip(columns, row, strict=True)) for row in
            reading([("Lý Thị  Hoà",), ("LÍ THỊ HÒA",), ("—",), ("",)])]  # fmt: skip
    assert all(rows[0][form] == rows[1][form] > 0 for form in FORMS)
    assert rows[0]["normal_text"] == read_name("Lý Thị Hoà").normal
    assert rows[0]["name_hash"] == PartHash(SECRET)("name", read_name("Lý Thị Hoà").bare)
    for row in rows[2:]:
        assert {row[form] for form in FORMS} == {0}
        assert {row[f"{part}_hash"] for part in parts} == {None}


def test_births_and_communes_have_the_parts_of_the_keys_of_the_core():
    hashed = PartHash(SECRET)
    (born,) = read_births(SECRET)([("1998-09-02",)])
    assert born == ("1998-09-02", 1998 * 512 + 9 * 32 + 2, hashed("year", "1998"),
                    hashed("date", "1998-09-02"), hashed("month_day", "09-02"))  # fmt: skip
    assert [*read_births(SECRET)([("x",)])] == [("x", 0, None, None, None)]
    (commune,) = read_communes(SECRET)([("99999", "")])
    assert commune == ("99999", "", 0, [])
    facts = facts_of({"pin": "000000000001", "birth_date": "1998"})
    assert hashed("tag", "pin") ^ hashed("pin", "000000000001") in person_keys(facts, RULES, hashed)


def test_births_are_guessed_by_the_core():
    rows = [*guess_births(SECRET, RULES.keys)([("1998-09-02",), ("1998-01-01",)])]
    hashed = PartHash(SECRET)
    dated = {row[3] for row in rows if row[:2] == ("1998-09-02", "nd")}
    assert dated == {hashed("date", "1998-09-02"), hashed("date", "1998-02-09")}
    assert not [row for row in rows if row[:2] == ("1998-01-01", "nd")]
    years = {row[2] for row in rows if row[:2] == ("1998-01-01", "ny")}
    assert years == {hashed("year", str(year)) for year in range(1996, 2001)}


def test_what_letters_decide_is_asked_of_the_core():
    words = frozenset({"nguyễn", "thị", "lan", "lê", "an", "anh"})
    marks = ("nguyễn thị lan", "nguyen thi lan", "nguyen lan")
    bare = ("nguyen thi lan", "nguyen thi lan", "nguyen lan")
    pairs = [(1, 2, *marks, *bare), (3, 4, *LE_AN, *LE_ANH), (5, 6, *marks, *LE_AN)]
    found = {(book, person): yes for book, person, yes in answers(words, pairs)}
    assert found == {
        (1, 2): answer(marks, bare, words),
        (3, 4): answer(LE_AN, LE_ANH, words),
        (5, 6): 0,
    }
    assert found[1, 2] >> ASKED_TESTS.index("marks_missing") & 1
    assert found[3, 4] >> ASKED_TESTS.index("one_edit") & 1


LE_AN, LE_ANH = ("lê an", "le an", "le an"), ("lê anh", "le anh", "le anh")


@pytest.mark.parametrize(
    ("package", "java", "fault"),
    [(None, "/usr/bin/java", PysparkMissingError), ("here", None, JavaMissingError)],
)
def test_what_is_missing_is_named(monkeypatch, package, java, fault):
    monkeypatch.setattr(session, "find_spec", lambda _name: package)
    monkeypatch.setattr(session.shutil, "which", lambda _name: java)
    monkeypatch.delenv("JAVA_HOME", raising=False)
    with pytest.raises(fault):
        session.start("2GB")


def test_every_setting_has_its_reason():
    assert all(reason for _value, reason in (*SETTINGS.values(), *LOCAL_SETTINGS.values()))
    assert LOCAL_SETTINGS["spark.ui.enabled"][0] == "false"
    assert LOCAL_SETTINGS["spark.driver.bindAddress"][0] == "127.0.0.1"
