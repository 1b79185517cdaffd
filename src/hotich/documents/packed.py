"""Is it safe to open a packed file? Looked at before anything reads it as what it says it is.

A file of a few megabytes may list hundreds of thousands of members, and whoever opens it makes an
object of each; a worksheet of one endless row is held in memory as a whole.
"""

import re
import struct
import zipfile
from typing import IO

_END = b"PK\x05\x06"
_TAIL = 22 + 0xFFFF
# A member's own words in the listing, with a name of a usual length.
_PER_MEMBER = 400
_PART = 1024 * 1024
# A row of a sheet, or a text that cells share, is read as a whole: none is nearly so long.
_LONGEST = 2 * _PART
_BEGINNING = re.compile(rb"<(?:\w+:)?(?:row|si)\b")


class LongListingError(zipfile.BadZipFile):
    """A ZIP file lists more members than are looked at."""


def refuse_long_listing(file: IO[bytes], most_members: int) -> None:
    """Do nothing when the file lists few members; leaves the file at its start.

    Raises: LongListingError; zipfile.BadZipFile for a file that has no listing.
    """
    size = file.seek(0, 2)
    file.seek(max(0, size - _TAIL))
    tail = file.read()
    file.seek(0)
    at = tail.rfind(_END)
    if at < 0 or len(tail) - at < 22:
        raise zipfile.BadZipFile
    listed, length = struct.unpack_from("<HI", tail, at + 10)
    if listed > most_members or length > most_members * _PER_MEMBER:
        raise LongListingError


def refuse_strange_sheets(packed: zipfile.ZipFile) -> None:
    """Do nothing when the XML of a workbook is as spreadsheet programs write it.

    Neither entities nor remarks (nothing begins with `<!`), no bytes of another encoding, and rows
    and texts of a length that a sheet can have.

    Raises: zipfile.BadZipFile.
    """
    for member in packed.infolist():
        if member.filename.endswith((".xml", ".rels")):
            with packed.open(member) as opened:
                _refuse_strange(opened)


def _refuse_strange(opened: IO[bytes]) -> None:
    since, last = 0, b""
    while part := opened.read(_PART):
        whole = last + part
        if b"<!" in whole or b"\0" in part:
            raise zipfile.BadZipFile
        begun = [found.start() for found in _BEGINNING.finditer(whole)]
        since = len(whole) - begun[-1] if begun else since + len(part)
        if since > _LONGEST:
            raise zipfile.BadZipFile
        last = part[-32:]
