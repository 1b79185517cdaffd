"""The proposal: the right person is linked, brothers, sisters and twins never are."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotich.core.dates import from_iso
from hotich.core.matching import (
    DATE_PARTS,
    FACT_WORDS,
    IDENTITY_WORDS,
    LEVEL_WORDS,
    LEVELS_OF,
    NAME_PARTS,
    RESIDENCE,
    VETO_WORDS,
    Facts,
    Identity,
    Judgement,
    Mode,
    NameTable,
    fact_words,
    fold_name,
    judge,
    level_words,
    rules,
    weigh,
)
from tests.core.matching.people import LAN, lan

MILLION = 1_000_000
RULES = rules()
SIZES = pytest.mark.parametrize("persons", [1, 500, 10_000, MILLION, 10_000_000])


def proposal(entry: Facts, *people: Facts, persons: int = 10_000) -> Judgement:
    numbered = {f"p{number}": person for number, person in enumerate(people)}
    weighings = [weigh(entry, each, RULES, candidate=at) for at, each in numbered.items()]
    return judge(weighings, RULES, persons=persons)


def borne(share: float) -> NameTable:
    """Return a table of names in which Lan's has that share."""
    persons = 1 << 40
    return NameTable("2026-11-22", persons, {fold_name(LAN.full_name): round(share * persons)})


def level(entry: Facts, person: Facts, fact: str) -> str:
    return weigh(entry, person, RULES).level_of(fact)


@pytest.mark.parametrize(
    "entry",
    [
        LAN,
        lan(full_name="TRẦN THỊ HOÀI LAN"),
        lan(full_name="Trần Thị Hoai Lan"),
        lan(full_name="Tran Thi Hoai Lan", mother_name="Pham Thi Ly"),
        lan(full_name="Trần Hoài Lan"),
        lan(birth="1998"),
        lan(birth="1998-09"),
        lan(birth="1998-02-09"),
        lan(birth="1999-09-02"),
        lan(birth="1998-09-12"),
        lan(mother_name="Phạm Lí"),
        lan(mother_name=""),
        lan(father_name=""),
        lan(sex="unknown"),
        lan(commune_code=""),
    ],
    ids=str,
)  # fmt: skip
def test_the_right_person_is_proposed(entry: Facts):
    assert proposal(entry, LAN, persons=MILLION).identity is Identity.LINK


def test_year_only_meets_the_first_of_january():
    found = proposal(lan(birth="1998"), lan(birth="1998-01-01"), persons=MILLION)
    assert found.identity is Identity.LINK
    assert found.best
    assert found.best.level_of("birth") == "year_only"


def test_step_one_alone_is_enough_in_a_commune():
    entry = Facts("Trần Thị Hoài Lan", from_iso("1998-09-02"), commune_code="16171")
    assert proposal(entry, LAN, persons=10_000).identity is Identity.LINK


@SIZES
@pytest.mark.parametrize(
    "sibling",
    [
        lan(full_name="Trần Thị Mai", birth="2000-03-05"),
        lan(full_name="Trần Quang Hùng", birth="1996-12-11", sex="male"),
        lan(full_name="Trần Thị Mai", birth="1998-01-01"),
        lan(full_name="Trần Thị Thu Lan", birth="2000-03-05"),
        lan(full_name="Trần Thị Mai", birth="1999"),
    ],
    ids=str,
)
def test_a_sibling_is_never_linked(sibling: Facts, persons: int):
    found = proposal(LAN, sibling, persons=persons)
    assert found.identity is not Identity.LINK
    assert proposal(sibling, LAN, persons=persons).identity is not Identity.LINK


@SIZES
@pytest.mark.parametrize(
    "twin",
    [
        "Trần Thị Hoài Mai",
        "Trần Thị Mai",
        "Trần Thị Hoài Loan",
        "Trần Thị Hoài Lân",
        "Trần Thị Thu Lan",
    ],
)
def test_a_twin_is_never_linked(twin: str, persons: int):
    assert proposal(LAN, lan(full_name=twin), persons=persons).identity is not Identity.LINK


def test_a_name_and_a_birth_that_both_differ_are_never_linked_even_by_number():
    entry = lan(pin="000198000001")
    other = lan(pin="000198000001", full_name="Trần Thị Mai", birth="2000-03-05")
    found = proposal(entry, other)
    assert (found.identity, found.veto) == (Identity.LOOK, "name_and_birth_differ")


@pytest.mark.parametrize("name", ["H' Bia Niê", "H’Bia Niê", "H’ BIA NIÊ", "H'Bia  Niê"])
def test_an_apostrophe_is_notation(name: str):
    assert level(lan(full_name=name), lan(full_name="H'Bia Niê"), "name") == "same"


def test_the_number_overrules_another_name_of_the_same_day():
    entry = lan(pin="000198000001")
    found = proposal(entry, lan(pin="000198000001", full_name="Trần Thị Mai"), persons=MILLION)
    assert found.identity is Identity.LINK


@SIZES
@pytest.mark.parametrize("birth", ["1998-09-12", "1998", "1999-09-02", "1998-01-01"])
def test_a_namesake_with_another_mother_is_looked_at(birth: str, persons: int):
    found = proposal(LAN, lan(mother_name="Lại Thị Tuyết", birth=birth), persons=persons)
    assert found.identity is not Identity.LINK


def test_a_mother_entered_wrongly_does_not_hide_the_child():
    found = proposal(LAN, lan(mother_name="Lại Thị Tuyết"))
    assert found.identity is Identity.LINK


def test_another_number_is_looked_at():
    found = proposal(lan(pin="000198000001"), lan(pin="000198777777"), persons=1)
    assert (found.identity, found.veto) == (Identity.LOOK, "pin_differs")


NUMBER = "000198000001"


@pytest.mark.parametrize(
    ("entry", "person", "veto", "identity"),
    [
        (LAN, lan(full_name="Trần Thị Mai", birth="2000-03-05"), "sibling", Identity.ABSENT),
        (LAN, lan(mother_name="Lại Thị Tuyết", birth="1990-03-05"), "namesake", Identity.ABSENT),
        (LAN, lan(birth="2000-03-05"), "birth_differs", Identity.LOOK),
        (LAN, lan(birth="1985-09-02"), "birth_differs", Identity.LOOK),
        (lan(mother_name=""), lan(birth="1998-03-12"), "birth_differs", Identity.LOOK),
        (lan(father_name=""), lan(birth="1998-03-12"), "birth_differs", Identity.LOOK),
        (lan(birth="1998"), lan(mother_name="Lại Thị Tuyết"), "parent_differs", Identity.LOOK),
        (lan(father_name=""), lan(mother_name="Lại Thị Tuyết"), "parent_differs", Identity.LOOK),
        (LAN, lan(mother_name="Lại Thị Tuyết", commune_code="00004"), "parent_differs",
         Identity.LOOK),
        (lan(birth="1998", father_name="", mother_name=""), LAN, "uncorroborated", Identity.LOOK),
        (LAN, lan(full_name="Trần Thị Hoài Lân"), "name_differs", Identity.LOOK),
        (lan(pin=NUMBER, birth="1998"), lan(pin=NUMBER, full_name="Lê Văn Bình"), "name_differs",
         Identity.LOOK),
        (lan(pin=NUMBER), lan(pin="000198777777"), "pin_differs", Identity.LOOK),
    ],
)  # fmt: skip
def test_each_veto_keeps_its_kind_of_wrong_link_away(
    entry: Facts, person: Facts, veto: str, identity: Identity
):
    found = proposal(entry, person, persons=1)
    assert (found.reason, found.identity) == (veto, identity)


@pytest.mark.parametrize(
    ("entry", "person", "cost"),
    [
        (lan(birth="1998"), lan(commune_code="00004"), 4),
        (lan(mother_name=""), lan(birth="1998-09-12"), 4),
    ],
)
def test_a_doubt_takes_bits_away(entry: Facts, person: Facts, cost: int):
    found = proposal(entry, person)
    raw = weigh(entry, person, RULES)
    assert found.best is not None
    assert (found.doubt, found.veto) == ("uncorroborated", "")
    assert found.best.bits == raw.bits - cost
    assert found.best.levels[-1].fact == "doubt"
    assert level_words(found.best.levels[-1]) == VETO_WORDS["uncorroborated"]
    assert fact_words(found.best.levels[-1]) == FACT_WORDS["doubt"]


def test_a_doubt_among_family_is_as_great_among_few():
    near = lan(full_name="Trần Thị Hoài Lân")
    few, many = (proposal(LAN, near, persons=persons).bits for persons in (1, MILLION))
    assert few == many == 0


WORDS = ("trần", "thị", "hoài", "lan", "lân")


@pytest.mark.parametrize(
    ("book", "reached"),
    [
        ("Trần Thị Hoài Lann", "misspelt"),
        ("Trần Thị Hoài Lãn", "misspelt"),
        ("Trầnx Thị Hoài Lan", "misspelt"),
        ("TRAN THI HOAI LANN", "misspelt"),
        ("Trần Thị Hoài Lân", "marks_differ"),
        ("Trầm Thị Hoài Lân", "one_edit"),
        ("Trần Thị Hoài Lan", "same"),
    ],
)
def test_a_slip_makes_a_word_that_no_name_has(book: str, reached: str):
    names = NameTable("2026-11-22", 1, {}, WORDS)
    assert weigh(lan(full_name=book), LAN, RULES, names=names).level_of("name") == reached


def test_without_a_list_of_words_no_name_is_misspelt():
    assert level(lan(full_name="Trần Thị Hoài Lann"), LAN, "name") == "one_edit"


def test_who_lives_where_the_book_is_kept_agrees_a_little():
    assert level(lan(commune_code="00004"), lan(residence_code="00004"), "commune") == "residence"
    assert level(LAN, lan(residence_code="00004"), "commune") == "same"


def test_two_people_alike_are_looked_at():
    found = proposal(LAN, LAN, lan(birth="1998"))
    assert found.identity is Identity.LOOK or found.lead >= 6
    assert proposal(LAN, LAN, LAN).identity is Identity.LOOK


def test_nobody_near_is_absent():
    stranger = Facts("Lê Văn Bình", from_iso("1950-04-06"), "male", "Lê A", "Đỗ Thị B", "00004")
    assert proposal(LAN, stranger).identity is Identity.ABSENT
    nobody = judge((), RULES, persons=10)
    assert (nobody.identity, nobody.best, nobody.bits) == (Identity.ABSENT, None, -math.inf)


def test_little_known_is_looked_at():
    entry = Facts("Trần Thị Lan", from_iso("1998"))
    person = Facts("Trần Thị Lan", from_iso("1998"))
    assert proposal(entry, person, persons=MILLION).identity is Identity.LOOK


@pytest.mark.parametrize(
    ("name", "reached"),
    [
        ("Trần Thị Hoài Lan", "same"),
        ("Tran Thi Hoai Lan", "marks_missing"),
        ("Trần Thị Hoai Lan", "marks_missing"),
        ("Trần Hoài Lan", "without_thi"),
        ("Trần Thị Hoài Lân", "marks_differ"),
        ("Trần Thị Hoài Loan", "one_edit"),
        ("Trần Thu Lan", "surname_given"),
        ("Lê Thị Lan", "given_only"),
        ("Trần Thị Mai", "surname_only"),
        ("Lê Văn Bình", "differs"),
        ("", "unknown"),
    ],
)
def test_levels_of_names(name: str, reached: str):
    assert level(lan(full_name=name), LAN, "name") == reached


@pytest.mark.parametrize(
    ("book", "population", "reached"),
    [
        ("1998-09-02", "1998-09-02", "same_day"),
        ("1998-01-01", "1998-01-01", "same_first_january"),
        ("1998-09", "1998-09-02", "same_month"),
        ("1998", "1998-09-02", "year_only"),
        ("1998", "1998", "year_only"),
        ("1998-09-02", "1998-01-01", "defaulted_day"),
        ("1998-02-09", "1998-09-02", "swapped"),
        ("2000-09-02", "1998-09-02", "year_near"),
        ("1998-09-12", "1998-09-02", "part"),
        ("1998-03-12", "1998-09-02", "year_only_agrees"),
        ("1999", "1998-09-02", "year_only_near"),
        ("1985-09-02", "1998-09-02", "day_month"),
        ("1985-01-01", "1998-01-01", "differs"),
        ("1999-01-02", "1998-09-02", "differs"),
        ("1990", "1998", "differs"),
        ("", "1998", "unknown"),
    ],
)
def test_levels_of_births(book: str, population: str, reached: str):
    assert level(lan(birth=book), lan(birth=population), "birth") == reached


def test_one_of_the_heirs_of_a_divided_commune_agrees():
    assert level(lan(commune_code="16174,16171"), LAN, "commune") == "same"
    assert level(lan(commune_code="16174"), LAN, "commune") == "differs"


def test_other_names_count():
    assert level(lan(full_name="Trần Cún"), lan(other_names="Trần Cún"), "name") == "other_name"


def test_a_rare_name_weighs_more_up_to_the_cap():
    def bits(share: float) -> float:
        hits = weigh(LAN, LAN, RULES, names=borne(share)).levels
        return next(hit.bits for hit in hits if hit.fact == "name")

    assert bits(1 / 64) == 6
    assert bits(1 / 1024) == 10
    assert bits(1e-9) == bits(0) == RULES.rarity.cap / 100


def test_family_evidence_is_capped_and_said():
    weighed = weigh(LAN, LAN, RULES, names=borne(0))
    family = [
        hit for hit in weighed.levels if hit.fact in {"mother", "father", "commune", "family"}
    ]
    assert sum(hit.bits for hit in family) == RULES.family_cap / 100
    assert level_words(family[-1])
    assert fact_words(family[-1])


def test_every_level_has_words():
    levels = {row.level for rows in RULES.levels.values() for row in rows}
    assert levels <= set(LEVEL_WORDS)
    assert {"family", "doubt", *LEVELS_OF} <= set(FACT_WORDS)
    assert set(IDENTITY_WORDS) == set(Identity)
    assert set(VETO_WORDS) == {"", *(veto.code for veto in RULES.vetoes)}


def test_the_last_level_of_each_fact_always_holds():
    assert all(rows[-1].test == "otherwise" for rows in RULES.levels.values())


def test_vetoes_name_facts_and_levels_that_exist():
    for veto in RULES.vetoes:
        for fact, levels in [*veto.when.items(), *veto.unless.items()]:
            assert levels <= {row.level for row in RULES.levels[LEVELS_OF[fact]]}, veto.code


def test_every_key_is_made_of_parts_that_exist():
    parts = {"pin", "old_id", "commune", RESIDENCE, *NAME_PARTS, *DATE_PARTS}
    assert all(set(key.parts) <= parts for key in RULES.keys)
    assert len({key.tag for key in RULES.keys}) == len(RULES.keys)


def test_nobody_unattended_links_what_a_clerk_would_not_be_shown_as_likely():
    screen, unattended = RULES.thresholds[Mode.SCREEN], RULES.thresholds[Mode.UNATTENDED]
    assert (unattended.link, unattended.lead) >= (screen.link, screen.lead)
    assert RULES.absent < screen.link


names = st.sampled_from(["", "Lê Lan", "Lê Thị Lan", "Lê Lân", "Trần Văn Bình", "Y Blô Niê"])
births = st.sampled_from(["", "1998", "1998-09", "1998-09-02", "1998-01-01", "1974-05-05"])
people = st.builds(
    lambda name, birth, mother, father, sex: Facts(
        name, from_iso(birth), sex, mother, father, "16171"
    ),
    names, births, names, names, st.sampled_from(["male", "female", "unknown"]),
)  # fmt: skip


@given(people, people)
def test_the_bits_of_the_levels_add_up(entry: Facts, person: Facts):
    weighed = weigh(entry, person, RULES, candidate="p")
    assert weighed.bits == pytest.approx(sum(hit.bits for hit in weighed.levels))
    assert weighed.candidate == "p"


@given(people, people)
def test_levels_are_the_same_from_either_side(entry: Facts, person: Facts):
    there, back = weigh(entry, person, RULES), weigh(person, entry, RULES)
    assert [hit.level for hit in there.levels] == [hit.level for hit in back.levels]


@given(people)
def test_nothing_weighs_more_than_the_same_facts(person: Facts):
    same = weigh(person, person, RULES)
    assert all(hit.bits >= 0 for hit in same.levels if hit.fact != "family")


@given(people, people)
def test_a_missing_fact_is_neutral(entry: Facts, person: Facts):
    hits = weigh(entry, person, RULES).levels
    assert all(hit.bits == 0 for hit in hits if hit.level == "unknown")
