"""How is a date of a register kept, read, written in words and compared?"""

from hotich.core.dates.ages import (
    AGE_WORDS,
    Age,
    AgeReckoning,
    AgeUnit,
    birth_year_from_age,
    read_age,
)
from hotich.core.dates.can_chi import can_chi, read_can_chi, years_of_can_chi
from hotich.core.dates.comparison import (
    HINT_WORDS,
    DateComparison,
    DateRelation,
    compare_dates,
)
from hotich.core.dates.lunar import (
    LunarDate,
    LunarMonth,
    Region,
    from_lunar,
    lunar_months,
    to_lunar,
)
from hotich.core.dates.lunar_notes import (
    LUNAR_CERTAINTY_WORDS,
    LunarCertainty,
    LunarReading,
    Offer,
    offered_conversion,
    read_lunar,
)
from hotich.core.dates.partial import PartialDate, Precision, UnreadableDate, from_iso
from hotich.core.dates.typed import DateProblem, DateReading, read_date
from hotich.core.dates.words import Wording, read_worded_date, worded_date, worded_dates
from hotich.core.dates.working import due_date, working_days_after

__all__ = [
    "AGE_WORDS",
    "HINT_WORDS",
    "LUNAR_CERTAINTY_WORDS",
    "Age",
    "AgeReckoning",
    "AgeUnit",
    "DateComparison",
    "DateProblem",
    "DateReading",
    "DateRelation",
    "LunarCertainty",
    "LunarDate",
    "LunarMonth",
    "LunarReading",
    "Offer",
    "PartialDate",
    "Precision",
    "Region",
    "UnreadableDate",
    "Wording",
    "birth_year_from_age",
    "can_chi",
    "compare_dates",
    "due_date",
    "from_iso",
    "from_lunar",
    "lunar_months",
    "offered_conversion",
    "read_age",
    "read_can_chi",
    "read_date",
    "read_lunar",
    "read_worded_date",
    "to_lunar",
    "worded_date",
    "worded_dates",
    "working_days_after",
    "years_of_can_chi",
]
