"""Make the blocks of keys anew, as a job: while it runs, and if it dies, the old ones are used.

Every write of a person from the beginning on is known by the number of the new generation, so
what was written meanwhile stays beside the new blocks (docs/adr/0012).
"""

import logging
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import connection, transaction

from hotich.apps.audit.actor import Actor, process
from hotich.apps.audit.writing import record, writing
from hotich.apps.jobs.actions import Lease, enqueue
from hotich.apps.jobs.models import Job, JobState
from hotich.apps.population import bulk
from hotich.apps.population.key_gathering import Block
from hotich.apps.population.key_models import KeyBlock, KeyedPerson, KeyTable, PersonKey
from hotich.apps.population.key_source import SOURCE_FIELDS, KeySource
from hotich.apps.population.keys import key_secret, keys_digest, own_table
from hotich.apps.population.names import keep_names

KIND: Final = "population.keys"
# So many persons, or this share of all, may stand beside the blocks.
BESIDE: Final = 20_000
BESIDE_SHARE: Final = 0.05
_READ_TOGETHER: Final = 20_000
_REMOVED_TOGETHER: Final = 5_000
_BASE_BITS: Final = 32

Advance = Callable[[int], None]
"""Is told how many persons have been read; raises when this work is another's by now."""

log = logging.getLogger(__name__)


class SupersededError(Exception):
    """A later generation was begun meanwhile; this one is not put to use."""


def is_due(more: int = 0) -> bool:
    """Return whether blocks are to be made: for other keys, or `more` persons beside too many."""
    table = KeyTable.objects.first()
    if table is not None and table.digest != keys_digest():
        return True
    beside = KeyedPerson.objects.count() + more
    return beside > max(BESIDE, BESIDE_SHARE * (table.persons if table else 0))


def ask_for_keys(*, by: Actor) -> Job:
    """Put the making of blocks in the queue, unless it is there already, and return the job."""
    with writing(by):
        waiting = Job.objects.filter(kind=KIND, state__in=(JobState.QUEUED, JobState.RUNNING))
        return waiting.first() or enqueue(by=by, kind=KIND, parameters={})


def ask_where_out_of_date() -> Job | None:
    """Queue the making of blocks where the stored keys are not this program's; say so."""
    table = KeyTable.objects.first()
    if table is None or table.digest == keys_digest():
        return None
    log.warning("the look-up keys are those of another model or secret; a job makes them anew")
    return ask_for_keys(by=process("look-up keys"))


def run(lease: Lease) -> None:
    """Make the blocks of all persons; a run that broke off begins again."""

    def advance(done: int) -> None:
        with transaction.atomic():
            lease.advance(cursor={}, done=done)

    make_blocks(by=lease.by, advance=advance)


def make_blocks(*, by: Actor, advance: Advance) -> None:
    """Make the blocks and the table of names from all persons, and put them to use.

    Raises: SupersededError; what `advance` raises.
    """
    generation = begin(by=by)
    with _folder(generation) as folder, KeySource(folder, key_secret()) as source:
        for done, lines in read_people():
            source.add(lines)
            advance(done)
        source.read()
        bearers = source.name_counts()
        source.normalise()
        bits = store_blocks(source, generation, advance=lambda: advance(source.persons))
        put_to_use(generation, bits, source.persons, by=by)
    keep_names(by=by, bearers=bearers)
    remove_superseded()


def store_blocks(source: KeySource, generation: int, *, advance: Callable[[], None]) -> int:
    """Write the blocks of a generation, each part in its own write, and return the bits."""
    used = 0
    with closing(source.blocks()) as made:
        for bits, blocks in made:
            used = bits
            with transaction.atomic():
                bulk.insert_blocks(_numbered(generation, blocks))
                advance()
    return used


def _numbered(generation: int, blocks: Sequence[Block]) -> Iterator[tuple[int, bytes]]:
    first = generation << _BASE_BITS
    return ((first | block, entries) for block, entries in blocks)


def begin(*, by: Actor) -> int:
    """Begin a generation and return its number; what an earlier one left is removed."""
    with writing(by):
        table = own_table()
        table.generation += 1
        table.save(update_fields=["generation"])
        record(by, "keys.begun", None, reason=str(table.generation))
    _remove_blocks(table.base, table.generation)
    return table.generation


def put_to_use(generation: int, bits: int, persons: int, *, by: Actor) -> None:
    """Let look-ups use the blocks of this generation from now on.

    Raises: SupersededError when a later one was begun.
    """
    with writing(by) as at:
        table = own_table()
        if table.generation != generation:
            raise SupersededError(generation)
        table.base, table.bits, table.persons = generation, bits, persons
        table.digest, table.made_at = keys_digest(), at
        table.save()
        record(by, "keys.made", None, reason=f"{generation} {persons}")


def remove_superseded() -> None:
    """Remove the blocks of other generations, then what stands beside although it is in blocks.

    In this order: whoever still reads the old blocks must find beside them what they lack.
    """
    table = KeyTable.objects.first()
    if table is None:
        return
    _remove_blocks(table.base, table.generation)
    old = KeyedPerson.objects.filter(generation__lt=table.base).order_by("generation")
    while some := list(old.values_list("pk", flat=True)[:_REMOVED_TOGETHER]):
        with transaction.atomic():
            own_table()
            still = list(
                KeyedPerson.objects.filter(pk__in=some, generation__lt=table.base).values_list(
                    "pk", flat=True
                )
            )
            PersonKey.objects.filter(person__in=still).delete()
            KeyedPerson.objects.filter(pk__in=still).delete()


def _remove_blocks(base: int, last: int) -> None:
    """Remove the blocks of all generations before `last` but `base`, and those left over."""
    kept = (base << _BASE_BITS, (base + 1) << _BASE_BITS)
    end = last << _BASE_BITS if last != base else (last + 1) << _BASE_BITS
    for low, high in ((0, kept[0]), (kept[1], end)):
        while True:
            some = KeyBlock.objects.filter(pk__gte=low, pk__lt=high).order_by("pk")
            upto = list(some.values_list("pk", flat=True)[:_REMOVED_TOGETHER])
            if not upto:
                break
            with transaction.atomic():
                KeyBlock.objects.filter(pk__gte=low, pk__lte=upto[-1]).delete()


def read_people() -> Iterator[tuple[int, str]]:
    """Yield how many were read so far, and lines of the row number and SOURCE_FIELDS.

    Who is added meanwhile stands beside the blocks.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(id) FROM population_person")
        last = cursor.fetchone()[0] or 0
    done = 0
    for after in range(0, last, _READ_TOGETHER):
        count, lines = bulk.lines_of_people(SOURCE_FIELDS, after=after, upto=after + _READ_TOGETHER)
        if count:
            done += count
            yield done, lines


@contextmanager
def _folder(generation: int) -> Iterator[Path]:
    """Give a folder that only this user may read; it is gone afterwards, an old one too."""
    work = Path(settings.HOME) / "work"
    for old in work.glob("keys-*"):
        if int(old.name.partition("-")[2]) < generation:
            shutil.rmtree(old, ignore_errors=True)
    folder = work / f"keys-{generation}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, mode=0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
