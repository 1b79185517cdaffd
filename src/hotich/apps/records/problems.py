"""What can go wrong with a record, as values that a page turns into sentences."""


class ReasonMissingError(Exception):
    """A fault was reported without saying what is wrong."""


class WithdrawnError(Exception):
    """The record was withdrawn; there is nothing left to report a fault in."""
