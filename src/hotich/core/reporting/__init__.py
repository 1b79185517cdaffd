"""What goes into the weekly report, along which lines, and by when?"""

from hotich.core.law import ReportLine, report_lines
from hotich.core.reporting._counts import (
    FIGURE_WORDS,
    FIGURES,
    Count,
    check_sums,
    sum_of,
    week,
)
from hotich.core.reporting._lines import PARTY_WORDS, deadline, party_name, week_start
from hotich.core.reporting._sections import REPORT_SECTIONS, ReportSection, report_section

__all__ = [
    "FIGURES",
    "FIGURE_WORDS",
    "PARTY_WORDS",
    "REPORT_SECTIONS",
    "Count",
    "ReportLine",
    "ReportSection",
    "check_sums",
    "deadline",
    "party_name",
    "report_lines",
    "report_section",
    "sum_of",
    "week",
    "week_start",
]
