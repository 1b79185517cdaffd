"""Writes a sample world into a directory: CSV, Parquet, JSON, in the interchange schema."""

import csv
import json
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final, Protocol

import duckdb

from hotich.core.registers import BIRTHS
from hotich.synth.books import SampleEntry
from hotich.synth.options import CODES_AS_OF, SynthOptions
from hotich.synth.population_rows import POPULATION_COLUMNS
from hotich.synth.world import Row, WorldMaker

ENTRY_COLUMNS: Final = (
    "entry_id", "full_name", "sex", "birth_date", "commune_code", "commune_as_of", "ethnicity",
    "father_name", "mother_name", "pin", "entry_type", "role", "number", "year",
    "place_of_birth", "hometown", "nationality", "spouse_name", "father_birth", "mother_birth",
)  # fmt: skip
TRUTH_COLUMNS: Final = (
    "entry_id", "book_id", "office_code", "year", "number", "page", "role", "person_pin",
    "outcome", "basic_differences", "other_differences", "remarks",
)  # fmt: skip
_AS_OF = CODES_AS_OF.isoformat()
_BIRTH_FIELDS: Final = {
    "full_name": "child.full_name",
    "ethnicity": "child.ethnicity",
    "father_name": "father.full_name",
    "mother_name": "mother.full_name",
    "pin": "child.pin",
    "place_of_birth": "child.place_of_birth",
    "hometown": "child.hometown",
    "nationality": "child.nationality",
}
_NORMALISED: Final = {
    "birth_date": "child.birth_date",
    "father_birth": "father.birth_date",
    "mother_birth": "mother.birth_date",
}


class _RowWriter(Protocol):
    def writerow(self, row: list[str], /) -> object: ...


@dataclass(frozen=True, slots=True)
class Written:
    """What was written where."""

    directory: Path
    persons: int
    entries: int
    books: int


@contextmanager
def _table(path: Path, columns: tuple[str, ...]) -> Iterator[_RowWriter]:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        yield writer


def write_world(options: SynthOptions, out_dir: Path) -> Written:
    """Write a whole world, holding only the books' index in memory.

    Files: population.csv, population.parquet, entries.csv, entries.parquet, books.json,
    register_entries.jsonl, truth.csv. Raises TooFewPersons, UnknownCommune.
    """
    out_dir.mkdir(parents=True, exist_ok=True)
    persons = 0

    with _table(out_dir / "population.csv", POPULATION_COLUMNS) as table:

        def on_row(row: Row) -> None:
            nonlocal persons
            persons += 1
            table.writerow(list(row.values()))

        maker = WorldMaker(options, on_row)
        with closing(maker.store):
            maker.make()
            entries = _write_entries(maker, out_dir)
            books = [asdict(book) for book in maker.store.books()]
    _write_json(out_dir / "books.json", books)
    for name in ("population", "entries"):
        _write_parquet(out_dir / f"{name}.csv", out_dir / f"{name}.parquet")
    return Written(out_dir, persons, entries, len(books))


def _write_entries(maker: WorldMaker, out_dir: Path) -> int:
    count = 0
    with (
        _table(out_dir / "entries.csv", ENTRY_COLUMNS) as entries,
        _table(out_dir / "truth.csv", TRUTH_COLUMNS) as truth,
        (out_dir / "register_entries.jsonl").open("w", encoding="utf-8", newline="\n") as lines,
    ):
        for entry in maker.store.entries():
            count += 1
            entries.writerow(list(interchange_row(entry).values()))
            truth.writerow(_truth_row(entry))
            lines.write(json.dumps(_record(entry), ensure_ascii=False) + "\n")
    return count


def interchange_row(entry: SampleEntry) -> Row:
    """Return an entry in the columns of the interchange schema."""
    texts = {column: entry.fields[field]["text"] for column, field in _BIRTH_FIELDS.items()}
    read = {column: entry.fields[field]["normalised"] for column, field in _NORMALISED.items()}
    values = {
        **texts,
        **read,
        "entry_id": entry.entry_id,
        "sex": entry.fields["child.sex"]["normalised"] or "unknown",
        "commune_code": entry.office_code,
        "commune_as_of": _AS_OF,
        "entry_type": BIRTHS.code,
        "role": "child",
        "number": entry.fields["entry.number"]["text"],
        "year": str(entry.year),
        "spouse_name": "",
    }
    return {column: values[column] for column in ENTRY_COLUMNS}


def _truth_row(entry: SampleEntry) -> list[str]:
    truth = entry.truth
    return [
        entry.entry_id,
        entry.book_id,
        entry.office_code,
        str(entry.year),
        str(entry.number),
        str(entry.page),
        "child",
        truth.person_pin,
        truth.outcome,
        ";".join(truth.basic_differences),
        ";".join(truth.other_differences),
        ";".join(truth.remarks),
    ]


def _record(entry: SampleEntry) -> dict[str, object]:
    return {
        "entry_id": entry.entry_id,
        "book_id": entry.book_id,
        "register_type": BIRTHS.code,
        "office_code": entry.office_code,
        "year": entry.year,
        "number": entry.number,
        "page": entry.page,
        "fields": entry.fields,
    }


def _write_json(path: Path, content: object) -> None:
    text = json.dumps(content, ensure_ascii=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")


def _write_parquet(source: Path, target: Path) -> None:
    """Write a table again as Parquet: every column text, an empty cell null, order kept."""
    with duckdb.connect(config={"threads": "1"}) as connection:
        rows = connection.read_csv(str(source), all_varchar=True, header=True, na_values=[""])
        rows.write_parquet(str(target), compression="zstd")
