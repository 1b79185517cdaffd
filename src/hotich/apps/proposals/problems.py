"""What can stand in the way of bulk work? Exceptions that carry data; the pages find the words."""

from uuid import UUID


class ReasonMissingError(Exception):
    """A run needs a reason."""


class CauseMissingError(Exception):
    """Nothing was chosen that a run should look up."""


class NothingDueError(Exception):
    """Nobody in the scope waits for what the run would do."""


class RunAliveError(Exception):
    """The office has a run that has not ended."""

    def __init__(self, run: UUID) -> None:
        super().__init__()
        self.run = run


class OverError(Exception):
    """What was shown holds no more, or somebody has answered it already."""
