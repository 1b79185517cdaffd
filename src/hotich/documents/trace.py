"""Who had this document made, when and at which computer? Put on it wherever it is laid out.

The guard of a page opens `traced` around it, so no print of personal data can forget its mark; a
job, which has nobody at a screen, leaves none.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_words: ContextVar[str] = ContextVar("trace_of_the_open_page", default="")


@contextmanager
def traced(words: str) -> Iterator[None]:
    """Put the words on every document that is made inside."""
    token = _words.set(words)
    try:
        yield
    finally:
        _words.reset(token)


def trace() -> str:
    """Return the words for a document that is made now; "" for none."""
    return _words.get()
