"""Is a text a personal identification number, and which facts are its digits made of?"""

import re
from dataclasses import dataclass
from typing import Final, Literal

Sex = Literal["male", "female"]

PRACTICE_PROVINCE: Final = "000"
"""The province part of numbers for practice: no real number has it."""

_FIRST_YEAR: Final = 1900
_LAST_YEAR: Final = 2399
_TAIL_SIZE: Final = 1_000_000
_SEPARATORS: Final = re.compile(r"[\s.\-]")
_PIN: Final = re.compile(r"\d{12}", re.ASCII)


class InvalidPin(ValueError):  # noqa: N818 - named for the fault, as the house style asks
    """The text has not the 12 digits of a number, or no number can be made of the facts."""


@dataclass(frozen=True)
class PinStructure:
    """What the first six digits of a number say; it may be wrong and still be lawful."""

    province: str
    sex: Sex
    birth_year: int


def compact(text: str) -> str:
    """Return the text without blanks, points and hyphens.

    >>> compact("000 098-012345 ")
    '000098012345'
    """
    return _SEPARATORS.sub("", text)


def validate(text: str) -> str:
    """Return the number in compact form.

    >>> validate("00009801234")
    Traceback (most recent call last):
    hotich.core.pin.number.InvalidPin: 00009801234

    Raises: InvalidPin when it has not exactly 12 digits. There is no check digit.
    """
    pin = compact(text)
    if not _PIN.fullmatch(pin):
        raise InvalidPin(text)
    return pin


def is_valid(text: str) -> bool:
    """Tell whether the text has the 12 digits of a number; its structure is not judged.

    >>> is_valid("000098012345")
    True
    """
    return _PIN.fullmatch(compact(text)) is not None


def format_pin(pin: str) -> str:
    """Return the number in the groups it is made of; any other text as it is.

    >>> format_pin("000098012345")
    '000 098 012345'
    """
    digits = compact(pin)
    return f"{digits[:3]} {digits[3:6]} {digits[6:]}" if is_valid(digits) else pin


def mask(pin: str) -> str:
    """Return the number with all but the province part and the last two digits hidden.

    A text that is no number is hidden wholly.

    >>> mask("000098012312")
    '000•••••••12'
    """
    digits = compact(pin)
    return f"{digits[:3]}{'•' * 7}{digits[-2:]}" if is_valid(digits) else "•" * len(digits)


def is_practice(pin: str) -> bool:
    """Tell whether the number is for practice and demonstration only.

    >>> is_practice("000098012345"), is_practice("038098012345")
    (True, False)
    """
    return is_valid(pin) and compact(pin).startswith(PRACTICE_PROVINCE)


def structure(pin: str) -> PinStructure:
    """Return what the number's digits say of its holder.

    >>> structure("000302012345")
    PinStructure(province='000', sex='female', birth_year=2002)

    Raises: InvalidPin when it has not 12 digits.
    Law: LUAT_CAN_CUOC_2023 art. 12.
    """
    digits = validate(pin)
    century, is_female = divmod(int(digits[3]), 2)
    year = _FIRST_YEAR + 100 * century + int(digits[4:6])
    return PinStructure(digits[:3], "female" if is_female else "male", year)


def practice_pin(*, sex: str, birth_year: int, tail: int) -> str:
    """Return the practice number of these facts; `tail` is its last six digits.

    >>> practice_pin(sex="female", birth_year=1998, tail=12345)
    '000198012345'

    Raises: InvalidPin for another sex than male or female, a year outside 1900 to 2399, or a tail
        of more than six digits.
    """
    is_known = sex in {"male", "female"} and _FIRST_YEAR <= birth_year <= _LAST_YEAR
    if not is_known or not 0 <= tail < _TAIL_SIZE:
        raise InvalidPin(f"{sex} {birth_year} {tail}")
    digit = 2 * ((birth_year - _FIRST_YEAR) // 100) + (sex == "female")
    return f"{PRACTICE_PROVINCE}{digit}{birth_year % 100:02d}{tail:06d}"
