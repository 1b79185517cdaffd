"""Processes that do in Python what DuckDB cannot: read names, compare texts by law."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ProcessPoolExecutor
from types import TracebackType
from typing import Final, Self, TypeVar

_Task = TypeVar("_Task")
_Made = TypeVar("_Made")

WORTH_A_PROCESS: Final = 30_000
"""Texts from which on a further process saves more time than its start takes."""


class Workers:
    """So many processes for the tasks of one job; none is started for a few texts.

    They ignore Ctrl-C, which is for the process that started them, and end when it does, however
    it ends.
    """

    def __init__(self, processes: int | None = None) -> None:
        self.processes = processes or os.cpu_count() or 1
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the processes; what they have not begun is dropped."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None

    def size_of_batch(self, texts: int, most: int) -> int:
        """Return how many texts a task gets, so that every process has its share."""
        return max(1, min(most, texts // self._useful(texts) + 1))

    def run(
        self,
        do: Callable[[_Task], _Made],
        tasks: Iterable[_Task],
        texts: int,
        check: Callable[[], None] = lambda: None,
    ) -> list[_Made]:
        """Return what `do` makes of each task, in their order; `check` is called in between.

        `texts` is how many there are in all tasks together. `do` is a function of a module.
        """
        made = []
        if self._useful(texts) < 2:
            for task in tasks:
                check()
                made.append(do(task))
            return made
        waiting: list[Future[_Made]] = [self._started().submit(do, task) for task in tasks]
        for each in waiting:
            check()
            made.append(each.result())
        return made

    def _useful(self, texts: int) -> int:
        return max(1, min(self.processes, texts // WORTH_A_PROCESS))

    def _started(self) -> ProcessPoolExecutor:
        if self._pool is None:
            self._pool = ProcessPoolExecutor(
                self.processes, multiprocessing.get_context("spawn"), initializer=_begin
            )
        return self._pool


def _begin() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """Leave when the process that started this one has died without a word."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
