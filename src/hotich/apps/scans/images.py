"""Is this file an image of a page that can be kept? Told by its first bytes, not by its name."""

import struct
from dataclasses import dataclass
from enum import StrEnum
from typing import IO

from hotich.apps.scans.models import LARGEST, MOST_PIXELS, MediaType

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
_TAIL = 64 * 1024
# Start-of-frame markers hold the size; C4, C8 and CC are tables and an extension.
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_BARE = frozenset({0x01, *range(0xD0, 0xD9)})
# A scan has a few dozen segments before its frame; a file of nothing else is not walked through.
_MOST_STEPS = 5_000


class ImageProblem(StrEnum):
    """Why a file is not kept."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    NOT_AN_IMAGE = "not_an_image"
    DAMAGED = "damaged"
    TOO_MANY_PIXELS = "too_many_pixels"


class ImageRefusedError(Exception):
    """The file is no image of a page that can be kept."""

    def __init__(self, problem: ImageProblem) -> None:
        super().__init__(problem)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class ImageFacts:
    """What the header of an image says; sizes in bytes and pixels."""

    media_type: MediaType
    size: int
    width: int
    height: int


def read_facts(file: IO[bytes]) -> ImageFacts:
    """Return what the file's header says, leaving the file at its start.

    Raises: ImageRefusedError.
    """
    size = file.seek(0, 2)
    if size == 0:
        raise ImageRefusedError(ImageProblem.EMPTY)
    if size > LARGEST:
        raise ImageRefusedError(ImageProblem.TOO_LARGE)
    file.seek(0)
    head = file.read(len(_PNG))
    try:
        if head == _PNG:
            kind, width, height, end = MediaType.PNG, *_png_size(file), b"IEND"
        elif head.startswith(_JPEG):
            kind, width, height, end = MediaType.JPEG, *_jpeg_size(file), b"\xff\xd9"
        else:
            raise ImageRefusedError(ImageProblem.NOT_AN_IMAGE)
    except struct.error as cut:
        raise ImageRefusedError(ImageProblem.DAMAGED) from cut
    file.seek(max(0, size - _TAIL))
    if end not in file.read() or not width or not height:
        raise ImageRefusedError(ImageProblem.DAMAGED)
    if width * height > MOST_PIXELS:
        raise ImageRefusedError(ImageProblem.TOO_MANY_PIXELS)
    file.seek(0)
    return ImageFacts(kind, size, width, height)


def _png_size(file: IO[bytes]) -> tuple[int, int]:
    file.seek(len(_PNG))
    length, name, width, height = struct.unpack(">I4sII", file.read(16))
    if name != b"IHDR" or length != 13:
        raise ImageRefusedError(ImageProblem.DAMAGED)
    return width, height


def _jpeg_size(file: IO[bytes]) -> tuple[int, int]:
    """Walk the segments up to the frame; each names its own length."""
    file.seek(2)
    for _step in range(_MOST_STEPS):
        lead, marker = struct.unpack(">BB", file.read(2))
        if lead == marker == 0xFF:  # a fill byte
            file.seek(-1, 1)
            continue
        if lead != 0xFF or marker in {0x00, 0xD9, 0xDA}:
            raise ImageRefusedError(ImageProblem.DAMAGED)
        if marker in _BARE:
            continue
        (length,) = struct.unpack(">H", file.read(2))
        if length < 2:
            raise ImageRefusedError(ImageProblem.DAMAGED)
        if marker in _FRAMES:
            _depth, height, width = struct.unpack(">BHH", file.read(5))
            return width, height
        file.seek(length - 2, 1)
    raise ImageRefusedError(ImageProblem.DAMAGED)
