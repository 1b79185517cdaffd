"""Clerks who save side by side, servers that are killed, numbers that are asked for at once.

Each run returns what was measured; the tests say how much of it and what must hold.
"""

import random
import re
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.client import HTTPException
from statistics import quantiles

from tests.support.asking import ask
from tests.support.databases import engine, is_postgres
from tests.support.installation import Clerk, Installation
from tests.support.typing_clerk import (
    Kept,
    Tally,
    TypingClerk,
    people_of,
    said_saved,
    seat_clerks,
    stranger,
)

STORED = """
from hotich.apps.entry.models import Entry
from hotich.apps.entry.values import current_values
rows = list(Entry.objects.filter(voided_at=None).select_related("book"))
values = current_values([one.pk for one in rows])
answer = [
    (str(one.book_id), one.number, values[one.pk]["child.full_name"].text, one.year, one.suffix,
     one.occurrence, str(one.original_office_id), one.register_type)
    for one in rows
]
"""
PINS = """
from hotich.apps.population.models import Allotment, Person
answer = [
    list(Person.objects.exclude(pin=None).values_list("pin", flat=True)),
    list(Allotment.objects.values_list("pin", flat=True)),
]
"""
WAITING = """
from hotich.apps.population.models import NumberRequest
answer = [str(one) for one in NumberRequest.objects.values_list("pk", flat=True)]
"""
ALLOTTED = """
from hotich.apps.population.models import NumberRequest
from hotich.apps.population.queries import created_person
answer = {
    str(one.pk): found.pin if (found := created_person(one.mention)) else ""
    for one in NumberRequest.objects.all()
}
"""


@dataclass
class Measured:
    """What a run came to, as it is printed."""

    what: str
    seconds: float
    figures: dict[str, object] = field(default_factory=dict)

    def print(self) -> None:
        """Print the figures as a small table; shown by `pytest -s`."""
        lines = [f"\n{self.what} ({engine()}, {self.seconds:.0f} s)"]
        lines += [f"  {name:<42} {figure}" for name, figure in self.figures.items()]
        sys.stdout.write("\n".join([*lines, ""]))


def save_in_parallel(
    installation: Installation, *, clerks: int, each: int
) -> tuple[list[Tally], Measured]:
    """Let clerks save entries side by side in two books; return what each was told."""
    books = seat_clerks(installation, clerks)
    people = people_of(installation)
    assert len(people) >= clerks * each, "more saves than invented people"
    started = time.monotonic()

    def work(place: int) -> Tally:
        tally = Tally()
        clerk = TypingClerk(installation, f"clerk{place + 1}", books[place % len(books)])
        for turn in range(each):
            number = turn * clerks + place
            person = stranger(number) if number % 10 == 0 else people[number]
            _save(clerk, person, tally)
        return tally

    with ThreadPoolExecutor(clerks) as pool:
        tallies = list(pool.map(work, range(clerks)))
    taken = [second for tally in tallies for second in tally.seconds]
    cuts = quantiles(taken, n=100)
    measured = Measured(f"{clerks} clerks, {clerks * each} saves", time.monotonic() - started)
    measured.figures |= {
        "acknowledged": sum(len(tally.kept) for tally in tallies),
        "refused or failed": sum(len(tally.faults) for tally in tallies),
        "one save with its look-up, p50": f"{cuts[49] * 1000:.0f} ms",
        "one save with its look-up, p99": f"{cuts[98] * 1000:.0f} ms",
        "saves per second": f"{len(taken) / measured.seconds:.1f}",
    }
    return tallies, measured


def _save(clerk: TypingClerk, person: dict[str, str], tally: Tally) -> None:
    before = time.monotonic()
    answer = clerk.save(person)
    tally.seconds.append(time.monotonic() - before)
    number = said_saved(answer)
    if number is None:
        tally.faults.append(f"{answer.status} {answer.url}")
        clerk.place = clerk.open_next()
    else:
        tally.kept.append(Kept(clerk.book, number, person["full_name"]))


def stored_entries(installation: Installation) -> list[tuple[object, ...]]:
    """Return every live entry: book, number, name, and the rest of its key."""
    return [tuple(one) for one in ask(installation, STORED)]


def assert_nothing_lost(installation: Installation, kept: Iterable[Kept]) -> None:
    """Hold what was acknowledged against what is stored; every key and number stands once."""
    entries = stored_entries(installation)
    acknowledged = Counter(tuple(one) for one in kept)
    stored = Counter(one[:3] for one in entries)
    assert acknowledged - stored == Counter()
    keys = Counter((one[6], one[7], one[3], one[1], one[4], one[5]) for one in entries)
    assert [key for key, times in keys.items() if times > 1] == []
    assert_sound(installation)


def assert_sound(installation: Installation) -> None:
    """Check the audit chains, the numbers of people, the database's own check, and the log."""
    verified = installation.command("audit", "verify")
    assert verified.returncode == 0, verified.stdout
    assert "BROKEN" not in verified.stdout
    for pins in ask(installation, PINS):
        assert [pin for pin, times in Counter(pins).items() if times > 1] == []
    if not is_postgres():
        checked = ask(
            installation,
            "from django.db import connection\n"
            "with connection.cursor() as cursor:\n"
            "    answer = cursor.execute('PRAGMA integrity_check').fetchall()",
        )
        assert checked == [["ok"]]
    assert "database is locked" not in installation.log
    assert "Traceback" not in installation.log, installation.log[-4000:]


def allot_in_a_storm(installation: Installation, *, times: int) -> Measured:
    """Confirm every number request, then send each release many times at once."""
    requests: list[str] = ask(installation, WAITING)
    justice = Clerk(installation, "tuphap")
    for request in requests:
        answer = justice.post(f"/nhap-du-lieu/so-dinh-danh/{request}/xac-nhan/", {})
        assert answer.status == 200, answer.text[:2000]
    chiefs = [Clerk(installation, "truongca") for _ in range(times)]
    started = time.monotonic()
    statuses: Counter[int] = Counter()

    def press(chief: Clerk) -> list[int]:
        return [
            chief.post(f"/nhap-du-lieu/so-dinh-danh/{request}/duyet/", {}).status
            for request in requests
        ]

    with ThreadPoolExecutor(times) as pool:
        for answered in pool.map(press, chiefs):
            statuses.update(answered)
    seconds = time.monotonic() - started
    assert set(statuses) <= {200, 422}, statuses
    first = ask(installation, ALLOTTED)
    # Once more, when all is done: the same number, nobody new.
    for request in requests:
        chiefs[0].post(f"/nhap-du-lieu/so-dinh-danh/{request}/duyet/", {})
    again = ask(installation, ALLOTTED)
    assert first == again
    assert all(re.fullmatch(r"000\d{9}", pin) for pin in again.values()), again
    assert len(set(again.values())) == len(requests)
    assert_sound(installation)
    return Measured(
        f"{len(requests)} numbers, each asked for {times} times at once",
        seconds,
        {
            "requests": len(requests) * times,
            "numbers allotted": len(set(again.values())),
            "allotted twice": 0,
            "answers": dict(statuses),
        },
    )


@dataclass
class _Stream:
    """A clerk at work while the power fails: what he was told, and what he typed last."""

    kept: list[Kept] = field(default_factory=list)
    draft: str = ""
    drafted_at: float = 0.0
    name: str = ""
    failed: bool = False


def kill_in_mid_entry(
    installation: Installation, *, times: int, seed: int = 7
) -> tuple[list[Kept], Measured]:
    """Kill the server again and again while a clerk types; return what was acknowledged.

    After each kill the number in hand must be open to him again with what he typed last.
    """
    chance = random.Random(seed)
    (book, *_rest) = seat_clerks(installation, 1)
    people = people_of(installation)
    clerk = TypingClerk(installation, "clerk1", book)
    kept: list[Kept] = []
    ages: list[float] = []
    starts: list[float] = []
    begun = time.monotonic()
    for turn in range(times):
        stream = _Stream()
        worker = threading.Thread(target=_type_on, args=(clerk, people[turn * 40 :], stream))
        worker.start()
        _wait_for(stream, chance.randint(1, 3))
        time.sleep(chance.uniform(0.0, 0.9))
        killed_at = time.monotonic()
        installation.kill()
        worker.join(timeout=90)
        assert stream.failed
        before = time.monotonic()
        installation.start()
        starts.append(time.monotonic() - before)
        kept += stream.kept
        clerk.place = clerk.open_next()
        if stream.draft:
            shown = clerk.get(clerk.place).text
            if stream.draft in shown:
                ages.append(killed_at - stream.drafted_at)
            elif stream.name not in shown:
                # The save itself may have been written though its answer never came.
                assert stream.name in {one[2] for one in stored_entries(installation)}, shown
        if turn % 10 == 9 or turn == times - 1:
            assert_nothing_lost(installation, kept)
    measured = Measured(f"{times} kills in mid-entry", time.monotonic() - begun)
    measured.figures |= {
        "saves acknowledged": len(kept),
        "lost": 0,
        "drafts shown again": len(ages),
        "from the text shown to the kill, longest": f"{max(ages, default=0):.2f} s",
        "start after a kill, longest": f"{max(starts):.1f} s",
    }
    assert max(ages, default=0.0) <= 2.0
    return kept, measured


def _wait_for(stream: _Stream, saves: int) -> None:
    """Wait until the clerk has had so many saves acknowledged, a minute at most."""
    deadline = time.monotonic() + 60
    while len(stream.kept) < saves and time.monotonic() < deadline:
        time.sleep(0.01)


def _type_on(clerk: TypingClerk, people: Sequence[dict[str, str]], stream: _Stream) -> None:
    """Type entry after entry until the server is gone; bounded by the people there are."""
    try:
        for person in people[:40]:
            for length in range(1, 4):
                text = f"{person['full_name']} #{length}"
                asked_at = time.monotonic()
                if clerk.draft("child-full_name", text).status != 200:
                    return
                stream.draft, stream.drafted_at = text, asked_at
            # From here the draft may hold the save's own text, and the entry may be written.
            stream.name = person["full_name"]
            answer = clerk.save(person)
            number = said_saved(answer)
            if number is None:
                return
            stream.kept.append(Kept(clerk.book, number, person["full_name"]))
            stream.draft = stream.name = ""
    except (OSError, HTTPException):
        stream.failed = True
