"""How are the labels, the book and the entries of a package put into a bag, and read from it?"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from uuid import UUID

from hotich.apps.handover.bag import read_bag, write_bag
from hotich.apps.handover.contents import (
    ContentError,
    EntryContent,
    count,
    from_files,
    to_files,
)
from hotich.apps.handover.json_text import read_object

VERSION = "3"
_INFO = "bag-info.txt"
_LABELS = {
    "package": "External-Identifier",
    "source_name": "Source-Organization",
    "made_on": "Bagging-Date",
    "book_label": "Internal-Sender-Description",
    "sequence": "Hotich-Sequence",
    "previous": "Hotich-Previous-Package",
    "source": "Hotich-Source-Office",
    "via": "Hotich-Via-Office",
    "via_name": "Hotich-Via-Name",
    "destination": "Hotich-Destination-Office",
    "destination_name": "Hotich-Destination-Name",
    "as_of": "Hotich-As-Of",
    "clock_from": "Hotich-Clock-From",
    "due_on": "Hotich-Due-On",
    "nonce": "Hotich-Nonce",
    "audit_source": "Hotich-Audit-Head-Source",
    "audit_holder": "Hotich-Audit-Head-Holder",
}


@dataclass(frozen=True, slots=True)
class PackageFacts:
    """The labels of a package: what it is, from whom, by whom, to whom, and by when."""

    package: UUID
    sequence: int
    previous: UUID | None
    source: UUID
    source_name: str
    via: UUID
    via_name: str
    destination: UUID
    destination_name: str
    book_label: str
    made_on: date
    as_of: datetime
    clock_from: date
    due_on: date
    nonce: str
    audit_source: str
    audit_holder: str


@dataclass(frozen=True, slots=True)
class BookFacts:
    """The book whose entries the package holds; a year that declares nothing says so by ""."""

    uuid: str
    register_type: str
    edition: str
    volume_label: str
    original_office: str
    original_office_name: str
    holding_office: str
    holding_office_name: str
    condition: str
    years: tuple[tuple[str, str, str], ...]  # year, declared pages, declared entries


@dataclass(frozen=True, slots=True)
class PackageContent:
    """A package as read from its bag."""

    facts: PackageFacts
    book: BookFacts
    entries: tuple[EntryContent, ...]
    counts: Mapping[str, int]


def write_package(
    facts: PackageFacts,
    book: BookFacts,
    entries: Sequence[EntryContent],
    sheets: Mapping[str, bytes],
) -> bytes:
    """Return the bag of a package; `sheets` are further files, such as the import sheet."""
    files = to_files(entries) | {
        "book.json": _json(asdict(book)),
        "counts.json": _json(count(entries)),
    }
    return write_bag(f"hotich-{facts.package}", _info(facts), files | dict(sheets))


def read_package(body: bytes) -> PackageContent:
    """Return what the bag says, after every digest, label, row and figure was found right.

    Raises: BagError; ContentError.
    """
    bag = read_bag(body)
    facts = _facts(bag.info)
    book = _book(bag.payload)
    entries = from_files(bag.payload)
    counts = _loaded(bag.payload, "counts.json")
    if counts != count(entries):
        raise ContentError("counts.json")
    if any(one.entry.register_type != book.register_type for one in entries):
        raise ContentError("entries.csv")
    return PackageContent(facts, book, entries, count(entries))


def _info(facts: PackageFacts) -> dict[str, str]:
    said = {name: _written(value) for name, value in asdict(facts).items()}
    labels = {label: said[name] for name, label in _LABELS.items()}
    return {"Bag-Software-Agent": "hotich", "Hotich-Package-Version": VERSION} | labels


def _written(value: object) -> str:
    if isinstance(value, date):  # a datetime is one, too
        return value.isoformat()
    return " ".join(str(value).split()) if value is not None else ""


def _facts(info: Mapping[str, str]) -> PackageFacts:
    try:
        if info["Hotich-Package-Version"] != VERSION:
            raise ContentError(_INFO)
        said = {name: info[label] for name, label in _LABELS.items()}
        as_of = datetime.fromisoformat(said["as_of"])
        sequence = int(said["sequence"])
        if as_of.tzinfo is None or not 1 <= sequence <= 10_000:
            raise ContentError(_INFO)
        return PackageFacts(
            package=UUID(said["package"]),
            sequence=sequence,
            previous=UUID(said["previous"]) if said["previous"] else None,
            source=UUID(said["source"]),
            source_name=said["source_name"],
            via=UUID(said["via"]),
            via_name=said["via_name"],
            destination=UUID(said["destination"]),
            destination_name=said["destination_name"],
            book_label=said["book_label"],
            made_on=date.fromisoformat(said["made_on"]),
            as_of=as_of,
            clock_from=date.fromisoformat(said["clock_from"]),
            due_on=date.fromisoformat(said["due_on"]),
            nonce=said["nonce"],
            audit_source=said["audit_source"],
            audit_holder=said["audit_holder"],
        )
    except (KeyError, ValueError) as error:
        raise ContentError(_INFO) from error


def _book(files: Mapping[str, bytes]) -> BookFacts:
    said = _loaded(files, "book.json")
    try:
        rows = said.pop("years")
        if not isinstance(rows, list):
            raise ContentError("book.json")
        years = tuple((str(a), str(b), str(c)) for a, b, c in rows)
        if set(said) != {one.name for one in fields(BookFacts)} - {"years"}:
            raise ContentError("book.json")
        UUID(str(said["uuid"]))
        return BookFacts(**{name: str(value) for name, value in said.items()}, years=years)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ContentError("book.json") from error


def _loaded(files: Mapping[str, bytes], name: str) -> dict[str, object]:
    try:
        return read_object(files[name])
    except (KeyError, ValueError) as error:
        raise ContentError(name) from error


def _json(content: object) -> bytes:
    return json.dumps(content, ensure_ascii=False, sort_keys=True, indent=1).encode()
