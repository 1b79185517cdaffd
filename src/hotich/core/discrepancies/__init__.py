"""Do the book and the population database say the same? Field by field, and what follows."""

from hotich.core.discrepancies._comparison import (
    DIFFERENCE_WORDS,
    RELATION_WORDS,
    DifferenceKind,
    FieldComparison,
    FieldRelation,
    Policy,
    difference_kind,
    reason_words,
)
from hotich.core.discrepancies._fields import compare_field, compare_mention, compared_key
from hotich.core.discrepancies._outcomes import (
    OUTCOME_WORDS,
    Outcome,
    Provisional,
    decided,
    entry_outcome,
    mention_outcome,
    other_differences,
    provisional,
    unconfirmed,
)
from hotich.core.registers import RegisterValue

__all__ = [
    "DIFFERENCE_WORDS",
    "OUTCOME_WORDS",
    "RELATION_WORDS",
    "DifferenceKind",
    "FieldComparison",
    "FieldRelation",
    "Outcome",
    "Policy",
    "Provisional",
    "RegisterValue",
    "compare_field",
    "compare_mention",
    "compared_key",
    "decided",
    "difference_kind",
    "entry_outcome",
    "mention_outcome",
    "other_differences",
    "provisional",
    "reason_words",
    "unconfirmed",
]
