"""How long do the key table and one look-up take over a whole population, and who is found?

    python benchmarks/lookup.py WORLD --entries 2000 --database sqlite

WORLD is a folder that `hotich.synth.matching_world` wrote: population.parquet, entries.parquet
and truth.parquet. Its persons are put into a scratch database (kept and used again in --home),
the key table is made, and entries drawn by --seed are looked up: first the register alone, then
the whole action with its audit rows. Nothing here is asserted; the figures go into the docs.
"""

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID, uuid4

import duckdb

CHUNK = 50_000


def main() -> None:
    """Run the benchmark and print its tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("world", type=Path)
    parser.add_argument("--persons", type=int, help="the first so many persons only")
    parser.add_argument("--entries", type=int, default=2_000)
    parser.add_argument("--audited", type=int, default=300, help="whole look-ups, with audit")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--database", choices=("sqlite", "postgres"), default="sqlite")
    parser.add_argument("--home", type=Path, help="keep and use again what was made here")
    parser.add_argument("--import", dest="by_job", action="store_true",
                        help="load by the import job, to time it")  # fmt: skip
    parser.add_argument("--rebuild", action="store_true", help="make the key table once more")
    parser.add_argument("--from-database", action="store_true",
                        help="read the persons for it from the database")  # fmt: skip
    parser.add_argument("--json", type=Path, help="write the figures there too")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        _run(args, args.home or Path(scratch))


def _run(args: argparse.Namespace, home: Path) -> None:
    home.mkdir(parents=True, exist_ok=True)
    _start_django(home, postgres=args.database == "postgres")
    from hotich.apps.population.models import KeyTable, Person

    figures: dict[str, object] = {"database": args.database, "world": args.world.name}
    if not Person.objects.exists():
        with _timed("load the persons", figures):
            (_import if args.by_job else _load)(args.world / "population.parquet", args.persons)
    if args.rebuild or not KeyTable.objects.filter(base__gt=0).exists():
        _make_keys(args, figures)
    cases = _cases(args)
    _say(f"load of the machine: {os.getloadavg()[0]:.1f}")
    figures["register"] = _measure("register alone", cases, _register_alone())
    if args.audited:
        figures["action"] = _measure("with audit", cases[: args.audited], _whole_action())
    if args.json:
        args.json.write_text(json.dumps(figures, indent=1), "utf-8")


def _start_django(home: Path, *, postgres: bool) -> None:
    os.environ["HOTICH_HOME"] = str(home)
    os.environ["DJANGO_SETTINGS_MODULE"] = "hotich.config.settings"
    if postgres:
        sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
        from tests.support.postgres import start_server

        os.environ["HOTICH_DATABASE_URL"] = start_server(home / "postgres")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def _population(path: Path, persons: int | None) -> str:
    from hotich.apps.population.interchange import COLUMNS

    with duckdb.connect() as db:
        present = {row[0] for row in db.execute(f"DESCRIBE FROM '{path}'").fetchall()}
    listed = ", ".join(
        f"coalesce({name}, {'NULL' if name == 'pin' else repr('')}) AS {name}"
        if name in present
        else f"'' AS {name}"
        for name in COLUMNS
    )
    return (
        f"SELECT file_row_number + 1 AS row, {listed}"
        f" FROM read_parquet('{path}', file_row_number = true)"
        + (f" WHERE file_row_number < {persons}" if persons else "")
    )


def _load(path: Path, persons: int | None) -> None:
    """Put the persons into the table as they are: the row in the file is the row in the table."""
    from django.db import connection, transaction
    from django.utils import timezone

    from hotich.apps.population.bulk import insert_rows
    from hotich.apps.population.interchange import COLUMNS

    now = timezone.now().isoformat(" ")
    columns = ("id", *COLUMNS, "uuid", "recorded_at", "void_reason")
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA synchronous=OFF")
            cursor.execute("PRAGMA cache_size=-3000000")
    with duckdb.connect() as db:
        found = db.execute(
            f"SELECT *, lower(printf('%032x', row)), '{now}', '' FROM"
            f" ({_population(path, persons)}) ORDER BY row"
        )
        with transaction.atomic():
            while rows := found.fetchmany(CHUNK):
                insert_rows("population_person", columns, rows)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("VACUUM ANALYZE population_person")
    connection.close()


def _import(path: Path, _persons: int | None) -> None:
    from django.utils import timezone

    from hotich.apps.audit.actor import process
    from hotich.apps.jobs.actions import Lease, claim
    from hotich.apps.population import importing

    importing.enqueue_import(by=process("benchmark", "population.import"), path=path)
    lease = claim(timezone.now())
    if not isinstance(lease, Lease):
        sys.exit("no job to run: use a fresh --home")
    importing.run(lease)


def _make_keys(args: argparse.Namespace, figures: dict[str, object]) -> None:
    from hotich.apps.audit.actor import process
    from hotich.apps.population import rekeying
    from hotich.apps.population.key_blocks import ENTRY
    from hotich.apps.population.key_models import KeyBlock
    from hotich.apps.population.key_source import KeySource
    from hotich.apps.population.keys import key_secret
    from hotich.apps.population.names import keep_names

    by = process("benchmark")
    query = _population(args.world / "population.parquet", args.persons)
    with (
        tempfile.TemporaryDirectory(dir=os.environ["HOTICH_HOME"]) as folder,
        KeySource(Path(folder), key_secret()) as source,
    ):
        if args.from_database:
            with _timed("read the persons from the database", figures):
                for _done, lines in rekeying.read_people():
                    source.add(lines)
                source.read()
        else:
            with _timed("read the persons from the file", figures):
                source.take(query)
        bearers = source.name_counts()
        with _timed("normalise", figures):
            source.normalise()
        with _timed("make and store the key table", figures):
            generation = rekeying.begin(by=by)
            bits = rekeying.store_blocks(source, generation, advance=lambda: None)
            rekeying.put_to_use(generation, bits, source.persons, by=by)
    with _timed("count the names", figures):
        keep_names(by=by, bearers=bearers)
    rekeying.remove_superseded()
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT sum(length(entries)), count(*) FROM population_keyblock")
        size, blocks = cursor.fetchone()
        if connection.vendor == "postgresql":
            cursor.execute("VACUUM ANALYZE population_keyblock")
    figures |= {"entries": int(size) // ENTRY, "blocks": blocks}
    _say(f"{source.persons:,} persons, {int(size) // ENTRY:,} entries in {blocks:,} blocks")
    assert KeyBlock.objects.exists()


@dataclass
class _Case:
    """An entry to look up, and the numbers of those who are he."""

    terms: "LookupTerms"  # noqa: F821 - Django starts before it is imported
    pins: frozenset[str]
    outcome: str
    type: str


def _cases(args: argparse.Namespace) -> "list[_Case]":
    from datetime import date

    from hotich.apps.population.lookups import LookupTerms
    from hotich.apps.population.matched import read_birth

    world = args.world
    with duckdb.connect() as db:
        found = db.execute(
            f"SELECT e.*, t.person_pin, t.also_pins, t.outcome FROM '{world}/entries.parquet' e"
            f" JOIN '{world}/truth.parquet' t USING (mention_id)"
            f" ORDER BY hash(mention_id || '{args.seed}') LIMIT {args.entries}"
        )
        names = [column[0] for column in found.description or ()]
        rows = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    cases = []
    for row in rows:
        text = {name: value or "" for name, value in row.items()}
        terms = LookupTerms(
            full_name=text["full_name"],
            birth=read_birth(text["birth_date"]),
            sex=text["sex"] or "unknown",
            father_name=text["father_name"],
            mother_name=text["mother_name"],
            spouse_name=text["spouse_name"],
            commune_code=text["commune_code"],
            commune_as_of=date.fromisoformat(text["commune_as_of"])
            if text["commune_as_of"]
            else None,
            pin=text["pin"],
            old_id_number=text["old_id_number"],
        )
        also = text["also_pins"].replace(";", ",").split(",")
        pins = frozenset(filter(None, (text["person_pin"], *(pin.strip() for pin in also))))
        cases.append(_Case(terms, pins, text["outcome"], text["entry_type"]))
    return cases


@dataclass
class _Tally:
    """Times and finds of one run."""

    times: list[float] = field(default_factory=list)
    worked: list[float] = field(default_factory=list)
    present: int = 0
    first: int = 0
    listed: int = 0
    differing: int = 0
    differing_listed: int = 0
    wrong: int = 0

    def add(self, case: _Case, shown: Sequence[str], *, proposed: bool) -> None:
        self.wrong += proposed and not case.pins.intersection(shown[:1])
        if not case.pins:
            return
        listed = bool(case.pins.intersection(shown))
        self.present += 1
        self.first += bool(case.pins.intersection(shown[:1]))
        self.listed += listed
        if case.outcome == "inconsistent":
            self.differing += 1
            self.differing_listed += listed

    def figures(self) -> dict[str, float]:
        return {
            "entries": len(self.times),
            **_shares(self.times, "ms"),
            **_shares(self.worked, "ms of the processor"),
            "recall@1": round(self.first / max(1, self.present), 4),
            "recall@5": round(self.listed / max(1, self.present), 4),
            "recall@5 of the differing": round(self.differing_listed / max(1, self.differing), 4),
            "proposed wrongly": self.wrong,
        }


def _shares(times: Sequence[float], unit: str) -> dict[str, float]:
    ordered = sorted(times)
    places = {
        share: min(len(ordered) - 1, int(len(ordered) * share)) for share in (0.5, 0.95, 0.99)
    }
    return {f"p{share * 100:g} {unit}": round(ordered[at], 2) for share, at in places.items()}


Search = Callable[["LookupTerms"], tuple[list[UUID], str]]  # noqa: F821


def _measure(label: str, cases: list[_Case], search: Search) -> dict[str, float]:
    from hotich.apps.population.models import Person

    tally = _Tally()
    for case in cases[:50]:
        search(case.terms)  # what is read once per process
    for case in cases:
        started, worked = time.perf_counter(), time.thread_time()
        persons, identity = search(case.terms)
        tally.worked.append((time.thread_time() - worked) * 1000)
        tally.times.append((time.perf_counter() - started) * 1000)
        pins = dict(Person.objects.filter(uuid__in=persons).values_list("uuid", "pin"))
        shown = [pins.get(person) or "" for person in persons]
        tally.add(case, shown, proposed=identity == "link")
    figures = tally.figures()
    _say(f"{label}: " + ", ".join(f"{name} {value}" for name, value in figures.items()))
    return figures


def _register_alone() -> Search:
    from hotich.apps.population.lookups import search_register
    from hotich.apps.population.port import register
    from hotich.core.matching import Mode, Stage

    def search(terms: "LookupTerms") -> tuple[list[UUID], str]:  # noqa: F821
        found = search_register(
            register(), terms.facts(), at_least=Stage.SHARP, mode=Mode.SCREEN
        ).found
        persons = [UUID(each.candidate) for each in found.weighings[:5]]
        return persons, found.judgement.identity.value

    return search


def _whole_action() -> Search:
    from hotich.apps.accounts.actions import add_office, add_officer
    from hotich.apps.accounts.models import OfficeKind
    from hotich.apps.audit.actor import Actor, process
    from hotich.apps.population.lookups import look_up

    maker, mark = process("benchmark"), uuid4().hex[:8]
    office = add_office(by=maker, kind=OfficeKind.COMMUNE, name=f"UBND xã thử {mark}")
    officer = add_officer(by=maker, login=mark, full_name="Người Thử", password=mark)
    by = Actor(officer.pk, officer.full_name, office.pk, "", frozenset({"entry.type"}))

    def search(terms: "LookupTerms") -> tuple[list[UUID], str]:  # noqa: F821
        result = look_up(by=by, mention=uuid4(), entry=uuid4(), terms=terms, reason="đo tốc độ")
        identity = result.judgement.identity.value if result.judgement else ""
        return [each.person for each in result.candidates], identity

    return search


@contextmanager
def _timed(what: str, figures: dict[str, object]) -> Iterator[None]:
    started, used = time.perf_counter(), time.process_time()
    yield
    took, used = time.perf_counter() - started, time.process_time() - used
    figures[what] = {"seconds": round(took, 1), "of the processors": round(used, 1)}
    load = os.getloadavg()[0]
    _say(f"{what}: {took:.1f} s, of the processors {used:.1f} s (load {load:.1f})")


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
