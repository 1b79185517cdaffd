"""How long do the import of a population and one look-up take, and who is found?

    python benchmarks/lookup.py --persons 1000000 --entries 2000

Makes sample people over all communes of a province, loads them into a scratch database (SQLite,
or PostgreSQL when HOTICH_DATABASE_URL names an empty one) and looks up the entries whose truth
is known. Nothing here is asserted; the figures go into docs/reference.
"""

import argparse
import csv
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from uuid import uuid4


def main() -> None:
    """Run the benchmark and print its table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--persons", type=int, default=100_000)
    parser.add_argument("--entries", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--province", default="38", help="code of 30 June 2025")
    parser.add_argument("--home", type=Path, help="keep and use again what was made here")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        _run(args, args.home or Path(scratch))


def _run(args: argparse.Namespace, home: Path) -> None:
    sample = home / f"sample-{args.persons}-{args.entries}-{args.seed}"
    if not sample.exists():
        with _timed(f"make {args.persons:,} persons"):
            _make(args, sample)
    os.environ["HOTICH_HOME"] = str(home)
    os.environ["DJANGO_SETTINGS_MODULE"] = "hotich.config.settings"
    import django

    django.setup()
    from django.core.management import call_command

    from hotich.apps.population.models import Person

    call_command("migrate", verbosity=0)
    if not Person.objects.exists():
        _load(sample / "population.csv")
    _look_up(sample)


def _make(args: argparse.Namespace, sample: Path) -> None:
    from hotich.core.places import gazetteer
    from hotich.synth.options import CODES_AS_OF, SynthOptions
    from hotich.synth.writing import write_world

    communes = tuple(
        (unit.code, 1.0)
        for unit in gazetteer().units_on(CODES_AS_OF, "commune")
        if gazetteer().path(unit.code, CODES_AS_OF)[-1].code == args.province
    )
    options = SynthOptions(
        persons=args.persons, entries=args.entries, seed=args.seed, communes=communes
    )
    write_world(options, sample)


def _load(path: Path) -> None:
    from django.utils import timezone

    from hotich.apps.accounts.permissions import Permission
    from hotich.apps.audit.actor import process
    from hotich.apps.jobs.actions import Lease, claim
    from hotich.apps.population import importing
    from hotich.apps.population.models import ImportBatch, PersonKey

    by = process("benchmark", Permission.POPULATION_IMPORT)
    importing.enqueue_import(by=by, path=path)
    lease = claim(timezone.now())
    if not isinstance(lease, Lease):
        sys.exit("no job to run: use a fresh --home")
    with _timed("load, keys included"):
        importing.run(lease)
    batch = ImportBatch.objects.get()
    _say(f"{batch.rows:,} loaded, {batch.refused:,} refused, {PersonKey.objects.count():,} keys")


def _look_up(sample: Path) -> None:
    from hotich.apps.accounts.actions import add_office, add_officer
    from hotich.apps.accounts.models import OfficeKind
    from hotich.apps.audit.actor import Actor, process
    from hotich.apps.population.lookups import LookupTerms, look_up
    from hotich.apps.population.models import Breadth, Person
    from hotich.core.dates import from_iso

    maker = process("benchmark")
    mark = uuid4().hex[:8]
    office = add_office(by=maker, kind=OfficeKind.COMMUNE, name=f"UBND xã thử {mark}")
    officer = add_officer(by=maker, login=mark, full_name="Người Thử", password=mark)
    by = Actor(officer.pk, officer.full_name, office.pk, "", frozenset({"entry.type"}))
    pins = {row["entry_id"]: row for row in _rows(sample / "truth.csv")}
    uuids: dict[str, str] = {
        str(pin): str(uuid)
        for pin, uuid in Person.objects.filter(
            pin__in=[row["person_pin"] for row in pins.values() if row["person_pin"]]
        ).values_list("pin", "uuid")
    }
    cases: dict[str, Callable[[dict[str, str]], LookupTerms]] = {
        "name and birth date": lambda row: LookupTerms(
            row["full_name"], from_iso(row["birth_date"])
        ),
        "and parents, sex, commune": lambda row: LookupTerms(
            row["full_name"],
            from_iso(row["birth_date"]),
            sex=row["sex"] or "unknown",
            father_name=row["father_name"],
            mother_name=row["mother_name"],
            commune_code=row["commune_code"],
            commune_as_of=date.fromisoformat(row["commune_as_of"]),
        ),
    }
    entries = list(_rows(sample / "entries.csv"))
    _say(
        "| terms | breadth | p50 ms | p95 | p99 "
        "| first | in list | differing: in list | proposed wrongly |"
    )
    _say("| --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    for label, terms in cases.items():
        for breadth in Breadth:
            tally = _Tally()
            for row in entries:
                truth = pins[row["entry_id"]]
                started = time.perf_counter()
                result = look_up(
                    by=by,
                    mention=uuid4(),
                    entry=uuid4(),
                    terms=terms(row),
                    breadth=breadth,
                    reason="đo tốc độ",
                )
                took = time.perf_counter() - started
                shown = [str(each.person) for each in result.candidates]
                proposed = result.judgement is not None and result.judgement.identity == "link"
                tally.add(
                    took,
                    uuids.get(truth["person_pin"]),
                    shown,
                    outcome=truth["outcome"],
                    proposed=proposed,
                )
            _say(f"| {label} | {breadth.value} | {tally.line()} |")


class _Tally:
    """Times and finds of one run."""

    def __init__(self) -> None:
        self.times: list[float] = []
        self.present = self.first = self.listed = 0
        self.differing = self.differing_listed = self.wrong = 0

    def add(
        self, took: float, person: str | None, shown: list[str], *, outcome: str, proposed: bool
    ) -> None:
        self.times.append(took * 1000)
        self.wrong += proposed and shown[:1] != [person]
        if person is None or outcome == "not_found":
            return
        self.present += 1
        self.first += shown[:1] == [person]
        self.listed += person in shown
        if outcome == "inconsistent":
            self.differing += 1
            self.differing_listed += person in shown

    def line(self) -> str:
        times = sorted(self.times)
        at = [times[min(len(times) - 1, int(len(times) * share))] for share in (0.5, 0.95, 0.99)]
        shares = (
            self.first / max(1, self.present),
            self.listed / max(1, self.present),
            self.differing_listed / max(1, self.differing),
            self.wrong / max(1, len(times)),
        )
        return " | ".join([*(f"{each:.1f}" for each in at), *(f"{each:.4f}" for each in shares)])


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


@contextmanager
def _timed(what: str) -> Iterator[None]:
    started, used = time.perf_counter(), time.process_time()
    yield
    took, used = time.perf_counter() - started, time.process_time() - used
    _say(f"{what}: {took:.1f} s, of which this process ran {used:.1f} s")


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
