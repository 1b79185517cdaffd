"""Who reports to whom, by when, and with which sections."""

from datetime import date, datetime, time

import pytest

from hotich.core.reporting import (
    PARTY_WORDS,
    REPORT_SECTIONS,
    deadline,
    party_name,
    report_lines,
    report_section,
    week_start,
)

IN_2023 = date(2023, 7, 5)
FRIDAY = date(2023, 7, 7)
SINCE = date(2025, 7, 1)


def _line(code: str, at: date):
    return next(line for line in report_lines(at) if line.code == code)


@pytest.mark.parametrize(
    ("code", "hour"),
    [("justice_officer", 16), ("commune", 11)],
)
def test_deadlines_of_the_plan(code: str, hour: int):
    line = _line(code, IN_2023)
    assert line.confirmed
    assert (line.recipient, line.through) == ("district", "district_justice")
    assert deadline(line, IN_2023) == datetime.combine(FRIDAY, time(hour))


@pytest.mark.parametrize("day", range(3, 10))
def test_every_day_of_a_week_has_the_deadline_of_its_friday(day: int):
    line = _line("commune", IN_2023)
    assert deadline(line, date(2023, 7, day)) == datetime.combine(FRIDAY, time(11))
    assert week_start(date(2023, 7, day)) == date(2023, 7, 3)


def test_since_the_districts_are_gone_the_lines_are_defaults():
    officer, commune = _line("justice_officer", SINCE), _line("commune", SINCE)
    assert officer.recipient == "commune"
    assert (commune.recipient, commune.copies) == ("province_justice", ("province_police",))
    assert not officer.confirmed
    assert not commune.confirmed


@pytest.mark.parametrize("at", [IN_2023, SINCE])
def test_every_party_has_a_name(at: date):
    for line in report_lines(at):
        parties = {line.reporter, line.recipient, line.through, *line.copies} - {""}
        assert all(party_name(party, at) for party in parties)


def test_the_justice_officer_is_called_as_on_that_day():
    assert party_name("justice_officer", IN_2023) != party_name("justice_officer", SINCE)
    assert party_name("commune", SINCE) == PARTY_WORDS["commune"]


def test_sections_are_those_of_the_plan():
    codes = [section.code for section in REPORT_SECTIONS]
    assert codes == ["planning_direction", "staffing", "money", "difficulties", "proposals"]
    assert report_section("money") is REPORT_SECTIONS[2]
    assert report_section("weather") is None
