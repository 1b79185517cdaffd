"""Writes of the checking room, in one place."""

from hotich.apps.checking.gaps import record_excess, record_gap, void_excess, void_gap
from hotich.apps.checking.locking import finish_entry, lock_book, reconcile, report_complete
from hotich.apps.checking.seeing import record_view
from hotich.apps.checking.signing import PageSigned, Shown, check_entry, check_page

__all__ = [
    "PageSigned",
    "Shown",
    "check_entry",
    "check_page",
    "finish_entry",
    "lock_book",
    "reconcile",
    "record_excess",
    "record_gap",
    "record_view",
    "report_complete",
    "void_excess",
    "void_gap",
]
