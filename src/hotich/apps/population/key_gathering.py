"""Gathers the keys of very many persons into blocks, part by part, on both sides of the machine.

DuckDB reckons the keys of a quarter of all numbers or so, which it can hold, and puts the entries
of a part of them together; meanwhile Python works on the part before.
"""

from collections.abc import Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Final, TypeAlias, TypeVar

import duckdb

from hotich.apps.population.key_blocks import BITS_LEFT, bits_for, without_common

Block: TypeAlias = tuple[int, bytes]
_Made = TypeVar("_Made")

_COUNT: Final = "SELECT count(key) FROM ({keys})"
_WRITE: Final = (
    "CREATE OR REPLACE TEMP TABLE keys AS FROM ({keys}) WHERE key BETWEEN {first} AND {last}"
)
# The sign bit is the bit that is always set.
_BLOCKS: Final = (
    "SELECT (key >> {above}) & {block_mask} AS block, string_agg(hex((-9223372036854775808)::BIGINT"
    " | (((key >> {below}) & {mark_mask}) << 32) | row::BIGINT)"
    " || hex((-9223372036854775808)::BIGINT | sketch), '') FROM keys"
    " WHERE key BETWEEN {first} AND {last} GROUP BY block"
)
# Entries that are put together, and keys that are written down, at a time.
_TOGETHER: Final = 5_000_000
_WRITTEN: Final = 40_000_000


def gathered(
    db: duckdb.DuckDBPyConnection, keys: str, limit: int
) -> Generator[tuple[int, list[Block]], None, None]:
    """Yield the number of bits, and the blocks part by part, each block once, in order.

    `keys` is a query of (key, row, sketch), the key NULL where there is none. A key that more than
    `limit` share is kept once. The connection is in use until the iterator ends or is closed.
    """
    counted = db.execute(_COUNT.format(keys=keys)).fetchone()
    entries = counted[0] if counted else 0
    bits = bits_for(entries)
    parts = min(_power_of_two(entries // _TOGETHER), 1 << bits)
    tables = min(_power_of_two(entries // _WRITTEN), parts)
    count = (1 << bits) // parts
    for part, found in enumerate(_ahead(_texts(db, keys, bits, tables, parts))):
        made = {block: without_common(bytes.fromhex(text), limit) for block, text in found}
        first = part * count
        yield bits, [(block, made.get(block, b"")) for block in range(first, first + count)]


def _texts(
    db: duckdb.DuckDBPyConnection, keys: str, bits: int, tables: int, parts: int
) -> Iterator[list[tuple[int, str]]]:
    """Yield the entries of blocks in hexadecimal, part by part."""
    in_table = parts // tables
    for table in range(tables):
        first, last = _range_of(table, tables)
        db.execute(_WRITE.format(keys=keys, first=first, last=last))
        for part in range(table * in_table, (table + 1) * in_table):
            first, last = _range_of(part, parts)
            yield db.execute(
                _BLOCKS.format(
                    above=64 - bits,
                    below=64 - bits - BITS_LEFT,
                    block_mask=(1 << bits) - 1,
                    mark_mask=(1 << BITS_LEFT) - 1,
                    first=first,
                    last=last,
                )
            ).fetchall()


def _ahead(made: Iterator[_Made]) -> Iterator[_Made]:
    """Yield what an iterator makes; the next is made meanwhile, in a thread."""
    with ThreadPoolExecutor(1) as thread:
        waiting = thread.submit(next, made, None)
        while (each := waiting.result()) is not None:
            waiting = thread.submit(next, made, None)
            yield each


def _power_of_two(number: int) -> int:
    """Return the least power of two beyond a number."""
    return 1 << number.bit_length()


def _range_of(part: int, parts: int) -> tuple[int, int]:
    """Return the first and the last of the keys that begin with the part's bits, signed."""
    width = (1 << 64) // parts
    first = part * width if parts > 1 else -(1 << 63)
    first -= (1 << 64) if first >> 63 > 0 else 0
    return first, first + width - 1
