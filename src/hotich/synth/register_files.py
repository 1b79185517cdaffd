"""Writes generated registers of the types beyond births: entries, their people, the truth."""

import csv
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from hotich.core.registers import BIRTHS, RegisterType, register_type
from hotich.synth.every_register import GeneratedEntry, GeneratedRegister, generate_register
from hotich.synth.options import SynthOptions
from hotich.synth.population_rows import POPULATION_COLUMNS

TRUTH_COLUMNS: Final = (
    "entry_id", "register_type", "edition", "office_code", "year", "number", "page", "role",
    "person_pin", "oddities",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class WrittenRegisters:
    """The registers of one type, one for each printed form, and where they were written."""

    folder: Path
    register_type: RegisterType
    registers: tuple[GeneratedRegister, ...]


def write_registers(options: SynthOptions, out_dir: Path) -> tuple[WrittenRegisters, ...]:
    """Write one directory for each type that is not births, named by its slug.

    Each form of the type gets an equal share of the entries. Files: register_entries.jsonl,
    population.csv, truth.csv (one row for each person an entry names).
    """
    made = []
    for code in options.types:
        if code == BIRTHS.code:
            continue
        kind = register_type(code)
        folder = out_dir / kind.slug
        folder.mkdir(parents=True, exist_ok=True)
        registers = tuple(_registers(kind, options))
        _write(folder, registers)
        made.append(WrittenRegisters(folder, kind, registers))
    return tuple(made)


def _registers(kind: RegisterType, options: SynthOptions) -> Iterable[GeneratedRegister]:
    left = options.entries
    for place, edition in enumerate(kind.editions):
        share = left // (len(kind.editions) - place)
        left -= share
        yield generate_register(kind, edition, share, options.seed)


def _write(folder: Path, registers: tuple[GeneratedRegister, ...]) -> None:
    entries = [entry for register in registers for entry in register.entries]
    with (folder / "register_entries.jsonl").open("w", encoding="utf-8", newline="\n") as lines:
        for entry in entries:
            lines.write(json.dumps(record(entry), ensure_ascii=False) + "\n")
    people = (list(row.values()) for register in registers for row in register.population)
    _write_table(folder / "population.csv", POPULATION_COLUMNS, people)
    truth = (row for entry in entries for row in _truth_rows(entry))
    _write_table(folder / "truth.csv", TRUTH_COLUMNS, truth)


def _write_table(path: Path, columns: tuple[str, ...], rows: Iterable[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


def record(entry: GeneratedEntry) -> dict[str, object]:
    """Return an entry as one line of register_entries.jsonl."""
    return {
        "entry_id": str(entry.entry_id),
        "register_type": entry.register_type,
        "edition": entry.edition,
        "office_code": entry.office_code,
        "year": entry.year,
        "number": entry.number,
        "page": entry.page,
        "fields": {
            field_id: {
                "text": value.text,
                "reading": value.reading.value,
                "normalised": value.normalised,
            }
            for field_id, value in entry.values.items()
        },
    }


def _truth_rows(entry: GeneratedEntry) -> list[list[str]]:
    head = [
        str(entry.entry_id),
        entry.register_type,
        entry.edition,
        entry.office_code,
        str(entry.year),
        str(entry.number),
        str(entry.page),
    ]
    odd = ";".join(entry.oddities)
    return [[*head, role, pin, odd] for role, pin in entry.people.items()]
