"""What the clerk is told of an age, a lunar date or foreign letters; none of it is written."""

import pytest

from hotich.apps.entry.candidates import terms_of
from hotich.apps.entry.hints import hints_of
from hotich.core.dates import PartialDate
from hotich.core.registers import BIRTHS, RegisterValue
from tests.support.books import entering_book
from tests.support.office import Staff

MOTHER_BORN = BIRTHS.field("mother.birth_date")


def hints(field: str, text: str, normalised: str = "", year: int = 1998) -> list[str]:
    return list(
        hints_of(BIRTHS.field(field), RegisterValue(text, normalised=normalised), year=year)
    )


def test_an_age_offers_the_years_of_birth():
    (said,) = hints("mother.birth_date", "35 tuổi", year=1970)
    assert "1934" in said
    assert "1937" in said
    (registered,) = hints("entry.registered_on", "35 tuổi")
    assert "Không đọc được" in registered  # nobody's birth


@pytest.mark.parametrize("text", ["rằm tháng tám năm Giáp Dần", "15/8/1974 âm lịch"])
def test_a_lunar_date_offers_a_day_for_reference_only(text):
    (said,) = hints("mother.birth_date", text)
    assert "30/09/1974" in said
    assert "Chỉ để tham khảo" in said


def test_a_year_by_its_name_alone_offers_its_stretch_latest_first():
    (said,) = hints("mother.birth_date", "năm Giáp Dần")
    assert said.index("1974") < said.index("1914")


def test_a_lunar_day_that_is_none_and_an_unreadable_date_say_so():
    assert "chưa đổi được" in hints("mother.birth_date", "rằm tháng tám âm lịch")[0]
    assert "Không đọc được" in hints("mother.birth_date", "hôm qua")[0]


def test_a_date_that_was_read_and_a_blank_need_no_hint():
    assert hints("mother.birth_date", "05/03/1974", "1974-03-05") == []
    assert hints("mother.birth_date", "") == []
    assert hints("child.birth_date_words", "hôm qua") == []


def test_letters_of_another_alphabet_are_named():
    (said,) = hints("child.full_name", "M\u0430i Thị Phượng", "mai thị phượng")
    assert "\u0430" in said


@pytest.mark.django_db
def test_an_age_gives_the_look_up_its_middle_year(staff: Staff):
    book = entering_book(staff)
    texts = {"mother.full_name": "Trần Thị Huyền", "mother.birth_date": "35 tuổi"}
    assert terms_of(BIRTHS, "mother", texts, book, 1970).birth == PartialDate(1935)
    texts["mother.birth_date"] = "hôm qua"
    assert terms_of(BIRTHS, "mother", texts, book, 1970).birth == PartialDate(None)
