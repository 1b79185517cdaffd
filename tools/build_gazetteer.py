"""Write the gazetteer of `hotich.core.places` from the data files of vietnamadminunits.

Run once, by hand, when the source changes:

    uv run --group gazetteer python tools/build_gazetteer.py
    python tools/build_gazetteer.py --data DIRECTORY [--check]

DIRECTORY holds `dataset.db` and `converter_2025.json` of the package. Only these two files
are read; no code of the package runs. The output is the same for the same input.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import importlib.util
import io
import json
import sqlite3
import sys
import unicodedata
from collections import defaultdict
from dataclasses import astuple, dataclass, fields
from pathlib import Path

PACKAGE = "vietnamadminunits"
VERSION = "1.0.4"
SOURCE = "vau"
OUTPUT = Path(__file__).resolve().parents[1] / "src/hotich/core/places/data"

LAST_DAY_OF_THREE_TIERS = "2025-06-30"
FIRST_DAY_OF_TWO_TIERS = "2025-07-01"
LIST_OF_NEW_CODES = "19/2025/QĐ-TTg"
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
    valid_to: str
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
    source: str


@dataclass(frozen=True)
class OldCommune:
    """A row of the package's list of 30 June 2025; a district without communes has no ward."""

    province_code: str
    province: str
    district_code: str
    district: str
    ward_code: str
    ward: str
    key: str

    @property
    def code(self) -> str:
        """The commune's code, or the district's where there is no commune."""
        return self.ward_code or self.district_code


@dataclass(frozen=True)
class NewCommune:
    """A row of the package's list of 1 July 2025."""

    province_code: str
    province: str
    ward_code: str
    ward: str
    key: tuple[str, str]


def tidy(text: str) -> str:
    """Return the text in NFC with single blanks."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def kind_and_short_name(name: str) -> tuple[str, str, str]:
    """Return (name, short name, kind); only the letter case of the kind is mended."""
    for kind in KINDS:
        if name.lower().startswith(kind.lower() + " "):
            bare = name[len(kind) + 1 :]
            whole = f"{kind} {bare}"
            return whole, whole if bare[0].isdigit() else bare, kind
    raise UnexpectedSourceError(name)


def read_old(store: sqlite3.Connection) -> list[OldCommune]:
    """Return the communes of 30 June 2025."""
    rows = store.execute(
        "SELECT provinceCode, province, districtCode, district, wardCode, ward,"
        " provinceKey || '_' || districtKey || '_' || coalesce(wardKey, '')"
        " FROM admin_units_legacy"
    )
    return [OldCommune(*(tidy(value or "") for value in row)) for row in rows]


def read_new(store: sqlite3.Connection) -> list[NewCommune]:
    """Return the communes of 1 July 2025."""
    rows = store.execute(
        "SELECT provinceCode, province, wardCode, ward, provinceKey, wardKey FROM admin_units"
    )
    return [
        NewCommune(tidy(row[0]), tidy(row[1]), tidy(row[2]), tidy(row[3]), (row[4], row[5]))
        for row in rows
    ]


def read_conversion(path: Path) -> dict[str, set[tuple[str, str]]]:
    """Return old key → new keys. The nearest-by-distance "default" of the file is not read."""
    content = json.loads(path.read_text(encoding="utf-8"))
    targets: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for province, wards in content["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for ward, olds in wards.items():
            for old in olds:
                targets[old].add((province, ward))
    for province, olds in content["DICT_PROVINCE_WARD_DIVIDED"].items():
        for old, parts in olds.items():
            targets[old].update((province, part["newWardKey"]) for part in parts)
    return targets


def unit_row(code: str, level: str, name: str, parent: str, *, old: bool, end: str) -> UnitRow:
    """Return one unit; what the package does not say stays marked unknown."""
    whole, short, kind = kind_and_short_name(name)
    return UnitRow(
        code=code,
        level=level,
        name=whole,
        short_name=short,
        kind=kind,
        parent_code=parent,
        valid_from="" if old else FIRST_DAY_OF_TWO_TIERS,
        from_precision="unknown" if old else "day",
        valid_to=end,
        basis="" if old else LIST_OF_NEW_CODES,
        source=SOURCE,
    )


def commune_successors(
    olds: list[OldCommune], news: list[NewCommune], targets: dict[str, set[tuple[str, str]]]
) -> list[SuccessorRow]:
    """Return what became of every commune, and of every district without communes."""
    new_codes = {new.key: new.ward_code for new in news}
    rows: list[SuccessorRow] = []
    for old in olds:
        keys = targets[old.key]
        if not keys:
            raise UnexpectedSourceError(old.key)
        extent = "whole" if len(keys) == 1 else "part"
        rows.extend(
            SuccessorRow(old.code, new_codes[key], FIRST_DAY_OF_TWO_TIERS, extent, "no", SOURCE)
            for key in keys
        )
    return rows


def province_successors(
    olds: list[OldCommune], news: list[NewCommune], communes: list[SuccessorRow]
) -> dict[str, set[str]]:
    """Return old province → new provinces, read off the communes."""
    old_province = {old.code: old.province_code for old in olds}
    new_province = {new.ward_code: new.province_code for new in news}
    found: dict[str, set[str]] = defaultdict(set)
    for row in communes:
        found[old_province[row.old_code]].add(new_province[row.new_code])
    return found


def build(data: Path) -> tuple[list[UnitRow], list[SuccessorRow]]:
    """Return the rows of both files."""
    store = sqlite3.connect(f"file:{data / 'dataset.db'}?mode=ro", uri=True)
    try:
        olds, news = read_old(store), read_new(store)
    finally:
        store.close()
    successors = commune_successors(olds, news, read_conversion(data / "converter_2025.json"))
    provinces = province_successors(olds, news, successors)
    if any(len(new) != 1 for new in provinces.values()):
        raise UnexpectedSourceError("a province was divided")

    old_provinces = {old.province_code: old.province for old in olds}
    new_provinces = {new.province_code: new.province for new in news}
    merged: dict[str, set[str]] = defaultdict(set)
    for old_code, new_codes in provinces.items():
        for new_code in new_codes:
            merged[new_code].add(old_code)
    unchanged = {
        code
        for code, name in new_provinces.items()
        if merged[code] == {code} and old_provinces[code] == name
    }
    units = [
        unit_row(
            code,
            "province",
            name,
            "",
            old=True,
            end="" if code in unchanged else LAST_DAY_OF_THREE_TIERS,
        )
        for code, name in old_provinces.items()
    ]
    units += [
        unit_row(code, "province", name, "", old=False, end="")
        for code, name in new_provinces.items()
        if code not in unchanged
    ]
    end = LAST_DAY_OF_THREE_TIERS
    districts = {old.district_code: (old.district, old.province_code) for old in olds}
    units += [
        unit_row(code, "district", name, province, old=True, end=end)
        for code, (name, province) in districts.items()
    ]
    units += [
        unit_row(old.ward_code, "commune", old.ward, old.district_code, old=True, end=end)
        for old in olds
        if old.ward_code
    ]
    units += [
        unit_row(new.ward_code, "commune", new.ward, new.province_code, old=False, end="")
        for new in news
    ]
    successors += [
        SuccessorRow(old_code, new_code, FIRST_DAY_OF_TWO_TIERS, "whole", "no", SOURCE)
        for old_code, new_codes in provinces.items()
        for new_code in new_codes
        if old_code not in unchanged
    ]
    order = {"province": 0, "district": 1, "commune": 2}
    units.sort(key=lambda unit: (order[unit.level], unit.code, unit.valid_from))
    return units, sorted(successors)


def as_csv(
    kind: type[UnitRow] | type[SuccessorRow], rows: list[UnitRow] | list[SuccessorRow]
) -> str:
    """Return the rows as CSV with a heading and plain line ends."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(field.name for field in fields(kind))
    writer.writerows(astuple(row) for row in rows)
    return text.getvalue()


def sources(data: Path, units: list[UnitRow], successors: list[SuccessorRow]) -> str:
    """Return SOURCES.md."""
    inputs = "\n".join(
        f"| `{PACKAGE}/data/{name}` | `{hashlib.sha256((data / name).read_bytes()).hexdigest()}` |"
        for name in ("dataset.db", "converter_2025.json")
    )
    divided = len({row.old_code for row in successors if row.extent == "part"})
    return f"""# Sources of the gazetteer

Written by `tools/build_gazetteer.py`; do not edit by hand. What the columns mean and what is
not known: `docs/reference/gazetteer.md`.

| key | package | version | licence | holder |
| --- | --- | --- | --- | --- |
| `{SOURCE}` | {PACKAGE} (Python package index) | {VERSION} | MIT | Tran Ngoc Minh Hieu |

| input | SHA-256 |
| --- | --- |
{inputs}

`units.csv`: {len(units):,} versions of units. `successors.csv`: {len(successors):,} rows;
{divided} communes with more than one successor. Only codes, names and the links
old → new were taken; coordinates, search words and the "default" successor, which the package
chooses by distance, were not.
The package names no instrument: the basis "{LIST_OF_NEW_CODES}" (list of codes of 1 July 2025)
was added by this script and is not confirmed. No row has been checked against a second
source (`verified` = no).

`aliases.csv` is written by hand and has its own marks in the column `source`.

## Licence notice of {PACKAGE}

MIT License. Copyright (c) 2025 Tran Ngoc Minh Hieu

Permission is hereby granted, free of charge, to any person obtaining a copy of this software
and associated documentation files (the "Software"), to deal in the Software without
restriction, including without limitation the rights to use, copy, modify, merge, publish,
distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the
Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or
substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING
BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND
NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM,
DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
"""


def installed_data() -> Path:
    """Return the data directory of the installed package, without importing it."""
    found = importlib.util.find_spec(PACKAGE)
    if found is None or found.origin is None:
        raise SystemExit(f"{PACKAGE}=={VERSION} is not installed; give its data with --data.")
    return Path(found.origin).parent / "data"


def main() -> int:
    """Write the files, or with --check say whether they are what the source gives."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, help="directory with dataset.db")
    options.add_argument("--check", action="store_true", help="compare, write nothing")
    chosen = options.parse_args()
    data: Path = chosen.data or installed_data()
    units, successors = build(data)
    files = {
        "units.csv": as_csv(UnitRow, units),
        "successors.csv": as_csv(SuccessorRow, successors),
        "SOURCES.md": sources(data, units, successors),
    }
    status = 0
    for name, text in files.items():
        path = OUTPUT / name
        if chosen.check:
            if not path.exists() or path.read_text(encoding="utf-8") != text:
                print(f"{name}: differs from what the source gives")
                status = 1
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            print(f"{name}: {len(text.encode()):,} bytes")
    return status


if __name__ == "__main__":
    sys.exit(main())
