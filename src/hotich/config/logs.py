"""How does a fault stand in the log? With its kind and its place, never with its message.

The message of a database error repeats the values it is about, and those may be a person's.
"""

import logging
import traceback
from collections.abc import Iterator
from types import TracebackType

_Raised = tuple[type[BaseException], BaseException, TracebackType | None]


class PlaceFormatter(logging.Formatter):
    """Writes of an exception, and of those behind it, the kind and the lines of code it passed."""

    def formatException(self, ei: _Raised | tuple[None, None, None]) -> str:  # noqa: N802 - logging's name
        """Return the frames and the kind of the exception and of what it came from."""
        return "\n".join(_told(ei[1])) if ei[1] is not None else ""


def _told(error: BaseException) -> Iterator[str]:
    behind = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if behind is not None:
        yield from _told(behind)
    yield from (line.rstrip("\n") for line in traceback.format_tb(error.__traceback__))
    yield f"{type(error).__module__}.{type(error).__qualname__}"
