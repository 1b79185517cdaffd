"""Just enough reading of our own PDF files: which fonts and letters are embedded."""

import re
import zlib


def streams(pdf: bytes) -> list[bytes]:
    found: list[bytes] = []
    for match in re.finditer(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL):
        try:
            found.append(zlib.decompress(match.group(1)))
        except zlib.error:
            found.append(match.group(1))
    return found


def drawn_letters(pdf: bytes) -> set[str]:
    """Letters with a glyph of their own; what the font lacks is glyph 0 and is not listed."""
    letters: set[str] = set()
    for stream in streams(pdf):
        if b"begincmap" not in stream:
            continue
        for code, text in re.findall(rb"<([0-9A-F]{4})> <([0-9A-F]+)>", stream):
            if int(code, 16) and code + text != b"0000FFFF":
                letters.update(bytes.fromhex(text.decode()).decode("utf-16-be"))
    return letters


def font_names(pdf: bytes) -> set[str]:
    names = re.findall(rb"/BaseFont ?/[A-Z]{6}\+([A-Za-z0-9-]+)", b"".join((pdf, *streams(pdf))))
    return {name.decode() for name in names}


def page_count(pdf: bytes) -> int:
    return len(re.findall(rb"/Type ?/Page\b(?!s)", b"".join((pdf, *streams(pdf)))))
