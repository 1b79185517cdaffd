"""Which rule of law held on a day, and where is it written?"""

from hotich.core.dates import due_date, working_days_after
from hotich.core.law.instruments import INSTRUMENTS, Instrument
from hotich.core.law.report_lines import ReportLine, report_lines
from hotich.core.law.values import LawValue, UnknownLawValue, value, value_names
from hotich.core.law.working_days import are_days_off_confirmed, days_off, days_off_between

__all__ = [
    "INSTRUMENTS",
    "Instrument",
    "LawValue",
    "ReportLine",
    "UnknownLawValue",
    "are_days_off_confirmed",
    "days_off",
    "days_off_between",
    "due_date",
    "report_lines",
    "value",
    "value_names",
    "working_days_after",
]
