"""Dates in words: every reading, or none."""

import random
import unicodedata
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotich.core.dates import (
    PartialDate,
    Wording,
    read_worded_date,
    worded_date,
    worded_dates,
)

LOOSE_WORDS = "ngày tháng năm một hai mươi trăm nghìn chín linh không rõ mốt lăm tư dăm tuổi Tý"
UNITS = ["", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]


def only(text: str) -> PartialDate:
    readings = read_worded_date(text)
    assert len(readings) == 1, (text, readings)
    return readings[0]


@pytest.mark.parametrize("style", Wording)
def test_every_day_of_1900_to_2026_round_trips(style: Wording):
    day = date(1900, 1, 1)
    while day < date(2027, 1, 1):
        known = PartialDate(day.year, day.month, day.day)
        assert read_worded_date(worded_date(known, style=style)) == (known,)
        day += timedelta(days=1)


def test_both_wordings_of_a_year_after_1999():
    known = PartialDate(2008, 8, 27)
    full = "Ngày hai mươi bảy tháng tám năm hai nghìn không trăm linh tám"
    assert worded_date(known) == worded_date(known, style=Wording.FULL) == full
    assert worded_date(known, style=Wording.SHORT) == full.replace("không trăm ", "")
    for written in (full.title(), full.replace("không trăm ", "").title()):
        assert read_worded_date(written) == (known,)
    short = {
        year: worded_date(PartialDate(year), style=Wording.SHORT) for year in (1905, 2000, 2010)
    }
    assert short == {
        1905: "Năm một nghìn chín trăm linh năm",
        2000: "Năm hai nghìn",
        2010: "Năm hai nghìn mười",
    }


@given(st.dates(date(1900, 1, 1), date(2026, 12, 31)))
def test_every_usual_way_of_saying_a_date_says_that_date(day: date):
    known = PartialDate(day.year, day.month, day.day)
    ways = worded_dates(known)
    assert ways[0] == worded_date(known)
    assert len(set(ways)) == len(ways)
    assert {read_worded_date(way) for way in ways} == {(known,)}
    assert any("mồng" in way for way in ways) is (day.day <= 10)


def test_what_is_not_known_is_said_in_no_way():
    assert worded_dates(PartialDate(None)) == ()
    assert worded_dates(PartialDate(1974))[0] == "Năm một nghìn chín trăm bảy mươi tư"


@pytest.mark.parametrize("known", [PartialDate(1974), PartialDate(1974, 5), PartialDate(2005, 4)])
def test_less_precise_dates_round_trip(known: PartialDate):
    assert read_worded_date(worded_date(known)) == (known,)


def test_nothing_known_is_said_with_nothing():
    assert worded_date(PartialDate(None)) == ""
    assert read_worded_date("") == ()


def test_the_canonical_wording():
    said = worded_date(PartialDate(1998, 9, 2))
    assert said == "Ngày hai tháng chín năm một nghìn chín trăm chín mươi tám"
    assert worded_date(PartialDate(2004, 4, 24)).endswith(
        "tháng tư năm hai nghìn không trăm linh bốn"
    )


def year_wordings(year: int) -> set[str]:
    """Write a year in every wording that the registers use."""
    thousands, hundreds, tens, unit = (int(digit) for digit in str(year))
    heads = [f"{UNITS[thousands]} {word}" for word in ("nghìn", "ngàn")]
    if hundreds:
        middles = [f"{UNITS[hundreds]} trăm"]
    else:
        middles = ["không trăm", ""] if tens or unit else [""]
    parts = product(heads, middles, tail_wordings(tens, unit))
    return {" ".join(part for part in chosen if part) for chosen in parts}


def tail_wordings(tens: int, unit: int) -> list[str]:
    units = {1: ["mốt"], 4: ["tư", "bốn"], 5: ["lăm", "nhăm"], 7: ["bảy", "bẩy"]}
    if tens == 0:
        plain = {4: ["tư", "bốn"], 7: ["bảy", "bẩy"]}.get(unit, [UNITS[unit]])
        return [f"{word} {name}" for word in ("linh", "lẻ") for name in plain] if unit else [""]
    if tens == 1:
        names = ["một"] if unit == 1 else units.get(unit, [UNITS[unit]])
        return [f"mười {name}".strip() for name in names]
    names = units.get(unit, [UNITS[unit]])
    heads = [f"{UNITS[tens]} mươi"] + ([UNITS[tens]] if unit else [])
    heads += [{2: "hăm", 3: "băm"}[tens]] if unit and tens in {2, 3} else []
    return [f"{head} {name}".strip() for head in heads for name in names]


@pytest.mark.parametrize("year", range(1900, 2027))
def test_every_wording_of_a_year(year: int):
    for wording in year_wordings(year):
        assert only(f"Năm {wording}") == PartialDate(year)
        assert only(unicodedata.normalize("NFD", f"NĂM {wording.upper()}")) == PartialDate(year)


def test_every_wording_of_a_day():
    for day in range(1, 32):
        tens, unit = divmod(day, 10)
        wordings = tail_wordings(tens, unit) if tens else [UNITS[unit]]
        if day <= 10:
            wordings += [f"{word} {wording}" for word in ("mồng", "mùng") for wording in wordings]
        for wording in wordings:
            known = only(f"Ngày {wording} tháng năm năm hai nghìn")
            assert known == PartialDate(2000, 5, day)


@pytest.mark.parametrize(
    ("words", "iso"),
    [
        ("mùng một tháng giêng năm một chín bảy tư", "1974-01-01"),
        ("Mồng tư tháng chạp năm một ngàn chín trăm linh bẩy", "1907-12-04"),
        ("hăm mốt tháng tư năm hai ngàn lẻ tám", "2008-04-21"),
        ("Ngày hăm nhăm, tháng mười một, năm một chín chín mốt.", "1991-11-25"),
        ("Hai mươi bảy tháng Tám năm hai nghìn", "2000-08-27"),
        ("Ngày năm tháng năm năm hai nghìn không trăm linh năm", "2005-05-05"),
        ("ngày mười lăm tháng mười hai năm một chín tám lăm", "1985-12-15"),
        ("ngày ba mốt tháng ba năm hai không không năm", "2005-03-31"),
        ("tháng một năm một chín bảy bốn", "1974-01"),
        ("năm một nghìn tám trăm chín mươi", "1890"),
    ],
)
def test_spoken_forms(words: str, iso: str):
    assert only(words).iso() == iso


@pytest.mark.parametrize(
    "words",
    [
        "không phải số",
        "hai mươi bảy",
        "ngày hai mươi bảy",
        "ngày hai tháng chín",
        "tháng năm hai nghìn",
        "ngày dăm tháng chín năm hai nghìn",
        "ngày mồng mười một tháng chín năm hai nghìn",
        "ngày ba mươi hai tháng một năm hai nghìn",
        "ngày hai tháng mười ba năm hai nghìn",
        "ngày hai tháng hai tháng hai năm hai nghìn",
        "ngày tháng hai năm hai nghìn",
        "ngày tư tháng hai năm hai nghìn",
        "năm một nghìn chín trăm bốn mươi năm",
        "năm một nghìn chín trăm tư lăm",
        "năm một nghìn chín trăm tám",
        "năm một nghìn chín trăm linh mốt",
        "năm một nghìn chín trăm linh không",
        "năm một nghìn chín trăm linh",
        "năm một nghìn tư trăm",
        "năm hai nghìn tám",
        "năm ba nghìn",
        "năm một nghìn bảy trăm",
        "năm bảy mươi tư",
        "năm một chín tư bốn",
        "năm một chín",
        "năm một chín bảy dăm",
        "năm",
        "ngày hai tháng chín năm Canh Tý",
        "ngày rằm tháng tám năm hai nghìn",
        "ngày hai tháng chín năm hai nghìn âm lịch",
        "ngày 2 tháng 9 năm 1998",
    ],
)
def test_no_reading(words: str):
    assert read_worded_date(words) == ()


def test_lunar_wording_is_read_only_when_asked_for_and_never_converted():
    words = "ngày rằm tháng một năm hai nghìn âm lịch"
    assert read_worded_date(words) == ()
    assert read_worded_date(words, lunar=True) == (
        PartialDate(2000, 1, 15),
        PartialDate(2000, 11, 15),
    )


def test_two_hundred_garbled_phrases_give_no_reading():
    chance = random.Random(7)
    phrases = set()
    while len(phrases) < 200:
        phrase = [chance.choice(LOOSE_WORDS.split()) for _ in range(chance.randint(1, 12))]
        spoiled = [chance.choice(["rõ", "dăm", "tuổi"]), *phrase]
        chance.shuffle(spoiled)
        phrases.add(" ".join(spoiled))
    assert [phrase for phrase in phrases if read_worded_date(phrase)] == []


@given(
    st.dates(date(1900, 1, 1), date(2026, 12, 31)),
    st.integers(0, 20),
    st.sampled_from(["rõ", "dăm", "tháng", "nghìn", "ngày", "số"]),
)
def test_a_strange_word_anywhere_leaves_no_reading(day: date, place: int, word: str):
    words = worded_date(PartialDate(day.year, day.month, day.day)).lower().split()
    words.insert(min(place, len(words)), word)
    assert read_worded_date(" ".join(words)) == ()


@given(st.lists(st.sampled_from([*UNITS[1:], "mươi", "mười", "lăm", "tư", "năm", "tháng", "ngày"])))
def test_readings_are_ordered_and_distinct(words: list[str]):
    readings = read_worded_date(" ".join(words))
    assert list(readings) == sorted(set(readings), key=PartialDate.iso)
