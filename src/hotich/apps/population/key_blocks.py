"""What stands in a block of keys? Entries of 16 bytes: rest of the key, a person's row and sketch.

A key's first bits number its block. Of the rest 31 bits are kept; they and the sketch stand behind
a bit that is always set, so that each has its hexadecimal digits. A key that very many share is
kept once, with row 0: nobody is found by it. 51 bits and more tell keys apart; a person found by
chance is weighed and left behind like any other.
"""

from collections import Counter
from typing import Final

BITS_LEFT: Final = 31
ENTRY: Final = 16
BEYOND: Final = 0
_FLAG: Final = 1 << BITS_LEFT
_SKETCH: Final = (1 << 63) - 1
_ALL: Final = (1 << 64) - 1
_PER_BLOCK: Final = 128


def bits_for(entries: int) -> int:
    """Return how many bits number the blocks of so many entries."""
    return min(max((entries // _PER_BLOCK).bit_length(), 1), 32)


def block_of(key: int, bits: int) -> int:
    """Return the number of the key's block."""
    return (key & _ALL) >> (64 - bits)


def mark_of(key: int, bits: int) -> bytes:
    """Return the four bytes with which the key's entries begin."""
    rest = (key & _ALL) >> (64 - bits - BITS_LEFT)
    return (_FLAG | rest & (_FLAG - 1)).to_bytes(4, "big")


def rows_in(entries: bytes, mark: bytes) -> dict[int, int]:
    """Return the rows and sketches of the persons with that key; BEYOND for a key that is."""
    rows = {}
    at = entries.find(mark)
    while at >= 0:
        if at % ENTRY:
            at = entries.find(mark, at + 1)
            continue
        rest = int.from_bytes(entries[at + 4 : at + ENTRY], "big")
        rows[rest >> 64] = rest & _SKETCH
        at = entries.find(mark, at + ENTRY)
    return rows


def without_common(entries: bytes, limit: int) -> bytes:
    """Return the entries with each key that more than `limit` persons share kept once."""
    if len(entries) <= limit * ENTRY:
        return entries
    marks = memoryview(entries).cast("I")[::4].tolist()
    if len(marks) - len(set(marks)) < limit:
        return entries
    common = {mark for mark, count in Counter(marks).items() if count > limit}
    if not common:
        return entries
    kept = b"".join(
        entries[place * ENTRY : (place + 1) * ENTRY]
        for place, mark in enumerate(marks)
        if mark not in common
    )
    first = (entries[marks.index(mark) * ENTRY :][:4] for mark in sorted(common))
    return kept + b"".join(mark + BEYOND.to_bytes(ENTRY - 4, "big") for mark in first)
