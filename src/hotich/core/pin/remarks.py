"""Where does a number not fit what the register says of its holder?"""

from collections.abc import Mapping
from typing import Final

from hotich.core.dates import PartialDate
from hotich.core.pin.number import is_practice, is_valid, structure
from hotich.core.pin.provinces import PROVINCE_PARTS
from hotich.core.words import vi

REMARK_WORDS: Final[Mapping[str, str]] = {
    "not_a_pin": vi("số định danh phải có đúng 12 chữ số"),
    "unknown_province": vi("ba chữ số đầu không phải mã tỉnh nào đã biết"),
    "province": vi("ba chữ số đầu khác tỉnh đăng ký khai sinh"),
    "sex": vi("chữ số thứ tư không hợp với giới tính"),
    "birth_year": vi("chữ số thứ tư đến thứ sáu không hợp với năm sinh"),
}
"""What each remark says on the screen; the order is the order in which remarks are listed."""


def remarks(pin: str, *, sex: str, birth: PartialDate, province_code: str) -> tuple[str, ...]:
    """Return the codes of what is odd about a number; () when nothing is, or it is blank.

    `province_code` is that of the registration of birth, as the 63 provinces were numbered ("38"
    or "038"; "" if not known). Unknown facts and the province of practice numbers are not judged.
    Numbers of a wrong structure exist and may lawfully stay: a remark never refuses.

    >>> remarks("000098012345", sex="female", birth=PartialDate(1998), province_code="")
    ('sex',)
    """
    if not pin.strip():
        return ()
    if not is_valid(pin):
        return ("not_a_pin",)
    said = structure(pin)
    place = province_code.strip().zfill(3) if province_code.strip() else ""
    judged = not is_practice(pin)
    is_known = said.province in PROVINCE_PARTS
    faults = {
        "unknown_province": judged and not is_known,
        "province": judged and is_known and place not in {"", said.province},
        "sex": sex in {"male", "female"} and sex != said.sex,
        "birth_year": birth.year is not None and birth.year != said.birth_year,
    }
    return tuple(code for code, found in faults.items() if found)
