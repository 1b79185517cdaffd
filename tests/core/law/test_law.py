"""The law as dated data."""

import inspect
import re
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from hotich.core import dates, law, names, pin
from hotich.core.law import (
    INSTRUMENTS,
    LawValue,
    UnknownLawValue,
    are_days_off_confirmed,
    days_off,
    days_off_between,
    report_lines,
    value,
    value_names,
)
from hotich.core.law.tables import (
    MalformedLawTable,
    clock,
    day,
    days,
    flag,
    known_day,
    number,
    row,
    rows,
    text,
    texts,
)
from hotich.core.law.values import all_values

LAST_DAY_OF_THREE_TIERS = date(2025, 6, 30)
FIRST_DAY_OF_TWO_TIERS = date(2025, 7, 1)


def test_every_instrument_is_whole():
    for key, instrument in INSTRUMENTS.items():
        assert re.fullmatch(r"[A-Z0-9_]+", key)
        assert instrument.key == key
        assert instrument.title
        assert instrument.issuer
        assert instrument.confirmed or instrument.note
        assert instrument.in_force_to is None or instrument.in_force_from < instrument.in_force_to


def test_in_force_on_both_ends():
    civil_status = INSTRUMENTS["LUAT_HO_TICH_2014"]
    assert not civil_status.is_in_force(date(2015, 12, 31))
    assert civil_status.is_in_force(date(2016, 1, 1))
    assert civil_status.is_in_force(date(2027, 2, 28))
    assert not civil_status.is_in_force(date(2027, 3, 1))
    assert INSTRUMENTS["ND_58_2026"].in_force_from == date(2026, 3, 15)


@pytest.mark.parametrize("name", value_names())
def test_rows_of_a_value_follow_each_other_without_overlap(name: str):
    held = all_values(name)
    for earlier, later in pairwise(held):
        assert earlier.valid_to is not None
        assert later.valid_from is not None
        assert (later.valid_from - earlier.valid_to).days == 1
    assert held[-1].valid_to is None or name == "office.district_justice"
    for found in held:
        assert found.source in INSTRUMENTS
        assert isinstance(found.confirmed, bool)


@pytest.mark.parametrize(
    ("name", "at", "content"),
    [
        ("handover_days", date(2023, 8, 1), 10),
        ("adjustment_days", date(2023, 8, 1), 2),
        ("adjustment_days", date(2026, 3, 15), 2),
        ("rectification_days", date(2023, 8, 1), 3),
        ("rectification_verification_days", date(2023, 8, 1), 3),
        ("tiers", LAST_DAY_OF_THREE_TIERS, 3),
        ("tiers", FIRST_DAY_OF_TWO_TIERS, 2),
        ("post.justice_officer", LAST_DAY_OF_THREE_TIERS, "Công chức tư pháp - hộ tịch"),
        ("post.justice_officer", FIRST_DAY_OF_TWO_TIERS, "Công chức làm công tác hộ tịch"),
        ("weekly_deadline.justice_officer", date(2023, 8, 1), "5 16:00"),
        ("weekly_deadline.commune", date(2023, 8, 1), "5 11:00"),
        ("competence.rectification_adult", LAST_DAY_OF_THREE_TIERS, "district"),
        ("competence.rectification_adult", FIRST_DAY_OF_TWO_TIERS, "commune"),
        ("campaign.start", date(2023, 8, 1), date(2023, 6, 25)),
        ("campaign.end", date(2023, 8, 1), date(2023, 12, 31)),
        ("pin.long_dead", date(2023, 8, 1), "none"),
        ("retention.register_book", date(2023, 8, 1), "for_ever"),
    ],
)
def test_value(name: str, at: date, content: object):
    assert value(name, at).value == content


def test_what_no_source_confirms_is_marked():
    assert value("adjustment_days", date(2026, 3, 15)).confirmed
    assert not value("adjustment_days", date(2026, 3, 14)).confirmed
    assert not value("weekly_deadline.commune", FIRST_DAY_OF_TWO_TIERS).confirmed
    assert not value("pin.long_dead", FIRST_DAY_OF_TWO_TIERS).confirmed


def test_the_gate_of_a_number():
    gate = value("pin.gate", date(2026, 3, 15))
    assert gate.confirmed
    assert gate.source == "ND_58_2026"
    assert gate.items[:4] == ("full_name", "birth_date", "sex", "place_of_registration")


@pytest.mark.parametrize(
    ("name", "at"), [("nothing", date(2023, 8, 1)), ("handover_days", date(2022, 12, 19))]
)
def test_unknown_value(name: str, at: date):
    with pytest.raises(UnknownLawValue) as caught:
        value(name, at)
    assert (caught.value.name, caught.value.at) == (name, at)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("handover_days", "number"),
        ("tiers", "number"),
        ("pin.long_dead", "text"),
        ("campaign.start", "day"),
        ("pin.gate", "items"),
    ],
)
def test_a_value_is_read_as_what_it_is(name: str, kind: str):
    found = value(name, date(2024, 1, 1))
    for asked in ("number", "text", "day", "items"):
        if asked == kind:
            assert getattr(found, asked) == found.value
        else:
            with pytest.raises(TypeError):
                getattr(found, asked)


def test_report_lines_of_the_plan_of_2023():
    lines = {line.code: line for line in report_lines(date(2023, 8, 4))}
    assert set(lines) == {"justice_officer", "commune"}
    for line in lines.values():
        assert (line.recipient, line.through) == ("district", "district_justice")
        assert line.weekday == 5
        assert line.confirmed
    assert lines["justice_officer"].time.hour == 16
    assert lines["commune"].time.hour == 11


def test_report_lines_since_the_two_tiers():
    lines = {line.code: line for line in report_lines(FIRST_DAY_OF_TWO_TIERS)}
    assert lines["justice_officer"].recipient == "commune"
    assert lines["commune"].recipient == "province_justice"
    assert lines["commune"].copies == ("province_police",)
    assert not any(line.confirmed for line in lines.values())
    assert report_lines(LAST_DAY_OF_THREE_TIERS) == report_lines(date(2023, 8, 4))


@pytest.mark.parametrize("year", range(2020, 2028))
def test_days_off_of_the_table(year: int):
    off = days_off(year)
    fixed = {date(year, month, day) for month, day in [(1, 1), (4, 30), (5, 1), (9, 2)]}
    assert fixed <= off
    assert {found.year for found in off} == {year}
    assert all(found.weekday() < 5 for found in off - fixed)
    assert sum(found.month in {1, 2} and found not in fixed for found in off) >= 5


def test_days_off_made_up_for_a_weekend():
    assert date(2023, 9, 4) in days_off(2023)
    assert date(2023, 5, 2) in days_off(2023)
    assert are_days_off_confirmed(2023)


def test_a_year_beyond_the_table_has_its_solar_holidays():
    assert days_off(2019) == {
        date(2019, 1, 1),
        date(2019, 4, 30),
        date(2019, 5, 1),
        date(2019, 9, 2),
    }
    assert not are_days_off_confirmed(2019)
    assert not are_days_off_confirmed(2027)


def test_days_off_of_a_period_take_every_year_it_touches():
    off = days_off_between(date(2023, 12, 28), date(2024, 1, 10))
    assert off == days_off(2023) | days_off(2024)


def test_ten_days_to_hand_over_end_after_the_holidays():
    start = date(2023, 8, 23)
    limit = value("handover_days", start).number
    assert law.due_date(start, limit, days_off(start.year)) == date(2023, 9, 5)


def test_two_working_days_to_adjust_skip_tet():
    start = date(2026, 2, 13)
    limit = value("adjustment_days", start).number
    assert law.working_days_after(start, limit, days_off(start.year)) == date(2026, 2, 24)


@pytest.mark.parametrize(
    "read", [rows, row, text, texts, number, flag, day, known_day, clock, days]
)
def test_a_cell_of_the_wrong_kind_is_refused(read):
    with pytest.raises(MalformedLawTable):
        read(1.5)


def test_law_keys_named_in_docstrings_are_known():
    named = set()
    for room in (names, dates, pin, law):
        folder = Path(inspect.getfile(room)).parent
        for module in folder.glob("*.py"):
            for line in re.findall(r"Law: (.*)", module.read_text(encoding="utf-8")):
                named |= set(re.findall(r"\b[A-Z]+(?:_[A-Z0-9]+)+\b", line))
    assert named
    assert named <= set(INSTRUMENTS)


def test_values_are_typed():
    assert isinstance(value("tiers", FIRST_DAY_OF_TWO_TIERS), LawValue)
