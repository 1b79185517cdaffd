"""Which boxes follow from the lines an officer drew, and which lines from boxes?"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from hotich.apps.scans.models import WHOLE
from hotich.documents.page_boxes import Box, RowBoxes

MOST_ROWS = 60
# Two lines nearer than this are one line drawn twice.
NEAREST = 20


def number_key(number: str) -> str:
    """Return a number as rows are found by it: "08" and "8" are one, "87 Bis" is "87bis"."""
    return "".join(number.split()).casefold().lstrip("0")


def rows_between(lines: Iterable[int], first: str, columns: int = 1) -> list[RowBoxes]:
    """Return the entries between lines across the page, from the top.

    With two columns those of the left half come first. `first` is the number of the first entry;
    the others count on from it, and where it is no plain number none has one.
    """
    tops = sorted(set(lines))
    bands = [(top, low - top) for top, low in pairwise(tops)]
    width = WHOLE // columns
    places = [
        (column * width, top, width, high) for column in range(columns) for top, high in bands
    ]
    start = int(first) if first.isdecimal() else None
    return [
        RowBoxes(str(start + place) if start is not None else "", box)
        for place, box in enumerate(places)
    ]


def lines_of(boxes: Sequence[Box]) -> list[int]:
    """Return the lines that part these boxes: every top, and the foot of the lowest."""
    tops = {box[1] for box in boxes}
    foot = max((box[1] + box[3] for box in boxes), default=0)
    return sorted(tops | {foot}) if boxes else []


def within(row: Box, share: Box) -> Box:
    """Return the box on the page of a box given in ten-thousandths of a row."""
    return (
        row[0] + share[0] * row[2] // WHOLE,
        row[1] + share[1] * row[3] // WHOLE,
        max(1, share[2] * row[2] // WHOLE),
        max(1, share[3] * row[3] // WHOLE),
    )


def fields_within(row: Box, shares: Mapping[str, Box]) -> dict[str, Box]:
    """Return the boxes on the page of every field of a row."""
    return {field: within(row, share) for field, share in shares.items()}
