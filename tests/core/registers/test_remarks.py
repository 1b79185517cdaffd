"""Every rule of the published catalogue of remarks speaks when it should, and then only."""

from datetime import date

import pytest

from hotich.core.dates import from_iso
from hotich.core.law import INSTRUMENTS
from hotich.core.registers import (
    REMARK_RULES,
    REMARK_WORDS,
    SCOPE_WORDS,
    CrossRemark,
    EventKind,
    Neighbour,
    PersonEvent,
    Reading,
    RegisterValue,
    RemarkScope,
    cross_remarks,
    entry_remarks,
    normalise,
    register_type,
    sentinel_dates,
    sequence_remarks,
)

TODAY = date(2026, 11, 22)
WORDS = "Ngày hai tháng chín năm một nghìn chín trăm chín mươi tám"

# rule, register type, texts at which it speaks and the field, texts at which it does not
ENTRY_CASES = [
    (
        "unreadable_date", "KT", {"deceased.birth_date": "hồi tản cư"}, "deceased.birth_date",
        {"deceased.birth_date": "72 tuổi", "deceased.death_date": "rằm tháng tám năm Giáp Dần"},
    ),
    (
        "impossible_date", "KS", {"child.birth_date": "31/02/1998"}, "child.birth_date",
        {"child.birth_date": "29/02/1996"},
    ),
    (
        "future_year", "KS", {"child.birth_date": "1/1/2031"}, "child.birth_date",
        {"child.birth_date": "1/1/2026"},
    ),
    (
        "number_year", "KS",
        {"entry.number": "01/2018", "entry.registered_on": "2/1/2019"}, "entry.registered_on",
        {"entry.number": "01/2018", "entry.registered_on": "2/1/2018"},
    ),
    (
        "birth_after_registration", "CN",
        {"child.birth_date": "3/9/1998", "entry.registered_on": "2/9/1998"}, "child.birth_date",
        {"child.birth_date": "1998", "entry.registered_on": "2/9/1998"},
    ),
    (
        "words_differ", "KT",
        {
            "deceased.death_date": "1/9/1998",
            "deceased.death_date_words": WORDS,
        },
        "deceased.death_date_words",
        {
            "deceased.death_date": "2/9/1998",
            "deceased.death_date_words": WORDS,
        },
    ),
    (
        "age_beyond_120", "KT",
        {"deceased.birth_date": "1870", "deceased.death_date": "1/9/1998"}, "deceased.birth_date",
        {"deceased.birth_date": "1878", "deceased.death_date": "1/9/1998"},
    ),
    (
        "parent_too_young", "CMC",
        {"parent.birth_date": "3/5/1990", "child.birth_date": "2/5/2002"}, "parent.birth_date",
        {"parent.birth_date": "3/5/1990", "child.birth_date": "3/5/2002"},
    ),
    (
        "marriage_too_young", "KH",
        {"wife.birth_date": "3/5/1999", "entry.registered_on": "2/5/2017"}, "wife.birth_date",
        {
            "wife.birth_date": "3/5/1999", "husband.birth_date": "1997",
            "entry.registered_on": "3/5/2017",
        },
    ),
    (
        "death_before_birth", "KT",
        {"deceased.birth_date": "1999", "deceased.death_date": "2/5/1998"}, "deceased.death_date",
        {"deceased.birth_date": "1998", "deceased.death_date": "2/5/1998"},
    ),
    (
        "registration_before_death", "KT",
        {"entry.registered_on": "1/5/1998", "deceased.death_date": "2/5/1998"},
        "deceased.death_date",
        {"entry.registered_on": "2/5/1998", "deceased.death_date": "2/5/1998"},
    ),
    (
        "marriage_before_birth", "GCKH",
        {"husband.birth_date": "1999", "abroad.registered_on": "2/5/1998"}, "husband.birth_date",
        {"husband.birth_date": "1970", "abroad.registered_on": "2/5/1998"},
    ),
    (
        "same_person_in_two_roles", "KH",
        {"husband.paper_number": "000 111", "wife.paper_number": "000111"}, "wife.full_name",
        {"husband.full_name": "Lê An", "wife.full_name": "Lê An", "wife.birth_date": "1/2/1970"},
    ),
    (
        "sex_middle_name", "KH", {"husband.full_name": "Lê Thị An"}, "husband.full_name",
        {"husband.full_name": "Lê Văn An", "wife.full_name": "Lê Thị Văn"},
    ),
    (
        "ethnic_name_ambiguous", "KH", {"wife.ethnicity": "Mán"}, "wife.ethnicity",
        {"wife.ethnicity": "Dao", "husband.ethnicity": "Hoa Kỳ"},
    ),
    (
        "placeholder_place", "KT", {"deceased.death_place": ", , ,"}, "deceased.death_place",
        {"deceased.death_place": "Tại nhà"},
    ),
    (
        "pin_not_12_digits", "KT", {"deceased.pin": "1234"}, "deceased.pin",
        {"deceased.pin": "", "deceased.paper_number": "171234567"},
    ),
    (
        "pin_unknown_province", "KS", {"child.pin": "999098012345"}, "child.pin",
        {"child.pin": "038098012345"},
    ),
    (
        "pin_sex", "KH", {"wife.paper_number": "038070012345"}, "wife.paper_number",
        {"wife.paper_number": "038170012345", "husband.paper_number": "038070012345"},
    ),
    (
        "pin_birth_year", "KS",
        {"child.pin": "038098012345", "child.birth_date": "1999"}, "child.pin",
        {"child.pin": "038098012345", "child.birth_date": "1998"},
    ),
]  # fmt: skip


def _remarks(code: str, texts: dict[str, str], **more: str) -> set[tuple[str, str]]:
    kind = register_type(code)
    values = {
        field_id: RegisterValue(
            text, normalised=normalise(kind.field(field_id), text, book_year=2020)
        )
        for field_id, text in texts.items()
    }
    return {(one.code, one.field_id) for one in entry_remarks(kind, values, at=TODAY, **more)}


@pytest.mark.parametrize(
    ("code", "kind", "texts", "field_id", "silent"), ENTRY_CASES, ids=lambda each: str(each)[:24]
)
def test_an_entry_rule_speaks_and_is_silent(code, kind, texts, field_id, silent):
    assert (code, field_id) in _remarks(kind, texts)
    assert code not in {found for found, _ in _remarks(kind, silent)}


def test_the_province_of_a_number_is_judged_only_where_it_is_known():
    texts = {"child.pin": "038098012345"}
    assert _remarks("KS", texts, province_code="40") == {("pin_province", "child.pin")}
    assert not _remarks("KS", texts, province_code="38")
    assert not _remarks("KS", texts)


@pytest.mark.parametrize(
    ("married", "husband", "is_young"),
    [
        ("1/5/1959", "1950", False),  # no law of marriage is known here for that day
        ("1/5/1970", "1/6/1950", False),  # in his twentieth year
        ("1/5/1970", "1/6/1951", True),
        ("1/5/2014", "1/6/1994", False),
        ("1/5/2016", "1/6/1996", True),
        ("1/6/2016", "1/6/1996", False),
        ("2016", "1996", False),
    ],
)
def test_the_age_of_marriage_is_that_of_its_day(married: str, husband: str, *, is_young: bool):
    texts = {"entry.registered_on": married, "husband.birth_date": husband}
    assert ("marriage_too_young" in {code for code, _ in _remarks("KH", texts)}) is is_young


def test_what_was_not_read_is_not_judged():
    value = RegisterValue("không đọc", Reading.ILLEGIBLE)
    assert entry_remarks(register_type("KS"), {"child.birth_date": value}, at=TODAY) == ()


def _neighbour(day: str, year: int = 1999) -> Neighbour:
    return Neighbour(year, from_iso(day))


def test_sequence_speaks_when_the_number_before_is_later():
    (remark,) = sequence_remarks(_neighbour("1999-03-02"), _neighbour("1999-03-01"))
    assert (remark.code, remark.field_id) == ("sequence", "entry.registered_on")
    assert remark.words


@pytest.mark.parametrize(
    "previous",
    [None, _neighbour("1999-03-01"), _neighbour("1999"), _neighbour("1998-12-31", 1998)],
)
def test_sequence_is_silent(previous: Neighbour | None):
    assert sequence_remarks(previous, _neighbour("1999-03-01")) == ()


def test_sentinel_date_speaks_of_a_day_on_too_many_entries():
    days = [f"1999-{month:02d}-{day:02d}" for month in range(1, 8) for day in range(1, 26)]
    (found,) = sentinel_dates([*days, *["1999-12-31"] * 20])
    assert (found.day, found.entries, found.dated) == ("1999-12-31", 20, 195)
    assert sentinel_dates([*days, *["1999-12-31"] * 19]) == ()
    assert sentinel_dates([*days, *days[:30], *["1999-12-31"] * 20]) == ()
    assert sentinel_dates(["1999"] * 100 + ["1999-05"] * 100 + [""] * 100) == ()


def _born(entry: str, person: str, day: str, **more) -> PersonEvent:
    return PersonEvent(entry, "KS", "child", person, EventKind.BIRTH, from_iso(day), **more)


def _died(entry: str, person: str, day: str, **more) -> PersonEvent:
    return PersonEvent(entry, "KT", "deceased", person, EventKind.DEATH, from_iso(day), **more)


def _married(entry: str, person: str, day: str, spouse: str, **more) -> PersonEvent:
    day_ = from_iso(day)
    return PersonEvent(entry, "KH", "wife", person, EventKind.MARRIAGE, day_, spouse=spouse, **more)


def _divorced(entry: str, person: str, day: str) -> PersonEvent:
    return PersonEvent(entry, "GCLH", "wife", person, EventKind.DIVORCE, from_iso(day))


def _father(entry: str, person: str, day: str) -> PersonEvent:
    return PersonEvent(entry, "KS", "father", person, EventKind.BIRTH, from_iso(day))


LAN = {"mother_name": "Trần Thị Lan", "mother_birth": from_iso("1970-02-03")}
LAN_OF_1970 = {"mother_name": "TRẦN THỊ LAN", "mother_birth": from_iso("1970")}

CROSS_CASES = [
    (
        "birth_registered_twice",
        [_born("a", "p", "1999-01-02"), _born("b", "p", "1999-01-02")],
        [_born("a", "p", "1999-01-02"), _born("b", "p", "1999-01-02", again=True)],
    ),
    (
        "birth_registered_twice",
        [
            _born("a", "", "1999-01-02", name="Lê An", **LAN),
            _born("b", "p", "1999-01-02", name="LÊ AN", **LAN),
        ],
        [
            _born("a", "q", "1999-01-02", name="Lê An", **LAN),
            _born("b", "p", "1999-01-02", name="Lê An", **LAN),
        ],
    ),
    (
        "death_registered_twice",
        [
            _died("a", "", "1999-01-02", name="Lê An", birth=from_iso("1920")),
            _died("b", "", "1999-01-02", name="Lê An", birth=from_iso("1920")),
        ],
        [
            _died("a", "", "1999-01-02", name="Lê An", birth=from_iso("1920")),
            _died("b", "", "1999-01-02", name="Lê An"),
        ],
    ),
    (
        "siblings_too_close",
        [_born("a", "p", "1999-01-02", mother="m"), _born("b", "q", "1999-08-02", mother="m")],
        [_born("a", "p", "1999-01-02", mother="m"), _born("b", "q", "1999-10-02", mother="m")],
    ),
    (
        "siblings_too_close",
        [_born("a", "p", "1999-01-02", **LAN), _born("b", "q", "1999-08-02", **LAN)],
        [_born("a", "p", "1999-01-02", **LAN), _born("b", "q", "1999-01-03", **LAN)],  # twins
    ),
    (
        "siblings_too_close",
        [
            _born("a", "p", "1999-01-02", father_name="Lê Ba", **LAN_OF_1970),
            _born("b", "q", "1999-08", father_name="Lê Ba", **LAN_OF_1970),
        ],
        [
            _born("a", "p", "1999-01-02", father_name="Lê Ba", **LAN_OF_1970),
            _born("b", "q", "1999-08-02", father_name="Hà Tư", **LAN_OF_1970),
        ],
    ),
    (
        "two_marriages",
        [_married("a", "p", "1999-01-02", "s"), _married("b", "p", "2003-01-02", "t")],
        [
            _married("a", "p", "1999-01-02", "s"),
            _married("b", "p", "2003-01-02", "t"),
            _divorced("c", "p", "2001-05-05"),
        ],
    ),
    (
        "two_marriages",
        [
            _married("a", "p", "1999-01-02", "s"),
            _married("b", "p", "2003-01-02", "t"),
            _died("c", "s", "2004-05-05"),
        ],
        [
            _married("a", "p", "1999-01-02", "s"),
            _married("b", "p", "2003-01-02", "t"),
            _died("c", "s", "2002"),
        ],
    ),
    (
        "two_marriages",
        [
            _married("a", "p", "1999-01-02", "", spouse_name="Lê Ba"),
            _married("b", "p", "2003-01-02", "", spouse_name="Hà Tư"),
        ],
        [
            _married("a", "p", "1999-01-02", "", spouse_name="Lê Ba"),
            _married("b", "p", "2003-01-02", "", spouse_name="LÊ BA"),
        ],
    ),
    (
        "marriage_after_death",
        [_died("a", "p", "1999"), _married("b", "p", "2000-01-02", "t")],
        [_died("a", "p", "1999"), _married("b", "p", "1999-01-02", "t")],
    ),
    (
        "event_after_death",
        [_died("a", "p", "1999-01-02"), _father("b", "p", "2000-01-02")],
        [_died("a", "p", "1999-01-02"), _father("b", "p", "1999-09-02")],
    ),
    (
        "event_before_birth",
        [_born("a", "p", "1999-01-02"), _married("b", "p", "1990-01-02", "t")],
        [_born("a", "p", "1999-01-02"), _born("b", "q", "1990-01-02")],
    ),
]


@pytest.mark.parametrize(("code", "events", "silent"), CROSS_CASES)
def test_a_rule_among_entries_speaks_and_is_silent(code, events, silent):
    (found,) = cross_remarks(events)
    assert found.code == code
    assert found.words == REMARK_WORDS[code]
    assert set(found.entries) == {"a", "b"}
    assert cross_remarks(silent) == ()


def test_a_remark_names_its_people_once():
    events = [_married("a", "p", "1999", "s"), _married("b", "p", "2003", "t")]
    assert cross_remarks(events) == (CrossRemark("two_marriages", ("a", "b"), ("p",)),)


def test_brothers_of_one_name_are_two_children():
    events = [
        _born("a", "", "1999-01-02", name="Lê An", **LAN),
        _born("b", "", "2001-01-02", name="Lê An", **LAN),
    ]
    assert cross_remarks(events) == ()


def test_the_catalogue_is_whole():
    codes = [rule.code for rule in REMARK_RULES]
    assert len(codes) == len(set(codes))
    assert set(SCOPE_WORDS) == set(RemarkScope)
    for rule in REMARK_RULES:
        assert rule.words.endswith(".")
        assert rule.when
        assert rule.law in INSTRUMENTS or (not rule.law and rule.no_law)


def test_every_rule_has_a_case():
    by_scope = {
        RemarkScope.ENTRY: {case[0] for case in ENTRY_CASES} | {"pin_province"},
        RemarkScope.NEIGHBOURS: {"sequence"},
        RemarkScope.MANY_ENTRIES: {"sentinel_date"},
        RemarkScope.PEOPLE: {case[0] for case in CROSS_CASES},
    }
    for scope, codes in by_scope.items():
        assert codes == {rule.code for rule in REMARK_RULES if rule.applies is scope}
