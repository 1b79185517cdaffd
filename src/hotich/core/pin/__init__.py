"""What does a personal identification number (số định danh cá nhân) say, and how is it shown?"""

from hotich.core.pin.number import (
    PRACTICE_PROVINCE,
    InvalidPin,
    PinStructure,
    compact,
    format_pin,
    is_practice,
    is_valid,
    mask,
    practice_pin,
    structure,
    validate,
)
from hotich.core.pin.provinces import PROVINCE_PARTS
from hotich.core.pin.remarks import REMARK_WORDS, remarks

__all__ = [
    "PRACTICE_PROVINCE",
    "PROVINCE_PARTS",
    "REMARK_WORDS",
    "InvalidPin",
    "PinStructure",
    "compact",
    "format_pin",
    "is_practice",
    "is_valid",
    "mask",
    "practice_pin",
    "remarks",
    "structure",
    "validate",
]
