"""What can stand in the way of the cross-check? Exceptions with data; the pages find the words."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hotich.apps.checking.locking import Obstacles


class OwnWorkError(Exception):
    """Nobody signs for what he typed or linked himself."""


class NothingToCheckError(Exception):
    """The entry has no live link, so there is nothing for the police to sign."""


class ChangedMeanwhileError(Exception):
    """The entry or its links are not those that were shown."""


class ReasonMissingError(Exception):
    """A return, a gap, an excess or a voiding needs a reason."""


class UnknownFieldError(Exception):
    """The register type has no such field."""


class DataLockedError(Exception):
    """The data of the book are locked; what is wrong now is put right by an amendment."""


class NumberUnreadableError(Exception):
    """The text names no number, and no range of them, that can be a gap."""


class GapNamesNothingError(Exception):
    """A gap needs a number or a page; a jump needs a number."""


class YearNotInBookError(Exception):
    """The book declares no such year."""


class NumberEnteredError(Exception):
    """An entry stands under the number, so it is no gap."""

    def __init__(self, number: str) -> None:
        super().__init__(number)
        self.number = number


class GapExistsError(Exception):
    """The number or the page is recorded as a gap already."""

    def __init__(self, named: str) -> None:
        super().__init__(named)
        self.named = named


class NothingExceedsError(Exception):
    """Nought is an excess only in a year that declares nothing."""


class NotReadyError(Exception):
    """The data cannot be locked yet; `obstacles` says why."""

    def __init__(self, obstacles: "Obstacles") -> None:
        super().__init__()
        self.obstacles = obstacles


class NotLockedError(Exception):
    """Only a book whose data are locked is reported complete."""


class NoFindingError(Exception):
    """There is no such remark any more: something it rested on was changed."""
