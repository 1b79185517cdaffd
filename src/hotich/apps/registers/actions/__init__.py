"""Writes on books. Every action locks the book first, so that two officers write in turn."""

from hotich.apps.registers.actions.custody import transfer_custody
from hotich.apps.registers.actions.importing import Imported, import_inventory
from hotich.apps.registers.actions.inventory import (
    declare_year,
    describe_book,
    register_book,
    void_book,
    withdraw_year,
)
from hotich.apps.registers.actions.page_faults import record_page_fault, void_page_fault
from hotich.apps.registers.actions.work import (
    STATE_RIGHTS,
    assign_book,
    mark_ready,
    set_state,
)
from hotich.apps.registers.declared import DeclaredYear, Signatures
from hotich.apps.registers.problems import (
    BookExistsError,
    FutureDayError,
    NoYearError,
    ReasonMissingError,
    TypingBegunError,
    UnknownEditionError,
    WrongStateError,
    YearOutOfRangeError,
)

__all__ = [
    "STATE_RIGHTS",
    "BookExistsError",
    "DeclaredYear",
    "FutureDayError",
    "Imported",
    "NoYearError",
    "ReasonMissingError",
    "Signatures",
    "TypingBegunError",
    "UnknownEditionError",
    "WrongStateError",
    "YearOutOfRangeError",
    "assign_book",
    "declare_year",
    "describe_book",
    "import_inventory",
    "mark_ready",
    "record_page_fault",
    "register_book",
    "set_state",
    "transfer_custody",
    "void_book",
    "void_page_fault",
    "withdraw_year",
]
