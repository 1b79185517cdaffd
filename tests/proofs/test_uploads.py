"""Files that nobody means well with: each refused by every door, before it costs time or memory.

The doors are the functions that first read what came in. Each file is opened in a process of its
own, which may neither grow nor reckon beyond what is allowed.
"""

import os
import resource
import sys
import traceback
from collections.abc import Callable, Collection
from io import BytesIO
from pathlib import Path
from uuid import uuid4

import pytest

from hotich.apps.existing.problems import SheetUnreadableError
from hotich.apps.existing.tables import open_table
from hotich.apps.handover.bag import BagError, read_bag
from hotich.apps.handover.keys import CardError, read_card
from hotich.apps.handover.parcel import ParcelError, read_parcel
from hotich.apps.handover.sealing import SealError, make_keys, open_as
from hotich.apps.population.files import open_rows
from hotich.apps.population.problems import FileUnreadableError
from hotich.apps.scans.images import ImageRefusedError, read_facts
from hotich.documents.inventory import (
    HeadingsMissing,
    NotAWorkbook,
    TooManyRows,
    WorkbookTooLarge,
    read_inventory,
)
from hotich.engines.tables.sensing import TableUnreadableError, sense
from tests.support.bombs import MAKERS, MEBI, corpus

MOST_GROWN = 200 * MEBI
MOST_SECONDS = 2
# In `make test` only a hang is cut off: how quick a machine is stands in no test.
PATIENCE = 30
Door = tuple[Callable[[Path], object], tuple[type[Exception], ...]]
KEYS = make_keys()


def _sheet(path: Path) -> None:
    for _row in open_table(path).rows():
        pass


def _closed(path: Path) -> None:
    open_as(uuid4(), KEYS, path.read_bytes())


DOORS: dict[str, Door] = {
    "a page's image": (
        lambda path: read_facts(BytesIO(path.read_bytes())),
        (ImageRefusedError,),
    ),
    "the inventory": (
        lambda path: read_inventory(path.read_bytes()),
        (HeadingsMissing, NotAWorkbook, TooManyRows, WorkbookTooLarge),
    ),
    "existing data": (_sheet, (SheetUnreadableError,)),
    "the population": (open_rows, (FileUnreadableError,)),
    "a closed file": (_closed, (SealError,)),
    "a parcel": (lambda path: read_parcel(path.read_bytes()), (ParcelError,)),
    "a package": (lambda path: read_bag(path.read_bytes()), (BagError,)),
    "an office card": (lambda path: read_card(path.read_bytes()), (CardError,)),
}


def opened(door: Door, path: Path, seconds: int) -> str:
    """Open the file at the door in a process of its own; return "" when it is refused in time."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        said = _opened(door, path, seconds)
        os.write(write, said.encode()[:4000])
        os._exit(0)
    os.close(write)
    with os.fdopen(read, "rb") as answer:
        said = answer.read().decode(errors="replace")
    _pid, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return f"stopped by signal {os.WTERMSIG(status)}"
    return "" if said == "refused" else said or "no answer"


def _opened(door: Door, path: Path, seconds: int) -> str:
    act, refusals = door
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    most = pages * resource.getpagesize() + MOST_GROWN
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    used = int(sum(resource.getrusage(resource.RUSAGE_SELF)[:2])) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (used + seconds, used + seconds))
    try:
        act(path)
    except refusals:
        return "refused"
    except BaseException as fault:  # noqa: BLE001 - whatever it is, it was no refusal
        where = traceback.extract_tb(fault.__traceback__)[-1]
        return f"{type(fault).__name__} {fault} at {where.filename}:{where.lineno}"
    return "taken"


# These take long to make; they go through the doors in `make soak`.
SLOW = {
    "zeros-600.zip",
    "zip-in-zip.zip",
    "bzip2.zip",
    "lying-small.zip",
    "members-200000.zip",
    "many-members.xlsx",
    "sheet-of-zeros.xlsx",
    "many-strings.xlsx",
    "many-rows.xlsx",
    "many-rows.parquet",
    "stream.pdf",
    "twice.pdf",
    "zeros-300.gz",
    "twice.gz",
    "lying.xlsx",
    "strings-laughs-wide.xlsx",
    "strings-quadratic.xlsx",
    "overlapping-250.zip",
    "deep.xlsx",
    "no-end.png",
    "members-60000.zip",
    "wide-attributes.xlsx",
}
# What a door may well take, because to it the file is harmless.
TAKEN: set[tuple[str, str]] = set()


def through_every_door(
    folder: Path, seconds: int, names: Collection[str] = MAKERS
) -> list[tuple[str, str, str]]:
    """Return which file was not refused at which door, and what became of it."""
    found = []
    for name, path in corpus(folder, names):
        for door, how in DOORS.items():
            said = opened(how, path, seconds)
            if said and not (said == "taken" and (name, door) in TAKEN):
                found.append((name, door, said))
    return found


needs_proc = pytest.mark.skipif(sys.platform != "linux", reason="needs fork, rlimit and /proc")


def test_there_are_a_hundred_of_them():
    assert len(MAKERS) >= 100


@needs_proc
@pytest.mark.filterwarnings("ignore:.*multi-threaded:DeprecationWarning")
def test_each_is_refused_and_costs_little(tmp_path: Path):
    found = through_every_door(tmp_path, PATIENCE, MAKERS.keys() - SLOW)
    assert found == [], "\n".join(map(str, found))


@needs_proc
@pytest.mark.soak
@pytest.mark.filterwarnings("ignore:.*multi-threaded:DeprecationWarning")
def test_each_is_refused_within_two_seconds(tmp_path: Path):
    found = through_every_door(tmp_path, MOST_SECONDS)
    assert found == [], "\n".join(map(str, found))


@needs_proc
def test_a_file_that_is_compressed_is_not_matched(tmp_path: Path):
    for name in ("zeros-100.gz", "zip-in-zip.zip", "sheet-of-zeros.xlsx"):
        path = tmp_path / name
        path.write_bytes(MAKERS[name]())
        assert opened((sense, (TableUnreadableError,)), path, PATIENCE) == ""
