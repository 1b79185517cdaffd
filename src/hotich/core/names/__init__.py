"""How is a Vietnamese name kept, compared, split and sorted?"""

from hotich.core.names.collation import name_sort_key, sort_key
from hotich.core.names.comparison import (
    REASON_WORDS,
    NameComparison,
    NameRelation,
    compare_names,
    reason_words,
)
from hotich.core.names.forms import fold, normal_form, suspicious_letters, verbatim
from hotich.core.names.letters import LetterRun, letter_differences
from hotich.core.names.parts import NameParts, split_name, without_thi

__all__ = [
    "REASON_WORDS",
    "LetterRun",
    "NameComparison",
    "NameParts",
    "NameRelation",
    "compare_names",
    "fold",
    "letter_differences",
    "name_sort_key",
    "normal_form",
    "reason_words",
    "sort_key",
    "split_name",
    "suspicious_letters",
    "verbatim",
    "without_thi",
]
