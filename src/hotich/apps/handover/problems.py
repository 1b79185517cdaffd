"""What can go wrong on the sending side, as values that a page turns into sentences."""


class NotCompleteError(Exception):
    """The book is not locked and reported complete."""


class InTheMakingError(Exception):
    """A package of the book is being made."""


class NothingChangedError(Exception):
    """Nothing has changed since the last package."""


class NoDepartmentError(Exception):
    """No Justice Department stands above the office that holds the book."""
