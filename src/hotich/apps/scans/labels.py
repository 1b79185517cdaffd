"""Which pages of a book does a label speak of?"""

import re

_ONE = re.compile(r"^\D*?(\d{1,6})\D*$")
_FACING = re.compile(r"^\D*?(\d{1,6})\s*[-–]\s*(\d{1,6})\D*$")
_MOST_FACING = 4


def pages_of(label: str) -> tuple[int, int] | None:
    """Return the first and last page of a label ("12" → 12, 12; "12-13" → 12, 13), or None."""
    facing = _FACING.match(label)
    if facing is not None:
        first, last = int(facing[1]), int(facing[2])
        return (first, last) if first <= last < first + _MOST_FACING else None
    one = _ONE.match(label)
    return (int(one[1]), int(one[1])) if one else None


def next_label(label: str, step: int) -> str | None:
    """Return the label `step` images further on; None when the label holds no single number."""
    one = _ONE.match(label)
    if step == 0 or one is None:
        return label if step == 0 else None
    start, end = one.span(1)
    number = str(int(one[1]) + step).zfill(end - start if label[start] == "0" else 1)
    return f"{label[:start]}{number}{label[end:]}"
