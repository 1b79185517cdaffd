"""The rows of the gazetteer's files, and how the past up to 30 June 2025 is written in them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields

from tools.gazetteer_heirs import History
from tools.gazetteer_history import shift

LAST_DAY_OF_THREE_TIERS = "2025-06-30"
KINDS = (
    "Thành phố",
    "Thị trấn",
    "Thị xã",
    "Đặc khu",
    "Phường",
    "Huyện",
    "Quận",
    "Tỉnh",
    "Xã",
)


class UnexpectedSourceError(Exception):
    """The package's data do not have the form this script was written for."""


@dataclass(frozen=True, order=True)
class UnitRow:
    """One line of units.csv."""

    code: str
    level: str
    name: str
    short_name: str
    kind: str
    parent_code: str
    valid_from: str
    from_precision: str
    from_earliest: str
    valid_to: str
    to_precision: str
    to_earliest: str
    basis: str
    source: str


@dataclass(frozen=True, order=True)
class SuccessorRow:
    """One line of successors.csv."""

    old_code: str
    new_code: str
    date: str
    extent: str
    verified: str
    basis: str
    source: str


def kind_and_short_name(name: str) -> tuple[str, str, str]:
    """Return (name, short name, kind); only the letter case of the kind is mended."""
    for kind in KINDS:
        if name.lower().startswith(kind.lower() + " "):
            bare = name[len(kind) + 1 :]
            whole = f"{kind} {bare}"
            return whole, whole if bare[0].isdigit() else bare, kind
    raise UnexpectedSourceError(name)


def past_rows(past: History) -> tuple[list[UnitRow], list[SuccessorRow]]:
    """Return the rows of what held up to 30 June 2025 and of what became of it before."""
    units = []
    for version in past.versions:
        name, short, kind = kind_and_short_name(version.name)
        begin, end = version.begin, version.end
        units.append(
            UnitRow(
                code=version.code,
                level=version.level,
                name=name,
                short_name=short,
                kind=kind,
                parent_code=version.parent,
                valid_from=begin.day if begin else "",
                from_precision=begin.precision if begin else "unknown",
                from_earliest=begin.earliest if begin and begin.precision == "window" else "",
                valid_to=shift(end.day, -1) if end else LAST_DAY_OF_THREE_TIERS,
                to_precision=end.precision if end else "day",
                to_earliest=shift(end.earliest, -1) if end and end.precision == "window" else "",
                basis=begin.basis if begin else "",
                source=version.source,
            )
        )
    successors = [
        SuccessorRow(
            link.old,
            link.new,
            link.change.day,
            link.extent,
            "yes" if link.verified else "no",
            link.change.basis,
            link.source,
        )
        for link in past.links
    ]
    return units, successors


def open_units(past: History) -> str:
    """Return the closed communes of which no source says what became of them."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("code", "name", "district_code", "valid_to", "basis"))
    writer.writerows(
        (one.code, one.name, one.parent, shift(one.end.day, -1), one.end.basis)
        for one in past.without_successor
        if one.end
    )
    return text.getvalue()


def as_csv(
    kind: type[UnitRow] | type[SuccessorRow], rows: Iterable[UnitRow] | Iterable[SuccessorRow]
) -> str:
    """Return the rows as CSV with a heading and plain line ends."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(field.name for field in fields(kind))
    writer.writerows(astuple(row) for row in rows)
    return text.getvalue()
