"""What can go wrong on the receiving side, as values that a page turns into sentences."""

from uuid import UUID


class AlreadySentError(Exception):
    """The package was sent on already, or its receipt was made."""


class UndecidedError(Exception):
    """Some entries are neither accepted nor rejected yet."""

    def __init__(self, count: int) -> None:
        super().__init__(count)
        self.count = count


class ReasonsMissingError(Exception):
    """Some entries were rejected without a reason."""

    def __init__(self, lines: frozenset[UUID]) -> None:
        super().__init__(lines)
        self.lines = lines
