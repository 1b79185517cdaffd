"""How fast is the entry screen: step 1 to candidates, save to the next entry, many clerks at once?

    python benchmarks/entry_screen.py --persons 100000
    python benchmarks/entry_screen.py --persons 1000000 --database postgres --clerks 50 --minutes 5

A population of invented people is made (kept and used again in --home), the program is started on
the loopback, and two kinds of clerks work at it: one in a real browser, who types a book by
keyboard, and --clerks without a screen, who send what the page sends, an entry every --pace
seconds. Everything stops by itself. Nothing is asserted; the figures go into the docs.
"""

import argparse
import json
import os
import random
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from statistics import median

import duckdb

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

BIRTHS_BOOK = 1998
SEED = 70_001
MOST_CLERKS = 50
PLACE = "Xã Nga Trường, huyện Nga Sơn, tỉnh Thanh Hóa"


def main() -> None:
    """Run the benchmark and print its tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--persons", type=int, default=100_000)
    parser.add_argument("--database", choices=("sqlite", "postgres"), default="sqlite")
    parser.add_argument("--entries", type=int, default=40, help="typed in the browser, alone")
    parser.add_argument("--clerks", type=int, default=0, help="clerks at once, up to 50")
    parser.add_argument("--pace", type=float, default=49.0, help="seconds of a clerk's entry")
    parser.add_argument("--minutes", type=float, default=3.0, help="how long the clerks work")
    parser.add_argument("--prepare", action="store_true", help="make the people and stop")
    parser.add_argument("--home", type=Path, help="keep and use again what was made here")
    parser.add_argument("--json", type=Path, help="write the figures there too")
    args = parser.parse_args()
    home = args.home or ROOT / "var" / "bench-entry" / f"{args.database}-{args.persons}"
    home.mkdir(parents=True, exist_ok=True)
    figures = run(args, home)
    if args.json:
        args.json.write_text(json.dumps(figures, indent=1), "utf-8")


def run(args: argparse.Namespace, home: Path) -> dict[str, object]:
    """Prepare, measure, and return the figures."""
    figures: dict[str, object] = {"persons": args.persons, "database": args.database}
    world, url = _population(args, home)
    from tests.support.browser import Window, open_browser
    from tests.support.installation import Installation

    installation = Installation(home / "home", worker=False, database_url=url)
    book = _set_up(installation, world)
    if args.prepare:
        return figures
    installation.start()
    try:
        _say(f"load of the machine: {os.getloadavg()[0]:.1f}")
        with open_browser() as browser:
            window = Window(browser, installation.url)
            window.sign_in(f"clerk{MOST_CLERKS + 1}")
            figures["first load"] = _first_load(window, book)
            clerks = Clerks(installation, world, args)
            with clerks.at_work() if args.clerks else _alone():
                if args.clerks:
                    time.sleep(min(20.0, args.pace))
                figures["in the browser"] = _type(window, book, args.entries)
                if args.clerks:
                    clerks.finish()
            if args.clerks:
                figures[f"{args.clerks} clerks at once"] = clerks.figures()
        _say(f"load of the machine: {os.getloadavg()[0]:.1f}")
    finally:
        installation.stop()
    return figures


# What is made once ----------------------------------------------------------------------------


def _population(args: argparse.Namespace, home: Path) -> tuple[Path, str]:
    """Put the people into the database, with their keys; return the world and the database."""
    from benchmarks.lookup import _load, _make_keys, _start_django

    world = home / "world"
    if not (world / "population.parquet").exists():
        from hotich.synth.matching_world import MatchingOptions, write_matching_world

        options = MatchingOptions(
            persons=args.persons, entries=max(2_000, args.persons // 50), seed=SEED, processes=2
        )
        write_matching_world(options, world)
    (home / "home").mkdir(exist_ok=True)
    _start_django(home / "home", postgres=args.database == "postgres")
    from django.db import connections

    from hotich.apps.population.models import Person

    if not Person.objects.exists():
        told = argparse.Namespace(world=world, persons=None, from_database=False)
        _load(world / "population.parquet", None)
        _go_on_numbering()
        _make_keys(told, {})
    connections.close_all()
    return world, os.environ.get("HOTICH_DATABASE_URL", "")


def _go_on_numbering() -> None:
    """Let PostgreSQL number new rows after those that came with their numbers."""
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT setval(pg_get_serial_sequence('population_person', 'id'), max(id))"
                " FROM population_person"
            )


def _set_up(installation: "Installation", world: Path) -> "SampleBook":  # noqa: F821
    """Return a book for the browser; put it, its people and books for the clerks there, once."""
    from tests.support.asking import ask
    from tests.support.sample_installation import PlainBook, set_up
    from tests.support.typing_budget import OFFICE, SampleBook, Sheet, birth_book
    from tests.support.typing_clerk import seat_clerks

    drawn = birth_book(1, BIRTHS_BOOK, found=120, new=20)
    with duckdb.connect() as db:
        taken = {
            row[0]
            for row in db.execute(
                f"SELECT pin FROM '{world}/population.parquet' WHERE pin IS NOT NULL"
            ).fetchall()
        }
    people = tuple(row for row in drawn.people if row["pin"] not in taken)
    kept: list[Sheet] = [one for one in drawn.sheets if one.people["child"] not in taken]
    book = SampleBook(drawn.book, drawn.title, drawn.fields, tuple(kept), people)
    seen = ask(
        installation,
        "from hotich.apps.accounts.models import Office\nanswer = Office.objects.count()",
    )
    if not seen:
        others = [
            PlainBook("KS", "older", OFFICE, f"{place:02d}/1997", ((1997, 400, 4000),))
            for place in range(1, 11)
        ]
        made = set_up(installation, people, [book.book, *others])
        seat_clerks(installation, MOST_CLERKS + 1)
        (world.parent / "books.json").write_text(json.dumps(made), "utf-8")
    return book


# In the browser -------------------------------------------------------------------------------


def _type(window: "Window", book: "SampleBook", entries: int) -> dict[str, object]:  # noqa: F821
    """Type entries by keyboard; return how long the machine took at each turn, in ms."""
    from hotich.synth.keyboard import seconds_of
    from tests.support.frugal_clerk import FrugalClerk
    from tests.support.typing_hand import Hand

    hand = Hand(window)
    clerk = FrugalClerk(hand)
    clerk.open_book(book.book.volume)
    first = int(clerk.number()) - 1
    waits: dict[str, list[float]] = defaultdict(list)
    klm: list[tuple[int, int, float, float]] = []
    hand.told.clear()
    hand.due = 0
    for sheet in book.sheets[first : first + entries]:
        clerk.type_frugally(sheet.paper)
        steps = hand.log.steps
        for step in steps:
            if step.waited:
                waits[step.place].append(step.waited * 1000)
        klm.append(
            (hand.log.keys, hand.log.thoughts, seconds_of(steps),
             seconds_of(steps, words_a_minute=55))
        )  # fmt: skip
    clerk.give_back()
    found: dict[str, object] = {
        _TURNS[place]: _told(times) for place, times in waits.items() if place in _TURNS
    }
    keys, thoughts, slow, quick = (median(one[place] for one in klm) for place in range(4))
    found["an entry"] = {
        "entries": len(klm), "keys": keys, "thoughts": thoughts,
        "seconds at 40 wpm": round(slow, 1), "seconds at 55 wpm": round(quick, 1),
    }  # fmt: skip
    for place, told in found.items():
        _say(f"{place}: {told}")
    return found


_TURNS = {
    "candidates": "Enter in step 1 to candidates on the screen",
    "sheet": "choice to step 2 with the focus in it",
    "save": "save to the next number with the focus in field 1",
}


def _first_load(window: "Window", book: "SampleBook") -> dict[str, object]:  # noqa: F821
    """Return the bytes of the entry page and all it loads, as gzip sends them, scan left out."""
    from tests.support.first_load import first_load
    from tests.support.scripted_clerk import ScriptedClerk

    clerk = ScriptedClerk(window)
    clerk.open_book(book.book.volume)
    found = first_load(window)
    clerk.give_back()
    told = {"KB gzip": round(sum(found.values()) / 1024, 1), "files": len(found)}
    _say(f"first load: {told}")
    return told


# Without a screen -----------------------------------------------------------------------------


class Clerks:
    """Clerks who send what the page sends, each an entry in a fixed time."""

    def __init__(self, installation: "Installation", world: Path, args: argparse.Namespace) -> None:  # noqa: F821
        """Take where they work, whom they look up, and how many they are."""
        self.installation, self.args = installation, args
        self.times: dict[str, list[float]] = defaultdict(list)
        self.faults: list[str] = []
        self.saved = 0
        self.children, self.books = _children(world), world.parent / "books.json"
        self.stop = threading.Event()
        self.threads: list[threading.Thread] = []
        self.until = 0.0

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Let them work beside what is done meanwhile."""
        books = json.loads(self.books.read_text("utf-8"))[1:]
        self.until = time.monotonic() + 60 * self.args.minutes
        for place in range(self.args.clerks):
            thread = threading.Thread(
                target=self._work, args=(place, books[place % len(books)]), daemon=True
            )
            thread.start()
            self.threads.append(thread)
        try:
            yield
        finally:
            self.stop.set()
            for thread in self.threads:
                thread.join(timeout=60)

    def finish(self) -> None:
        """Wait until their time is over."""
        time.sleep(max(0.0, self.until - time.monotonic()))

    def _work(self, place: int, book: str) -> None:
        chance = random.Random(place)
        self.stop.wait(chance.random() * self.args.pace)
        try:
            clerk = _timed_clerk(self.installation, f"clerk{place + 1}", book, self.times)
            while not self.stop.is_set():
                self._entry(clerk, chance)
        except Exception as fault:  # noqa: BLE001 - told at the end
            self.faults.append(repr(fault)[:200])

    def _entry(self, clerk: "TypingClerk", chance: random.Random) -> None:  # noqa: F821
        begun = time.monotonic()
        person = chance.choice(self.children)
        field = "child-place_of_birth"
        for part in range(1, 9):  # what the page sends while one types
            self.stop.wait(self.args.pace / 10)
            clerk.draft("child-full_name", person["full_name"])
            if part % 2:
                asked = {"q": person["place_of_birth"][: 3 + part], "field": field}
                clerk.post(f"/nhap-du-lieu/quyen/{clerk.book}/goi-y/", asked)
        before = clerk.place
        clerk.save(person)
        if clerk.place == before:
            self.faults.append("not saved")
            clerk.place = clerk.open_next()
        else:
            self.saved += 1
        self.stop.wait(max(0.0, self.args.pace - (time.monotonic() - begun)))

    def figures(self) -> dict[str, object]:
        """Return how long the server took for each kind of request, in ms."""
        found: dict[str, object] = {
            _REQUESTS[kind]: _told(times) for kind, times in self.times.items() if kind in _REQUESTS
        }
        found["entries saved"] = self.saved
        found["faults"] = len(self.faults)
        for place, told in found.items():
            _say(f"{self.args.clerks} clerks, {place}: {told}")
        for fault in sorted(set(self.faults)):
            _say(f"  {fault}")
        return found


_REQUESTS = {
    "tra-cuu": "step 1 to candidates",
    "chon": "choice to step 2",
    "luu": "save and the next page",
    "nhap-tam": "draft",
    "goi-y": "suggestions",
}


def _timed_clerk(
    installation: "Installation",  # noqa: F821
    login: str,
    book: str,
    times: dict[str, list[float]],
) -> "TypingClerk":  # noqa: F821
    from tests.support.typing_clerk import TypingClerk

    class Timed(TypingClerk):
        def post(self, path: str, values: Mapping[str, str]):  # noqa: ANN202
            started = time.perf_counter()
            answer = super().post(path, dict(values))
            times[path.rstrip("/").rpartition("/")[2]].append(
                (time.perf_counter() - started) * 1000
            )
            return answer

    return Timed(installation, login, book)


def _children(world: Path) -> list[dict[str, str]]:
    """Return people to be looked up, as the book of another year has them."""
    with duckdb.connect() as db:
        found = db.execute(
            f"SELECT full_name, birth_date, sex, mother_name, father_name, ethnicity,"
            f" 'Việt Nam' AS nationality, '{PLACE}' AS place_of_birth, '{PLACE}' AS hometown"
            f" FROM '{world}/population.parquet'"
            f" WHERE length(birth_date) = 10 AND mother_name <> '' AND father_name <> ''"
            f" AND sex IN ('male', 'female') ORDER BY hash(pin) LIMIT 5000"
        )
        names = [column[0] for column in found.description or ()]
        rows = [
            dict(zip(names, (one or "" for one in row), strict=True)) for row in found.fetchall()
        ]
    for row in rows:
        row["birth_date"] = "/".join(reversed(row["birth_date"].split("-")))
    return rows


# --------------------------------------------------------------------------------------------


@contextmanager
def _alone() -> Iterator[None]:
    yield


def _told(times: list[float]) -> dict[str, float]:
    ordered = sorted(times)
    at = {
        f"p{part}": round(ordered[min(len(ordered) - 1, len(ordered) * part // 100)], 1)
        for part in (50, 95, 99)
    }
    return {"n": len(ordered), **at}


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
