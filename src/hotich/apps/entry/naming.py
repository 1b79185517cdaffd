"""What is an entry called on the screen and in other rooms' rows?"""

from hotich.apps.entry.addressing import shown_number
from hotich.apps.entry.models import Entry


def number_label(entry: Entry) -> str:
    """Return the number with its year: "87/1998", "87bis/1998", "87 (2)/1998"."""
    return f"{shown_number(entry.number, entry.suffix, entry.occurrence)}/{entry.year}"


def entry_label(entry: Entry) -> str:
    """Return type, number, year and original office: "KS 87/1998, UBND xã Nga Trường (đến …)"."""
    office = entry.original_office.dated_name
    return f"{entry.register_type} {number_label(entry)}, {office}"[:200]
