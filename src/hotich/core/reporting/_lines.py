"""By when is this week's report due, and how are the parties called?"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from hotich.core.law import ReportLine, value
from hotich.core.words import vi

PARTY_WORDS: Mapping[str, str] = {
    "commune": vi("Ủy ban nhân dân xã"),
    "district": vi("Ủy ban nhân dân huyện"),
    "district_justice": vi("Phòng Tư pháp"),
    "province_justice": vi("Sở Tư pháp"),
    "province_police": vi("Công an tỉnh"),
}


def party_name(party: str, at: date) -> str:
    """Return what a reporter, recipient or forwarder of a line is called on that day."""
    if party == "justice_officer":
        return value("post.justice_officer", at).text
    return PARTY_WORDS[party]


def week_start(week_of: date) -> date:
    """Return the Monday of the week of that day."""
    return week_of - timedelta(days=week_of.weekday())


def deadline(line: ReportLine, week_of: date) -> datetime:
    """Return when the line's report is due in the week (Monday to Sunday) of that day.

    Without zone: local time, Asia/Ho_Chi_Minh. A public holiday does not move it.
    """
    return datetime.combine(week_start(week_of) + timedelta(days=line.weekday - 1), line.time)
