"""A prepared population: what a folder of it holds, and how it is opened.

`population.duckdb` has the tables
    persons      one row each: birth, codes, and for each name the numbers of its forms
    others       (row, bare): the further names of persons who have some
    key_{tag}    (key, row) for every key of the rules that not too many share
    names        a row per distinct text of a name: numbers of its forms, hashes of its parts
    form_{form}  (number, text) of the forms; form_normal also has folded and bare
    communes     (commune, codes): sets of today's codes; commune_of (code, as_of, commune)
    *_hashes     (code, hash) of years, dates, and months with days
    odd_codes    (code, text) of PINs and old numbers that are no digits
    raw          the texts of the file, by row; matching never reads them
`meta.json` says what it was made of. Rows are ordered by PIN; ties of weight go by row.
"""

import json
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

import duckdb

from hotich.core.matching import NameTable, Rules, read_name_table
from hotich.engines.matching.errors import NotPreparedError, OtherKeysError
from hotich.engines.matching.sql import fill, quoted

SCHEMA: Final = 4
DATABASE: Final = "population.duckdb"
META: Final = "meta.json"
NAMES: Final = "names.json"


@dataclass(frozen=True)
class Meta:
    """What a prepared population was made of."""

    schema: int
    rules_version: str
    keys: str
    secret: str
    persons: int
    as_of: str
    name_table: str
    source: str
    file: str
    columns: tuple[str, ...]


def keys_digest(rules: Rules) -> str:
    """Return what the keys of the rules are, so far as stored persons depend on it."""
    keys = [
        (key.tag, key.parts, key.limit, key.defaulted_dates)
        for key in sorted(rules.keys, key=lambda key: key.tag)
    ]
    return sha256(json.dumps(keys).encode()).hexdigest()


def rules_digest(rules: Rules) -> str:
    """Return what the whole model is: a job that goes on must rest on the same."""

    def plain(value: object) -> list[str]:
        return sorted(map(str, value)) if isinstance(value, frozenset) else [repr(value)]

    content = json.dumps(asdict(rules), default=plain, sort_keys=True)
    return sha256(content.encode()).hexdigest()


@dataclass(frozen=True)
class Prepared:
    """A prepared population on disk."""

    folder: Path
    meta: Meta
    names: NameTable

    def fits(self, rules: Rules) -> bool:
        """Say whether it was prepared for the keys of these rules."""
        return self.meta.keys == keys_digest(rules)

    def check(self, rules: Rules) -> None:
        """Raise OtherKeysError unless it was prepared for the keys of these rules."""
        if not self.fits(rules):
            raise OtherKeysError(self.meta.rules_version, rules.version)

    def attach(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Attach it, to be read as schema `store`."""
        path = quoted(str(self.folder / DATABASE))
        connection.execute(fill("ATTACH {path} AS store (READ_ONLY)", path=path))


def is_prepared(folder: Path) -> bool:
    """Say whether the folder holds a prepared population of any version."""
    return (folder / META).is_file()


def open_prepared(folder: Path) -> Prepared:
    """Return the prepared population of a folder. Raises NotPreparedError."""
    try:
        content = json.loads((folder / META).read_text("utf-8"))
        meta = Meta(**{**content, "columns": tuple(content["columns"])})
        names = read_name_table((folder / NAMES).read_text("utf-8"))
    except (OSError, ValueError, TypeError, KeyError) as fault:
        raise NotPreparedError(str(folder)) from fault
    if meta.schema != SCHEMA or not (folder / DATABASE).is_file():
        raise NotPreparedError(str(folder))
    return Prepared(folder, meta, names)


def write_meta(folder: Path, meta: Meta, names: NameTable) -> None:
    """Write what the population was made of, last of all."""
    (folder / NAMES).write_text(names.text(), "utf-8")
    (folder / META).write_text(json.dumps(asdict(meta), indent=1), "utf-8")


def file_digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    digest = sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()
