"""How is a date of a register kept, read, written in words and compared?"""

from hotich.core.dates.comparison import (
    HINT_WORDS,
    DateComparison,
    DateRelation,
    compare_dates,
)
from hotich.core.dates.partial import PartialDate, Precision, UnreadableDate, from_iso
from hotich.core.dates.typed import DateProblem, DateReading, read_date
from hotich.core.dates.words import read_worded_date, worded_date
from hotich.core.dates.working import due_date, working_days_after

__all__ = [
    "HINT_WORDS",
    "DateComparison",
    "DateProblem",
    "DateReading",
    "DateRelation",
    "PartialDate",
    "Precision",
    "UnreadableDate",
    "compare_dates",
    "due_date",
    "from_iso",
    "read_date",
    "read_worded_date",
    "worded_date",
    "working_days_after",
]
