"""Write a screenshot in 256 colours, with the standard library only: a third of the bytes."""

import struct
import zlib
from collections import Counter
from collections.abc import Iterator

Colour = tuple[int, int, int]
_SIGNATURE = b"\x89PNG\r\n\x1a\n"


def shrink(png: bytes) -> bytes:
    """Return an 8-bit RGB picture as one of at most 256 colours, the rarest moved to the nearest.

    Raises: ValueError, it is no 8-bit RGB picture without interlacing.
    """
    width, height, rows = _decode(png)
    pixels = [one for row in rows for one in zip(row[0::3], row[1::3], row[2::3], strict=True)]
    counts: Counter[Colour] = Counter(pixels)
    palette = _palette(counts)
    place = {colour: index for index, colour in enumerate(palette)}
    for colour in counts.keys() - place.keys():
        place[colour] = _nearest(colour, palette)
    body = bytearray()
    for top in range(0, width * height, width):
        body.append(0)
        body += bytes(place[each] for each in pixels[top : top + width])
    header = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    colours = bytes(part for colour in palette for part in colour)
    chunks = ((b"IHDR", header), (b"PLTE", colours), (b"IDAT", zlib.compress(body, 9)))
    return _SIGNATURE + b"".join(_chunk(*each) for each in (*chunks, (b"IEND", b"")))


def _palette(counts: Counter[Colour]) -> list[Colour]:
    """Return the commonest colours, then one of each kind that is not among them yet."""
    common = [colour for colour, _count in counts.most_common()]
    palette = common[:112]
    kinds = {_kind(colour) for colour in palette}
    for colour in common[112:]:
        if len(palette) == 256:
            break
        if _kind(colour) not in kinds:
            kinds.add(_kind(colour))
            palette.append(colour)
    return palette


def _kind(colour: Colour) -> Colour:
    """Return the colour on a coarse scale."""
    red, green, blue = colour
    return red >> 4, green >> 4, blue >> 4


def _nearest(colour: Colour, palette: list[Colour]) -> int:
    red, green, blue = colour
    return min(
        range(len(palette)),
        key=lambda at: (
            (palette[at][0] - red) ** 2
            + (palette[at][1] - green) ** 2
            + (palette[at][2] - blue) ** 2
        ),
    )


def _chunk(name: bytes, data: bytes) -> bytes:
    body = name + data
    return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(_SIGNATURE)
    while at < len(png):
        (size,) = struct.unpack_from(">I", png, at)
        yield png[at + 4 : at + 8], png[at + 8 : at + 8 + size]
        at += size + 12


def _decode(png: bytes) -> tuple[int, int, list[bytearray]]:
    """Return width, height and the unfiltered rows."""
    parts = list(_chunks(png))
    width, height, *form = struct.unpack(">IIBBBBB", parts[0][1])
    if form != [8, 2, 0, 0, 0]:
        raise ValueError(form)
    data = zlib.decompress(b"".join(body for name, body in parts if name == b"IDAT"))
    size = width * 3
    rows: list[bytearray] = []
    above = bytearray(size)
    for top in range(0, len(data), size + 1):
        above = _unfilter(data[top], bytearray(data[top + 1 : top + 1 + size]), above)
        rows.append(above)
    return width, height, rows


def _unfilter(kind: int, row: bytearray, above: bytearray) -> bytearray:
    if kind == 2:
        return bytearray((one + up) & 255 for one, up in zip(row, above, strict=True))
    if kind:
        for at, one in enumerate(row):
            left = row[at - 3] if at >= 3 else 0
            corner = above[at - 3] if at >= 3 else 0
            row[at] = (one + _guess(kind, left, above[at], corner)) & 255
    return row


def _guess(kind: int, left: int, up: int, corner: int) -> int:
    """Return what a PNG filter foretells of a byte: left, mean, or Paeth's choice."""
    if kind == 1:
        return left
    if kind == 3:
        return (left + up) // 2
    whole = left + up - corner
    return min((left, up, corner), key=lambda one: abs(whole - one))
