"""Pictures that a page draws itself, as numbers a template may write."""

from typing import NamedTuple

import segno

_QUIET_ZONE = 4


class Squares(NamedTuple):
    """Dark squares of a square picture: its side in squares, and the path that fills them."""

    side: int
    path: str


def qr_code(text: str) -> Squares:
    """Return the QR code of a text, its quiet zone included."""
    rows = list(segno.make(text, error="m").matrix_iter(border=_QUIET_ZONE))
    dark = (
        f"M{across} {down}h1v1h-1z"
        for down, row in enumerate(rows)
        for across, square in enumerate(row)
        if square
    )
    return Squares(len(rows), "".join(dark))
