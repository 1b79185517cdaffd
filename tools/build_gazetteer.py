"""Write the gazetteer of `hotich.core.places` from the lists named in its SOURCES.md.

Run once, by hand, when a source changes:

    uv run --group gazetteer python -m tools.build_gazetteer \\
        --hanhchinhvn DIRECTORY --provinces-database DIRECTORY --adminunits DIRECTORY \\
        [--data DIRECTORY] [--check]

The first three are git directories (bare ones will do) of the repositories madnh/hanhchinhvn,
thanglequoc/vietnamese-provinces-database and tranngocminhhieu/vietnamadminunits. `--data` holds
`dataset.db` and `converter_2025.json` of the package vietnamadminunits, if it is not installed.
Only data files are read; no code of a source runs. The output is the same for the same input.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sqlite3
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from tools import gazetteer_heirs, gazetteer_sources
from tools import gazetteer_lists as public_lists
from tools.gazetteer_history import read_versions
from tools.gazetteer_lists import State, tidy
from tools.gazetteer_rows import (
    LAST_DAY_OF_THREE_TIERS,
    SuccessorRow,
    UnexpectedSourceError,
    UnitRow,
    as_csv,
    kind_and_short_name,
    open_units,
    past_rows,
)
from tools.gazetteer_sources import LIST_OF_NEW_CODES, PACKAGE, SOURCE, VERSION

OUTPUT = Path(__file__).resolve().parents[1] / "src/hotich/core/places/data"

FIRST_DAY_OF_TWO_TIERS = "2025-07-01"


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
    keys: tuple[str, str, str]

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


def read_old(store: sqlite3.Connection) -> list[OldCommune]:
    """Return the communes of 30 June 2025."""
    rows = store.execute(
        "SELECT provinceCode, province, districtCode, district, wardCode, ward,"
        " provinceKey, districtKey, coalesce(wardKey, '')"
        " FROM admin_units_legacy"
    )
    found = []
    for row in rows:
        names = [tidy(value or "") for value in row]
        province, district, commune = names[6:]
        keys = (province, district, commune)
        found.append(
            OldCommune(
                province_code=names[0],
                province=names[1],
                district_code=names[2],
                district=names[3],
                ward_code=names[4],
                ward=names[5],
                key="_".join(keys),
                keys=keys,
            )
        )
    return found


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
        from_earliest="",
        valid_to=end,
        to_precision="day" if end else "",
        to_earliest="",
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
            SuccessorRow(old.code, new_codes[key], FIRST_DAY_OF_TWO_TIERS, extent, "no", "", SOURCE)
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


def build_lists(
    olds: list[OldCommune], news: list[NewCommune], conversion: Path
) -> tuple[list[UnitRow], list[SuccessorRow]]:
    """Return the provinces, the communes of July 2025, and what became of each old unit."""
    successors = commune_successors(olds, news, read_conversion(conversion))
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
    units += [
        unit_row(new.ward_code, "commune", new.ward, new.province_code, old=False, end="")
        for new in news
    ]
    successors += [
        SuccessorRow(old_code, new_code, FIRST_DAY_OF_TWO_TIERS, "whole", "no", "", SOURCE)
        for old_code, new_codes in provinces.items()
        for new_code in new_codes
        if old_code not in unchanged
    ]
    return units, successors


def build_past(olds: list[OldCommune], given: argparse.Namespace) -> gazetteer_heirs.History:
    """Return the districts and communes up to 30 June 2025."""
    districts = {old.district_code: State(_named(old.district), old.province_code) for old in olds}
    communes = {
        old.ward_code: State(_named(old.ward), old.district_code) for old in olds if old.ward_code
    }
    codes = {
        old.keys: (old.province_code, old.district_code, old.ward_code)
        for old in olds
        if old.ward_code
    }
    versions = read_versions(
        public_lists.read_lists(given.hanhchinhvn, given.provinces_database),
        districts,
        communes,
        public_lists.read_resolutions(OUTPUT / "resolutions.csv"),
    )
    names = gazetteer_heirs.OldNames(public_lists.read_old_names(given.adminunits), codes)
    return gazetteer_heirs.build_history(*versions, names)


def _named(name: str) -> str:
    return kind_and_short_name(name)[0]


def installed_data() -> Path:
    """Return the data directory of the installed package, without importing it."""
    found = importlib.util.find_spec(PACKAGE)
    if found is None or found.origin is None:
        raise SystemExit(f"{PACKAGE}=={VERSION} is not installed; give its data with --data.")
    return Path(found.origin).parent / "data"


def read_package(data: Path) -> tuple[list[OldCommune], list[NewCommune]]:
    """Return the communes of 30 June and of 1 July 2025."""
    store = sqlite3.connect(f"file:{data / 'dataset.db'}?mode=ro", uri=True)
    try:
        return read_old(store), read_new(store)
    finally:
        store.close()


def main() -> int:
    """Write the files, or with --check say whether they are what the sources give."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, help="directory with dataset.db")
    options.add_argument("--hanhchinhvn", type=Path, required=True, help="git directory")
    options.add_argument("--provinces-database", type=Path, required=True, help="git directory")
    options.add_argument("--adminunits", type=Path, required=True, help="git directory")
    options.add_argument("--check", action="store_true", help="compare, write nothing")
    given = options.parse_args()
    data: Path = given.data or installed_data()
    olds, news = read_package(data)
    units, successors = build_lists(olds, news, data / "converter_2025.json")
    past = build_past(olds, given)
    past_units, past_successors = past_rows(past)
    order = {"province": 0, "district": 1, "commune": 2}
    units += past_units
    units.sort(key=lambda unit: (order[unit.level], unit.code, unit.valid_from))
    successors = sorted(successors + past_successors)
    repositories = {
        public_lists.HANHCHINHVN: given.hanhchinhvn,
        public_lists.PROVINCES_DATABASE: given.provinces_database,
        public_lists.ALIASES: given.adminunits,
    }
    files = {
        "units.csv": as_csv(UnitRow, units),
        "successors.csv": as_csv(SuccessorRow, successors),
        "open_units.csv": open_units(past),
        "SOURCES.md": gazetteer_sources.sources(data, units, successors, repositories),
    }
    status = 0
    for name, text in files.items():
        path = OUTPUT / name
        if given.check:
            if not path.exists() or path.read_text(encoding="utf-8") != text:
                print(f"{name}: differs from what the sources give")
                status = 1
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            print(f"{name}: {len(text.encode()):,} bytes")
    return status


if __name__ == "__main__":
    sys.exit(main())
