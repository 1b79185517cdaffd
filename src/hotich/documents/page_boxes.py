"""Where do the entries and their fields stand on the picture of a page?"""

from collections.abc import Mapping
from dataclasses import dataclass, field

#: Left, top, width and height in ten-thousandths of the picture's width and height.
Box = tuple[int, int, int, int]
FULL = 10_000


@dataclass(frozen=True, slots=True)
class RowBoxes:
    """One entry on a page: its number as written, its box, and boxes by field id where known."""

    number: str
    box: Box
    fields: Mapping[str, Box] = field(default_factory=dict)


def box_of(
    left: float, top: float, width: float, height: float, page_width: float, page_height: float
) -> Box:
    """Return a box given in any unit of length, kept within the page."""
    x, y = _share(left, page_width), _share(top, page_height)
    return (
        x,
        y,
        max(1, min(FULL - x, _share(max(width, 0), page_width))),
        max(1, min(FULL - y, _share(max(height, 0), page_height))),
    )


def _share(length: float, whole: float) -> int:
    return min(FULL - 1, max(0, round(length * FULL / whole)))
