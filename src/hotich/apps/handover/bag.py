"""What does a package look like inside? A BagIt 1.0 bag in one ZIP file, written and read here.

Writing the same content gives the same bytes. The reader trusts nothing: it looks at the list of
members before it unpacks any, keeps to its limits while it unpacks, and lets through only what
the manifest names with its digest. Nothing is ever unpacked onto the disk.
"""

import hashlib
import io
import re
import stat
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from hotich.documents.packed import LongListingError, refuse_long_listing

VERSION = "1.0"
_DECLARATION = f"BagIt-Version: {VERSION}\nTag-File-Character-Encoding: UTF-8\n".encode()
_MANIFEST = "manifest-sha256.txt"
_TAG_MANIFEST = "tagmanifest-sha256.txt"
_INFO = "bag-info.txt"
_DECLARED = "bagit.txt"
_TAGS = (_DECLARED, _INFO, _MANIFEST)
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]*(?:\.[a-z0-9]+)?(?:/[a-z0-9][a-z0-9_-]*(?:\.[a-z0-9]+)?)*")
_LINE = re.compile(r"([0-9a-f]{64})  (\S+)")
_LABEL = re.compile(r"([A-Za-z][A-Za-z0-9-]*): (.*)")
# Every member carries the day before which a ZIP file knows no time: nothing of the machine.
_NO_TIME = (1980, 1, 1, 0, 0, 0)
_PART = 1 << 20


class BagProblem(StrEnum):
    """Why a bag is refused."""

    NOT_A_ZIP = "not_a_zip"
    TOO_MANY = "too_many"
    TOO_LARGE = "too_large"
    TOO_DENSE = "too_dense"
    BAD_NAME = "bad_name"
    NOT_A_FILE = "not_a_file"
    TWICE = "twice"
    NOT_A_BAG = "not_a_bag"
    NOT_NAMED = "not_named"
    LACKING = "lacking"
    CHANGED = "changed"


class BagError(Exception):
    """A bag that must not be used; `name` is the member concerned, if there is one."""

    def __init__(self, problem: BagProblem, name: str = "") -> None:
        super().__init__(problem, name)
        self.problem = problem
        self.name = name


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a reader takes: members, bytes unpacked, and bytes unpacked per byte packed."""

    members: int = 10_000
    unpacked: int = 2 * 1024**3
    ratio: int = 100


LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Bag:
    """A bag that was read and found whole: its labels and its payload by name."""

    info: Mapping[str, str]
    payload: Mapping[str, bytes]


def write_bag(name: str, info: Mapping[str, str], payload: Mapping[str, bytes]) -> bytes:
    """Return the bag as the bytes of one ZIP file; the same content gives the same bytes.

    `name` is the folder in which the bag lies. `Payload-Oxum` is added to the labels.

    Raises: ValueError for a name or a label that a bag of ours cannot hold.
    """
    for one in (name, *payload):
        if not _NAME.fullmatch(one):
            raise ValueError(one)
    total = sum(len(content) for content in payload.values())
    labels = dict(info) | {"Payload-Oxum": f"{total}.{len(payload)}"}
    files = {f"data/{one}": payload[one] for one in sorted(payload)}
    tags = {
        _DECLARED: _DECLARATION,
        _INFO: "".join(_label(key, value) for key, value in labels.items()).encode(),
        _MANIFEST: _listing(files),
    }
    members = tags | {_TAG_MANIFEST: _listing(tags)} | files
    return write_zip({f"{name}/{one}": content for one, content in members.items()})


def write_zip(members: Mapping[str, bytes]) -> bytes:
    """Return a ZIP file of the members in their order, without time or machine."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for name, content in members.items():
            entry = zipfile.ZipInfo(name, _NO_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = (stat.S_IFREG | 0o644) << 16
            packed.writestr(entry, content)
    return out.getvalue()


def read_zip(content: bytes, limits: Limits = LIMITS) -> dict[str, bytes]:
    """Return the members by name; names are plain, members are files, limits are kept.

    Raises: BagError.
    """
    try:
        file = io.BytesIO(content)
        refuse_long_listing(file, limits.members)
        with zipfile.ZipFile(file) as packed:
            entries = packed.infolist()
            _look_over(entries, len(content), limits)
            return {entry.filename: _unpack(packed, entry) for entry in entries}
    except LongListingError as error:
        raise BagError(BagProblem.TOO_MANY) from error
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        OSError,
        RuntimeError,
        ValueError,
    ) as error:
        raise BagError(BagProblem.NOT_A_ZIP) from error


def read_bag(content: bytes, limits: Limits = LIMITS) -> Bag:
    """Return the bag in a ZIP file after every digest was found right.

    Raises: BagError with the first thing that is wrong.
    """
    members = read_zip(content, limits)
    folders = {name.partition("/")[0] for name in members}
    if len(folders) != 1 or any("/" not in name for name in members):
        raise BagError(BagProblem.NOT_A_BAG)
    folder = folders.pop()
    files = {name.removeprefix(f"{folder}/"): data for name, data in members.items()}
    if files.get(_DECLARED) != _DECLARATION:
        raise BagError(BagProblem.NOT_A_BAG, _DECLARED)
    payload = {name: data for name, data in files.items() if name.startswith("data/")}
    tags = {name: data for name, data in files.items() if name not in payload}
    _compare(tags.pop(_TAG_MANIFEST, None), tags, _TAG_MANIFEST)
    if set(tags) != set(_TAGS):
        raise BagError(BagProblem.NOT_A_BAG)
    _compare(tags[_MANIFEST], payload, _MANIFEST)
    info = _labels(tags[_INFO])
    total = sum(len(data) for data in payload.values())
    if info.get("Payload-Oxum") != f"{total}.{len(payload)}":
        raise BagError(BagProblem.CHANGED, _INFO)
    return Bag(info, {name.removeprefix("data/"): data for name, data in payload.items()})


def _look_over(entries: list[zipfile.ZipInfo], packed: int, limits: Limits) -> None:
    """Judge the list of members before any of them is unpacked."""
    if len(entries) > limits.members:
        raise BagError(BagProblem.TOO_MANY)
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > limits.unpacked:
        raise BagError(BagProblem.TOO_LARGE)
    if unpacked > max(packed, 1) * limits.ratio:
        raise BagError(BagProblem.TOO_DENSE)
    seen: set[str] = set()
    for entry in entries:
        # `orig_filename` is what the file says; ZipInfo cuts a name at its first NUL.
        if entry.filename != entry.orig_filename or not _NAME.fullmatch(entry.filename):
            raise BagError(BagProblem.BAD_NAME)
        kind = stat.S_IFMT(entry.external_attr >> 16)
        if entry.flag_bits & 0x1 or kind not in {0, stat.S_IFREG}:
            raise BagError(BagProblem.NOT_A_FILE, entry.filename)
        if entry.filename in seen:
            raise BagError(BagProblem.TWICE, entry.filename)
        seen.add(entry.filename)


def _unpack(packed: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """Return a member; one that holds more than its head says is not read to its end."""
    parts, size = [], 0
    with packed.open(entry) as opened:
        while part := opened.read(_PART):
            size += len(part)
            if size > entry.file_size:
                raise BagError(BagProblem.TOO_LARGE, entry.filename)
            parts.append(part)
    if size != entry.file_size:
        raise BagError(BagProblem.CHANGED, entry.filename)
    return b"".join(parts)


def _compare(listing: bytes | None, files: Mapping[str, bytes], name: str) -> None:
    """Compare files with their manifest, both ways."""
    if listing is None:
        raise BagError(BagProblem.NOT_A_BAG, name)
    named: dict[str, str] = {}
    for line in _text(listing, name).splitlines():
        found = _LINE.fullmatch(line)
        if found is None:
            raise BagError(BagProblem.NOT_A_BAG, name)
        if found[2] in named:
            raise BagError(BagProblem.TWICE, found[2])
        named[found[2]] = found[1]
    for one in sorted(set(named) - set(files)):
        raise BagError(BagProblem.LACKING, one)
    for one in sorted(set(files) - set(named)):
        raise BagError(BagProblem.NOT_NAMED, one)
    for one, digest in named.items():
        if hashlib.sha256(files[one]).hexdigest() != digest:
            raise BagError(BagProblem.CHANGED, one)


def _listing(files: Mapping[str, bytes]) -> bytes:
    lines: Iterable[str] = (
        f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in files.items()
    )
    return "".join(lines).encode()


def _label(key: str, value: str) -> str:
    line = f"{key}: {value}"
    if _LABEL.fullmatch(line) is None or len(line.splitlines()) > 1:
        raise ValueError(key)
    return f"{line}\n"


def _labels(content: bytes) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in _text(content, _INFO).split("\n")[:-1]:
        label = _LABEL.fullmatch(line)
        if label is None or label[1] in found or "\x00" in line:
            raise BagError(BagProblem.NOT_A_BAG, _INFO)
        found[label[1]] = label[2]
    return found


def _text(content: bytes, name: str) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BagError(BagProblem.NOT_A_BAG, name) from error
