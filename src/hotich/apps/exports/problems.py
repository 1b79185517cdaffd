"""What may be wrong with a file that is asked for; data only, the page finds the words."""


class TooManyRowsError(Exception):
    """More rows than one file may give out."""

    def __init__(self, rows: int, most: int) -> None:
        super().__init__(rows, most)
        self.rows = rows
        self.most = most


class NothingToGiveError(Exception):
    """The file would hold nobody."""


class KeyUnusableError(Exception):
    """What was given as the receiver's key is none."""


class SamePersonError(Exception):
    """Who asked for a file may not be the one who lets it go."""


class AlreadyDecidedError(Exception):
    """The request was confirmed or refused before."""


class NotConfirmedError(Exception):
    """Nobody has confirmed the request."""


class TooLateError(Exception):
    """The time in which the file could be taken is over."""
