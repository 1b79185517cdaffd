"""One measured thing in a process of its own: how long it took, and the most memory it held."""

import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_EVERY = 0.1


@dataclass(frozen=True)
class Measured:
    """The answer of a process, its wall time in seconds, its peak memory in MB, the load before.

    `said` is all it wrote.
    """

    answer: dict[str, float]
    seconds: float
    megabytes: float
    load: float
    said: str = ""


class TaskFailedError(Exception):
    """A measured process ended with a fault; `output` is the end of what it said."""

    def __init__(self, task: str, output: str) -> None:
        super().__init__(task, output)
        self.task = task
        self.output = output


def run_task(task: str, **options: object) -> Measured:
    """Run a task of `benchmarks.peers.tasks` in a fresh process."""
    return run_program(task, ["-m", "benchmarks.peers.tasks", task, json.dumps(options)])


def run_program(task: str, arguments: list[str]) -> Measured:
    """Run this Python with arguments; the last line of its output may be a JSON object."""
    environment = dict(os.environ, PYTHONPATH=os.pathsep.join((str(ROOT), str(ROOT / "src"))))
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    with tempfile.TemporaryFile("w+") as output:
        started = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        peak = 0.0
        while process.poll() is None:
            peak = max(peak, resident(process.pid))
            time.sleep(_EVERY)
        seconds = time.perf_counter() - started
        output.seek(0)
        said = output.read()
    if process.returncode:
        raise TaskFailedError(task, said[-2_000:])
    return Measured(_last_object(said), seconds, round(peak, 1), round(load, 1), said)


def _last_object(said: str) -> dict[str, float]:
    last = said.strip().rpartition("\n")[2]
    found = json.loads(last) if last.startswith("{") else {}
    return found if isinstance(found, dict) else {}


def resident(pid: int) -> float:
    """Return the memory in MB that a process and all it started hold now; 0 where /proc is not."""
    total, waiting = 0.0, [pid]
    while waiting:
        each = waiting.pop()
        place = Path(f"/proc/{each}")
        try:
            pages = int((place / "statm").read_text().split()[1])
            for thread in (place / "task").iterdir():
                waiting += map(int, (thread / "children").read_text().split())
        except (OSError, IndexError, ValueError):
            continue
        total += pages * os.sysconf("SC_PAGE_SIZE") / 1e6
    return total
