"""How are a person's values called, and shown, on a page?"""

from collections.abc import Mapping
from datetime import date
from typing import Final

from django.utils.translation import gettext

from hotich.apps.audit.actor import Actor
from hotich.apps.population.facts import ALL_FIELDS
from hotich.apps.population.matched import read_birth
from hotich.apps.population.problems import QuotaExceededError
from hotich.apps.population.quota_models import QuotaKind
from hotich.apps.population.quotas import who_may_raise
from hotich.apps.population.storing import DATE_FIELDS
from hotich.core.matching import CODES_AS_OF
from hotich.core.pin import format_pin, mask
from hotich.core.places import dated_name, gazetteer
from hotich.core.words import vi

FIELD_WORDS: Final[Mapping[str, str]] = {
    "pin": vi("Số định danh cá nhân"),
    "full_name": vi("Họ, chữ đệm, tên"),
    "other_names": vi("Tên gọi khác"),
    "sex": vi("Giới tính"),
    "birth_date": vi("Ngày, tháng, năm sinh"),
    "commune_code": vi("Nơi đăng ký khai sinh"),
    "commune_as_of": vi("Danh mục đơn vị hành chính của ngày"),
    "place_of_birth": vi("Nơi sinh"),
    "hometown": vi("Quê quán"),
    "ethnicity": vi("Dân tộc"),
    "nationality": vi("Quốc tịch"),
    "father_name": vi("Họ, chữ đệm, tên cha"),
    "mother_name": vi("Họ, chữ đệm, tên mẹ"),
    "father_pin": vi("Số định danh của cha"),
    "mother_pin": vi("Số định danh của mẹ"),
    "father_birth": vi("Ngày hoặc năm sinh của cha"),
    "mother_birth": vi("Ngày hoặc năm sinh của mẹ"),
    "adoptive_father_name": vi("Họ, chữ đệm, tên cha nuôi"),
    "adoptive_mother_name": vi("Họ, chữ đệm, tên mẹ nuôi"),
    "spouse_name": vi("Họ, chữ đệm, tên vợ hoặc chồng"),
    "spouse_pin": vi("Số định danh của vợ hoặc chồng"),
    "residence": vi("Nơi cư trú"),
    "residence_code": vi("Mã nơi cư trú"),
    "old_id_number": vi("Số chứng minh nhân dân 9 số"),
    "death_date": vi("Ngày chết"),
}
SEX_WORDS: Final[Mapping[str, str]] = {
    "male": vi("nam"),
    "female": vi("nữ"),
    "unknown": vi("chưa rõ"),
}
# Numbers of other people: masked also on the person's own page.
OTHERS_NUMBERS: Final = frozenset({"father_pin", "mother_pin", "spouse_pin"})
# Shown with another value, not on a line of their own.
_BESIDE: Final = frozenset({"commune_as_of", "residence_code"})


def field_label(field: str) -> str:
    """Return the name of a person's value in the language of the page."""
    return gettext(FIELD_WORDS.get(field, field))


def shown_value(field: str, value: str, *, as_of: str = "") -> str:
    """Return a value as a page shows it, "" when missing; relatives' numbers are masked.

    `as_of` is the day of the list that a commune code is of.
    """
    if not value:
        return ""
    if field == "pin":
        return format_pin(value)
    if field in OTHERS_NUMBERS:
        return mask(value)
    if field in DATE_FIELDS:
        return read_birth(value).vietnamese() or value
    if field == "sex":
        return gettext(SEX_WORDS.get(value, value))
    return _commune(value, as_of) if field == "commune_code" else value


def shown_rows(values: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return label and value of everything held about a person, the missing ones too."""
    as_of = values.get("commune_as_of", "")
    return [
        (field_label(field), shown_value(field, values[field], as_of=as_of))
        for field in ALL_FIELDS
        if field not in _BESIDE
    ]


def _commune(code: str, as_of: str) -> str:
    day = date.fromisoformat(as_of) if as_of else CODES_AS_OF
    unit = gazetteer().unit(code, day)
    return f"{dated_name(unit)}, {code}" if unit else code


def quota_words(by: Actor, fault: QuotaExceededError, *, day: date) -> str:
    """Return that today's quota is used up, and whom to ask for more."""
    people = who_may_raise(by.office_id, day=day, other_than=by.officer)
    told = {
        "kind": str(QuotaKind(fault.kind).label),
        "who": ", ".join(people) or gettext("Trưởng Công an xã"),
    }
    words = gettext(
        "Hôm nay đã hết %(kind)s của đồng chí. Nếu công việc cần thêm, hãy nói lý do với"
        " %(who)s để được cho thêm lượt trong ngày."
    )
    return words % told
