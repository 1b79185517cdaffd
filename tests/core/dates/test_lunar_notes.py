"""What a book says of the lunar calendar: read strictly, offered, never forced."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotich.core.dates import (
    LUNAR_CERTAINTY_WORDS,
    LunarCertainty,
    LunarReading,
    PartialDate,
    Region,
    can_chi,
    from_iso,
    offered_conversion,
    read_can_chi,
    read_date,
    read_lunar,
    to_lunar,
    years_of_can_chi,
)

GIAP_DAN = ("Giáp Dần",)


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("15/8 âm lịch", LunarReading(15, (8,))),
        ("15-8 ÂL", LunarReading(15, (8,))),
        ("15.8 (âl)", LunarReading(15, (8,))),
        ("15/8/1974 âm lịch", LunarReading(15, (8,), year=1974)),
        ("ngày 15 tháng 8 năm 1974 (âm lịch)", LunarReading(15, (8,), year=1974)),
        ("rằm tháng tám năm Giáp Dần", LunarReading(15, (8,), year_names=GIAP_DAN)),
        ("RẰM THÁNG TÁM GIÁP DẦN", LunarReading(15, (8,), year_names=GIAP_DAN)),
        ("mồng 3 tháng giêng năm Giáp Dần", LunarReading(3, (1,), year_names=GIAP_DAN)),
        ("mùng tư tháng chạp âm lịch", LunarReading(4, (12,))),
        ("hăm ba tháng chạp năm Giáp Dần", LunarReading(23, (12,), year_names=GIAP_DAN)),
        ("tháng một năm Giáp Dần", LunarReading(None, (1, 11), year_names=GIAP_DAN)),
        ("tháng 6 nhuận năm Ất Tỵ", LunarReading(None, (6,), True, None, ("Ất Tỵ",))),
        ("mồng hai tết Giáp Dần", LunarReading(2, (1,), year_names=GIAP_DAN)),
        ("năm Giáp Dần", LunarReading(year_names=GIAP_DAN)),
        ("nam giap dan", LunarReading(year_names=GIAP_DAN)),
        ("Giáp Dần (1974)", LunarReading(year=1974, year_names=GIAP_DAN)),
        ("1974 - Giáp Dần", LunarReading(year=1974, year_names=GIAP_DAN)),
        ("năm 1974 âm lịch", LunarReading(year=1974)),
    ],
)
def test_read_lunar(text: str, reading: LunarReading):
    assert read_lunar(text) == reading


@pytest.mark.parametrize(
    "text",
    ["", "15/8/1974", "âm lịch", "Dần", "Tý", "Nguyễn Văn Dần", "15/13 âm lịch", "31/8 âm lịch",
     "0/8 âm lịch", "15/8 năm Giáp Sửu", "1975 Giáp Dần", "15/8/1974 dương lịch",
     "khoảng 15/8 âm lịch", "mồng 15 tháng 8 âm lịch", "rằm năm Giáp Dần", "12-al",
     "sinh năm Giáp Dần tại nhà"],
)  # fmt: skip
def test_what_is_no_lunar_date(text: str):
    assert read_lunar(text) is None


@given(st.text(max_size=30))
def test_reading_never_fails_and_plain_dates_stay_plain(text: str):
    read_lunar(text)


@given(st.dates(date(1900, 1, 1), date(2026, 12, 31)))
def test_a_gregorian_date_is_never_taken_for_a_lunar_one(day: date):
    typed = PartialDate(day.year, day.month, day.day).vietnamese()
    assert read_lunar(typed) is None
    assert read_date(f"{typed} âm lịch").date is None


def test_names_of_years_go_both_ways():
    assert [can_chi(year) for year in (1900, 1945, 1968, 1974, 1984, 2000, 2024, 2026)] == [
        "Canh Tý", "Ất Dậu", "Mậu Thân", "Giáp Dần", "Giáp Tý", "Canh Thìn", "Giáp Thìn",
        "Bính Ngọ",
    ]  # fmt: skip
    for year in range(1900, 2027):
        assert read_can_chi(can_chi(year)) == (can_chi(year),)
        years = years_of_can_chi(can_chi(year), 1900, 2026)
        assert year in years
        assert all((other - year) % 60 == 0 for other in years)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Kỉ Tị", ("Kỷ Tỵ",)),
        ("Quí Mẹo", ("Quý Mão",)),
        ("Ky Ty", ("Kỷ Tỵ",)),
        ("Canh Ty", ("Canh Tý",)),
        ("quy vi", ("Quý Mùi",)),
        ("Giáp Sửu", ()),
        ("Văn Tý", ()),
        ("", ()),
    ],
)
def test_spellings_of_year_names(text: str, names: tuple[str, ...]):
    assert read_can_chi(text) == names


def test_an_animal_alone_is_five_years_in_sixty():
    assert len(read_can_chi("tuổi Dần")) == 5
    assert years_of_can_chi("tuổi Tỵ", 1960, 1990) == (1965, 1977, 1989)
    assert years_of_can_chi("ty", 1960, 1966) == (1960, 1965)


def offers(text: str, region: Region | None = None, first: int = 1900, last: int = 2026):
    reading = read_lunar(text)
    assert reading is not None
    return offered_conversion(reading, region, first=first, last=last)


def test_a_day_is_offered_with_its_certainty():
    (offer,) = offers("15/8/1974 âm lịch")
    assert (offer.first, offer.last) == (date(1974, 9, 30), date(1974, 9, 30))
    assert offer.partial().iso() == "1974-09-30"
    assert offer.lunar == "15 tháng 8 Giáp Dần"
    assert (offer.region, offer.certainty) == (None, LunarCertainty.SURE)


def test_the_years_of_the_book_narrow_a_name():
    assert [str(o.first) for o in offers("rằm tháng tám năm Giáp Dần")] == [
        "1914-10-04",
        "1974-09-30",
    ]
    assert len(offers("rằm tháng tám năm Giáp Dần", first=1960)) == 1
    assert offers("rằm tháng tám năm Giáp Dần", first=1980) == ()


def test_before_1930_a_day_may_be_off():
    assert {o.certainty for o in offers("năm Giáp Dần", last=1930)} == {LunarCertainty.ONE_DAY}


def test_from_1968_to_1975_the_region_is_asked_for_where_it_matters():
    north, south = offers("mồng một tết Mậu Thân", first=1960)
    assert (north.first, north.region) == (date(1968, 1, 29), Region.NORTH)
    assert (south.first, south.region) == (date(1968, 1, 30), Region.SOUTH)
    assert {north.certainty, south.certainty} == {LunarCertainty.ASK_REGION}
    (chosen,) = offers("mồng một tết Mậu Thân", Region.SOUTH, first=1960)
    assert (chosen.first, chosen.certainty) == (date(1968, 1, 30), LunarCertainty.SURE)
    (same,) = offers("rằm tháng giêng năm Giáp Dần", first=1960)
    assert same.region is None


def test_a_month_and_a_year_are_offered_as_stretches():
    (year,) = offers("năm 1974 âm lịch", Region.NORTH)
    assert (year.first, year.last) == (date(1974, 1, 23), date(1975, 2, 10))
    assert year.partial() == PartialDate(None)
    (month,) = offers("tháng 8 năm 1974 âm lịch", Region.NORTH)
    assert month.partial() == from_iso("1974")
    assert len(offers("tháng một năm 1974 âm lịch", Region.NORTH)) == 2


@pytest.mark.parametrize(
    "text", ["15/8 âm lịch", "30/12/2025 âm lịch", "10 tháng 10 nhuận năm 2024 âm lịch"]
)
def test_nothing_is_offered_where_no_year_or_no_such_day_is(text: str):
    assert offers(text) == ()


@given(st.dates(date(1900, 3, 1), date(2026, 12, 31)), st.sampled_from(Region))
def test_what_is_written_by_the_calendar_is_offered_back(day: date, region: Region):
    lunar = to_lunar(day, region)
    leap = " nhuận" if lunar.leap else ""
    text = f"ngày {lunar.day} tháng {lunar.month}{leap} năm {lunar.year} âm lịch"
    assert [offer.first for offer in offers(text, region)] == [day]


def test_every_certainty_has_words():
    assert set(LUNAR_CERTAINTY_WORDS) == set(LunarCertainty)
