"""What may the clerk be told of a text he typed? A help to read by; nothing of it is written."""

from collections.abc import Iterator

from django.utils.translation import gettext

from hotich.core.dates import (
    AGE_WORDS,
    LUNAR_CERTAINTY_WORDS,
    Offer,
    birth_year_from_age,
    offered_conversion,
    read_age,
    read_lunar,
)
from hotich.core.names import suspicious_letters
from hotich.core.registers import Field, Kind, RegisterValue

_LONGEST_LIFE = 120
_MOST_OFFERS = 4
_DATES = frozenset({Kind.DATE, Kind.WORDED_DATE})


def hints_of(spec: Field, value: RegisterValue, *, year: int) -> Iterator[str]:
    """Yield what can be offered beside the value of a field in an entry of that year."""
    if letters := suspicious_letters(value.text):
        told = gettext("Có chữ lẫn từ bảng chữ khác: %(letters)s. Hãy gõ lại nếu gõ nhầm.")
        yield told % {"letters": ", ".join(letters)}
    if spec.kind not in _DATES or not value.text or value.normalised:
        return
    helps = [*_age(spec, value.text, year), *_lunar(value.text, year)]
    yield from helps
    if spec.kind is Kind.DATE and not helps:
        yield gettext("Không đọc được thành ngày, tháng, năm; vẫn giữ nguyên chữ đã nhập.")


def _age(spec: Field, text: str, year: int) -> Iterator[str]:
    age = read_age(text) if spec.id.endswith(".birth_date") else None
    if age is None:
        return
    first, last = birth_year_from_age(age, year)
    told = gettext("Ghi tuổi: sinh khoảng năm %(first)s đến %(last)s (%(way)s).")
    yield told % {"first": first, "last": last, "way": gettext(AGE_WORDS[age.reckoning])}


def _lunar(text: str, year: int) -> Iterator[str]:
    reading = read_lunar(text)
    if reading is None:
        return
    offers = offered_conversion(reading, None, first=year - _LONGEST_LIFE, last=year)
    if not offers:
        yield gettext("Ngày âm lịch; chưa đổi được sang dương lịch.")
        return
    shown = offers[-_MOST_OFFERS:]  # the latest first: the act is seldom long after
    told = gettext("Âm lịch; dương lịch có thể là: %(days)s. Chỉ để tham khảo.")
    yield told % {"days": "; ".join(_offered(one) for one in reversed(shown))}


def _offered(offer: Offer) -> str:
    day = offer.partial().vietnamese()
    if offer.first != offer.last or not day:
        day = f"{offer.first:%d/%m/%Y} – {offer.last:%d/%m/%Y}"
    return f"{day} ({gettext(LUNAR_CERTAINTY_WORDS[offer.certainty])})"
