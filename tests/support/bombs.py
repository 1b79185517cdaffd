"""A hundred files nobody means well with: small to send, large to open, or not what they say."""

import gzip
import io
import shutil
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Collection, Iterator
from itertools import pairwise
from pathlib import Path

MEBI = 1024 * 1024
_SHEET = "xl/worksheets/sheet1.xml"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType='
    '"application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType="application/'
    'vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/'
    'vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
    '<Override PartName="/xl/sharedStrings.xml" ContentType="application/'
    'vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>'
)
_RELS = (
    f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
    f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
)
_BOOK = (
    f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
    '<sheet name="Data" sheetId="1" r:id="r1"/></sheets></workbook>'
)
_BOOK_RELS = (
    f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="r2" Type="{_OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
    "</Relationships>"
)
_PNG = b"\x89PNG\r\n\x1a\n"


def corpus(folder: Path, names: Collection[str]) -> Iterator[tuple[str, Path]]:
    """Write the files one by one; yields each with its name, and takes it away after use."""
    for name in sorted(names):
        path = folder / name
        path.write_bytes(MAKERS[name]())
        yield name, path
        path.unlink()


def zipped(
    members: dict[str, bytes], *, method: int = zipfile.ZIP_DEFLATED, mode: int = 0o100644
) -> bytes:
    """Return a ZIP file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method, compresslevel=9) as packed:
        for name, content in members.items():
            entry = zipfile.ZipInfo(name)
            entry.compress_type = method
            entry.external_attr = mode << 16
            packed.writestr(entry, content)
    return out.getvalue()


def workbook(sheet: str, strings: str = "", **others: bytes) -> bytes:
    """Return a workbook whose sheet is this XML."""
    members = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELS,
        "xl/workbook.xml": _BOOK,
        "xl/_rels/workbook.xml.rels": _BOOK_RELS,
        "xl/sharedStrings.xml": strings or f'<sst xmlns="{_MAIN}"/>',
        _SHEET: sheet,
    }
    return zipped({name: text.encode() for name, text in members.items()} | others)


def sheet(rows: str, before: str = "", dimension: str = "A1:C3") -> str:
    """Return a worksheet of these rows."""
    return (
        f'{before}<worksheet xmlns="{_MAIN}"><dimension ref="{dimension}"/>'
        f"<sheetData>{rows}</sheetData></worksheet>"
    )


def text_row(number: int, text: str) -> str:
    """Return a row with one cell of text."""
    cell = f'<c r="A{number}" t="inlineStr"><is><t>{text}</t></is></c>'
    return f'<row r="{number}">{cell}</row>'


def _laughs(depth: int, width: int = 10) -> str:
    names = [f"a{level}" for level in range(depth)]
    lines = ['<!ENTITY a0 "hahahahahahahahaha">']
    lines += [f'<!ENTITY {name} "{f"&{before};" * width}">' for before, name in pairwise(names)]
    return f"<!DOCTYPE x [{''.join(lines)}]>"


def _quadratic() -> str:
    return f'<!DOCTYPE x [<!ENTITY a "{"x" * 100_000}">]>'


def _outside(address: str) -> str:
    return f'<!DOCTYPE x [<!ENTITY a SYSTEM "{address}">]>'


def _zeros(size: int) -> bytes:
    """Return a ZIP file with so many zeros, never all of them in memory."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed,
        packed.open("a", "w") as member,
    ):
        for _part in range(size // MEBI):
            member.write(bytes(MEBI))
    return out.getvalue()


def _many(count: int) -> bytes:
    """Return a ZIP file of so many empty members, made quickly."""
    out, listing = io.BytesIO(), io.BytesIO()
    for number in range(count):
        name = f"{number:06}".encode()
        at = out.tell()
        out.write(struct.pack("<4s5H3I2H", b"PK\3\4", 20, 0, 0, 0, 33, 0, 0, 0, 6, 0) + name)
        head = struct.pack(
            "<4s6H3I5H2I", b"PK\1\2", 20, 20, 0, 0, 0, 33, 0, 0, 0, 6, 0, 0, 0, 0, 0, at
        )
        listing.write(head + name)
    start = out.tell()
    out.write(listing.getvalue())
    size, told = out.tell() - start, min(count, 0xFFFF)
    return out.getvalue() + struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, told, told, size, start, 0)


def _overlapping(copies: int) -> bytes:
    """Return a ZIP file in which many members are the same bytes."""
    packed = zlib.compress(bytes(5 * MEBI), 9)[2:-4]
    check = zlib.crc32(bytes(5 * MEBI))
    facts = (check, len(packed), 5 * MEBI, 1, 0)
    out = struct.pack("<4s5H3I2H", b"PK\3\4", 20, 0, 8, 0, 33, *facts) + b"a" + packed
    listing = b"".join(
        struct.pack("<4s6H3I5H2I", b"PK\1\2", 20, 20, 0, 8, 0, 33, *facts[:3], 3, 0, 0, 0, 0, 0, 0)
        + f"{number:03}".encode()
        for number in range(copies)
    )
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, copies, copies, len(listing), len(out), 0)
    return out + listing + end


def _lying(size: int, told: int, name: bytes = b"a") -> bytes:
    """Return a ZIP file whose member says it is small."""
    whole = zipped({name.decode(): bytes(size)})
    at = whole.rindex(b"PK\1\2")
    return whole[: at + 24] + struct.pack("<I", told) + whole[at + 28 :]


def _lying_workbook() -> bytes:
    whole = workbook(sheet("".join(text_row(n, "x" * 30_000) for n in range(1, 4_000))))
    at = whole.index(_SHEET.encode(), whole.rindex(b"PK\1\2") - 2_000) - 46
    return whole[: at + 24] + struct.pack("<I", 100) + whole[at + 28 :]


def _marked(whole: bytes, flags: int = 0, method: int | None = None) -> bytes:
    """Return a ZIP file with other flags or another method in its listing."""
    at = whole.rindex(b"PK\1\2")
    kept = struct.unpack_from("<H", whole, at + 10)[0] if method is None else method
    return whole[: at + 8] + struct.pack("<2H", flags, kept) + whole[at + 12 :]


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(content))


def png(width: int, height: int, *, before: bytes = b"", data: bytes = b"", end: bool = True):
    """Return a PNG file that says it is so large."""
    head = _chunk(b"IHDR", struct.pack(">2I5B", width, height, 8, 0, 0, 0, 0))
    tail = _chunk(b"IEND", b"") if end else b""
    return _PNG + head + before + _chunk(b"IDAT", data) + tail


def jpeg(width: int, height: int, before: bytes = b"") -> bytes:
    """Return a JPEG file that says it is so large."""
    frame = b"\xff\xc0" + struct.pack(">HBHHB", 11, 8, height, width, 1) + b"\1\x11\0"
    return b"\xff\xd8" + before + frame + b"\xff\xda\0\2" + b"\xff\xd9"


def _tiff(width: int, height: int) -> bytes:
    tags = b""
    for tag, value in ((256, width), (257, height), (258, 1), (259, 1)):
        tags += struct.pack("<2H2I", tag, 4, 1, value)
    return b"II*\0" + struct.pack("<I", 8) + struct.pack("<H", 4) + tags + bytes(4)


def _pdf(stream: bytes, pages: str = "[3 0 R]") -> bytes:
    return (
        b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids"
        + pages.encode()
        + b"/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/Contents 4 0 R>>endobj\n"
        + f"4 0 obj<</Filter/FlateDecode/Length {len(stream)}>>stream\n".encode()
        + stream
        + b"\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
    )


def _parquet(rows: int) -> bytes:
    import duckdb

    path = Path(tempfile.mkdtemp()) / "rows.parquet"
    columns = ", ".join(f"'' AS {name}" for name in ("pin", "full_name", "birth_date", "sex"))
    with duckdb.connect() as db:
        db.execute("SET threads = 1; SET memory_limit = '300MB'")
        where = f"COPY (SELECT {columns} FROM range({rows})) TO '{path}'"
        db.execute(f"{where} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880)")
    content = path.read_bytes()
    shutil.rmtree(path.parent)
    return content


def _deep(open_: bytes, close: bytes, depth: int) -> bytes:
    return open_ * depth + close * depth


def _xlsx_makers() -> Iterator[tuple[str, Callable[[], bytes]]]:
    last = 1_048_576
    for name, before in {
        "laughs.xlsx": _laughs(10),
        "laughs-wide.xlsx": _laughs(4, 200),
        "quadratic.xlsx": _quadratic(),
        "outside-file.xlsx": _outside("file:///etc/passwd"),
        "outside-host.xlsx": _outside("http://127.0.0.1:9/x"),
        "parameter.xlsx": '<!DOCTYPE x [<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;]>',
    }.items():
        used = "&a9;" if name == "laughs.xlsx" else "&a3;" if "wide" in name else "&a;" * 1_000
        yield name, lambda b=before, u=used: workbook(sheet(text_row(1, u), before=b))
        strings = f'{before}<sst xmlns="{_MAIN}"><si><t>{used}</t></si></sst>'
        yield f"strings-{name}", lambda s=strings: workbook(sheet(text_row(1, "a")), s)
    yield "sheet-of-zeros.xlsx", lambda: workbook(sheet(text_row(1, "x" * 130 * MEBI)))
    yield "long-cell.xlsx", lambda: workbook(sheet(text_row(1, "x" * 50 * MEBI)))
    yield (
        "many-strings.xlsx",
        lambda: workbook(
            sheet(text_row(1, "a")), f'<sst xmlns="{_MAIN}">{"<si><t>x</t></si>" * 6_000_000}</sst>'
        ),
    )
    yield "last-row.xlsx", lambda: workbook(sheet(text_row(last, "x"), dimension="A1:XFD1048576"))
    yield "past-last-row.xlsx", lambda: workbook(sheet(text_row(10**15, "x")))
    yield (
        "last-column.xlsx",
        lambda: workbook(sheet('<row r="1"><c r="XFD1" t="inlineStr"><is><t>x</t></is></c></row>')),
    )
    yield (
        "past-last-column.xlsx",
        lambda: workbook(
            sheet('<row r="1"><c r="ZZZZZZZZ1" t="inlineStr"><is><t>x</t></is></c></row>')
        ),
    )
    yield "many-rows.xlsx", lambda: workbook(sheet('<row><c t="s"><v>0</v></c></row>' * 2_000_000))
    yield "many-cells.xlsx", lambda: workbook(sheet(f"<row>{'<c/>' * 6_000_000}</row>"))
    yield "deep.xlsx", lambda: workbook(sheet("<a>" * 500_000 + "</a>" * 500_000))
    yield (
        "wide-attributes.xlsx",
        lambda: workbook(
            sheet(f"<row {' '.join(f'a{n}={chr(34)}{chr(34)}' for n in range(300_000))}/>")
        ),
    )
    yield "cut.xlsx", lambda: workbook(sheet(text_row(1, "a")))[:-200]
    yield "no-sheet.xlsx", lambda: zipped({"[Content_Types].xml": _TYPES.encode()})
    yield "not-xml.xlsx", lambda: workbook("\x00" * 1000)
    yield "lying.xlsx", _lying_workbook
    yield (
        "many-members.xlsx",
        lambda: workbook(sheet(""), **{f"x{number}": b"" for number in range(60_000)}),
    )
    yield "macro.xlsm", lambda: workbook("<", **{"xl/vbaProject.bin": bytes(MEBI)})


def _zip_makers() -> Iterator[tuple[str, Callable[[], bytes]]]:
    for size in (200, 600):
        yield f"zeros-{size}.zip", lambda s=size: _zeros(s * MEBI)
    yield "zip-in-zip.zip", lambda: zipped({f"{n}.zip": _zeros(40 * MEBI) for n in range(10)})
    for count in (2_000, 60_000, 200_000):
        yield f"members-{count}.zip", lambda c=count: _many(c)
    for copies in (50, 250):
        yield f"overlapping-{copies}.zip", lambda c=copies: _overlapping(c)
    yield "lying-small.zip", lambda: _lying(200 * MEBI, 10)
    yield "lying-zero.zip", lambda: _lying(50 * MEBI, 0, b"body")
    yield "lying-large.zip", lambda: _lying(10, 0xFFFFFFF0)
    for name in ("../../etc/passwd", "/etc/passwd", "C:\\x", "a/../../b", "a\x00b", "a" * 60_000):
        safe = "".join(letter if letter.isalnum() else "-" for letter in name[:12])
        yield f"name-{safe}.zip", lambda n=name: zipped({n: b"x"})
    yield "link.zip", lambda: zipped({"body": b"/etc/passwd"}, mode=0o120777)
    yield "device.zip", lambda: zipped({"body": b""}, mode=0o020666)
    yield "locked.zip", lambda: _marked(zipped({"body": b"x"}), flags=1)
    for method in (9, 12, 14, 93, 99):
        yield f"method-{method}.zip", lambda m=method: _marked(zipped({"body": b"x"}), method=m)
    yield "bzip2.zip", lambda: zipped({"body": bytes(100 * MEBI)}, method=zipfile.ZIP_BZIP2)
    yield "cut.zip", lambda: zipped({"body": bytes(MEBI)})[:-30]
    yield "end-alone.zip", lambda: b"PK\5\6" + bytes(18)
    yield (
        "end-64.zip",
        lambda: (
            b"PK\6\6" + struct.pack("<Q", 2**62) + bytes(60) + b"PK\5\6" + (b"\xff" * 16 + b"\0\0")
        ),
    )
    yield "comment.zip", lambda: b"PK\3\4" + b"PK\5\6" * 100_000


def _picture_makers() -> Iterator[tuple[str, Callable[[], bytes]]]:
    largest = 2**31 - 1
    for width, height in ((largest, largest), (60_000, 60_000), (largest, 1), (0, 10), (10, 0)):
        yield f"{width}x{height}.png", lambda w=width, h=height: png(w, h)
    for width, height in ((65_535, 65_535), (0, 10), (65_535, 0)):
        yield f"{width}x{height}.jpg", lambda w=width, h=height: jpeg(w, h)
    yield "no-end.png", lambda: png(10, 10, data=zlib.compress(bytes(90 * MEBI), 9), end=False)
    yield "short-head.png", lambda: _PNG + b"\0\0"
    yield "other-first.png", lambda: _PNG + _chunk(b"tEXt", b"x" * 1000) + _chunk(b"IEND", b"")
    yield "long-head.png", lambda: _PNG + struct.pack(">I4s", 2**31 - 1, b"IHDR") + bytes(100)
    yield "fill.jpg", lambda: b"\xff\xd8" + b"\xff" * (19 * MEBI)
    yield "fill-ended.jpg", lambda: b"\xff\xd8" + b"\xff" * (19 * MEBI) + b"\xd9"
    yield "segments.jpg", lambda: b"\xff\xd8" + b"\xff\xe0\0\2" * (19 * MEBI // 4)
    yield "bare.jpg", lambda: b"\xff\xd8" + b"\xff\xd0" * (19 * MEBI // 2) + b"\xff\xd9"
    yield "short-segment.jpg", lambda: b"\xff\xd8\xff\xe0\0\0" + b"\xff\xd9"
    yield "too-large.jpg", lambda: jpeg(100, 100, b"\xff\xfe\xff\xff" + bytes(21 * MEBI))
    yield "too-large.png", lambda: png(10, 10, before=_chunk(b"zTXt", bytes(25 * MEBI)))
    for width in (10, largest):
        yield f"{width}.tif", lambda w=width: _tiff(w, w)
    yield "loop.tif", lambda: b"II*\0" + struct.pack("<I", 8) + b"\0\0" + struct.pack("<I", 8)
    yield "large.gif", lambda: b"GIF89a" + struct.pack("<2H", 65_535, 65_535) + bytes(100)
    yield "large.webp", lambda: b"RIFF\xff\xff\xff\x7fWEBPVP8X" + b"\xff" * 40
    yield "large.bmp", lambda: b"BM" + struct.pack("<3I2I", 2**31, 0, 54, 40, largest) + bytes(60)
    yield "laughs.svg", f"{_laughs(10)}<svg>&a9;</svg>".encode
    yield "script.svg", lambda: b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'


def _other_makers() -> Iterator[tuple[str, Callable[[], bytes]]]:
    yield "stream.pdf", lambda: _pdf(zlib.compress(bytes(100 * MEBI), 9))
    yield "twice.pdf", lambda: _pdf(zlib.compress(zlib.compress(bytes(100 * MEBI), 9), 9))
    yield "loop.pdf", lambda: _pdf(b"", "[2 0 R]")
    yield "deep.pdf", lambda: b"%PDF-1.7\n1 0 obj" + b"[" * MEBI + b"endobj\n%%EOF"
    for size in (100, 300):
        yield f"zeros-{size}.gz", lambda s=size: gzip.compress(bytes(s * MEBI), 9)
    yield "twice.gz", lambda: gzip.compress(gzip.compress(bytes(100 * MEBI), 9), 9)
    yield "cut.gz", lambda: gzip.compress(bytes(MEBI), 9)[:-9]
    yield "many-rows.parquet", lambda: _parquet(40_000_000)
    yield "cut.parquet", lambda: _parquet(1_000)[:-30]
    yield (
        "lying-foot.parquet",
        lambda: b"PAR1" + bytes(100) + struct.pack("<I", 2**31 - 1) + (b"PAR1"),
    )
    yield "noise.parquet", lambda: b"PAR1" + b"\xff" * 5_000 + struct.pack("<I", 4_000) + b"PAR1"
    yield "one-line.csv", lambda: b"x" * (19 * MEBI)
    yield "open-quote.csv", lambda: b'a,b\n"' + b"x\n" * (9 * MEBI)
    yield "commas.csv", lambda: b"," * (19 * MEBI)
    yield "zeros.csv", lambda: bytes(19 * MEBI)
    yield "laughs.xml", f"{_laughs(10)}<x>&a9;</x>".encode
    yield "quadratic.xml", f"{_quadratic()}<x>{'&a;' * 100_000}</x>".encode
    yield "outside.xml", f"{_outside('file:///etc/passwd')}<x>&a;</x>".encode
    yield "deep.xml", lambda: _deep(b"<a>", b"</a>", 500_000)
    yield "deep.json", lambda: _deep(b"[", b"]", 500_000)
    yield "number.json", lambda: b'{"format": ' + b"9" * MEBI + b"}"
    yield "empty", lambda: b""


MAKERS: dict[str, Callable[[], bytes]] = dict(
    [*_zip_makers(), *_xlsx_makers(), *_picture_makers(), *_other_makers()]
)
