"""Is the file a table at all, and how is its text written? Decided by bytes at several places."""

import codecs
import csv
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from hotich.engines.tables.old_fonts import Writing, is_syllable, marked_words, recognise
from hotich.engines.tables.problems import TableUnreadableError

_SAMPLE: Final = 1 << 18
_MAGIC: Final = (
    (b"PAR1", "parquet"),
    (b"PK\x03\x04", "spreadsheet"),
    (b"\xd0\xcf\x11\xe0", "spreadsheet"),
    (b"\x1f\x8b", "compressed"),
    (b"\x28\xb5\x2f\xfd", "compressed"),
    (b"Rar!", "compressed"),
    (b"7z\xbc\xaf", "compressed"),
    (b"%PDF", "not_a_table"),
)


class Bytes(StrEnum):
    """How the bytes of a text file are to be decoded (names of Python's codecs)."""

    UTF_8 = "utf-8"
    UTF_8_BOM = "utf-8-sig"
    UTF_16 = "utf-16"
    UTF_16_LE = "utf-16-le"
    UTF_16_BE = "utf-16-be"
    LATIN_1 = "latin-1"
    WINDOWS_1258 = "cp1258"

    @property
    def is_utf_8(self) -> bool:
        """Tell whether the bytes can be read as they are."""
        return self in {Bytes.UTF_8, Bytes.UTF_8_BOM}

    @property
    def is_utf_16(self) -> bool:
        """Tell whether every letter has two bytes."""
        return self in {Bytes.UTF_16, Bytes.UTF_16_LE, Bytes.UTF_16_BE}


@dataclass(frozen=True, slots=True)
class Sensed:
    """What a file is: Parquet, or text with its bytes, the font of its letters, a sample."""

    is_parquet: bool
    bytes_as: Bytes = Bytes.UTF_8
    writing: Writing | None = None
    sample: str = ""


def sense(path: Path) -> Sensed:
    """Return what kind of file it is.

    Raises: TableUnreadableError (missing, unreadable, empty, spreadsheet, compressed, not_a_table,
    encoding_unknown).
    """
    parts = _parts(path)
    if not parts[0].strip(b"\0 \r\n\t\xef\xbb\xbf\xff\xfe"):
        raise TableUnreadableError("empty", path)
    for magic, what in _MAGIC:
        if parts[0].startswith(magic):
            if what == "parquet":
                return Sensed(is_parquet=True)
            raise TableUnreadableError(what, path)
    bytes_as = _bytes_as(parts)
    if bytes_as is None:
        raise TableUnreadableError("not_a_table", path)
    if bytes_as is Bytes.LATIN_1:
        return _one_byte_text(path, parts)
    sample = "\n".join(_decoded(parts, bytes_as))
    return Sensed(
        is_parquet=False, bytes_as=bytes_as, writing=recognise(_texts(sample)), sample=sample
    )


def _parts(path: Path) -> list[bytes]:
    """Return the beginning of the file, a part of its middle, and its end."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            parts = [file.read(_SAMPLE)]
            for place in (size // 2 // 2 * 2, max(0, size - _SAMPLE) // 2 * 2):
                if place >= _SAMPLE:
                    file.seek(place)
                    parts.append(file.read(_SAMPLE))
    except FileNotFoundError:
        raise TableUnreadableError("missing", path) from None
    except OSError:
        raise TableUnreadableError("unreadable", path) from None
    return parts


def _bytes_as(parts: list[bytes]) -> Bytes | None:
    first = parts[0]
    if first.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return Bytes.UTF_16
    if first.startswith(codecs.BOM_UTF8):
        return Bytes.UTF_8_BOM
    zeros = first.count(0) / len(first)
    if zeros > 0.2:
        even, odd = first[::2].count(0), first[1::2].count(0)
        if odd > 20 * even:
            return Bytes.UTF_16_LE
        return Bytes.UTF_16_BE if even > 20 * odd else None
    controls = sum(first.count(code) for code in range(1, 32) if code not in {9, 10, 13, 26, 27})
    if controls > len(first) / 50:
        return None
    return Bytes.UTF_8 if _mostly_utf_8(parts) else Bytes.LATIN_1


def _mostly_utf_8(parts: Iterable[bytes]) -> bool:
    """Tell whether most lines with bytes beyond ASCII are UTF-8; a few spoilt ones are not all."""
    good = bad = 0
    for number, part in enumerate(parts):
        whole = None if len(part) < _SAMPLE else -1
        for line in part.split(b"\n")[1 if number else 0 : whole]:
            if line.isascii():
                continue
            try:
                line.decode()
            except UnicodeDecodeError:
                bad += 1
            else:
                good += 1
    return bad <= good


def _decoded(parts: Iterable[bytes], bytes_as: Bytes) -> list[str]:
    """Return the parts as text; a later part of UTF-16 has no mark and follows the first."""
    decoded = []
    codec = str(bytes_as)
    for part in parts:
        if codec == "utf-16":
            codec = "utf-16-le" if part.startswith(codecs.BOM_UTF16_LE) else "utf-16-be"
        decoded.append(part.decode(codec, errors="ignore").lstrip("\ufeff"))
    return decoded


def _texts(sample: str) -> list[str]:
    """Return the cells of a sample that hold letters beyond ASCII, each once."""
    cells = {cell for line in sample.splitlines() for cell in line.replace(";", ",").split(",")}
    return sorted(cell.strip('" ') for cell in cells if not cell.isascii())


def _one_byte_text(path: Path, parts: list[bytes]) -> Sensed:
    """Return how a file of one byte a letter is written: an old font's codes, or Windows-1258."""
    sample = "\n".join(_decoded(parts, Bytes.LATIN_1))
    texts = _texts(sample)
    writing = recognise(texts)
    if writing is not None:
        return Sensed(is_parquet=False, bytes_as=Bytes.LATIN_1, writing=writing, sample=sample)
    decoded = "\n".join(_decoded(parts, Bytes.WINDOWS_1258))
    words = marked_words(_texts(decoded))
    if words and sum(map(is_syllable, words)) >= 0.75 * len(words):
        return Sensed(
            is_parquet=False,
            bytes_as=Bytes.WINDOWS_1258,
            writing=Writing.WINDOWS_1258,
            sample=decoded,
        )
    raise TableUnreadableError("encoding_unknown", path)


@dataclass(frozen=True, slots=True)
class Heading:
    """The first line of a CSV file: names as written, and what parts them."""

    names: tuple[str, ...]
    delimiter: str


def read_heading(line: str) -> Heading:
    """Return the names of a heading line; the delimiter is the one that stands in it most."""
    delimiter = max((",", ";", "\t"), key=line.count)
    names = next(csv.reader([line], delimiter=delimiter), [])
    return Heading(tuple(name.strip().strip("\ufeff").lower() for name in names), delimiter)
