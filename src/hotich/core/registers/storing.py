"""Can this text be stored? Nothing else is refused: old books are wrong in lawful ways."""

import unicodedata
from enum import StrEnum

from hotich.core.registers._spec import Field, Kind
from hotich.core.words import vi

LONGEST_VALUE = 1000

_LINE_ENDS = frozenset("\r\n")


class ValueProblem(StrEnum):
    """Why a text cannot be stored."""

    TOO_LONG = "too_long"
    CONTROL_CHARACTER = "control_character"


VALUE_PROBLEM_WORDS = {
    ValueProblem.TOO_LONG: vi(
        "Nội dung dài quá 1.000 ký tự. Hãy rút gọn, phần còn lại ghi vào ô Ghi chú."
    ),
    ValueProblem.CONTROL_CHARACTER: vi(
        "Nội dung có ký tự điều khiển không lưu được. Hãy xóa ký tự đó rồi gõ lại."
    ),
}


def _is_control(letter: str, allowed: frozenset[str]) -> bool:
    return unicodedata.category(letter) in {"Cc", "Cs"} and letter not in allowed


def validate_value(field: Field, text: str) -> ValueProblem | None:
    """Return why the text cannot be stored, or None when it can; only notes hold line ends."""
    if len(text) > LONGEST_VALUE:
        return ValueProblem.TOO_LONG
    allowed = _LINE_ENDS if field.kind is Kind.NOTE else frozenset[str]()
    if any(_is_control(letter, allowed) for letter in text):
        return ValueProblem.CONTROL_CHARACTER
    return None
