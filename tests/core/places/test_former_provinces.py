"""Provinces that are no more: dated, with heirs, every chain ending in one of today's 34."""

from datetime import date

import pytest

from hotich.core.dates import Precision
from hotich.core.places import (
    find_former_provinces,
    former_provinces,
    gazetteer,
    heirs_in_2025,
    heirs_today,
)

ROWS = former_provinces()
UNITS = gazetteer()
LAST_DAY = date(2025, 6, 30)
TODAY = {unit.code for unit in UNITS.units_on(date(2026, 11, 22), "province")}
OLD = {unit.code for unit in UNITS.units_on(LAST_DAY, "province")}
BY_KEY = {row.key: row for row in ROWS}
# events that data.md says were read in a source
SOURCED = {
    "Cao Lạng", "Hà Tuyên", "Hoàng Liên Sơn", "Hà Sơn Bình", "Hà Nam Ninh", "Nghệ Tĩnh",
    "Bình Trị Thiên", "Quảng Nam - Đà Nẵng", "Nghĩa Bình", "Phú Khánh", "Thuận Hải",
    "Gia Lai - Kon Tum", "Sông Bé", "Cửu Long", "Minh Hải", "Bắc Thái", "Hải Hưng", "Hà Bắc",
    "Vĩnh Phú", "Hậu Giang",
}  # fmt: skip


def test_there_are_more_than_a_hundred_rows_with_a_mark_and_a_source():
    assert len(ROWS) > 100
    assert len(BY_KEY) == len(ROWS)
    assert {row.source for row in ROWS} == {"events-1990-2008", "list-1975", "recalled"}
    assert all(row.basis for row in ROWS)
    assert not any(row.confirmed for row in ROWS if row.source == "recalled")
    assert {row.name for row in ROWS if row.confirmed} >= SOURCED


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.key)
def test_the_chain_of_every_row_reaches_todays_provinces(row):
    assert all(heir in BY_KEY or heir in OLD for heir in row.heirs)
    assert {unit.code for unit in heirs_in_2025(row, UNITS)} <= OLD
    today = heirs_today(row, UNITS)
    assert today
    assert {unit.code for unit in today} <= TODAY


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.key)
def test_days_are_in_order(row):
    assert row.valid_to.precision is not Precision.NONE
    first, last = row.valid_from.earliest(), row.valid_to.latest()
    assert last
    assert last <= LAST_DAY
    assert first is None or first < last
    for heir in row.heirs:
        if heir in BY_KEY:
            begun = BY_KEY[heir].valid_from.earliest()
            assert begun is None or abs(begun.year - last.year) <= 1


@pytest.mark.parametrize(
    ("name", "day", "keys"),
    [
        ("Hà Bắc", date(1985, 1, 1), ["ha-bac"]),
        ("tỉnh Hà Bắc", date(1997, 1, 1), []),
        ("HÀ NAM NINH", date(1980, 1, 1), ["ha-nam-ninh"]),
        ("Ha Nam Ninh", date(1980, 1, 1), ["ha-nam-ninh"]),
        ("Nam Hà", date(1970, 1, 1), ["nam-ha-1965"]),
        ("Nam Hà", date(1994, 1, 1), ["nam-ha-1992"]),
        ("Nam Hà", None, ["nam-ha-1992", "nam-ha-1965"]),
        ("Gia Lai-Kon Tum", date(1985, 1, 1), ["gia-lai-kon-tum"]),
        ("Thanh Hóa", date(1985, 1, 1), []),
    ],
)
def test_find_former_provinces(name, day, keys):
    assert [row.key for row in find_former_provinces(name, day)] == keys


@pytest.mark.parametrize(
    ("key", "heirs"),
    [
        ("ha-bac", {"Tỉnh Bắc Ninh"}),
        ("ha-nam-ninh", {"Tỉnh Ninh Bình"}),
        ("nghe-tinh", {"Tỉnh Nghệ An", "Tỉnh Hà Tĩnh"}),
        ("ha-son-binh", {"Thành phố Hà Nội", "Tỉnh Phú Thọ"}),
        ("song-be", {"Tỉnh Đồng Nai", "Thành phố Hồ Chí Minh"}),
        ("ha-tay-1965", {"Thành phố Hà Nội", "Tỉnh Phú Thọ"}),
    ],
)
def test_known_chains(key, heirs):
    assert {unit.name for unit in heirs_today(BY_KEY[key], UNITS)} == heirs


def test_a_dated_name_says_what_is_known():
    assert BY_KEY["ha-bac"].dated_name() == "Tỉnh Hà Bắc (1963 - 31/12/1996)"
    assert BY_KEY["kien-an"].dated_name() == "Tỉnh Kiến An (… - 1962)"
