"""How does a job say where it stands, and how is it stopped?"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from time import monotonic

from hotich.engines.matching.errors import StoppedError


@dataclass(frozen=True)
class Step:
    """One step that was done: its code, a count that tells its size, and its seconds."""

    code: str
    count: int
    seconds: float


Report = Callable[[Step], None]
Stop = Callable[[], bool]


def ignore(_step: Step) -> None:
    """Report to nobody."""


def never() -> bool:
    """Go on to the end."""
    return False


class Clock:
    """Times the steps of a job, reports each, and asks between them whether to stop."""

    def __init__(self, report: Report = ignore, stop: Stop = never) -> None:
        self._report = report
        self._stop = stop
        self.steps: list[Step] = []

    @contextmanager
    def step(self, code: str) -> Iterator[list[int]]:
        """Time a step; its count is put into the list it is given. Raises StoppedError."""
        self.check()
        count: list[int] = []
        begun = monotonic()
        yield count
        step = Step(code, sum(count), monotonic() - begun)
        self.steps.append(step)
        self._report(step)

    def check(self) -> None:
        """Raise StoppedError when the caller wants to stop."""
        if self._stop():
            raise StoppedError
